"""What the search popup finds: things to do, places to go, records of the garage."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from client.errors import NotFound
from client.operations.settings import preferences
from client.store import Hit, Query, Reader
from client.store.search import fold
from client.ui.commands import Command
from client.ui.routes import VEHICLE, Route
from client.ui.text import _, months
from garage.moments import Moment
from garage.records import Record, Vehicle, find_kind
from garage.regions import Preferences, format_day

MOST_COMMANDS = 5
MOST_VEHICLES = 5
MOST_RECORDS = 12
_DEEPEST = 4

_ICONS = {
    "vehicle": "car", "fill_up": "fuel", "service": "wrench", "repair": "wrench",
    "upgrade": "wrench", "expense": "receipt", "trip": "route", "reminder": "bell",
    "odometer_reading": "gauge", "document": "file-text", "note": "sticky-note",
    "part": "package", "tyre_set": "disc-3", "inspection": "shield-check",
    "insurance_policy": "shield-check", "specification": "list", "work_line": "wrench",
    "checklist_item": "list-checks", "plan_item": "kanban",
}  # fmt: skip
_TABS = {"fill_up": "fuel"}


@dataclass(frozen=True, slots=True)
class Found:
    """A row of the popup; a row without `open` is a heading."""

    title: str
    detail: str = ""
    trailing: str = ""
    icon: str = ""
    open: Callable[[], None] | Route | None = None


def found_commands(commands: Sequence[Command], text: str) -> list[Found]:
    """The commands that can be used now and whose titles have the words typed."""
    words = fold(text).split()
    fitting = [
        command
        for command in commands
        if command.enabled() and all(word in fold(command.title) for word in words)
    ]
    limit = MOST_COMMANDS if words else len(fitting)
    return [
        Found(command.title, "", command.shortcut, command.icon or "chevron-right", command.run)
        for command in fitting[:limit]
    ]


def found_places(reader: Reader, text: str) -> tuple[list[Found], list[Found]]:
    """(vehicles that are called so, records that have the words), the best first."""
    vehicles = reader.all(Vehicle, Query(sort="name"))
    words = fold(text).split()
    fitting = [
        vehicle
        for vehicle in vehicles
        if all(word in fold(f"{vehicle.name} {vehicle.plate}") for word in words)
    ]
    places = [
        Found(v.name, _made(v), v.plate, "car", Route(VEHICLE, v.id))
        for v in fitting[:MOST_VEHICLES]
    ]
    if not words:
        return places, []
    names = {vehicle.id: vehicle.name for vehicle in vehicles}
    shown = {vehicle.id for vehicle in fitting[:MOST_VEHICLES]}
    hits = [hit for hit in reader.search(text, MOST_RECORDS * 4) if hit.id not in shown]
    prefs = preferences(reader)
    # What is called alike and was done again and again (a checklist's items) is one row.
    rows: dict[tuple[str, str], Found] = {}
    for hit in hits:
        row = _found(reader, hit, names, prefs)
        rows.setdefault((row.title, row.detail), row)
    return places, list(rows.values())[:MOST_RECORDS]


def _made(vehicle: Vehicle) -> str:
    return " ".join(str(part) for part in (vehicle.year, vehicle.make, vehicle.model) if part)


def _found(reader: Reader, hit: Hit, names: dict[str, str], prefs: Preferences) -> Found:
    kind = find_kind(hit.kind)
    label = _(kind.label) if kind is not None else hit.kind
    record = _record(reader, hit)
    vehicle = hit.id if hit.kind == "vehicle" else _vehicle_of(reader, record)
    moment = getattr(record, "date", None)
    when = format_day(moment.day, prefs, months()) if isinstance(moment, Moment) else ""
    detail = " · ".join(part for part in (label, names.get(vehicle, "")) if part)
    return Found(
        hit.heading or hit.snippet or label,
        detail,
        when,
        _ICONS.get(hit.kind, "file-text"),
        Route(VEHICLE, vehicle, _TABS.get(hit.kind, "")) if vehicle in names else None,
    )


def _record(reader: Reader, hit: Hit) -> Record | None:
    kind = find_kind(hit.kind)
    try:
        return reader.get(kind.type, hit.id) if kind is not None else None
    except NotFound:
        return None


def _vehicle_of(reader: Reader, record: Record | None) -> str:
    """The vehicle that a record hangs on, by way of its owners (a line's service's vehicle)."""
    for _step in range(_DEEPEST):
        kind = find_kind(record.kind) if record is not None else None
        if kind is None or kind.owner is None:
            return ""
        owner = str(getattr(record, kind.owner) or "")
        if kind.owner == "vehicle" or not owner:
            return owner
        try:
            record = reader.find(owner)
        except NotFound:
            return ""
        if isinstance(record, Vehicle):
            return record.id
    return ""
