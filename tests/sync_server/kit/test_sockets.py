"""Sockets that have an endpoint of their own go there; all others go the framework's way."""

from __future__ import annotations

import asyncio
from typing import Any

from starlette.websockets import WebSocket

from sync_server.kit.sockets import Socket, Sockets
from sync_server.kit.watching import route_of


def test_a_socket_goes_to_its_endpoint_and_is_told_under_its_path() -> None:
    went: list[str] = []

    async def framework(scope: Any, receive: object, send: object) -> None:
        went.append("the framework")

    async def live(socket: WebSocket) -> None:
        went.append(route_of(socket.scope))

    async def nothing(_: object = None) -> Any:
        raise AssertionError("nobody speaks here")

    sockets = Sockets(framework, {"/live": Socket("/live", live)})
    for path in ("/live", "/live/", "/else"):
        asyncio.run(sockets({"type": "websocket", "path": path}, nothing, nothing))
    assert went == ["/live", "the framework", "the framework"]
