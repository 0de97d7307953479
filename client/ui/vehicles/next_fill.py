"""How far a fill-up that is being typed is after the one before it, as the table will say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from client.operations.fuel_log import FuelLog
from garage.records import FillUp
from garage.rules.economy import economies

_NEWEST = 12
"""So many of each energy, the newest, settle which of them comes before the next one."""


class NextFill:
    """Counts a typed fill-up beside a vehicle's newest ones, by the rules of its log.

    Other readings, as of a service, lie between fill-ups and do not count.
    """

    def __init__(self, log: FuelLog) -> None:
        self._vehicle = log.vehicle
        taken: Counter[str] = Counter()
        self._fills: list[FillUp] = []
        for row in log.rows:
            taken[row.energy] += 1
            if taken[row.energy] <= _NEWEST:
                self._fills.append(row.fill)

    def distance(self, values: Mapping[str, Any]) -> float | None:
        """In metres; None where it is the first of its energy, or none can be known."""
        typed = FillUp(id="", **values)
        counted = economies([*self._fills, typed], vehicle=self._vehicle)
        return next(row.distance for each in counted for row in each.rows if row.fill is typed)
