"""What goes out to addresses that strangers give, over real sockets."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from client.remote import outgoing as of_the_client
from garage.ics.foreign_feed import Copy, FeedFault, Line, read_feed
from sync_server.kit import outgoing as of_the_server

CALENDAR = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
Serve = Callable[[socket.socket], None]


@pytest.fixture(params=[of_the_server.Outgoing, of_the_client.Outgoing], ids=["server", "client"])
def line(request: pytest.FixtureRequest) -> Line:
    """Both sides have one; no name is asked of the world's servers."""

    class Named(request.param):  # type: ignore[misc]  # one of two
        def resolve(self, host: str, port: int) -> list[str]:
            return ["127.0.0.1"] if host == "feeds.example" else super().resolve(host, port)

    made: Line = Named()
    return made


@contextlib.contextmanager
def served(serve: Serve) -> Iterator[str]:
    """A server of one answer; its address."""
    listening = socket.create_server(("127.0.0.1", 0))
    listening.settimeout(60)

    def work() -> None:
        with contextlib.suppress(OSError):
            connection, _ = listening.accept()
            with connection:
                connection.settimeout(60)
                connection.recv(65_536)
                with contextlib.suppress(OSError):
                    serve(connection)

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield f"http://feeds.example:{listening.getsockname()[1]}/x.ics"
    finally:
        listening.close()
        thread.join()


def read(line: Line, url: str, seconds: float = 20) -> Copy:
    return read_feed(line, url, allowed=lambda address: address == "127.0.0.1", seconds=seconds)


def answer(body: bytes) -> bytes:
    return b'HTTP/1.1 200 OK\r\nETag: "1"\r\nContent-Length: %d\r\n\r\n%b' % (len(body), body)


def test_a_host_is_asked_at_the_address_that_was_looked_at(line: Line) -> None:
    with served(lambda connection: connection.sendall(answer(CALENDAR))) as url:
        copy = read(line, url)
    assert (copy.body, copy.version) == (CALENDAR, '"1"')


def test_a_name_that_changes_its_mind_gains_nothing(line: Line) -> None:
    """A stand-in for a name server whose second answer is an address within."""
    within = socket.create_server(("127.0.0.2", 0))
    port = within.getsockname()[1]
    asked: list[str] = []

    def rebinding(host: str, _port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["127.0.0.2"]

    line.resolve = rebinding  # type: ignore[method-assign]  # the stand-in
    moved = f"HTTP/1.1 302 Found\r\nLocation: http://feeds.example:{port}/x.ics\r\n"
    plain = f"{moved}Content-Length: 0\r\n\r\n".encode()
    with within, served(lambda connection: connection.sendall(answer(CALENDAR))) as url:
        assert read(line, url).body == CALENDAR
        assert asked == ["feeds.example"], "what was looked at is what is connected to"
    asked.clear()
    within = socket.create_server(("127.0.0.2", port))
    within.settimeout(0)
    with within, served(lambda connection: connection.sendall(plain)) as url:
        with pytest.raises(FeedFault) as caught:
            read(line, url)
        assert caught.value.code == "private_address"
        with pytest.raises(BlockingIOError):
            within.accept()
    assert asked == ["feeds.example"] * 2


def test_this_machine_is_not_asked(line: Line) -> None:
    with pytest.raises(FeedFault) as caught:
        read_feed(line, "http://localhost:1/x.ics")
    assert caught.value.code == "private_address"
    for name in ("http://2130706433/", "http://0x7f.1/", "http://127.1/", "http://[::1]/"):
        with pytest.raises(FeedFault) as caught:
            read_feed(line, name)
        assert caught.value.code in ("private_address", "away"), name


def test_headers_that_drip_end_with_the_time(line: Line) -> None:
    def drip(connection: socket.socket) -> None:
        for letter in b"HTTP/1.1 200 OK\r\nX: " + b"x" * 10_000:
            connection.sendall(bytes([letter]))
            time.sleep(0.02)

    begun = time.monotonic()
    with served(drip) as url, pytest.raises(FeedFault) as caught:
        read(line, url, seconds=0.5)
    assert caught.value.code == "too_slow"
    assert time.monotonic() - begun < 60


def test_a_server_that_says_nothing_or_nonsense_is_told_of(line: Line) -> None:
    with served(lambda connection: None) as url, pytest.raises(FeedFault) as caught:
        read(line, url)
    assert caught.value.code == "away"
    nonsense = served(lambda connection: connection.sendall(b"SSH-2.0-OpenSSH\r\n\r\n"))
    with nonsense as url, pytest.raises(FeedFault) as caught:
        read(line, url)
    assert caught.value.code == "away"


def test_a_body_that_breaks_off_is_no_copy(line: Line) -> None:
    whole = answer(CALENDAR)
    with served(lambda connection: connection.sendall(whole[:-5])) as url, pytest.raises(FeedFault):
        read(line, url)
