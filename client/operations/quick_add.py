"""Quick add: what is known of a vehicle before a line is read, and the line kept as a record."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select

from client.errors import BadRequest
from client.operations.fuel_log import FuelLog, price_of
from client.operations.records import add
from client.operations.vehicle_history import VehicleHistory
from client.store import Changes, Reader, Store
from client.store.codec import codec
from garage.quick import QuickContext, SinceFull, Understood
from garage.reading import Reading
from garage.records import FillUp, kind_named
from garage.rules.economy import Economy
from garage.rules.energies import by_energy
from garage.rules.stops import FULL_CHARGE
from garage.units import Quantity
from garage.words import N_

_STATIONS = 40
_STATIONS_OF_ALL = 200
# Fill-ups that name no fuel, one of each measure: they tell which energy the rules make of it.
_PROBES = {
    "volume": FillUp(volume=Quantity("1", "L")),
    "energy": FillUp(energy=Quantity("1", "kWh")),
    "mass": FillUp(mass=Quantity("1", "kg")),
}


def quick_context(history: VehicleHistory, log: FuelLog, reading: Reading) -> QuickContext:
    """The vehicle's last readings, prices and stations; `reading` is the person's."""
    vehicle = history.vehicle
    current = history.odometer.current
    stations = dict.fromkeys(row.fill.station for row in log.rows if row.fill.station)
    return QuickContext(
        reading=reading.for_vehicle(vehicle),
        energies=vehicle.energies,
        uses_hours=vehicle.uses_hours,
        last_odometer=current.shown if current else None,
        last_day=date.fromordinal(current.ordinal) if current else None,
        since_full=_since_full(history),
        usual_price=next((p for row in log.rows if (p := price_of(row.fill)) is not None), None),
        stations=tuple(stations)[:_STATIONS],
    )


def stations_in_use(reader: Reader, vehicle: str) -> tuple[str, ...]:
    """The stations that the garage's fill-ups name: the vehicle's first, the most used first."""
    kind = kind_named("fill_up")
    columns = codec(kind).table.c
    own = func.sum(columns.vehicle == vehicle)
    named = reader.sight.listed(select(columns.station).where(columns.station != ""), kind)
    used = named.group_by(columns.station).order_by(own.desc(), func.count().desc())
    return tuple(reader.connection.execute(used.limit(_STATIONS_OF_ALL)).scalars())


def _since_full(history: VehicleHistory) -> dict[str, SinceFull]:
    """Where each energy's economy counts from, by its name, and by measure for lines without one.

    Petrol and ethanol share a tank, as the rules have it.
    """
    found = {each.energy: _counting(each) for each in history.economies}
    for one, other in (("petrol", "ethanol"), ("ethanol", "petrol")):
        if one in found:
            found.setdefault(other, found[one])
    named = [fill for fill in history.fill_ups if fill.fuel]
    groups = by_energy([*named, *_PROBES.values()], history.vehicle)
    for measure, probe in _PROBES.items():
        energy = next(name for name, fills in groups.items() if any(f is probe for f in fills))
        found[measure] = found.get(energy)
    return {name: since for name, since in found.items() if since is not None}


def _counting(economy: Economy) -> SinceFull | None:
    """From the last full stop; None without one, or where the next figure could not be known."""
    odometer: Quantity | None = None
    after: list[FillUp] = []
    stop: list[FillUp] = []
    for row in economy.rows:
        stop.append(row.fill)
        if row.reason == "same_stop":
            continue
        known = row.fill.odometer is not None and row.beside is None
        if known and any(_is_full(fill) for fill in stop):
            odometer, after = row.fill.odometer, []
        else:
            after += stop
        stop = []
    amounts = [getattr(fill, economy.measure) for fill in after]
    if odometer is None or None in amounts or any(fill.missed for fill in after):
        return None
    if not amounts:
        return SinceFull(odometer)
    sum_ = sum(amount.to(amounts[0].unit).decimal for amount in amounts)
    return SinceFull(odometer, Quantity.of(sum_, amounts[0].unit))


def _is_full(fill: FillUp) -> bool:
    return fill.full or (fill.charge_to is not None and fill.charge_to.si >= FULL_CHARGE)


def add_understood(store: Store, vehicle_id: str, understood: Understood) -> Changes:
    """Write the record that a line says; raises BadRequest for an empty line."""
    if not understood.text.strip():
        raise BadRequest(
            N_("there is nothing to add"), N_("write what you filled and what it cost")
        )
    values = {**understood.values, "vehicle": vehicle_id}
    return add(store, kind_named(understood.kind), values)
