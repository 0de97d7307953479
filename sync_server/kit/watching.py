"""Each request is watched: an id, one line in the log, the metrics."""

from __future__ import annotations

import logging
import re
import secrets
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sync_server.kit import metrics
from sync_server.kit.logs import FIELDS

REQUEST_ID = b"x-request-id"
UNKNOWN = "unmatched"
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"})
_GIVEN = re.compile(rb"[A-Za-z0-9._-]{8,64}")
log = logging.getLogger("paddock.request")


class Watched:
    """The outermost part of the application; what it says of a path is the route's template."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, and tell how it went."""
        if scope["type"] == "websocket":
            await self._socket(scope, receive, send)
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began = time.perf_counter()
        request_id = _request_id(scope)
        scope.setdefault("state", {})["request_id"] = request_id
        # Nothing was answered: the client went away, or a fault was not even a problem.
        status = 499

        async def answering(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [
                    *message.get("headers", ()),
                    (REQUEST_ID, request_id.encode()),
                ]
            await send(message)

        metrics.IN_FLIGHT.add()
        try:
            await self.app(scope, receive, answering)
        except BaseException:
            status = 500 if status == 499 else status
            raise
        finally:
            metrics.IN_FLIGHT.add(-1)
            _tell(scope, status, time.perf_counter() - began, request_id)

    async def _socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count the socket as long as it is open, and tell when it was closed."""
        began = time.perf_counter()
        is_open = False

        async def sending(message: Message) -> None:
            nonlocal is_open
            if message["type"] == "websocket.accept":
                is_open = True
                metrics.SOCKETS.add()
            await send(message)

        try:
            await self.app(scope, receive, sending)
        finally:
            if is_open:
                metrics.SOCKETS.add(-1)
            seconds = round(time.perf_counter() - began, 1)
            fields = {"route": route_of(scope), "open": is_open, "seconds": seconds}
            log.info("socket", extra={FIELDS: fields})


def route_of(scope: Scope) -> str:
    """The template of the route that answered: `/spaces/{space}`, never a path itself."""
    path = getattr(scope.get("route"), "path", None)
    return path if isinstance(path, str) else UNKNOWN


def _request_id(scope: Scope) -> str:
    """The id that a proxy gave, if it can be one; else a new one."""
    for name, value in scope["headers"]:
        if name == REQUEST_ID and _GIVEN.fullmatch(value):
            return str(value.decode())
    return secrets.token_hex(8)


def _tell(scope: Scope, status: int, seconds: float, request_id: str) -> None:
    method = scope["method"] if scope["method"] in _METHODS else "OTHER"
    route = route_of(scope)
    metrics.REQUESTS.add(1, method, route, str(status))
    metrics.SECONDS.observe(seconds, route)
    fields = {
        "method": method,
        "route": route,
        "status": status,
        "ms": round(seconds * 1000, 1),
        "request": request_id,
    }
    log.info("request", extra={FIELDS: fields})
