"""What a TZID of a foreign calendar means: IANA's name, Windows', or a zone of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import cast

from garage.calendar.observances import MOST_OBSERVANCES, Observance, custom_zone
from garage.calendar.rule_text import parse_rule
from garage.calendar.zones import find_zone
from garage.content_lines import unescaped
from garage.errors import ValueRefused
from garage.ics.components import Component, components
from garage.ics.values import read_moment, read_offset
from garage.words import told

_BLOCK = re.compile(
    rb"^BEGIN:VTIMEZONE[ \t]*\r?\n.*?^END:VTIMEZONE[ \t]*\r?$", re.DOTALL | re.MULTILINE
)
_OFFSET = re.compile(r"(?:\(?(?:UTC|GMT)\s*)?([+-])(\d{1,2}):?(\d{2})?\)?(.*)", re.IGNORECASE)
_SAID = re.compile(rb"^X-WR-TIMEZONE[^:\r\n]*:([^\r\n]{1,100})", re.MULTILINE)
_NAMED = re.compile(rb";TZID=", re.IGNORECASE)
_HEAD = 65_536
"""Where a calendar's own lines are, in octets."""
_CUSTOM = ("customized time zone", "tzone://microsoft/custom")
_UTC_NAMES = frozenset(("utc", "z", "gmt", "etc/utc", "etc/gmt", "tzone://microsoft/utc", "zulu"))


@dataclass(frozen=True, slots=True)
class FoundZone:
    """A zone for EventTimes; `doubt` says in words what was guessed."""

    name: str
    observances: tuple[Observance, ...] = ()
    doubt: str = ""


class ZoneBook:
    """The zones that a stream describes, and what its TZIDs mean.

    A name that we know counts first, then what the stream says of the zone; where neither says
    anything, `fallback`, the calendar's zone, is taken with a doubt. `unnamed` is where times are
    that name no zone.
    """

    def __init__(
        self, own: dict[str, Component] | None = None, fallback: str = "UTC", unnamed: str = ""
    ) -> None:
        self._own = own or {}
        self._fallback = fallback
        self.unnamed = FoundZone(unnamed)
        self._found: dict[str, FoundZone] = {}

    @classmethod
    def of(cls, data: bytes, fallback: str = "UTC") -> ZoneBook:
        """Of the VTIMEZONEs of a stream, wherever in it they stand; it may name a fallback.

        Times without a zone float (RFC 5545, section 3.3.5). But a program that names a zone for
        its calendar and none at any time knows no other way to say where its times are: the many
        feeds of clubs and schools that are so are understood by Google as they are meant, and
        would come an hour late to whoever travels. One that names zones means what floats to.
        """
        own: dict[str, Component] = {}
        for found in _BLOCK.finditer(data):
            for each in components(found[0]):
                if each.name == "VTIMEZONE":
                    own.setdefault(unescaped(each.value("TZID")).strip(), each)
        said = _SAID.search(data, 0, _HEAD)
        named = iana_name(said[1].decode("utf-8", "replace").strip()) if said else ""
        return cls(own, named or fallback, "" if _NAMED.search(data) else named)

    def zone(self, tzid: str) -> FoundZone:
        """What a TZID means; never refused."""
        tzid = tzid.strip().strip('"')
        found = self._found.get(tzid)
        if found is None:
            found = self._found[tzid] = self._look_up(tzid)
        return found

    def _look_up(self, tzid: str) -> FoundZone:
        custom = tzid.lower().startswith(_CUSTOM)
        name = "" if custom else iana_name(tzid)
        if name:
            return FoundZone(name)
        own = self._own.get(tzid)
        if own is not None:
            located = iana_name(unescaped(own.value("X-LIC-LOCATION")))
            if located and not custom:
                return FoundZone(located)
            try:
                return FoundZone(tzid[:200], observances_of(own))
            except ValueRefused:
                pass
        name, exact = _fixed(tzid)
        if exact:
            return FoundZone(name)
        name = name or self._fallback
        doubt = told(
            "the time zone {tzid!r} is unknown: taken for {zone}", tzid=tzid[:60], zone=name
        )
        return FoundZone(name, doubt=doubt)


@cache
def iana_name(tzid: str) -> str:
    """IANA's name of a TZID, or "": of paths that end with one, of Windows' names."""
    if not tzid or len(tzid) > 200:
        return ""
    if tzid.lower() in _UTC_NAMES:
        return "UTC"
    if find_zone(tzid) is not None:
        return tzid
    parts = [part for part in tzid.strip("/").split("/") if part]
    for count in (3, 2):
        name = "/".join(parts[-count:])
        if tzid != name and find_zone(name) is not None:
            return name
    windows = _windows().get(tzid, "")
    if windows and find_zone(windows) is not None:
        return windows
    return ""


def _fixed(tzid: str) -> tuple[str, bool]:
    """The zone of an offset, as "UTC+01:00", and whether nothing else is said."""
    found = _OFFSET.fullmatch(tzid)
    if not found or int(found[2]) > 12 or int(found[3] or 0):
        return "", False
    # The signs of Etc/GMT are the other way round.
    hours = int(found[2])
    name = f"Etc/GMT{'-' if found[1] == '+' else '+'}{hours}" if hours else "UTC"
    return name, not found[4]


@cache
def _windows() -> dict[str, str]:
    """CLDR's map of Windows' names, as Babel carries it."""
    from babel.core import get_global

    return cast(dict[str, str], get_global("windows_zone_mapping"))


def observances_of(zone: Component) -> tuple[Observance, ...]:
    """What a VTIMEZONE says; raises ValueRefused where that is no zone."""
    found = tuple(
        _observance(part)
        for part in zone.parts[:MOST_OBSERVANCES]
        if part.name in ("STANDARD", "DAYLIGHT")
    )
    # A zone that cannot be worked out is refused here rather than when it is shown.
    custom_zone(unescaped(zone.value("TZID"))[:200], found).utcoffset(None)
    return found


def _observance(part: Component) -> Observance:
    rule = part.value("RRULE")
    added = tuple(
        _wall(each) for line in part.lines if line.name == "RDATE" for each in line.value.split(",")
    )
    return Observance(
        _wall(part.value("DTSTART")),
        read_offset(part.value("TZOFFSETFROM")),
        read_offset(part.value("TZOFFSETTO")),
        parse_rule(rule) if rule else None,
        added,
        unescaped(part.value("TZNAME"))[:40],
        part.name == "DAYLIGHT",
    )


def _wall(text: str) -> datetime:
    moment = read_moment(text.partition("/")[0])
    if not isinstance(moment, datetime):
        return datetime(moment.year, moment.month, moment.day)
    return moment.replace(tzinfo=None)
