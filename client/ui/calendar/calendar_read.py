"""What the calendar page reads: entries, calendars, and on which days of the small month any is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta, tzinfo
from itertools import chain
from typing import TYPE_CHECKING

import msgspec

from client.operations.agenda import (
    CalendarShown,
    Entry,
    agenda,
    calendars,
    overdue_before,
)
from client.store import Query
from client.ui.calendar.calendar_state import LIST, CalendarState
from client.ui.calendar.calendar_view import Surroundings
from client.ui.calendar.grid_layout import days_of
from client.ui.text import _, said
from client.ui.vehicles.overtaken_reading import marked_entries
from garage.calendar.zones import day_after
from garage.records import Vehicle

if TYPE_CHECKING:
    from client.store import Changes, Reader

_CONCERNED = (
    "calendar", "event", "attendee", "alarm", "subscription", "vehicle", "reminder", "plan_item",
    "inspection", "insurance_policy", "service", "repair", "upgrade", "work_line",
    "odometer_reading", "fill_up", "trip",
)  # fmt: skip

Span = tuple[date, date]
"""The first day, and the one after the last."""


@dataclass(frozen=True)
class Dots:
    """The days of a small month on which something begins that a state lets through."""

    days: frozenset[date]
    month: Span
    state: CalendarState


@dataclass(frozen=True)
class CalendarRead:
    """Of one state: what the view shows, and what stands beside it."""

    entries: tuple[Entry, ...]
    span: Span
    calendars: tuple[CalendarShown, ...]
    vehicles: Mapping[str, str]
    categories: tuple[str, ...]
    empty: bool
    """Whether there is nothing at all that could ever show."""
    dots: Dots | None = None
    """Those of the small month; None where some of its days are not of the span."""
    overtaken: frozenset[str] = frozenset()
    """The ids of entries of which a value was overtaken."""

    @property
    def surroundings(self) -> Surroundings:
        """What a view needs besides the entries."""
        known = {calendar.id: calendar for calendar in self.calendars}
        return Surroundings(known, self.vehicles, self.overtaken)


def read_calendar(
    reader: Reader, state: CalendarState, span: Span, month: Span, zone: tzinfo, today: date
) -> CalendarRead:
    """Read the entries of `span` that the state lets through, and the dots of the small month.

    The list begins with what is overdue from before, where today is among its days.
    """
    found = tuple(map(_named, calendars(reader)))
    vehicles = reader.all(Vehicle, Query(sort="name", fields=("name",)))
    names = {vehicle.id: vehicle.name for vehicle in vehicles}
    everything = agenda(reader, *span, zone, today=today)
    if state.view == LIST and span[0] <= today < span[1]:
        everything = (*overdue_before(reader, span[0], today), *everything)
    entries = tuple(map(_titled, _let_through(everything, state, names)))
    # Thousands of occurrences say the same few.
    categories = set(chain.from_iterable({entry.categories for entry in everything}))
    named = sorted({*categories, state.category} - {""}, key=str.casefold)
    empty = not (entries or names or any(each.of == "events" for each in found))
    dots = Dots(_dotted(entries, month), month, state) if covers(span, month) else None
    overtaken = marked_entries(reader, entries)
    return CalendarRead(entries, span, found, names, tuple(named), empty, dots, overtaken)


def concerns(changes: Changes) -> bool:
    """Whether what is read may come out otherwise after these changes."""
    return changes.concerns(*_CONCERNED)


def covers(span: Span, month: Span) -> bool:
    """Whether all days of the one are of the other."""
    return span[0] <= month[0] and month[1] <= span[1]


def read_dots(reader: Reader, state: CalendarState, month: Span, zone: tzinfo, today: date) -> Dots:
    """The dots of a month that the view does not show wholly."""
    names: dict[str, str] = {}
    if state.text:
        vehicles = reader.all(Vehicle, Query(fields=("name",)))
        names = {vehicle.id: vehicle.name for vehicle in vehicles}
    everything = agenda(reader, *month, zone, today=today)
    return Dots(_dotted(_let_through(everything, state, names), month), month, state)


def _let_through(
    entries: Iterable[Entry], state: CalendarState, names: Mapping[str, str]
) -> Iterator[Entry]:
    if not state.filters:
        return iter(entries)
    return (each for each in entries if state.lets_through(each, names.get(each.vehicle, "")))


def _named(calendar: CalendarShown) -> CalendarShown:
    """In the person's language: what the garage's records fill has no name of its own."""
    if calendar.of == "events":
        return replace(calendar, why_not=_(calendar.why_not))
    return replace(calendar, name=_(calendar.name), why_not=_(calendar.why_not))


def _titled(entry: Entry) -> Entry:
    """In the person's language: what is due is told by the rules."""
    if entry.kind == "event" or (title := said(entry.title)) == entry.title:
        return entry
    return msgspec.structs.replace(entry, title=title)


def _dotted(entries: Iterable[Entry], month: Span) -> frozenset[date]:
    days: set[date] = set()
    since, before = (day.toordinal() for day in month)
    for entry in entries:
        # First without a call: of half a year but a month is asked for.
        if entry.start.toordinal() >= before or entry.end.toordinal() < since:
            continue
        first, last = days_of(entry)
        first, last = max(first, month[0]), min(last, day_after(month[1], -1))
        # A journey of a week is no week full of dots: it has one where it begins.
        if first <= last:
            days.add(first)
            if last - first <= timedelta(days=1):
                days.add(last)
    return frozenset(days)
