"""What is known as a line is read, and what the record that was understood says, as text."""

from __future__ import annotations

from datetime import UTC, date
from typing import Any

from garage.money import Money, UnitPrice
from garage.quick import QuickContext, SinceFull, Understood
from garage.reading import Reading
from garage.regions import Preferences
from garage.units import Quantity

TODAY = date(2026, 11, 22)


def context(region: str = "IE", last: Quantity | None = None, **known: Any) -> QuickContext:
    """An Octavia at 83,313 km, read with the habits of a region."""
    reading = Reading.of(Preferences.for_region(region), zone=UTC, today=TODAY)
    last = last or Quantity("83313", "km")
    known.setdefault("since_full", dict.fromkeys(("volume", "energy"), SinceFull(last)))
    return QuickContext(reading, last_odometer=last, **known)


def worked(found: Understood) -> dict[str, str]:
    """The figures that were worked out, as text."""
    return {each.name: each.value.text for each in found.worked_out}


def amounts(found: Understood) -> dict[str, str]:
    """The numbers of the record, as text."""
    return {
        name: value.text
        for name, value in found.values.items()
        if isinstance(value, Quantity | Money | UnitPrice)
    }
