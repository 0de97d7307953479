"""What looks wrong about a vehicle's own record, beside the others: asked about, never refused."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from garage.records import Vehicle
from garage.rules.cautions import Caution
from garage.vin import check_digit_fits
from garage.words import N_

_YEARS_AHEAD = 2
"""Model years run ahead of the calendar."""


def vehicle_cautions(vehicle: Vehicle, today: date, others: Iterable[Vehicle]) -> list[Caution]:
    """What to ask about a vehicle among the `others`, of which it may itself be one."""
    others = [other for other in others if other.id != vehicle.id and not other.deleted]
    return [*_vin(vehicle, others), *_name(vehicle, others), *_year(vehicle, today)]


def _vin(vehicle: Vehicle, others: Iterable[Vehicle]) -> list[Caution]:
    number = _plain(vehicle.vin)
    same = next((other for other in others if number and _plain(other.vin) == number), None)
    if same is not None:
        message, hint = N_("{name} has this number already"), N_("add each vehicle once")
        return [Caution("same_vin", "vin", message, hint, {"name": same.name})]
    if not check_digit_fits(vehicle.vin):
        message = N_("the check digit at position 9 does not fit")
        hint = N_("compare the number with the vehicle, character by character")
        return [Caution("check_digit", "vin", message, hint)]
    return []


def _name(vehicle: Vehicle, others: Iterable[Vehicle]) -> list[Caution]:
    name = _folded(vehicle.name)
    if not name or all(_folded(other.name) != name for other in others):
        return []
    message, hint = N_("another vehicle is called {name}"), N_("a name of its own tells them apart")
    return [Caution("same_name", "name", message, hint, {"name": vehicle.name.strip()})]


def _year(vehicle: Vehicle, today: date) -> list[Caution]:
    if vehicle.year is None or vehicle.year <= today.year + _YEARS_AHEAD:
        return []
    message, hint = N_("{year} has not come yet"), N_("check the year")
    return [Caution("future", "year", message, hint, {"year": str(vehicle.year)})]


def _plain(number: str) -> str:
    return "".join(each for each in number.upper() if each.isalnum())


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
