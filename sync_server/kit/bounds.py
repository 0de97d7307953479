"""Bounds on every request: how many at once, how many headers, how large a body, how slowly."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from garage.sync.wire import MOST_BODY
from garage.words import N_
from sync_server.kit import metrics
from sync_server.kit.problem import BadRequest, Problem, TooLarge, Unavailable, answer_to

ALWAYS = frozenset({"/health", "/metrics"})
"""These answer even when the server is overloaded: whoever watches must see that it lives."""
_SOCKET_SECONDS = 60
"""Sockets are open all day: one becomes free far later than a request is answered."""


class TooSlow(Problem):
    """The body came so slowly that it would have held a place for others."""

    status: ClassVar[int] = 408
    code = "too_slow"


class TooManyHeaders(Problem):
    """More headers than any client of ours sends."""

    status: ClassVar[int] = 431
    code = "too_many_headers"


@dataclass(frozen=True)
class Bounds:
    """What one process takes. A body has `patience` seconds and one more for each `pace` bytes.

    While `at_once` are worked on, the bodies of twice as many may be on their way.
    """

    at_once: int = 200
    sockets: int = 5000
    headers: int = 100
    body: int = MOST_BODY
    patience: float = 20
    pace: int = 8192
    answer_seconds: float = 60
    """How long a client may take to accept a part of the answer."""


class Bounded:
    """Refuses what is beyond the bounds with a problem.

    Only the waits for the network are cut short: a handler that works is never cancelled, since
    its transaction would be left open. `sockets` is where WebSockets go, if that is another way.
    A request counts as worked on once its body is there: whoever sends none keeps nobody out.
    `place` tells where a request comes from.
    """

    def __init__(
        self,
        app: ASGIApp,
        bounds: Bounds,
        sockets: ASGIApp | None = None,
        place: Callable[[Scope], str] | None = None,
    ) -> None:
        self.app = app
        self.bounds = bounds
        self.sockets = sockets or app
        self._place = place or _peer
        self._working = 0
        # In the order of their arrival.
        self._waiting: dict[_Exchange, None] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, or refuse."""
        if scope["type"] == "websocket":
            if metrics.SOCKETS.value() < self.bounds.sockets:
                await self.sockets(scope, receive, send)
                return
            # Not accepted, and so answered like a request; the client polls until it tries again.
            await _refuse(_overloaded(_SOCKET_SECONDS), scope, receive, send)
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refusal = self._at_once(scope)
        if refusal is not None:
            await _refuse(refusal, scope, receive, send)
            return
        exchange = _Exchange(self.bounds, scope, receive, send, self._arrived)
        if _has_body(scope):
            self._waiting[exchange] = None
        else:
            self._begin(exchange)
        try:
            await exchange.run(self.app, scope)
        finally:
            self._waiting.pop(exchange, None)
            self._working -= exchange.working

    def _begin(self, exchange: _Exchange) -> None:
        exchange.working = True
        self._working += 1

    def _arrived(self, exchange: _Exchange) -> Problem | None:
        """A body is there whole: the work begins, if there is not too much of it."""
        if exchange in self._waiting:
            del self._waiting[exchange]
            if self._working >= self.bounds.at_once:
                return _overloaded()
            self._begin(exchange)
        return None

    def _make_room(self) -> bool:
        """Whether one more body may come: if need be one is given up that waits for longest.

        It is one from where most of them come from: that is hardly ever somebody else's.
        """
        if len(self._waiting) < 2 * self.bounds.at_once:
            return True
        places = {each: each.place(self._place) for each in self._waiting}
        ((most, _),) = Counter(places.values()).most_common(1)
        for each in self._waiting:
            if places[each] == most and each.give_up():
                del self._waiting[each]
                return True
        return False

    def _at_once(self, scope: Scope) -> Problem | None:
        """What is refused before the body is read."""
        if len(scope["headers"]) > self.bounds.headers:
            return TooManyHeaders(
                f"more than {self.bounds.headers} headers", headers={"Connection": "close"}
            )
        if scope["path"] not in ALWAYS and (
            self._working >= self.bounds.at_once or (_has_body(scope) and not self._make_room())
        ):
            return _overloaded()
        if {b"content-length", b"transfer-encoding"} <= {name for name, _ in scope["headers"]}:
            # A proxy may go by the other one, and then two requests look like one (RFC 9112, 6.1).
            return BadRequest(
                "the body's length is said in two ways", headers={"Connection": "close"}
            )
        for name, value in scope["headers"]:
            if name == b"content-length" and _length(value) > self.bounds.body:
                return _too_large(self.bounds.body)
        return None


