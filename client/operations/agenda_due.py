"""What the garage's records put into the calendar, read for some days: no more than is needed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import select

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
    plan = codec(kind_named("plan_item")).table.c
    found += reader.all(PlanItem, Query(where=plan.due.is_not(None)))
    line = codec(kind_named("work_line")).table.c
    lines = reader.all(WorkLine, Query(where=line.warranty_until.is_not(None)))
    guarded = select(line.work).where(line.warranty_until.is_not(None), line.deleted == 0)
    for name in _WORKS:
        work = codec(kind_named(name)).table.c
        own = work.warranty_until.is_not(None) | work.warranty_odometer.is_not(None)
        found += reader.records(kind_named(name), Query(where=own | work.id.in_(guarded)))
    return [*found, *lines]


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
