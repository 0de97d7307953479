"""The spaces that this profile holds, and how far each has been read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, select, update

from client.store.bulk import plain_rows
from client.store.codec import codec
from client.store.rows import add_row, change_rows, drop_rows, find_rows
from client.store.schema import CONFIRMED, HISTORY, OVERTAKEN, PENDING, SPACE, UNKNOWN
from garage.records import Kind, kinds

NO_DIGEST = "0" * 16


@dataclass(frozen=True, slots=True)
class HeldSpace:
    """A space as it is kept here; `state` as the table explains it."""

    id: str
    name: str
    home: bool
    kind: str
    role: str
    parent: str
    members: int
    state: str
    into: str
    hidden: bool
    cursor: int
    head: int
    digest: str
    floor: int = 0

    @property
    def is_shared(self) -> bool:
        """Whether the server has it."""
        return self.state in ("shared", "again")


# Every look of the sync asks this: it is made once.
_HELD = str(
    select(*(SPACE.c[name] for name in HeldSpace.__dataclass_fields__)).order_by(
        SPACE.c.home.desc(), SPACE.c.id
    )
)


def held_spaces(connection: Connection) -> list[HeldSpace]:
    """All spaces, the person's own garage first."""
    return [
        HeldSpace(
            id_, name, bool(home), kind, role, parent, members, state, into, bool(hidden), cursor,
            head, digest, floor,
        )
        for (
            id_, name, home, kind, role, parent, members, state, into, hidden, cursor, head, digest,
            floor,
        ) in plain_rows(connection, _HELD)
    ]  # fmt: skip


def within(connection: Connection, garage: str) -> tuple[str, ...]:
    """A garage and the spaces that it encloses; none, if it is not held or not to be shown."""
    there = select(SPACE.c.id).where(
        (SPACE.c.id == garage) | (SPACE.c.parent == garage),
        SPACE.c.state.not_in(("lost", "moving")),
        SPACE.c.hidden == 0,
    )
    found = tuple(connection.execute(there).scalars())
    return found if garage in found else ()


def put_space(connection: Connection, id_: str, **values: Any) -> None:
    """Change what is known of a space, or begin to hold it."""
    if not change_rows(connection, SPACE, {"id": id_}, **values):
        add_row(connection, SPACE, id=id_, **{"name": "", **values})


def kinds_within(connection: Connection, space: str, *, unseen: bool = False) -> list[Kind]:
    """The kinds of which a space holds records, mostly few of the many.

    With `unseen`, those of which it has records that did not come again since `read_again`.
    """
    names = plain_rows(connection, _kinds_within(unseen), {"space": space})
    return [kind for kind in kinds() if (kind.name,) in names]


@cache
def _kinds_within(unseen: bool) -> str:
    here = "space = :space AND seq < 0" if unseen else "space = :space"
    return " UNION ALL ".join(
        f"SELECT '{kind.name}' WHERE EXISTS (SELECT 1 FROM k_{kind.name} WHERE {here})"
        for kind in kinds()
    )


def read_again(connection: Connection, space: str) -> None:
    """Have a space read from the beginning; what waits stays, and so does what is shown.

    Until it comes again, the number of what was confirmed stands with a minus: what still has one
    at the end is what the server does not have.
    """
    tables = [codec(kind).table.name for kind in kinds_within(connection, space)]
    for name in (*tables, CONFIRMED.name, UNKNOWN.name, OVERTAKEN.name):
        minus = f"UPDATE {name} SET seq = -seq WHERE space = ? AND seq > 0"
        connection.exec_driver_sql(minus, (space,))
    put_space(connection, space, state="again", cursor=0, digest=NO_DIGEST)


def move_home(connection: Connection, home: str) -> None:
    """Let another space be the person's own garage; the one that was is on its way into it."""
    (now,) = find_rows(connection, SPACE, home=1)
    if now.id == home:
        return
    put_space(connection, now.id, home=0, state="moving", into=home)
    put_space(connection, home, name=now.name, home=1)


def move_slice(connection: Connection, space: HeldSpace, size: int) -> bool:
    """Move some records of a space that was never shared into another; False once all are there."""
    for kind in kinds():
        table = codec(kind).table
        chosen = select(table.c.n).where(table.c.space == space.id).limit(size)
        if connection.execute(
            update(table).where(table.c.n.in_(chosen)).values(space=space.into)
        ).rowcount:
            return True
    for held in (PENDING, HISTORY, UNKNOWN):
        change_rows(connection, held, {"space": space.id}, space=space.into)
    drop_rows(connection, SPACE, id=space.id)
    return False
