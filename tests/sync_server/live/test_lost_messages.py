"""A message between processes that is lost tells nobody more than they may know."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import msgspec
from sqlalchemy import create_engine, delete, text

from garage.permissions import Role
from sync_server.app import create_app
from sync_server.kit.bus import Bus, Lost, Membership, Message
from sync_server.kit.clock import now
from sync_server.settings import Settings
from sync_server.spaces import membership
from sync_server.spaces.tables import MEMBER
from tests.sync_server.live.test_live import connect, hear, in_loop, off_loop, push
from tests.sync_server.live.test_two_processes import process
from tests.sync_server.people import Device, World, stand_in

SECONDS = 60


class Garages:
    """Two families of Ann's with Bob and Eve in both; Eve is to lose her part in the first."""

    def __init__(self, world: World) -> None:
        self.ann, self.bob, self.eve = (world.person(name) for name in ("ann", "bob", "eve"))
        self.lost, self.left = (self._made(world, name) for name in ("Lost", "Left"))

    def _made(self, world: World, name: str) -> str:
        made = self.ann.ask("POST", "/spaces", {"name": name, "kind": "family"})
        space: str = made.json()["id"]
        with world.database.write() as connection:
            for each in (self.bob, self.eve):
                membership.join(connection, space, each.person, Role.MEMBER, now())
        return space

    def secrets(self) -> list[dict[str, Any]]:
        """What Bob adds: to the garage that Eve is no more in, and then to the other."""
        return [self.bob.patch(space=space, name="secret") for space in (self.lost, self.left)]


async def until_left(socket: Any, garages: Garages) -> list[dict[str, Any]]:
    """All that is said until the garage in which Eve still is has something new."""
    said: list[dict[str, Any]] = []
    while not said or said[-1].get("space") != garages.left:
        said.append(await hear(socket))
    return said


def tells_nothing(said: list[dict[str, Any]], garages: Garages) -> bool:
    """Whether no record of the garage that Eve lost was among it, and of the other one was."""
    assert said[-1]["envelopes"]
    return not any("envelopes" in each for each in said if each.get("space") == garages.lost)


def test_a_record_goes_to_those_alone_whom_the_writing_transaction_finds(world: World) -> None:
    garages = Garages(world)

    def remove() -> None:
        # As another process does it whose message never arrives.
        gone = (MEMBER.c.space == garages.lost) & (MEMBER.c.person == garages.eve.person)
        with world.database.write() as connection:
            connection.execute(delete(MEMBER).where(gone))

    async def test(address: str) -> None:
        async with connect(address, garages.eve) as socket:
            assert (await hear(socket))["type"] == "ready"
            await off_loop(remove)
            for patch in garages.secrets():
                await push(garages.bob, patch)
            assert tells_nothing(await until_left(socket, garages), garages)
            # At the next ping it is noticed, and then not even a poke comes.
            await world.app.state.live.round(stand_in)
            assert (await hear(socket))["type"] == "spaces"
            for patch in garages.secrets():
                await push(garages.bob, patch)
            (poke,) = await until_left(socket, garages)
            assert poke["space"] == garages.left

    in_loop(world, test)


def test_after_what_may_be_lost_memberships_are_read_again(world: World) -> None:
    garages = Garages(world)

    def remove() -> None:
        with world.database.write() as connection:
            connection.execute(delete(MEMBER).where(MEMBER.c.person == garages.eve.person))

    async def test(address: str) -> None:
        async with connect(address, garages.eve) as socket:
            assert (await hear(socket))["type"] == "ready"
            await off_loop(remove)
            world.app.state.bus.publish(Lost())
            assert (await hear(socket))["type"] == "spaces"
            (line,) = world.app.state.live.hub.lines
            assert line.spaces == {}

    in_loop(world, test)


def test_the_bus_is_cut_while_somebody_is_removed(
    new_postgresql: Callable[[], str], tmp_path: Path
) -> None:
    url = new_postgresql()
    app = create_app(Settings(tmp_path / "first", url))
    app.state.authenticate = stand_in
    with World(app) as world:
        garages = Garages(world)
        bodies = [garages.bob.body(patch) for patch in garages.secrets()]
    with process(tmp_path / "a", url) as one, process(tmp_path / "b", url) as other:
        asyncio.run(_cut(url, f"127.0.0.1:{one}", f"127.0.0.1:{other}", garages, bodies))


async def _cut(url: str, one: str, other: str, garages: Garages, bodies: list[Any]) -> None:
    async with (
        connect(f"ws://{other}/live", garages.eve) as socket,
        httpx.AsyncClient(timeout=60) as http,
    ):

        async def asked(device: Device, method: str, address: str, body: Any = None) -> None:
            content = None if body is None else msgspec.json.encode(body)
            answer = await http.request(
                method, f"http://{address}", content=content, headers=device.headers
            )
            assert answer.status_code < 300, answer.text

        assert (await hear(socket))["type"] == "ready"
        await asked(garages.ann, "PATCH", f"{one}/spaces/{garages.left}", {"name": "Before"})
        assert (await hear(socket))["type"] == "spaces"
        await asyncio.to_thread(cut, url, "%pg_notify%")
        removed = f"{one}/spaces/{garages.lost}/members/{garages.eve.person}"
        await asked(garages.ann, "DELETE", removed)
        for body in bodies:
            await asked(garages.bob, "POST", f"{other}/sync/push", body)
        said = await until_left(socket, garages)
        assert tells_nothing(said, garages)
        # The message at which the connection broke is said again on the next.
        while {"type": "spaces"} not in said:
            said.append(await hear(socket))


def cut(url: str, like: str) -> None:
    """End the connections whose last statement was like this one."""
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://", 1))
    with engine.connect() as connection:
        ended = connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE :like "
                "AND datname = current_database() AND pid <> pg_backend_pid()"
            ),
            {"like": like},
        ).all()
    engine.dispose()
    assert ended


def test_a_carrier_that_takes_nothing_has_the_others_told_that_something_is_lost() -> None:
    removed = Membership("space", "eve", "")

    async def whole() -> list[Message]:
        came: list[Message] = []
        here, there = Bus(Slow()), Bus()
        there.listen(came.append)
        await here.start()
        for _ in range(1_500):
            here.publish(removed)
        for _ in range(3):
            await asyncio.sleep(0)
        assert isinstance(here._carrier, Slow)
        waiting = here._carrier.outgoing
        while not waiting.empty():
            there.came(waiting.get_nowait())
        await here.stop()
        return came

    came = asyncio.run(whole())
    assert came[0] == Lost()
    assert 0 < len(came) <= 1_000


class Slow:
    """Carries nothing, so that all of it waits."""

    outgoing: asyncio.Queue[str]

    async def run(self, outgoing: asyncio.Queue[str], came: Callable[[str], None]) -> None:
        """Keep the queue to be looked at."""
        self.outgoing = outgoing
        await asyncio.Event().wait()
