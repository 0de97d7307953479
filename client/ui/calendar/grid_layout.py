"""Where entries lie in the time grid: blocks in the columns of days, bars in the lane above."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from client.ui.calendar.day_axis import DayAxis
from garage.calendar.packing import Bar, Column, Span, bars, columns

if TYPE_CHECKING:
    from client.operations.agenda import Entry

A_DAY = timedelta(days=1)
_INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True)
class Block:
    """An entry, or its part on one day: in column `day`, from place `start` to `end`."""

    entry: Entry
    day: int
    start: float
    end: float
    column: Column
    before: bool = False
    after: bool = False
    """Whether it goes on into the day before, or after."""


@dataclass(frozen=True)
class GridLayout:
    """What stands where: blocks by day and start, bars with the entries they stand for."""

    days: tuple[date, ...]
    axis: DayAxis
    blocks: tuple[Block, ...] = ()
    bars: tuple[tuple[Entry, Bar], ...] = ()

    @property
    def lanes(self) -> int:
        """How many bars stand below each other at most."""
        return max((bar.lane + 1 for _entry, bar in self.bars), default=0)

    def in_order(self) -> list[Entry]:
        """The entries as the arrow keys go through them: by day, those of whole days first."""
        first: dict[Entry, tuple[int, int, float, float]] = {}
        for entry, bar in self.bars:
            first.setdefault(entry, (bar.first, 0, bar.lane, 0))
        for block in self.blocks:
            first.setdefault(block.entry, (block.day, 1, block.start, block.column.left))
        return sorted(first, key=first.__getitem__)


def moments(entry: Entry) -> tuple[datetime, datetime] | None:
    """When it begins and ends, by the clock; None of what is of whole days."""
    start, end = entry.start, entry.end
    if isinstance(start, datetime) and isinstance(end, datetime):
        return start, end
    return None


def is_bar(entry: Entry) -> bool:
    """Whether it stands in the lane of whole days: it has no times, or is a day long at least."""
    times = moments(entry)
    return times is None or times[1] - times[0] >= A_DAY


def days_of(entry: Entry) -> tuple[date, date]:
    """Its first and its last day, both included."""
    times = moments(entry)
    if times is None:
        return entry.start, max(entry.end - A_DAY, entry.start)
    return times[0].date(), max(times[1] - _INSTANT, times[0]).date()


def grid_layout(
    entries: Sequence[Entry], days: Sequence[date], axis: DayAxis, shortest: float
) -> GridLayout:
    """Lay out entries over days that follow each other; `shortest`: the least height, in minutes.

    None lies over another, and what is too short to be read takes the room it needs.
    """
    first = days[0]
    lane = [entry for entry in entries if is_bar(entry)]
    stretches = [((begin - first).days, (end - first).days) for begin, end in map(days_of, lane)]
    found = tuple((lane[bar.item], bar) for bar in bars(stretches, len(days)))
    timed = [entry for entry in entries if not is_bar(entry)]
    parts: list[list[Entry]] = [[] for _day in days]
    for entry in timed:
        begin, end = days_of(entry)
        for at in range(max((begin - first).days, 0), min((end - first).days + 1, len(days))):
            parts[at].append(entry)
    blocks = [
        block
        for at, (day, on_day) in enumerate(zip(days, parts, strict=True))
        for block in _blocks(on_day, at, day, axis, shortest)
    ]
    return GridLayout(tuple(days), axis, tuple(blocks), found)


def _blocks(
    entries: Sequence[Entry], at: int, day: date, axis: DayAxis, shortest: float
) -> list[Block]:
    spans = [_span(entry, day, axis, shortest) for entry in entries]
    placed = columns(spans, shortest)
    made = []
    for entry, span, column in zip(entries, spans, placed, strict=True):
        begin, end = days_of(entry)
        drawn = max(span.end, span.start + shortest)
        made.append(Block(entry, at, span.start, drawn, column, begin < day, end > day))
    return sorted(made, key=lambda block: (block.start, block.column.left))


def _span(entry: Entry, day: date, axis: DayAxis, shortest: float) -> Span:
    times = moments(entry)
    assert times is not None, "an entry of whole days has no block"
    start = axis.place_of(times[0], day)
    end = axis.length if times[1].date() > day else axis.place_of(times[1], day)
    # Just before midnight there is no room below.
    return Span(min(start, axis.length - shortest), max(end, start))
