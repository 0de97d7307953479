"""Two server processes whose bus is a real Redis: pokes cross, and go on after it was killed."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import msgspec

from sync_server.app import create_app
from sync_server.settings import Settings
from tests.end_to_end.serving import until
from tests.sync_server.live.test_live import SECONDS, connect, hear
from tests.sync_server.live.test_two_processes import process
from tests.sync_server.people import Device, World, stand_in
from tests.sync_server.redis_server import RedisServer

BOTH = 2


def test_pokes_cross_redis_and_go_on_after_it_was_killed(
    redis_server: RedisServer, new_postgresql: Callable[[], str], tmp_path: Path
) -> None:
    url = new_postgresql()
    app = create_app(Settings(tmp_path / "first", url))
    app.state.authenticate = stand_in
    with World(app) as world:
        ann = world.person("ann")
        bodies = [ann.body(ann.patch(name=name)) for name in ("Berta", "Clara", "Dora")]
        before = ann.epoch()

    with (
        process(tmp_path / "a", url, redis_server.url) as one,
        process(tmp_path / "b", url, redis_server.url) as other,
    ):
        until(lambda: redis_server.listeners() == BOTH, "both at the bus")
        asyncio.run(_whole(redis_server, f"127.0.0.1:{one}", f"127.0.0.1:{other}", ann, bodies))
        asked = {"epoch": before, "schema": 1, "spaces": {ann.home: 1}}
        address = f"http://127.0.0.1:{other}/sync/pull"
        pulled = httpx.post(address, json=asked, headers=ann.headers, timeout=60).json()
        names = [record["fields"]["name"] for record in pulled["pages"][0]["envelopes"]]
        assert names == ["Berta", "Clara", "Dora"]


async def _whole(
    redis_server: RedisServer, one: str, other: str, ann: Device, bodies: list[Any]
) -> None:
    async with (
        connect(f"ws://{other}/live", ann.another()) as socket,
        httpx.AsyncClient(base_url=f"http://{one}", headers=ann.headers, timeout=60) as http,
    ):

        async def push(body: Any) -> None:
            answer = await http.post("/sync/push", content=msgspec.json.encode(body))
            assert answer.status_code == 200, answer.text

        assert (await hear(socket))["type"] == "ready"
        await push(bodies[0])
        assert (await hear(socket))["head"] == 2

        redis_server.kill()
        # Nobody who pushes notices, and the poke is lost.
        await push(bodies[1])
        redis_server.start()
        await asyncio.to_thread(
            until, lambda: redis_server.listeners() == BOTH, "both at the bus again"
        )
        # Who may have missed something is told to pull,
        while "overflow" not in await asyncio.wait_for(socket.recv(), SECONDS):
            pass
        # and what is pushed from now on is told as before.
        await push(bodies[2])
        while (await hear(socket))["head"] != 4:
            pass
