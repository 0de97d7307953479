"""Bounds: what is too much is refused with a problem, and nothing else suffers."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from garage.sync.wire import MOST_BODY
from sync_server.kit import metrics
from sync_server.kit.bounds import Bounded, Bounds
from tests.sync_server.kit.asking import an_app, asked


def test_a_body_that_says_it_is_too_long_is_refused_before_it_is_read(tmp_path: Path) -> None:
    async def send(client: httpx.AsyncClient) -> httpx.Response:
        return await client.post("/echo", headers={"Content-Length": str(MOST_BODY + 1)})

    answer = asked(an_app(tmp_path), send)
    assert answer.status_code == 413
    assert answer.json()["code"] == "too_large"
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("path", ["/echo", "/typed"])
def test_a_body_that_does_not_end_is_refused_where_the_bound_is(tmp_path: Path, path: str) -> None:
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        while True:
            sent += 2**20
            yield b"1" * 2**20

    async def send(client: httpx.AsyncClient) -> httpx.Response:
        return await client.post(path, content=endless())

    answer = asked(an_app(tmp_path), send)
    assert answer.status_code == 413
    assert answer.json()["code"] == "too_large"
    assert sent <= MOST_BODY + 2**20


@pytest.mark.parametrize("path", ["/echo", "/typed"])
def test_a_body_that_trickles_is_given_up(tmp_path: Path, path: str) -> None:
    async def trickle() -> AsyncIterator[bytes]:
        while True:
            yield b"1"
            await asyncio.sleep(0.02)

    app = an_app(tmp_path)
    app._bounds = Bounds(patience=0.1)

    async def send(client: httpx.AsyncClient) -> httpx.Response:
        return await client.post(path, content=trickle())

    answer = asked(app, send)
    assert answer.status_code == 408
    assert answer.json()["code"] == "too_slow"
    assert answer.headers["connection"] == "close"


def test_a_large_body_has_the_time_that_its_size_needs(tmp_path: Path) -> None:
    async def steady() -> AsyncIterator[bytes]:
        for _ in range(10):
            yield b"1" * 4096
            await asyncio.sleep(0.11)

    app = an_app(tmp_path)
    # In all it takes longer than the patience; no part comes near the time that it has.
    app._bounds = Bounds(patience=1, pace=2_000)

    async def send(client: httpx.AsyncClient) -> httpx.Response:
        return await client.post("/echo", content=steady())

    assert asked(app, send).json() == {"bytes": 40960}


def test_too_many_headers_are_refused(tmp_path: Path) -> None:
    async def send(client: httpx.AsyncClient) -> httpx.Response:
        return await client.get("/things/1", headers=[(f"x-{n}", "1") for n in range(120)])

    answer = asked(an_app(tmp_path), send)
    assert answer.status_code == 431
    assert answer.json()["code"] == "too_many_headers"


def test_beyond_its_capacity_the_server_says_when_to_come_back(tmp_path: Path) -> None:
    app = an_app(tmp_path, most_requests=4)

    async def crowd(client: httpx.AsyncClient) -> tuple[list[httpx.Response], httpx.Response]:
        slow = [asyncio.ensure_future(client.get("/slow")) for _ in range(6)]
        async with asyncio.timeout(30):
            while sum(one.done() for one in slow) < 2:
                await asyncio.sleep(0.01)
        health = await client.get("/health")
        app.state.go_on.set()
        return await asyncio.gather(*slow), health

    answers, health = asked(app, crowd)
    assert sorted(answer.status_code for answer in answers) == [200] * 4 + [503] * 2
    refused = next(answer for answer in answers if answer.status_code == 503)
    assert refused.headers["retry-after"] == "2"
    assert refused.json()["code"] == "unavailable"
    assert health.status_code == 200, "whoever watches must see that it lives"


def test_who_waits_for_longest_is_given_up_where_most_come_from(tmp_path: Path) -> None:
    app = an_app(tmp_path, most_requests=2)
    given_up: list[str] = []

    async def silent() -> AsyncIterator[bytes]:
        yield b"1"
        await asyncio.Event().wait()

    async def crowd(neighbour: httpx.AsyncClient) -> httpx.Response:
        transport = httpx.ASGITransport(app, client=("192.0.2.1", 5000))
        async with httpx.AsyncClient(transport=transport, base_url="http://server") as stranger:

            async def wait(name: str, client: httpx.AsyncClient) -> None:
                answer = await client.post("/echo", content=silent())
                assert answer.status_code == 408
                given_up.append(name)

            waiting = [asyncio.ensure_future(wait("neighbour", neighbour))]
            await asyncio.sleep(0)
            for n in range(5):
                waiting.append(asyncio.ensure_future(wait(f"stranger {n}", stranger)))
                for _ in range(50):
                    await asyncio.sleep(0)
            async with asyncio.timeout(15):
                while len(given_up) < 2:
                    await asyncio.sleep(0.01)
            answer = await neighbour.post("/echo", content=b"123")
            for each in waiting:
                each.cancel()
            await asyncio.gather(*waiting, return_exceptions=True)
            return answer

    assert asked(app, crowd).json() == {"bytes": 3}
    assert given_up[:2] == ["stranger 0", "stranger 1"]


def test_a_client_that_does_not_take_its_answer_is_let_go() -> None:
    async def app(scope: object, receive: object, send: object) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def never(_: object = None) -> None:
        await asyncio.Event().wait()

    bounded = Bounded(app, Bounds(answer_seconds=0.05))
    scope = {"type": "http", "headers": [], "path": "/"}
    with pytest.raises(TimeoutError):
        asyncio.run(bounded(scope, never, never))


def test_a_socket_too_many_is_refused_before_it_is_accepted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sent: list[dict[str, object]] = []

    async def app(scope: object, receive: object, send: object) -> None:
        await send({"type": "websocket.accept"})

    async def sending(message: dict[str, object]) -> None:
        sent.append(message)

    bounded = Bounded(app, Bounds(sockets=1))
    scope = {"type": "websocket", "headers": [], "path": "/live"}
    asyncio.run(bounded(scope, None, sending))
    monkeypatch.setitem(metrics.SOCKETS._values, (), 1.0)
    before = metrics.OVERLOADED.value()
    asyncio.run(bounded(scope, None, sending))
    assert metrics.OVERLOADED.value() == before + 1
    accepted, begun, body = sent
    assert accepted["type"] == "websocket.accept"
    assert (begun["type"], begun["status"]) == ("websocket.http.response.start", 503)
    assert (b"retry-after", b"60") in begun["headers"]
    assert b'"code":"unavailable"' in body["body"]
