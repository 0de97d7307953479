"""Quick add: what is known of a vehicle before a line is read, and the line kept as a record."""

from __future__ import annotations

from client.errors import BadRequest
from client.operations.fuel_log import FuelLog, amount_of, price_of
from client.operations.records import add
from client.operations.vehicle_history import VehicleHistory
from client.store import Changes, Store
from garage.quick import QuickContext, Understood
from garage.reading import Reading
from garage.records import kind_named
from garage.units import Quantity

_STATIONS = 40


def quick_context(history: VehicleHistory, log: FuelLog, reading: Reading) -> QuickContext:
    """The vehicle's last readings, prices and stations; `reading` is the person's."""
    vehicle = history.vehicle
    current = history.odometer.current
    last_full, since_full = _last_full(log)
    stations = dict.fromkeys(row.fill.station for row in log.rows if row.fill.station)
    return QuickContext(
        reading=reading.for_vehicle(vehicle),
        energies=vehicle.energies,
        uses_hours=vehicle.uses_hours,
        last_odometer=current.shown if current else None,
        last_full=last_full,
        since_full=since_full,
        usual_price=next((p for row in log.rows if (p := price_of(row.fill)) is not None), None),
        stations=tuple(stations)[:_STATIONS],
    )


def _last_full(log: FuelLog) -> tuple[Quantity | None, Quantity | None]:
    """The odometer at the last full fill-up, and what was filled in partial ones after it."""
    partial: Quantity | None = None
    for row in log.rows:
        if row.fill.full and row.fill.odometer is not None:
            return row.fill.odometer, partial
        filled = amount_of(row.fill)
        if filled is not None and partial is None:
            partial = filled
        elif filled is not None and partial is not None and filled.dimension is partial.dimension:
            sum_ = partial.decimal + filled.to(partial.unit).decimal
            partial = Quantity.of(sum_, partial.unit)
    return None, None


def add_understood(store: Store, vehicle_id: str, understood: Understood) -> Changes:
    """Write the record that a line says; raises BadRequest for an empty line."""
    if not understood.text.strip():
        raise BadRequest("there is nothing to add", "write what you filled and what it cost")
    values = {**understood.values, "vehicle": vehicle_id}
    return add(store, kind_named(understood.kind), values)
