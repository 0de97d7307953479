"""What a garage's records add up to: economy, costs, what is due; read from one snapshot."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sqlalchemy import literal, select

from client.operations.money_elsewhere import money_elsewhere
from client.operations.part_rows import lines_with
from client.operations.settings import for_vehicle, preferences
from client.store import Query, Reader
from client.store.rates import seeded_rates
from garage.money import Money
from garage.money.rates import NoRate
from garage.records import (
    Expense,
    FillUp,
    Inspection,
    OdometerReading,
    Part,
    Record,
    Reminder,
    Repair,
    Service,
    StockMovement,
    Trip,
    TyreEvent,
    TyreSet,
    Upgrade,
    Vehicle,
)
from garage.records.known import in_known_units
from garage.rules.costs import Costs, costs
from garage.rules.due import Due, Usage, due_list
from garage.rules.economy import Economy, economies
from garage.rules.odometer import Timeline, hours_timeline, odometer_timeline
from garage.rules.stock import Stock, stock
from garage.rules.windows import EVER, Window

_WORK = ("vehicle", "date", "odometer", "hours", "total")
_COUNTED: dict[type[Record], tuple[str, ...]] = {
    FillUp: (*_WORK, "volume", "energy", "mass", "price"),
    OdometerReading: ("vehicle", "date", "odometer", "hours"),
    Service: _WORK,
    Repair: _WORK,
    Upgrade: _WORK,
    Expense: ("vehicle", "date", "odometer", "category", "total", "every", "until"),
    Trip: ("vehicle", "date", "end", "odometer", "end_odometer", "total"),
    Inspection: ("vehicle", "date", "odometer", "total"),
}
"""What sums need of the kinds that carry an odometer and most of the money.

A list of thousands is read in half the time without the rest.
"""
_FILLED = (
    "date", "odometer", "hours", "volume", "energy", "mass", "full", "missed", "fuel",
    "charge_from", "charge_to",
)  # fmt: skip
"""What the economy needs of a fill-up."""


@dataclass(frozen=True)
class VehicleRecords:
    """The records of one vehicle that figures are made of."""

    vehicle: Vehicle
    records: tuple[Record, ...]

    @cached_property
    def odometer(self) -> Timeline:
        """Its odometer readings, worked out when they are asked for."""
        return odometer_timeline(self.records, self.vehicle)

    @cached_property
    def hours(self) -> Timeline:
        """Its engine hours."""
        return hours_timeline(self.records)

    @property
    def fill_ups(self) -> list[FillUp]:
        """Its fill-ups."""
        return [record for record in self.records if isinstance(record, FillUp)]


def read_vehicle(reader: Reader, vehicle: Vehicle, *, money: bool = True) -> VehicleRecords:
    """A vehicle's records; without `money` only those that say how far it ran."""
    records: list[Record] = []
    for kind, names in _COUNTED.items():
        records += reader.all(kind, Query(owner=vehicle.id, fields=names))
    if money:
        records += [vehicle, *money_elsewhere(reader, vehicle.id, records)]
    return VehicleRecords(vehicle, tuple(records))


def economy_of(reader: Reader, vehicle: Vehicle) -> tuple[Economy, ...]:
    """The economy of a vehicle, an entry for each energy, in the person's or its own units."""
    return economies(
        reader.all(FillUp, Query(owner=vehicle.id, fields=_FILLED)),
        vehicle=in_units(reader, vehicle),
    )


def in_units(reader: Reader, vehicle: Vehicle) -> Vehicle:
    """The vehicle with the person's units where it names none of its own that is known here."""
    vehicle = in_known_units(vehicle)
    chosen = for_vehicle(preferences(reader), vehicle)
    return dataclasses.replace(
        vehicle,
        distance_unit=vehicle.distance_unit or chosen.unit_for("distance") or "",
        volume_unit=vehicle.volume_unit or chosen.unit_for("volume") or "",
        economy_unit=vehicle.economy_unit
        or (chosen.unit_for("economy") or "" if not vehicle.distance_unit else ""),
        currency=vehicle.currency or chosen.currency,
    )


def costs_of(
    reader: Reader,
    vehicle: Vehicle,
    today: date,
    window: Window = EVER,
    *,
    currency: str = "",
    depreciation: bool = False,
) -> Costs:
    """What a vehicle cost in a window, in one currency, each amount at the rate of its own day."""
    read = read_vehicle(reader, vehicle)
    return costs(
        read.records,
        today=today,
        vehicles=(vehicle,),
        window=window,
        currency=currency or in_known_units(vehicle).currency,
        convert=convert,
        purchase=depreciation,
        depreciation=depreciation,
    )


def convert(money: Money, to: str, day: date) -> Money | None:
    """An amount in another currency, at the rate of `day`; None where there is none."""
    if money.currency == to:
        return money
    try:
        return seeded_rates().convert(money, to, day).money
    except NoRate:
        return None


def due_in(reader: Reader, on: date, vehicles: Mapping[str, Vehicle] | None = None) -> list[Due]:
    """What is due, across the garage or for some vehicles (by id), the most urgent first."""
    if vehicles is None:
        vehicles = {vehicle.id: vehicle for vehicle in reader.all(Vehicle, Query(sort="name"))}
    reminders = [one for one in reader.all(Reminder) if one.vehicle in vehicles]
    counted = {one.vehicle for one in reminders if one.due_odometer or one.due_hours}
    usages = {
        id_: usage_of(read_vehicle(reader, vehicles[id_], money=False), on) for id_ in counted
    }
    return due_list(reminders, on, {k: in_units(reader, v) for k, v in vehicles.items()}, usages)


def usage_of(read: VehicleRecords, on: date) -> Usage:
    """How far a vehicle has come by a day."""
    return Usage.on(on, read.odometer, read.hours)


def tyre_events(reader: Reader, tyre_set: TyreSet) -> list[TyreEvent]:
    """What happened to a tyre set."""
    return reader.all(TyreEvent, Query(owner=tyre_set.id))


def stock_of(reader: Reader, part: Part) -> Stock:
    """How much of a part there is, by its movements and the work that took from it."""
    lines = lines_with(reader, select(literal(part.id)))
    return stock(part, reader.all(StockMovement, Query(owner=part.id)), lines)
