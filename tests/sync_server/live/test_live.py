"""The live channel over real sockets: pokes with what changed, membership, signing out."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any

import msgspec
import pytest
import uvicorn
import websockets
from fastapi import FastAPI
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from garage.permissions import Role
from sync_server.accounts import sessions
from sync_server.app import create_app
from sync_server.kit.bus import Bus, SignedOut
from sync_server.kit.carriers import PostgreSQL
from sync_server.kit.clock import now
from sync_server.live.service import sign_out
from sync_server.settings import Settings
from sync_server.spaces import membership
from tests.sync_server.people import Device, World, stand_in

SECONDS = 60


@contextlib.asynccontextmanager
async def serving(app: FastAPI) -> AsyncIterator[str]:
    """The app on a port of its own; the address of its live channel."""
    config = uvicorn.Config(
        app, host="127.0.0.1", port=0, ws="websockets-sansio", log_level="error",
        ws_per_message_deflate=False, lifespan="off",
    )  # fmt: skip
    server = uvicorn.Server(config)
    task = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"ws://127.0.0.1:{port}/live"
    finally:
        server.should_exit = True
        await task


def connect(address: str, device: Device, session: str = "") -> Any:
    """A live channel of a device."""
    token = f"{device.person}.{session or f'session-{device.device}'}.{device.device}"
    return websockets.connect(
        address, additional_headers={"Authorization": f"Bearer {token}"}, compression=None
    )


async def hear(socket: Any) -> dict[str, Any]:
    """The next message that is no ping, nor said because something may be lost."""
    while True:
        text = await asyncio.wait_for(socket.recv(), SECONDS)
        said: dict[str, Any] = msgspec.json.decode(text)
        if said["type"] not in ("ping", "overflow"):
            return said


async def off_loop(work: Callable[..., Any], *args: Any, **more: Any) -> Any:
    """Work of the server's threads, as its routes do it."""
    return await asyncio.to_thread(work, *args, **more)


def in_loop(world: World, test: Callable[[str], Coroutine[Any, Any, None]]) -> None:
    """Run a test beside the server."""

    async def whole() -> None:
        async with serving(world.app) as address:
            await asyncio.wait_for(begun(world.app.state.bus), SECONDS)
            await test(address)

    world.run(whole())


async def begun(bus: Bus) -> None:
    """Wait until the bus hears other processes: as it begins, it lets every line look anew."""
    carrier, sign = bus._carrier, SignedOut("nobody's")
    if not isinstance(carrier, PostgreSQL):
        return
    heard = asyncio.Event()
    bus.listen(lambda message: heard.set() if message == sign else None)
    while not heard.is_set():
        # What is told before somebody listens is lost.
        await off_loop(carrier.tell, [Bus().letter(sign)])
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(heard.wait(), 0.1)


async def push(device: Device, *patches: dict[str, Any]) -> None:
    """Push from within the loop."""
    body = device.body(*patches)
    answer = await device.world.http.post(
        "/sync/push", content=msgspec.json.encode(body), headers=device.headers
    )
    assert answer.status_code == 200, answer.text


def test_a_push_pokes_the_others_with_what_changed(world: World) -> None:
    ann = world.person("ann")
    phone = ann.another()

    async def test(address: str) -> None:
        async with connect(address, phone) as socket:
            assert (await hear(socket))["type"] == "ready"
            await push(ann, ann.patch(name="Berta"))
            said = await hear(socket)
            assert (said["type"], said["space"]) == ("poke", ann.home)
            (envelope,) = said["envelopes"]
            assert envelope["fields"] == {"name": "Berta"}
            assert said["head"] == envelope["seq"] == said["from"] + 1

    in_loop(world, test)


def test_a_stranger_hears_nothing_and_who_joins_hears_at_once(world: World) -> None:
    ann, bob = world.person("ann"), world.person("bob")

    def admit() -> None:
        with world.database.write() as connection:
            membership.join(connection, ann.home, bob.person, Role.VIEWER, 1)

    def part() -> None:
        with world.database.write() as connection:
            membership.remove(connection, ann.person, ann.home, bob.person, 2)

    async def test(address: str) -> None:
        async with connect(address, bob) as socket:
            assert (await hear(socket))["type"] == "ready"
            await push(ann, ann.patch(name="Berta"))
            await off_loop(admit)
            assert await hear(socket) == {"type": "spaces"}
            await push(ann, ann.patch(name="Emil"))
            assert (await hear(socket))["envelopes"][0]["fields"] == {"name": "Emil"}
            await off_loop(part)
            assert await hear(socket) == {"type": "spaces"}
            await push(ann, ann.patch(name="Otto"))
            await push(bob, bob.patch(space=bob.home, name="Own"))
            assert (await hear(socket))["space"] == bob.home

    in_loop(world, test)


