"""The records of many vehicles at once, no more of them than the figures of a window need."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import and_, or_

from client.operations.figures import VehicleRecords
from client.operations.vehicle_history import spendable
from client.store import Query, Reader
from client.store.codec import codec
from garage.records import (
    Expense,
    FillUp,
    Inspection,
    InsurancePolicy,
    OdometerReading,
    Part,
    Record,
    Repair,
    Service,
    StockMovement,
    Trip,
    TyreSet,
    Upgrade,
    Valuation,
    Vehicle,
    Work,
    WorkLine,
    find_kind,
)
from garage.rules.windows import Window

_WORK = ("vehicle", "date", "odometer", "hours", "total")
_NEEDED: dict[type[Record], tuple[str, ...]] = {
    FillUp: (
        "vehicle", "date", "odometer", "hours", "volume", "energy", "mass", "price", "total",
        "full", "missed", "fuel", "charge_from", "charge_to",
    ),
    OdometerReading: ("vehicle", "date", "odometer", "hours"),
    Service: _WORK,
    Repair: _WORK,
    Upgrade: _WORK,
    Expense: ("vehicle", "date", "title", "category", "total", "odometer", "every", "until"),
    Trip: ("vehicle", "date", "end", "odometer", "end_odometer", "total"),
    Inspection: ("vehicle", "date", "odometer", "total"),
}  # fmt: skip
_ELSEWHERE: tuple[type[Record], ...] = (InsurancePolicy, TyreSet, Part, Valuation)
_AT_ONCE = 500
"""Values that one statement is given: SQLite takes a limited number."""
_FILLS_BEFORE = 20
"""So many fill-ups before a window judge the first ones in it as the whole log would."""


@dataclass(frozen=True)
class VehicleLog(VehicleRecords):
    """What one vehicle's insights are made of."""

    elsewhere: tuple[Record, ...] = field(repr=False)
    """Policies, tyre sets, parts with their movements, valuations."""
    lines: Mapping[str, Sequence[Record]] = field(repr=False)
    """The lines of those works that name no total, by work."""

    @property
    def valuations(self) -> list[Valuation]:
        """What it was valued at."""
        return [record for record in self.elsewhere if isinstance(record, Valuation)]

    def spent_in(self, window: Window) -> list[Record]:
        """The records that can have cost something in the window."""
        found = spendable(self.records, window)
        lines = [line for record in found for line in self.lines.get(record.id, ())]
        return [*found, *lines, *self.elsewhere]


def read_logs(
    reader: Reader, vehicles: Sequence[Vehicle], since: date | None, start: date | None
) -> list[VehicleLog]:
    """The logs of these vehicles for a window from `start`; read from `since` where that tells.

    A vehicle whose odometer was not read between `since` and `start`, or that was filled up too
    seldom to judge its first figures, is read whole.
    """
    found = _records(reader, [each.id for each in vehicles], since)
    if since is not None and start is not None:
        thin = [each.id for each in vehicles if not _tells(found.get(each.id, ()), start)]
        found |= _records(reader, thin, None)
    ids = {each.id for each in vehicles}
    elsewhere = _elsewhere(reader, ids)
    lines = _lines(reader, (record for its in found.values() for record in its))
    return [
        VehicleLog(
            each, tuple(found.get(each.id, ())), tuple(elsewhere.get(each.id, ())), lines
        )
        for each in vehicles
    ]  # fmt: skip


def shelf(reader: Reader) -> list[Record]:
    """Parts that are for no vehicle, with their movements."""
    parts = [part for part in reader.all(Part) if not part.vehicle]
    ids = {part.id for part in parts}
    return [*parts, *(each for each in reader.all(StockMovement) if each.part in ids)]


def _tells(records: Iterable[Record], start: date) -> bool:
    fills = read = 0
    for record in records:
        moment = getattr(record, "date", None)
        if moment is not None and moment.day < start:
            read += getattr(record, "odometer", None) is not None
            fills += isinstance(record, FillUp)
    return read > 0 and fills >= _FILLS_BEFORE


def _records(
    reader: Reader, ids: Sequence[str], since: date | None
) -> dict[str, list[Record]]:  # fmt: skip
    found: dict[str, list[Record]] = {}
    for part in _parts(ids):
        for type_, names in _NEEDED.items():
            kind = find_kind(type_.kind)
            assert kind is not None
            columns = codec(kind).table.c
            where = columns.vehicle.in_(part)
            if since is not None:
                late = columns.date >= since.isoformat()
                if type_ is Expense:
                    late = or_(late, columns.every.is_not(None))
                where = and_(where, late)
            for record in reader.records(kind, Query(where=where, fields=names)):
                found.setdefault(str(getattr(record, "vehicle", "")), []).append(record)
    return found


def _elsewhere(reader: Reader, ids: Collection[str]) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = {}
    owners: dict[str, str] = {}
    for kind in _ELSEWHERE:
        for record in reader.all(kind):
            vehicle = str(getattr(record, "vehicle", ""))
            if vehicle in ids:
                found.setdefault(vehicle, []).append(record)
                owners[record.id] = vehicle
    for movement in reader.all(StockMovement) if owners else ():
        if movement.part in owners:
            found[owners[movement.part]].append(movement)
    return found


def _lines(reader: Reader, records: Iterable[Record]) -> dict[str, list[Record]]:
    works = [each.id for each in records if isinstance(each, Work) and each.total is None]
    kind = find_kind(WorkLine.kind)
    assert kind is not None
    found: dict[str, list[Record]] = {}
    for part in _parts(works):
        for line in reader.all(WorkLine, Query(where=codec(kind).table.c.work.in_(part))):
            found.setdefault(line.work, []).append(line)
    return found


def _parts(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    return (ids[place : place + _AT_ONCE] for place in range(0, len(ids), _AT_ONCE))
