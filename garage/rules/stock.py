"""Parts in stock: how much is there, what it cost, and whether to order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from garage.errors import ValueRefused
from garage.money import Money, UnitPrice
from garage.records import Part, StockMovement, WorkLine
from garage.rules.figures import exact_in
from garage.units import UNITS, Quantity

_PLACES = 9


@dataclass(frozen=True, slots=True)
class Stock:
    """What the movements of a part come to.

    `amount` is in the part's unit, below zero where more went than ever came. `average_cost` is
    what was paid for one of it, by currency. `misplaced` are movements in a unit that cannot be
    counted in the part's.
    """

    part: Part
    amount: Quantity
    below_minimum: bool
    average_cost: dict[str, UnitPrice]
    misplaced: tuple[StockMovement, ...]


def stock(part: Part, movements: Iterable[StockMovement], lines: Iterable[WorkLine] = ()) -> Stock:
    """The stock of `part` from its movements and the lines of work that took from it, in any order.

    A line without a quantity took one. It counts for nothing where its work has a movement of the
    part by itself: whoever writes both means the same pieces.
    Counted in the part's unit where that is one of the catalog ("boxes" is not), else in that of
    its minimum, else in that of the first movement.
    """
    known = [each for each in movements if not each.deleted and each.amount is not None]
    unit = _unit(part, known)
    moved_for = {each.work for each in known if each.work}
    taken = (line for line in lines if not line.deleted and line.work not in moved_for)
    known += [_taken(line, unit) for line in taken]
    total = Decimal(0)
    paid: dict[str, tuple[Decimal, Decimal]] = {}
    misplaced = []
    for movement in known:
        assert movement.amount is not None
        try:
            amount = exact_in(movement.amount, unit)
        except ValueRefused:
            misplaced.append(movement)
            continue
        total += amount
        if movement.total is not None and amount > 0:
            cost, bought = paid.get(movement.total.currency, (Decimal(0), Decimal(0)))
            paid[movement.total.currency] = (cost + movement.total.decimal, bought + amount)
    amount_left = _tidy(total, unit)
    return Stock(
        part,
        amount_left,
        _below(amount_left, part.minimum),
        {
            currency: _average(currency, cost, bought, unit)
            for currency, (cost, bought) in paid.items()
        },
        tuple(misplaced),
    )


def _taken(line: WorkLine, unit: str) -> StockMovement:
    """A line as the movement that it stands for; a bare number is in the part's unit."""
    took = line.quantity if line.quantity is not None else Quantity("1", "")
    amount = Quantity.of(-took.decimal, took.unit or unit)
    return StockMovement(id=line.id, part=line.part, amount=amount, reason="used", work=line.work)


def _unit(part: Part, movements: list[StockMovement]) -> str:
    if part.unit in UNITS:
        return part.unit
    given = (part.minimum, *(each.amount for each in movements))
    return next((each.unit for each in given if each is not None), "")


def _tidy(amount: Decimal, unit: str) -> Quantity:
    """Without the digits that a conversion makes and nobody can measure."""
    rounded = round(amount, _PLACES)
    return Quantity.of(amount if amount == rounded else rounded.normalize(), unit)


def _below(amount: Quantity, minimum: Quantity | None) -> bool:
    if minimum is None:
        return False
    try:
        return amount.decimal < exact_in(minimum, amount.unit)
    except ValueRefused:
        return False


def _average(currency: str, cost: Decimal, bought: Decimal, unit: str) -> UnitPrice:
    return UnitPrice.of_total(Money(format(cost, "f"), currency), _tidy(bought, unit))
