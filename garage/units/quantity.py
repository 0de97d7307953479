"""A measured value with its unit, kept as it was typed and converted on demand."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import Any, Self

import msgspec

from garage.errors import ValueRefused
from garage.units.catalog import EXACT, UNITS, Dimension, Unit, alike, unit
from garage.units.dimension_words import dimension_words
from garage.words import N_, told

_VALUE = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
MOST_DIGITS = 40
_LONGEST_TYPED = 200
_WIDE = Context(prec=200)


class _Ratios(dict[str, tuple[int, int, Unit | None]]):
    """By unit code: the factor as a fraction, and the unit where that is not all."""

    def __missing__(self, code: str) -> tuple[int, int, Unit | None]:
        unit(code)
        raise KeyError(code)


_RATIOS = _Ratios(
    {
        code: (*each.factor.as_integer_ratio(), each if each.reciprocal or each.offset else None)
        for code, each in UNITS.items()
    }
)
# Of units whose factor is a power of ten that power, as a number's text takes it: "e-3" of litres.
_SHIFTS: dict[str, str] = {
    code: f"e{each.factor.normalize().as_tuple().exponent}"
    for code, each in UNITS.items()
    if not each.reciprocal and not each.offset and each.factor.normalize().as_tuple().digits == (1,)
}
_TENS: tuple[int, ...] = tuple(10**power for power in range(MOST_DIGITS + 1))


def si_of(value: str, code: str) -> float:
    """The canonical SI number of a good value in a known unit: the float that is nearest."""
    shift = _SHIFTS.get(code)
    if shift is not None:
        # Zero has no sign here.
        return float(value + shift) + 0.0
    above, below, special = _RATIOS[code]
    whole, _, fraction = value.partition(".")
    # quotients of integers are the nearest float: 500 m and 0.5 km come out equal
    digits = int(whole + fraction)
    if special is None:
        return digits * above / (below * _TENS[len(fraction)])
    if special.reciprocal:
        return above * _TENS[len(fraction)] / (below * digits) if digits else math.inf
    return float(EXACT.fma(Decimal(value), special.factor, special.offset))


# A struct and no dataclass: of values like these a list or an import makes hundreds of thousands,
# and a frozen dataclass takes seven times as long to make.
class Quantity(msgspec.Struct, frozen=True, gc=False):
    """`value` is dot-decimal with its digits kept ("45.20"), `unit` a code of the catalog.

    `typed` is the text it was read from, where that differs from `text`. The constructor
    checks nothing: what comes from outside goes through `checked`, `from_json` or
    `parse_quantity`.
    """

    value: str
    unit: str
    typed: str | None = None

    @classmethod
    def of(cls, number: int | float | Decimal | str, code: str) -> Self:
        """From a number. ValueRefused for NaN, infinities and unknown units."""
        if isinstance(number, str):
            return cls.checked(number, code)
        exact = Decimal(repr(number)) if isinstance(number, float) else Decimal(number)
        if not exact.is_finite():
            raise ValueRefused(
                told("{number} is not a number that can be kept", number=number), N_("give digits")
            )
        return cls.checked(plain(exact), code)

    @classmethod
    def checked(cls, value: str, code: str, typed: str | None = None) -> Self:
        """ValueRefused unless `value` is plain dot-decimal and `code` a known unit."""
        known = unit(code)
        if not _VALUE.fullmatch(value) or len(value) > MOST_DIGITS + 2:
            raise ValueRefused(
                told("{value!r} is not a plain number", value=value[:60]),
                told(
                    "write digits with a dot for decimals, {most_digits} digits at most, as in "
                    "45.20",
                    most_digits=MOST_DIGITS,
                ),
            )
        if known.reciprocal and not value.strip("-0."):
            raise ValueRefused(
                told("an economy of 0 {symbol} cannot be", symbol=known.symbol),
                N_("leave it empty if it is not known"),
            )
        if typed is not None:
            typed = typed.strip()[:_LONGEST_TYPED]
        return cls(value, code, None if typed in (None, "", _text(value, code)) else typed)

    @classmethod
    def from_json(cls, data: object) -> Self:
        """From {"value", "unit", "typed"?}; other keys (`si`) are not read. ValueRefused."""
        if isinstance(data, Mapping):
            value, code, typed = data.get("value"), data.get("unit"), data.get("typed")
            if isinstance(value, str) and isinstance(code, str):
                return cls.checked(value, code, typed if isinstance(typed, str) else None)
        raise ValueRefused(
            N_("this is not a quantity"), N_('give {"value": "45.20", "unit": "L"}, both as texts')
        )

    @classmethod
    def restored(cls, text: str) -> Self:
        """The quantity that `stored` wrote; unchecked, for texts of our own store."""
        head, _, typed = text.partition("\t")
        value, _, code = head.partition(" ")
        return cls(value, code, typed or None)

    @property
    def stored(self) -> str:
        """`text`, and after a TAB the typed text where there is one: compact, for a column."""
        text = f"{self.value} {self.unit}" if self.unit else self.value
        return f"{text}\t{self.typed}" if self.typed else text

    @property
    def text(self) -> str:
        """The value and the unit's code: "45.20 L"."""
        return _text(self.value, self.unit)

    def __str__(self) -> str:
        return self.text

    @property
    def decimal(self) -> Decimal:
        return Decimal(self.value)

    @property
    def si(self) -> float:
        """The canonical SI number, for search and sort. Infinite for zero consumption."""
        return si_of(self.value, self.unit)

    @property
    def dimension(self) -> Dimension:
        return unit(self.unit).dimension

    def to(self, code: str) -> Quantity:
        """The same in another unit, rounded to what this value's digits can bear.

        The step shown is a power of ten, never finer than half of this value's own last
        digit; where that would lose significant digits, than a quarter. Itself in its own
        unit. ValueRefused across dimensions and for the reciprocal of zero.
        """
        if code == self.unit:
            return self
        source, target = unit(self.unit), unit(code)
        number = Decimal(self.value)
        exact = exactly(number, source, target)
        if source.reciprocal == target.reciprocal:
            slope = _slope(source, target)
        else:
            slope = abs(EXACT.divide(exact, number))
        step = EXACT.scaleb(slope, -self.decimals)
        return Quantity(rounded(exact, step, _significant(self.value)), code)

    @property
    def decimals(self) -> int:
        """How many digits stand after the point."""
        return len(self.value.partition(".")[2])

    def to_json(self) -> dict[str, Any]:
        """{"value", "unit", "typed", "si"}; `typed` is `text` where nothing else was typed."""
        si = self.si
        return {
            "value": self.value,
            "unit": self.unit,
            "typed": self.typed or self.text,
            "si": si if math.isfinite(si) else None,
        }


