"""What the calendar page reads: entries, calendars, and on which days of the small month any is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo
from typing import TYPE_CHECKING

from client.operations.agenda import CalendarShown, Entry, agenda, calendars
from client.store import Query
from client.ui.calendar.calendar_state import CalendarState
from client.ui.calendar.grid_layout import days_of
from garage.calendar.zones import day_after
from garage.records import Vehicle
from garage.records.agenda import Event

if TYPE_CHECKING:
    from client.store import Reader

Span = tuple[date, date]
"""The first day, and the one after the last."""


@dataclass(frozen=True)
class CalendarRead:
    """Of one state: what the view shows, and what stands beside it."""

    entries: tuple[Entry, ...]
    span: Span
    calendars: tuple[CalendarShown, ...]
    vehicles: Mapping[str, str]
    categories: tuple[str, ...]
    dots: frozenset[date]
    empty: bool
    """Whether there is nothing at all that could ever show."""


def read_calendar(
    reader: Reader, state: CalendarState, span: Span, month: Span, zone: tzinfo, today: date
) -> CalendarRead:
    """Read the entries of `span`, and the days of `month` on which there are any."""
    found = calendars(reader)
    vehicles = reader.all(Vehicle, Query(sort="name", fields=("name",)))
    names = {vehicle.id: vehicle.name for vehicle in vehicles}
    categories = _categories(reader)
    shown = {calendar.id for calendar in found if calendar.shown}

    def seen(entry: Entry) -> bool:
        if entry.calendar not in shown or not state.lets_through(
            entry, names.get(entry.vehicle, "")
        ):
            return False
        return not state.category or state.category in categories.get(entry.id, ())

    def between(first: date, last: date) -> tuple[Entry, ...]:
        return tuple(filter(seen, agenda(reader, first, last, zone, today=today)))

    first, last = min(span[0], month[0]), max(span[1], month[1])
    if (last - first).days <= 62:
        # One reading for both: they nearly always lie in one another.
        around = between(first, last)
        entries = tuple(entry for entry in around if _meets(entry, span))
        monthly = around
    else:
        entries, monthly = between(*span), between(*month)
    kinds = sorted({each for of in categories.values() for each in of}, key=str.casefold)
    empty = not (categories or names or entries or any(each.of == "events" for each in found))
    return CalendarRead(entries, span, found, names, tuple(kinds), _dotted(monthly, month), empty)


def _categories(reader: Reader) -> dict[str, tuple[str, ...]]:
    """The categories of each event that has any."""
    events = reader.all(Event, Query(fields=("categories",)))
    return {event.id: event.categories for event in events}


def _meets(entry: Entry, span: Span) -> bool:
    first, last = days_of(entry)
    return first < span[1] and last >= span[0]


def _dotted(entries: tuple[Entry, ...], month: Span) -> frozenset[date]:
    days: set[date] = set()
    for entry in entries:
        first, last = days_of(entry)
        first, last = max(first, month[0]), min(last, day_after(month[1], -1))
        # A journey of a week is no week full of dots: it has one where it begins.
        if first <= last:
            days.add(first)
            if last - first <= timedelta(days=1):
                days.add(last)
    return frozenset(days)
