"""The pages about one's own account: signing in and out, the devices, the password."""

from __future__ import annotations

from fastapi import APIRouter, Request
from sqlalchemy import Connection
from starlette.responses import PlainTextResponse, Response

from garage.words import N_
from sync_server.accounts import browsers, joining, passwords, people, sessions
from sync_server.accounts.door import Door
from sync_server.accounts.passwords import Passwords
from sync_server.accounts.presence import Presence
from sync_server.kit import clock
from sync_server.kit.address import address_of, neighbourhood
from sync_server.kit.database import Database
from sync_server.kit.problem import BadRequest, Problem
from sync_server.kit.tries import take
from sync_server.web import cookies, style
from sync_server.web.pages import (
    PageRoute,
    form,
    language_of,
    page,
    query,
    see_other,
    visitors_tongue,
    way_on,
    with_next,
)
from sync_server.web.service import visit

router = APIRouter(route_class=PageRoute, include_in_schema=False)
_DAYS = browsers.LIFETIME // clock.SECOND


@router.get("/style.{version}.css")
async def style_sheet(version: str) -> Response:
    """The style sheet; its address changes when it does, and only today's may be kept."""
    todays = version == style.version()
    headers = {
        "Cache-Control": "public, max-age=31536000, immutable" if todays else "no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return PlainTextResponse(style.sheet(), headers=headers, media_type="text/css")


@router.get("/")
async def home(request: Request) -> Response:
    """One's account: the devices, the password, signing out."""
    visitor = await visit(request)
    if visitor is None:
        return see_other("/sign-in")
    person = visitor.person
    database: Database = request.app.state.database
    devices = await database.reading(lambda c: sessions.live_of(c, person.id))
    done = query(request).get("done", "")
    return page(request, "home", person=person, devices=devices, done=done)


@router.get("/join/{code}")
async def join(request: Request, code: str) -> Response:
    """What an invitation's link shows: it is taken in the app, so that no scanner takes it."""
    return page(request, "join", code=code[:64])


@router.get("/sign-in")
async def sign_in_page(request: Request) -> Response:
    """The form to sign in."""
    fields = query(request)
    return _sign_in_page(request, fields.get("next", ""), fields)


@router.post("/sign-in")
async def sign_in(request: Request) -> Response:
    """Sign this browser in; an unknown address and a wrong password are one answer, in one time."""
    fields = await form(request)
    email, password = fields.get("email", ""), fields.get("password", "")
    await take(request, "40/10minutes", "sign-in")
    await count_try(request, email)
    database: Database = request.app.state.database
    keep: Passwords = request.app.state.passwords
    person = await database.reading(lambda c: people.by_email(c, email))
    if not await keep.fits(password, person.password if person else "") or person is None:
        wrong = BadRequest(
            N_("address and password do not go together"),
            N_("look at both again, or set a new password"),
        )
        return _sign_in_page(request, fields.get("next", ""), fields, wrong)
    known, before = person.id, cookies.read(request, cookies.SIGNED_IN)

    def begin(connection: Connection) -> str:
        # Whoever had this browser before, on a cookie that somebody may have kept.
        browsers.end(connection, before)
        people.set_language(connection, known, visitors_tongue(request))
        return browsers.begin(connection, known, clock.now())

    token = await database.writing(begin)
    response = see_other(way_on(fields.get("next", "")))
    signed_in(request, response, token)
    return response


@router.post("/sign-out")
async def sign_out(request: Request) -> Response:
    """Sign this browser out; the devices stay as they are."""
    fields = await form(request)
    token = cookies.read(request, cookies.SIGNED_IN)
    database: Database = request.app.state.database
    await database.writing(lambda c: browsers.end(c, token))
    response = see_other(with_next("/sign-in", way_on(fields.get("next", ""))))
    cookies.drop(request, response, cookies.SIGNED_IN)
    cookies.drop(request, response, cookies.FORM)
    return response


@router.post("/devices/sign-out")
async def sign_out_device(request: Request) -> Response:
    """Sign one device out, or with no `session` all of them, and all browsers but this one."""
    fields = await form(request)
    visitor = await visit(request)
    if visitor is None:
        return see_other("/sign-in")
    person, session = visitor.person.id, fields.get("session", "")
    database: Database = request.app.state.database
    presence: Presence = request.app.state.presence
    here = cookies.read(request, cookies.SIGNED_IN)

    def end(connection: Connection) -> None:
        if session:
            sessions.end_own(connection, person, session, clock.now())
        else:
            sessions.end_all(connection, person, clock.now())
            browsers.end_all(connection, person, here)

    await database.writing(end)
    presence.forget_all()
    return see_other("/?done=signed-out")


@router.post("/password")
async def change_password(request: Request) -> Response:
    """Another password; asks for the one there is, and signs out everything but this browser."""
    fields = await form(request)
    visitor = await visit(request)
    if visitor is None:
        return see_other("/sign-in")
    person, wanted = visitor.person, fields.get("new_password", "")
    await count_try(request, person.email)
    keep: Passwords = request.app.state.passwords
    database: Database = request.app.state.database
    try:
        passwords.check(wanted, person.email, person.name)
        if not await keep.fits(fields.get("password", ""), person.password):
            raise BadRequest(N_("this is not your password now"))
    except BadRequest as problem:
        devices = await database.reading(lambda c: sessions.live_of(c, person.id))
        return page(request, "home", person=person, devices=devices, done="", problem=problem)
    hashed = await keep.hash(wanted)

    def change(connection: Connection) -> str:
        joining.change_password(connection, person, hashed, language_of(request))
        return browsers.begin(connection, person.id, clock.now())

    token = await database.writing(change)
    presence: Presence = request.app.state.presence
    presence.forget_all()
    door: Door = request.app.state.door
    door.forget_all()
    response = see_other("/?done=password")
    signed_in(request, response, token)
    return response


async def count_try(request: Request, email: str) -> None:
    """Count a try at a password: few from one place, and some more from wherever they come."""
    account, place = people.email_key(email)[:300], neighbourhood(address_of(request))
    await take(request, "10/10minutes", "password", account, place)
    await take(request, "50/hour", "password-anywhere", account)


def signed_in(request: Request, response: Response, token: str) -> None:
    """Give the browser its cookie; forms from before are worth nothing."""
    cookies.write(request, response, cookies.SIGNED_IN, token, _DAYS)
    cookies.drop(request, response, cookies.FORM)


def _sign_in_page(
    request: Request, next_: str, fields: dict[str, str], problem: Problem | None = None
) -> Response:
    way = way_on(next_)
    return page(
        request,
        "sign_in",
        fields={"email": fields.get("email", ""), "next": way},
        problem=problem,
        done=fields.get("done", ""),
        sign_up=with_next("/sign-up", way) if request.app.state.settings.sign_up else "",
        forgot=with_next("/forgot", way),
    )