class _Exchange:
    """One request and its answer. What was refused is answered by us, whatever the app says."""

    def __init__(
        self,
        bounds: Bounds,
        scope: Scope,
        receive: Receive,
        send: Send,
        arrived: Callable[[_Exchange], Problem | None],
    ) -> None:
        self.bounds = bounds
        self.working = False
        """Whether it counts as worked on."""
        self._scope = scope
        self._from: str | None = None
        self._arrived = arrived
        self._patience: asyncio.Timeout | None = None
        self._receive = receive
        self._send = send
        self._began = time.monotonic()
        self._size = 0
        self._whole = False
        self._started = False
        self._refusal: Problem | None = None

    async def run(self, app: ASGIApp, scope: Scope) -> None:
        try:
            await app(scope, self.receive, self.send)
        except Exception:
            if self._refusal is None or self._started:
                raise
        if self._refusal is not None and not self._started:
            await _refuse(self._refusal, scope, self._receive, self._send)

    async def receive(self) -> Message:
        if self._whole:
            # From here on it only tells that the client went away.
            return await self._receive()
        allowed = self.bounds.patience + self._size / self.bounds.pace
        left = self._began + allowed - time.monotonic()
        try:
            async with asyncio.timeout(max(left, 0)) as self._patience:
                message = await self._receive()
        except TimeoutError:
            raise self._refuse(
                TooSlow(
                    "the body came too slowly",
                    "try again over a better connection",
                    headers={"Connection": "close"},
                )
            ) from None
        finally:
            self._patience = None
        self._size += len(message.get("body", b""))
        self._whole = not message.get("more_body", False)
        if self._size > self.bounds.body:
            raise self._refuse(_too_large(self.bounds.body))
        if self._whole and (refusal := self._arrived(self)) is not None:
            raise self._refuse(refusal)
        return message

    def place(self, of: Callable[[Scope], str]) -> str:
        """Where it comes from; found out once."""
        if self._from is None:
            self._from = of(self._scope)
        return self._from

    def give_up(self) -> bool:
        """Wait no longer for the body; False if it is not waited for just now."""
        if self._patience is None or self._patience.expired():
            return False
        self._patience.reschedule(asyncio.get_running_loop().time())
        return True

    async def send(self, message: Message) -> None:
        if self._refusal is not None and not self._started:
            return
        self._started = True
        async with asyncio.timeout(self.bounds.answer_seconds):
            await self._send(message)

    def _refuse(self, problem: Problem) -> Problem:
        self._refusal = problem
        return problem


async def _refuse(problem: Problem, scope: Scope, receive: Receive, send: Send) -> None:
    await answer_to(scope, problem)(scope, receive, send)


def _peer(scope: Scope) -> str:
    return str((scope.get("client") or ("",))[0])


def _has_body(scope: Scope) -> bool:
    return any(
        name == b"transfer-encoding" or (name == b"content-length" and value != b"0")
        for name, value in scope["headers"]
    )


def _overloaded(seconds: int = 2) -> Problem:
    metrics.OVERLOADED.add()
    return Unavailable(N_("the server has more to do than it can"), seconds)


def _length(value: bytes) -> int:
    return int(value) if value.isdigit() and len(value) < 20 else 0


def _too_large(most: int) -> TooLarge:
    return TooLarge(
        f"more than {most // 2**20} MiB",
        "send it in several parts",
        headers={"Connection": "close"},
    )
