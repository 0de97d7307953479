"""CalDAV over HTTP: who asks, what the address names, and the method that is done there."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine, Mapping
from typing import Any

from fastapi import APIRouter, Request
from fastapi.routing import APIRoute
from sqlalchemy import Connection
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from sync_server.accounts.service import let_in
from sync_server.calendars import dav_objects
from sync_server.calendars.dav_calendars import calendar_named
from sync_server.calendars.dav_making import make, proppatch
from sync_server.calendars.dav_object import Object
from sync_server.calendars.dav_places import Sort, place_of
from sync_server.calendars.dav_properties import EVENT_TYPE
from sync_server.calendars.dav_propfind import propfind
from sync_server.calendars.dav_refused import NotHere, Refused
from sync_server.calendars.dav_reports import report
from sync_server.calendars.dav_requests import Asked
from sync_server.calendars.dav_writing import put, remove
from sync_server.kit.bodies import read_body
from sync_server.kit.problem import NotFound

MOST_BODY = 2 * 2**20
CLASSES = "1, 3, calendar-access, extended-mkcol"

Method = Callable[[Asked], Awaitable[Response]]


class DavRoute(APIRoute):
    """A route whose refusals name the precondition that does not hold."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler, with its refusals as XML."""
        handle = super().get_route_handler()

        async def handled(request: Request) -> Response:
            try:
                response = await handle(request)
            except Refused as refused:
                response = refused.answer
            response.headers.setdefault("DAV", CLASSES)
            # What is due is told in the program's language.
            response.headers.setdefault("Vary", "Accept-Language")
            return response

        return handled


router = APIRouter(route_class=DavRoute, include_in_schema=False)


async def get(asked: Asked) -> Response:
    """An event's text; of all else a word for people."""
    place = asked.place
    if place.sort is not Sort.EVENT:
        return PlainTextResponse("Calendars for programs that speak CalDAV.\n")

    def work(connection: Connection) -> Object | None:
        calendar = calendar_named(connection, asked.person, place.calendar, asked.language)
        return dav_objects.named(connection, calendar, [place.name]).get(place.name)

    found = await asked.reading(work)
    if found is None:
        raise NotFound
    headers = {"ETag": found.etag, "Cache-Control": "private, no-cache"}
    none = asked.header("if-none-match")
    if none and (none == "*" or found.etag in none):
        return Response(status_code=304, headers=headers)
    return Response(found.body.encode(), 200, headers, EVENT_TYPE)


async def options(asked: Asked) -> Response:
    """What can be done here."""
    return Response(status_code=200, headers={"Allow": ", ".join(METHODS), "DAV": CLASSES})


METHODS: Mapping[str, Method] = {
    "OPTIONS": options, "GET": get, "HEAD": get, "PROPFIND": propfind, "REPORT": report,
    "PUT": put, "DELETE": remove, "PROPPATCH": proppatch, "MKCALENDAR": make, "MKCOL": make,
}  # fmt: skip


@router.api_route("/dav", methods=list(METHODS))
@router.api_route("/dav/{rest:path}", methods=list(METHODS))
async def dav(request: Request) -> Response:
    """Any method, anywhere."""
    who = await let_in(request)
    path = request.scope.get("raw_path") or request.scope["path"].encode()
    place = place_of(path.decode("ascii", "replace"), who.person)
    body = await read_body(request, MOST_BODY)
    method = METHODS.get(request.method)
    if method is None:
        raise NotHere("this is not done here")
    return await method(Asked(request, who, place, body))


@router.api_route("/", methods=["PROPFIND"])
@router.api_route("/.well-known/caldav", methods=list(METHODS))
async def well_known(request: Request) -> Response:
    """Where CalDAV is (RFC 6764, section 5); some programs ask the bare address alone."""
    return RedirectResponse("/dav/", 301)
