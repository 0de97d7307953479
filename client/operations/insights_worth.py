"""What vehicles were bought and sold for, and what value they lost, month by month."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from garage.money import Money
from garage.records import Valuation, Vehicle
from garage.rules.depreciation import Convert, value_curve
from garage.rules.windows import Month, Window, months_between

NONE, PURCHASE, DEPRECIATION = "", "purchase", "depreciation"
"""What is added to the running costs; both at once would count the same money twice."""


def purchases_by_month(
    vehicle: Vehicle, window: Window, currency: str, convert: Convert
) -> tuple[dict[Month, Decimal], int]:
    """Bought for, less sold for, by month; and how many amounts could not be converted."""
    found: dict[Month, Decimal] = {}
    lost = 0
    for sign, day, money in (
        (1, vehicle.purchased, vehicle.purchase_price),
        (-1, vehicle.sold, vehicle.sale_price),
    ):
        if day is None or money is None or not window.holds(day):
            continue
        same: Money | None = convert(money, currency, day)
        if same is None:
            lost += 1
            continue
        month = (day.year, day.month)
        found[month] = found.get(month, Decimal(0)) + sign * same.decimal
    return found, lost


def depreciation_by_month(
    vehicle: Vehicle,
    valuations: Iterable[Valuation],
    window: Window,
    currency: str,
    convert: Convert,
) -> dict[Month, Decimal]:
    """The value lost in each month of the window; the months add up to the whole of it."""
    curve = value_curve(vehicle, valuations, currency, convert)
    whole = curve.lost(window)
    if whole is None or window.end is None:
        return {}
    first = max(window.start or curve.days[0], curve.days[0])
    found = {}
    for year, month in months_between(first, window.end):
        part = _clipped(Window.of_month(year, month), window)
        lost = curve.lost(part)
        if lost is not None and lost.amount:
            found[year, month] = lost.amount
    return found


def _clipped(month: Window, window: Window) -> Window:
    start, end = month.start or date.min, month.end or date.max
    return Window(max(start, window.start or start), min(end, window.end or end))
