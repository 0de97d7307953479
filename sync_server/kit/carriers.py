"""How the bus reaches other processes: PostgreSQL's NOTIFY, or Redis."""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, Any

from sync_server.kit.database import patience

if TYPE_CHECKING:
    import psycopg

CHANNEL = "paddock"
TELL_SECONDS = 3
_LATER_SECONDS = 1.0
_NOTIFY = "SELECT pg_notify(%s, %s)"
log = logging.getLogger("paddock.server")

Came = Callable[[str], None]


class Sending:
    """What is to be sent, each until it was: the one at which a connection broke is sent again."""

    def __init__(self, outgoing: asyncio.Queue[str]) -> None:
        self._outgoing = outgoing
        self._unsent = ""

    async def each(self, send: Callable[[str], Awaitable[Any]]) -> None:
        """Send until it fails."""
        while True:
            self._unsent = self._unsent or await self._outgoing.get()
            await send(self._unsent)
            self._unsent = ""
            self._outgoing.task_done()


class PostgreSQL:
    """LISTEN on one connection, NOTIFY on another; both are made anew when they break."""

    def __init__(self, url: str) -> None:
        self._url = url.replace("postgresql+psycopg://", "postgresql://", 1)

    def tell(self, letters: Sequence[str]) -> None:
        """Send letters once, for a command; raises psycopg.Error where nobody takes them."""
        import psycopg

        with psycopg.connect(
            self._url, autocommit=True, connect_timeout=TELL_SECONDS
        ) as connection:
            for text in letters:
                connection.execute(_NOTIFY, (CHANNEL, text))

    async def run(self, outgoing: asyncio.Queue[str], came: Came) -> None:
        """Carry until cancelled."""
        sending = Sending(outgoing)
        await until_cancelled(lambda: self._listen(came), lambda: self._notify(sending))

    async def _listen(self, came: Came) -> None:
        async with await self._connect() as connection:
            await connection.execute(f"LISTEN {CHANNEL}")
            # What was said while nobody listened is lost.
            came("")
            async for letter in connection.notifies():
                came(letter.payload)

    async def _notify(self, sending: Sending) -> None:
        async with await self._connect() as connection:
            await sending.each(lambda text: connection.execute(_NOTIFY, (CHANNEL, text)))

    async def _connect(self) -> psycopg.AsyncConnection[Any]:
        # A server over SQLite need not load it.
        import psycopg

        where = psycopg.conninfo.make_conninfo(self._url, **patience(self._url))
        return await psycopg.AsyncConnection.connect(where, autocommit=True)


class Redis:
    """A channel of Redis. Its package is loaded by whoever uses it: a fifth of a second."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._redis: Any = importlib.import_module("redis.asyncio")
        self._retry: Any = importlib.import_module("redis.asyncio.retry")
        self._backoff: Any = importlib.import_module("redis.backoff")

    def tell(self, letters: Sequence[str]) -> None:
        """Send letters once, for a command; raises redis.RedisError where nobody takes them."""
        redis = importlib.import_module("redis")
        with redis.from_url(
            self._url, socket_connect_timeout=TELL_SECONDS, socket_timeout=TELL_SECONDS
        ) as connection:
            for text in letters:
                connection.publish(CHANNEL, text)

    async def run(self, outgoing: asyncio.Queue[str], came: Came) -> None:
        """Carry until cancelled."""
        sending = Sending(outgoing)
        await until_cancelled(lambda: self._listen(came), lambda: self._publish(sending))

    async def _listen(self, came: Came) -> None:
        async with self._connect() as redis, redis.pubsub() as channel:
            await channel.subscribe(CHANNEL)
            async for letter in channel.listen():
                if letter["type"] == "subscribe":
                    # What was said before is lost.
                    came("")
                elif letter["type"] == "message":
                    came(letter["data"].decode())

    async def _publish(self, sending: Sending) -> None:
        async with self._connect() as redis:
            await sending.each(lambda text: redis.publish(CHANNEL, text))

    def _connect(self) -> Any:
        # No tries of its own: it would subscribe again, up to half a minute later, unnoticed.
        never = self._retry.Retry(self._backoff.NoBackoff(), 0)
        return self._redis.from_url(self._url, retry=never, socket_keepalive=True)


async def until_cancelled(*works: Callable[[], Any]) -> None:
    """Do works side by side, each of them anew when it breaks."""
    tasks = [asyncio.create_task(_again_and_again(work)) for work in works]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.gather(*tasks, return_exceptions=True)


async def _again_and_again(work: Callable[[], Any]) -> None:
    while True:
        try:
            await work()
        except Exception as error:
            log.warning("the bus is interrupted: %s", type(error).__name__)
        await asyncio.sleep(_LATER_SECONDS)
