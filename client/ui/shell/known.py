"""What the search popup knows of the garage while it is open, so that typing need not ask again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any, TypeVar

from client.operations.figures import due_in
from client.operations.overview import SOON_DAYS
from client.store import Query, Reader
from garage.records import Vehicle, kind_named
from garage.rules.due import Due
from garage.units import Quantity

T = TypeVar("T")

_GONE = ("sold", "scrapped")
_METERED = ("odometer_reading", "fill_up", "service", "repair", "trip")


@dataclass(frozen=True)
class Known:
    """The vehicles by name; what is due comes a moment later."""

    vehicles: tuple[Vehicle, ...] = ()
    here: str = ""
    """The vehicle one is at."""
    dues: tuple[Due, ...] = field(default=(), repr=False)
    _read: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    def once(self, key: str, read: Callable[[], T]) -> T:
        """What `read` gives: asked for at the first letter that needs it, known to the next."""
        if key not in self._read:
            self._read[key] = read()
        found: T = self._read[key]
        return found

    @cached_property
    def by_id(self) -> Mapping[str, Vehicle]:
        """The vehicles by id."""
        return {vehicle.id: vehicle for vehicle in self.vehicles}

    @cached_property
    def in_use(self) -> tuple[Vehicle, ...]:
        """The vehicles that things are still done to, the one that one is at first."""
        kept = [vehicle for vehicle in self.vehicles if vehicle.status not in _GONE]
        return tuple(sorted(kept, key=lambda vehicle: vehicle.id != self.here))


def read_known(reader: Reader, here: str) -> Known:
    """The vehicles alone: at once."""
    return Known(tuple(reader.all(Vehicle, Query(sort="name"))), here)


def with_dues(reader: Reader, known: Known, today: date) -> Known:
    """With what is late or due within two months, which takes a moment."""
    last = today + timedelta(days=SOON_DAYS)
    dues = due_in(reader, today, {vehicle.id: vehicle for vehicle in known.in_use})
    soon = (
        due
        for due in dues
        if due.state in ("due", "overdue") or (due.day is not None and due.day <= last)
    )
    return replace(known, dues=tuple(soon))


def last_odometer(reader: Reader, vehicle: Vehicle) -> Quantity | None:
    """The highest of what a vehicle's newest records of each kind say."""
    found = []
    for name in _METERED:
        kind = kind_named(name)
        query = Query(owner=vehicle.id, limit=1, fields=("odometer",))
        for record in reader.records(kind, query):
            odometer = getattr(record, "odometer", None)
            if isinstance(odometer, Quantity):
                found.append(odometer)
    return max(found, key=lambda odometer: odometer.si, default=None)