def _text(value: str, code: str) -> str:
    return f"{value} {code}" if code else value


def plain(number: Decimal) -> str:
    """Digits without exponent, and zero without a sign."""
    text = format(number, "f")
    return text[1:] if text[0] == "-" and not text.strip("-0.") else text


@lru_cache(maxsize=512)
def _slope(source: Unit, target: Unit) -> Decimal:
    if source.reciprocal:
        return EXACT.divide(target.factor, source.factor)
    return EXACT.divide(source.factor, target.factor)


def exactly(number: Decimal, source: Unit, target: Unit) -> Decimal:
    """`number` of `source` in `target`, to 40 digits, unrounded. ValueRefused if it cannot be."""
    if not alike(source.dimension, target.dimension):
        raise ValueRefused(
            told(
                "{what} measures {dimension}, {what_2} {dimension_2}",
                what=source.symbol or told("a plain number"),
                dimension=dimension_words(source.dimension),
                what_2=target.symbol or told("a plain number"),
                dimension_2=dimension_words(target.dimension),
            ),
            N_("choose a unit of the same kind"),
            code="other_dimension",
        )
    if source.reciprocal == target.reciprocal:
        if source.offset == target.offset:
            return EXACT.multiply(number, _slope(source, target))
        si = EXACT.add(EXACT.multiply(number, source.factor), source.offset)
        return EXACT.divide(EXACT.subtract(si, target.offset), target.factor)
    if not number:
        raise ValueRefused(
            told(
                "0 {symbol} has no value in {symbol_2}",
                symbol=source.symbol,
                symbol_2=target.symbol,
            ),
            N_("show it in its own unit"),
            code="no_reciprocal",
        )
    # one of the two divides: distance over fuel against fuel over distance
    above, below = (source, target) if source.reciprocal else (target, source)
    return EXACT.divide(EXACT.divide(above.factor, below.factor), number)


def _significant(value: str) -> int:
    return len(value.lstrip("-0.").replace(".", "")) or 1


def _exponent(step: Decimal) -> int:
    """The smallest k with 10**k >= step."""
    exponent = step.adjusted()
    return exponent if step.scaleb(-exponent) == 1 else exponent + 1


def rounded(exact: Decimal, step: Decimal, significant: int) -> str:
    """`exact` as digits no finer than a source with this `step` and so many digits allows."""
    exponent = _exponent(EXACT.divide(step, Decimal(2)))
    if exact:
        finest = _exponent(EXACT.divide(step, Decimal(4)))
        exponent = min(exponent, max(finest, exact.adjusted() - significant + 1))
    quantum = Decimal(1).scaleb(exponent)
    return plain(exact.quantize(quantum, rounding=ROUND_HALF_UP, context=_WIDE))
