"""Reading a quantity as people type it: "45,20 l", "400 lb·ft", "5 l/100 km", "32psi"."""

from __future__ import annotations

import re
from decimal import Decimal

from garage.errors import ValueRefused
from garage.units.aliases import dimension_spelled, spelling_key, unit_spelled
from garage.units.catalog import Dimension, alike, unit, units_of
from garage.units.dimension_words import dimension_words
from garage.units.numbers import check_bounds, plainly, read_number, read_whole
from garage.units.quantity import Quantity
from garage.words import N_, told

_NUMBER = re.compile(r"[+\-]?\s*[.,]?[0-9](?:[0-9., ']*[0-9])?")
_LONGEST = 200


def parse_quantity(
    text: str,
    dimension: Dimension,
    *,
    default_unit: str | None = None,
    decimal_mark: str = ".",
    gallon: str | None = None,
    minimum: Decimal | int | None = None,
    whole: bool = False,
) -> Quantity:
    """The quantity in `text`; its spelling is kept as `typed`.

    A number without a unit has `default_unit`. A bare gallon (quart, pint, mpg) is the
    `gallon` given ("us" or "uk"), else the default unit's, else the US one. `minimum` is in
    the unit typed; `whole` reads "84.120" and "84,120" as thousands. Units that the catalog lacks
    are read by pint and kept in the default unit. ValueRefused with what to write instead.
    """
    if len(text) > _LONGEST:
        raise ValueRefused(N_("this is too long for a quantity"), N_("write a number and a unit"))
    plain_text = plainly(text)
    found = _NUMBER.match(plain_text)
    if not found:
        if not plain_text:
            raise ValueRefused(
                N_("there is no number"),
                told("write one, as in 45 {example}", example=_example(dimension)),
            )
        raise ValueRefused(
            told("{text!r} does not begin with a number", text=text.strip()),
            told("write the number first, as in 45 {example}", example=_example(dimension)),
        )
    rest = plain_text[found.end() :]
    value = (read_whole if whole else read_number)(found[0], decimal_mark)
    code = _unit_of(rest, text, dimension, default_unit, gallon)
    if code is None:
        from garage.units.odd import odd_quantity

        result = odd_quantity(value, rest, dimension, default_unit, text)
    else:
        result = Quantity.checked(value, code, text)
    check_bounds(Decimal(value), minimum)
    return result


def _unit_of(
    rest: str, text: str, dimension: Dimension, default: str | None, gallon: str | None
) -> str | None:
    if not spelling_key(rest):
        if default is None and dimension is Dimension.NUMBER:
            return ""
        if default is None:
            raise ValueRefused(
                told("{text!r} has no unit", text=text.strip()),
                told(
                    "add one, as in {text} {example}",
                    text=text.strip(),
                    example=_example(dimension),
                ),
                code="unit_missing",
            )
        if not alike(unit(default).dimension, dimension):
            raise ValueRefused(
                told(
                    "{default} is no unit of {dimension}",
                    default=default,
                    dimension=dimension_words(dimension),
                ),
                N_("choose another"),
            )
        return default
    code = unit_spelled(
        rest, dimension, gallon or ("uk" if (default or "")[-3:] == "_uk" else "us")
    )
    if code is not None:
        return code
    other = dimension_spelled(rest)
    if other is not None:
        raise ValueRefused(
            told(
                "{rest} measures {other}, not {dimension}",
                rest=rest.strip(),
                other=dimension_words(other),
                dimension=dimension_words(dimension),
            ),
            told("use a unit such as {example}", example=_example(dimension)),
            code="other_dimension",
        )
    return None


def _example(dimension: Dimension) -> str:
    return units_of(dimension)[0].symbol
