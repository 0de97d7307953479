"""Whether the parts that work is planned with lie in stock."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from garage.errors import ValueRefused
from garage.records import WorkLine
from garage.rules.figures import exact_in
from garage.rules.stock import Stock
from garage.units import Quantity

PARTS = frozenset(("part", "fluid"))
"""The sorts of lines that are things; the others are work and fees."""
_MOST_PIECES = 9_999


@dataclass(frozen=True, slots=True)
class AtHand:
    """How many pieces are wanted, and how many of them are there; None where nobody knows."""

    wanted: int
    there: int | None = None

    @property
    def complete(self) -> bool:
        """Whether all of them are there."""
        return self.there is not None and self.there >= self.wanted


def at_hand(lines: Sequence[WorkLine], stocks: Iterable[Stock]) -> list[AtHand]:
    """What is there of each line, in their order; what one takes is not there for the next.

    A line means the part that it names, else the one with its part number. One whose number no
    part has is not there, if any part on the shelf bears a number.
    """
    by_id = {each.part.id: each for each in stocks}
    by_number = {plain_number(each.part.part_number): each for each in by_id.values()}
    by_number.pop("", None)
    left = {id_: max(each.amount.decimal, Decimal(0)) for id_, each in by_id.items()}
    found = []
    for line in lines:
        number = plain_number(line.part_number)
        stock = by_id.get(line.part) if line.part else by_number.get(number)
        if stock is not None:
            found.append(_taken(line, stock, left))
        else:
            missing = bool(number) and bool(by_number)
            found.append(AtHand(_pieces(line.quantity), 0 if missing else None))
    return found


def plain_number(number: str) -> str:
    """A part number as it is compared: makers write the same one with spaces and without."""
    return "".join(sign for sign in number.casefold() if sign.isalnum())


def summed(parts: Iterable[AtHand]) -> AtHand:
    """All of them together; of how many are there nothing is known if it is of none."""
    each = list(parts)
    known = [part.there for part in each if part.there is not None]
    return AtHand(sum(part.wanted for part in each), sum(known) if known else None)


def _taken(line: WorkLine, stock: Stock, left: dict[str, Decimal]) -> AtHand:
    """A line and what is left of its part, which grows less by it."""
    unit, id_ = stock.amount.unit, stock.part.id
    amount = line.quantity if line.quantity is not None else Quantity("1", "")
    try:
        needed = amount.decimal if not amount.unit else exact_in(amount, unit)
    except ValueRefused:
        return AtHand(_pieces(line.quantity))
    wanted = 1 if unit else _pieces(amount)
    there = int(left[id_]) if wanted > 1 else int(left[id_] >= needed)
    left[id_] -= min(needed, left[id_])
    return AtHand(wanted, min(there, wanted))


def _pieces(quantity: Quantity | None) -> int:
    """How many things a quantity is: two litres of oil are one, two gaskets are two."""
    if quantity is None or quantity.unit or quantity.decimal != int(quantity.decimal):
        return 1
    return min(max(int(quantity.decimal), 1), _MOST_PIECES)
