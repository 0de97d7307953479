"""MKCALENDAR and PROPPATCH: calendars made, renamed and coloured by other programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection
from starlette.responses import Response

from garage.errors import ValueRefused
from garage.ids import is_id, new_id
from garage.permissions import Verb, may
from garage.records.agenda import Calendar
from garage.records.registry import kind_of
from sync_server.accounts import service as accounts
from sync_server.calendars import dav_kept
from sync_server.calendars.dav_calendars import Shown, calendar_named, calendars_of
from sync_server.calendars.dav_colours import colour_of, hex_of
from sync_server.calendars.dav_names import (
    COLOUR,
    CTAG,
    DISPLAY_NAME,
    ETAG,
    SYNC_TOKEN,
    TIME_ZONE,
    TIME_ZONE_ID,
    c,
    d,
)
from sync_server.calendars.dav_places import Place, Sort
from sync_server.calendars.dav_refused import NotHere, Refused, forbidden, invalid_data
from sync_server.calendars.dav_requests import Asked, multistatus
from sync_server.calendars.dav_tables import CALENDAR_NAME
from sync_server.calendars.dav_times import zone_in
from sync_server.calendars.dav_xml import Element, said, tag
from sync_server.calendars.service import bring_all_up
from sync_server.kit import clock
from sync_server.kit.problem import BadRequest, Unauthorized
from sync_server.kit.rows import put
from sync_server.records.service import Edit, records_of, write
from sync_server.spaces import service as spaces

_CALENDAR = kind_of(Calendar)
_LONGEST_NAME = 255
_OURS = frozenset(
    (
        CTAG, ETAG, SYNC_TOKEN, d("resourcetype"), d("current-user-principal"), d("owner"),
        d("current-user-privilege-set"), d("supported-report-set"), d("getcontenttype"),
        d("getcontentlength"), d("getlastmodified"), d("creationdate"), d("lockdiscovery"),
        d("principal-collection-set"), c("supported-calendar-component-set"),
        c("supported-calendar-data"), c("supported-collation-set"), c("max-resource-size"),
        c("min-date-time"), c("max-date-time"),
    )
)  # fmt: skip
"""What the server says alone."""
_COMPONENTS = c("supported-calendar-component-set")


@dataclass(frozen=True)
class Change:
    """A property that is set, or (no `element`) taken away."""

    name: str
    element: Element | None

    @property
    def text(self) -> str:
        """Its text."""
        return self.element.text.strip() if self.element is not None else ""


def changes_in(element: Element) -> list[Change]:
    """The changes of a propertyupdate or mkcalendar, in their order."""
    found: list[Change] = []
    for part in element.children:
        for prop in part.all(d("prop")):
            for each in prop.children:
                if part.name == d("set"):
                    found.append(Change(each.name, each))
                elif part.name == d("remove"):
                    found.append(Change(each.name, None))
    if len(found) > dav_kept.MOST:
        raise BadRequest("too many properties at once")
    return found


def fields_of(change: Change) -> Mapping[str, Any] | None:
    """What a property is in the calendar's record; None for what is none of it."""
    if change.name == DISPLAY_NAME:
        if not change.text:
            raise BadRequest("a calendar has a name")
        return {"name": change.text}
    if change.name == COLOUR:
        return {"colour": colour_of(change.text)}
    if change.name in (TIME_ZONE, TIME_ZONE_ID):
        name = zone_in(change.text) if change.name == TIME_ZONE else change.text
        return {"zone": name} if name or change.element is None else None
    return None


async def make(asked: Asked) -> Response:
    """MKCALENDAR, and MKCOL of a calendar (RFC 5689): a calendar in the person's own garage."""
    place = asked.place
    if place.sort is not Sort.CALENDAR:
        raise Refused(c("calendar-collection-location-ok"), "calendars are made in one's home")
    if len(place.calendar) > _LONGEST_NAME:
        raise Refused(d("name-allowed"), "the name is too long")
    element = asked.xml()
    if element is not None and element.name not in (c("mkcalendar"), d("mkcol")):
        raise BadRequest("this makes no calendar")
    changes = changes_in(element) if element is not None else []
    if asked.request.method == "MKCOL" and not _is_calendar(changes):
        raise Refused(d("valid-resourcetype"), "only calendars are made here")
    _demand_events(changes)
    await asked.writing(lambda connection: _make(connection, asked.person, place, changes))
    return Response(status_code=201, headers={"Cache-Control": "no-cache"})


def _is_calendar(changes: Iterable[Change]) -> bool:
    return any(
        change.name == d("resourcetype")
        and change.element is not None
        and change.element.child(c("calendar")) is not None
        for change in changes
    )


def _demand_events(changes: Iterable[Change]) -> None:
    for change in changes:
        if change.name == _COMPONENTS and change.element is not None:
            names = {each.attributes.get("name", "").upper() for each in change.element.children}
            if "VEVENT" not in names:
                raise Refused(c("supported-calendar-component"), "calendars have events here")


