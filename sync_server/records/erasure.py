"""Erasure: a record goes for ever, with what was overtaken of it; only its id is remembered."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, delete, select

from garage.permissions import Verb, may, why_not
from garage.sync.wire import OVERTAKEN
from sync_server.kit import journal
from sync_server.kit.problem import Forbidden
from sync_server.kit.rows import add_new, among
from sync_server.records import kept as keeping
from sync_server.records.kept import Kept, Writing
from sync_server.records.tables import ERASED, MOVED, PUSHED, RECORD
from sync_server.spaces import service as spaces


def erase(
    connection: Connection, person: str, space: str, ids: Iterable[str], now: int
) -> tuple[dict[str, Kept], Writing]:
    """Erase records; those that went, and what is to be finished. Raises NotFound, Forbidden."""
    heads = spaces.lock_as_member(connection, person, [space])
    role = spaces.require(connection, person, space)
    found = keeping.read_short(connection, space, ids)
    for record in found.values():
        if not may(role, Verb.ERASE, record.kind, own=record.author == person):
            raise Forbidden("your role in this garage does not allow this", why_not(Verb.ERASE))
    writing = Writing(connection, heads[space])
    if found:
        # Who hears that they left is told what they were.
        found = keeping.read(connection, space, found)
        whole = _with_overtaken(connection, space, found)
        journal.write(connection, {"what": "erased", "space": space, "ids": list(whole), "at": now})
        _take_away(connection, writing, whole)
    return found, writing


def _with_overtaken(connection: Connection, space: str, found: dict[str, Kept]) -> dict[str, Kept]:
    hanging = keeping.hanging_on(connection, space, found)
    return found | {id_: each for id_, each in hanging.items() if each.kind == OVERTAKEN}


def _take_away(connection: Connection, writing: Writing, found: dict[str, Kept]) -> None:
    connection.execute(
        delete(RECORD).where(RECORD.c.space == writing.space, among(connection, RECORD.c.id, found))
    )
    for id_, record in found.items():
        writing.leave(record)
        mark(connection, writing, id_)


def mark(connection: Connection, writing: Writing, id_: str) -> None:
    """Remember that a record of this id was erased."""
    add_new(connection, ERASED, {"space": writing.space, "id": id_, "seq": writing.next_seq()})


def _take_in(connection: Connection, line: journal.Line) -> None:
    """Erase again what a restored database brought back."""
    space, ids = line["space"], line["ids"]
    heads = spaces.lock_heads(connection, [space])
    if space not in heads:
        return
    writing = Writing(connection, heads[space])
    found = keeping.read(connection, space, ids)
    _take_away(connection, writing, _with_overtaken(connection, space, found))
    known = set(
        connection.execute(
            select(ERASED.c.id).where(ERASED.c.space == space, among(connection, ERASED.c.id, ids))
        ).scalars()
    )
    for id_ in ids:
        if id_ not in known:
            mark(connection, writing, id_)
    writing.finish()


def forget_space(connection: Connection, space: str) -> None:
    """Take away all that is kept of a space that is no more."""
    for table in (RECORD, ERASED, MOVED):
        connection.execute(delete(table).where(table.c.space == space))


def forget_pushes(connection: Connection, person: str) -> None:
    """Take away the numbers of a person's pushes."""
    connection.execute(delete(PUSHED).where(PUSHED.c.person == person))


journal.TAKEN_IN["erased"] = _take_in
spaces.WHEN_GONE.append(forget_space)
spaces.WHEN_FORGOTTEN.append(forget_pushes)
