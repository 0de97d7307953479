"""A line about an event, as one would say it: what it can name, and the event that it makes."""

from __future__ import annotations

from datetime import tzinfo
from typing import Any

from client.errors import BadRequest
from client.operations.agenda import calendars
from client.operations.events import FIRST_CALENDAR, Along, add_event
from client.store import Changes, Query, Reader, Store
from garage.calendar.times import EventTimes
from garage.quick.event_line import Called, EventContext
from garage.quick.events import UnderstoodEvent
from garage.reading import Reading
from garage.records import Vehicle
from garage.words import N_

_GONE = ("sold", "scrapped")


def line_context(reader: Reader, reading: Reading, zone: tzinfo) -> EventContext:
    """The vehicles in use and the calendars that one may write, by what they are called."""
    vehicles = [each for each in reader.all(Vehicle, Query()) if each.status not in _GONE]
    return EventContext(
        reading=reading,
        zone=zone_name(zone),
        vehicles=tuple(Called(each.id, _names(each)) for each in vehicles),
        calendars=tuple(Called(each.id, (each.name,)) for each in calendars(reader)
                        if each.editable),
    )  # fmt: skip


def zone_name(zone: tzinfo) -> str:
    """IANA's name of a zone; "UTC" where it has none."""
    return str(getattr(zone, "key", "") or "UTC")


def _names(vehicle: Vehicle) -> tuple[str, ...]:
    whole = f"{vehicle.make} {vehicle.model}".strip()
    named = (vehicle.name, vehicle.model, whole, vehicle.plate)
    return tuple(dict.fromkeys(name for name in named if len(name) > 1))


def add_understood_event(
    store: Store, understood: UnderstoodEvent, *, first_calendar: str = FIRST_CALENDAR
) -> Changes:
    """Write the event that a line says; raises BadRequest where it says no time or no title."""
    if not understood.title:
        raise BadRequest(N_("what the event is about is not said"), N_("write it in front"))
    if understood.times is None:
        raise BadRequest(N_("when it is is not said"), N_("write it as Tuesday 9:00"))
    along = [
        Along("alarm", values={"trigger": trigger, "action": "display"})
        for trigger in understood.triggers
    ]
    return add_event(store, values_of(understood), along, first_calendar=first_calendar)


def values_of(understood: UnderstoodEvent, times: EventTimes | None = None) -> dict[str, Any]:
    """The event's values, without what was not said."""
    values = {
        "title": understood.title, "times": times or understood.times,
        "vehicle": understood.vehicle, "calendar": understood.calendar,
        "place": understood.place,
    }  # fmt: skip
    return {name: value for name, value in values.items() if value}
