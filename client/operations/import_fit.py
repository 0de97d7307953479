"""Whether a file's odometer readings can be those of the vehicle that they would go to."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from client.exchange.drafts import Draft, Plan, Refusal
from client.operations.figures import read_vehicle
from client.store import Reader
from garage.records import Vehicle
from garage.rules.odometer import Reading

_FAR = 20_000_000.0  # m between two readings: below it no pace is looked at
_MOST_A_DAY = 1_000_000.0  # m: no car keeps it up over the days between two readings


class Misfit(NamedTuple):
    """How many of the file's readings do not fit, the first of them and what it stands beside."""

    misfits: int
    readings: int
    first: Reading
    other: Reading

    @property
    def mostly(self) -> bool:
        """Whether it is half of them or more: another vehicle rather than a wrong digit."""
        return self.misfits * 2 >= self.readings


@dataclass
class Readings:
    """The odometer readings of a plan, kept as its rows are read."""

    found: list[Reading] = field(default_factory=list)

    def kept_of(self, plan: Plan) -> Plan:
        """The plan, whose rows leave their readings here as they go by."""

        def rows() -> Iterator[Draft | Refusal]:
            self.found.clear()
            for row in plan.rows():
                if isinstance(row, Draft):
                    self._keep(row)
                yield row

        return replace(plan, rows=rows)

    def _keep(self, draft: Draft) -> None:
        moment, shown = draft.values.get("date"), draft.values.get("odometer")
        if moment is not None and shown is not None:
            day = moment.day.toordinal()
            self.found.append(Reading(day, shown.si, shown, "", draft.kind))

    def misfit(self, reader: Reader, vehicle: Vehicle) -> Misfit | None:
        """What does not fit the vehicle's own readings; None where all do, or it has none."""
        return misfit(self.found, read_vehicle(reader, vehicle, money=False).odometer.trusted)


def misfit(readings: Sequence[Reading], trusted: Sequence[Reading]) -> Misfit | None:
    """Readings that would make the odometer run backwards, or faster than a vehicle goes."""
    wrong = 0
    first: tuple[Reading, Reading] | None = None
    for reading in readings:
        other = _against(reading, trusted)
        if other is not None:
            wrong += 1
            first = first or (reading, other)
    return Misfit(wrong, len(readings), *first) if first else None


def _against(reading: Reading, trusted: Sequence[Reading]) -> Reading | None:
    """The neighbour that speaks against a reading; those of its own day stand on both sides."""
    below = bisect_right(trusted, reading.ordinal, key=_ordinal)
    above = bisect_left(trusted, reading.ordinal, key=_ordinal)
    before = trusted[below - 1] if below else None
    after = trusted[above] if above < len(trusted) else None
    if before is not None and not _reached(before, reading):
        return before
    if after is not None and not _reached(reading, after):
        return after
    return None


def _reached(earlier: Reading, later: Reading) -> bool:
    days = later.ordinal - earlier.ordinal
    run = later.si - earlier.si
    if not days:
        # Which of a day came first is not told.
        return abs(run) <= _FAR
    return run >= 0 and (run <= _FAR or run <= days * _MOST_A_DAY)


def _ordinal(reading: Reading) -> int:
    return reading.ordinal
