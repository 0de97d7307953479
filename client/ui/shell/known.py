"""What the search popup knows of the garage while it is open, so that typing need not ask again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from client.operations.overview import garage_overview
from client.operations.settings import preferences
from client.store import Query, Reader
from garage.records import Vehicle
from garage.rules.due import Due
from garage.units import Quantity

_GONE = ("sold", "scrapped")


@dataclass(frozen=True)
class Known:
    """The vehicles by name; what is due and the odometers come a moment later."""

    vehicles: tuple[Vehicle, ...] = ()
    here: str = ""
    """The vehicle one is at."""
    dues: tuple[Due, ...] = field(default=(), repr=False)
    odometers: Mapping[str, Quantity] = field(default_factory=dict, repr=False)

    @property
    def by_id(self) -> Mapping[str, Vehicle]:
        """The vehicles by id."""
        return {vehicle.id: vehicle for vehicle in self.vehicles}

    @property
    def in_use(self) -> tuple[Vehicle, ...]:
        """The vehicles that things are still done to, the one that one is at first."""
        kept = [vehicle for vehicle in self.vehicles if vehicle.status not in _GONE]
        return tuple(sorted(kept, key=lambda vehicle: vehicle.id != self.here))


def read_known(reader: Reader, here: str) -> Known:
    """The vehicles alone: at once."""
    return Known(tuple(reader.all(Vehicle, Query(sort="name"))), here)


def with_state(reader: Reader, known: Known, today: date) -> Known:
    """With what is due and how far each vehicle has come, which takes a moment."""
    overview = garage_overview(reader, today, preferences(reader))
    odometers = {
        card.vehicle.id: card.odometer for card in overview.cards if card.odometer is not None
    }
    return replace(known, dues=overview.due_soon, odometers=odometers)
