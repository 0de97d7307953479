"""From SI numbers to quantities that can be shown, and the units a vehicle is shown in."""

from __future__ import annotations

from decimal import Decimal

from garage.records import Vehicle
from garage.records.known import ECONOMIES, understood
from garage.units import Dimension, Quantity, unit
from garage.units.quantity import exactly

_ECONOMY_UNITS = {
    "volume": ("L/100km", "mpg_us"),
    "energy": ("kWh/100km", "mi/kWh"),
    "mass": ("kg/100km", "mi/kg"),
}
_LEAST_DIGITS = 3
_MOST_PLACES = 12


def figure(si: float, code: str, places: int = 2) -> Quantity:
    """A worked-out SI number in the unit `code`, rounded to `places`.

    Small numbers get the decimals that three significant digits need (at most 12), so that
    0.0042 does not come out as 0. An infinite consumption or a zero one has no figure in a
    reciprocal unit: ValueRefused.
    """
    target = unit(code)
    factor, offset = float(target.factor), float(target.offset)
    number = (si - offset) / factor
    if target.reciprocal:
        number = factor / si if si else float("inf")
    exact = Decimal(repr(number))
    if exact and exact.is_finite():
        places = min(max(places, _LEAST_DIGITS - 1 - exact.adjusted()), _MOST_PLACES)
        exact = round(exact, places)
    return Quantity.of(exact, code)


def exact_in(quantity: Quantity, code: str) -> Decimal:
    """Its number in another unit, unrounded; ValueRefused across dimensions."""
    return exactly(quantity.decimal, unit(quantity.unit), unit(code))


def plus(one: Quantity, other: Quantity) -> Quantity:
    """The sum in the unit of `one`, to the finer decimals of both; ValueRefused across dimensions.

    Exact where the units are the same.
    """
    places = max(one.decimals, other.decimals)
    return Quantity.of(round(one.decimal + exact_in(other, one.unit), places), one.unit)


def minus(one: Quantity, other: Quantity) -> Quantity:
    """The difference, as `plus` gives the sum."""
    places = max(one.decimals, other.decimals)
    return Quantity.of(round(one.decimal - exact_in(other, one.unit), places), one.unit)


def distance_unit(vehicle: Vehicle, *seen: Quantity | None) -> str:
    """What its distances are shown in: its own unit, else that of the first one `seen`, else km."""
    if own := understood(vehicle.distance_unit, Dimension.DISTANCE):
        return own
    return next((each.unit for each in seen if each is not None), "km")


def counts_miles(vehicle: Vehicle, *seen: Quantity | None) -> bool:
    """Whether its distances are shown in miles."""
    return distance_unit(vehicle, *seen) == "mi"


def economy_unit(
    vehicle: Vehicle, measure: str, odometer: Quantity | None = None, volume: Quantity | None = None
) -> str:
    """The unit of its economy by `measure` ("volume", "energy" or "mass").

    The vehicle's own where it is one of that sort; else from its distance unit: kilometres give
    consumption per 100 km, miles give mpg (imperial unless filled in US measures) and mi/kWh.
    `odometer` and `volume` are looked at where the vehicle does not say its units.
    """
    if own := understood(vehicle.economy_unit, ECONOMIES[measure]):
        return own
    metric, miles = _ECONOMY_UNITS[measure]
    if not counts_miles(vehicle, odometer):
        return metric
    filled_in = vehicle.volume_unit or (volume.unit if volume else "")
    return "mpg_uk" if measure == "volume" and not filled_in.endswith("_us") else miles
