"""What several formats share: columns of many names, fill-ups with a price but no total."""

from __future__ import annotations

from typing import Any

from garage.money import Money
from garage.rules.filled import third_of

DATE = ("date", "fuelup date", "fuel up date", "datetime", "datum", "fecha", "data")
ODOMETER = ("odometer", "odo", "mileage", "odometer reading", "km stand", "kilometerstand")
VOLUME = (
    "fuelconsumed", "volume", "gallons", "liters", "litres", "consumption", "quantity", "qty",
    "amount", "energy", "kwh", "fuel", "menge",
)  # fmt: skip
COST = ("cost", "total cost", "totalcost", "total price", "total", "price total", "kosten")
PRICE = ("price", "unit price", "price per unit", "price per litre", "price per liter",
         "price per gallon", "unitcost", "unit cost")  # fmt: skip
CLEAR_PRICE = tuple(name for name in PRICE if name != "price")
"""What can only be the price of a unit: "price" alone may be that of all."""
PARTIAL = ("partial fuelup", "partial tank", "partial fill", "partial")
FULL = ("isfilltofull", "filled up", "full", "full tank")
MISSED = ("missed fuelup", "missedfuelup", "missed fill up", "missed fill", "missed")


def with_total(values: dict[str, Any]) -> dict[str, Any]:
    """The values with the total that the price comes to, where the file gives the price alone."""
    return values | third_of(values)


def negated(total: Money | None) -> Money | None:
    """The amount as income: negative, unless it is nothing or negative already."""
    if total is None or total.amount[0] == "-" or not total.amount.strip("0."):
        return total
    return Money(f"-{total.amount}", total.currency)
