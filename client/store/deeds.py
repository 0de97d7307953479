"""How much of the log of operations can be undone."""

from __future__ import annotations

from sqlalchemy import Connection

UNDO_DEPTH = 100
"""How many operations can be undone."""


def forget_old_deeds(connection: Connection) -> None:
    """Let what is beyond the depth be past: it stays in the log, and cannot be undone."""
    connection.exec_driver_sql(_LET_BE_PAST)


_LET_BE_PAST = (
    "UPDATE operation SET state = 'past' WHERE state = 'done' AND n <= (SELECT n FROM operation "
    f"WHERE state = 'done' ORDER BY n DESC LIMIT 1 OFFSET {UNDO_DEPTH})"
)
