"""A proxy that takes no message over so many bytes, as nginx and others, or on a slow line."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import httpx

from tests.client.sync.serving import serving

_PAGE = b"<html><head><title>413 Request Entity Too Large</title></head></html>"
_TOO_SLOW = b'{"code": "too_slow", "status": 408}'


class NarrowProxy(ThreadingHTTPServer):
    """Passes on what is not over `most` bytes; the rest is answered with a page of its own."""

    daemon_threads = True

    def __init__(self, most: int) -> None:
        super().__init__(("127.0.0.1", 0), _Passing)
        self.most = most
        self.slow = False
        """Whether `most` is what comes in the time that a body has: the rest is never read."""
        self.taken: list[int] = []
        """Bytes of the pushes that were passed on."""
        self.refused: list[int] = []

    def transport(self) -> httpx.HTTPTransport:
        """What leads through it."""
        return httpx.HTTPTransport(proxy=f"http://127.0.0.1:{self.server_port}")


class _Passing(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: NarrowProxy

    def _pass_on(self) -> None:
        length = int(self.headers.get("content-length", "0"))
        if self.server.slow and length > self.server.most:
            self._give_up(length)
            return
        body = self.rfile.read(length)
        if length > self.server.most:
            self.server.refused.append(length)
            self._answer(413, [("Content-Type", "text/html")], _PAGE)
            return
        parts = urlsplit(self.path)
        if parts.path == "/sync/push":
            self.server.taken.append(length)
        behind = HTTPConnection(parts.hostname or "", parts.port)
        with contextlib.closing(behind):
            behind.request(self.command, parts.path, body, dict(self.headers))
            answer = behind.getresponse()
            passed = [
                (name, value)
                for name, value in answer.getheaders()
                if name.lower() not in ("content-length", "transfer-encoding", "connection")
            ]
            self._answer(answer.status, passed, answer.read())

    def _give_up(self, length: int) -> None:
        """As our server does while a body is still on the way."""
        self.rfile.read(self.server.most)
        self.server.refused.append(length)
        self.close_connection = True
        told = [("Content-Type", "application/problem+json"), ("Connection", "close")]
        self._answer(408, told, _TOO_SLOW)

    def do_GET(self) -> None:
        self._pass_on()

    def do_POST(self) -> None:
        self._pass_on()

    def _answer(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        self.send_response_only(status)
        for name, value in [*headers, ("Content-Length", str(len(body)))]:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is logged."""


@contextlib.contextmanager
def narrow_proxy(most: int) -> Iterator[NarrowProxy]:
    """A proxy as long as a test runs."""
    with serving(NarrowProxy(most)) as proxy:
        yield proxy
