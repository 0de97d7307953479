"""The odometer's story: what it showed and when, from all records; where it runs backwards."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from garage.moments import Moment
from garage.records import Record, Vehicle
from garage.rules.windows import Month, Window, months_between
from garage.units import Quantity


# Thousands of them are made whenever a record changes: a named tuple is made in a third of the
# time of a frozen dataclass.
class Reading(NamedTuple):
    """What the odometer (or the hour meter) showed at the end of a day.

    `si` is what it showed in m (or s), without the vehicle's offset: differences and due
    odometers do not need it, `true_distance` adds it.
    """

    ordinal: int
    si: float
    shown: Quantity
    record: str
    kind: str

    @property
    def day(self) -> date:
        """The day it was read."""
        return date.fromordinal(self.ordinal)


@dataclass(frozen=True, slots=True)
class Backwards:
    """A reading that does not fit those around it: the odometer would have run backwards."""

    before: Reading | None
    reading: Reading
    after: Reading | None


@dataclass(frozen=True, slots=True)
class Timeline:
    """All readings by day, those of one day by what they show; and the ones that fit together.

    `trusted` is the longest part in which the odometer never runs backwards; all others are in
    `backwards`. Figures between readings are worked out along `trusted`.
    """

    readings: tuple[Reading, ...]
    trusted: tuple[Reading, ...]
    backwards: tuple[Backwards, ...]

    @property
    def current(self) -> Reading | None:
        """The latest by day, whether it fits or not."""
        return self.readings[-1] if self.readings else None

    def at(self, day: date) -> float | None:
        """What it showed at the end of `day` (m or s): linear between readings, held outside."""
        if not self.trusted:
            return None
        ordinal = day.toordinal()
        above = bisect_right(self.trusted, ordinal, key=_ordinal)
        if above == 0:
            return self.trusted[0].si
        low = self.trusted[above - 1]
        if above == len(self.trusted):
            return low.si
        high = self.trusted[above]
        share = (ordinal - low.ordinal) / (high.ordinal - low.ordinal)
        return low.si + (high.si - low.si) * share

    def distance(self, window: Window) -> float:
        """How far it ran in the window (m or s); 0 where nothing is known."""
        if not self.trusted:
            return 0.0
        start = self.at(window.before) if window.before else self.trusted[0].si
        end = self.at(window.end) if window.end else self.trusted[-1].si
        return max((end or 0.0) - (start or 0.0), 0.0)

    def by_month(self, window: Window) -> dict[Month, float]:
        """The distance (m) of each month of the window; an open window is that of the readings."""
        if not self.trusted:
            return {}
        first = window.start or self.trusted[0].day
        last = window.end or self.trusted[-1].day
        found = {}
        for year, month in months_between(first, last):
            whole = Window.of_month(year, month)
            part = Window(max(whole.start or first, first), min(whole.end or last, last))
            found[year, month] = self.distance(part)
        return found


def odometer_timeline(records: Iterable[Record], vehicle: Vehicle | None = None) -> Timeline:
    """From the records of one vehicle: whatever has a day and an odometer.

    A trip gives both its ends; `vehicle` adds what it showed when bought and sold.
    """
    readings: list[Reading] = []
    for record in records:
        if record.deleted:
            continue
        shown = getattr(record, "odometer", None)
        moment = getattr(record, "date", None)
        if shown is not None and moment is not None:
            ordinal = moment.day.toordinal()
            readings.append(Reading(ordinal, shown.si, shown, record.id, record.kind))
        if record.kind == "trip":
            arrived = getattr(record, "end", None) or moment
            _read(readings, record, arrived, getattr(record, "end_odometer", None))
    if vehicle is not None and not vehicle.deleted:
        _read(readings, vehicle, vehicle.purchased, vehicle.purchase_odometer)
        _read(readings, vehicle, vehicle.sold, vehicle.sale_odometer)
    return timeline(readings)


def hours_timeline(records: Iterable[Record]) -> Timeline:
    """The same of engine hours."""
    readings: list[Reading] = []
    for record in records:
        if not record.deleted:
            moment, shown = getattr(record, "date", None), getattr(record, "hours", None)
            _read(readings, record, moment, shown)
    return timeline(readings)


def timeline(readings: Iterable[Reading]) -> Timeline:
    """Readings in any order, put in order and judged."""
    ordered = tuple(sorted(readings, key=_place))
    fits = _fitting([reading.si for reading in ordered])
    trusted = tuple([reading for reading, fit in zip(ordered, fits, strict=True) if fit])
    if len(trusted) == len(ordered):
        return Timeline(ordered, ordered, ())
    odd = []
    for place, reading in enumerate(ordered):
        if not fits[place]:
            before = ordered[place - 1] if place else None
            after = ordered[place + 1] if place + 1 < len(ordered) else None
            odd.append(Backwards(before, reading, after))
    return Timeline(ordered, trusted, tuple(odd))


def out_of_line(readings: Sequence[tuple[int, float]]) -> dict[int, int]:
    """Which of readings (ordinal day, si) do not fit, each with the nearest that says so.

    Both are indices. Without those that do not fit the odometer never falls.
    """
    order = sorted(range(len(readings)), key=readings.__getitem__)
    fits = _fitting([readings[index][1] for index in order])
    known = [index for index, fit in zip(order, fits, strict=True) if fit]
    found = {}
    before = 0
    for index, fit in zip(order, fits, strict=True):
        if fit:
            before += 1
            continue
        above = before and readings[known[before - 1]][1] > readings[index][1]
        found[index] = known[before - 1] if above else known[before]
    return found


def true_distance(reading: Reading, vehicle: Vehicle) -> float:
    """How far the vehicle went in its life (m): what was shown and the odometer's offset."""
    return reading.si + (vehicle.odometer_offset.si if vehicle.odometer_offset else 0.0)


def _read(
    readings: list[Reading], record: Record, when: Moment | date | None, shown: Quantity | None
) -> None:
    if when is not None and shown is not None:
        day = when.day if isinstance(when, Moment) else when
        readings.append(Reading(day.toordinal(), shown.si, shown, record.id, record.kind))


def _ordinal(reading: Reading) -> int:
    return reading.ordinal


def _place(reading: Reading) -> tuple[int, float]:
    return reading.ordinal, reading.si


def _fitting(ordered: Sequence[float]) -> list[bool]:
    """Which belong to the longest run that never falls; of two as long, the one begun earlier.

    Patience sorting, from the last to the first so that of a single pair the later is at fault.
    """
    values = [-shown for shown in reversed(ordered)]
    if all(one <= other for one, other in itertools.pairwise(values)):
        return [True] * len(values)
    tails: list[float] = []
    ends: list[int] = []
    previous: list[int] = []
    for index, value in enumerate(values):
        place = bisect_right(tails, value)
        previous.append(ends[place - 1] if place else -1)
        if place == len(tails):
            tails.append(value)
            ends.append(index)
        else:
            tails[place], ends[place] = value, index
    fits = [False] * len(values)
    index = ends[-1] if ends else -1
    while index >= 0:
        fits[len(values) - 1 - index] = True
        index = previous[index]
    return fits