def _make(connection: Connection, person: str, place: Place, changes: list[Change]) -> None:
    home = _home_of(connection, person)
    bring_all_up(connection, [home])
    if place.calendar in calendars_of(connection, person):
        raise NotHere("there is a calendar of this name already")
    now = clock.now()
    fields: dict[str, Any] = {"name": place.calendar[:200], "of": "events"}
    for change in changes:
        fields |= fields_of(change) or {}
    id_ = _id_for(connection, home, place.calendar, now)
    edit = Edit(home, id_, _CALENDAR.name, _json(fields))
    verdict = write(connection, person, [edit], now)
    if verdict[0].verdict == "gone":
        # One of this id was there before, and was erased.
        id_ = new_id(now)
        edit = Edit(home, id_, _CALENDAR.name, _json(fields))
        verdict = write(connection, person, [edit], now)
    if verdict[0].verdict != "merged":
        raise invalid_data(verdict[0].reason)
    if id_ != place.calendar:
        # A calendar that was deleted may have had the name before.
        row = {
            "person": person, "name": place.calendar, "space": home, "calendar": id_,
        }  # fmt: skip
        put(connection, CALENDAR_NAME, row)
    bring_all_up(connection, [home])
    calendar = calendar_named(connection, person, place.calendar)
    for change in changes:
        if change.element is not None and change.name not in _OURS and fields_of(change) is None:
            dav_kept.keep(connection, person, calendar, change.element)


def _id_for(connection: Connection, home: str, name: str, now: int) -> str:
    """The name, where it is an id that no record has had: a deleted one stays as it was."""
    taken = not is_id(name) or records_of(connection, home, [name])
    return new_id(now) if taken else name


def _home_of(connection: Connection, person: str) -> str:
    """The person's own garage, which is made if no device of theirs came first."""
    known = accounts.by_id(connection, person)
    if known is None:
        raise Unauthorized("the account was deleted")
    if known.home:
        return known.home
    now = clock.now()
    wanted = new_id(now)
    home = accounts.set_home(connection, person, wanted)
    if home == wanted:
        spaces.make_home(connection, person, home, known.name, now)
    return home


def _json(fields: Mapping[str, Any]) -> Mapping[str, Any]:
    try:
        return _CALENDAR.fields_json(_CALENDAR.check(fields))
    except ValueRefused as refused:
        raise BadRequest(refused.message, refused.hint) from refused


async def proppatch(asked: Asked) -> Response:
    """All of the changes, or none (RFC 4918, section 9.2)."""
    place = asked.place
    element = asked.demand_xml()
    if place.sort is not Sort.CALENDAR or element.name != d("propertyupdate"):
        raise forbidden("write-properties", place.href)
    changes = changes_in(element)

    def work(connection: Connection) -> set[str]:
        return _patch(connection, asked.person, place, changes)

    bad = await asked.writing(work)
    return multistatus([_answer(place, changes, bad)])


def _patch(connection: Connection, person: str, place: Place, changes: list[Change]) -> set[str]:
    """The names of those that are refused: then nothing is changed."""
    bring_all_up(connection, [calendar_named(connection, person, place.calendar).space])
    calendar = calendar_named(connection, person, place.calendar)
    bad = {change.name for change in changes if change.name in _OURS}
    fields: dict[str, Any] = {}
    for change in changes:
        try:
            fields |= _checked(change, calendar)
        except (BadRequest, Refused):
            bad.add(change.name)
    if bad:
        return bad
    edit = Edit(calendar.space, calendar.id, _CALENDAR.name, fields)
    if fields and write(connection, person, [edit], clock.now())[0].verdict != "merged":
        raise forbidden("write-properties", place.href)
    for change in changes:
        if fields_of(change) is not None:
            continue
        if change.element is None:
            dav_kept.forget(connection, person, calendar, change.name)
        elif not dav_kept.keep(connection, person, calendar, change.element):
            raise Refused(d("cannot-modify-protected-property"), "that is too much to keep")
    return set()


def _checked(change: Change, calendar: Shown) -> Mapping[str, Any]:
    fields = fields_of(change)
    if fields is None:
        return {}
    if fields.get("colour", "") and hex_of(fields["colour"]) == hex_of(calendar.colour):
        return {}
    if not calendar.may_rename or not may(calendar.role, Verb.EDIT, _CALENDAR.name):
        raise forbidden("write-properties", calendar.name)
    return _json(fields)


def _answer(place: Place, changes: Iterable[Change], bad: set[str]) -> str:
    names = list(dict.fromkeys(change.name for change in changes))
    parts = [f"<d:response><d:href>{said(place.href)}</d:href>"]
    refused = "403 Forbidden</d:status><d:error><d:cannot-modify-protected-property/></d:error>"
    others = "424 Failed Dependency</d:status>" if bad else "200 OK</d:status>"
    for name in names:
        status = refused if name in bad else others
        prop = tag(d("prop"), tag(name))
        parts.append(f"<d:propstat>{prop}<d:status>HTTP/1.1 {status}</d:propstat>")
    return "".join([*parts, "</d:response>"])
