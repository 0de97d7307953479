"""Reports about people (RFC 3744, section 9): whoever asks finds nobody but themselves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from itertools import islice

from sqlalchemy import Connection
from starlette.responses import Response

from sync_server.accounts.service import Person
from sync_server.calendars import dav_properties, dav_xml
from sync_server.calendars.dav_names import DAV, DISPLAY_NAME, EMAILS, c, d
from sync_server.calendars.dav_places import Place, Sort
from sync_server.calendars.dav_propfind import MOST_NAMES, Wanted, person_of, response, wanted_of
from sync_server.calendars.dav_refused import XML
from sync_server.calendars.dav_requests import Asked, multistatus
from sync_server.calendars.dav_xml import Element, tag

_SEARCH, _SET = d("principal-property-search"), d("principal-search-property-set")
_MATCH = d("principal-match")
_EXPAND, _PROPERTY = d("expand-property"), d("property")
REPORTS = frozenset((_SEARCH, _SET, _MATCH, _EXPAND))
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
    if element.name == _EXPAND:
        return multistatus([await asked.reading(lambda c: _expanded(c, asked.place, element))])
    wanted = _wanted(element)

    def work(connection: Connection) -> list[str]:
        person = person_of(connection, asked.person)
        if element.name == _SEARCH and not _fits(element, person):
            return []
        place = asked.place.principal
        return [response(place, dav_properties.of_principal(place, person), wanted)]

    return multistatus(await asked.reading(work))


def _expanded(connection: Connection, place: Place, element: Element) -> str:
    """Properties, and where they name addresses what is asked of these (RFC 3253, section 3.8)."""
    person = person_of(connection, place.person)
    return _expansion(place, person, _named(element))


def _expansion(place: Place, person: Person, wanted: Mapping[str, Element]) -> str:
    properties = _OF[place.sort](place, person)
    for name, each in wanted.items():
        inner, target = _named(each), _TARGETS.get(name)
        if inner and target is not None and name in properties:
            at = Place(target, place.person)
            properties[name] = partial(_expansion, at, person, inner)
    return response(place, properties, Wanted(tuple(wanted)))


def _named(element: Element) -> dict[str, Element]:
    """Name → what is asked of a property."""
    found = {}
    for each in islice(element.all(_PROPERTY), MOST_NAMES):
        namespace = each.attributes.get("namespace", DAV)
        found[f"{{{namespace}}}{each.attributes.get('name', '')}"] = each
    return found


_OF = {
    Sort.ROOT: dav_properties.of_root,
    Sort.PRINCIPAL: dav_properties.of_principal,
    Sort.HOME: dav_properties.of_home,
}
_TARGETS = {
    d("current-user-principal"): Sort.PRINCIPAL,
    d("principal-URL"): Sort.PRINCIPAL,
    d("owner"): Sort.PRINCIPAL,
    c("calendar-home-set"): Sort.HOME,
}


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
