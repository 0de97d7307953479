"""What is plainly good: most values of an import, told from the others without reading them.

Reading a value whole takes ten times as long; whatever is not plainly good is read whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container
from functools import lru_cache
from typing import Any

from garage.ids import is_id
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

Plainly = Callable[[Any], bool]

is_known_id = lru_cache(maxsize=1_024)(is_id)

_NUMBER = re.compile(r"(?:0|[1-9][0-9]{0,11})(?:\.[0-9]{1,6})?").fullmatch
# The 29th of February needs a calendar to tell.
_ON = (
    r"(?:19|20)\d\d-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])"
    r"|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)"
)
_DAY = re.compile(_ON).fullmatch
_TIME = re.compile(rf"{_ON}(?:T(?:[01]\d|2[0-3]):[0-5]\d)?").fullmatch
_TYPED = 200


def plainly(type_: FieldType) -> Plainly | None:
    """What says that a value of this type is plainly good; None for nothing quicker."""
    match type_:
        case TextField():
            limit = TEXT_LIMIT if type_.long else type_.limit
            return lambda value: type(value) is str and len(value) <= limit
        case ChoiceField():
            return lambda value: type(value) is str and len(value) <= LONGEST_CHOICE
        case FlagField():
            return lambda value: type(value) is bool
        case ReferenceField():
            # Thousands of records name one vehicle.
            return lambda value: type(value) is str and is_known_id(value)
        case QuantityField():
            return _quantity(type_)
        case MoneyField():
            return _money
        case DayField():
            return lambda value: type(value) is str and _DAY(value) is not None
        case MomentField():
            return lambda value: type(value) is str and _TIME(value) is not None
    return None


def _quantity(type_: QuantityField) -> Plainly:
    codes = frozenset(
        code
        for code, unit in UNITS.items()
        if not unit.reciprocal
        and (type_.dimension is None or alike(unit.dimension, type_.dimension))
    )
    return _measured("value", "unit", codes)


def _measured(number: str, code: str, codes: Container[str]) -> Plainly:
    def is_plain(value: Any) -> bool:
        if type(value) is not dict:
            return False
        digits, in_ = value.get(number), value.get(code)
        if type(digits) is not str or type(in_) is not str or in_ not in codes:
            return False
        if _NUMBER(digits) is None:
            return False
        if len(value) == 2:
            return True
        typed = value.get("typed")
        return len(value) == 3 and type(typed) is str and len(typed) <= _TYPED

    return is_plain


_money = _measured("amount", "currency", MINOR_DIGITS)
