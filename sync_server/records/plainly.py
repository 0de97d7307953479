"""What is plainly good: most values of an import, told from the others without reading them.

It is told by patterns of JSON text with sorted names and without spaces: one look at the text of a
record says it of all its fields. Reading them whole takes ten times as long; whatever is not
plainly good is read whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from typing import Any

from garage.money.currencies import MINOR_DIGITS
from garage.records.fields import (
    LONGEST_CHOICE,
    TEXT_LIMIT,
    ChoiceField,
    FieldType,
    FlagField,
    ReferenceField,
    TextField,
)
from garage.records.measures import MoneyField, QuantityField
from garage.records.times import DayField, MomentField
from garage.units.catalog import UNITS, alike

Plainly = Callable[[str], Any]
"""True of JSON text that is plainly good."""

_NUMBER = r'"(?:0|[1-9][0-9]{0,11})(?:\.[0-9]{1,6})?"'
# The 29th of February needs a calendar to tell. Digits of other scripts are none of a date.
_ON = (
    r"(?:19|20)[0-9]{2}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])"
    r"|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)"
)
_HEX = "[0-9a-f]"
_ID = f'"{_HEX}{{8}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{12}}"'
_TYPED = 200


def pattern(type_: FieldType) -> str | None:
    """What the text of a plainly good value of this type is like; None for nothing quicker."""
    match type_:
        case TextField():
            return _text(TEXT_LIMIT if type_.long else type_.limit)
        case ChoiceField():
            return _text(LONGEST_CHOICE)
        case FlagField():
            return "true|false"
        case ReferenceField():
            return _ID
        case QuantityField():
            return _quantity(type_)
        case MoneyField():
            return _MONEY
        case DayField():
            return f'"{_ON}"'
        case MomentField():
            return rf'"{_ON}(?:T(?:[01][0-9]|2[0-3]):[0-5][0-9])?"'
    return None


def _text(longest: int) -> str:
    """Without what JSON escapes: that has more characters than it stands for."""
    return rf'"[^"\\\x00-\x1f]{{0,{longest}}}"'


def _quantity(type_: QuantityField) -> str:
    codes = (
        code
        for code, unit in UNITS.items()
        if not unit.reciprocal
        and (type_.dimension is None or alike(unit.dimension, type_.dimension))
    )
    return rf'\{{(?:"typed":{_text(_TYPED)},)?"unit":"(?:{_one_of(codes)})","value":{_NUMBER}\}}'


def _one_of(words: Iterable[str]) -> str:
    """Alternatives are tried one after the other: of a hundred, those of the first letter."""
    by_first = groupby(sorted(words), lambda word: word[:1])
    return "|".join(
        f"{re.escape(first)}(?:{'|'.join(re.escape(word[1:]) for word in words)})"
        for first, words in by_first
    )


_MONEY = (
    rf'\{{"amount":{_NUMBER},"currency":"(?:{_one_of(MINOR_DIGITS)})"'
    rf'(?:,"typed":{_text(_TYPED)})?\}}'
)


def plainly(value: str) -> Plainly:
    """What knows the text of one value by its pattern."""
    return re.compile(value).fullmatch


def plainly_all(values: Mapping[str, str]) -> Plainly:
    """What knows the text of a record, whose fields, as many as there are, have these patterns."""
    # A comma too many is in no text that was encoded. What was passed is not tried again.
    fields = (f'(?:"{name}":(?:null|{values[name]}),?)?+' for name in sorted(values))
    return re.compile(rf"\{{{''.join(fields)}\}}").fullmatch