def test_a_space_that_is_made_is_told_to_its_owner_and_what_comes_there_too(world: World) -> None:
    ann = world.person("ann")

    async def test(address: str) -> None:
        async with connect(address, ann) as socket:
            assert (await hear(socket))["type"] == "ready"
            answer = await world.http.post(
                "/spaces", json={"name": "Family", "kind": "family"}, headers=ann.headers
            )
            assert await hear(socket) == {"type": "spaces"}
            space = answer.json()["id"]
            await push(ann, ann.patch(space=space, name="Berta"))
            assert (await hear(socket))["space"] == space

    in_loop(world, test)


def test_a_session_that_is_signed_out_is_closed_with_its_code(world: World) -> None:
    ann = world.person("ann")

    async def test(address: str) -> None:
        async with connect(address, ann) as socket:
            assert (await hear(socket))["type"] == "ready"
            sign_out(world.app.state.bus, f"session-{ann.device}")
            with pytest.raises(websockets.ConnectionClosed):
                await hear(socket)
            assert socket.close_code == 4403

    in_loop(world, test)


def test_whatever_ends_a_session_hangs_up_at_once(world: World) -> None:
    ann = world.person("ann")
    granted = sessions.Granted(ann.person, "paddock-desktop", "account sync", 0)

    def write(work: Callable[[Connection], Any]) -> Any:
        with world.database.write() as connection:
            return work(connection)

    def signed_in() -> str:
        return str(write(lambda c: sessions.open_session(c, granted, ann.device, "", now()).id))

    ways: list[Callable[[Connection, str], Any]] = [
        # Another password, a refresh token that was stolen, the page of the devices.
        lambda c, _: sessions.end_all(c, ann.person, now()),
        lambda c, session: sessions.end(c, session, now()),
        lambda c, session: sessions.end_own(c, ann.person, session, now()),
    ]

    async def test(address: str) -> None:
        for way in ways:
            session = await off_loop(signed_in)
            async with connect(address, ann, session) as socket:
                assert (await hear(socket))["type"] == "ready"
                await off_loop(write, lambda c, way=way, session=session: way(c, session))
                with pytest.raises(websockets.ConnectionClosed):
                    await hear(socket)
                assert socket.close_code == 4403

    in_loop(world, test)


def test_a_token_that_is_none_is_told_to_sign_in_anew(world: World) -> None:
    async def test(address: str) -> None:
        async with websockets.connect(address, compression=None) as socket:
            with pytest.raises(websockets.ConnectionClosed):
                await hear(socket)
            assert socket.close_code == 4401

    in_loop(world, test)


def test_a_token_that_ends_while_connected_is_closed_at_the_next_ping(world: World) -> None:
    ann = world.person("ann")
    ended: set[str] = set()

    def authenticate(token: str) -> Any:
        return stand_in("" if token in ended else token)

    async def test(address: str) -> None:
        async with connect(address, ann) as socket:
            assert (await hear(socket))["type"] == "ready"
            live = world.app.state.live
            await live.round(authenticate)
            while msgspec.json.decode(await socket.recv()) != {"type": "ping"}:
                pass
            await socket.send('{"type":"pong"}')
            while not all(line.answered for line in live.hub.lines):
                await asyncio.sleep(0.01)
            ended.update(line.token for line in live.hub.lines)
            await live.round(authenticate)
            with pytest.raises(websockets.ConnectionClosed):
                await hear(socket)
            assert socket.close_code == 4401

    in_loop(world, test)


def test_a_round_in_which_the_database_is_away_ends_no_line_and_is_not_the_last(
    world: World,
) -> None:
    ann, bob = world.person("ann"), world.person("bob")
    away, over = True, False

    def authenticate(token: str) -> Any:
        if away:
            raise OperationalError("SELECT", None, Exception("away"))
        return stand_in("" if over else token)

    async def test(address: str) -> None:
        nonlocal away, over
        live = world.app.state.live
        async with connect(address, ann) as socket, connect(address, bob) as silent:
            for each in (socket, silent):
                assert (await hear(each))["type"] == "ready"
            # Who does not answer is parted with all the same.
            for _ in range(2):
                await live.round(authenticate)
                while msgspec.json.decode(await socket.recv()) != {"type": "ping"}:
                    pass
                await socket.send('{"type":"pong"}')
                while not any(line.answered for line in live.hub.lines):
                    await asyncio.sleep(0.01)
            with pytest.raises(websockets.ConnectionClosed):
                await hear(silent)
            away, over = False, True
            await live.round(authenticate)
            with pytest.raises(websockets.ConnectionClosed):
                await hear(socket)
            assert (silent.close_code, socket.close_code) == (1012, 4401)

    in_loop(world, test)


def test_the_channel_closes_with_the_server(settings: Settings) -> None:
    app = create_app(settings)
    app.state.authenticate = stand_in

    async def whole() -> None:
        async with app.router.lifespan_context(app), serving(app) as address:
            token = "01a213d5-74be-735e-a526-f5b1fe360276.session.0000000000000001"
            socket = await websockets.connect(
                address, additional_headers={"Authorization": f"Bearer {token}"}, compression=None
            )
            assert (await hear(socket))["type"] == "ready"
            await app.state.live.stop()
            with pytest.raises(websockets.ConnectionClosed):
                await hear(socket)
            assert socket.close_code == 1012

    asyncio.run(whole())
