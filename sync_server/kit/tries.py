"""Tries at what could be guessed: counted in the database, so that the limit holds everywhere."""

from __future__ import annotations

import math
from typing import Final

from fastapi import Request
from limits import parse
from sqlalchemy import BigInteger, Column, Connection, Index, Integer, Table, Text, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from sync_server.kit import clock, rates
from sync_server.kit.address import address_of, neighbourhood
from sync_server.kit.database import METADATA, Database
from sync_server.kit.secret import hash_of

# How often somebody tried within a window of time: who it was is kept as a hash.
TRIES: Final = Table(
    "tries",
    METADATA,
    Column("who", Text, primary_key=True),
    # The number of the window since 1970.
    Column("window", BigInteger, primary_key=True, autoincrement=False),
    Column("count", Integer, nullable=False),
    Column("expires", BigInteger, nullable=False),
    Index("tries_expires", "expires"),
)


async def take(request: Request, limit: str, name: str, *keys: str) -> None:
    """Count a try of the caller's: by the keys (an account), without any by the address.

    Raises TooMany beyond the limit, over all processes and restarts. What this process has seen
    enough of never comes to the database.
    """
    keys = keys or (neighbourhood(address_of(request)),)
    rates.take(request, limit, name, *keys)
    database: Database = request.app.state.database
    await database.writing(lambda c: count(c, limit, clock.now(), name, *keys))


def count(connection: Connection, limit: str, now: int, name: str, *keys: str) -> None:
    """Count one; raises TooMany, so that the transaction is undone: what is refused counts not.

    The window slides: of the one before, as much counts as is not yet that long ago.
    """
    item = parse(limit)
    length = item.get_expiry() * clock.SECOND
    window, elapsed = divmod(now, length)
    who = hash_of("\n".join((limit, name, *keys)))
    with_this = _add(connection, who, window, now + 2 * length)
    if with_this == 1:
        connection.execute(delete(TRIES).where(TRIES.c.expires <= now))
    earlier = select(TRIES.c.count).where(TRIES.c.who == who, TRIES.c.window == window - 1)
    before: int = connection.execute(earlier).scalar() or 0
    if before * (1 - elapsed / length) + with_this > item.amount:
        wait = _wait(before, with_this, length, item.amount) - elapsed
        raise rates.too_many(item, name, max(1, math.ceil(wait / clock.SECOND)))


def _add(connection: Connection, who: str, window: int, expires: int) -> int:
    """How many there are in this window, with this one; others of the same wait for the commit."""
    made = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    adding = made(TRIES).values(who=who, window=window, count=1, expires=expires)
    counted = adding.on_conflict_do_update(
        index_elements=["who", "window"], set_={"count": TRIES.c.count + 1}
    ).returning(TRIES.c.count)
    number: int = connection.execute(counted).scalar_one()
    return number


def _wait(before: int, with_this: int, length: int, most: int) -> float:
    """How long after the window's beginning there is room again, in milliseconds."""
    if with_this <= most:
        return length * (1 - (most - with_this) / before)
    # In the next window this one is what was before.
    return length * (1 + 1 / most)
