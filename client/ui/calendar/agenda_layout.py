"""The list of entries below each other: days as headings, an entry of several days on each.

Above them is what is overdue.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
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
    height: int
    entry: Entry | None = None
    heading: bool = False
    nth: int = 1
    """Which of its days this is, of `of`."""
    of: int = 1
    overdue: bool = False
    """Above the days: what was due before the first of them, or its heading."""
    top: int = 0

    @property
    def bottom(self) -> int:
        """Where the next begins."""
        return self.top + self.height


def agenda_rows(entries: Sequence[Entry], first: date, last: date, today: date) -> tuple[Row, ...]:
    """The rows of the days from `first` to before `last`, today's heading in any case.

    Where there is nothing at all, the first day says so. What is late from before `first` stands
    above.
    """
    days: dict[date, list[tuple[Entry, int, int]]] = {}
    if first <= today < last:
        days[today] = []
    overdue: list[Row] = []
    for entry in entries:
        begin, end = days_of(entry)
        if entry.late and end < first:
            overdue.append(Row(begin, ENTRY_HEIGHT, entry, overdue=True))
        of = (end - begin).days + 1
        day = max(begin, first)
        while day <= end and day < last:
            days.setdefault(day, []).append((entry, (day - begin).days + 1, of))
            day = day_after(day)
    if not days:
        days[first] = []
    rows: list[Row] = []
    if overdue:
        heading = Row(overdue[0].day, DAY_HEIGHT, heading=True, overdue=True)
        _put_below(rows, [heading, *overdue])
    for day in sorted(days):
        its = [
            Row(day, ENTRY_HEIGHT, entry, nth=nth, of=of)
            for entry, nth, of in sorted(days[day], key=_whole_days_first)
        ]
        heading = Row(day, DAY_HEIGHT, heading=True)
        _put_below(rows, [heading, *(its or [Row(day, NOTHING_HEIGHT)])])
    return tuple(rows)


def _put_below(rows: list[Row], section: Iterable[Row]) -> None:
    top = rows[-1].bottom + _PADDING if rows else 0
    for row in section:
        rows.append(replace(row, top=top))
        top += row.height


def _whole_days_first(each: tuple[Entry, int, int]) -> bool:
    entry, nth, of = each
    return not (entry.all_day or 1 < nth < of)
