"""What goes wrong on the way, and who dies when."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import httpx

from sync_server.kit.database import _HOOKS

if TYPE_CHECKING:
    from tests.simulation.fleet import Fleet

NETWORK = (
    "request lost", "answer lost", "answer halved", "doubled", "late", "server busy", "portal"
)  # fmt: skip
"""Faults of one request: see `Faulty`."""


class Crash(Exception):
    """A process died here."""


class Faulty(httpx.BaseTransport):
    """The way to the server, with the fleet's next fault on it."""

    def __init__(self, fleet: Fleet, device: str) -> None:
        self._fleet = fleet
        self._device = device

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """One request, as well or badly as it goes."""
        fleet = self._fleet
        fault, fleet.fault = fleet.fault, ""
        if fault:
            fleet.counts[fault] += 1
        request.read()
        match fault:
            case "request lost":
                raise httpx.ConnectError("away", request=request)
            case "server busy":
                return _answer(503, {"Retry-After": "1"}, b"")
            case "portal":
                return _answer(200, {"Content-Type": "text/html"}, b"<html>The hotel</html>")
            case "late":
                fleet.late.append(request)
                raise httpx.ReadTimeout("no answer in time", request=request)
            case "doubled":
                self._carry(request)
        answer = self._carry(request)
        match fault:
            case "answer lost":
                raise httpx.ReadTimeout("no answer in time", request=request)
            case "answer halved":
                raise httpx.RemoteProtocolError("half an answer", request=request)
        return answer

    def _carry(self, request: httpx.Request) -> httpx.Response:
        answer = self._fleet.server.bridge.handle_request(request)
        if answer.status_code == 500:
            if getattr(self._fleet.server.database, "dies", None):
                raise httpx.ReadError("the server died", request=request)
            raise AssertionError(f"500 at {request.url.path}: {answer.read()!r}")
        return answer


def _answer(status: int, headers: dict[str, str], body: bytes) -> httpx.Response:
    return httpx.Response(status, headers=headers, stream=httpx.ByteStream(body))


@contextlib.contextmanager
def dying(database: Any, at: int, *, after: bool) -> Iterator[list[int]]:
    """Let a server's database die at a commit; the list tells whether it did."""
    died: list[int] = []
    original = database.write
    left, over, deciding = [at], threading.Event(), threading.Lock()

    def dies_now() -> bool:
        # A job's thread may still be at its write when the server is to live on.
        with deciding:
            if not over.is_set():
                died.append(1)
        return bool(died)

    @contextlib.contextmanager
    def write() -> Iterator[Any]:
        if died:
            raise Crash
        left[0] -= 1
        mine = left[0] == 0
        with original() as connection:
            yield connection
            if mine and dies_now():
                if not after:
                    raise Crash
                # Nothing is done any more that follows from the commit.
                connection.info.pop(_HOOKS, None)
        if mine and died:
            raise Crash

    database.write = write
    database.dies = died
    try:
        yield died
    finally:
        with deciding:
            over.set()
        del database.write


@contextlib.contextmanager
def client_dying(store: Any, at: int, *, after: bool) -> Iterator[list[int]]:
    """Let a client die at the `at`-th commit of its store, before or after it."""
    died: list[int] = []
    database = store._database
    original = database.submit
    left = [at]

    def submit(work: Any, **how: Any) -> Any:
        if died:
            raise Crash
        left[0] -= 1
        if left[0]:
            return original(work, **how)
        died.append(1)
        if after:
            original(work, **how).result()
        raise Crash

    database.submit = submit
    try:
        yield died
    finally:
        del database.submit
