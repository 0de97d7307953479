"""Vehicles side by side: what each is, what it uses, what it costs and what it loses in worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from client.operations.figures import convert
from client.operations.vehicle_history import read_history
from client.operations.vehicle_overview import VehicleOverview, vehicle_overview
from client.store import Query, Reader
from garage.records import Specification, Valuation, Vehicle
from garage.rules.costs import PerDistance
from garage.rules.depreciation import Worth, value_curve
from garage.rules.windows import Window


@dataclass(frozen=True)
class Compared:
    """One of the vehicles. `lost` is what its worth lost in the last twelve months."""

    overview: VehicleOverview = field(repr=False)
    specifications: tuple[Specification, ...]
    per: PerDistance | None
    """Of the last twelve months, for one of the vehicle's unit of distance."""
    worth: Worth | None
    lost: Worth | None
    currency: str

    @property
    def vehicle(self) -> Vehicle:
        """Which vehicle it is."""
        return self.overview.vehicle


def compare(reader: Reader, ids: Sequence[str], today: date) -> tuple[Compared, ...]:
    """Read vehicles in this order; raises NotFound."""
    return tuple(_compared(reader, id_, today) for id_ in ids)


def _compared(reader: Reader, id_: str, today: date) -> Compared:
    overview = vehicle_overview(reader, read_history(reader, id_), today)
    vehicle, here = overview.vehicle, Query(owner=id_)
    curve = value_curve(vehicle, reader.all(Valuation, here), vehicle.currency, convert)
    return Compared(
        overview=overview,
        specifications=tuple(reader.all(Specification, here)),
        per=overview.costs.per(vehicle.distance_unit or "km"),
        worth=curve.on(today),
        lost=curve.lost(Window.months_to(today)),
        currency=overview.costs.currency,
    )
