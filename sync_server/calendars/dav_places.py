"""Addresses under /dav, and what stands at each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from urllib.parse import quote, unquote_to_bytes, urlsplit

from sync_server.kit.problem import NotFound

LONGEST_SEGMENT = 3_000
_SAFE = "@:+,;=$!*'()~"


class Sort(Enum):
    """What stands at an address."""

    ROOT = "root"
    PRINCIPAL = "principal"
    HOME = "home"
    CALENDAR = "calendar"
    EVENT = "event"


@dataclass(frozen=True)
class Place:
    """An address: whose it is, which calendar by its name there, which event by its name in it."""

    sort: Sort
    person: str = ""
    calendar: str = ""
    name: str = ""

    @property
    def href(self) -> str:
        """As answers write it."""
        match self.sort:
            case Sort.ROOT:
                return "/dav/"
            case Sort.PRINCIPAL:
                return f"/dav/people/{self.person}/"
            case Sort.HOME:
                return f"/dav/calendars/{self.person}/"
        calendar = f"/dav/calendars/{self.person}/{quote(self.calendar, safe=_SAFE)}/"
        return calendar if self.sort is Sort.CALENDAR else calendar + quote(self.name, safe=_SAFE)

    @property
    def principal(self) -> Place:
        """Whose it is."""
        return Place(Sort.PRINCIPAL, self.person)

    @property
    def home(self) -> Place:
        """All calendars of that person."""
        return Place(Sort.HOME, self.person)

    def within(self, calendar: str) -> Place:
        """One of the calendars."""
        return Place(Sort.CALENDAR, self.person, calendar)

    def of(self, name: str) -> Place:
        """One event of the calendar."""
        return replace(self, sort=Sort.EVENT, name=name)


def place_of(path: str, person: str) -> Place:
    """What a path names for the person who asks; raises NotFound, for what is another's too.

    `path` is as it was sent, in %-escapes; a whole address of any host counts by its path.
    """
    if "://" in path[:12]:
        path = urlsplit(path).path
    segments = [_decoded(each) for each in path.partition("?")[0].split("/") if each]
    match segments:
        case ["dav"]:
            return Place(Sort.ROOT, person)
        case ["dav", "people", whose] if whose == person:
            return Place(Sort.PRINCIPAL, person)
        case ["dav", "calendars", whose, *rest] if whose == person and len(rest) <= 2:
            if not rest:
                return Place(Sort.HOME, person)
            calendar = Place(Sort.CALENDAR, person, rest[0])
            return calendar if len(rest) == 1 else calendar.of(rest[1])
    raise NotFound


def _decoded(segment: str) -> str:
    try:
        text = unquote_to_bytes(segment).decode()
    except UnicodeDecodeError:
        raise NotFound from None
    if len(text) > LONGEST_SEGMENT or "/" in text or not text.isprintable() or text in (".", ".."):
        raise NotFound
    return text
