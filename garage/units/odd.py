"""Units outside the catalog, read by pint as the parser of last resort."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import TYPE_CHECKING

from garage.errors import ValueRefused
from garage.units.catalog import EXACT, Dimension, Unit, unit, units_of
from garage.units.dimension_words import dimension_words
from garage.units.quantity import Quantity, exactly, plain
from garage.words import N_, told

if TYPE_CHECKING:
    import pint

# pint evaluates what it reads: letters and a fraction bar only, no powers and no numbers
_HARMLESS = re.compile(
    r"[a-zµμ]{2,24}(?: ?[a-zµμ]{2,24}){0,2}(?: ?/ ?[a-zµμ]{1,24})?", re.IGNORECASE
)

# A Swedish mil is 10 km, pint's is a thousandth of an inch.
_MISLEADING = frozenset({"mil", "mils"})
# The value kept stands for the typed one: more digits than would be shown.
_SPARE_DIGITS = 3

_PLAIN_UNIT: dict[Dimension, str] = {
    Dimension.DISTANCE: "m",
    Dimension.LENGTH: "m",
    Dimension.VOLUME: "m3",
    Dimension.ENERGY: "J",
    Dimension.MASS: "kg",
    Dimension.POWER: "W",
    Dimension.PRESSURE: "Pa",
    Dimension.DURATION: "s",
    Dimension.SPEED: "m/s",
    Dimension.AREA: "m2",
}
_PINT_NAMES = {"m3": "m**3", "m2": "m**2"}


@cache
def _registry() -> pint.UnitRegistry[float]:
    import pint

    return pint.UnitRegistry(cache_folder=None)


def odd_quantity(
    value: str, rest: str, dimension: Dimension, default: str | None, typed: str
) -> Quantity:
    """`value` in a unit that only pint knows, kept in the default unit (else the SI one).

    ValueRefused where pint does not know it either, or it measures something else. Slow on
    first use: loading pint takes up to seconds.
    """
    plain_code = _PLAIN_UNIT.get(dimension)
    name = rest.strip()
    if plain_code is None or name.lower() in _MISLEADING or not _HARMLESS.fullmatch(name):
        raise _refusal(rest, dimension)
    factor = _factor(name, _PINT_NAMES.get(plain_code, plain_code))
    if factor is None:
        raise _refusal(rest, dimension)
    target = unit(default or plain_code)
    source = Unit(name, name, dimension, factor)
    exact = exactly(Decimal(value), source, target)
    spare = len(value.lstrip("-0.").replace(".", "")) + _SPARE_DIGITS
    quantum = Decimal(1).scaleb(exact.adjusted() - spare + 1) if exact else Decimal(1)
    digits = plain(exact.quantize(quantum, ROUND_HALF_UP, EXACT))
    return Quantity.checked(digits, target.code, typed)


def _factor(name: str, si: str) -> Decimal | None:
    registry = _registry()
    try:
        magnitude = registry.Quantity(1, name).to(si).magnitude
    except Exception:  # pint raises many kinds, tokenizer's and attribute errors among them
        return None
    factor = Decimal(repr(float(magnitude)))
    return factor if factor.is_finite() and factor > 0 else None


def _refusal(rest: str, dimension: Dimension) -> ValueRefused:
    known = ", ".join(dict.fromkeys(each.symbol for each in units_of(dimension)))
    return ValueRefused(
        told(
            "there is no unit {rest!r} of {dimension}",
            rest=rest.strip()[:40],
            dimension=dimension_words(dimension),
        ),
        told("use one of: {known}", known=known) if known else N_("leave the unit out"),
        code="unknown_unit",
    )
