"""The timeline: a row for each vehicle, calendar or person, in which entries lie in lanes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, lru_cache
from heapq import heappop, heappush
from math import inf
from typing import TYPE_CHECKING

import msgspec

from client.ui.calendar.grid_layout import A_DAY, days_of
from garage.calendar.zones import day_after, midnight

if TYPE_CHECKING:
    from datetime import tzinfo

    from client.operations.agenda import Entry


# A struct like `Quantity`, since a view has thousands.
class Placed(msgspec.Struct, frozen=True, gc=False):
    """An entry in a lane; `start` and `end` are in days since the first one shown."""

    entry: Entry
    start: float
    end: float
    lane: int
    room: float
    """Where the next one of its lane begins."""


@dataclass(frozen=True)
class Lanes:
    """One row: what it stands for, and what lies in it, by start."""

    key: str
    name: str
    placed: tuple[Placed, ...]

    @property
    def count(self) -> int:
        """How many lanes it has; one at least."""
        return max((each.lane + 1 for each in self.placed), default=1)

    @cached_property
    def _starts(self) -> list[float]:
        return [each.start for each in self.placed]

    @cached_property
    def _longest(self) -> float:
        return max((each.end - each.start for each in self.placed), default=0.0)

    def between(self, start: float, end: float) -> Sequence[Placed]:
        """Those that may lie between two places, in days."""
        first = bisect_left(self._starts, start - self._longest)
        return self.placed[first : bisect_right(self._starts, end)]


def timeline_rows(
    entries: Sequence[Entry],
    keys: Mapping[str, str],
    by: Sequence[Sequence[str]],
    first: date,
    zone: tzinfo,
    least: float,
) -> tuple[Lanes, ...]:
    """Rows in the order of `keys` (key → name), without those of which nothing is known.

    `by` has the keys of each entry, in their order; `least` is how wide, in days, the shortest is
    drawn, so that none lies over another.
    """
    groups: dict[str, list[Entry]] = {key: [] for key in keys}
    for entry, its in zip(entries, by, strict=True):
        for key in its:
            if key in groups:
                groups[key].append(entry)
    return tuple(
        Lanes(key, name, _packed(groups[key], first, zone, least)) for key, name in keys.items()
    )


def _packed(
    entries: Sequence[Entry], first: date, zone: tzinfo, least: float
) -> tuple[Placed, ...]:
    """Each in the highest lane that is free."""
    spans = []
    for at, each in enumerate(entries):
        start, end = place_of(each, first, zone)
        spans.append((start, start - end, at, end))
    spans.sort()
    busy: list[tuple[float, int]] = []
    free: list[int] = []
    last: list[int] = []
    lanes: list[int] = []
    rooms = [inf] * len(spans)
    for at, (start, _length, _entry, end) in enumerate(spans):
        while busy and busy[0][0] <= start:
            heappush(free, heappop(busy)[1])
        if free:
            lane = heappop(free)
            rooms[last[lane]] = start
            last[lane] = at
        else:
            lane = len(last)
            last.append(at)
        heappush(busy, (end if end > start + least else start + least, lane))
        lanes.append(lane)
    return tuple(
        Placed(entries[entry], start, end, lane, room)
        for (start, _length, entry, end), lane, room in zip(spans, lanes, rooms, strict=True)
    )


def place_of(entry: Entry, first: date, zone: tzinfo) -> tuple[float, float]:
    """Where an entry begins and ends, in days since `first`; those of whole days fill theirs."""
    start, end = entry.start, entry.end
    # As `is_bar` asks it, without a call for each of thousands.
    if isinstance(start, datetime) and isinstance(end, datetime) and end - start < A_DAY:
        return moment_place(start, first, zone), moment_place(end, first, zone)
    begin, last = days_of(entry)
    return float((begin - first).days), float((last - first).days + 1)


def moment_place(moment: datetime, first: date, zone: tzinfo) -> float:
    """A moment, in days since `first`; a day of 23 hours is as wide as others."""
    here = moment if moment.tzinfo is zone else moment.astimezone(zone)
    number = here.toordinal()
    begin, length = _day_of(number, zone)
    return number - first.toordinal() + (here.timestamp() - begin) / length


@lru_cache(maxsize=4_096)
def _day_of(number: int, zone: tzinfo) -> tuple[float, float]:
    """When a day begins, as a timestamp, and how long it is, in seconds."""
    day = date.fromordinal(number)
    begin = midnight(day, zone).timestamp()
    end = midnight(day_after(day), zone).timestamp()
    return begin, end - begin or 1.0
