"""The page where an account is deleted: it says what goes and what stays, and asks once more."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from garage.words import N_
from sync_server.accounts.browsers import Visit
from sync_server.accounts.deleting import delete_account
from sync_server.accounts.passwords import Passwords
from sync_server.kit.database import Database
from sync_server.kit.problem import BadRequest, Problem
from sync_server.spaces import service as spaces
from sync_server.web import cookies
from sync_server.web.pages import PageRoute, form, page, see_other, with_next
from sync_server.web.routes import count_try
from sync_server.web.service import visit

router = APIRouter(route_class=PageRoute, include_in_schema=False)
ADDRESS = "/delete-account"


@router.get(ADDRESS)
async def deleting_page(request: Request) -> Response:
    """What would go, and a form that asks for the password."""
    visitor = await visit(request)
    if visitor is None:
        return see_other(with_next("/sign-in", ADDRESS))
    return await _shown(request, visitor)


@router.post(ADDRESS)
async def delete(request: Request) -> Response:
    """Delete it, for one who types the password; everything is signed out."""
    fields = await form(request)
    visitor = await visit(request)
    if visitor is None:
        return see_other(with_next("/sign-in", ADDRESS))
    person = visitor.person
    await count_try(request, person.email)
    keep: Passwords = request.app.state.passwords
    if not await keep.fits(fields.get("password", ""), person.password):
        return await _shown(request, visitor, BadRequest(N_("this is not your password now")))
    database: Database = request.app.state.database
    await database.writing(lambda c: delete_account(request.app.state, c, person.id))
    request.app.state.door.forget_all()
    response = see_other("/sign-in?done=deleted")
    cookies.drop(request, response, cookies.SIGNED_IN)
    cookies.drop(request, response, cookies.FORM)
    return response


async def _shown(request: Request, visitor: Visit, problem: Problem | None = None) -> Response:
    database: Database = request.app.state.database
    person = visitor.person
    found = await database.reading(lambda c: spaces.fates(c, person.id))
    return page(request, "delete_account", problem=problem, person=person, fates=found)
