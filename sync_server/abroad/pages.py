"""The page of connected calendars: connect an account, choose which calendars are one, end it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlsplit

from fastapi import APIRouter, Request
from sqlalchemy import Connection
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from garage.words import N_
from sync_server.abroad import connections, mates, pairing, tokens
from sync_server.abroad.connections import Linked
from sync_server.abroad.foreign import Abroad, NotAllowed
from sync_server.abroad.providers import TITLES
from sync_server.abroad.routes import PAGE
from sync_server.abroad.syncing import Syncing
from sync_server.accounts.service import Person
from sync_server.calendars import service as calendars
from sync_server.kit.database import Database
from sync_server.kit.problem import BadRequest, NotFound, Problem
from sync_server.kit.rates import take
from sync_server.web.service import PageRoute, form, page, query, see_other, visit, with_next

router = APIRouter(route_class=PageRoute, include_in_schema=False)
CALLBACK = f"{PAGE}/callback"


@dataclass(frozen=True)
class Visitor:
    """Who fills in a form of the page, and what with."""

    request: Request
    person: Person
    fields: dict[str, str]

    @property
    def database(self) -> Database:
        """The server's database."""
        found: Database = self.request.app.state.database
        return found

    @property
    def syncing(self) -> Syncing:
        """What reaches the other side."""
        found: Syncing = self.request.app.state.syncing
        return found


Deed = Callable[[Visitor], Awaitable[str]]


@router.get(PAGE)
async def connected_page(request: Request) -> Response:
    """The accounts that are connected, and their calendars."""
    visitor = await visit(request)
    if visitor is None:
        return see_other(with_next("/sign-in", PAGE))
    return await _shown(request, visitor.person, query(request).get("done", ""))


@router.post(f"{PAGE}/connect")
async def connect(request: Request) -> Response:
    """Send the browser to the other side's page."""
    fields = await form(request)
    visitor = await visit(request)
    if visitor is None:
        return see_other(with_next("/sign-in", PAGE))
    person = visitor.person
    take(request, "30/hour", "connect-calendar", person.id)
    provider = _syncing(request).providers.get(fields.get("provider", ""))
    if provider is None:
        raise NotFound
    again = fields.get("connection", "")
    database: Database = request.app.state.database
    try:
        state, verifier = await database.writing(
            lambda c: connections.begin(c, person.id, provider.name, again)
        )
    except Problem as problem:
        return await _shown(request, person, problem=problem)
    return see_other(tokens.way_there(provider, _redirect(request), state, verifier))


@router.get(CALLBACK)
async def callback(request: Request) -> Response:
    """Back from the other side's page, with a code or with a no."""
    said = query(request)
    visitor = await visit(request)
    if visitor is None:
        return see_other(with_next("/sign-in", PAGE))
    person = visitor.person
    database: Database = request.app.state.database
    waiting = await database.writing(lambda c: connections.come_back(c, said.get("state", "")))
    if waiting is None or waiting.person != person.id:
        problem: Problem = BadRequest(
            N_("this answer was not asked for, or came too late"), N_("connect it once more")
        )
        return await _shown(request, person, problem=problem)
    if not said.get("code"):
        problem = BadRequest(
            N_("the access was not given"), N_("connect it once more, and allow the access there")
        )
        return await _shown(request, person, problem=problem)
    try:
        id_ = await _connected(request, waiting, said["code"])
    except NotAllowed:
        problem = BadRequest(N_("the access was not given"), N_("connect it once more"))
    except Abroad:
        problem = BadRequest(N_("there is no way there at the moment"), N_("try again later"))
    except Problem as found:
        problem = found
    else:
        return see_other(f"{PAGE}?done=connected#{id_}")
    return await _shown(request, person, problem=problem)


async def _connected(request: Request, waiting: connections.Waiting, code: str) -> str:
    """Keep what a code is good for; the connection's id."""
    syncing = _syncing(request)
    provider = syncing.providers.get(waiting.provider)
    if provider is None:
        raise NotFound
    database: Database = request.app.state.database
    redirect = _redirect(request)
    found = await run_in_threadpool(
        tokens.exchanged, syncing.asking, provider, redirect, code, waiting.verifier
    )
    account, theirs = await run_in_threadpool(syncing.reached(provider, found.access).calendars)
    person, again = waiting.person, waiting.connection

    def keep(connection: Connection) -> str:
        id_ = connections.add(connection, person, provider.name, account, again)
        connections.keep_calendars(connection, id_, theirs)
        return id_

    id_ = await database.writing(keep)
    await syncing.keep(id_, found)
    await database.writing(lambda c: connections.due(c, id_, 0))
    return id_


