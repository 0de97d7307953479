"""The way to a server, on which things go wrong: a proxy on a port of its own."""

from __future__ import annotations

import http.client
import secrets
import ssl
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from tests.ports import free_port

Fault = Callable[["Request"], bool]
"""Does something in place of the server's answer; True if it did."""


class Request(BaseHTTPRequestHandler):
    """One request, on a connection of its own."""

    server: Listening
    timeout = 30

    def do_GET(self) -> None:
        """Pass it on, unless something goes wrong."""
        self.body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        way = self.server.way
        way.asked.append(self.path)
        if not (self.path.startswith(way.only) and way.fault(self)):
            self.wfile.write(self.whole_answer())

    do_POST = do_DELETE = do_PATCH = do_GET  # noqa: N815 - names that the library calls

    def whole_answer(self) -> bytes:
        """What the server answers, head and body, which is whole and in one piece."""
        parts = urlsplit(self.server.way.target)
        there = http.client.HTTPConnection(parts.hostname or "", parts.port or 80, timeout=30)
        try:
            headers = dict(self.headers.items()) | {"X-Forwarded-For": self.server.way.address}
            there.request(self.command, self.path, self.body, headers)
            answer = there.getresponse()
            body = answer.read()
            head = [(n, v) for n, v in answer.getheaders() if n.lower() != "content-length"]
        finally:
            there.close()
        return answered(answer.status, dict(head), body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def answered(status: int, headers: dict[str, str], body: bytes) -> bytes:
    """An answer as it goes over the wire."""
    lines = [f"HTTP/1.1 {status} Said", *(f"{n}: {v}" for n, v in headers.items())]
    lines += [f"Content-Length: {len(body)}", "Connection: close", "", ""]
    return "\r\n".join(lines).encode() + body


class Listening(ThreadingHTTPServer):
    """Knows its way; a client that hangs up is nothing to tell of."""

    way: Way
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Say nothing: what the client makes of it is what is looked at."""


class Way:
    """The proxy. `fault` is what goes wrong for paths that begin with `only`."""

    def __init__(self, target: str, certificate: ssl.SSLContext | None = None) -> None:
        self.target = target
        self.certificate = certificate
        self.fault: Fault = fine
        self.only = ""
        self.asked: list[str] = []
        self.over = threading.Event()
        self.address = ""
        """Whence the server is told that we come: it counts how often an address asks."""
        self._port = free_port()
        self.let_go()
        self.open()

    def open(self) -> None:
        """Listen; at the same port as before."""
        self._listening = Listening(("127.0.0.1", self._port), Request)
        self._listening.way = self
        if self.certificate is not None:
            self._listening.socket = self.certificate.wrap_socket(
                self._listening.socket, server_side=True
            )
        self._thread = threading.Thread(
            target=self._listening.serve_forever, kwargs={"poll_interval": 0.02}
        )
        self._thread.start()

    @property
    def url(self) -> str:
        """The address."""
        return f"http{'s' if self.certificate else ''}://127.0.0.1:{self._port}"

    def close(self) -> None:
        """Be away."""
        self.let_go()
        self._listening.shutdown()
        self._thread.join()
        self._listening.server_close()

    def let_go(self) -> None:
        """Nothing goes wrong any more; who is kept waiting is let go."""
        self.fault, self.only = fine, ""
        self.over.set()
        self.over = threading.Event()
        self.address = f"10.{secrets.randbelow(256)}.{secrets.randbelow(256)}.1"


def fine(_: Request) -> bool:
    """Nothing goes wrong."""
    return False


def says(status: int, headers: dict[str, str], body: bytes) -> Fault:
    """Somebody else answers."""

    def fault(request: Request) -> bool:
        request.wfile.write(answered(status, headers, body))
        return True

    return fault


def half(request: Request) -> bool:
    """The server does what it is asked, and half of its answer arrives."""
    whole = request.whole_answer()
    request.wfile.write(whole[: -max(1, len(whole.partition(b"\r\n\r\n")[2]) // 2)])
    return True


def lost(request: Request) -> bool:
    """The server does what it is asked, and nothing of its answer arrives."""
    request.whole_answer()
    return True


def silent(request: Request) -> bool:
    """Nobody answers, for as long as anybody would wait."""
    request.server.way.over.wait(60)
    return True


def drips(request: Request) -> bool:
    """The answer comes a byte now and then."""
    whole = request.whole_answer()
    for at in range(len(whole)):
        request.wfile.write(whole[at : at + 1])
        request.wfile.flush()
        if at > len(whole) - 8:
            time.sleep(0.3)
    return True
