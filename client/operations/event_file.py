"""Events as the text of an .ics file: one with its whole series, a calendar, a range of days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, tzinfo

from sqlalchemy import and_, select

from client.operations.agenda import agenda
from client.operations.event_line import zone_name
from client.store import Query, Reader
from client.store.codec import codec
from client.store.occurrences import kept_in
from client.store.series_rows import Days
from garage.calendar.zones import day_after
from garage.content_lines import ContentLine, escaped
from garage.ics.calendar_writer import Feed, calendar_text, feed_text
from garage.ics.event_writer import FullEvent
from garage.records import kind_named
from garage.records.agenda import Alarm, Attendee, Calendar, Event

_OPEN = 2 * 365
"""Days that are looked at where no end is named."""
_MOST = 500
"""Ids in one question to the database."""


def event_file(reader: Reader, id_: str) -> str:
    """An event, and of a series all its overrides; raises NotFound."""
    event = reader.get(Event, id_)
    return calendar_text(_whole(reader, [event, *_of_series(reader, event)]))


def calendar_file(reader: Reader, calendar: str, zone: str) -> str:
    """All events of a calendar; `zone` is where times that float are taken to be."""
    record = reader.get(Calendar, calendar)
    events = reader.all(Event, Query(owner=calendar))
    feed = Feed(record.name, zone=zone, colour=record.colour)
    return feed_text(feed, _whole(reader, events))


def range_file(
    reader: Reader, first: date, last: date, zone: tzinfo, name: str, today: date
) -> str:
    """The events that touch the days from `first` to before `last`; a series comes whole."""
    found = agenda(reader, first, last, zone, today=today)
    ids = dict.fromkeys(entry.id for entry in found if entry.kind == "event")
    events: dict[str, Event] = {}
    for id_ in ids:
        event = reader.get(Event, id_)
        for each in (event, *_of_series(reader, event)):
            events[each.id] = each
    return feed_text(Feed(name, zone=zone_name(zone)), _whole(reader, list(events.values())))


def chosen_file(
    reader: Reader,
    zone: tzinfo,
    *,
    calendar: str = "",
    vehicle: str = "",
    first: date | None = None,
    last: date | None = None,
) -> tuple[str, int]:
    """A file of events, and how many: of a calendar, about a vehicle, that touch days; or all.

    Both days are included; with one of them, two years from there on, or up to it. A series comes
    whole. One calendar keeps its name and colour.
    """
    columns = codec(kind_named("event")).table.c
    chosen = [columns.id.is_not(None)]
    if calendar:
        chosen.append(columns.calendar == calendar)
    if vehicle:
        chosen.append(columns.vehicle == vehicle)
    events = reader.all(Event, Query(where=and_(*chosen)))
    if first is not None or last is not None:
        begin = first or day_after(last or date.max, -_OPEN)
        touching = _touching(reader, Days(begin, day_after(last or day_after(begin, _OPEN)), zone))
        events = [each for each in events if _series_key(each) in touching]
    head: list[ContentLine] = []
    if calendar:
        record = reader.get(Calendar, calendar)
        head = [ContentLine(name, escaped(record.name)) for name in ("NAME", "X-WR-CALNAME")]
        head += [ContentLine("COLOR", record.colour)] if record.colour else []
    return calendar_text(_whole(reader, events), head), len(events)


def _touching(reader: Reader, days: Days) -> set[tuple[str, str]]:
    """What series come on these days."""
    numbers = {row.event for row in kept_in(reader.connection, days)}
    columns = codec(kind_named("event")).table.c
    query = select(columns.n, columns.id, columns.calendar, columns.uid)
    return {
        (row.calendar or "", row.uid or row.id)
        for row in reader.connection.execute(query)
        if row.n in numbers
    }


def _series_key(event: Event) -> tuple[str, str]:
    return event.calendar, event.uid or event.id


def _of_series(reader: Reader, event: Event) -> list[Event]:
    """The other events of its identifier in its calendar: the series, or its overrides."""
    if not event.uid:
        return []
    same = codec(kind_named("event")).table.c.uid == event.uid
    found = reader.all(Event, Query(owner=event.calendar, where=same))
    return [each for each in found if each.id != event.id]


def _whole(reader: Reader, events: Sequence[Event]) -> list[FullEvent]:
    """With who attends them and their alarms."""
    attendees: dict[str, list[Attendee]] = {}
    alarms: dict[str, list[Alarm]] = {}
    ids = [event.id for event in events]
    for start in range(0, len(ids), _MOST):
        part = ids[start : start + _MOST]
        owner = codec(kind_named("attendee")).table.c.event
        for attendee in reader.all(Attendee, Query(where=owner.in_(part))):
            attendees.setdefault(attendee.event, []).append(attendee)
        owner = codec(kind_named("alarm")).table.c.event
        for alarm in reader.all(Alarm, Query(where=owner.in_(part))):
            alarms.setdefault(alarm.event, []).append(alarm)
    return [
        FullEvent(event, attendees.get(event.id, ()), alarms.get(event.id, ())) for event in events
    ]
