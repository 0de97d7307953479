"""What the first steps write: a vehicle with its odometer as it stands, and its reminders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from client.errors import NotFound
from client.operations.new_vehicle import specifications
from client.operations.records import completed, fresh_id
from client.store import Changes, Query, Reader, Store, Transaction
from garage.moments import Moment
from garage.periods import Period
from garage.records import (
    Kind,
    OdometerReading,
    Reminder,
    Specification,
    Vehicle,
    kind_named,
)
from garage.units import Quantity
from garage.vin import Proposed


@dataclass(frozen=True, slots=True)
class Remembered:
    """Something to be reminded of: its title, its category, when, and how often again."""

    title: str
    category: str
    due: date
    every: Period | None = None
    id: str = field(default_factory=fresh_id)
    """Of its record: kept again under the same, it is changed and not added."""


@dataclass(frozen=True, slots=True)
class FirstVehicle:
    """A vehicle as the steps describe it: its fields, what its VIN told, where it stands."""

    values: Mapping[str, Any]
    told: Sequence[Proposed] = ()
    odometer: Quantity | None = None


def change_first_vehicle(
    store: Store, id_: str, before: FirstVehicle, after: FirstVehicle, now: Moment
) -> Changes:
    """Change the vehicle that was added to what is described now; raises ValueRefused, NotFound."""
    kind, odometer_kind = kind_named("vehicle"), kind_named("odometer_reading")
    spec_kind = kind_named("specification")
    names = sorted({*before.values, *after.values})
    checked = kind.check(
        {
            name: after.values.get(name)
            for name in names
            if before.values.get(name) != after.values.get(name)
        }
    )
    gone, come = _told_otherwise(before, after)

    def work(transaction: Transaction) -> None:
        reader = Reader(transaction.connection)
        transaction.change(kind, id_, checked)
        for spec in reader.all(Specification, Query(owner=id_)):
            if (spec.name, spec.origin) in gone:
                transaction.mark_deleted(spec_kind, spec.id, True)
        for values in come:
            transaction.add(spec_kind, spec_kind.complete({**values, "vehicle": id_}))
        if after.odometer == before.odometer:
            return
        readings = reader.all(OdometerReading, Query(owner=id_))
        kept = next((one.id for one in readings if one.odometer == before.odometer), "")
        if kept and after.odometer is None:
            transaction.mark_deleted(odometer_kind, kept, True)
        elif kept:
            told = odometer_kind.check({"odometer": after.odometer})
            transaction.change(odometer_kind, kept, told)
        elif after.odometer is not None:
            reading = {"vehicle": id_, "date": now, "odometer": after.odometer}
            transaction.add(odometer_kind, completed(odometer_kind, reading))

    return store.operate(work, "edit", str(after.values["name"]))


def _told_otherwise(
    before: FirstVehicle, after: FirstVehicle
) -> tuple[set[tuple[str, str]], list[dict[str, Any]]]:
    """The specifications (name, origin) that another number no longer tells, and its own."""
    old, new = specifications(before.told), specifications(after.told)
    gone = {(str(spec["name"]), str(spec["origin"])) for spec in old if spec not in new}
    return gone, [spec for spec in new if spec not in old]


def keep_reminders(
    store: Store, vehicle: str, wanted: Sequence[Remembered], dropped: Sequence[str] = ()
) -> Changes:
    """Add a vehicle's reminders, or give those of the same id their day; raises ValueRefused.

    `dropped` are the ids of those that are no longer wanted.
    """
    kind = kind_named("reminder")
    complete = {
        one.id: completed(
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
    }

    def work(transaction: Transaction) -> None:
        for id_, values in complete.items():
            if _is_there(transaction, kind, id_):
                transaction.mark_deleted(kind, id_, False)
                transaction.change(kind, id_, {"due": values["due"]})
            else:
                transaction.add(kind, values, id_=id_)
        for id_ in dropped:
            if _is_there(transaction, kind, id_):
                transaction.mark_deleted(kind, id_, True)

    there = {
        one.id for one in store.read(lambda reader: reader.all(Reminder, Query(owner=vehicle)))
    }
    name = "edit" if there.issuperset(complete) else "add"
    return store.operate(work, name, ", ".join(one.title for one in wanted))


def _is_there(transaction: Transaction, kind: Kind, id_: str) -> bool:
    try:
        transaction.load(kind, id_)
    except NotFound:
        return False
    return True


def still_there(reader: Reader, vehicle: str, reminders: Sequence[str]) -> tuple[bool, bool]:
    """Whether the vehicle of the steps is there, and any of its reminders: both can be undone."""
    there = [one.id for one in reader.all(Reminder, Query(owner=vehicle))]
    try:
        kept = not reader.get(Vehicle, vehicle).deleted
    except NotFound:
        kept = False
    return kept, kept and any(id_ in there for id_ in reminders)
