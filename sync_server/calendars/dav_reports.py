"""REPORT: what changed (RFC 6578), resources by their addresses, and which report goes where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection
from starlette.responses import Response

from sync_server.calendars import (
    dav_objects,
    dav_principals,
    dav_properties,
    dav_query,
    dav_tokens,
)
from sync_server.calendars.dav_busy import free_busy
from sync_server.calendars.dav_calendars import Shown, calendar_named, calendars_of
from sync_server.calendars.dav_data import Data, data_of
from sync_server.calendars.dav_names import CALENDAR_DATA, SYNC_TOKEN, c, d
from sync_server.calendars.dav_object import Object
from sync_server.calendars.dav_places import Place, Sort, place_of
from sync_server.calendars.dav_propfind import Wanted, response, wanted_of
from sync_server.calendars.dav_refused import Refused
from sync_server.calendars.dav_requests import Asked, multistatus
from sync_server.calendars.dav_xml import Element, said, status_of, tag
from sync_server.kit.problem import NotFound

_TOO_MANY = d("number-of-matches-within-limits")
MOST_TOLD = 5_000
"""Resources in one answer; the rest comes with the next token, or is to be asked for."""


async def report(asked: Asked) -> Response:
    """The report that the body names; raises Refused (`supported-report`)."""
    element = asked.demand_xml()
    if element.name in dav_principals.REPORTS and asked.place.sort in dav_principals.SORTS:
        return await dav_principals.report(asked, element)
    if asked.place.sort in (Sort.CALENDAR, Sort.EVENT, Sort.HOME):
        if element.name == c("calendar-multiget"):
            return await _multiget(asked, element)
        if asked.place.sort is Sort.CALENDAR:
            if element.name == d("sync-collection"):
                return await _sync(asked, element)
            if element.name == c("calendar-query"):
                return await _query(asked, element)
            if element.name == c("free-busy-query"):
                return await free_busy(asked, element)
    raise Refused(d("supported-report"), "this is not reported here")


def told(place: Place, calendar: Shown, event: Object, wanted: Wanted, data: Data) -> str:
    """The response of an event, with its text as far as that was asked for."""
    properties = dict(dav_properties.of_event(place, calendar, event))
    if CALENDAR_DATA in wanted.names:
        properties[CALENDAR_DATA] = lambda: said(data.of(event.body))
    return response(place, properties, wanted)


async def _sync(asked: Asked, element: Element) -> Response:
    wanted, data = wanted_of(element), data_of(element)
    if element.said(d("sync-level")) not in ("", "1"):
        raise Refused(d("sync-traversal-supported"), "only what is directly in a calendar")
    most = _limit(element)
    needs_text = _needs_text(wanted)

    def work(connection: Connection) -> list[str]:
        calendar = calendar_named(connection, asked.person, asked.place.calendar, asked.language)
        state = dav_tokens.state_of(connection, calendar, element.said(SYNC_TOKEN))
        found, upto = dav_objects.changed_after(
            connection, calendar, state, most, bodies=needs_text
        )
        parts = list(_changes(asked.place, calendar, found, wanted, data))
        token = dav_tokens.token_of(connection, calendar)
        if upto is not None:
            token = dav_tokens.token(connection, upto)
            parts.append(
                status_of(
                    asked.place.href,
                    "507 Insufficient Storage",
                    _TOO_MANY,
                )
            )
        return [*parts, tag(SYNC_TOKEN, said(token))]

    return multistatus(await asked.reading(work))


def _limit(element: Element) -> int:
    limit = element.child(d("limit"))
    wanted = limit.said(d("nresults")) if limit is not None else ""
    if wanted.isdecimal() and len(wanted) < 9 and int(wanted):
        return min(int(wanted), MOST_TOLD)
    return MOST_TOLD


def _changes(
    place: Place, calendar: Shown, found: Iterable[Object], wanted: Wanted, data: Data
) -> Iterator[str]:
    for each in found:
        at = place.of(each.name)
        if each.gone:
            yield status_of(at.href, "404 Not Found")
        else:
            yield told(at, calendar, each, wanted, data)


async def _multiget(asked: Asked, element: Element) -> Response:
    wanted, data = wanted_of(element), data_of(element)
    hrefs = [each.text.strip() for each in element.all(d("href"))]
    if len(hrefs) > MOST_TOLD:
        raise Refused(_TOO_MANY, f"at most {MOST_TOLD} at once")

    def work(connection: Connection) -> list[str]:
        places = _each_once(hrefs, asked.person)
        calendars = calendars_of(connection, asked.person, asked.language)
        found: dict[Place, Object] = {}
        names: dict[str, list[str]] = {}
        for place in places.values():
            if place is not None and _is_within(place, asked.place):
                names.setdefault(place.calendar, []).append(place.name)
        for name, wanted_names in names.items():
            if name in calendars:
                there = dav_objects.named(
                    connection, calendars[name], wanted_names, bodies=_needs_text(wanted)
                )
                home = asked.place.home.within(name)
                found |= {home.of(each): event for each, event in there.items()}
        return [
            told(place, calendars[place.calendar], found[place], wanted, data)
            if place is not None and place in found
            else status_of(href, "404 Not Found")
            for href, place in places.items()
        ]

    return multistatus(await asked.reading(work))


def _each_once(hrefs: Iterable[str], person: str) -> dict[str, Place | None]:
    """What the addresses name; an event that several of them name is told once."""
    found: dict[str, Place | None] = {}
    seen: set[Place] = set()
    for href in hrefs:
        place = _event_at(href, person)
        if place is None or place not in seen:
            found[href] = place
        if place is not None:
            seen.add(place)
    return found


def _event_at(href: str, person: str) -> Place | None:
    try:
        place = place_of(href, person)
    except NotFound:
        return None
    return place if place.sort is Sort.EVENT else None


def _is_within(place: Place, around: Place) -> bool:
    return around.sort is Sort.HOME or place.calendar == around.calendar


async def _query(asked: Asked, element: Element) -> Response:
    wanted, data = wanted_of(element), data_of(element)
    query = dav_query.query_of(element)

    def work(connection: Connection) -> list[str]:
        calendar = calendar_named(connection, asked.person, asked.place.calendar, asked.language)
        needs_text = query.needs_text or _needs_text(wanted)
        candidates = dav_objects.listed(
            connection, calendar, bodies=needs_text, window=query.window
        )
        zone = query.zone(calendar.zone)
        return [
            told(asked.place.of(each.name), calendar, each, wanted, data)
            for each in candidates
            if query.holds(each, zone)
        ]

    return multistatus(await asked.reading(work))


def _needs_text(wanted: Wanted) -> bool:
    return bool({CALENDAR_DATA, d("getcontentlength")} & set(wanted.names)) or wanted.everything
