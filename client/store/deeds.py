"""How much of the log of operations can be undone."""

from __future__ import annotations

from sqlalchemy import Connection

from client.store.kept import forget_settled

UNDO_DEPTH = 100
"""How many operations can be undone."""


def forget_old_deeds(connection: Connection) -> None:
    """Let what is beyond the depth be past: it stays in the log, and cannot be undone."""
    oldest = connection.exec_driver_sql(_OLDEST).scalar()
    if oldest is not None:
        connection.exec_driver_sql(_LET_BE_PAST, (oldest,))
        forget_settled(connection, oldest)


_OLDEST = (
    f"SELECT n FROM operation WHERE state = 'done' ORDER BY n DESC LIMIT 1 OFFSET {UNDO_DEPTH}"
)
_LET_BE_PAST = "UPDATE operation SET state = 'past' WHERE state = 'done' AND n <= ?"
