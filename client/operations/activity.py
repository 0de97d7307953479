"""What happened lately, to one vehicle or in the whole garage: records of all kinds by day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from client.operations.fuel_log import paid
from client.operations.money_elsewhere import lines_of
from client.operations.vehicle_history import NEEDED
from client.store import Query, Reader
from client.store.codec import codec
from garage.moments import Moment
from garage.money import Money
from garage.records import (
    Document,
    Expense,
    FillUp,
    Note,
    Record,
    Repair,
    Service,
    Trip,
    Upgrade,
    Vehicle,
    Work,
    WorkLine,
    find_kind,
    kind_named,
)

_SHOWN: tuple[type[Record], ...] = (FillUp, Service, Repair, Upgrade, Expense, Trip)
"""Kinds of which the newest are looked at across the garage."""
_ALSO: tuple[type[Record], ...] = (Document, Note)
_OF_PAPERS = ("vehicle", "date", "title")


@dataclass(frozen=True, slots=True)
class Activity:
    """Something that happened: the record, when, to which vehicle, and what it cost."""

    record: Record
    moment: Moment
    vehicle: str
    """The vehicle's id."""
    vehicle_name: str
    cost: Money | None = None


def vehicle_activity(
    reader: Reader, vehicle: Vehicle, records: Iterable[Record], lines: Iterable[Record], most: int
) -> tuple[Activity, ...]:
    """The newest of a vehicle's `records` (of each kind the newest first), papers and notes."""
    found = _first_of_each(records, most)
    for kind in _ALSO:
        declared = find_kind(kind.kind)
        if declared is not None and declared.owner == "vehicle":
            found += reader.all(kind, Query(owner=vehicle.id, limit=most))
    return _newest(found, {vehicle.id: vehicle}, _line_sums(lines), most)


def garage_activity(
    reader: Reader, vehicles: Mapping[str, Vehicle], most: int
) -> tuple[Activity, ...]:
    """The newest records across the garage."""
    found: list[Record] = []
    for kind in _SHOWN:
        found += reader.all(kind, Query(limit=most, fields=NEEDED[kind]))
    for kind in _ALSO:
        # Some are of the garage, and no vehicle's.
        owned = codec(kind_named(kind.kind)).table.c.vehicle.is_not(None)
        found += reader.all(kind, Query(where=owned, limit=most, fields=_OF_PAPERS))
    lines = lines_of(reader, found)
    return _newest(found, vehicles, _line_sums(lines), most)


def _first_of_each(records: Iterable[Record], most: int) -> list[Record]:
    """The first of each kind: thousands need not be put in order for a few."""
    found: list[Record] = []
    counted: dict[type[Record], int] = {}
    for record in records:
        kind = type(record)
        before = counted.get(kind, 0)
        if before < most:
            counted[kind] = before + 1
            found.append(record)
    return found


def _newest(
    records: Sequence[Record],
    vehicles: Mapping[str, Vehicle],
    sums: Mapping[str, Money],
    most: int,
) -> tuple[Activity, ...]:
    # Of one day by kind and title: ids would put two garages of the same records in two orders.
    dated = [
        ((moment.wall, record.kind, str(getattr(record, "title", "")), record.id), moment, record)
        for record in records
        if isinstance(moment := getattr(record, "date", None), Moment)
        and getattr(record, "vehicle", "") in vehicles
    ]
    dated.sort(key=lambda each: each[0], reverse=True)
    return tuple(
        Activity(record, moment, owner, vehicles[owner].name, _cost(record, sums))
        for _, moment, record in dated[:most]
        if (owner := str(getattr(record, "vehicle", "")))
    )


def _cost(record: Record, sums: Mapping[str, Money]) -> Money | None:
    if isinstance(record, FillUp):
        return paid(record)
    total = getattr(record, "total", None)
    if total is None and isinstance(record, Work):
        return sums.get(record.id)
    return total if isinstance(total, Money) else None


def _line_sums(lines: Iterable[Record]) -> dict[str, Money]:
    """The sum of each work's lines; none where they differ in currency."""
    costs: dict[str, list[Money]] = {}
    for line in lines:
        if isinstance(line, WorkLine) and line.cost is not None:
            costs.setdefault(line.work, []).append(line.cost)
    sums: dict[str, Money] = {}
    for work, each in costs.items():
        if len({cost.currency for cost in each}) == 1:
            whole = each[0]
            for cost in each[1:]:
                whole = whole.plus(cost)
            sums[work] = whole
    return sums
