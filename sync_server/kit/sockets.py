"""WebSockets that stay open all day: what holds each of them is as little as can be."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

Endpoint = Callable[[WebSocket], Awaitable[None]]


@dataclass(frozen=True)
class Socket:
    """Who answers at a path, as the log calls it."""

    path: str
    endpoint: Endpoint


class Sockets:
    """Takes sockets to their endpoints past the framework, whose layers all wait along with one.

    They cost some 10 KB of memory a socket. What has no endpoint here goes the framework's way.
    """

    def __init__(self, app: ASGIApp, routes: dict[str, Socket]) -> None:
        self.app = app
        self.routes = routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the endpoint have the socket."""
        route = self.routes.get(scope["path"])
        if route is None:
            await self.app(scope, receive, send)
        else:
            scope["route"] = route
            await route.endpoint(WebSocket(scope, receive, send))


class Connection(WebSocketsSansIOProtocol):
    """A socket's connection, which forgets the headers of its handshake once that is over.

    They are kept three times over, some 5 KB with an access token among them.
    """

    def start_keepalive(self) -> None:
        """The first that happens after the handshake."""
        super().start_keepalive()
        self.scope["headers"] = []
        del self.request, self.response
