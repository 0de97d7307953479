"""The fuel log of a vehicle: a row for each fill-up with its figure, or why it has none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from garage.errors import ValueRefused
from garage.money import Money, UnitPrice
from garage.records import FillUp, Vehicle
from garage.units import Quantity

if TYPE_CHECKING:
    from client.operations.vehicle_history import VehicleHistory

MEASURES = ("volume", "energy", "mass")
WORKED_PLACES = 3
"""Decimals of a price that was worked out."""


# A vehicle has thousands of them: a named tuple is made in a third of a dataclass's time.
class FuelRow(NamedTuple):
    """A fill-up in the log.

    `distance` is in m since the one before, `si` its economy (m per m³, J or kg), shown in `unit`;
    without it `reason`, `flag` and `beside` say why, as `garage.rules.intervals.FillRow` does.
    """

    id: str
    fill: FillUp
    energy: str
    measure: str
    unit: str
    distance: float | None
    si: float | None
    reason: str | None
    flag: str | None
    beside: FillUp | None = None

    @property
    def kind(self) -> str:
        """The name of the record's kind."""
        return "fill_up"

    @property
    def record(self) -> FillUp:
        """The fill-up, as all rows of records have theirs."""
        return self.fill

    @property
    def flagged(self) -> bool:
        """Whether the person should look at it."""
        return self.flag in ("outlier", "backwards", "no_distance", "no_amount")

    @property
    def tank(self) -> str:
        """ "full", "partial" or "missed"."""
        if self.fill.missed:
            return "missed"
        return "full" if self.fill.full else "partial"

    @property
    def amount(self) -> Quantity | None:
        """What was filled."""
        return amount_of(self.fill)


@dataclass(frozen=True)
class FuelTotals:
    """What rows come to: how many, SI amounts by measure, money by currency."""

    count: int
    amounts: dict[str, float]
    money: dict[str, Decimal]


@dataclass(frozen=True)
class FuelLog:
    """All fill-ups of a vehicle, the newest first."""

    vehicle: Vehicle
    rows: tuple[FuelRow, ...] = field(repr=False)

    @property
    def energies(self) -> tuple[str, ...]:
        """The energies that were filled."""
        return tuple(dict.fromkeys(row.energy for row in self.rows))

    @property
    def measures(self) -> tuple[str, ...]:
        """What was measured: "volume", "energy", "mass"."""
        return tuple(dict.fromkeys(row.measure for row in self.rows))

    @property
    def flagged(self) -> int:
        """How many rows are to be looked at."""
        return sum(row.flagged for row in self.rows)


def fuel_log(history: VehicleHistory) -> FuelLog:
    """The log of a vehicle whose records were read."""
    rows = {
        row.fill.id: FuelRow(
            row.fill.id, row.fill, each.energy, each.measure, each.unit, row.distance, row.si,
            row.reason, row.flag, row.beside,
        )
        for each in history.economies
        for row in each.rows
    }  # fmt: skip
    return FuelLog(history.vehicle, tuple([rows[fill.id] for fill in history.fill_ups]))


def fuel_totals(rows: Iterable[FuelRow]) -> FuelTotals:
    """The sums of some rows."""
    count = 0
    amounts: dict[str, float] = {}
    money: dict[str, Decimal] = {}
    for row in rows:
        count += 1
        filled, cost = row.amount, paid(row.fill)
        if filled is not None:
            amounts[row.measure] = amounts.get(row.measure, 0.0) + filled.si
        if cost is not None:
            money[cost.currency] = money.get(cost.currency, Decimal(0)) + cost.decimal
    return FuelTotals(count, amounts, money)


def filtered(rows: Sequence[FuelRow], which: str) -> list[FuelRow]:
    """Rows that are "full", "partial" or "flagged"; all of them for anything else."""
    if which == "flagged":
        return [row for row in rows if row.flagged]
    if which in ("full", "partial"):
        return [row for row in rows if row.fill.full == (which == "full")]
    return list(rows)


def amount_of(fill: FillUp) -> Quantity | None:
    """What was filled, by volume, energy or mass."""
    return fill.volume or fill.energy or fill.mass


def paid(fill: FillUp) -> Money | None:
    """The total, else the price times what was filled."""
    filled = amount_of(fill)
    if fill.total is not None or fill.price is None or filled is None:
        return fill.total
    try:
        return fill.price.times(filled)
    except ValueRefused:
        return None


def price_of(fill: FillUp) -> UnitPrice | None:
    """The price per unit, else what the total comes to."""
    filled = amount_of(fill)
    if fill.price is not None or fill.total is None or filled is None:
        return fill.price
    try:
        worked = UnitPrice.of_total(fill.total, filled)
    except ValueRefused:
        return None
    return UnitPrice(format(round(worked.decimal, WORKED_PLACES), "f"), worked.currency, worked.per)
