"""The way to any record: its vehicle's tab with it picked, its day in the calendar, or its form."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QWidget

from client.operations.whereabouts import Whereabouts, whereabouts
from client.store import Reader
from client.ui.desk import Desk
from client.ui.routes import CALENDAR, TRASH, VEHICLE, Route
from client.ui.vehicles.tabs import tab_of
from garage.records import Calendar, Event, Vehicle


def route_of(found: Whereabouts) -> Route | None:
    """Where a record is shown; None where only its form can show it."""
    vehicle, bearer = found.vehicle, found.bearer
    if found.record.deleted or (vehicle is not None and vehicle.deleted):
        return Route(TRASH)
    if isinstance(bearer, Event) and bearer.times is not None:
        start = bearer.times.start
        day = start.date() if isinstance(start, datetime) else start
        return Route(CALENDAR, bearer.id, record=day.isoformat())
    if isinstance(bearer, Calendar):
        return Route(CALENDAR)
    if vehicle is None:
        return None
    if isinstance(bearer, Vehicle):
        return Route(VEHICLE, vehicle.id)
    return Route(VEHICLE, vehicle.id, tab_of(bearer.kind), bearer.id)


def go_to_record(desk: Desk, parent: QWidget, record: str) -> None:
    """Go to a record, or open its form over `parent`."""

    def where(reader: Reader) -> Whereabouts:
        return whereabouts(reader, reader.find(record))

    def found(place: Whereabouts) -> None:
        route = route_of(place)
        if route is not None:
            desk.go(route)
            return
        # The form is not needed before: importing it would hold up the start.
        from client.ui.vehicles.record_form import open_form

        open_form(desk, parent.window(), place.bearer.kind, None, place.bearer)

    desk.read(parent, where, found, key="whereabouts")
