"""The application: its parts made from the settings and put together."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable

from fastapi import APIRouter, FastAPI
from sqlalchemy import Connection
from starlette.routing import BaseRoute

from sync_server.abroad import connections as abroad
from sync_server.abroad import pages as abroad_pages
from sync_server.abroad import routes as abroad_routes
from sync_server.abroad import tables as _abroad
from sync_server.abroad.asking import Asking
from sync_server.abroad.providers import allowed, providers
from sync_server.abroad.sealing import Seal
from sync_server.abroad.syncing import Syncing
from sync_server.accounts import routes as accounts_routes
from sync_server.accounts import tables as _accounts
from sync_server.accounts.door import Door
from sync_server.accounts.passwords import Passwords
from sync_server.accounts.presence import Presence
from sync_server.calendars import dav_routes, dav_tables, mailed, subscriptions
from sync_server.calendars import routes as calendars_routes
from sync_server.calendars import tables as _calendars
from sync_server.calendars.alarm_letters import AlarmLetters
from sync_server.calendars.keeping import Keeper
from sync_server.calendars.publishing import Publisher
from sync_server.invited import ending, leaving, marking
from sync_server.invited import pages as invited_pages
from sync_server.invited import tables as _invited
from sync_server.invited.arriving import Arriving
from sync_server.invited.house import House
from sync_server.invited.mailbox import Mailbox
from sync_server.invited.settling import Settling
from sync_server.kit import (
    beside,
    bus,
    faults,
    health,
    jobs,
    migrations,
    private,
    problem,
    tries,
    working,
)
from sync_server.kit.allowance import Allowance
from sync_server.kit.application import Application
from sync_server.kit.bounds import Bounds
from sync_server.kit.bus import Bus, Carrier
from sync_server.kit.carriers import PostgreSQL, Redis
from sync_server.kit.database import Database
from sync_server.kit.faults import outlived
from sync_server.kit.health import Health
from sync_server.kit.rates import Rates
from sync_server.kit.running import running
from sync_server.live import routes as live_routes
from sync_server.live.places import Places
from sync_server.live.service import Live
from sync_server.mail import service as mail
from sync_server.mail.sender import Sender
from sync_server.mail.transports import Files, Smtp
from sync_server.oauth import pages as oauth_pages
from sync_server.oauth import routes as oauth_routes
from sync_server.oauth import tables as _oauth
from sync_server.oauth.keys import Keys, make_key
from sync_server.oauth.service import Authenticator
from sync_server.records import routes as records_routes
from sync_server.records import tables as _records
from sync_server.records.in_step import in_step
from sync_server.records.sound import check_digests
from sync_server.settings import Settings
from sync_server.spaces import routes as spaces_routes
from sync_server.spaces import service as spaces
from sync_server.spaces import tables as _spaces
from sync_server.version import VERSION
from sync_server.web import app_passwords as app_password_pages
from sync_server.web import deleting as deleting_pages
from sync_server.web import joining as joining_pages
from sync_server.web import pages as web_pages
from sync_server.web import routes as web_routes

TABLES = (_accounts, _oauth, _spaces, _records, _calendars, dav_tables, _invited, _abroad,
          jobs, tries)  # fmt: skip
"""The rooms that keep something: importing them declares their tables."""

CHECKS: tuple[Callable[[Connection], list[str]], ...] = (check_digests,)
"""What `paddock-server check` lets the rooms look at; each tells what is wrong."""

# Routes are tried in this order: what is asked all day comes first.
ROUTERS = (
    records_routes.router,
    accounts_routes.router,
    oauth_routes.router,
    oauth_pages.router,
    web_routes.router,
    joining_pages.router,
    app_password_pages.router,
    deleting_pages.router,
    invited_pages.router,
    abroad_pages.router,
    abroad_routes.router,
    spaces_routes.router,
    calendars_routes.router,
    dav_routes.router,
    health.router,
)


def _together() -> list[BaseRoute]:
    """All routes, with what the framework makes of them at the first request.

    That takes as long as all else of a server's start: applications of one process share it.
    """
    whole = APIRouter()
    for router in ROUTERS:
        whole.include_router(router)
    return whole.routes


_ROUTES = _together()

make_home = spaces.make_home
forget_person = spaces.forget_person

_MINUTE = 60
_UNHEARD = "when devices were last heard of was not written down"

log = logging.getLogger("paddock.server")


def create_app(settings: Settings, by: Carrier | None = None) -> FastAPI:
    """The server over its database, which is opened and brought up to date at the start.

    `by` takes what it tells to other processes, if that is another way than between servers.
    """
    settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    database = Database(settings.database_url)

    @contextlib.asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with contextlib.AsyncExitStack() as around:
            around.enter_context(running(settings.data, single=database.is_sqlite))
            if private.is_open(settings.data):
                log.warning("others may look into the data folder: chmod 700 %s", settings.data)
            around.callback(database.close)
            around.push_async_callback(app.state.health.close)
            prepare(database)
            await around.enter_async_context(in_step(settings.data, database, app.state.bus))
            await around.enter_async_context(_live(app))
            await around.enter_async_context(_at_work(app, settings, database))
            yield

    app = Application(
        bounds=Bounds(at_once=settings.most_requests),
        https=settings.issuer.startswith("https://"),
        title="Paddock",
        version=VERSION,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        # Its redirects would lead wherever the request's Host header says.
        redirect_slashes=False,
    )
    app.state.settings = settings
    app.state.database = database
    _furnish(app, settings, database, by or carrier(settings))
    problem.install(app)
    faults.install(app)
    app.router.routes.extend(_ROUTES)
    for (method, path), endpoint in records_routes.DIRECT.items():
        app.add_direct(method, path, endpoint)
    app.add_socket("/live", live_routes.live)
    return app


def prepare(database: Database) -> None:
    """Make what a database has to have, before anybody is served."""
    database.keep_private()
    migrations.bring_up(database)
    with database.write() as connection:
        make_key(connection)


def _furnish(app: FastAPI, settings: Settings, database: Database, by: Carrier | None) -> None:
    """What the rooms find in the application's state."""
    state = app.state
    state.health = Health(database, settings.data)
    # What /metrics asks of the database: functions of a connection that set gauges.
    state.measures = [working.measure, mail.measure]
    state.syncing = Syncing(
        database,
        providers(settings),
        lambda: Seal.of(settings.data, settings.sealing_key),
        Asking(allowed=allowed(settings)),
    )
    # Who does which jobs: a name, and a function of the payload.
    transport = Smtp(settings.smtp) if settings.smtp else Files(settings.data / "mail")
    said_in_all = {"server": settings.name, "link": settings.issuer}
    letters = AlarmLetters(database)
    settling = Settling(database, House.of(settings))
    state.handlers = {
        mail.JOB: Sender(transport, settings.mail_from, said_in_all).send,
        subscriptions.JOB: subscriptions.Subscriptions(database).refresh,
        mailed.JOB: letters.look,
        mailed.LISTEN: letters.listen,
        marking.JOB: settling.space,
        leaving.JOB: settling.erased,
        ending.JOB: settling.calendar,
        abroad.JOB: state.syncing.refresh,
    }
    # Those that wait for servers of strangers.
    state.slow = frozenset((subscriptions.JOB, abroad.JOB))
    # Answers to invitations by mail; None where no mailbox is configured.
    state.arriving = _arriving(settings, database)
    state.rates = Rates()
    state.allowance = Allowance(settings.most_synced * 2**20)
    state.presence = Presence(database)
    state.door = Door(database)
    state.passwords = Passwords()
    state.keys = Keys(database, settings.issuer)
    state.authenticate = authenticator = Authenticator(state.keys, state.presence)
    state.recognize = authenticator.recognize
    state.make_home = make_home
    state.forget_person = forget_person
    state.post = mail.post
    state.problem_page = web_pages.problem_page
    state.publisher = Publisher(database)
    state.bus = Bus(by)
    state.bus.listen(state.presence.hear)
    state.live = Live(database, state.bus)
    state.places = Places()
    state.keeper = Keeper(database, state.bus)
    bus.attach(database.engine, state.bus)


