"""The application's shell: every request is watched, bounded, and answered with safe headers."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sync_server.kit import answers
from sync_server.kit.address import address_of, neighbourhood
from sync_server.kit.bounds import Bounded, Bounds
from sync_server.kit.direct import Direct
from sync_server.kit.direct import Endpoint as DirectEndpoint
from sync_server.kit.sockets import Endpoint, Socket, Sockets
from sync_server.kit.watching import Watched

SAFE_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    # Not "no-referrer": browsers would then send forms with `Origin: null`.
    (b"referrer-policy", b"same-origin"),
    # Caches on the way would else keep refusals for as long as they like.
    (b"cache-control", b"no-store"),
)
_HSTS = (b"strict-transport-security", b"max-age=31536000")


class Application(FastAPI):
    """FastAPI within our own outermost parts, which see even what its own fault handler says."""

    def __init__(self, *, bounds: Bounds, https: bool, **options: Any) -> None:
        super().__init__(**options)
        self._bounds = bounds
        self._https = https
        self._sockets: dict[str, Socket] = {}
        self._direct = Direct()
        self.router.routes.insert(0, self._direct)

    def add_socket(self, path: str, endpoint: Endpoint) -> None:
        """Let `endpoint` have the WebSockets at a path."""
        self._sockets[path] = Socket(path, endpoint)

    def add_direct(self, method: str, path: str, endpoint: DirectEndpoint) -> None:
        """Let `endpoint` have the requests at a path that has a route as well, before that."""
        self._direct.add(method, path, endpoint)

    def openapi(self) -> dict[str, Any]:
        """The document, in which every route says what any route may answer."""
        if self.openapi_schema is None:
            answers.complete(super().openapi(), self.routes)
        return self.openapi_schema or {}

    def build_middleware_stack(self) -> ASGIApp:
        """What the framework stacks, and ours around it."""
        inner = super().build_middleware_stack()
        bounded = Bounded(inner, self._bounds, Sockets(inner, self._sockets), _place)
        return Watched(Hardened(bounded, https=self._https))


def _place(scope: Scope) -> str:
    return neighbourhood(address_of(HTTPConnection(scope)))


class Hardened:
    """Adds the headers that keep browsers from guessing, framing, keeping and telling on."""

    def __init__(self, app: ASGIApp, *, https: bool) -> None:
        self.app = app
        self.headers = (*SAFE_HEADERS, _HSTS) if https else SAFE_HEADERS

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on; a header that the route set itself stays."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return

        async def answering(message: Message) -> None:
            # The second is of a socket that is refused.
            if message["type"] in ("http.response.start", "websocket.http.response.start"):
                given = list(message.get("headers", ()))
                names = {name.lower() for name, _ in given}
                given += [pair for pair in self.headers if pair[0] not in names]
                message["headers"] = given
            await send(message)

        await self.app(scope, receive, answering)
