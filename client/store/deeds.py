"""How much of the log of operations can be undone."""

from __future__ import annotations

from sqlalchemy import Connection, select, update

from client.store.kept import forget_settled
from client.store.schema import OPERATION

UNDO_DEPTH = 100
"""How many operations can be undone."""


def forget_old_deeds(connection: Connection) -> None:
    """Let what is beyond the depth be past: it stays in the log, and cannot be undone."""
    done = select(OPERATION.c.n).where(OPERATION.c.state == "done")
    oldest = connection.execute(
        done.order_by(OPERATION.c.n.desc()).offset(UNDO_DEPTH).limit(1)
    ).scalar()
    if oldest is not None:
        connection.execute(
            update(OPERATION)
            .where(OPERATION.c.n <= oldest, OPERATION.c.state == "done")
            .values(state="past")
        )
        forget_settled(connection, oldest)
