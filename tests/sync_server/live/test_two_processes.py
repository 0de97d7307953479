"""Two server processes on one PostgreSQL: what one is told, the other tells on."""

import asyncio
import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import msgspec
import pytest
import websockets

from client.operations import records
from client.store import Store
from client.store.spaces import held_spaces
from client.sync.service import SyncService
from client.sync.signing import SignIn
from sync_server.app import create_app
from sync_server.kit.database import Database
from sync_server.records.sound import check_digests
from sync_server.settings import Settings
from tests import forked
from tests.bench import sync_world
from tests.client.store.making import add_vehicle, vehicle
from tests.end_to_end.serving import ServerProcess, until
from tests.sync_server.live.test_live import connect, hear
from tests.sync_server.people import World, stand_in


@contextlib.contextmanager
def process(data: Path, url: str, *more: str) -> Iterator[int]:
    """A server process; its port."""
    running = forked.Spoken("tests.sync_server.process", (str(data), url, *more))
    try:
        yield int(running.stdout.readline())
    finally:
        running.stdin.close()
        running.process.wait(60)
        running.close()


def test_a_push_to_one_process_pokes_the_sockets_of_the_other(
    new_postgresql: Callable[[], str], tmp_path: Path
) -> None:
    url = new_postgresql()
    app = create_app(Settings(tmp_path / "first", url))
    app.state.authenticate = stand_in
    with World(app) as world:
        ann = world.person("ann")
        phone = ann.another()
        body = ann.body(ann.patch(name="Berta"))
        epoch = ann.epoch()

    async def whole(one: int, other: int) -> None:
        async with (
            connect(f"ws://127.0.0.1:{other}/live", phone) as socket,
            httpx.AsyncClient(base_url=f"http://127.0.0.1:{one}", timeout=60) as http,
        ):
            assert (await hear(socket))["type"] == "ready"
            answer = await http.post(
                "/sync/push", content=msgspec.json.encode(body), headers=ann.headers
            )
            assert answer.status_code == 200
            assert await hear(socket) == {"type": "poke", "space": ann.home, "from": 1, "head": 2}

    with process(tmp_path / "a", url) as one, process(tmp_path / "b", url) as other:
        asyncio.run(whole(one, other))
        # The second process has joined the first one's epoch.
        for port in (one, other):
            asked = {"epoch": epoch, "schema": 1, "spaces": {}}
            address = f"http://127.0.0.1:{port}/sync/pull"
            pulled = httpx.post(address, json=asked, headers=ann.headers, timeout=60)
            assert pulled.status_code == 200


def test_signing_a_device_out_at_one_process_closes_its_line_at_the_other(
    new_postgresql: Callable[[], str], tmp_path: Path
) -> None:
    url = new_postgresql()

    async def whole(one: sync_world.World, other: sync_world.World) -> None:
        person, _ = one.person("ann")
        here = {"Authorization": f"Bearer {one.token(person, '0' * 15 + '1')}"}
        there = {"Authorization": f"Bearer {one.token(person, '0' * 15 + '2')}"}
        address = "ws" + other.address.removeprefix("http") + "/live"
        async with (
            websockets.connect(address, additional_headers=there, compression=None) as socket,
            websockets.connect(address, additional_headers=here, compression=None) as staying,
            httpx.AsyncClient(base_url=one.address, headers=here, timeout=60) as http,
        ):
            assert (await hear(socket))["type"] == "ready"
            assert (await hear(staying))["type"] == "ready"
            assert (await http.post("/account/devices/sign-out")).json() == {"signed_out": 1}
            with pytest.raises(websockets.ConnectionClosed):
                await hear(socket)
            assert socket.close_code == 4403
            # Who signed the other one out stays where they are.
            assert await (await staying.ping()) >= 0

    with (
        sync_world.serving(tmp_path / "a", url) as one,
        sync_world.serving(tmp_path / "b", url) as other,
    ):
        asyncio.run(whole(one, other))


EDITS = 20


class Device:
    """A profile whose service syncs by itself, at one of the processes."""

    def __init__(self, folder: Path, server: ServerProcess, code: str) -> None:
        self.store = Store(folder)
        signing = SignIn(self.store, server.url)
        signing.finish(signing.oauth.by_pair(code))
        signing.close()
        self.service = SyncService(self.store, folder)

    def name(self, id_: str) -> str:
        """What the vehicle is called here; nothing as long as it is not here."""
        found = self.store.read(lambda reader: reader.find(id_)) if self.has(id_) else None
        return str(getattr(found, "name", ""))

    def has(self, id_: str) -> bool:
        """Whether the record is here."""
        sql = "SELECT count(*) FROM k_vehicle WHERE id = ?"
        return bool(
            self.store.read(lambda r: r.connection.exec_driver_sql(sql, (id_,)).scalar_one())
        )

    def digest(self) -> list[str]:
        """The digests of what is shared."""
        held = self.store.read(lambda reader: held_spaces(reader.connection))
        return [space.digest for space in held if space.is_shared]

    def is_at_rest(self) -> bool:
        """Whether nothing waits."""
        return self.store.read(lambda reader: reader.waiting()) == 0


@pytest.fixture
def devices(new_postgresql: Callable[[], str], tmp_path: Path) -> Iterator[list[Device]]:
    """Two devices of one person, each at a process of its own; and a third look at the database."""
    url = new_postgresql()
    servers = [ServerProcess(tmp_path / name, "--database", url) for name in ("one", "other")]
    servers[0].command("account", "add", "ann@example.org", "--name", "Ann")
    made: list[Device] = []
    try:
        for server in servers:
            server.start()
            code = server.pair("ann@example.org")
            made.append(Device(tmp_path / f"device-{server.port}", server, code))
        yield made
    finally:
        for device in made:
            device.service.stop()
            device.store.close()
        for server in servers:
            server.stop()
        database = Database(url)
        with database.read() as connection:
            assert check_digests(connection) == []
        database.close()


def test_devices_at_two_processes_hold_the_same_garage(devices: list[Device]) -> None:
    desk, laptop = devices
    id_ = add_vehicle(desk.store, "Z3")
    for device in devices:
        device.service.start()
    until(lambda: laptop.has(id_), "the vehicle")
    for device in devices:
        until(lambda device=device: device.service.state.live, "the live channel")
    # Through the sockets: without them one would look again after a minute at the earliest.
    for n in range(EDITS):
        writer, reader = devices if n % 2 else devices[::-1]
        records.edit(writer.store, id_, {"name": f"edit {n}"})
        until(lambda reader=reader, n=n: reader.name(id_) == f"edit {n}", f"edit {n}")
    # And at the same time: all of it is there in the end, the same on both.
    for n in range(EDITS):
        for device, field in ((desk, "trim"), (laptop, "make")):
            records.edit(device.store, id_, {"name": f"{field} {n}", field: f"{field} {n}"})
    until(lambda: agree(devices), "agreement")
    found = vehicle(desk.store, id_)
    assert (found.trim, found.make) == (f"trim {EDITS - 1}", f"make {EDITS - 1}")
    assert found.name in (f"trim {EDITS - 1}", f"make {EDITS - 1}")
    assert found == vehicle(laptop.store, id_)


def agree(devices: list[Device]) -> bool:
    """Whether nothing waits anywhere, and all hold the same."""
    one, other = devices
    return one.is_at_rest() and other.is_at_rest() and one.digest() == other.digest() != []
