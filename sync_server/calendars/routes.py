"""Feeds over HTTP: whoever has the address reads; signed in, one makes, lists and revokes them."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import StringConstraints
from starlette.background import BackgroundTask
from starlette.responses import Response

from garage.words import N_
from sync_server.calendars import service, sharing
from sync_server.calendars.busy import LONGEST, MOST_PEOPLE, busy_people, spaces_asked
from sync_server.calendars.publishing import Publisher
from sync_server.calendars.wire import BusyPeople, FeedMade, Feeds, NewFeed
from sync_server.kit.bodies import likes, packed, sent
from sync_server.kit.clock import now
from sync_server.kit.database import Database, Reading, Writing
from sync_server.kit.documented import answers, takes
from sync_server.kit.principal import Syncing
from sync_server.kit.problem import MEDIA_TYPE, BadRequest, Conflict, Forbidden, NotFound, TooMany
from sync_server.kit.rates import take

router = APIRouter(tags=["feeds"])

MEDIA = "text/calendar"
_PACKED = '-gzip"'
"""How the ETag of a packed body ends."""
_READS = "600/minute"
"""Of one address: those who read for many people have few addresses."""
_MISSES = "60/minute"
_ASKS = "120/minute"
"""Of one person, while they type who is to come."""
_LAST = 253_402_300_799_000
Address = Annotated[str, StringConstraints(max_length=254)]
_CALENDAR: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The calendar (RFC 5545, RFC 7986).",
        "content": {MEDIA: {"schema": {"type": "string"}}},
        "headers": {
            "ETag": {"schema": {"type": "string"}},
            "Last-Modified": {"schema": {"type": "string"}},
        },
    },
    304: {"description": "It is as it was."},
    404: {
        "description": "There is no such feed, or none any more.",
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    },
}  # fmt: skip


@router.get("/feeds/{token}.ics", responses=_CALENDAR, response_class=Response)
@router.head("/feeds/{token}.ics", responses=_CALENDAR, response_class=Response)
async def read(request: Request, token: str) -> Response:
    """A feed's calendar; a token that was revoked and one that never was are answered alike."""
    take(request, _READS, "feed")
    publisher: Publisher = request.app.state.publisher
    known = frozenset(_tags(request.headers.get("if-none-match", "")))
    since = _moment(request.headers.get("if-modified-since", ""))
    whole = request.method == "GET"
    found = await publisher.read(token[:200], known, since, whole=whole)
    if found is None:
        take(request, _MISSES, "feed-miss")
        raise NotFound(
            N_("there is no such feed"), N_("ask who gave you the address for a new one")
        )
    # A strong ETag is of the bytes that are sent: the packed ones have one of their own.
    gzip = likes(request.headers.get("accept-encoding", ""), "gzip")
    headers = {
        "ETag": f"{found.etag[:-1]}{_PACKED}" if gzip else found.etag,
        "Vary": "Accept-Encoding",
        "Last-Modified": format_datetime(
            datetime.fromtimestamp(found.modified // 1000, UTC), usegmt=True
        ),
        "Cache-Control": "private, no-cache",
        "X-Robots-Tag": "noindex",
    }
    marked = BackgroundTask(publisher.mark_used, found.share) if whole else None
    if found.body is None:
        return Response(None, 304, headers, background=marked)
    headers["Content-Disposition"] = 'inline; filename="paddock.ics"'
    body = found.body
    if gzip:
        body = await publisher.packed(found)
        headers["Content-Encoding"] = "gzip"
    return Response(body, 200, headers, f"{MEDIA}; charset=utf-8", marked)


def _tags(text: str) -> list[str]:
    """The ETags of If-None-Match, strong or weak, packed or not: they tell of the same calendar."""
    tags = (tag.strip().removeprefix("W/") for tag in text[:2_000].split(",") if tag.strip())
    return [f'{tag.removesuffix(_PACKED)}"' if tag.endswith(_PACKED) else tag for tag in tags]


def _moment(text: str) -> int | None:
    try:
        moment = parsedate_to_datetime(text) if text else None
        return None if moment is None else int(moment.timestamp() * 1000)
    except (ValueError, OverflowError):
        return None


@router.get(
    "/calendars/busy", tags=["calendars"], responses=answers(BusyPeople, BadRequest, TooMany)
)
async def busy(
    request: Request,
    caller: Syncing,
    person: Annotated[list[Address], Query(min_length=1, max_length=MOST_PEOPLE)],
    since: Annotated[int, Query(ge=0, le=_LAST)],
    before: Annotated[int, Query(ge=0, le=_LAST)],
) -> Response:
    """When people are busy who share a space with the caller: times alone, of 62 days at most.

    `person` is an e-mail address and may be said 50 times; `since` and `before` are milliseconds
    since 1970.
    """
    take(request, _ASKS, "busy", caller.person)
    if not 0 < before - since <= LONGEST:
        raise BadRequest("that is no time to ask for", "ask for up to 62 days")
    database: Database = request.app.state.database
    asked = list(dict.fromkeys(person))
    await service.fresh(
        database, await database.reading(lambda c: spaces_asked(c, caller.person, asked))
    )
    found = await database.reading(lambda c: busy_people(c, caller.person, asked, since, before))
    return packed(BusyPeople(found), "")


@router.get("/feeds", responses=answers(Feeds, BadRequest, NotFound))
def feeds(
    caller: Syncing,
    connection: Reading,
    space: Annotated[str, Query(max_length=60)] = "",
) -> Response:
    """The caller's feeds, or those of a space: all, where they may revoke them."""
    return packed(Feeds(sharing.feeds_of(connection, caller.person, space, now())), "")


@router.post(
    "/feeds",
    responses=answers(FeedMade, BadRequest, Forbidden, NotFound, Conflict),
    openapi_extra=takes(NewFeed),
)
async def make(
    request: Request, asked: Annotated[NewFeed, sent(NewFeed)], caller: Syncing
) -> Response:
    """Make a feed: the answer tells its address, once."""
    database: Database = request.app.state.database
    if asked.of == "calendar":
        held = await database.reading(lambda c: service.readable_spaces(c, caller.person))
        await service.fresh(database, [asked.space] if asked.space in held else [])
    made, token = await database.writing(
        lambda connection: sharing.make(connection, caller.person, asked, now())
    )
    url = f"{request.app.state.settings.issuer}/feeds/{token}.ics"
    return packed(FeedMade(made, url, f"webcal:{url.partition(':')[2]}"), "")


@router.delete("/feeds/{feed}", status_code=204, responses=answers(None, NotFound, status=204))
def revoke(feed: str, caller: Syncing, connection: Writing) -> Response:
    """Revoke a feed: its address gives nothing any more."""
    sharing.revoke(connection, caller.person, feed, now())
    return Response(status_code=204)
