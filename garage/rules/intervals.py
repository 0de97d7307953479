"""From full fill to full fill: the stretches over which fuel economy can be counted.

The rules are those of `facts/fuel-and-reminders.md`, kept here in one walk over the fill-ups of
one energy in the order of their odometer (the day breaks ties):

- An interval runs from a full fill to the next; what is filled after the opening one, up to and
  including the closing one, was burnt over its distance.
- A charge to 98 % or more is full; one to within 2 points of the opening one's level closes the
  interval even if it is not full. Where nothing closes an interval (no later full one, no later
  charge to that level before a full one), the next fill-up that can open one does.
- Fill-ups on one day at one odometer are one stop: the last of them speaks for it.
- A fill-up without odometer adds what was filled to the interval it falls into by date. So does
  one whose odometer is out of line with the others' days: its row is marked, and theirs are not.
- Three in a row that are out of line and agree among themselves are of another odometer (the
  instrument was replaced): they count by themselves, from their first full one.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from garage.records import FillUp
from garage.rules.stops import Stop, sequences

SAME_CHARGE = 0.02
NEAR = 15
"""So many figures before one, and so many after it, say whether it is far from the usual."""
_FEWEST_TO_JUDGE = 3


# A vehicle has thousands of these two, and they are made anew with every change of a fill-up:
# named tuples take a third of a frozen dataclass's time.
class Interval(NamedTuple):
    """A stretch from the fill-up `start` to `end`.

    `distance` is in m, `amount` (all that was filled after `start`, `end` included) in m³, J or
    kg, `si` in metres per unit of that: greater is better. `flag` says what is wrong:

    - "missed": a fill-up before one of them was not written down; no figure
    - "no_distance": both ends are at the same odometer; no figure
    - "no_amount": how much was filled is not known for all of them; no figure
    - "outlier": the figure is under half or over twice the running median; it counts all the same
    """

    start: FillUp
    end: FillUp
    distance: float
    amount: float
    si: float | None
    flag: str | None
    fills: int

    @property
    def day(self) -> date | None:
        """The day of the closing fill-up: that on which the figure was known."""
        return self.end.date.day if self.end.date else None


class FillRow(NamedTuple):
    """What a table of fill-ups says beside one of them.

    `distance` is in m since the fill-up of this energy before it, `si` the economy of the
    interval that it closes; `flag` is that interval's, or "backwards" of one that is out of line:
    its odometer is below that of `beside` before it, or above that of `beside` after it. `reason`
    says why there is no `si`:

    - "first": the first full fill; the next one's figure counts from here
    - "before_first": no earlier full fill to count from
    - "joins_next": partial; it counts in the next figure
    - "no_odometer": the same, for want of an odometer
    - "same_stop": it counts with the next row, at the same odometer on the same day
    - "no_figure": it closes an interval that has none, or is out of line; `flag` says why
    """

    fill: FillUp
    distance: float | None
    si: float | None
    reason: str | None
    flag: str | None
    beside: FillUp | None = None


def intervals_of(
    fills: Iterable[FillUp], measure: str
) -> tuple[tuple[Interval, ...], tuple[FillRow, ...]]:
    """The intervals, and a row for each fill-up, both in the odometer's order."""
    table = _Table([], [], [])
    for stops in sequences(fills, measure):
        _write(table, stops)
    table.flag_outliers()
    return tuple(table.intervals), tuple(table.rows)


def _write(table: _Table, stops: list[Stop]) -> None:
    """Add what one odometer tells."""
    steps = _steps(stops)
    written = place = 0
    while place < len(stops):
        end = _closing(stops, place)
        if end is None:
            place += 1
            continue
        if written <= place:
            for each in range(written, place):
                table.write(stops[each], steps[each], "before_first")
            table.write(stops[place], steps[place], "first")
        for each in range(place + 1, end):
            table.write(stops[each], steps[each], "joins_next")
        table.score(stops, steps, place, end)
        place, written = end, end + 1
    opened = written > 0
    for each in range(written, len(stops)):
        opens = not opened and _can_open(stops[each])
        waits = "joins_next" if opened else "before_first"
        table.write(stops[each], steps[each], "first" if opens else waits)
        opened = opened or opens


def _can_open(stop: Stop) -> bool:
    return not stop.loose and (stop.full or stop.level is not None)


