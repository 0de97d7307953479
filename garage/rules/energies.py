"""Which energy a fill-up was of, and how that energy is measured."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from garage.records import FillUp, Vehicle

_LIQUIDS = ("petrol", "diesel", "ethanol", "lpg", "other")
_GASES = ("cng", "hydrogen", "lpg")
_ONE_TANK = frozenset({"petrol", "ethanol"})
# Petrol and ethanol mix in a tank: counted apart, each would get the whole distance.


def by_energy(fill_ups: Iterable[FillUp], vehicle: Vehicle) -> dict[str, list[FillUp]]:
    """The fill-ups that are not deleted, by energy.

    A fill-up's own `fuel` decides; else what was measured: energy is electric, mass the vehicle's
    gas (CNG where it says none), volume the vehicle's first liquid, else the liquid that most of
    the other fill-ups name, else "other". Petrol and ethanol share a tank, so they are one
    energy, named as the one that comes first on the vehicle (or petrol).
    """
    fills = [fill for fill in fill_ups if not fill.deleted]
    liquid = _own(vehicle, _LIQUIDS) or _named(fills)
    gas = _own(vehicle, _GASES) or "cng"
    mixed = next((each for each in vehicle.energies if each in _ONE_TANK), "petrol")
    groups: dict[str, list[FillUp]] = {}
    for fill in fills:
        energy = fill.fuel
        if not energy:
            if fill.energy is not None:
                energy = "electric"
            elif fill.mass is not None:
                energy = gas
            elif fill.volume is None and fill.charge_to is not None:
                energy = "electric"
            else:
                energy = liquid
        groups.setdefault(energy, []).append(fill)
    if groups.keys() >= _ONE_TANK:
        joined = [fill for each in sorted(_ONE_TANK) for fill in groups.pop(each)]
        groups[mixed] = joined
    return groups


def measure_of(fills: Iterable[FillUp], energy: str) -> str:
    """Of "volume", "energy" or "mass": what most of these fill-ups give."""
    counted = {"volume": 0, "energy": 0, "mass": 0}
    for fill in fills:
        if fill.volume is not None:
            counted["volume"] += 1
        elif fill.energy is not None:
            counted["energy"] += 1
        elif fill.mass is not None:
            counted["mass"] += 1
    usual = {"electric": "energy", "cng": "mass", "hydrogen": "mass"}.get(energy, "volume")
    return max(counted, key=lambda measure: (counted[measure], measure == usual))


def _own(vehicle: Vehicle, words: tuple[str, ...]) -> str:
    if len(vehicle.energies) == 1 and vehicle.energies[0] != "electric":
        return vehicle.energies[0]
    return next((each for each in vehicle.energies if each in words), "")


def _named(fills: list[FillUp]) -> str:
    named = Counter(fill.fuel for fill in fills if fill.fuel in _LIQUIDS)
    return min(named, key=lambda each: (-named[each], each)) if named else "other"
