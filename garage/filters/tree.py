"""What a filter says, once it is read: comparisons joined by and, or and not.

Logic has two values: a comparison with an absent value is false, so its negation is true. The
parser turns `!=` into not-equal, `in (…)` into several equals and `is not empty` into a negation.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from garage.errors import ValueRefused
from garage.periods import Period
from garage.units import UNITS, Quantity, alike, unit
from garage.words import N_, told

Operator = Literal["=", "<", "<=", ">", ">=", "~"]
"""`~` is: contains, whatever the case and the accents."""

ORDERED: tuple[Operator, ...] = ("=", "<", "<=", ">", ">=")


@dataclass(frozen=True, slots=True)
class Target:
    """What is compared: a field of the kind, an own field, or a specification of a vehicle."""

    source: Literal["field", "custom", "specification"]
    name: str


@dataclass(frozen=True, slots=True)
class Days:
    """All days from `first` to `last`: a day, a month or a year. Before it is before `first`."""

    first: date
    last: date

    def admits(self, op: Operator, day: date) -> bool:
        """Whether `day op these` holds."""
        low, high = self.range(op)
        return (low is None or low <= day) and (high is None or day <= high)

    def range(self, op: Operator) -> tuple[date | None, date | None]:
        """The first and the last day that `op` admits; None where there is no end."""
        day = date.resolution
        match op:
            case "<":
                # Nothing is before the first day of the calendar: an empty range says so.
                if self.first == date.min:
                    return date.max, date.min
                return None, self.first - day
            case "<=":
                return None, self.last
            case ">":
                return (date.max, date.min) if self.last == date.max else (self.last + day, None)
            case ">=":
                return self.first, None
        return self.first, self.last


@dataclass(frozen=True, slots=True)
class Amount:
    """Money, compared exactly: in `currency`, or as it was written, in any, where that is ""."""

    amount: str
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Price:
    """A price per unit: compared across units, or as written in any where `per` is ""."""

    amount: str
    currency: str = ""
    per: str = ""

    def in_units(self) -> dict[str, float]:
        """Unit code → this price in it, for every unit of the same dimension; needs `per`.

        The conversion is exact to 40 digits and rounded once.
        """
        asked = unit(self.per)
        return {
            code: float(Decimal(self.amount) * known.factor / asked.factor)
            for code, known in UNITS.items()
            if alike(known.dimension, asked.dimension) and not known.reciprocal and not known.offset
        }


@dataclass(frozen=True, slots=True)
class Loose:
    """A value for a target of unknown type: read in every way that it can be read.

    `quantity` with the unit "" is a bare number: it is compared with the number as written, in
    whatever unit that was.
    """

    text: str
    quantity: Quantity | None = None
    days: Days | None = None


Operand = Quantity | Amount | Price | Days | Loose | Period | bool | int | str


@dataclass(frozen=True, slots=True)
class Comparison:
    """One test of one value."""

    target: Target
    op: Operator
    operand: Operand


@dataclass(frozen=True, slots=True)
class Empty:
    """Nothing is there."""

    target: Target


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: Expression


@dataclass(frozen=True, slots=True)
class And:
    """All parts hold."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one part holds."""

    parts: tuple[Expression, ...]


Expression = Comparison | Empty | Not | And | Or

NOISE = 1e-12
"""What two floats of one price may differ by after a conversion, relative; far below a digit."""


def number_range(op: Operator, number: float, noise: float = 0.0) -> tuple[float, float]:
    """The closed range that `op number` admits, with a relative `noise` around equality."""
    slack = abs(number) * noise
    low, high = number - slack, number + slack
    match op:
        case "=":
            return low, high
        case "<":
            return -math.inf, math.nextafter(low, -math.inf)
        case "<=":
            return -math.inf, high
        case ">":
            return math.nextafter(high, math.inf), math.inf
        case ">=":
            return low, math.inf
    raise ValueRefused(
        told("{op} does not compare numbers", op=op), N_("use = < <= > >="), "bad_filter"
    )
