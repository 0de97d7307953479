"""The list of entries below each other: days as headings, an entry of several days on each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from client.ui.calendar.grid_layout import days_of
from garage.calendar.zones import day_after

if TYPE_CHECKING:
    from client.operations.agenda import Entry

DAY_HEIGHT, ENTRY_HEIGHT, NOTHING_HEIGHT = 40, 48, 36
_PADDING = 8


@dataclass(frozen=True)
class Row:
    """A day's heading, an entry on that day, or (neither) that there is nothing."""

    day: date
    top: int
    height: int
    entry: Entry | None = None
    heading: bool = False
    nth: int = 1
    """Which of its days this is, of `of`."""
    of: int = 1

    @property
    def bottom(self) -> int:
        """Where the next begins."""
        return self.top + self.height


def agenda_rows(entries: Sequence[Entry], first: date, last: date, today: date) -> tuple[Row, ...]:
    """The rows of the days from `first` to before `last`, today's heading in any case.

    Where there is nothing at all, the first day says so.
    """
    days: dict[date, list[tuple[Entry, int, int]]] = {}
    if first <= today < last:
        days[today] = []
    for entry in entries:
        begin, end = days_of(entry)
        of = (end - begin).days + 1
        day = max(begin, first)
        while day <= end and day < last:
            days.setdefault(day, []).append((entry, (day - begin).days + 1, of))
            day = day_after(day)
    if not days:
        days[first] = []
    rows: list[Row] = []
    top = 0
    for day in sorted(days):
        rows.append(Row(day, top, DAY_HEIGHT, heading=True))
        top += DAY_HEIGHT
        if not days[day]:
            rows.append(Row(day, top, NOTHING_HEIGHT))
            top += NOTHING_HEIGHT
        for entry, nth, of in sorted(days[day], key=_whole_days_first):
            rows.append(Row(day, top, ENTRY_HEIGHT, entry, nth=nth, of=of))
            top += ENTRY_HEIGHT
        top += _PADDING
    return tuple(rows)


def _whole_days_first(each: tuple[Entry, int, int]) -> bool:
    entry, nth, of = each
    return not (entry.all_day or 1 < nth < of)
