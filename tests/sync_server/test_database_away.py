"""PostgreSQL stops and comes back: told as what it is, and whatever goes on by itself goes on."""

import asyncio
import contextlib
import logging
import uuid
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
import pytest
import websockets

from sync_server import app as application
from sync_server.accounts import app_passwords, sessions
from sync_server.kit import jobs, working
from sync_server.kit.database import Database
from sync_server.kit.principal import Principal
from sync_server.kit.problem import MEDIA_TYPE, Unauthorized
from sync_server.live import service as live
from sync_server.live.hub import RESTARTING, SIGN_IN_ANEW, TRY_LATER
from sync_server.settings import Settings
from tests.sync_server.live.test_live import begun, connect, hear, in_loop, off_loop, push
from tests.sync_server.people import Device, World, stand_in
from tests.sync_server.postgresql import Server, a_server, administer, named

SECONDS = 60
BROWSER = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def own_server() -> Iterator[Server]:
    """A PostgreSQL of these tests alone: the others need theirs."""
    with a_server() as made:
        yield made


@pytest.fixture
def server(own_server: Server) -> Iterator[Server]:
    """It runs when a test begins, and when it ends."""
    yield own_server
    own_server.start()


@pytest.fixture
def settings(server: Server, tmp_path: Path) -> Settings:
    """An empty database on it."""
    name = f"paddock_{uuid.uuid4().hex[:12]}"
    administer(server.address, f"CREATE DATABASE {name}")
    return Settings(tmp_path / "server", named(server.address, name))


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """What goes on by itself does so more often than in earnest."""
    monkeypatch.setattr(live, "PING_SECONDS", 0.2)
    monkeypatch.setattr(application, "_MINUTE", 0.2)
    monkeypatch.setattr(working, "POLL_SECONDS", 0.2)


class Tokens:
    """Says who a token stands for, as the database says it."""

    def __init__(self) -> None:
        self.database: Database | None = None
        self.over: set[str] = set()

    def __call__(self, token: str) -> Principal:
        assert self.database is not None
        with self.database.read() as connection:
            found = stand_in(token)
            assert sessions.session_of(connection, found.session) is None
        if token in self.over:
            raise Unauthorized("it is over")
        return found


@pytest.fixture
def tokens() -> Tokens:
    return Tokens()


@pytest.fixture
def counted() -> asyncio.Queue[Mapping[str, Any]]:
    """The jobs that were done."""
    return asyncio.Queue()


@pytest.fixture
def world(
    settings: Settings, tokens: Tokens, counted: asyncio.Queue[Mapping[str, Any]]
) -> Iterator[World]:
    app = application.create_app(settings)
    app.state.authenticate = tokens
    tokens.database = app.state.database
    app.state.handlers["count"] = counted.put
    with World(app) as made:
        yield made


ASKED: list[tuple[str, str, dict[str, str]]] = [
    ("POST", "/sync/push", {}),
    ("POST", "/sync/pull", {}),
    ("GET", "/spaces", {}),
    ("GET", "/account/devices", {}),
    ("GET", "/.well-known/paddock", {}),
    ("GET", "/feeds/none.ics", {}),
    ("GET", "/feeds/none.ics", BROWSER),
    ("PROPFIND", "/dav/", {"Authorization": "Basic YW5uOnNlY3JldA=="}),
    ("GET", "/health", {}),
]


