"""The bus: what happened in one process is told in all; it may lose, and a pull repairs."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import Callable
from functools import partial
from typing import Any, Protocol

import msgspec
from sqlalchemy import Connection, Engine

from sync_server.kit.database import after_commit

_OPTION = "paddock_bus"
LAST_SECONDS = 2.0


class Poke(msgspec.Struct, frozen=True, tag="poke", omit_defaults=True):
    """A space's head moved; `envelopes` (JSON of a list) stay in the process that made them.

    They are for `readers` alone, as the transaction found them that wrote what they tell.
    """

    space: str
    began: int
    head: int
    envelopes: bytes = b""
    readers: frozenset[str] = frozenset()


class Membership(msgspec.Struct, frozen=True, tag="membership", omit_defaults=True):
    """A person's role in a space is another now, or none; nobody: its name or the like."""

    space: str
    person: str
    role: str


class SignedOut(msgspec.Struct, frozen=True, tag="signed_out"):
    """A session is at its end."""

    session: str


class Lost(msgspec.Struct, frozen=True, tag="lost"):
    """Some messages may not have arrived."""


Message = Poke | Membership | SignedOut | Lost
Listener = Callable[[Message], None]


class _Letter(msgspec.Struct, frozen=True):
    sender: str
    message: Message


_DECODER = msgspec.json.Decoder(_Letter)


class Carrier(Protocol):
    """Takes letters to other processes, and brings theirs."""

    async def run(self, outgoing: asyncio.Queue[str], came: Callable[[str], None]) -> None:
        """Carry until cancelled; calls `came("")` where letters may have been lost.

        Of each letter that went it says so by `outgoing.task_done()`.
        """


class Bus:
    """Messages to all who listen, in this process and through the carrier in others."""

    def __init__(self, carrier: Carrier | None = None) -> None:
        self._carrier = carrier
        self._listeners: list[Listener] = []
        self._sender = os.urandom(8).hex()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._outgoing: asyncio.Queue[str] = asyncio.Queue(1_000)
        self._carrying: asyncio.Task[None] | None = None

    def listen(self, listener: Listener) -> None:
        """Call `listener` in the loop's thread with each message."""
        self._listeners.append(listener)

    async def start(self) -> None:
        """Begin to deliver, in this loop."""
        self._loop = asyncio.get_running_loop()
        if self._carrier is not None:
            self._carrying = asyncio.create_task(self._carrier.run(self._outgoing, self.came))

    async def stop(self) -> None:
        """Deliver no more; what was said before still goes to the others, if that is quick."""
        # What was said in other threads comes first: it waits in the loop.
        await asyncio.sleep(0)
        self._loop = None
        if self._carrying is not None:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(LAST_SECONDS):
                    await self._outgoing.join()
            self._carrying.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._carrying

    def publish(self, message: Message) -> None:
        """Tell everybody, from any thread; never waits."""
        loop = self._loop
        if loop is not None:
            with contextlib.suppress(RuntimeError):  # the loop was closed meanwhile
                loop.call_soon_threadsafe(self._publish, message)

    def _publish(self, message: Message) -> None:
        self._deliver(message)
        if self._carrier is not None:
            if isinstance(message, Poke):
                message = Poke(message.space, message.began, message.head)
            self._send(message)

    def _send(self, message: Message) -> None:
        """Let it go to others; where too much waits, the others hear that it is lost."""
        if self._outgoing.full():
            while not self._outgoing.empty():
                self._outgoing.get_nowait()
                self._outgoing.task_done()
            message = Lost()
        self._outgoing.put_nowait(self.letter(message))

    def letter(self, message: Message) -> str:
        """The message as it goes to others."""
        return msgspec.json.encode(_Letter(self._sender, message)).decode()

    def came(self, text: str) -> None:
        """Deliver a letter of another process; "" where some may be lost. In the loop's thread."""
        if not text:
            self._deliver(Lost())
            return
        try:
            letter = _DECODER.decode(text)
        except msgspec.MsgspecError:
            return
        if letter.sender != self._sender:
            self._deliver(letter.message)

    def _deliver(self, message: Message) -> None:
        for listener in self._listeners:
            listener(message)


def attach(engine: Engine, bus: Bus) -> None:
    """Let what is announced on connections of this engine go over this bus."""
    engine.update_execution_options(**{_OPTION: bus})


def announce(connection: Connection, message: Message) -> None:
    """Publish a message once the transaction is durable; never if it is not."""
    bus: Any = connection.get_execution_options().get(_OPTION)
    if isinstance(bus, Bus):
        after_commit(connection, partial(bus.publish, message))
