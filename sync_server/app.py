"""The application: its parts made from the settings and put together."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

from fastapi import FastAPI

from sync_server.accounts import routes as accounts_routes
from sync_server.accounts import tables as _accounts
from sync_server.accounts.neighbours import ForgetPerson, MakeHome, no_forgetting, no_home
from sync_server.accounts.passwords import Passwords
from sync_server.accounts.presence import Presence
from sync_server.kit import problem
from sync_server.kit.database import METADATA, Database
from sync_server.kit.rates import Rates
from sync_server.mail import tables as _mail
from sync_server.mail.sender import Sender
from sync_server.mail.service import post
from sync_server.mail.transports import Files, Smtp
from sync_server.oauth import pages as oauth_pages
from sync_server.oauth import routes as oauth_routes
from sync_server.oauth import tables as _oauth
from sync_server.oauth.keys import Keys, make_key
from sync_server.oauth.service import Authenticator
from sync_server.settings import Settings
from sync_server.version import VERSION
from sync_server.web import joining as joining_pages
from sync_server.web import routes as web_routes

TABLES = (_accounts, _oauth, _mail)
"""The rooms that keep something: importing them declares their tables."""

forget_person: ForgetPerson = no_forgetting
make_home: MakeHome = no_home
"""What the spaces do for accounts: `spaces.service` has both under these names."""

ROUTERS = (
    accounts_routes.router,
    oauth_routes.router,
    oauth_pages.router,
    web_routes.router,
    joining_pages.router,
)
_MINUTE = 60


def create_app(settings: Settings) -> FastAPI:
    """The server over its database, which is opened and brought up to date at the start."""
    settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    database = Database(settings.database_url)

    @contextlib.asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        prepare(database)
        running = [
            asyncio.create_task(_write_down(app.state.presence)),
            asyncio.create_task(app.state.sender.run()),
        ]
        try:
            yield
        finally:
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)
            await app.state.presence.write_down()
            database.close()

    app = FastAPI(
        title="Paddock", version=VERSION, lifespan=lifespan, docs_url=None, redoc_url=None
    )
    app.state.settings = settings
    app.state.database = database
    _know_people(app, settings, database)
    transport = Smtp(settings.smtp) if settings.smtp else Files(settings.data / "mail")
    app.state.sender = Sender(
        database,
        transport,
        settings.mail_from,
        {"server": settings.name, "link": settings.issuer},
    )
    app.state.post = post
    for router in ROUTERS:
        app.include_router(router)
    problem.install(app)
    return app


def prepare(database: Database) -> None:
    """Make what a database has to have, before anybody is served."""
    METADATA.create_all(database.engine)
    with database.write() as connection:
        make_key(connection)


def _know_people(app: FastAPI, settings: Settings, database: Database) -> None:
    app.state.rates = Rates()
    app.state.presence = Presence(database)
    app.state.passwords = Passwords()
    app.state.keys = Keys(database, settings.issuer)
    app.state.authenticate = Authenticator(app.state.keys, app.state.presence)

    app.state.make_home = make_home
    app.state.forget_person = forget_person


async def _write_down(presence: Presence) -> None:
    """Once a minute, when devices were last heard of."""
    while True:
        await asyncio.sleep(_MINUTE)
        await presence.write_down()
