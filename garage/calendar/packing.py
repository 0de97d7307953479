"""How events lie beside each other: columns of a day, lanes of a week or a month."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, nextafter
from typing import NamedTuple


class Span(NamedTuple):
    """From `start` to before `end`, in any unit: minutes of a day, days."""

    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Column:
    """Where a span lies: from column `at`, over `width` of `of` columns."""

    at: int
    width: int
    of: int

    @property
    def left(self) -> float:
        """As a share of the whole width."""
        return self.at / self.of

    @property
    def share(self) -> float:
        """Its width, as a share of the whole."""
        return self.width / self.of


def columns(spans: Sequence[Span], shortest: float = 0) -> list[Column]:
    """A column for each span, so that none lies over another; in the order of `spans`.

    Each takes the leftmost column whose last span has ended; spans that meet through others share
    the width alike, and then widen into columns that are free beside them. Something shorter than
    `shortest` (the height that can be read) takes that room.
    """
    shown = [Span(each.start, _drawn_end(each, shortest)) for each in spans]
    order = sorted(range(len(shown)), key=lambda at: (shown[at].start, -shown[at].end, at))
    found: list[Column | None] = [None] * len(shown)
    cluster: list[int] = []
    until = float("-inf")
    for at in order:
        if cluster and shown[at].start >= until:
            _close(cluster, shown, found)
            cluster = []
        cluster.append(at)
        until = max(until, shown[at].end) if len(cluster) > 1 else shown[at].end
    _close(cluster, shown, found)
    return [each for each in found if each is not None]


def _drawn_end(span: Span, shortest: float) -> float:
    # Something of no length has a place all the same.
    return max(span.end, span.start + shortest, nextafter(span.start, inf))


def _close(cluster: list[int], spans: Sequence[Span], found: list[Column | None]) -> None:
    """Place a cluster: spans that meet each other, by start."""
    taken: list[list[int]] = []
    place: dict[int, int] = {}
    for at in cluster:
        for number, column in enumerate(taken):
            if not _meet(spans[column[-1]], spans[at]):
                column.append(at)
                place[at] = number
                break
        else:
            place[at] = len(taken)
            taken.append([at])
    starts = [[spans[at].start for at in column] for column in taken]
    for at in cluster:
        width = 1
        for number in range(place[at] + 1, len(taken)):
            if not _free(spans[at], taken[number], starts[number], spans):
                break
            width += 1
        found[at] = Column(place[at], width, len(taken))


def _meet(one: Span, other: Span) -> bool:
    """Whether half-open spans lie over each other."""
    return one.start < other.end and other.start < one.end


def _free(span: Span, column: list[int], starts: list[float], spans: Sequence[Span]) -> bool:
    after = bisect_right(starts, span.start)
    near = column[max(after - 1, 0) : after + 1]
    return not any(_meet(span, spans[at]) for at in near)


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar over days of a row (a week, or all days shown): where, in which lane.

    `first` and `last` are counted from the row's first day, both included; `before` and `after`:
    it goes on beyond the row.
    """

    item: int
    first: int
    last: int
    lane: int
    before: bool = False
    after: bool = False


def bars(days: Sequence[tuple[int, int]], length: int) -> list[Bar]:
    """Lanes for stretches of days (first, last, both included) in a row of `length` days.

    Days count from the row's first day; what lies outside is left out. The greedy packing of
    `columns`, over days: the topmost lane that is free, the earliest and longest first.
    """
    order = sorted(range(len(days)), key=lambda at: (max(days[at][0], 0), -days[at][1], at))
    lanes: list[int] = []
    found = []
    for item in order:
        first, last = days[item]
        if last < 0 or first >= length or last < first:
            continue
        begin, end = max(first, 0), min(last, length - 1)
        lane = next((at for at, taken in enumerate(lanes) if taken < begin), len(lanes))
        if lane == len(lanes):
            lanes.append(end)
        else:
            lanes[lane] = end
        found.append(Bar(item, begin, end, lane, first < 0, last >= length))
    return found


def hidden(found: Sequence[Bar], length: int, room: int) -> list[int]:
    """How many bars of each day have no room where `room` lanes are shown ("+3 more").

    Where a day has more than there is room for, its last lane shows how many.
    """
    counts = [0] * length
    crowded = [0] * length
    for bar in found:
        for day in range(bar.first, bar.last + 1):
            crowded[day] = max(crowded[day], bar.lane + 1)
    for bar in found:
        for day in range(bar.first, bar.last + 1):
            fits = room if crowded[day] <= room else room - 1
            counts[day] += bar.lane >= fits
    return counts
