"""The application: its parts made from the settings and put together."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Callable

from fastapi import FastAPI
from sqlalchemy import Connection

from sync_server.accounts import tables as _accounts
from sync_server.kit import health, jobs, migrations, problem, working
from sync_server.kit.application import Application
from sync_server.kit.bounds import Bounds
from sync_server.kit.database import Database
from sync_server.kit.health import Health
from sync_server.kit.running import running
from sync_server.settings import Settings
from sync_server.version import VERSION

TABLES = (_accounts, jobs)
"""The rooms that keep something: importing them declares their tables."""

CHECKS: tuple[Callable[[Connection], list[str]], ...] = ()
"""What `paddock-server check` lets the rooms look at; each tells what is wrong."""


def create_app(settings: Settings) -> FastAPI:
    """The server over its database, which is opened and brought up to date at the start."""
    settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    database = Database(settings.database_url)

    @contextlib.asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with contextlib.AsyncExitStack() as beside:
            beside.enter_context(running(settings.data))
            beside.callback(database.close)
            beside.push_async_callback(app.state.health.close)
            migrations.bring_up(database)
            if settings.jobs and app.state.handlers:
                worker = working.Worker(database, app.state.handlers)
                await beside.enter_async_context(working.working(worker))
            yield

    app = Application(
        bounds=Bounds(at_once=settings.most_requests),
        https=settings.issuer.startswith("https://"),
        title="Paddock",
        version=VERSION,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
    )
    app.state.settings = settings
    app.state.database = database
    app.state.health = Health(database, settings.data)
    # What /metrics asks of the database: functions of a connection that set gauges.
    app.state.measures = [working.measure]
    # Who does which jobs: a name, and a function of the payload.
    app.state.handlers = {}
    problem.install(app)
    app.include_router(health.router)
    return app
