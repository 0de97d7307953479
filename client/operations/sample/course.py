"""How far a vehicle had come on each day: between known readings, by season, week and chance."""

from __future__ import annotations

import random
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

EVERY_MONTH = (0.95, 0.95, 1.0, 1.05, 1.05, 1.0, 1.1, 1.1, 1.0, 1.0, 0.95, 0.9)
"""How much an everyday car runs from January to December."""
FAIR_WEATHER = (0.08, 0.1, 0.4, 1.2, 1.6, 1.8, 1.9, 1.8, 1.6, 1.0, 0.25, 0.1)
"""How much a classic or a motorcycle runs: hardly in winter."""
SEASON = (0.0, 0.0, 0.0, 1.1, 1.5, 1.7, 1.8, 1.7, 1.5, 0.9, 0.0, 0.0)
"""The same of a car with a season plate from April to October."""


class Mark(NamedTuple):
    """What the odometer showed at the end of a day, in km."""

    day: date
    odometer: int


class Course:
    """The odometer at the end of each day; it meets every mark and never falls."""

    def __init__(
        self,
        marks: Sequence[Mark],
        seasons: Sequence[float],
        chance: random.Random,
        *,
        idle: float = 0.2,
        steady_from: date | None = None,
    ) -> None:
        """`idle` is the share of days without a drive; from `steady_from` all days are alike."""
        self.start = marks[0].day
        self.end = marks[-1].day
        self._shown = [marks[0].odometer]
        for low, high in pairwise(marks):
            days = [low.day + timedelta(days=n) for n in range(1, (high.day - low.day).days + 1)]
            weights = [
                1.0 if steady_from and day > steady_from else _weight(day, seasons, chance, idle)
                for day in days
            ]
            if not any(weights):
                weights[-1] = 1.0
            whole, run = sum(weights), 0.0
            for weight in weights:
                run += weight
                self._shown.append(
                    low.odometer + int((high.odometer - low.odometer) * run / whole + 1e-6)
                )

    def at(self, day: date) -> int:
        """What it showed at the end of `day`, in km."""
        place = (day - self.start).days
        return self._shown[min(max(place, 0), len(self._shown) - 1)]

    def run(self, day: date) -> int:
        """How far it went on `day`, in km."""
        return self.at(day) - self.at(day - timedelta(days=1))

    def day_of(self, odometer: float) -> date:
        """The day on which it came to show so much."""
        place = min(bisect_left(self._shown, odometer), len(self._shown) - 1)
        return self.start + timedelta(days=place)


def _weight(day: date, seasons: Sequence[float], chance: random.Random, idle: float) -> float:
    luck, length = chance.random(), chance.lognormvariate(0.0, 0.55)
    weekend = 1.35 if day.weekday() >= 5 else 1.0
    return 0.0 if luck < idle else seasons[day.month - 1] * weekend * length
