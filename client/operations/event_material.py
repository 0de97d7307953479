"""What the form of an event needs: what hangs on it, and what it can belong to."""

from __future__ import annotations

from dataclasses import dataclass

from client.store import Query, Reader
from garage.records import PlanItem, Reminder, Vehicle
from garage.records.agenda import Alarm, Attendee, Event

MOST = 500
"""Things of one kind that an event can belong to."""


@dataclass(frozen=True)
class Belonging:
    """Something that an event can belong to; `vehicle` is its vehicle's name."""

    id: str
    title: str
    vehicle: str = ""


@dataclass(frozen=True)
class EventMaterial:
    """Read in one snapshot; `event` as it is kept now, None for a new one or one that is gone."""

    event: Event | None = None
    attendees: tuple[Attendee, ...] = ()
    alarms: tuple[Alarm, ...] = ()
    vehicles: tuple[Vehicle, ...] = ()
    belongings: tuple[Belonging, ...] = ()


def event_material(reader: Reader, event: str) -> EventMaterial:
    """Of an event by its id, or of a new one (""); vehicles by name."""
    vehicles = tuple(reader.all(Vehicle, Query(sort="name")))
    found = reader.find(event) if event else None
    return EventMaterial(
        found if isinstance(found, Event) else None,
        attendees_of(reader, event),
        tuple(reader.all(Alarm, Query(owner=event)))[::-1] if event else (),
        vehicles,
        _belongings(reader, {vehicle.id: vehicle.name for vehicle in vehicles}),
    )


def attendees_of(reader: Reader, event: str) -> tuple[Attendee, ...]:
    """Who takes part in an event, in the order in which they were asked."""
    return tuple(reader.all(Attendee, Query(owner=event)))[::-1] if event else ()


def _belongings(reader: Reader, names: dict[str, str]) -> tuple[Belonging, ...]:
    reminders = [
        Belonging(each.id, each.title, names.get(each.vehicle, ""))
        for each in reader.all(Reminder, Query(limit=MOST))
        if not each.finished
    ]
    plans = [
        Belonging(each.id, each.title, names.get(each.vehicle, ""))
        for each in reader.all(PlanItem, Query(limit=MOST))
        if each.state != "done"
    ]
    return tuple(sorted((*reminders, *plans), key=lambda one: (one.title.casefold(), one.id)))


def attendees_by_event(reader: Reader, events: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """Who takes part in which of these events, by the name or else the address."""
    found: dict[str, list[str]] = {}
    for each in reader.all(Attendee, Query()):
        if each.event in events and (each.name or each.address):
            name = each.name or each.address.partition(":")[2] or each.address
            found.setdefault(each.event, []).append(name)
    return {event: tuple(dict.fromkeys(names)) for event, names in found.items()}
