"""PROPFIND (RFC 4918, section 9.1): properties of a resource, and of what is in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial

from sqlalchemy import Connection
from starlette.responses import Response

from sync_server.accounts import service as accounts
from sync_server.accounts.service import Person
from sync_server.calendars import dav_kept, dav_objects, dav_properties, dav_tokens
from sync_server.calendars.dav_calendars import Shown, calendars_of, title_of
from sync_server.calendars.dav_names import d
from sync_server.calendars.dav_places import Place, Sort
from sync_server.calendars.dav_properties import Properties
from sync_server.calendars.dav_refused import Refused
from sync_server.calendars.dav_requests import Asked, multistatus
from sync_server.calendars.dav_xml import Element, found_and_missing, tag
from sync_server.kit.problem import BadRequest, NotFound, Unauthorized

MOST_NAMES = 200


@dataclass(frozen=True)
class Wanted:
    """Which properties: these, or all that one may want, or their names alone."""

    names: Sequence[str] = ()
    everything: bool = False
    names_only: bool = False


def wanted_of(element: Element | None) -> Wanted:
    """What a body asks for; none asks for everything."""
    if element is None or element.child(d("allprop")) is not None:
        return Wanted(everything=True)
    if element.child(d("propname")) is not None:
        return Wanted(names_only=True)
    asked = element.child(d("prop"))
    if asked is None or len(asked.children) > MOST_NAMES:
        raise BadRequest("no properties are asked for, or too many")
    return Wanted(tuple(dict.fromkeys(each.name for each in asked.children)))


def response(place: Place, properties: Properties, wanted: Wanted) -> str:
    """The response of one resource."""
    if wanted.names_only:
        return found_and_missing(place.href, [tag(name) for name in properties], ())
    names = tuple(properties) if wanted.everything else wanted.names
    found = [tag(name, properties[name]()) for name in names if name in properties]
    missing = [name for name in names if name not in properties]
    return found_and_missing(place.href, found, missing)


async def propfind(asked: Asked) -> Response:
    """Of the resource, and (Depth: 1) of what is directly in it."""
    depth = asked.header("depth") or "infinity"
    if depth not in ("0", "1"):
        raise Refused(d("propfind-finite-depth"), "ask with Depth: 0 or 1")
    element = asked.xml()
    if element is not None and element.name != d("propfind"):
        raise BadRequest("this is no propfind")
    wanted, deep = wanted_of(element), depth == "1"
    return multistatus(
        await asked.reading(
            lambda c: list(_responses(c, asked.place, wanted, deep, asked.language))
        )
    )


def _responses(
    connection: Connection, place: Place, wanted: Wanted, deep: bool, language: str
) -> Iterator[str]:
    if place.sort in (Sort.CALENDAR, Sort.EVENT):
        yield from _in_calendar(connection, place, wanted, deep, language)
        return
    person = person_of(connection, place.person)
    if place.sort is Sort.ROOT:
        yield response(place, dav_properties.of_root(place, person), wanted)
        if deep:
            yield response(
                place.principal, dav_properties.of_principal(place.principal, person), wanted
            )
            yield response(place.home, dav_properties.of_home(place.home, person), wanted)
    elif place.sort is Sort.PRINCIPAL:
        yield response(place, dav_properties.of_principal(place, person), wanted)
    else:
        yield response(place, dav_properties.of_home(place, person), wanted)
        if deep:
            yield from _calendars(connection, place, wanted, language)


def person_of(connection: Connection, person: str) -> Person:
    """Who asks; the account may have been deleted a moment ago."""
    found = accounts.by_id(connection, person)
    if found is None:
        raise Unauthorized("the account was deleted")
    return found


def _calendars(
    connection: Connection, place: Place, wanted: Wanted, language: str
) -> Iterator[str]:
    for calendar in calendars_of(connection, place.person, language).values():
        at = place.within(calendar.name)
        yield response(at, properties_of(connection, at, calendar), wanted)


def properties_of(connection: Connection, place: Place, calendar: Shown) -> Properties:
    """A calendar's, with what programs keep there."""
    token = cache(partial(dav_tokens.token_of, connection, calendar))
    title = partial(title_of, connection, place.person, calendar)
    ours = dav_properties.of_calendar(place, calendar, token, title)
    return {**ours, **dav_kept.kept_of(connection, place.person, calendar)}


def _in_calendar(
    connection: Connection, place: Place, wanted: Wanted, deep: bool, language: str
) -> Iterator[str]:
    calendar = calendars_of(connection, place.person, language).get(place.calendar)
    if calendar is None:
        raise NotFound
    with_text = d("getcontentlength") in wanted.names
    if place.sort is Sort.EVENT:
        found = dav_objects.named(connection, calendar, [place.name]).get(place.name)
        if found is None:
            raise NotFound
        yield response(place, dav_properties.of_event(place, calendar, found), wanted)
        return
    yield response(place, properties_of(connection, place, calendar), wanted)
    if deep:
        for each in dav_objects.listed(connection, calendar, bodies=with_text):
            at = place.of(each.name)
            yield response(at, dav_properties.of_event(at, calendar, each), wanted)
