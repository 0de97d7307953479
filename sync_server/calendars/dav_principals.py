"""Reports about people (RFC 3744, section 9): whoever asks finds nobody but themselves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import islice

from sqlalchemy import Connection
from starlette.responses import Response

from sync_server.accounts.service import Person
from sync_server.calendars import dav_properties, dav_xml
from sync_server.calendars.dav_names import DISPLAY_NAME, EMAILS, c, d
from sync_server.calendars.dav_places import Sort
from sync_server.calendars.dav_propfind import MOST_NAMES, Wanted, person_of, response, wanted_of
from sync_server.calendars.dav_refused import XML
from sync_server.calendars.dav_requests import Asked, multistatus
from sync_server.calendars.dav_xml import Element, tag

_SEARCH, _SET = d("principal-property-search"), d("principal-search-property-set")
_MATCH = d("principal-match")
REPORTS = frozenset((_SEARCH, _SET, _MATCH))
_OWN = frozenset((d("prop"), d("property-search"), d("apply-to-principal-collection-set"),
                  d("self"), d("principal-property")))  # fmt: skip
SORTS = frozenset((Sort.ROOT, Sort.PRINCIPAL, Sort.HOME))
"""Where they are asked for."""

_SEARCHED: Mapping[str, tuple[str, Callable[[Person], str]]] = {
    DISPLAY_NAME: ("Name", lambda person: person.name or person.email),
    c("calendar-user-address-set"): ("E-mail address", lambda person: f"mailto:{person.email}"),
    EMAILS: ("E-mail address", lambda person: person.email),
}  # fmt: skip


async def report(asked: Asked, element: Element) -> Response:
    """Who is found, or what may be searched by."""
    if element.name == _SET:
        told = (_searched(name, words) for name, (words, _) in _SEARCHED.items())
        return Response(dav_xml.document(_SET, told), 200, media_type=XML)
    wanted = _wanted(element)

    def work(connection: Connection) -> list[str]:
        person = person_of(connection, asked.person)
        if element.name == _SEARCH and not _fits(element, person):
            return []
        place = asked.place.principal
        return [response(place, dav_properties.of_principal(place, person), wanted)]

    return multistatus(await asked.reading(work))


def _wanted(element: Element) -> Wanted:
    """Which properties; the `caldav` client writes them beside the element that is to hold them."""
    wanted = wanted_of(element)
    if wanted != Wanted():
        return wanted
    beside = (each.name for each in element.children if each.name not in _OWN)
    return Wanted(tuple(islice(dict.fromkeys(beside), MOST_NAMES)))


def _searched(name: str, words: str) -> str:
    described = f'<d:description xml:lang="en">{words}</d:description>'
    return tag(d("principal-search-property"), tag(d("prop"), tag(name)) + described)


def _fits(element: Element, person: Person) -> bool:
    """Whether all that is searched holds (or, `test="anyof"`, some of it); nothing finds all."""
    searches = list(element.all(d("property-search")))
    held = [_holds(each, person) for each in searches]
    return any(held) if held and element.attributes.get("test") == "anyof" else all(held)


def _holds(search: Element, person: Person) -> bool:
    wanted = search.said(d("match")).casefold()
    asked = search.child(d("prop"))
    names = [] if asked is None else [each.name for each in asked.children]
    return bool(names) and all(
        name in _SEARCHED and wanted in _SEARCHED[name][1](person).casefold() for name in names
    )
