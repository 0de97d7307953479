"""A command beside a server is heard within a second or two, not with the next ping."""

import asyncio
import contextlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import websockets

from garage.permissions import Role
from sync_server.accounts import sessions
from sync_server.app import create_app, to_servers
from sync_server.kit import beside
from sync_server.kit.bus import Bus, SignedOut
from sync_server.kit.carriers import PostgreSQL, Redis
from sync_server.kit.clock import now
from sync_server.live import service as live
from sync_server.live.hub import SIGNED_OUT
from sync_server.settings import Settings
from sync_server.spaces import membership
from tests.ports import free_port
from tests.sync_server.live.test_live import (
    SECONDS,
    begun,
    connect,
    hear,
    in_loop,
    off_loop,
)
from tests.sync_server.people import Device, World, stand_in
from tests.sync_server.templates import with_tables

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(params=["sqlite", "postgresql", "redis"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """Each way by which a command reaches a server."""
    if request.param == "sqlite":
        return Settings(with_tables(tmp_path / "server"))
    url = request.getfixturevalue("new_postgresql")()
    if request.param == "postgresql":
        return Settings(tmp_path / "server", url)
    redis = request.getfixturevalue("redis_server")
    return Settings(tmp_path / "server", url, redis=redis.url)


@pytest.fixture
def world(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """A server whose pings never come."""
    monkeypatch.setattr(live, "PING_SECONDS", 10 * SECONDS)
    app = create_app(settings)
    app.state.authenticate = stand_in
    with World(app) as made:
        yield made


def test_whose_account_is_removed_beside_the_server_is_signed_out_at_once(
    world: World, settings: Settings
) -> None:
    ann, bob = world.person("ann"), world.person("bob")
    made = bob.ask("POST", "/spaces", {"name": "Family", "kind": "family"})
    granted = sessions.Granted(ann.person, "paddock-desktop", "account sync", 0)
    with world.database.write() as connection:
        membership.join(connection, made.json()["id"], ann.person, Role.MEMBER, now())
        session = sessions.open_session(connection, granted, ann.device, "", now()).id

    async def test(address: str) -> None:
        async with connect(address, ann, session) as hers, connect(address, bob) as his:
            for socket in (hers, his):
                assert (await hear(socket))["type"] == "ready"
            await off_loop(remove, settings, ann)
            assert (await hear(his))["type"] == "spaces"
            assert await how_it_ends(hers) == SIGNED_OUT

    in_loop(world, test)
    assert not (settings.data / beside.NAME).exists()


async def how_it_ends(socket: Any) -> int | None:
    """The code with which a line is closed, whatever is said before."""
    with contextlib.suppress(websockets.ConnectionClosed):
        while True:
            await hear(socket)
    code: int | None = socket.close_code
    return code


def remove(settings: Settings, device: Device) -> None:
    """The command, in a process of its own."""
    words = ["--data", str(settings.data), "account", "remove", f"{device.person}@example.org"]
    said = {"PADDOCK_SERVER_DATABASE": settings.url, "PADDOCK_SERVER_REDIS": settings.redis}
    subprocess.run(
        [sys.executable, "-m", "sync_server", *words],
        cwd=ROOT, env=os.environ | said, check=True, capture_output=True,
    )  # fmt: skip


def test_what_nobody_takes_is_heard_of_later_and_the_command_is_done(
    caplog: pytest.LogCaptureFixture,
) -> None:
    nowhere = f"127.0.0.1:{free_port()}"
    for way in (PostgreSQL(f"postgresql://{nowhere}/none"), Redis(f"redis://{nowhere}/0")):
        told = beside.Telling(way.tell)
        told.publish(SignedOut("one"))
        told.tell_all()
        assert "running servers hear of it later" in caplog.messages[-1]
    assert len(caplog.messages) == 2


async def said_and_ended(settings: Settings) -> None:
    """A process that tells something, and ends."""
    ending = Bus(to_servers(settings))
    await ending.start()
    await asyncio.to_thread(ending.publish, SignedOut("one"))
    await ending.stop()


def test_what_is_said_right_before_the_end_still_goes_into_the_folder(tmp_path: Path) -> None:
    asyncio.run(said_and_ended(Settings(tmp_path)))
    (letter,) = beside._take(tmp_path / beside.NAME)
    bus, said = Bus(), list[object]()
    bus.listen(said.append)
    bus.came(letter)
    assert said == [SignedOut("one")]


def test_what_is_said_right_before_the_end_still_goes_over_postgresql(
    new_postgresql: Callable[[], str], tmp_path: Path
) -> None:
    settings = Settings(tmp_path / "server", new_postgresql())
    app = create_app(settings)
    said: asyncio.Queue[object] = asyncio.Queue()
    app.state.bus.listen(said.put_nowait)

    async def test() -> None:
        await asyncio.wait_for(begun(app.state.bus), SECONDS)
        await said_and_ended(settings)
        async with asyncio.timeout(SECONDS):
            while await said.get() != SignedOut("one"):
                pass

    with World(app) as world:
        world.run(test())


def test_what_somebody_else_left_and_none_can_read_is_told_of_as_lost(tmp_path: Path) -> None:
    # A folder cannot be read as a file either, by anybody: this holds for root too.
    (tmp_path / beside.NAME).mkdir()
    assert beside._take(tmp_path / beside.NAME) == [""]


def test_what_was_told_to_nobody_and_what_is_no_letter_does_nothing(tmp_path: Path) -> None:
    heard: list[str] = []
    told = beside.Telling(beside.Folder(tmp_path).tell)
    told.publish(SignedOut("of a server that is no more"))
    told.tell_all()

    async def test() -> None:
        listening = asyncio.create_task(beside.listen(tmp_path, heard.append))
        async with asyncio.timeout(SECONDS):
            while (tmp_path / beside.NAME).exists():
                await asyncio.sleep(0.01)
            (tmp_path / beside.NAME).write_bytes(b"no letter\n\xff\xfe\n")
            told.publish(SignedOut("one"))
            told.tell_all()
            while len(heard) < 3:
                await asyncio.sleep(0.01)
        listening.cancel()

    asyncio.run(test())
    bus, said = Bus(), list[object]()
    bus.listen(said.append)
    for letter in heard:
        bus.came(letter)
    assert said == [SignedOut("one")]


def test_a_folder_that_cannot_be_looked_into_ends_no_listening(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beside, "LOOK_SECONDS", 0.001)
    # No system takes so long a name: to ask for it fails, as a disk does that is away.
    nowhere = tmp_path / ("x" * 300)

    async def test() -> None:
        listening = asyncio.create_task(beside.listen(nowhere, lambda _: None))
        done, _ = await asyncio.wait({listening}, timeout=0.5)
        assert not done
        listening.cancel()

    asyncio.run(test())


def test_more_than_anybody_reads_is_told_of_as_lost(tmp_path: Path) -> None:
    (tmp_path / beside.NAME).write_bytes(b"x" * (2**20 + 1))
    assert beside._take(tmp_path / beside.NAME) == [""]
    assert list(tmp_path.iterdir()) == []
