"""What an import of a calendar file would do: which calendar it goes into, what is new or other."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from client.operations.agenda import calendars
from client.operations.calendar_children import ChildChange, child_changes
from client.operations.calendars import USUAL_CALENDAR
from client.operations.organizers import without_claims
from client.store import Query, Reader
from client.store.codec import codec
from client.store.ground import Ground
from garage.ics.importing import ImportPlan, ReadCalendar, key_of, plan_import
from garage.ids import natural_id, new_id
from garage.records import Alarm, Attendee, Calendar, Event, Record, kind_named


@dataclass(frozen=True)
class Target:
    """The calendar that it goes into, and what is there."""

    id: str
    name: str
    space: str
    new: bool
    events: tuple[Event, ...] = ()
    children: Mapping[str, tuple[Record, ...]] = field(default_factory=dict)
    taken: frozenset[str] = frozenset()
    """Ids of events that are there, in the trash too."""


@dataclass(frozen=True)
class PlannedImport:
    """An import as it is planned."""

    target: Target
    plan: ImportPlan
    children: tuple[ChildChange, ...]
    updated: int
    read: ReadCalendar
    """What was read, without what others claim of one's own."""


def planned(reader: Reader, read: ReadCalendar, calendar: str, first: str) -> PlannedImport:
    """Hold what was read to what is here; `first` names the calendar where there is none."""
    target = _target(reader, read, calendar, first)
    read = without_claims(reader, read, target.events)
    plan = plan_import(read, target.events)
    coming = {key_of(event.values): event for event in read.events}
    changed = {change.id for change in plan.changed}
    children: list[ChildChange] = []
    for event in target.events:
        its = coming.get(key_of(vars(event)))
        if its is None or its.values.get("sequence", 0) < (event.sequence or 0):
            continue
        found = child_changes(event.id, its, target.children.get(event.id, ()))
        changed |= {event.id} if found else set()
        children += found
    return PlannedImport(target, plan, tuple(children), len(changed), read)


def _target(reader: Reader, read: ReadCalendar, calendar: str, first: str) -> Target:
    there = [each for each in calendars(reader) if each.of == "events"]
    chosen = None
    if calendar:
        record = reader.get(Calendar, calendar)
        return _there(reader, record.id, record.name, record.space)
    if read.name:
        chosen = next((each for each in there if each.name == read.name), None)
    elif there:
        usual = reader.settings().get(USUAL_CALENDAR)
        own = [each for each in there if each.editable]
        chosen = next((each for each in own if each.id == usual), own[0] if own else None)
    if chosen is not None:
        return _there(reader, chosen.id, chosen.name, chosen.space)
    name = read.name or first
    space = Ground(reader.connection).shown
    id_ = natural_id(space, ("calendar", name))
    columns = codec(kind_named("calendar")).table.c
    if reader.records(kind_named("calendar"), Query(where=columns.id == id_, deleted=True)):
        id_ = new_id(time.time_ns() // 1_000_000)
    return Target(id_, name, space, new=True)


def _there(reader: Reader, id_: str, name: str, space: str) -> Target:
    columns = codec(kind_named("event")).table.c
    mine = Query(where=columns.calendar == id_)
    events = tuple(reader.all(Event, mine))
    trash = reader.all(Event, replace(mine, deleted=True, fields=("uid",)))
    children: dict[str, list[Record]] = {}
    ids = {event.id for event in events}
    both: list[Attendee | Alarm] = [*reader.all(Attendee), *reader.all(Alarm)]
    for child in both:
        if child.event in ids:
            children.setdefault(child.event, []).append(child)
    taken = frozenset(ids | {event.id for event in trash})
    kept = {event: tuple(those) for event, those in children.items()}
    return Target(id_, name, space, False, events, kept, taken)