@contextlib.asynccontextmanager
async def _live(app: FastAPI) -> AsyncIterator[None]:
    """With the live channel, whose lines are told of the end."""
    await app.state.live.start(app.state.authenticate)
    try:
        yield
    finally:
        await app.state.live.stop()


@contextlib.asynccontextmanager
async def _at_work(app: FastAPI, settings: Settings, database: Database) -> AsyncIterator[None]:
    """With what goes on by itself: presence is written down, jobs are done."""
    tasks = [
        asyncio.create_task(_write_down(app.state.presence)),
        asyncio.create_task(_write_down(app.state.door)),
        asyncio.create_task(app.state.keeper.run()),
    ]
    if database.is_sqlite:
        tasks.append(asyncio.create_task(beside.listen(settings.data, app.state.bus.came)))
    if app.state.arriving is not None and settings.jobs:
        tasks.append(asyncio.create_task(app.state.arriving.run()))
    try:
        async with contextlib.AsyncExitStack() as around:
            if settings.jobs and app.state.handlers:
                worker = working.Worker(database, app.state.handlers, slow=app.state.slow)
                await around.enter_async_context(working.working(worker))
            yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for heard in (app.state.presence, app.state.door):
            with outlived(_UNHEARD):
                await heard.write_down()


async def _write_down(heard: Presence | Door) -> None:
    """Once a minute, when devices and programs were last heard of."""
    while True:
        await asyncio.sleep(_MINUTE)
        with outlived(_UNHEARD):
            await heard.write_down()


def _arriving(settings: Settings, database: Database) -> Arriving | None:
    if not settings.imap or not settings.imap_address:
        return None
    house = House.of(settings)
    return Arriving(database, Mailbox(settings.imap), house, settings.imap_every)


def carrier(settings: Settings) -> Redis | PostgreSQL | None:
    """What takes the bus from server to server; none over SQLite, where there is one alone."""
    if settings.redis:
        return Redis(settings.redis)
    return PostgreSQL(settings.database_url) if settings.sqlite_file is None else None


def to_servers(settings: Settings) -> Redis | PostgreSQL | beside.Folder:
    """How a command or a worker reaches the servers on its database."""
    way = carrier(settings) if settings.sqlite_file is None else None
    return way or beside.Folder(settings.data)
