"""The page where app passwords are made and revoked; a new one is shown this once."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from sync_server.accounts import app_passwords
from sync_server.accounts.browsers import Visit
from sync_server.accounts.door import Door
from sync_server.kit import clock
from sync_server.kit.database import Database
from sync_server.kit.problem import BadRequest, Conflict, Problem
from sync_server.kit.tries import take
from sync_server.web.pages import PageRoute, form, page, query, see_other, with_next
from sync_server.web.service import visit

router = APIRouter(route_class=PageRoute, include_in_schema=False)
ADDRESS = "/app-passwords"


@router.get(ADDRESS)
async def app_passwords_page(request: Request) -> Response:
    """The passwords there are, without themselves, and a form for another."""
    visitor = await visit(request)
    if visitor is None:
        return see_other(with_next("/sign-in", ADDRESS))
    return await _shown(request, visitor, done=query(request).get("done", ""))


@router.post(ADDRESS)
async def add(request: Request) -> Response:
    """Make one, and show it."""
    fields = await form(request)
    visitor = await visit(request)
    if visitor is None:
        return see_other(with_next("/sign-in", ADDRESS))
    person, name = visitor.person.id, fields.get("name", "")
    await take(request, "20/hour", "new-app-password", person)
    database: Database = request.app.state.database
    try:
        secret = await database.writing(
            lambda c: app_passwords.add(c, person, name, clock.now())
        )  # fmt: skip
    except (BadRequest, Conflict) as problem:
        return await _shown(request, visitor, problem=problem)
    return await _shown(request, visitor, secret=secret)


@router.post("/app-passwords/revoke")
async def revoke(request: Request) -> Response:
    """Let one in no more."""
    fields = await form(request)
    visitor = await visit(request)
    if visitor is None:
        return see_other(with_next("/sign-in", ADDRESS))
    person, id_ = visitor.person.id, fields.get("id", "")
    database: Database = request.app.state.database
    await database.writing(lambda c: app_passwords.revoke(c, person, id_))
    door: Door = request.app.state.door
    door.forget_all()
    return see_other(f"{ADDRESS}?done=revoked")


async def _shown(
    request: Request,
    visitor: Visit,
    *,
    done: str = "",
    secret: str = "",
    problem: Problem | None = None,
) -> Response:
    database: Database = request.app.state.database
    person = visitor.person
    found = await database.reading(lambda c: app_passwords.all_of(c, person.id))
    return page(
        request,
        "app_passwords",
        problem=problem,
        person=person,
        passwords=found,
        secret=secret,
        done=done,
        address=request.app.state.settings.issuer,
    )
