"""The timeline: a row for each vehicle, calendar or person, in which entries lie in lanes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from math import inf
from typing import TYPE_CHECKING

from client.ui.calendar.grid_layout import days_of, is_bar
from garage.calendar.zones import midnight

if TYPE_CHECKING:
    from datetime import tzinfo

    from client.operations.agenda import Entry


@dataclass(frozen=True)
class Placed:
    """An entry in a lane; `start` and `end` are in days since the first one shown."""

    entry: Entry
    start: float
    end: float
    lane: int
    room: float
    """Where the next one of its lane begins."""


@dataclass(frozen=True)
class Lanes:
    """One row: what it stands for, and what lies in it."""

    key: str
    name: str
    placed: tuple[Placed, ...]

    @property
    def count(self) -> int:
        """How many lanes it has; one at least."""
        return max((each.lane + 1 for each in self.placed), default=1)


def timeline_rows(
    entries: Sequence[Entry],
    keys: Mapping[str, str],
    by: Mapping[int, Sequence[str]],
    first: date,
    zone: tzinfo,
    least: float,
) -> tuple[Lanes, ...]:
    """Rows in the order of `keys` (key → name), without those of which nothing is known.

    `by` has the keys of each entry, by its place; `least` is how wide, in days, the shortest is
    drawn, so that none lies over another.
    """
    groups: dict[str, list[Entry]] = {key: [] for key in keys}
    for at, entry in enumerate(entries):
        for key in by.get(at, ()):
            if key in groups:
                groups[key].append(entry)
    return tuple(
        Lanes(key, name, _packed(groups[key], first, zone, least)) for key, name in keys.items()
    )


def _packed(
    entries: Sequence[Entry], first: date, zone: tzinfo, least: float
) -> tuple[Placed, ...]:
    """Each in the highest lane that is free."""
    spans = [(each, *place_of(each, first, zone)) for each in entries]
    spans.sort(key=lambda each: (each[1], each[1] - each[2]))
    free: list[float] = []
    last: list[int] = []
    found: list[Placed] = []
    for entry, start, end in spans:
        until = max(end, start + least)
        lane = next((n for n, busy in enumerate(free) if busy <= start), len(free))
        if lane == len(free):
            free.append(until)
            last.append(len(found))
        else:
            found[last[lane]] = replace(found[last[lane]], room=start)
            free[lane], last[lane] = until, len(found)
        found.append(Placed(entry, start, end, lane, inf))
    return tuple(found)


def place_of(entry: Entry, first: date, zone: tzinfo) -> tuple[float, float]:
    """Where an entry begins and ends, in days since `first`; those of whole days fill theirs."""
    start, end = entry.start, entry.end
    if isinstance(start, datetime) and isinstance(end, datetime) and not is_bar(entry):
        return moment_place(start, first, zone), moment_place(end, first, zone)
    begin, last = days_of(entry)
    return float((begin - first).days), float((last - first).days + 1)


def moment_place(moment: datetime, first: date, zone: tzinfo) -> float:
    """A moment, in days since `first`; a day of 23 hours is as wide as others."""
    here = moment.astimezone(zone)
    begin = midnight(here.date(), zone)
    end = midnight(date.fromordinal(min(here.date().toordinal() + 1, date.max.toordinal())), zone)
    span = (end - begin).total_seconds() or 1.0
    share = (here.astimezone(UTC) - begin).total_seconds() / span
    return (here.date() - first).days + share
