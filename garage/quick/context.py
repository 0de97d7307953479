"""What is known about the vehicle before a line is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from garage.moments import Moment
from garage.money import UnitPrice
from garage.reading import Reading
from garage.units import Quantity

LONGEST = 500
"""Longest line, in characters."""
WITHIN = 5_000
"""How far above the last reading an odometer is expected, in its unit."""


@dataclass(frozen=True, slots=True)
class SinceFull:
    """The odometer at an energy's last full fill-up, and what partial ones added after it."""

    odometer: Quantity
    filled: Quantity | None = None


@dataclass(frozen=True)
class QuickContext:
    """The habits that the line follows, and the vehicle's last readings.

    `reading` should be `Reading.for_vehicle`'s: its units, currency, decimal mark, date order,
    zone and today. `since_full` says where an economy counts from, by the fuel that a line names
    ("petrol"), or by what it measures ("volume", "energy", "mass") where it names none; no economy
    is worked out for what is not in it, nor for a day before `last_day`, that of the last reading.
    `usual_price` helps to tell a volume from a total.
    """

    reading: Reading = field(default_factory=Reading)
    energies: tuple[str, ...] = ()
    uses_hours: bool = False
    last_odometer: Quantity | None = None
    last_day: date | None = None
    since_full: Mapping[str, SinceFull] = field(default_factory=dict)
    usual_price: UnitPrice | None = None
    stations: tuple[str, ...] = ()

    @property
    def electric(self) -> bool:
        """Whether the vehicle takes electricity alone."""
        return self.energies == ("electric",)

    def is_earlier(self, when: object) -> bool:
        """Whether a moment lies before the last reading: it is a log written later."""
        day = when.day if isinstance(when, Moment) else None
        return day is not None and self.last_day is not None and day < self.last_day

    def expects(self, odometer: Quantity) -> bool:
        """Whether it is within -1 % and `WITHIN` units of the last reading, which is known."""
        if self.last_odometer is None:
            return False
        last = self.last_odometer.to(odometer.unit).decimal
        return last * Decimal("0.99") <= odometer.decimal <= last + WITHIN
