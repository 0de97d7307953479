"""The live channel of this process: its hub, its pings, and the tokens that run out."""

from __future__ import annotations

import asyncio
import contextlib
import logging

from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool

from sync_server.kit.bus import Bus, Lost, Message, SignedOut
from sync_server.kit.database import Database
from sync_server.kit.principal import Authenticate
from sync_server.kit.problem import Unauthorized
from sync_server.live.hub import PING, RESTARTING, SIGN_IN_ANEW, SPACES, Hub, Line, unanswered
from sync_server.spaces import service as spaces

PING_SECONDS = 30
log = logging.getLogger("paddock.server")


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
        """Close every line: the server restarts."""
        if self._pinging is not None:
            self._pinging.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._pinging
        if self._looking is not None:
            await self._looking
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
            await self.round(authenticate)

    async def round(self, authenticate: Authenticate) -> None:
        """Part with who is silent or signed out, look who is in what, and ping the others."""
        lines = list(self.hub.lines)
        for line in unanswered(lines):
            line.end(RESTARTING)
        ended = await run_in_threadpool(_ended, lines, authenticate)
        for line in ended:
            line.end(SIGN_IN_ANEW)
        await self.look_again()
        for line in self.hub.lines:
            line.answered = False
            line.say(PING)

    def _hear(self, message: Message) -> None:
        self.hub.hear(message)
        if isinstance(message, Lost) and (self._looking is None or self._looking.done()):
            self._looking = asyncio.get_running_loop().create_task(self.look_again())

    async def look_again(self) -> None:
        """Let every line hear of what its person is in by now, whatever was told of it."""
        try:
            lines = set(self.hub.lines)
            while lines:
                lines = await self._look_at(lines)
        except SQLAlchemyError as error:
            # Nobody reads more for it: records go to who may read them by the database alone.
            log.warning("who is in which garage could not be read: %s", type(error).__name__)

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
