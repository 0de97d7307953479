"""What the first steps write: a vehicle with its odometer as it stands, and its reminders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from client.operations.new_vehicle import specifications
from client.operations.records import completed
from client.store import Changes, Store, Transaction
from garage.moments import Moment
from garage.periods import Period
from garage.records import kind_named
from garage.units import Quantity
from garage.vin import Proposed


@dataclass(frozen=True, slots=True)
class Remembered:
    """Something to be reminded of: its title, its category, when, and how often again."""

    title: str
    category: str
    due: date
    every: Period | None = None


def add_first_vehicle(
    store: Store,
    values: Mapping[str, Any],
    told: Sequence[Proposed],
    odometer: Quantity | None,
    now: Moment,
) -> Changes:
    """Add a vehicle, what its VIN told and where its odometer stands; raises ValueRefused."""
    vehicle_kind, reading_kind = kind_named("vehicle"), kind_named("odometer_reading")
    spec_kind = kind_named("specification")
    complete = completed(vehicle_kind, values)
    specs = specifications(told)

    def work(transaction: Transaction) -> None:
        vehicle = transaction.add(vehicle_kind, complete)
        for spec in specs:
            transaction.add(spec_kind, spec_kind.complete({**spec, "vehicle": vehicle}))
        if odometer is not None:
            reading = {"vehicle": vehicle, "date": now, "odometer": odometer}
            transaction.add(reading_kind, completed(reading_kind, reading))

    return store.operate(work, "add", str(complete["name"]))


def add_reminders(store: Store, vehicle: str, wanted: Sequence[Remembered]) -> Changes:
    """Add reminders for a vehicle, in one operation; raises ValueRefused."""
    kind = kind_named("reminder")
    complete = [
        completed(
            kind,
            {
                "vehicle": vehicle,
                "title": one.title,
                "category": one.category,
                "due": one.due,
                "every": one.every,
            },
        )
        for one in wanted
    ]

    def work(transaction: Transaction) -> None:
        for values in complete:
            transaction.add(kind, values)

    return store.operate(work, "add", ", ".join(one.title for one in wanted))
