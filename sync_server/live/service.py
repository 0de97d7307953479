"""The live channel of this process: its hub, its pings, and the tokens that run out."""

from __future__ import annotations

import asyncio
import contextlib

from starlette.concurrency import run_in_threadpool

from sync_server.kit.bus import Bus, SignedOut
from sync_server.kit.database import Database
from sync_server.kit.principal import Authenticate
from sync_server.kit.problem import Unauthorized
from sync_server.live.hub import PING, RESTARTING, SIGN_IN_ANEW, Hub, Line, unanswered
from sync_server.spaces import service as spaces

PING_SECONDS = 30


class Live:
    """The live channel; `authenticate` says whether a token still holds."""

    def __init__(self, database: Database, bus: Bus) -> None:
        self.hub = Hub()
        self._database = database
        self._pinging: asyncio.Task[None] | None = None
        bus.listen(self.hub.hear)

    async def start(self, authenticate: Authenticate) -> None:
        """Begin to ping."""
        self._pinging = asyncio.create_task(self._ping(authenticate))

    async def stop(self) -> None:
        """Close every line: the server restarts."""
        if self._pinging is not None:
            self._pinging.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._pinging
        await self.hub.end_all(RESTARTING)

    async def join(self, line: Line) -> None:
        """Add a line, with the spaces that its person is in now, not a moment ago."""
        self.hub.add(line)
        line.stale = True
        while line.stale:
            line.stale = False
            roles = await self._database.reading(
                lambda connection: spaces.roles_of(connection, line.person)
            )
        # What was said meanwhile (a ping, that it is to end) is said all the same.
        self.hub.place(line, roles)

    async def _ping(self, authenticate: Authenticate) -> None:
        while True:
            await asyncio.sleep(PING_SECONDS)
            await self.round(authenticate)

    async def round(self, authenticate: Authenticate) -> None:
        """Part with who is silent or signed out, and ping the others."""
        lines = list(self.hub.lines)
        for line in unanswered(lines):
            line.end(RESTARTING)
        ended = await run_in_threadpool(_ended, lines, authenticate)
        for line in ended:
            line.end(SIGN_IN_ANEW)
        for line in self.hub.lines:
            line.answered = False
            line.say(PING)


def _ended(lines: list[Line], authenticate: Authenticate) -> list[Line]:
    ended = []
    for line in lines:
        try:
            authenticate(line.token)
        except Unauthorized:
            ended.append(line)
    return ended


def sign_out(bus: Bus, session: str) -> None:
    """Close the lines of a session that is at its end, in every process; from any thread."""
    bus.publish(SignedOut(session))
