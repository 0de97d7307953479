"""The live channel of this process: its hub, its pings, and the tokens that run out."""

from __future__ import annotations

import asyncio

from starlette.concurrency import run_in_threadpool

from sync_server.kit.bus import Bus, Lost, Message, SignedOut
from sync_server.kit.database import Database
from sync_server.kit.faults import outlived
from sync_server.kit.principal import Authenticate
from sync_server.kit.problem import Unauthorized
from sync_server.live.hub import PING, RESTARTING, SIGN_IN_ANEW, SPACES, Hub, Line, unanswered
from sync_server.spaces import service as spaces

PING_SECONDS = 30


class Live:
    """The live channel; `authenticate` says whether a token still holds."""

    def __init__(self, database: Database, bus: Bus) -> None:
        self.hub = Hub()
        self._database = database
        self._pinging: asyncio.Task[None] | None = None
        self._looking: asyncio.Task[None] | None = None
        bus.listen(self._hear)

    async def start(self, authenticate: Authenticate) -> None:
        """Begin to ping."""
        self._pinging = asyncio.create_task(self._ping(authenticate))

    async def stop(self) -> None:
        """Close every line, whatever else went wrong: the server restarts."""
        going = [task for task in (self._pinging, self._looking) if task is not None]
        if self._pinging is not None:
            self._pinging.cancel()
        await asyncio.gather(*going, return_exceptions=True)
        await self.hub.end_all(RESTARTING)

    async def join(self, line: Line) -> None:
        """Add a line, with the spaces that its person is in now, not a moment ago."""
        self.hub.add(line)
        before = -1
        while line.changes != before:
            before = line.changes
            roles = await self._database.reading(
                lambda connection: spaces.roles_of(connection, line.person)
            )
        # What was said meanwhile (a ping, that it is to end) is said all the same.
        self.hub.place(line, roles)

    async def _ping(self, authenticate: Authenticate) -> None:
        while True:
            await asyncio.sleep(PING_SECONDS)
            with outlived("the lines were not looked after"):
                await self.round(authenticate)

    async def round(self, authenticate: Authenticate) -> None:
        """Part with who is silent, ping the others, and look who is signed out and who in what."""
        lines = list(self.hub.lines)
        for line in unanswered(lines):
            line.end(RESTARTING)
        # Before the database is asked, which may be away, or slow: proxies close what is silent.
        for line in lines:
            line.answered = False
            line.say(PING)
        for line in await run_in_threadpool(_ended, lines, authenticate):
            line.end(SIGN_IN_ANEW)
        await self.look_again()

    def _hear(self, message: Message) -> None:
        self.hub.hear(message)
        if isinstance(message, Lost) and (self._looking is None or self._looking.done()):
            self._looking = asyncio.get_running_loop().create_task(self.look_again())

    async def look_again(self) -> None:
        """Let every line hear of what its person is in by now, whatever was told of it."""
        # Nobody reads more where it fails: who may read what is for the database alone to say.
        with outlived("who is in which garage could not be read"):
            lines = set(self.hub.lines)
            while lines:
                lines = await self._look_at(lines)

    async def _look_at(self, lines: set[Line]) -> set[Line]:
        """Place these lines; those of which something was told meanwhile are still to be."""
        before = {line: line.changes for line in lines}
        persons = {line.person for line in lines}
        roles = await self._database.reading(
            lambda connection: spaces.roles_of_each(connection, persons)
        )
        for line in lines & self.hub.lines:
            if line.changes == before[line] and line.spaces != roles[line.person]:
                self.hub.place(line, roles[line.person])
                line.say(SPACES)
        return {line for line in lines & self.hub.lines if line.changes != before[line]}


def _ended(lines: list[Line], authenticate: Authenticate) -> list[Line]:
    """Those whose token is over; of whom the database cannot say, it is asked in the next round."""
    ended = []
    # The first that fails is the last that is asked: with a database that is away, each waits.
    with outlived("who is signed in could not be read"):
        for line in lines:
            try:
                authenticate(line.token)
            except Unauthorized:
                ended.append(line)
    return ended


def sign_out(bus: Bus, session: str) -> None:
    """Close the lines of a session that is at its end, in every process; from any thread."""
    bus.publish(SignedOut(session))
