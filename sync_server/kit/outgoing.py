"""Outgoing HTTP to addresses that strangers give: one connection, to one address, within a time."""

from __future__ import annotations

import contextlib
import functools
import socket
import ssl
import time
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import httpcore

PATIENCE = 15.0
"""Seconds of silence after which one gives up."""


@functools.cache
def _trusted() -> ssl.SSLContext:
    """Trusts whom the system trusts: its certificates take 100 ms to read, so once, when asked."""
    return ssl.create_default_context()


class Outgoing:
    """Asks a server at an address that was looked at before; follows nothing, trusts no proxy."""

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        self._given = context

    def resolve(self, host: str, port: int) -> list[str]:
        """The addresses of a host."""
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        return list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))

    def get(
        self, url: str, address: str, headers: Mapping[str, str], until: float
    ) -> contextlib.AbstractContextManager[Coming]:
        """Ask for `url` at `address`; raises OSError, of which TimeoutError past `until`."""
        return self.ask("GET", url, address, headers, until)

    @contextlib.contextmanager
    def ask(
        self,
        method: str,
        url: str,
        address: str,
        headers: Mapping[str, str],
        until: float,
        body: bytes | None = None,
    ) -> Iterator[Coming]:
        """The same by any method, with what is sent."""
        backend = _At(address, until)
        patience = dict.fromkeys(("connect", "read", "write", "pool"), PATIENCE)
        with _as_os_error(), httpcore.ConnectionPool(
            self._given or _trusted(), network_backend=backend, max_connections=1
        ) as pool, pool.stream(
            method, url, headers=list(headers.items()), content=body,
            extensions={"timeout": patience},
        ) as response:  # fmt: skip
            yield Coming(response)


class Coming:
    """An answer whose body comes bit by bit."""

    def __init__(self, response: httpcore.Response) -> None:
        self.status = response.status
        self.headers = {
            name.decode("latin-1").lower(): value.decode("latin-1")
            for name, value in response.headers
        }
        self._response = response

    def chunks(self) -> Iterator[bytes]:
        """The body as it was sent."""
        return self._response.iter_stream()


class _At(httpcore.SyncBackend):
    """Connects to one address, whatever the host's name says by now, until a time."""

    def __init__(self, address: str, until: float) -> None:
        self._address = address
        self._until = until

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        stream = super().connect_tcp(
            self._address, port, _left(self._until, timeout), local_address, socket_options
        )
        return _Bounded(stream, self._until)


class _Bounded(httpcore.NetworkStream):
    """A connection of which each wait ends with the time there is for all of it."""

    def __init__(self, stream: httpcore.NetworkStream, until: float) -> None:
        self._stream = stream
        self._until = until

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(self._until, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(self._until, timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        left = _left(self._until, timeout)
        stream = self._stream.start_tls(ssl_context, server_hostname, left)
        return _Bounded(stream, self._until)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _left(until: float, timeout: float | None) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return min(left, timeout or left)


@contextlib.contextmanager
def _as_os_error() -> Iterator[None]:
    """Whatever goes wrong on the way is one of the world's faults."""
    try:
        yield
    except httpcore.TimeoutException as error:
        raise TimeoutError from error
    except (httpcore.NetworkError, httpcore.ProtocolError) as error:
        raise ConnectionError(type(error).__name__) from error