@router.post(f"{PAGE}/pair")
async def pair(request: Request) -> Response:
    """Have a calendar there and one here be one from now on."""
    return await _deed(request, _pair)


async def _pair(visitor: Visitor) -> str:
    wanted = pairing.Wanted(
        visitor.fields.get("connection", ""), visitor.fields.get("theirs", ""),
        visitor.fields.get("ours", ""), visitor.fields.get("direction", "both"),
    )  # fmt: skip
    held = await visitor.database.reading(
        lambda c: list(calendars.readable_spaces(c, visitor.person.id))
    )
    await calendars.fresh(visitor.database, held)
    await visitor.database.writing(lambda c: pairing.pair_up(c, visitor.person, wanted))
    return "paired"


@router.post(f"{PAGE}/unpair")
async def unpair(request: Request) -> Response:
    """Let two calendars be two again: what is in them stays."""
    return await _deed(request, partial(_of_pair, done="unpaired"))


@router.post(f"{PAGE}/emptied")
async def emptied(request: Request) -> Response:
    """That one side has no events any more was meant."""
    return await _deed(request, partial(_of_pair, done="emptied"))


async def _of_pair(visitor: Visitor, done: str) -> str:
    def work(connection: Connection) -> None:
        pair = mates.pair_of(connection, visitor.fields.get("pair", ""))
        if pair is None:
            raise NotFound
        held = connections.own(connection, visitor.person.id, pair.connection)
        if done == "unpaired":
            mates.forget_pair(connection, pair.id)
            return
        mates.set_pair(connection, pair.id, emptied=1, fault="")
        connections.due(connection, held.id, 0)

    await visitor.database.writing(work)
    return done


@router.post(f"{PAGE}/look")
async def look(request: Request) -> Response:
    """Look which calendars there are, and bring them together now."""
    return await _deed(request, _look)


async def _look(visitor: Visitor) -> str:
    held = await _own(visitor)
    try:
        foreign = await visitor.syncing.foreign(held)
        _, theirs = await run_in_threadpool(foreign.calendars)
    except Abroad:
        raise BadRequest(N_("there is no way there at the moment"), N_("try again later")) from None

    def work(connection: Connection) -> None:
        connections.keep_calendars(connection, held.id, theirs)
        connections.due(connection, held.id, 0)

    await visitor.database.writing(work)
    return "looked"


@router.post(f"{PAGE}/disconnect")
async def disconnect(request: Request) -> Response:
    """Give the access back, and forget it; the events stay on both sides."""
    return await _deed(request, _disconnect)


async def _disconnect(visitor: Visitor) -> str:
    held = await _own(visitor)
    given_back = await visitor.syncing.give_back(held)
    await visitor.database.writing(lambda c: connections.remove(c, held.id))
    return "disconnected" if given_back else "forgotten"


async def _own(visitor: Visitor) -> Linked:
    person, id_ = visitor.person.id, visitor.fields.get("connection", "")
    return await visitor.database.reading(lambda c: connections.own(c, person, id_))


async def _deed(request: Request, deed: Deed) -> Response:
    """A form of the page: done, and the page anew; or the page with what is wrong."""
    fields = await form(request)
    visitor = await visit(request)
    if visitor is None:
        return see_other(with_next("/sign-in", PAGE))
    try:
        done = await deed(Visitor(request, visitor.person, fields))
    except NotFound:
        raise
    except Problem as problem:
        return await _shown(request, visitor.person, problem=problem)
    return see_other(f"{PAGE}?done={done}")


async def _shown(
    request: Request, person: Person, done: str = "", problem: Problem | None = None
) -> Response:
    database: Database = request.app.state.database
    syncing = _syncing(request)
    view = await database.reading(lambda c: pairing.view_of(c, person.id))
    offered = list(syncing.providers.values())
    return page(
        request,
        "connected_calendars",
        leads_to=" ".join(sorted({_origin(each.authorize) for each in offered})),
        problem=problem,
        done=done,
        view=view,
        offered=offered,
        titles=TITLES,
    )


def _syncing(request: Request) -> Syncing:
    found: Syncing = request.app.state.syncing
    return found


def _redirect(request: Request) -> str:
    return f"{request.app.state.settings.issuer}{CALLBACK}"


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
