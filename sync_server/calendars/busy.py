"""When people are busy, told to those who share a space with them: times alone, and not of all.

A calendar counts that its maker has marked so, for its maker; and what one attends in a calendar
of a space that both are in. Of everybody else nothing is told, not even whether they are here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from time import monotonic
from typing import TypeVar

from sqlalchemy import Connection

from garage.calendar.instances import Stretch
from garage.calendar.zones import zone_named
from garage.ics.event_reader import ReadEvent
from garage.itip.addresses import key_of_address
from garage.records.agenda import Calendar
from sync_server.accounts import service as accounts
from sync_server.calendars.dav_parsed import parsed
from sync_server.calendars.items import read
from sync_server.calendars.service import CalendarSeen, calendars_of, items, readable_spaces
from sync_server.calendars.wire import BusyPerson
from sync_server.kit import clock
from sync_server.kit.problem import BadRequest
from sync_server.records.service import records_of
from sync_server.spaces import service as spaces

MOST_PEOPLE = 50
LONGEST = 62 * clock.DAY
MOST_SECONDS = 10.0
_ABSENT = ("declined", "delegated")
Period = tuple[int, int]
Instant = TypeVar("Instant", int, datetime)


@dataclass(frozen=True, slots=True)
class _Asked:
    """Somebody who shares a space with who asks: by which addresses events name them."""

    person: str
    addresses: frozenset[str]
    common: frozenset[str]


def spaces_asked(connection: Connection, asker: str, addresses: Iterable[str]) -> list[str]:
    """The spaces whose projections have to be up to date for an answer."""
    found = filter(None, (_neighbour(connection, asker, each) for each in addresses))
    return sorted({space for each in found for space in readable_spaces(connection, each.person)})


def busy_people(
    connection: Connection, asker: str, addresses: Collection[str], since: int, before: int
) -> list[BusyPerson]:
    """One answer for each address, in the order asked; raises BadRequest for too much at once."""
    end = monotonic() + MOST_SECONDS
    stretch = Stretch(_moment(since), _moment(before))
    return [
        _busy(connection, _neighbour(connection, asker, each), each, stretch, end)
        for each in addresses
    ]


def _neighbour(connection: Connection, asker: str, address: str) -> _Asked | None:
    key = key_of_address(address)
    person = accounts.person_by_email(connection, key)
    if person is None:
        return None
    common = frozenset(spaces.roles_of(connection, asker)) & frozenset(
        spaces.roles_of(connection, person)
    )
    their = accounts.by_id(connection, person)
    if not common or their is None:
        return None
    return _Asked(person, frozenset((key, key_of_address(their.email))), common)


def _busy(
    connection: Connection, asked: _Asked | None, address: str, stretch: Stretch, end: float
) -> BusyPerson:
    if asked is None:
        return BusyPerson(address, False)
    periods: list[Period] = []
    seen = [each for each in calendars_of(connection, asked.person) if each.of == "events"]
    marked = _marked(connection, asked.person, seen)
    for calendar in seen:
        whole = (calendar.space, calendar.id) in marked
        if whole or calendar.space in asked.common:
            periods += _periods(connection, calendar, asked, stretch, end, whole=whole)
    return BusyPerson(address, bool(marked), joined(periods))


def _marked(
    connection: Connection, person: str, seen: Iterable[CalendarSeen]
) -> frozenset[tuple[str, str]]:
    """The calendars that a person made, and lets others know by when they are busy."""
    by_space: dict[str, list[str]] = {}
    for each in seen:
        by_space.setdefault(each.space, []).append(each.id)
    found = set()
    for space, ids in by_space.items():
        for record in records_of(connection, space, ids).values():
            calendar: Calendar = read(Calendar, record)
            if record.author == person and calendar.shows_busy and not record.deleted:
                found.add((space, record.id))
    return frozenset(found)


def _periods(
    connection: Connection,
    calendar: CalendarSeen,
    asked: _Asked,
    stretch: Stretch,
    end: float,
    *,
    whole: bool,
) -> Iterator[Period]:
    since, before = _ms(stretch.since), _ms(stretch.before)
    zone = zone_named(calendar.zone) if calendar.zone else UTC
    for item in items(connection, calendar.space, calendar.id, since=since, before=before):
        if monotonic() > end:
            raise BadRequest("this takes too long", "ask for less time, or for fewer people")
        found = parsed(item.text, calendar.zone or "UTC")
        for each in found.occurrences(stretch, zone).occurrences:
            event = found.events[each.event][1]
            if not each.all_day and each.start < each.end and _blocks(event, asked, whole=whole):
                yield max(_ms(each.start), since), min(_ms(each.end), before)


def _blocks(event: ReadEvent, asked: _Asked, *, whole: bool) -> bool:
    """Whether an event keeps them busy; a whole day is mostly a note, and was left out before."""
    if event.values.get("free") or event.values.get("status") == "cancelled":
        return False
    states = [
        str(each.get("state") or "")
        for each in event.attendees
        if key_of_address(str(each.get("address") or "")) in asked.addresses
    ]
    if any(state in _ABSENT for state in states):
        return False
    return whole or bool(states)


def joined(periods: Iterable[tuple[Instant, Instant]]) -> list[tuple[Instant, Instant]]:
    """Periods in order; those that touch are one, so that nobody counts appointments."""
    found: list[tuple[Instant, Instant]] = []
    for start, end in sorted(periods):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return found


def _moment(ms: int) -> datetime:
    return datetime.fromtimestamp(ms / 1000, UTC)


def _ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