def test_a_database_that_is_away_is_told_with_when_to_come_back(
    world: World, server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    ann = world.person("ann")
    body = ann.body(ann.patch(name="Berta"))
    server.stop()
    for method, path, headers in ASKED:
        content = msgspec.json.encode(body) if method == "POST" else None
        request = world.http.request(method, path, content=content, headers=ann.headers | headers)
        answer = world.run(request)
        assert (answer.status_code, path) == (503, path)
        assert int(answer.headers["retry-after"]) > 0
        if headers == BROWSER:
            assert "The database is away." in answer.text
        else:
            assert answer.headers["content-type"] == MEDIA_TYPE
            assert answer.json()["code"] == "unavailable"
    # Whoever watches sees that the process lives.
    figures = ann.ask("GET", "/metrics")
    assert (figures.status_code, "paddock_pushes_total" in figures.text) == (200, True)
    assert not [each for each in caplog.records if each.exc_info]
    server.start()
    assert ann.send(body).verdicts[0].verdict == "merged"
    assert ann.ask("GET", "/metrics").status_code == 200


def test_what_goes_on_by_itself_goes_on_once_it_is_back(
    world: World, server: Server, tokens: Tokens, counted: asyncio.Queue[Mapping[str, Any]],
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    ann = world.person("ann")
    phone = ann.another()
    state = world.app.state

    async def test(address: str) -> None:
        session, password = await off_loop(signed_in, world, ann)
        async with connect(address, phone) as socket:
            device = Answering(socket)
            assert await device.said() == "ready"
            await off_loop(server.stop)
            # Heard of while nothing can be written.
            state.presence._seen.note(session)
            state.door._used.note(password)
            for what in GOES_ON:
                await logged(caplog, what)
            device.forget()
            assert [await device.said(), await device.said()] == ["ping", "ping"]
            await off_loop(server.start)
            await asyncio.wait_for(begun(state.bus), SECONDS)
            await push(ann, ann.patch(name="Berta"))
            assert await device.said("ping", "overflow", "spaces") == "poke"
            await off_loop(enqueue, world.database)
            await asyncio.wait_for(counted.get(), SECONDS)
            await until(lambda: heard_of(world, ann, session))
            # And again it is asked whose token still holds.
            tokens.over.update(line.token for line in state.live.hub.lines)
            assert await device.said("ping", "overflow", "spaces") == str(SIGN_IN_ANEW)

    in_loop(world, test)


GOES_ON = (
    "who is signed in could not be read",
    "who is in which garage could not be read",
    "when devices were last heard of was not written down",
    "the jobs cannot be read",
    "the bus is interrupted",
)


def signed_in(world: World, device: Device) -> tuple[str, str]:
    """A session, and an app password, of somebody."""
    granted = sessions.Granted(device.person, "paddock-desktop", "account sync", 0)
    with world.database.write() as connection:
        session = sessions.open_session(connection, granted, device.device, "", 1).id
        app_passwords.add(connection, device.person, "khal", 1)
        (password,) = app_passwords.all_of(connection, device.person)
    return session, password.id


def heard_of(world: World, device: Device, session: str) -> bool:
    """Whether it is written down when both were last heard of."""
    with world.database.read() as connection:
        found = sessions.session_of(connection, session)
        (password,) = app_passwords.all_of(connection, device.person)
    assert found is not None
    return found.last > 1 and password.last is not None


def enqueue(database: Database) -> None:
    with database.write() as connection:
        jobs.enqueue(connection, "count", {})


async def logged(caplog: pytest.LogCaptureFixture, what: str) -> None:
    """Wait until something was logged, that is: until it failed and was outlived."""
    await until(lambda: any(message.startswith(what) for message in caplog.messages))


async def until(look: Callable[[], bool]) -> None:
    async with asyncio.timeout(SECONDS):
        while not await off_loop(look):
            await asyncio.sleep(0.01)


class Answering:
    """A device that answers each ping, and keeps the kinds of what it is told, and the end."""

    def __init__(self, socket: Any) -> None:
        self._socket = socket
        self._heard: asyncio.Queue[str] = asyncio.Queue()
        self._listening = asyncio.create_task(self._listen())

    async def _listen(self) -> None:
        with contextlib.suppress(websockets.ConnectionClosed):
            async for text in self._socket:
                kind = msgspec.json.decode(text)["type"]
                if kind == "ping":
                    await self._socket.send('{"type":"pong"}')
                self._heard.put_nowait(kind)
        self._heard.put_nowait(str(self._socket.close_code))

    async def said(self, *but: str) -> str:
        """What comes next, of other kinds than these."""
        async with asyncio.timeout(SECONDS):
            while (kind := await self._heard.get()) in but:
                pass
        return kind

    def forget(self) -> None:
        """What came until now is not asked for."""
        while not self._heard.empty():
            self._heard.get_nowait()


def test_who_comes_while_it_is_away_is_told_to_come_later(world: World, server: Server) -> None:
    ann = world.person("ann")

    async def test(address: str) -> None:
        await off_loop(server.stop)
        async with connect(address, ann) as socket:
            with pytest.raises(websockets.ConnectionClosed):
                await hear(socket)
            assert socket.close_code == TRY_LATER
        await off_loop(server.start)
        async with connect(address, ann) as socket:
            assert (await hear(socket))["type"] == "ready"

    in_loop(world, test)


def test_a_server_whose_database_is_away_ends_in_order(
    settings: Settings, server: Server, tokens: Tokens, caplog: pytest.LogCaptureFixture
) -> None:
    app = application.create_app(settings)
    app.state.authenticate = tokens
    tokens.database = app.state.database
    with World(app) as world:
        ann = world.person("ann")
        app.state.presence._seen.note("somebody's")

        async def test(address: str) -> None:
            async with connect(address, ann) as socket:
                assert (await hear(socket))["type"] == "ready"
                await off_loop(server.stop)
                await logged(caplog, "who is signed in could not be read")
                await app.state.live.stop()
                with pytest.raises(websockets.ConnectionClosed):
                    await hear(socket)
                assert socket.close_code == RESTARTING

        in_loop(world, test)
    assert any(each.startswith("the end was not written down") for each in caplog.messages)
    assert not [each for each in caplog.records if each.levelno > logging.WARNING]
