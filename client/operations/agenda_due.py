"""What the garage's records put into the calendar, read for some days: no more than is needed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Table, select

from client.operations.figures import in_units, read_vehicle, usage_of
from client.store import Query, Reader
from client.store.codec import codec
from garage.records import (
    Inspection,
    InsurancePolicy,
    PlanItem,
    Record,
    Reminder,
    Vehicle,
    Work,
    WorkLine,
    kind_named,
)
from garage.rules.agenda import Entry as DueEntry
from garage.rules.agenda import entries
from garage.rules.due import Usage
from garage.rules.windows import Window
from garage.words import N_

DUE_NAMES = {
    "reminders": N_("Reminders"),
    "inspections": N_("Inspections"),
    "insurance": N_("Insurance"),
    "warranties": N_("Warranties"),
    "plan": N_("Plan"),
}
"""The calendars that records fill, and what they are called."""
DUE_COLOURS = {
    "reminders": "teal", "inspections": "purple", "insurance": "goldenrod",
    "warranties": "darkgray", "plan": "teal",
}  # fmt: skip
_WORKS = ("service", "repair", "upgrade")


def due_between(reader: Reader, first: date, last: date, today: date) -> list[DueEntry]:
    """What is due from `first` to `last`, which is not included."""
    records = _records(reader)
    if not records:
        return []
    vehicles = {each.id: in_units(reader, each) for each in reader.all(Vehicle)}
    usages = _usages(reader, records, vehicles, today)
    return entries(records, vehicles, usages, Window(first, last - timedelta(days=1)), today)


def _records(reader: Reader) -> list[Record]:
    """All that can be due; of work what has a warranty, by itself or by one of its lines."""
    found: list[Record] = []
    for type_ in (Reminder, Inspection, InsurancePolicy):
        found += reader.all(type_)
    found += reader.all(PlanItem, Query(where=_is_planned))
    for name in _WORKS:
        found += reader.records(kind_named(name), Query(where=_is_guarded))
    return [*found, *reader.all(WorkLine, Query(where=_is_guarded_itself))]


def _is_planned(item: Table[Any]) -> Any:
    return item.c.due.is_not(None)


def _is_guarded(work: Table[Any]) -> Any:
    line = codec(kind_named("work_line")).table
    by_line = select(line.c.work).where(_is_guarded_itself(line), line.c.deleted == 0)
    by_distance = work.c.warranty_odometer.is_not(None)
    return _is_guarded_itself(work) | by_distance | work.c.id.in_(by_line)


def _is_guarded_itself(record: Table[Any]) -> Any:
    return record.c.warranty_until.is_not(None)


def _usages(
    reader: Reader, records: Iterable[Record], vehicles: dict[str, Vehicle], today: date
) -> dict[str, Usage]:
    """How far those vehicles have come of which something is due by that."""
    counted: set[str] = set()
    for each in records:
        if isinstance(each, Reminder):
            counted |= {each.vehicle} if each.due_odometer or each.due_hours else set()
        elif isinstance(each, Work):
            counted |= {each.vehicle} if each.warranty_odometer else set()
    return {
        id_: usage_of(read_vehicle(reader, vehicles[id_], money=False), today)
        for id_ in sorted(counted & vehicles.keys())
    }
