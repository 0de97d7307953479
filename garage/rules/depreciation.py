"""What a vehicle is worth: from what it cost, its valuations and its sale."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from garage.money import Money
from garage.records import Valuation, Vehicle
from garage.rules.windows import Window

Convert = Callable[[Money, str, date], Money | None]
"""(money, to, day) → the same in the currency `to` at the rate of that day; None without one."""


@dataclass(frozen=True, slots=True)
class Worth:
    """What a vehicle is worth on a day.

    `basis` is "known" (bought, valued or sold on that day), "between" (linear between two such
    days) or "held" (as the last one before).
    """

    amount: Decimal
    basis: str

    @property
    def estimate(self) -> bool:
        """Whether nobody said so: after the last known day nothing is known any more."""
        return self.basis == "held"


@dataclass(frozen=True, slots=True)
class ValueCurve:
    """The known values by day, in one currency; `unconverted` could not be brought into it."""

    currency: str
    days: tuple[date, ...]
    amounts: tuple[Decimal, ...]
    unconverted: tuple[Money, ...] = ()
    sold: date | None = None

    def on(self, day: date) -> Worth | None:
        """What it is worth on `day`; None before the first known value and after the sale."""
        above = bisect_right(self.days, day)
        if above == 0 or (self.sold is not None and day > self.sold):
            return None
        low_day, low = self.days[above - 1], self.amounts[above - 1]
        if low_day == day:
            return Worth(low, "known")
        if above == len(self.days):
            return Worth(low, "held")
        span, gone = (self.days[above] - low_day).days, (day - low_day).days
        return Worth(low + (self.amounts[above] - low) * gone / span, "between")

    def lost(self, window: Window) -> Worth | None:
        """How much value it lost in the window (below zero: gained); None where that is unknown.

        From the end of the day before the window, or the first known value in it, to the end of
        the last day or to the sale. It is an estimate ("held") if the end is, "known" otherwise.
        """
        if not self.days:
            return None
        first = max(window.before or self.days[0], self.days[0])
        last = window.end or self.days[-1]
        if self.sold is not None:
            last = min(last, self.sold)
        start, end = self.on(first), self.on(last)
        if start is None or end is None or last < first:
            return None
        return Worth(start.amount - end.amount, "held" if end.estimate else "known")


def value_curve(
    vehicle: Vehicle,
    valuations: Iterable[Valuation],
    currency: str = "",
    convert: Convert | None = None,
) -> ValueCurve:
    """The values of a vehicle: bought for, valued at, sold for.

    In `currency`, else the vehicle's, else that of the price it was bought for, else the first
    valuation's. Of several values on a day the last given counts, the sale before all others.
    """
    known: list[tuple[date, int, Money]] = []
    if vehicle.purchased and vehicle.purchase_price:
        known.append((vehicle.purchased, 0, vehicle.purchase_price))
    known += [
        (valuation.date.day, 1, valuation.value)
        for valuation in valuations
        if not valuation.deleted and valuation.date and valuation.value
    ]
    if vehicle.sold and vehicle.sale_price:
        known.append((vehicle.sold, 2, vehicle.sale_price))
    known.sort(key=lambda each: each[:2])
    if vehicle.sold:
        known = [each for each in known if each[0] <= vehicle.sold]
    code = currency or vehicle.currency or (known[0][2].currency if known else "")
    by_day: dict[date, Decimal] = {}
    unconverted = []
    for day, _, money in known:
        same = money if money.currency == code else convert(money, code, day) if convert else None
        if same is None:
            unconverted.append(money)
        else:
            by_day[day] = same.decimal
    sold = vehicle.sold
    return ValueCurve(code, tuple(by_day), tuple(by_day.values()), tuple(unconverted), sold)
