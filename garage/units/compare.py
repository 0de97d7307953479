"""Comparing quantities across units, with the tolerance that a typed number implies.

The rule: "=" means all values that round to the number asked for, half of its last digit to
either side, both ends included: "= 400 lb-ft" finds 542 Nm (399.76 lb-ft). "<" and ">" compare
with the number itself, so 5.5 is below 6; "<=" and ">=" find what "=" finds besides.
Operators compare numbers as read in the unit asked for: "< 6 L/100km" finds the thrifty,
whose metres per cubic metre are more.
"""

from __future__ import annotations

import math
from decimal import Decimal

from garage.errors import ValueRefused
from garage.units.catalog import EXACT, Unit, alike, unit
from garage.units.quantity import Quantity
from garage.words import N_, told

_SPELLINGS = {
    "=": "=", "==": "=", "!=": "!=", "<>": "!=", "≠": "!=", "<": "<", ">": ">",
    "<=": "<=", "=<": "<=", "≤": "<=", ">=": ">=", "=>": ">=", "≥": ">=",
}  # fmt: skip
OPERATORS = ("=", "!=", "<", "<=", ">", ">=")
_TURNED = {"=": "=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
# what floats may differ by after a conversion, far below any digit typed
_NOISE = 1e-12


def operator(text: str) -> str:
    """The operator in its plain spelling. ValueRefused if it is none."""
    found = _SPELLINGS.get(text.strip())
    if found is None:
        raise ValueRefused(
            told("{text!r} is no comparison", text=text),
            told("use one of {operators}", operators=" ".join(OPERATORS)),
        )
    return found


def bounds(asked: Quantity, op: str) -> tuple[float, float]:
    """The closed range of canonical SI numbers that `op asked` allows, ends included.

    Negative consumption (a car that charged downhill) is outside "<" of a consumption unit.
    ValueRefused for "!=", which is two ranges: compare with "=" and turn it round.
    """
    op = operator(op)
    if op == "!=":
        raise ValueRefused(N_('"!=" is no single range'), N_('take all that "=" does not find'))
    known = unit(asked.unit)
    low, high = _equal_range(asked, known)
    if known.reciprocal:
        op = _TURNED[op]
    floor = 0.0 if known.reciprocal and asked.decimal > 0 else -math.inf
    itself = _si(asked.decimal, known)
    if op == "=":
        return low, high
    if op == "<":
        return floor, math.nextafter(itself - abs(itself) * _NOISE, -math.inf)
    if op == "<=":
        return floor, high
    if op == ">":
        return math.nextafter(itself + abs(itself) * _NOISE, math.inf), math.inf
    return low, math.inf


def matches(value: Quantity, op: str, asked: Quantity) -> bool:
    """Whether `value op asked` holds under the rule above. ValueRefused across dimensions."""
    if not alike(value.dimension, asked.dimension):
        raise ValueRefused(
            told("{text} and {text_2} do not compare", text=value.text, text_2=asked.text),
            N_("compare with a unit of the same kind"),
            code="other_dimension",
        )
    op = operator(op)
    low, high = bounds(asked, "=" if op == "!=" else op)
    return (low <= value.si <= high) != (op == "!=")


def _equal_range(asked: Quantity, known: Unit) -> tuple[float, float]:
    half = Decimal(5).scaleb(-asked.decimals - 1)
    number = asked.decimal
    ends = _si(number - half, known), _si(number + half, known)
    if known.reciprocal and number > 0 and number <= half:
        ends = ends[1], math.inf
    low, high = min(ends), max(ends)
    return low - abs(low) * _NOISE, high if math.isinf(high) else high + abs(high) * _NOISE


def _si(number: Decimal, known: Unit) -> float:
    if known.reciprocal:
        return float(EXACT.divide(known.factor, number)) if number else math.inf
    return float(EXACT.fma(number, known.factor, known.offset))
