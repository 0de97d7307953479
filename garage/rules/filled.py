"""The third of what was filled, its price and what was paid, where a fill-up says two of them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from garage.errors import ValueRefused
from garage.money import Money, UnitPrice
from garage.units import Dimension, Quantity, unit

AMOUNTS = ("volume", "energy", "mass")
_AMOUNT_OF = {Dimension.VOLUME: "volume", Dimension.ENERGY: "energy", Dimension.MASS: "mass"}
_PUMP = Decimal("0.01")
"""As finely as pumps and chargers count."""


def bought_for(total: Money, price: UnitPrice) -> tuple[str, Quantity] | None:
    """What was filled for a total at a price, with its field; None where it cannot be told."""
    if total.currency != price.currency or price.decimal <= 0 or total.decimal <= 0:
        return None
    name = _AMOUNT_OF.get(unit(price.per).dimension)
    amount = (total.decimal / price.decimal).quantize(_PUMP, ROUND_HALF_UP)
    return (name, Quantity.of(amount, price.per)) if name and amount > 0 else None


def third_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """What two of amount, price and total come to, by its field; {} where there is none.

    A price is left open: it is worked out wherever it is shown.
    """
    bought = next((values[name] for name in AMOUNTS if values.get(name) is not None), None)
    total, price = values.get("total"), values.get("price")
    if not isinstance(price, UnitPrice):
        return {}
    if isinstance(bought, Quantity) and total is None:
        try:
            return {"total": price.times(bought)}
        except ValueRefused:
            # A price per litre beside kilowatt-hours: kept as written, without a sum.
            return {}
    if bought is None and isinstance(total, Money):
        found = bought_for(total, price)
        return dict([found]) if found is not None else {}
    return {}
