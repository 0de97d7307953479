"""How the application is served: uvicorn within bounds, and an end that finishes requests."""

from __future__ import annotations

import asyncio
import logging
import socket
from typing import Any, Final

import h11
import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from sync_server.kit import sockets
from sync_server.kit.application import SAFE_HEADERS
from sync_server.kit.logs import FIELDS
from sync_server.kit.problem import BadRequest, answer

GRACE_SECONDS: Final = 30
HEADER_SECONDS: Final = 15.0
IDLE_SECONDS: Final = 75
"""Longer than the 60 s for which proxies keep a connection: they must close it first."""
MOST_HEADER_BYTES: Final = 32 * 1024
MOST_SOCKET_MESSAGE: Final = 64 * 1024

log = logging.getLogger("paddock.server")


class Connection(H11Protocol):
    """A connection that must bring its request's headers in time.

    uvicorn waits for them as long as it takes: some hundred silent connections would hold a
    server's file descriptors for ever.
    """

    header_seconds = HEADER_SECONDS
    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._arm()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.conn.their_state is h11.IDLE:
            # A part of the headers; between two requests uvicorn's own timer runs.
            if self.conn.trailing_data[0]:
                self._arm()
        else:
            self._disarm()

    def connection_lost(self, exc: Exception | None) -> None:
        self._disarm()
        super().connection_lost(exc)

    def shutdown(self) -> None:
        """Whoever has not yet asked for anything is not waited for."""
        if self._deadline is not None:
            self._late()
        else:
            super().shutdown()

    def send_400_response(self, msg: str) -> None:
        """What is no HTTP never comes to the application: the same problem and headers from here.

        `msg` is uvicorn's own sentence.
        """
        said = answer(BadRequest("this is no sound HTTP request", headers={"Connection": "close"}))
        event = h11.Response(status_code=400, headers=[*said.raw_headers, *SAFE_HEADERS])
        for part in (event, h11.Data(data=bytes(said.body)), h11.EndOfMessage()):
            self.transport.write(self.conn.send(part) or b"")
        self.transport.close()

    def _arm(self) -> None:
        if self._deadline is None:
            self._deadline = self.loop.call_later(self.header_seconds, self._late)

    def _disarm(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _late(self) -> None:
        self._disarm()
        self.transport.close()


def listen(host: str, port: int) -> socket.socket:
    """A bound socket; port 0 takes one that is free. Raises OSError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio turns Nagle's algorithm off only where the protocol is named; with it on, an answer's
    # body waits 40 ms for its headers to be acknowledged.
    made = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((host, port))
    except OSError:
        made.close()
        raise
    made.set_inheritable(True)
    return made


class Server(uvicorn.Server):
    """uvicorn's, which tells in our log that it listens, once it does."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        for bound in sockets or []:
            host, port = bound.getsockname()[:2]
            shown = f"[{host}]" if ":" in host else host
            log.info("listening", extra={FIELDS: {"address": f"http://{shown}:{port}"}})


def server(app: ASGIApp, **more: Any) -> Server:
    """A uvicorn that logs through `kit.logs` and leaves it to us whose headers are believed."""
    options: dict[str, Any] = {
        "http": Connection,
        "ws": sockets.Connection,
        "ws_max_size": MOST_SOCKET_MESSAGE,
        # Some 34 KB of memory for each socket, for messages that are small already.
        "ws_per_message_deflate": False,
        "lifespan": "on",
        "log_config": None,
        "access_log": False,
        "server_header": False,
        "proxy_headers": False,
        "timeout_keep_alive": IDLE_SECONDS,
        "timeout_graceful_shutdown": GRACE_SECONDS,
        "h11_max_incomplete_event_size": MOST_HEADER_BYTES,
    }
    return Server(uvicorn.Config(app, **(options | more)))


def serve(app: ASGIApp, bound: socket.socket) -> None:
    """Serve until SIGTERM or SIGINT; requests that run are finished first.

    uvicorn then raises the signal anew, so that whoever started the process sees how it ended.
    """
    server(app).run(sockets=[bound])
