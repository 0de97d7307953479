"""The pages of the authorization server: may this app in, and the code of a device."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from garage.words import N_
from sync_server.accounts.service import Granted
from sync_server.kit import clock
from sync_server.kit.database import Database
from sync_server.kit.problem import BadRequest
from sync_server.kit.tries import take
from sync_server.oauth import clients, codes, devices, requests
from sync_server.oauth.codes import Asked
from sync_server.oauth.errors import OAuthError
from sync_server.oauth.requests import Authorization
from sync_server.web.service import PageRoute, form, page, query, see_other, visit, with_next

router = APIRouter(route_class=PageRoute, include_in_schema=False)
_STEP_UP_SECONDS = "120"
"""In place of `prompt=login`, which would ask again and again."""


@router.get("/oauth/authorize")
async def authorize(request: Request) -> Response:
    """Ask whether the app may in; sign in first where nobody is, or too long ago."""
    asked = requests.read(query(request))
    try:
        requests.check(asked)
        visitor = await visit(request)
        silent = "none" in asked.fields.get("prompt", "").split()
        if visitor is None or not requests.is_recent(asked, visitor):
            if silent:
                raise OAuthError("login_required")
            again = {"prompt": ""}
            if "login" in asked.fields.get("prompt", ""):
                again["max_age"] = _STEP_UP_SECONDS
            return see_other(with_next("/sign-in", asked.kept(**again)))
        if silent:
            raise OAuthError("consent_required")
    except OAuthError as error:
        return _refused(request, asked, error)
    return page(
        request,
        "authorize",
        leads_to=asked.origin,
        app=asked.client.name,
        person=visitor.person,
        asked={name: asked.fields[name] for name in requests.KEPT if name in asked.fields},
        again=asked.kept(),
    )


@router.post("/oauth/authorize")
async def authorized(request: Request) -> Response:
    """The person said yes or no: a code, or a refusal, at the redirect."""
    fields = await form(request)
    asked = requests.read(fields)
    try:
        scope = requests.check(asked)
        visitor = await visit(request)
        if visitor is None or not requests.is_recent(asked, visitor):
            return see_other(with_next("/sign-in", asked.kept()))
        if fields.get("decision") != "yes":
            raise OAuthError("access_denied", "the person said no")
    except OAuthError as error:
        return _refused(request, asked, error)
    granted = Granted(visitor.person.id, asked.client.id, scope, visitor.auth_time)
    bound = Asked(granted, asked.redirect_uri, fields["code_challenge"])
    database: Database = request.app.state.database
    code = await database.writing(lambda c: codes.new_code(c, bound, clock.now()))
    return see_other(asked.answer(_issuer(request), code=code))


@router.get("/device")
async def device_page(request: Request) -> Response:
    """Where the code of a device without a browser is typed."""
    code = query(request).get("user_code", "")
    visitor = await visit(request)
    if visitor is None:
        # The code goes along, so that it is typed once.
        way = f"/device?user_code={code}" if code.replace("-", "").isalnum() else "/device"
        return see_other(with_next("/sign-in", way))
    return page(request, "device", fields={"user_code": code}, person=visitor.person)


@router.post("/device")
async def device(request: Request) -> Response:
    """First the code, then, knowing which device it is, yes or no."""
    fields = await form(request)
    visitor = await visit(request)
    if visitor is None:
        return see_other(with_next("/sign-in", "/device"))
    await take(request, "20/10minutes", "user-code", visitor.person.id)
    await take(request, "40/10minutes", "user-code-address")
    code, decision = fields.get("user_code", ""), fields.get("decision", "")
    database: Database = request.app.state.database
    waiting = await database.reading(lambda c: devices.waiting(c, code, clock.now()))
    if waiting is None:
        problem = BadRequest(
            N_("no device waits with this code"), N_("look at it again, or begin anew there")
        )
        typed = {"user_code": code}
        return page(request, "device", fields=typed, person=visitor.person, problem=problem)
    if decision not in ("yes", "no"):
        app = clients.CLIENTS[waiting.client].name
        return page(request, "device_confirm", waiting=waiting, app=app, person=visitor.person)
    person, auth_time, yes = visitor.person.id, visitor.auth_time, decision == "yes"
    await database.writing(lambda c: devices.decide(c, code, person, auth_time, yes, clock.now()))
    return see_other("/device/done" if yes else "/device/refused")


@router.get("/device/done")
async def device_done(request: Request) -> Response:
    """The device is in."""
    return page(request, "device_done", let_in=True)


@router.get("/device/refused")
async def device_refused(request: Request) -> Response:
    """The device is not in."""
    return page(request, "device_done", let_in=False)


def _refused(request: Request, asked: Authorization, error: OAuthError) -> Response:
    said = {"error": error.refused.error}
    if error.refused.description:
        said["error_description"] = error.refused.description
    return see_other(asked.answer(_issuer(request), **said))


def _issuer(request: Request) -> str:
    issuer: str = request.app.state.settings.issuer
    return issuer
