"""The running digest of each space over its confirmed records (architecture, Sync 8)."""

from __future__ import annotations

from sqlalchemy import Connection

from client.store.rows import change_rows, find_row
from client.store.schema import SPACE
from garage.sync.wire import digest_text


def move_digest(connection: Connection, space: str, by: int) -> None:
    """Add to a space's digest the parts that came, less those that went."""
    if by:
        held = find_row(connection, SPACE, id=space)
        if held is not None:
            moved = digest_text((int(held.digest, 16), by))
            change_rows(connection, SPACE, {"id": space}, digest=moved)
