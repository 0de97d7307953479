"""Keeps up the projections of spaces that somebody reads, so that who reads need not wait."""

from __future__ import annotations

import asyncio

from sync_server.calendars.service import fresh, known
from sync_server.kit.bus import Bus, Message, Poke
from sync_server.kit.database import Database
from sync_server.kit.faults import outlived

QUIET_SECONDS = 2.0
"""How long it waits for what comes right after: a sync pushes several times."""


class Keeper:
    """Hears what changes; whoever reads sooner brings the projection up themselves."""

    def __init__(self, database: Database, bus: Bus) -> None:
        self._database = database
        self._changed: set[str] = set()
        self._awake = asyncio.Event()
        bus.listen(self.hear)

    def hear(self, message: Message) -> None:
        """What came over the bus."""
        if isinstance(message, Poke):
            self._changed.add(message.space)
            self._awake.set()

    async def run(self) -> None:
        """Keep up for ever; a fault of the database is waited out."""
        while True:
            await self._awake.wait()
            await asyncio.sleep(QUIET_SECONDS)
            with outlived("calendars cannot be kept up"):
                await self.catch_up()

    async def catch_up(self) -> None:
        """Bring up what changed, where anybody has ever read it."""
        self._awake.clear()
        changed, self._changed = self._changed, set()
        wanted = await self._database.reading(lambda connection: known(connection, changed))
        await fresh(self._database, wanted)
