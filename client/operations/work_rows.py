"""What was done to a vehicle, as rows: services, repairs, upgrades and inspections together."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Table, bindparam, select

from client.operations.record_rows import newest_first
from client.store import Query, Reader
from client.store.codec import codec
from garage.money import Money
from garage.records import (
    WORK_KINDS,
    Inspection,
    Repair,
    Service,
    Upgrade,
    Work,
    WorkLine,
    kind_named,
)
from garage.units import Quantity

KINDS = ("service", "repair", "upgrade", "inspection")
_TYPES: tuple[type[Work], ...] = (Service, Repair, Upgrade)


class WorkRow(NamedTuple):
    """Work or an inspection, with what its lines come to.

    `total` is the record's own, else the sum of its lines where they share a currency.
    `days_left` counts to the end of its warranty, or of what an inspection is valid for.
    """

    id: str
    kind: str
    record: Work | Inspection
    lines: int
    total: Money | None
    days_left: int | None

    @property
    def until(self) -> date | None:
        """The last day of its warranty, or of what an inspection is valid for."""
        return _until(self.record)

    @property
    def until_odometer(self) -> Quantity | None:
        """The odometer up to which the warranty holds."""
        return self.record.warranty_odometer if isinstance(self.record, Work) else None


def work_rows(reader: Reader, vehicle: str, today: date) -> list[WorkRow]:
    """All that was done to a vehicle, the newest first."""
    here = Query(owner=vehicle)
    records: list[Work | Inspection] = [one for type_ in _TYPES for one in reader.all(type_, here)]
    records += reader.all(Inspection, here)
    lines: dict[str, list[Money | None]] = {}
    for line in _lines(reader, vehicle):
        lines.setdefault(line.work, []).append(line.cost)
    made = []
    for record in records:
        own, until = lines.get(record.id, []), _until(record)
        total = record.total or _summed(own)
        left = (until - today).days if until is not None else None
        made.append(WorkRow(record.id, record.kind, record, len(own), total, left))
    return newest_first(made)


def _until(record: Work | Inspection) -> date | None:
    return record.warranty_until if isinstance(record, Work) else record.valid_until


def _lines(reader: Reader, vehicle: str) -> list[WorkLine]:
    """The lines of all its work, in one reading."""
    given = {"vehicle": vehicle}
    return reader.all(WorkLine, Query(where=_of_its_work, given=given, fields=("work", "cost")))


def _of_its_work(line: Table[Any]) -> ColumnElement[bool]:
    tables = [codec(kind_named(name)).table for name in WORK_KINDS]
    works = [select(table.c.id).where(table.c.vehicle == bindparam("vehicle")) for table in tables]
    within: ColumnElement[bool] = line.c.work.in_(works[0].union_all(*works[1:]))
    return within


def _summed(amounts: Iterable[Money | None]) -> Money | None:
    known = [money for money in amounts if money is not None]
    if not known or len({money.currency for money in known}) > 1:
        return None
    return Money.of(sum((money.decimal for money in known), Decimal(0)), known[0].currency)
