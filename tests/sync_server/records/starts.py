"""A program that starts on a data folder and stops, again and again, as a server or a worker does.

Prints the epoch of each start.
"""

import asyncio
import sys
from contextlib import closing
from pathlib import Path

from sync_server.kit.bus import Bus
from sync_server.kit.database import Database
from sync_server.records.epoch import current_epoch
from sync_server.records.in_step import in_step
from sync_server.settings import Settings

ROUNDS = 40


async def start_and_stop(folder: Path) -> None:
    """Start, tell the epoch, and stop."""
    with closing(Database(Settings(folder).database_url)) as database:
        async with in_step(folder, database, Bus()):
            with database.read() as connection:
                print(current_epoch(connection).id)


if __name__ == "__main__":
    for _ in range(ROUNDS):
        asyncio.run(start_and_stop(Path(sys.argv[1])))
