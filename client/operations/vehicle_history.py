"""A vehicle's records as its pages need them: each kind read once, figures worked out once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Table, bindparam, or_

from client.operations.figures import in_units
from client.operations.money_elsewhere import money_elsewhere
from client.store import Query, Reader
from garage.records import (
    Expense,
    FillUp,
    Inspection,
    OdometerReading,
    Record,
    Repair,
    Service,
    Trip,
    Upgrade,
    Vehicle,
)
from garage.rules.economy import Economy, economies
from garage.rules.odometer import Timeline, hours_timeline, odometer_timeline
from garage.rules.windows import Window

_WORK = (
    "vehicle", "date", "title", "odometer", "hours", "total", "supplier", "own_work", "labour",
)  # fmt: skip
NEEDED: dict[type[Record], tuple[str, ...]] = {
    FillUp: (
        "vehicle", "date", "odometer", "hours", "volume", "energy", "mass", "price", "total",
        "full", "missed", "fuel", "station", "charge_from", "charge_to", "driver",
    ),
    OdometerReading: ("vehicle", "date", "odometer", "hours"),
    Service: _WORK,
    Repair: _WORK,
    Upgrade: _WORK,
    Expense: (
        "vehicle", "date", "title", "category", "total", "odometer", "supplier", "every", "until",
    ),
    Trip: (
        "vehicle", "date", "end", "start", "destination", "purpose", "title", "odometer",
        "end_odometer", "distance", "driver", "total",
    ),
    Inspection: ("vehicle", "date", "title", "result", "odometer", "total", "supplier"),
}  # fmt: skip
"""Kinds that carry an odometer and most of the money, with the fields that a page shows."""


@dataclass(frozen=True)
class VehicleHistory:
    """What happened to a vehicle. `vehicle` has the person's units where it names none."""

    vehicle: Vehicle
    records: tuple[Record, ...] = field(repr=False)
    elsewhere: tuple[Record, ...] = field(repr=False)
    """Other records that carry money: policies, tyre sets, parts, lines of work."""
    odometer: Timeline = field(repr=False)
    hours: Timeline = field(repr=False)
    economies: tuple[Economy, ...] = field(repr=False)

    @property
    def fill_ups(self) -> list[FillUp]:
        """Its fill-ups, the newest first."""
        return [record for record in self.records if isinstance(record, FillUp)]

    def spent_in(self, window: Window) -> list[Record]:
        """The records that can have cost something in the window."""
        return [*spendable(self.records, window), *self.elsewhere]


def read_history(reader: Reader, vehicle_id: str, since: date | None = None) -> VehicleHistory:
    """Everything about a vehicle that its pages show, or what counts `since`; raises NotFound."""
    vehicle = in_units(reader, reader.get(Vehicle, vehicle_id))
    records: list[Record] = []
    for kind, names in NEEDED.items():
        records += reader.all(kind, _here(vehicle_id, names, since))
    elsewhere = money_elsewhere(reader, vehicle_id, records)
    fills = [record for record in records if isinstance(record, FillUp)]
    return VehicleHistory(
        vehicle,
        tuple(records),
        tuple(elsewhere),
        odometer_timeline(records, vehicle),
        hours_timeline(records),
        economies(fills, vehicle=vehicle),
    )


def _here(vehicle_id: str, names: tuple[str, ...], since: date | None) -> Query:
    if since is None:
        return Query(owner=vehicle_id, fields=names)
    given = {"since": since.isoformat()}
    return Query(owner=vehicle_id, fields=names, where=counts_since, given=given)


def counts_since(table: Table[Any]) -> ColumnElement[bool]:
    """What happened "since" or nobody knows when, or costs something again and again."""
    dated = or_(table.c.date >= bindparam("since"), table.c.date.is_(None))
    return or_(dated, table.c.every.is_not(None)) if "every" in table.c else dated


def spendable(records: Iterable[Record], window: Window) -> list[Record]:
    """Those that happened in the window or cost something again and again."""
    return [
        record
        for record in records
        if (isinstance(record, Expense) and record.every is not None)
        or ((day := day_of(record)) is not None and window.holds(day))
    ]


def day_of(record: Record) -> date | None:
    """The day that a record is of."""
    moment = getattr(record, "date", None)
    return moment.day if moment is not None else None
