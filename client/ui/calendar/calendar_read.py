"""What the calendar page reads: entries, calendars, and on which days of the small month any is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta, tzinfo
from typing import TYPE_CHECKING

from client.operations.agenda import CalendarShown, Entry, agenda, calendars
from client.store import Query
from client.ui.calendar.calendar_state import CalendarState
from client.ui.calendar.grid_layout import days_of
from client.ui.text import _, said
from garage.calendar.zones import day_after
from garage.records import Vehicle

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
    empty: bool
    """Whether there is nothing at all that could ever show."""


def read_calendar(
    reader: Reader, state: CalendarState, span: Span, zone: tzinfo, today: date
) -> CalendarRead:
    """Read the entries of `span` that the state lets through."""
    found = tuple(map(_named, calendars(reader)))
    vehicles = reader.all(Vehicle, Query(sort="name", fields=("name",)))
    names = {vehicle.id: vehicle.name for vehicle in vehicles}
    everything = agenda(reader, *span, zone, today=today)
    entries = tuple(map(_titled, _let_through(everything, state, names)))
    categories = {category for entry in everything for category in entry.categories}
    named = sorted({*categories, state.category} - {""}, key=str.casefold)
    empty = not (entries or names or any(each.of == "events" for each in found))
    return CalendarRead(entries, span, found, names, tuple(named), empty)


def read_dots(
    reader: Reader, state: CalendarState, month: Span, zone: tzinfo, today: date
) -> frozenset[date]:
    """The days on which something begins that the state lets through."""
    names: dict[str, str] = {}
    if state.text:
        vehicles = reader.all(Vehicle, Query(fields=("name",)))
        names = {vehicle.id: vehicle.name for vehicle in vehicles}
    everything = agenda(reader, *month, zone, today=today)
    return _dotted(_let_through(everything, state, names), month)


def _let_through(
    entries: Iterable[Entry], state: CalendarState, names: Mapping[str, str]
) -> Iterator[Entry]:
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
    return replace(entry, title=title)


def _dotted(entries: Iterable[Entry], month: Span) -> frozenset[date]:
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
