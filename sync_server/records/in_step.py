"""A process in step: with what lies beside the database, and with the others that are on it."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

from sync_server.kit import clock, journal
from sync_server.kit.bus import Bus
from sync_server.kit.database import Database
from sync_server.kit.faults import outlived
from sync_server.kit.journal import Journal
from sync_server.kit.turns import turn
from sync_server.records import marks
from sync_server.records.epoch import LOCK, Boots


@contextlib.asynccontextmanager
async def in_step(folder: Path, database: Database, bus: Bus) -> AsyncIterator[None]:
    """Take in what a restored database lacks, mark what is written, tell the others and hear them.

    Whoever writes records does it in here.
    """
    lock = folder / LOCK
    # What lies beside is read in one's turn as well: another may be about to begin an epoch.
    with turn(lock):
        boots = Boots(folder)
        kept = Journal(folder)
        marks.attach(database.engine, boots.marks)
        journal.attach(database.engine, kept)
        with database.write() as connection:
            boots.open(connection, clock.now())
            kept.catch_up(connection)
        boots.done()
    await bus.start()
    try:
        yield
    finally:
        await bus.stop()
        # Without it a copy that was made meanwhile is not known for one, as after a crash.
        with outlived("the end was not written down"), turn(lock):
            with database.write() as connection:
                boots.close(connection)
            boots.done()
