"""Fuel economy: the figures of a vehicle's fill-ups, an entry for each energy it takes in."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from garage.periods import add_months
from garage.records import FillUp, Vehicle
from garage.rules.energies import by_energy, measure_of
from garage.rules.figures import economy_unit, figure
from garage.rules.intervals import FillRow, Interval, intervals_of
from garage.rules.windows import EVER, Window
from garage.units import Quantity

_BAND = (0.1, 0.9)
_FEWEST_FOR_A_BAND = 5


@dataclass(frozen=True, slots=True)
class Average:
    """All distance (m) over all that was filled (m³, J or kg) in `count` scored intervals."""

    si: float
    distance: float
    amount: float
    count: int


class Point(NamedTuple):
    """A figure of a chart: the day it was known, SI economy, and whether it is an outlier."""

    day: date
    si: float
    outlier: bool


@dataclass(frozen=True, slots=True)
class Economy:
    """The economy by one energy. SI numbers are metres per m³, J or kg: greater is better.

    `unit` is the one that the vehicle's figures are shown in. Outliers count in `average`;
    `best`, `worst` and `usual` (the 10th and 90th percentile, from five figures on) are of the
    others, since a slip of the pen is nobody's best.
    """

    energy: str
    measure: str
    """What is filled: "volume", "energy" or "mass"."""
    unit: str
    intervals: tuple[Interval, ...]
    rows: tuple[FillRow, ...]
    average: Average | None
    best: Interval | None
    worst: Interval | None
    usual: tuple[float, float] | None

    def shown(self, si: float, places: int = 2) -> Quantity:
        """An SI economy in the vehicle's unit."""
        return figure(si, self.unit, places)

    def average_in(self, window: Window) -> Average | None:
        """Of the intervals that were closed in the window."""
        return average(each for each in self.intervals if _in(each, window))

    def years(self, today: date) -> tuple[Average | None, Average | None]:
        """The last twelve months, and the twelve before them."""
        return (
            self.average_in(Window.months_to(today)),
            self.average_in(Window.months_to(add_months(today, -12))),
        )

    def points(self, window: Window = EVER) -> tuple[Point, ...]:
        """The figures in the window, as a chart draws them."""
        return tuple(
            Point(each.day, each.si, each.flag == "outlier")
            for each in self.intervals
            if each.si is not None and each.day is not None and window.holds(each.day)
        )


def economies(fill_ups: Iterable[FillUp], *, vehicle: Vehicle) -> tuple[Economy, ...]:
    """One entry for each energy that was filled, the vehicle's own energies first.

    `fill_ups` are one vehicle's, in any order; deleted ones are left out.
    """
    groups = by_energy(fill_ups, vehicle)
    rank = {energy: place for place, energy in enumerate(vehicle.energies)}
    order = sorted(groups, key=lambda energy: (rank.get(energy, len(rank)), energy))
    return tuple(_economy(energy, groups[energy], vehicle) for energy in order)


def average(intervals: Iterable[Interval]) -> Average | None:
    """Σ distance / Σ amount over those with a figure; None where none has one."""
    scored = [each for each in intervals if each.si is not None]
    if not scored:
        return None
    distance = math.fsum(each.distance for each in scored)
    amount = math.fsum(each.amount for each in scored)
    return Average(distance / amount, distance, amount, len(scored))


def _economy(energy: str, fills: list[FillUp], vehicle: Vehicle) -> Economy:
    measure = measure_of(fills, energy)
    intervals, rows = intervals_of(fills, measure)
    trusted = [each for each in intervals if each.si is not None and each.flag is None]
    ranked = sorted(trusted, key=_si)
    odometer = next((fill.odometer for fill in fills if fill.odometer is not None), None)
    volume = next((fill.volume for fill in fills if fill.volume is not None), None)
    return Economy(
        energy=energy,
        measure=measure,
        unit=economy_unit(vehicle, measure, odometer, volume),
        intervals=intervals,
        rows=rows,
        average=average(intervals),
        best=ranked[-1] if ranked else None,
        worst=ranked[0] if ranked else None,
        usual=_band([_si(each) for each in ranked]),
    )


def _si(interval: Interval) -> float:
    return interval.si or 0.0


def _in(interval: Interval, window: Window) -> bool:
    return interval.day is not None and window.holds(interval.day)


def _band(ranked: list[float]) -> tuple[float, float] | None:
    """The 10th and 90th percentile, linear between neighbours."""
    if len(ranked) < _FEWEST_FOR_A_BAND:
        return None
    low, high = (_percentile(ranked, share) for share in _BAND)
    return low, high


def _percentile(ranked: list[float], share: float) -> float:
    place = share * (len(ranked) - 1)
    below = math.floor(place)
    above = min(below + 1, len(ranked) - 1)
    return ranked[below] + (ranked[above] - ranked[below]) * (place - below)
