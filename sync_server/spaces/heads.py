"""The heads of spaces: whoever writes in a space locks its head first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from garage.ids import is_id
from sync_server.kit.rows import among_given, as_given
from sync_server.spaces.tables import SPACE

AT_FIRST = 1
"""The head of a space in which nothing was written yet; whatever is moves it."""


@dataclass(frozen=True, slots=True)
class Head:
    """Where a space stands; `digest` is the sum of its records' parts, signed, 64 bits."""

    id: str
    kind: str
    head: int
    digest: int
    created: int


def lock_heads(connection: Connection, spaces: Iterable[str]) -> dict[str, Head]:
    """Lock the heads of these spaces in sorted order, and tell those that there are.

    Whoever writes in a space does this first, and reads afterwards. On SQLite the transaction is
    the lock.
    """
    wanted = {space for space in spaces if is_id(space)}
    rows = connection.execute(
        _locking(connection.dialect.name), {"ids": as_given(connection, wanted)}
    )
    return {row.id: Head(row.id, row.kind, row.head, row.digest, row.created) for row in rows}


@cache
def _locking(dialect: str) -> Any:
    return (
        select(SPACE.c.id, SPACE.c.kind, SPACE.c.head, SPACE.c.digest, SPACE.c.created)
        .where(among_given(dialect, SPACE.c.id, "ids"))
        .order_by(SPACE.c.id)
        .with_for_update()
    )


def set_head(connection: Connection, space: str, head: int, digest: int | None = None) -> None:
    """Move a head that is locked on, and say what the digest is now."""
    values = {"head": head} if digest is None else {"head": head, "digest": signed(digest)}
    connection.execute(_MOVING, {"of": space, **values})


_MOVING = update(SPACE).where(SPACE.c.id == bindparam("of"))


def touch(connection: Connection, space: str) -> int:
    """Mark that the name or the members of a locked space changed; its new head."""
    connection.execute(
        update(SPACE)
        .where(SPACE.c.id == space)
        .values(head=SPACE.c.head + 1, changed=SPACE.c.head + 1)
    )
    return int(connection.execute(select(SPACE.c.head).where(SPACE.c.id == space)).scalar_one())


def signed(number: int) -> int:
    """A number modulo 2⁶⁴ as the databases keep it."""
    number &= 2**64 - 1
    return number - 2**64 if number >= 2**63 else number


def heads_and_digests(connection: Connection) -> dict[str, tuple[int, int]]:
    """Head and running digest (signed) of every space."""
    rows = connection.execute(select(SPACE.c.id, SPACE.c.head, SPACE.c.digest))
    return {row.id: (row.head, row.digest) for row in rows}


def heads_of(connection: Connection, spaces: Iterable[str]) -> dict[str, int]:
    """Space → head, of those that there are; nothing is locked."""
    rows = connection.execute(
        _heads(connection.dialect.name), {"ids": as_given(connection, spaces)}
    )
    return {row.id: row.head for row in rows}


@cache
def _heads(dialect: str) -> Any:
    return select(SPACE.c.id, SPACE.c.head).where(among_given(dialect, SPACE.c.id, "ids"))
