"""The running digest of each space over its confirmed records (architecture, Sync 8)."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, select, update

from client.store.schema import SPACE
from garage.sync.wire import digest_text

_DIGEST = select(SPACE.c.digest).where(SPACE.c.id == bindparam("of"))
_MOVE = update(SPACE).where(SPACE.c.id == bindparam("of"))


def move_digest(connection: Connection, space: str, by: int) -> None:
    """Add to a space's digest the parts that came, less those that went."""
    if by:
        now = connection.execute(_DIGEST, {"of": space}).scalar()
        if now is not None:
            moved = digest_text((int(now, 16), by))
            connection.execute(_MOVE, {"of": space, "digest": moved})
