"""Two server processes on one PostgreSQL: what is pushed to one is poked by the other."""

import asyncio
import contextlib
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import msgspec
import pytest
import websockets

from sync_server.app import create_app
from sync_server.settings import Settings
from tests.bench import sync_world
from tests.sync_server.live.test_live import connect, hear
from tests.sync_server.people import World, stand_in

ROOT = Path(__file__).resolve().parents[3]


@contextlib.contextmanager
def process(data: Path, url: str) -> Iterator[int]:
    """A server process; its port."""
    command = [sys.executable, "-m", "tests.sync_server.process", str(data), url]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        try:
            yield int(running.stdout.readline())
        finally:
            running.stdin.close()
            running.wait(20)


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
            httpx.AsyncClient(base_url=f"http://127.0.0.1:{one}") as http,
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
            pulled = httpx.post(
                f"http://127.0.0.1:{port}/sync/pull", json=asked, headers=ann.headers
            )
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
            httpx.AsyncClient(base_url=one.address, headers=here) as http,
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
