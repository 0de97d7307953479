"""The calendar: reading files, the occurrences of a month, feeds, packing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from time import perf_counter
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events
from dateutil.rrule import rrulestr

from client.operations.agenda import agenda
from client.operations.calendar_import import import_calendar
from client.store import Store
from client.store.occurrences import kept_in
from client.store.series_rows import Days
from garage.calendar.occurrences import Scheduled, days_stretch, occurrences
from garage.calendar.packing import Span, columns
from garage.calendar.rule_text import parse_rule
from garage.calendar.times import EventTimes
from garage.ics.calendar_writer import Feed, calendar_text, feed_text
from garage.ics.event_writer import FullEvent
from garage.ics.importing import read_calendar
from garage.moments import Moment
from garage.records.agenda import Event
from tests.bench.measure import Figure, best

ZONE = ZoneInfo("Europe/Berlin")
RULES = ("FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,WE", "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=YEARLY",
         "FREQ=WEEKLY;INTERVAL=2;COUNT=300")  # fmt: skip
EVENTS, FED, READ, PACKED = 10_000, 5_000, 1_000, 500
CHANGED = Moment.parse("2026-01-01T10:00+00:00")


def event(number: int) -> Event:
    """One of ten years; every tenth is a series."""
    start = datetime(2016, 1, 1, 8) + timedelta(days=number * 37 % 3_900, minutes=number % 600)
    rules = (parse_rule(RULES[number // 10 % 5]),) if number % 10 == 0 else ()
    end = start + timedelta(hours=1)
    return Event(
        id=f"e{number}", uid=f"e{number}@example.com", title=f"Service {number}, with wash",
        notes="Bring the papers. " * 5, place="Hauptstraße 1, Berlin", status="confirmed",
        categories=("Car", "Work"), created=CHANGED, modified=CHANGED, sequence=1,
        times=EventTimes(start=start, end=end, zone="Europe/Berlin", rules=rules),
    )  # fmt: skip


def run(folder: Path, store: Store, vehicle_id: str) -> Iterator[Figure]:
    """The figures of this room."""
    del store, vehicle_id
    events = [event(number) for number in range(EVENTS)]
    data = calendar_text([FullEvent(each) for each in events[:READ]]).encode()
    yield Figure(
        f"calendar, read {READ} events",
        best(lambda: read_calendar(data), 3),
        best(lambda: icalendar.Calendar.from_ical(data).walk("VEVENT"), 3),
        "icalendar's parsing alone",
        most_ratio=0.5,
    )
    yield _month(events)
    yield _month_beside_theirs(events[:READ], icalendar.Calendar.from_ical(data))
    yield from _feed(events)
    yield from _kept(folder / "agenda", events)
    spans = [Span(at * 7 % 1_400, at * 7 % 1_400 + 30 + at % 90) for at in range(PACKED)]
    yield Figure(
        f"calendar, pack {PACKED} events",
        best(lambda: columns(spans, 20)),
        best(lambda: sorted(spans)),
        "sorting them",
        most_seconds=0.01,
    )


def _month(events: list[Event]) -> Figure:
    scheduled = [Scheduled(each.id, each.times, each.uid) for each in events if each.times]
    stretch = days_stretch(date(2026, 3, 1), date(2026, 3, 31), ZONE)
    series = [(rule, each.times.start) for each in scheduled for rule in each.times.rules]
    parsed = [rrulestr(rule.text, dtstart=start) for rule, start in series]

    def floor() -> None:
        for rule in parsed:
            rule.between(datetime(2026, 3, 1), datetime(2026, 4, 1))

    return Figure(
        f"calendar, a month of {EVENTS} events",
        best(lambda: occurrences(scheduled, stretch, ZONE), 3),
        best(floor, 3),
        "dateutil on the series alone",
        most_ratio=0.6,
    )


def _month_beside_theirs(events: list[Event], parsed: icalendar.Component) -> Figure:
    """Both begin with what a parser has read, and know nothing of the month yet."""
    stretch = days_stretch(date(2026, 3, 1), date(2026, 3, 31), ZONE)
    month = [datetime(2026, number, 1, tzinfo=ZONE) for number in (3, 4)]

    def ours() -> int:
        scheduled = [Scheduled(each.id, each.times, each.uid) for each in events if each.times]
        return len(occurrences(scheduled, stretch, ZONE).occurrences)

    def theirs() -> int:
        return len(recurring_ical_events.of(parsed).between(*month))

    assert ours() == theirs()
    return Figure(
        f"calendar, a month of {READ} events, beside another's",
        best(ours, 3),
        best(theirs, 3),
        "recurring-ical-events",
        most_ratio=0.2,
    )


def _kept(folder: Path, events: list[Event]) -> Iterator[Figure]:
    """A calendar of 10,000 comes in; then a week of it is asked for."""
    data = calendar_text([FullEvent(each) for each in events]).encode()
    with Store(folder) as store:
        yield Figure(
            f"calendar, import {EVENTS} events",
            best(lambda: import_calendar(store, data), 1),
            best(lambda: icalendar.Calendar.from_ical(data).walk("VEVENT"), 1),
            "icalendar's parsing alone",
            most_ratio=0.5,
        )
        again = best(lambda: import_calendar(store, data), 1)
        began = perf_counter()
        store.catch_up()
        worked_out = perf_counter() - began
        monday = date.today() - timedelta(days=date.today().weekday())
        week = monday, monday + timedelta(days=7)
        found = store.read(lambda r: len(agenda(r, *week, ZONE, today=monday)))
        yield Figure(
            f"calendar, a week among {EVENTS} events",
            best(lambda: store.read(lambda r: agenda(r, *week, ZONE, today=monday))),
            best(lambda: store.read(lambda r: kept_in(r.connection, Days(*week, ZONE)))),
            "its rows alone",
            most_seconds=0.02,
            beside=f" ({found} occurrences; all worked out in {worked_out:.1f} s after the import; "
            f"the same file again {again:.1f} s)",
        )


def _feed(events: list[Event]) -> Iterator[Figure]:
    full = [FullEvent(each) for each in events[:FED]]
    text = feed_text(Feed("Cars"), full).encode()
    yield Figure(
        f"calendar, feed of {FED} events",
        best(lambda: feed_text(Feed("Cars"), full), 3),
        best(lambda: hashlib.sha256(text)),
        "hashing its body",
        most_seconds=0.2,
    )
