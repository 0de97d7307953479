"""Moves: a record and all that hangs on it go to another space, and leave a marker."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, delete, insert, select

from garage.permissions import Role, Verb, may, why_not
from garage.sync.wire import OVERTAKEN
from sync_server.kit import journal
from sync_server.kit.problem import BadRequest, Conflict, Forbidden, TooLarge
from sync_server.kit.rows import among
from sync_server.records import kept as keeping
from sync_server.records.kept import Kept, Writing
from sync_server.records.tables import ERASED, MOVED, RECORD
from sync_server.spaces import service as spaces

MOST_MOVED = 100_000
MOST_DEPTH = 10
"""Of what hangs on what is asked for."""

Both = tuple[Writing, Writing]


def move(
    connection: Connection, person: str, space: str, to: str, ids: Iterable[str], now: int
) -> tuple[dict[str, Kept], Both]:
    """Move whole trees; the records, and what is to be finished.

    Raises NotFound, Forbidden, Conflict, TooLarge.
    """
    if space == to:
        raise BadRequest("it is there already", "name another garage")
    heads = spaces.lock_as_member(connection, person, [space, to])
    roles = (
        spaces.require(connection, person, space),
        spaces.require(connection, person, to),
    )
    both = Writing(connection, heads[space]), Writing(connection, heads[to])
    tree = _tree(connection, space, ids)
    for record in tree.values():
        _demand(roles, record, person, tree)
    _demand_free(connection, to, tree)
    if tree:
        tree = keeping.read(connection, space, tree)
        line = {"what": "moved", "space": space, "to": to, "ids": list(tree), "at": now}
        journal.write(connection, line)
        _carry(connection, both, tree)
    return tree, both


def _tree(connection: Connection, space: str, ids: Iterable[str]) -> dict[str, Kept]:
    """The records, all that hangs on them, and so on: all but what is in them."""
    tree = keeping.read_short(connection, space, ids)
    level = tree
    for _ in range(MOST_DEPTH + 1):
        hanging = keeping.hanging_on(connection, space, level)
        level = {id_: each for id_, each in hanging.items() if id_ not in tree}
        if not level:
            return tree
        tree = tree | level
        if len(tree) > MOST_MOVED:
            break
    # What would be left behind hangs on nothing any more.
    raise TooLarge(
        f"over {MOST_MOVED} records, or {MOST_DEPTH} levels", "move them in several steps"
    )


def _demand(roles: tuple[Role, Role], record: Kept, person: str, tree: Mapping[str, Kept]) -> None:
    # What was overtaken goes with its record, which must be allowed to go, and never without it.
    if record.kind == OVERTAKEN and record.owner in tree:
        return
    own = record.author == person
    for role, verb in zip(roles, (Verb.MOVE, Verb.ADD), strict=True):
        if not may(role, verb, record.kind, own=own):
            raise Forbidden(
                "your role in one of the garages does not allow this", why_not(verb, record.kind)
            )


def _demand_free(connection: Connection, to: str, tree: Iterable[str]) -> None:
    ids = list(tree)
    for table in (RECORD, ERASED):
        there = select(table.c.id).where(table.c.space == to, among(connection, table.c.id, ids))
        if connection.execute(there.limit(1)).first():
            raise Conflict("the other garage has had a record of that id", "leave it out")


def _carry(connection: Connection, both: Both, tree: dict[str, Kept]) -> None:
    source, target = both
    ids = list(tree)
    # What comes back leaves no marker behind that would send it away again.
    connection.execute(
        delete(MOVED).where(MOVED.c.space == target.space, among(connection, MOVED.c.id, ids))
    )
    connection.execute(
        insert(MOVED),
        [
            {"space": source.space, "id": id_, "to": target.space, "seq": source.next_seq()}
            for id_ in ids
        ],
    )
    # In the order in which they were born, so that they are born in it there too.
    for record in sorted(tree.values(), key=lambda each: each.born):
        source.leave(record)
        record.space, record.born, record.part = target.space, 0, 0
        target.change(record)


def _take_in(connection: Connection, line: journal.Line) -> None:
    """Move again what a restored database has in its old place."""
    heads = spaces.lock_heads(connection, [line["space"], line["to"]])
    if len(heads) < 2:
        return
    tree = keeping.read(connection, line["space"], line["ids"])
    taken = keeping.read(connection, line["to"], line["ids"])
    both = Writing(connection, heads[line["space"]]), Writing(connection, heads[line["to"]])
    tree = {id_: each for id_, each in tree.items() if id_ not in taken}
    if tree:
        _carry(connection, both, tree)
    for writing in both:
        writing.finish()


journal.TAKEN_IN["moved"] = _take_in
