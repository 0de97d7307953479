"""What was spent: each amount of money in the records once, with its day and category."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from garage.errors import ValueRefused
from garage.money import Money
from garage.records import (
    EXPENSES,
    Expense,
    FillUp,
    Inspection,
    InsurancePolicy,
    Part,
    Record,
    StockMovement,
    Trip,
    TyreSet,
    Work,
    WorkLine,
)
from garage.rules.recurrence import occurrences
from garage.rules.windows import Window

FUEL = "fuel"

GROUPS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "energy": (FUEL,),
        "upkeep": ("service", "repair", "upgrade", "inspection", "parts", "accessories"),
        "insurance_tax": ("insurance", "tax", "registration"),
        "tyres": ("tyres",),
        "other": ("trip", *EXPENSES),
    }
)
"""Groups of categories, for a short list; each category is in the first one that names it."""

GROUP_OF: Mapping[str, str] = MappingProxyType(
    {each: group for group in reversed(tuple(GROUPS)) for each in GROUPS[group]}
)


# One for each amount, thousands at a time: cheaper to make than a frozen dataclass.
class Spent(NamedTuple):
    """An amount spent (below zero: received) on a day.

    `category` is "fuel", the kind of work ("service", "repair", "upgrade"), "trip", "inspection",
    "insurance", "tyres", "parts", or an expense's own category.
    """

    record: str
    kind: str
    vehicle: str
    day: date
    category: str
    money: Money


@dataclass(frozen=True, slots=True)
class Spending:
    """Everything spent in a window; `undated` are ids of records with an amount but no day."""

    entries: tuple[Spent, ...]
    undated: tuple[str, ...]


@dataclass(slots=True)
class _Ledger:
    """Where the amounts are gathered; each kind has its own way in."""

    window: Window
    vehicles: Collection[str]
    entries: list[Spent] = field(default_factory=list)
    undated: list[str] = field(default_factory=list)
    works: list[Work] = field(default_factory=list)
    lines: dict[str, list[WorkLine]] = field(default_factory=dict)
    parts: dict[str, Part] = field(default_factory=dict)
    movements: list[StockMovement] = field(default_factory=list)

    def add(
        self, record: Record, vehicle: str, category: str, day: date | None, money: Money
    ) -> None:
        """One amount, if it is of the window."""
        if day is None:
            self.undated.append(record.id)
        elif self.window.holds(day):
            self.entries.append(Spent(record.id, record.kind, vehicle, day, category, money))

    def wants(self, vehicle: str) -> bool:
        """Whether amounts of this vehicle count."""
        return not self.vehicles or vehicle in self.vehicles

    def take(self, record: Record) -> None:
        """Gather what this record says of money."""
        match record:
            case FillUp():
                money = record.total or _worked_out(record)
                if money is not None and self.wants(record.vehicle):
                    self.add(record, record.vehicle, FUEL, _day(record), money)
            case Expense():
                if record.total is not None and self.wants(record.vehicle):
                    self._again(record, record.category or "other", record.total)
            case Work():
                if self.wants(record.vehicle):
                    self.works.append(record)
            case WorkLine():
                self.lines.setdefault(record.work, []).append(record)
            case Trip() | Inspection():
                if record.total is not None and self.wants(record.vehicle):
                    self.add(record, record.vehicle, record.kind, _day(record), record.total)
            case InsurancePolicy():
                self._premiums(record)
            case TyreSet():
                if record.total is not None and self.wants(record.vehicle):
                    self.add(record, record.vehicle, "tyres", record.bought, record.total)
            case Part():
                self.parts[record.id] = record
            case StockMovement():
                self.movements.append(record)

    def _again(self, expense: Expense, category: str, total: Money) -> None:
        start = _day(expense)
        if start is None or expense.every is None:
            self.add(expense, expense.vehicle, category, start, total)
            return
        for day in occurrences(start, expense.every, expense.until, self.window):
            self.add(expense, expense.vehicle, category, day, total)

    def _premiums(self, policy: InsurancePolicy) -> None:
        if policy.premium is None or not self.wants(policy.vehicle):
            return
        if policy.start is None:
            self.add(policy, policy.vehicle, "insurance", None, policy.premium)
            return
        for day in occurrences(policy.start, policy.every, policy.end, self.window):
            self.add(policy, policy.vehicle, "insurance", day, policy.premium)

    def stock(self) -> set[str]:
        """Add what was bought for the shelf; the ids of parts that are paid for by that."""
        paid: set[str] = set()
        for movement in self.movements:
            part = self.parts.get(movement.part)
            vehicle = part.vehicle if part else ""
            bought = movement.reason in ("bought", "") and not movement.work
            if bought and movement.total is not None and self.wants(vehicle):
                paid.add(movement.part)
                self.add(movement, vehicle, "parts", _day(movement), movement.total)
        return paid

    def work(self, paid: Collection[str]) -> None:
        """Add services, repairs and upgrades: their total, else the sum of their lines.

        A line that takes a part from the shelf whose buying is counted costs nothing again.
        """
        for work in self.works:
            if work.total is not None:
                self.add(work, work.vehicle, work.kind, _day(work), work.total)
                continue
            sums: dict[str, Decimal] = {}
            for line in self.lines.get(work.id, ()):
                if line.cost is not None and line.part not in paid:
                    currency = line.cost.currency
                    sums[currency] = sums.get(currency, Decimal(0)) + line.cost.decimal
            for currency, amount in sums.items():
                money = Money.checked(format(amount, "f"), currency)
                self.add(work, work.vehicle, work.kind, _day(work), money)


def spending(records: Iterable[Record], window: Window, vehicles: Collection[str] = ()) -> Spending:
    """Each amount of the records once, of these vehicles (by id) or of all.

    - a fill-up's total, else its price times what was filled
    - a service's, repair's or upgrade's total, else the sum of its lines
    - an expense, a recurring one on each of its days; so too an insurance premium
    - a trip's cost (what was reimbursed is not taken off), an inspection's fee, a tyre set
    - parts bought for the shelf, when they are bought; using them up costs nothing again. Parts
      that are for no vehicle count where no vehicle is asked for

    The window must end: recurring amounts do not. Deleted records are left out.
    """
    ledger = _Ledger(window, frozenset(vehicles))
    for record in records:
        if not record.deleted:
            ledger.take(record)
    ledger.work(ledger.stock() - {""})
    return Spending(tuple(ledger.entries), tuple(ledger.undated))


def _day(record: FillUp | Expense | Work | Trip | Inspection | StockMovement) -> date | None:
    return record.date.day if record.date is not None else None


def _worked_out(fill: FillUp) -> Money | None:
    filled = fill.volume or fill.energy or fill.mass
    if fill.price is None or filled is None:
        return None
    try:
        return fill.price.times(filled)
    except ValueRefused:
        # a price per kilogram beside a volume: there is nothing to multiply
        return None
