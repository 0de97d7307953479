"""What a vehicle costs beside fuel and work, as rows: expenses, insurance policies, valuations."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from client.operations.record_rows import newest_first
from client.store import Query, Reader
from garage.money import Money
from garage.periods import Period
from garage.records import Expense, InsurancePolicy, Valuation

KINDS = ("expense", "insurance_policy", "valuation")
POLICY, VALUATION = "insurance_policy", "valuation"


class ExpenseRow(NamedTuple):
    """An expense, a policy or a valuation; `category` is an expense's own, else the kind."""

    id: str
    kind: str
    record: Expense | InsurancePolicy | Valuation
    category: str
    title: str
    supplier: str
    money: Money | None
    every: Period | None

    @property
    def day(self) -> date | None:
        """The day that it is of, or begins."""
        if isinstance(self.record, InsurancePolicy):
            return self.record.start
        return self.record.date.day if self.record.date is not None else None

    @property
    def spent(self) -> Money | None:
        """What it cost; what a vehicle is worth costs nothing."""
        return None if self.kind == VALUATION else self.money


def expense_rows(reader: Reader, vehicle: str) -> list[ExpenseRow]:
    """All of them, the newest first."""
    here = Query(owner=vehicle)
    rows = [
        ExpenseRow(
            one.id, one.kind, one, one.category or "other", one.title, one.supplier, one.total,
            one.every,
        )
        for one in reader.all(Expense, here)
    ]  # fmt: skip
    rows += [
        ExpenseRow(one.id, one.kind, one, POLICY, one.number, one.insurer, one.premium, one.every)
        for one in reader.all(InsurancePolicy, here)
    ]
    rows += [
        ExpenseRow(one.id, one.kind, one, VALUATION, "", one.origin, one.value, None)
        for one in reader.all(Valuation, here)
    ]
    return newest_first(rows)


def in_segment(row: ExpenseRow, segment: str) -> bool:
    """Whether a row belongs to "recurring" or to one of the kinds; to anything else it does."""
    if segment == "recurring":
        return row.every is not None
    return row.kind == segment if segment in KINDS else True
