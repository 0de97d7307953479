"""The reminders of a vehicle in the order of their urgency, and those worth adding."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from client.operations.records import add
from client.operations.settings import preferences
from client.operations.vehicle_history import VehicleHistory, day_of, read_history
from client.store import Changes, Query, Reader, Store
from garage.records import Inspection, Record, Reminder, Vehicle, Work, kind_named
from garage.rules.due import Due, Usage, due_list
from garage.rules.usual import Usual, first_due, usual_reminders

LATE, SOON, LATER = "late", "soon", "later"
_GROUPS = {"overdue": LATE, "due": LATE, "soon": SOON, "ok": LATER}


@dataclass(frozen=True)
class Suggestion:
    """A reminder to add, with the values that it would have."""

    usual: Usual
    values: dict[str, Any]


@dataclass(frozen=True)
class Reminders:
    """A vehicle's reminders: those open, the most urgent first, and those finished."""

    vehicle: Vehicle
    dues: tuple[Due, ...]
    finished: tuple[Reminder, ...]
    usage: Usage
    suggestions: tuple[Suggestion, ...]

    def group(self, name: str) -> list[Due]:
        """Those that are "late", "soon" or "later"."""
        return [due for due in self.dues if _GROUPS[due.state] == name]


def read_reminders(reader: Reader, vehicle_id: str, today: date) -> Reminders:
    """Read a vehicle's reminders; raises NotFound."""
    history = read_history(reader, vehicle_id)
    usage = Usage.on(today, history.odometer, history.hours)
    found = reader.all(Reminder, Query(owner=vehicle_id))
    # One may look at the reminders of a vehicle that was sold; elsewhere they do not show.
    shown = dataclasses.replace(history.vehicle, status="active")
    dues = due_list(found, today, {vehicle_id: shown}, {vehicle_id: usage})
    finished = sorted(
        (each for each in found if each.finished),
        key=lambda each: each.last_done or date.min,
        reverse=True,
    )
    region = history.vehicle.plate_region or preferences(reader).region
    suggestions = _suggestions(history, found, usage, region, today)
    return Reminders(history.vehicle, tuple(dues), tuple(finished), usage, tuple(suggestions))


def _suggestions(
    history: VehicleHistory,
    there: Sequence[Reminder],
    usage: Usage,
    region: str,
    today: date,
) -> list[Suggestion]:
    vehicle = history.vehicle
    titles = {each.title.casefold() for each in there if not each.finished}
    odometer = usage.odometer.shown if usage.odometer else None
    found = []
    for usual in usual_reminders(vehicle, region, today):
        if any(_same(usual, title) for title in titles):
            continue
        last = _last(history.records, usual)
        values = first_due(
            usual,
            vehicle.distance_unit or "km",
            today,
            last_day=day_of(last) if last is not None else None,
            last_odometer=getattr(last, "odometer", None),
            odometer=odometer,
        )
        found.append(Suggestion(usual, values))
    return found


def _same(usual: Usual, title: str) -> bool:
    words = (usual.title.casefold(), *usual.words)
    return any(word in title or title in word for word in words)


def _last(records: Sequence[Record], usual: Usual) -> Record | None:
    """The last work or inspection whose title says that it was done."""
    wanted = Inspection if usual.category == "inspection" else Work
    done = [
        record
        for record in records
        if isinstance(record, wanted)
        and day_of(record) is not None
        and any(word in str(getattr(record, "title", "")).casefold() for word in usual.words)
    ]
    return max(done, key=lambda record: day_of(record) or date.min, default=None)


def add_suggested(store: Store, vehicle: str, title: str, suggestion: Suggestion) -> Changes:
    """Add a suggested reminder under its title in the person's language."""
    given = {"vehicle": vehicle, "title": title, **suggestion.values}
    return add(store, kind_named("reminder"), given)
