"""The application: its parts made from the settings and put together."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator

from fastapi import FastAPI

from sync_server.accounts import tables as _accounts
from sync_server.kit import bus, clock, documented, journal, problem
from sync_server.kit.bus import Bus
from sync_server.kit.database import METADATA, Database
from sync_server.kit.journal import Journal
from sync_server.records import routes as records
from sync_server.records import tables as _records
from sync_server.records.epoch import open_epoch
from sync_server.settings import Settings
from sync_server.spaces import routes as spaces
from sync_server.spaces import tables as _spaces
from sync_server.spaces.neighbours import no_post
from sync_server.version import VERSION

TABLES = (_accounts, _spaces, _records)
"""The rooms that keep something: importing them declares their tables."""


def create_app(settings: Settings) -> FastAPI:
    """The server over its database, which is opened and brought up to date at the start."""
    settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    database = Database(settings.database_url)

    @contextlib.asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        METADATA.create_all(database.engine)
        noted = Journal(settings.data)
        journal.attach(database.engine, noted)
        with database.write() as connection:
            open_epoch(connection, clock.now())
            noted.catch_up(connection)
        await app.state.bus.start()
        try:
            yield
        finally:
            await app.state.bus.stop()
            database.close()

    app = FastAPI(
        title="Paddock", version=VERSION, lifespan=lifespan, docs_url=None, redoc_url=None
    )
    app.state.settings = settings
    app.state.database = database
    app.state.post = no_post
    app.state.bus = Bus()
    bus.attach(database.engine, app.state.bus)
    problem.install(app)
    app.include_router(spaces.router)
    app.include_router(records.router)
    documented.install(app)
    return app
