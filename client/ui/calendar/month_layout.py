"""Where entries lie in the month: bars over days and lines of one day, week by week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from client.ui.calendar.grid_layout import days_of, is_bar
from client.ui.calendar.spans import A_WEEK
from garage.calendar.packing import Bar, bars
from garage.calendar.zones import day_after

if TYPE_CHECKING:
    from client.operations.agenda import Entry


@dataclass(frozen=True)
class Week:
    """Seven days, and what lies on them: bars and lines, each with its lane."""

    first: date
    placed: tuple[tuple[Entry, Bar], ...]
    crowded: tuple[int, ...]
    """How many lanes each day needs."""

    @property
    def days(self) -> list[date]:
        """Its days."""
        return [day_after(self.first, at) for at in range(A_WEEK)]

    def fits(self, bar: Bar, room: int) -> bool:
        """Whether there is room: the last lane of a day that has more says how many."""
        most = max(self.crowded[bar.first : bar.last + 1])
        return bar.lane < (room if most <= room else room - 1)

    def left_out(self, room: int) -> list[int]:
        """How many entries of each day have no room."""
        counts = [0] * A_WEEK
        for _entry, bar in self.placed:
            if not self.fits(bar, room):
                for day in range(bar.first, bar.last + 1):
                    counts[day] += 1
        return counts


def month_layout(entries: Sequence[Entry], first: date, last: date) -> tuple[Week, ...]:
    """Lay out entries over whole weeks; within a day, bars first, then by time."""
    count = (last - first).days // A_WEEK
    weeks: list[list[tuple[Entry, int, int]]] = [[] for _week in range(count)]
    ordered = sorted(entries, key=lambda entry: not is_bar(entry))
    for entry in ordered:
        begin, end = days_of(entry)
        from_first, to_last = (begin - first).days, (end - first).days
        if not is_bar(entry):
            # What ends after midnight is of the evening on which it began.
            to_last = from_first
        low, high = max(from_first // A_WEEK, 0), min(to_last // A_WEEK, count - 1)
        for at in range(low, high + 1):
            weeks[at].append((entry, from_first - at * A_WEEK, to_last - at * A_WEEK))
    return tuple(_week(day_after(first, at * A_WEEK), week) for at, week in enumerate(weeks))


def _week(first: date, found: Sequence[tuple[Entry, int, int]]) -> Week:
    placed = bars([(begin, end) for _entry, begin, end in found], A_WEEK)
    crowded = [0] * A_WEEK
    for bar in placed:
        for day in range(bar.first, bar.last + 1):
            crowded[day] = max(crowded[day], bar.lane + 1)
    return Week(first, tuple((found[bar.item][0], bar) for bar in placed), tuple(crowded))