def _closing(stops: list[Stop], place: int) -> int | None:
    """The index of the stop that closes the interval opened at `place`."""
    opening = stops[place]
    if not _can_open(opening):
        return None
    full, level = opening.full, opening.level
    for index in range(place + 1, len(stops)):
        stop = stops[index]
        if full and stop.full and not stop.loose:
            return index
        if stop.loose or (level is None and not stop.full):
            continue
        if _same_charge(level, stop.level):
            return index
        if stop.full:
            return None
    return None


def _same_charge(one: float | None, other: float | None) -> bool:
    return one is not None and other is not None and abs(one - other) <= SAME_CHARGE


def _steps(stops: list[Stop]) -> list[float | None]:
    """The distance (m) that each stop is after the one before."""
    steps: list[float | None] = []
    metres = -1.0
    for stop in stops:
        if stop.loose or metres < 0:
            steps.append(None)
        else:
            steps.append(stop.metres - metres)
        if not stop.loose:
            metres = stop.metres
    return steps


def _fault(missed: bool, distance: float) -> str:
    if missed:
        return "missed"
    return "no_amount" if distance > 0 else "no_distance"


class _Table(NamedTuple):
    """What is found: the intervals, the rows, and for each interval its closing row's index."""

    intervals: list[Interval]
    rows: list[FillRow]
    closers: list[int]

    def write(
        self,
        stop: Stop,
        step: float | None,
        reason: str | None,
        si: float | None = None,
        flag: str | None = None,
    ) -> None:
        """Add the row or rows of a stop."""
        distance = step
        if stop.beside is not None:
            reason, flag = "no_figure", "backwards"
        elif stop.loose and reason == "joins_next":
            reason = "no_odometer"
        if len(stop.fills) > 1:
            for fill in stop.fills[:-1]:
                self.rows.append(FillRow(fill, distance, None, "same_stop", None))
                distance = 0.0
        self.rows.append(FillRow(stop.fills[-1], distance, si, reason, flag, stop.beside))

    def score(self, stops: list[Stop], steps: list[float | None], place: int, end: int) -> None:
        """Add the interval from `place` to `end`, and the row of its end."""
        opening, closing, step = stops[place], stops[end], steps[end]
        amount, missed, fills = closing.amount, closing.missed, 1
        if end > place + 1 or len(closing.fills) > 1:
            counted = stops[place + 1 : end + 1]
            amounts = [stop.amount for stop in counted if stop.amount is not None]
            amount = sum(amounts) if len(amounts) == len(counted) else None
            missed = any(stop.missed for stop in counted)
            fills = sum(len(stop.fills) for stop in counted)
        distance = closing.metres - opening.metres
        if amount and not missed and distance > 0:
            flag, si = None, distance / amount
        else:
            flag, si = _fault(missed, distance), None
        start, last = opening.fills[-1], closing.fills[-1]
        self.intervals.append(Interval(start, last, distance, amount or 0.0, si, flag, fills))
        self.write(closing, step, "no_figure" if flag else None, si, flag)
        self.closers.append(len(self.rows) - 1)

    def flag_outliers(self) -> None:
        """Mark the intervals, and their rows, whose figures are out of the usual."""
        scored = [place for place, each in enumerate(self.intervals) if each.si is not None]
        for index in outliers([self.intervals[place].si or 0.0 for place in scored]):
            place = scored[index]
            closer = self.closers[place]
            self.intervals[place] = self.intervals[place]._replace(flag="outlier")
            self.rows[closer] = self.rows[closer]._replace(flag="outlier")


def outliers(figures: Sequence[float]) -> list[int]:
    """Indices of those under half or over twice the median of the 31 around them.

    Fewer than three figures judge nobody.
    """
    if len(figures) < _FEWEST_TO_JUDGE:
        return []
    near = sorted(figures[:NEAR])
    found = []
    for index, each in enumerate(figures):
        if index + NEAR < len(figures):
            insort(near, figures[index + NEAR])
        if index > NEAR:
            del near[bisect_left(near, figures[index - NEAR - 1])]
        middle = len(near) // 2
        median = near[middle] if len(near) % 2 else (near[middle - 1] + near[middle]) / 2
        if each < median / 2 or each > median * 2:
            found.append(index)
    return found
