"""The application: its parts made from the settings and put together."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator

from fastapi import FastAPI

from sync_server.accounts import tables as _accounts
from sync_server.kit import bus, carriers, clock, documented, journal, problem
from sync_server.kit.bus import Bus
from sync_server.kit.database import METADATA, Database
from sync_server.kit.journal import Journal
from sync_server.live import routes as live
from sync_server.live.service import Live
from sync_server.records import marks
from sync_server.records import routes as records
from sync_server.records import tables as _records
from sync_server.records.epoch import Boots
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
        try:
            async with _in_step(app, settings, database):
                yield
        finally:
            database.close()

    app = FastAPI(
        title="Paddock", version=VERSION, lifespan=lifespan, docs_url=None, redoc_url=None
    )
    app.state.settings = settings
    app.state.database = database
    app.state.post = no_post
    app.state.bus = Bus(_carrier(settings, database))
    app.state.live = Live(database, app.state.bus)
    bus.attach(database.engine, app.state.bus)
    problem.install(app)
    for router in (spaces.router, records.router, live.router):
        app.include_router(router)
    documented.install(app)
    return app


@contextlib.asynccontextmanager
async def _in_step(app: FastAPI, settings: Settings, database: Database) -> AsyncIterator[None]:
    """With what lies beside the database, and with the other processes on it."""
    boots = Boots(settings.data)
    kept = Journal(settings.data)
    marks.attach(database.engine, boots.marks)
    journal.attach(database.engine, kept)
    with database.write() as connection:
        boots.open(connection, clock.now())
        kept.catch_up(connection)
    boots.done()
    await app.state.bus.start()
    await app.state.live.start(app.state.authenticate)
    try:
        yield
    finally:
        await app.state.live.stop()
        await app.state.bus.stop()
        with database.write() as connection:
            boots.close(connection)
        boots.done()


def _carrier(settings: Settings, database: Database) -> bus.Carrier | None:
    """What takes the bus to other processes; none where there can be none."""

    if settings.redis:
        return carriers.Redis(settings.redis)
    return None if database.is_sqlite else carriers.PostgreSQL(settings.database_url)
