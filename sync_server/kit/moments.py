"""When things were last heard of: noted in memory all the time, written down now and then."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping

from sqlalchemy import Connection

from sync_server.kit import clock
from sync_server.kit.database import Database

Write = Callable[[Connection, Mapping[str, int]], None]


class Moments:
    """An id → the last moment in milliseconds; to be noted from any thread."""

    def __init__(self) -> None:
        self._noted: dict[str, int] = {}
        self._lock = threading.Lock()

    def note(self, id_: str) -> None:
        """It was heard of just now."""
        with self._lock:
            self._noted[id_] = clock.now()

    async def write_down(self, database: Database, write: Write) -> None:
        """Have them written; what the database does not take is kept for the next time."""
        with self._lock:
            taken, self._noted = self._noted, {}
        if not taken:
            return
        try:
            await database.writing(lambda connection: write(connection, taken))
        except BaseException:
            with self._lock:
                # What was noted meanwhile is later.
                self._noted = taken | self._noted
            raise
