"""Due things: days that the garage's records put into the calendar, out of their projection."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from garage.records import (
    WORK_KINDS,
    Inspection,
    InsurancePolicy,
    PlanItem,
    Record,
    Reminder,
    Vehicle,
    WorkLine,
    kind_named,
    kinds,
)
from garage.rules.agenda import Entry, entries
from garage.rules.due import Usage
from garage.rules.odometer import Reading, hours_timeline, odometer_timeline, timeline
from garage.rules.windows import Window
from garage.units import Quantity
from sync_server.calendars.tables import DUE, READING
from sync_server.kit.rows import among
from sync_server.records.service import Seen, records_of

_ALWAYS = frozenset(
    each.kind for each in (Vehicle, Reminder, InsurancePolicy, PlanItem, Inspection)
)
_WARRANTED = frozenset((*WORK_KINDS, WorkLine.kind))
_WARRANTIES = ("warranty_until", "warranty_odometer")
_METERS = ("odometer", "hours", "end_odometer", "purchase_odometer", "sale_odometer")
_WHEN = ("date", "end", "purchased", "sold")
METERED = frozenset(
    each.name
    for each in kinds()
    if each.by_name.keys() & set(_METERS) and each.by_name.keys() & set(_WHEN)
)
"""The kinds whose records may say what an odometer showed."""
KINDS = _ALWAYS | _WARRANTED | METERED
"""The kinds that have a say in what is due when."""


@dataclass(frozen=True, slots=True)
class DueThing:
    """A due thing, the vehicle that it is of, and the `seq` of its record."""

    entry: Entry
    vehicle: Vehicle
    seq: int


def take_in(
    connection: Connection, space: str, here: Iterable[Seen], gone: Mapping[str, int]
) -> None:
    """Keep what these records say of due things, in place of what they said before."""
    those = [each for each in here if each.kind in KINDS]
    ids = [*gone, *(each.id for each in those)]
    if not ids:
        return
    for table in (DUE, READING):
        connection.execute(
            delete(table).where(table.c.space == space, among(connection, table.c.id, ids))
        )
    due = [row for each in those if (row := _due_row(space, each)) is not None]
    readings = [row for each in those for row in _reading_rows(space, each)]
    if due:
        connection.execute(insert(DUE), due)
    if readings:
        connection.execute(insert(READING), readings)


def _due_row(space: str, seen: Seen) -> dict[str, Any] | None:
    warranted = seen.kind in _WARRANTED and any(seen.fields.get(name) for name in _WARRANTIES)
    if seen.kind not in _ALWAYS and not warranted:
        return None
    vehicle = seen.id if seen.kind == Vehicle.kind else seen.fields.get("vehicle")
    return {
        "space": space, "id": seen.id, "kind": seen.kind, "vehicle": _text(vehicle),
        "beside": _text(seen.fields.get("work")) if seen.kind == WorkLine.kind else "",
    }  # fmt: skip


def _reading_rows(space: str, seen: Seen) -> list[dict[str, Any]]:
    if seen.kind not in METERED or not any(seen.fields.get(name) for name in _METERS):
        return []
    said = {
        name: value for name, value in seen.fields.items() if name in (*_METERS, *_WHEN, "vehicle")
    }
    record = _read(replace(seen, fields=said))
    vehicle = record if isinstance(record, Vehicle) else None
    records = [] if vehicle else [record]
    of = seen.id if vehicle else str(getattr(record, "vehicle", ""))
    found = [("odometer", each) for each in odometer_timeline(records, vehicle).readings]
    found += [("hours", each) for each in hours_timeline(records).readings]
    return [
        {
            "space": space, "id": seen.id, "part": part, "vehicle": of, "meter": meter,
            "day": each.ordinal, "si": each.si, "value": each.shown.value,
            "unit": each.shown.unit,
        }
        for part, (meter, each) in enumerate(found)
    ]  # fmt: skip


def _read(seen: Seen) -> Record:
    kind = kind_named(seen.kind)
    values, extra = kind.read_json(seen.fields)
    return kind.type(id=seen.id, deleted=seen.deleted, extra=extra, **values)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def due_things(connection: Connection, space: str, window: Window, today: date) -> list[DueThing]:
    """What is due in the window, by day, as it is known `today`."""
    rows = connection.execute(select(DUE.c.id, DUE.c.beside).where(DUE.c.space == space)).all()
    ids = {row.id for row in rows} | {row.beside for row in rows if row.beside}
    seen = records_of(connection, space, ids)
    records = [_read(each) for each in seen.values() if each.kind in KINDS and not each.deleted]
    vehicles = {each.id: each for each in records if isinstance(each, Vehicle)}
    usages = _usages(connection, space, today)
    return [
        DueThing(entry, vehicles[entry.vehicle], seen[entry.record].seq)
        for entry in entries(records, vehicles, usages, window, today)
        if entry.vehicle in vehicles
    ]


def _usages(connection: Connection, space: str, today: date) -> dict[str, Usage]:
    meters: dict[str, dict[str, list[Reading]]] = {}
    for row in connection.execute(select(READING).where(READING.c.space == space)):
        reading = Reading(row.day, row.si, Quantity(row.value, row.unit), row.id, "")
        meters.setdefault(row.vehicle, {}).setdefault(row.meter, []).append(reading)
    return {
        vehicle: Usage.on(
            today, timeline(each.get("odometer", ())), timeline(each.get("hours", ()))
        )
        for vehicle, each in meters.items()
    }
