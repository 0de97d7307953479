"""Who is connected to this process, and what each of them is told."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable

import msgspec

from garage.permissions import Role
from sync_server.kit.bus import Lost, Membership, Message, Poke, SignedOut

MOST_WAITING = 64
"""Messages that wait for a slow socket; beyond it is told to pull."""

LAST_SECONDS = 2.0

SIGN_IN_ANEW = 4401
SIGNED_OUT = 4403
RESTARTING = 1012
TRY_LATER = 1013
"""RFC 6455's registry: newer lines took the place, or the database is away."""

OVERFLOW = '{"type":"overflow"}'
SPACES = '{"type":"spaces"}'
PING = '{"type":"ping"}'

Send = Callable[[str], Awaitable[None]]
Close = Callable[[int], Awaitable[None]]


class Line:
    """One socket: messages go out in order, by a task that lives only while some wait."""

    __slots__ = (
        "_close", "_closing", "_send", "_waiting", "answered", "changes", "person", "sender",
        "session", "spaces", "token",
    )  # fmt: skip

    def __init__(self, person: str, session: str, token: str, send: Send, close: Close) -> None:
        self.person = person
        self.session = session
        self.token = token
        self.spaces: dict[str, Role] = {}
        self.changes = 0
        """How often the person's spaces changed, or may have changed, by what was told."""
        self.answered = True
        """Whether the last ping was answered."""
        self._send = send
        self._close = close
        # An empty deque takes ten times the memory, and these are short.
        self._waiting: list[str] = []
        self._closing = 0
        self.sender: asyncio.Task[None] | None = None

    def say(self, text: str) -> None:
        """Let a message wait its turn; one too many makes of all of them an overflow."""
        if self._closing:
            return
        if len(self._waiting) >= MOST_WAITING:
            self._waiting.clear()
            text = OVERFLOW
        self._waiting.append(text)
        self._go()

    def end(self, code: int) -> None:
        """Close, without what waits."""
        self._waiting.clear()
        self._closing = code
        self._go()

    def drop(self) -> None:
        """The socket is gone."""
        self._waiting.clear()
        if self.sender is not None:
            # One that is cancelled before it began would never say itself that it ended.
            self.sender.cancel()
            self.sender = None

    def _go(self) -> None:
        if self.sender is None:
            self.sender = asyncio.get_running_loop().create_task(self._work())

    async def _work(self) -> None:
        try:
            while self._waiting:
                await self._send(self._waiting.pop(0))
            if self._closing:
                await self._close(self._closing)
        except Exception:
            # It is on its way out: its route notices by itself, and forgets it.
            self._waiting.clear()
        finally:
            if self.sender is asyncio.current_task():
                self.sender = None


class Hub:
    """All lines of this process, by what they are told of."""

    def __init__(self) -> None:
        self.lines: set[Line] = set()
        self._in_space: dict[str, set[Line]] = {}
        self._of_person: dict[str, set[Line]] = {}

    def add(self, line: Line) -> None:
        """A new line, which hears what is told to everybody and to its person."""
        self.lines.add(line)
        self._of_person.setdefault(line.person, set()).add(line)

    def place(self, line: Line, spaces: dict[str, Role]) -> None:
        """Let a line hear of these spaces and of no others; what it is to be told stays."""
        for space in list(line.spaces):
            self._quit(line, space)
        for space, role in spaces.items():
            self._enter(line, space, role)

    def remove(self, line: Line) -> None:
        """Forget a line."""
        line.drop()
        self.lines.discard(line)
        self.place(line, {})
        _discard(self._of_person, line.person, line)

    def hear(self, message: Message) -> None:
        """What came over the bus."""
        match message:
            case Poke():
                self._poke(message)
            case Membership(space, person, role):
                self._membership(space, person, role)
            case SignedOut(session):
                for line in [line for line in self.lines if line.session == session]:
                    line.end(SIGNED_OUT)
            case Lost():
                for line in self.lines:
                    line.changes += 1
                self.say_all(OVERFLOW)

    def say_all(self, text: str) -> None:
        """Tell everybody."""
        for line in self.lines:
            line.say(text)

    async def end_all(self, code: int) -> None:
        """Close every line, and give each a moment to hear it."""
        for line in self.lines:
            line.end(code)
        ending = [line.sender for line in self.lines if line.sender is not None]
        if ending:
            await asyncio.wait(ending, timeout=LAST_SECONDS)

    def _poke(self, poke: Poke) -> None:
        lines = self._in_space.get(poke.space)
        if not lines:
            return
        # Encoded once, however many are told.
        short = _poke_text(poke, whole=False)
        whole = _poke_text(poke, whole=True) if poke.envelopes else short
        for line in lines:
            # Whose part in it was lost on the way, or just now begins, has to pull.
            line.say(whole if line.person in poke.readers else short)

    def _membership(self, space: str, person: str, role: str) -> None:
        for line in self._of_person.get(person, ()):
            line.changes += 1
            if role:
                self._enter(line, space, Role(role))
            else:
                self._quit(line, space)
            line.say(SPACES)
        for line in self._in_space.get(space, ()):
            if line.person != person:
                line.say(SPACES)

    def _enter(self, line: Line, space: str, role: Role) -> None:
        line.spaces[space] = role
        self._in_space.setdefault(space, set()).add(line)

    def _quit(self, line: Line, space: str) -> None:
        line.spaces.pop(space, None)
        _discard(self._in_space, space, line)


def _poke_text(poke: Poke, *, whole: bool) -> str:
    said = {"type": "poke", "space": poke.space, "from": poke.began, "head": poke.head}
    if whole:
        return msgspec.json.encode({**said, "envelopes": msgspec.Raw(poke.envelopes)}).decode()
    return msgspec.json.encode(said).decode()


def _discard(where: dict[str, set[Line]], key: str, line: Line) -> None:
    lines = where.get(key)
    if lines is not None:
        lines.discard(line)
        if not lines:
            del where[key]


def unanswered(lines: Iterable[Line]) -> list[Line]:
    """Those that did not answer the last ping."""
    return [line for line in lines if not line.answered]
