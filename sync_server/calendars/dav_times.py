"""Stretches of time as CalDAV says them (RFC 4791, section 9.9)."""

from __future__ import annotations

from datetime import datetime, tzinfo

from garage.calendar.instances import Stretch
from garage.calendar.zones import find_zone, instant_of, midnight
from garage.errors import ValueRefused
from garage.ics.values import read_moment
from garage.ics.zone_reader import ZoneBook
from sync_server.calendars.dav_names import c
from sync_server.calendars.dav_parsed import EARLIEST, LATEST
from sync_server.calendars.dav_refused import Refused
from sync_server.calendars.dav_xml import Element


def stretch_of(element: Element, *, whole: bool = False) -> Stretch:
    """Of `start` and `end`, both in UTC; `whole`: both have to be there. Raises Refused."""
    start, end = element.attributes.get("start", ""), element.attributes.get("end", "")
    if not (start or end) or (whole and not (start and end)):
        raise Refused(c("valid-filter"), "a time range has a start or an end")
    stretch = Stretch(_instant(start, EARLIEST), _instant(end, LATEST))
    if stretch.since >= stretch.before:
        raise Refused(c("valid-filter"), "a time range ends after its start")
    return stretch


def _instant(text: str, otherwise: datetime) -> datetime:
    if not text:
        return otherwise
    try:
        moment = read_moment(text)
    except ValueRefused:
        moment = otherwise.date()
    if not isinstance(moment, datetime) or moment.tzinfo is None:
        raise Refused(c("valid-filter"), "a time range is written as 20260303T100000Z")
    return min(max(moment, EARLIEST), LATEST)


def moment_in(text: str, zone: tzinfo) -> datetime | None:
    """The instant of a date or time of a property, or None."""
    try:
        moment = read_moment(text)
    except ValueRefused:
        return None
    if not isinstance(moment, datetime):
        return midnight(moment, zone)
    return moment if moment.tzinfo is not None else instant_of(moment, zone)


def zone_in(text: str) -> str:
    """The name of the first zone of a VCALENDAR with VTIMEZONEs, or ""."""
    for line in text.splitlines():
        if line.upper().startswith("TZID:"):
            name = ZoneBook.of(text.encode()).zone(line[5:].strip()).name
            return name if find_zone(name) else ""
    return ""
