"""A proxy that leads to servers by CONNECT, and sees nothing of what is said."""

from __future__ import annotations

import contextlib
import selectors
import socket
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.client.sync.serving import serving


class ConnectProxy(ThreadingHTTPServer):
    """`asked` is each (host and port, credentials) that it was asked to lead to."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Leading)
        self.asked: list[tuple[str, str | None]] = []
        self.refuses = False

    @property
    def address(self) -> str:
        """Host and port."""
        return f"127.0.0.1:{self.server_port}"

    def handle_error(self, *_: object) -> None:
        """Nothing is said: either side may hang up."""


class _Leading(BaseHTTPRequestHandler):
    server: ConnectProxy

    def do_CONNECT(self) -> None:
        self.server.asked.append((self.path, self.headers.get("proxy-authorization")))
        if self.server.refuses:
            self.send_error(403)
            return
        host, _, port = self.path.partition(":")
        with socket.create_connection((host, int(port)), timeout=30) as there:
            self.send_response_only(200)
            self.end_headers()
            self._lead(there)

    def _lead(self, there: socket.socket) -> None:
        here = self.connection
        with selectors.DefaultSelector() as ready:
            ready.register(here, selectors.EVENT_READ, there)
            ready.register(there, selectors.EVENT_READ, here)
            while True:
                for key, _ in ready.select():
                    came = key.fileobj.recv(65536)  # type: ignore[union-attr]  # both are sockets
                    if not came:
                        return
                    key.data.sendall(came)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is logged."""


@contextlib.contextmanager
def connect_proxy() -> Iterator[ConnectProxy]:
    """A proxy as long as a test runs."""
    with serving(ConnectProxy()) as proxy:
        yield proxy
