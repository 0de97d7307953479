"""What a vehicle is measured in and where a calendar is, as far as this version knows it."""

from __future__ import annotations

import dataclasses

from garage.calendar.zones import find_zone
from garage.money.currencies import MINOR_DIGITS
from garage.records.vehicles import Vehicle
from garage.units import UNITS, Dimension

ECONOMIES = {
    "volume": Dimension.ECONOMY,
    "energy": Dimension.ELECTRIC_ECONOMY,
    "mass": Dimension.MASS_ECONOMY,
}
"""What is measured of the fuel → what its economy is."""


def understood(code: str, *dimensions: Dimension) -> str:
    """A unit's code as a record has it; "" for one of a newer version, or of something else."""
    found = UNITS.get(code)
    return code if found is not None and found.dimension in dimensions else ""


def known_zone(name: str) -> str:
    """The name of a time zone; "" for one that only another machine knows, or nobody."""
    return name if find_zone(name) is not None else ""


def in_known_units(vehicle: Vehicle) -> Vehicle:
    """The vehicle without units and a currency that only a newer version knows, or nobody."""
    return dataclasses.replace(
        vehicle,
        distance_unit=understood(vehicle.distance_unit, Dimension.DISTANCE),
        volume_unit=understood(vehicle.volume_unit, Dimension.VOLUME),
        economy_unit=understood(vehicle.economy_unit, *ECONOMIES.values()),
        currency=vehicle.currency if vehicle.currency in MINOR_DIGITS else "",
    )
