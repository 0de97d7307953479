"""The pages to sign up and to set a new password, each with a code that comes by mail."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from garage.words import N_
from sync_server.accounts import challenges, joining, passwords, people
from sync_server.accounts.door import Door
from sync_server.accounts.joining import Wanted
from sync_server.accounts.passwords import Passwords
from sync_server.accounts.presence import Presence
from sync_server.kit import clock
from sync_server.kit.database import Database
from sync_server.kit.problem import BadRequest, Forbidden, Problem
from sync_server.kit.tries import take
from sync_server.web import cookies
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
from sync_server.web.routes import signed_in

router = APIRouter(route_class=PageRoute, include_in_schema=False)
_WAITING_SECONDS = challenges.LIFETIME // clock.SECOND


@router.get("/sign-up")
async def sign_up_page(request: Request) -> Response:
    """The form to make an account."""
    _open_to_all(request)
    return _filled(request, "sign_up", query(request))


@router.post("/sign-up")
async def sign_up(request: Request) -> Response:
    """Mail a code, whoever has the address; the page that waits is the same."""
    _open_to_all(request)
    fields = await form(request)
    password = fields.get("password", "")
    await take(request, "20/hour", "sign-up")
    try:
        email, name = joining.checked(fields.get("email", ""), fields.get("name", ""))
        passwords.check(password, email, name)
    except BadRequest as problem:
        return _filled(request, "sign_up", fields, problem)
    await take(request, "5/hour", "mail", people.email_key(email))
    keep: Passwords = request.app.state.passwords
    wanted = Wanted(email, name, await keep.hash(password))
    language = language_of(request)
    database: Database = request.app.state.database
    secret = await database.writing(lambda c: joining.ask_to_join(c, wanted, language))
    return _wait(request, "/sign-up/code", fields, secret)


@router.get("/sign-up/code")
async def sign_up_code_page(request: Request) -> Response:
    """The page that waits for the code."""
    return _filled(request, "sign_up_code", query(request))


@router.post("/sign-up/code")
async def sign_up_code(request: Request) -> Response:
    """Make the account, and sign this browser in."""
    fields = await form(request)
    await take(request, "30/10minutes", "code")
    secret, code = cookies.read(request, cookies.WAITING), fields.get("code", "")
    database: Database = request.app.state.database
    token = await database.writing(
        lambda c: joining.join(c, secret, code, visitors_tongue(request))
    )
    if token is None:
        return _filled(request, "sign_up_code", fields, joining.wrong())
    response = see_other(way_on(fields.get("next", "")))
    cookies.drop(request, response, cookies.WAITING)
    signed_in(request, response, token)
    return response


@router.get("/forgot")
async def forgot_page(request: Request) -> Response:
    """The form to ask for a code."""
    return _filled(request, "forgot", query(request))


@router.post("/forgot")
async def forgot(request: Request) -> Response:
    """Mail a code if somebody has the address; the page that waits is the same."""
    fields = await form(request)
    await take(request, "20/hour", "forgot")
    try:
        email = people.checked_email(fields.get("email", ""))
    except BadRequest as problem:
        return _filled(request, "forgot", fields, problem)
    await take(request, "5/hour", "mail", people.email_key(email))
    language = language_of(request)
    database: Database = request.app.state.database
    secret = await database.writing(lambda c: joining.ask_to_reset(c, email, language))
    return _wait(request, "/forgot/code", fields, secret)


@router.get("/forgot/code")
async def forgot_code_page(request: Request) -> Response:
    """The page that waits for the code and a new password."""
    return _filled(request, "forgot_code", query(request))


@router.post("/forgot/code")
async def forgot_code(request: Request) -> Response:
    """Keep the new password; signing in with it is the next step, as always."""
    fields = await form(request)
    await take(request, "30/10minutes", "code")
    secret, code = cookies.read(request, cookies.WAITING), fields.get("code", "")
    try:
        # Before the code is spent: a password that is too easy costs no try.
        passwords.check(fields.get("password", ""))
    except BadRequest as problem:
        return _filled(request, "forgot_code", fields, problem)
    keep: Passwords = request.app.state.passwords
    hashed, language = await keep.hash(fields.get("password", "")), language_of(request)
    database: Database = request.app.state.database
    if not await database.writing(lambda c: joining.reset(c, secret, code, hashed, language)):
        return _filled(request, "forgot_code", fields, joining.wrong())
    presence: Presence = request.app.state.presence
    presence.forget_all()
    door: Door = request.app.state.door
    door.forget_all()
    way = with_next("/sign-in", way_on(fields.get("next", "")))
    response = see_other(f"{way}{'&' if '?' in way else '?'}done=reset")
    cookies.drop(request, response, cookies.WAITING)
    return response


def _wait(request: Request, address: str, fields: dict[str, str], secret: str) -> Response:
    response = see_other(with_next(address, way_on(fields.get("next", ""))))
    cookies.write(request, response, cookies.WAITING, secret, _WAITING_SECONDS)
    return response


def _filled(
    request: Request, name: str, fields: dict[str, str], problem: Problem | None = None
) -> Response:
    """A page with what was typed, but for passwords."""
    way = way_on(fields.get("next", ""))
    typed = {key: fields.get(key, "") for key in ("email", "name", "code")}
    back = with_next("/sign-in", way)
    return page(request, name, problem=problem, fields={**typed, "next": way}, back=back)


def _open_to_all(request: Request) -> None:
    if not request.app.state.settings.sign_up:
        raise Forbidden(
            N_("nobody can make an account here"),
            N_("ask whoever runs this server for one"),
        )
