"""A new vehicle, with what its VIN told and its odometer shows, in one operation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from client.operations.records import completed
from client.store import Changes, Store, Transaction
from garage.moments import Moment
from garage.records import kind_named
from garage.units import Quantity
from garage.vin import Proposed, decode, proposal


def look_up(vin: str, typed: Mapping[str, object], today: date) -> tuple[Proposed, ...]:
    """What a VIN would set beside what is typed (up to 0.8 s the first time)."""
    return proposal(decode(vin, today=today), typed)


def specifications(told: Sequence[Proposed]) -> list[dict[str, Any]]:
    """The values of the specifications among what a VIN told, without their vehicle."""
    found: list[dict[str, Any]] = []
    for part in told:
        if part.target == "specification" and not part.skipped:
            measured = isinstance(part.value, Quantity)
            value = part.value if measured else str(part.value)
            found.append({"name": part.field, "origin": part.source,
                          "value" if measured else "text": value})  # fmt: skip
    return found


def add_vehicle(
    store: Store,
    values: Mapping[str, Any],
    told: Sequence[Proposed] = (),
    odometer: Quantity | None = None,
    now: Moment | None = None,
) -> Changes:
    """Add a vehicle, the specifications among what its VIN `told`, and what its odometer shows.

    `now` is when the odometer was read, today without. Raises ValueRefused.
    """
    kind, spec_kind = kind_named("vehicle"), kind_named("specification")
    reading_kind = kind_named("odometer_reading")
    complete = completed(kind, values)
    specs = specifications(told)

    def work(transaction: Transaction) -> None:
        vehicle = transaction.add(kind, complete)
        for spec in specs:
            transaction.add(spec_kind, spec_kind.complete({**spec, "vehicle": vehicle}))
        if odometer is not None:
            read = now if now is not None else Moment(transaction.today)
            reading = {"vehicle": vehicle, "date": read, "odometer": odometer}
            transaction.add(reading_kind, completed(reading_kind, reading))

    return store.operate(work, "add", str(complete["name"]))
