"""A real server process: it ends by finishing what runs, and is not held by silent callers."""

import contextlib
import json
import signal
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from sync_server.kit import serving
from sync_server.kit.bounds import Bounds
from tests import forked

PATIENT, BRIEF = 30.0, 1.0
"""Seconds for the headers: a test about them waits for their end, any other never comes near."""


class Served:
    """A running server, and what it logs."""

    def __init__(self, folder: Path, header_seconds: float) -> None:
        words = (str(folder), str(header_seconds))
        self.spoken = forked.Spoken("tests.sync_server.kit.served", words, errors=True)
        self.process = self.spoken.process
        assert self.spoken.stderr
        self.lines = [self.spoken.stderr.readline()]
        self.address = json.loads(self.lines[0])["address"]
        # What is logged later is read along, so that the pipe never fills.
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        assert self.spoken.stderr
        self.lines += self.spoken.stderr

    def wait(self) -> int:
        status = self.process.wait(timeout=180)
        self._reader.join()
        return status

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.wait()
        self.spoken.close()


@pytest.fixture
def served(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Served]:
    made = Served(tmp_path / "data", getattr(request, "param", PATIENT))
    yield made
    made.close()


has_brief_headers = pytest.mark.parametrize("served", [BRIEF], indirect=True)


def raw(served: Served) -> socket.socket:
    host, port = served.address.removeprefix("http://").split(":")
    return socket.create_connection((host, int(port)), timeout=180)


def test_a_request_that_runs_is_finished_new_ones_are_refused_and_sockets_are_told(
    served: Served,
) -> None:
    with (
        connect(served.address.replace("http", "ws") + "/socket", compression=None) as live,
        ThreadPoolExecutor(1) as beside,
    ):
        live.send("hello")
        assert live.recv() == "hello"
        slow = beside.submit(httpx.get, served.address + "/slow", timeout=180)
        assert served.spoken.stdout.readline() == "slow began\n"
        served.process.send_signal(signal.SIGTERM)
        with pytest.raises(ConnectionClosed) as closed:
            live.recv(timeout=180)
        assert closed.value.rcvd
        assert closed.value.rcvd.code == 1012
        assert not slow.done(), "the slow request still runs"
        with pytest.raises(httpx.ConnectError):
            httpx.get(served.address + "/health")
        print(file=served.spoken.stdin, flush=True)
        answer = slow.result()
    assert (answer.status_code, answer.json()) == (200, {"slept": "well"})
    # The signal is raised anew at the end, which supervisors know as a clean stop.
    assert served.wait() == -signal.SIGTERM
    told = [json.loads(line) for line in served.lines]
    assert [(said["event"], said.get("route")) for said in told] == [
        ("listening", None),
        ("socket", "/socket"),
        ("request", "/slow"),
    ]
    assert not any("ERROR" in line or "Traceback" in line for line in served.lines)


def test_open_sockets_are_counted_and_told_when_they_close(served: Served) -> None:
    def sockets() -> str:
        text = httpx.get(served.address + "/metrics", timeout=60).text
        return next(line for line in text.splitlines() if line.startswith("paddock_sockets_open"))

    with connect(served.address.replace("http", "ws") + "/socket", compression=None) as live:
        live.send("hello")
        assert live.recv() == "hello"
        assert sockets() == "paddock_sockets_open 1"
    served.process.send_signal(signal.SIGTERM)
    served.wait()
    (said,) = (json.loads(line) for line in served.lines if '"socket"' in line)
    assert (said["route"], said["open"]) == ("/socket", True)


@pytest.mark.parametrize("sent", [b"hello world\r\n\r\n", b"GET / HTTP/1.1\r\nNo header\r\n\r\n"])
def test_what_is_no_http_is_answered_with_a_problem_and_our_headers(
    served: Served, sent: bytes
) -> None:
    with raw(served) as stranger:
        stranger.sendall(sent)
        said = b""
        while part := stranger.recv(65536):
            said += part
    head, _, body = said.decode().partition("\r\n\r\n")
    assert head.startswith("HTTP/1.1 400 ")
    assert "content-type: application/problem+json" in head.lower()
    assert "x-content-type-options: nosniff" in head.lower()
    assert "cache-control: no-store" in head.lower()
    assert json.loads(body)["code"] == "bad_request"


@has_brief_headers
def test_a_connection_that_sends_no_headers_is_closed(served: Served) -> None:
    with raw(served) as silent, raw(served) as trickling:
        began = time.monotonic()
        trickling.sendall(b"GET /health HTTP/1.1\r\nX-Slow: ")
        assert silent.recv(1) == b""
        assert trickling.recv(1) == b""
        assert time.monotonic() - began < 20
    assert httpx.get(served.address + "/health", timeout=60).status_code == 200


@has_brief_headers
def test_a_connection_between_two_requests_is_kept(served: Served) -> None:
    with raw(served) as kept:
        for pause in (BRIEF * 1.5, 0):
            kept.sendall(b"GET /metrics HTTP/1.1\r\nHost: here\r\n\r\n")
            answer = b""
            while b"paddock_jobs_poisoned 0\n" not in answer:
                part = kept.recv(65536)
                assert part, "closed before its time"
                answer += part
            time.sleep(pause)


def test_headers_without_end_are_refused(served: Served) -> None:
    with raw(served) as endless:
        try:
            endless.sendall(b"GET / HTTP/1.1\r\nX-Long: " + b"a" * serving.MOST_HEADER_BYTES * 3)
            answer = endless.recv(65536)
        except ConnectionError:
            answer = b"HTTP/1.1 400"
    assert answer.startswith(b"HTTP/1.1 400")


def test_a_body_that_is_too_long_is_refused_while_it_is_sent(served: Served) -> None:
    with raw(served) as sending:
        length = 2**24
        sending.sendall(
            f"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: {length}\r\n\r\n".encode()
        )
        assert sending.recv(65536).startswith(b"HTTP/1.1 413")


def test_requests_without_their_bodies_keep_nobody_out(served: Served) -> None:
    beyond = 2 * Bounds().at_once + 50
    with contextlib.ExitStack() as silent:
        for _ in range(beyond):
            one = silent.enter_context(raw(served))
            one.sendall(b"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n")
        began = time.monotonic()
        assert httpx.get(served.address + "/.well-known/paddock", timeout=60).status_code == 200
        for _ in range(20):
            answer = httpx.post(served.address + "/echo", content=b"1" * 1000, timeout=60)
            assert (answer.status_code, answer.json()) == (200, {"bytes": 1000})
        # Else they may only have been given up for their slowness.
        assert time.monotonic() - began < Bounds().patience


def test_no_request_hides_in_the_body_of_another(served: Served) -> None:
    hidden = b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n"
    outer = (
        b"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n"
        b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" % (5 + len(hidden))
    )
    with raw(served) as sending:
        sending.sendall(outer + hidden)
        answer = b""
        while part := sending.recv(65_536):
            answer += part
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert answer.count(b"HTTP/1.1 ") == 1


def test_it_does_not_tell_what_it_runs_on(served: Served) -> None:
    assert "server" not in httpx.get(served.address + "/health", timeout=60).headers


def test_a_port_that_is_taken_is_an_error() -> None:
    with serving.listen("127.0.0.1", 0) as taken:
        taken.listen()
        with pytest.raises(OSError, match="in use"):
            serving.listen("127.0.0.1", taken.getsockname()[1]).close()
