"""The bus over PostgreSQL breaks and comes back: everybody is told to pull."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import text

from sync_server.app import create_app
from sync_server.kit.bus import Lost, Message
from sync_server.settings import Settings
from tests.sync_server.people import World, stand_in

SECONDS = 60


def test_what_may_have_been_lost_is_told_when_the_bus_is_back(
    new_postgresql: Callable[[], str], tmp_path: Path
) -> None:
    app = create_app(Settings(tmp_path / "server", new_postgresql()))
    app.state.authenticate = stand_in
    came: asyncio.Queue[Message] = asyncio.Queue()
    app.state.bus.listen(came.put_nowait)

    async def next_is_lost() -> None:
        assert await asyncio.wait_for(came.get(), SECONDS) == Lost()

    with World(app) as world:
        world.run(next_is_lost())
        with world.database.write() as connection:
            ended = connection.execute(
                text(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE query LIKE 'LISTEN%' AND datname = current_database()"
                )
            ).all()
        assert len(ended) == 1
        world.run(next_is_lost())
