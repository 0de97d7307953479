"""From the flat JSON that travels to a row's cells, for thousands of records: no values are made.

Only what comes out the same as over values is taken here; all else goes the long way over them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import cache, lru_cache
from typing import Any

from client.store.codec import codec
from garage.ids import is_id
from garage.moments import Moment
from garage.money.currencies import MINOR_DIGITS
from garage.records import ElementsField, FieldType, Kind
from garage.records.elements import SourceField
from garage.records.fields import FlagField, ReferenceField, TextField
from garage.records.measures import MoneyField, QuantityField, UnitPriceField
from garage.records.times import DayField, MomentField
from garage.sync.merge import Json
from garage.units import UNITS, alike
from garage.units.quantity import MOST_DIGITS, si_of


class _LongWay(Exception):
    """A value that only its type can judge."""


Cells = Callable[[dict[str, Json]], tuple[list[Any], tuple[str, str]] | None]
_LONGEST_MOMENT = 40
_Cell = Callable[[Any], tuple[Any, float | None, str]]
"""Of a field's JSON its cell, its number, and what a search finds it by."""


@cache
def cells_of(kind: Kind) -> Cells:
    """What makes a row's cells and its words of flat fields; None where it takes the long way.

    It takes only what comes out the same as over values: plain, present, and of known fields.
    """
    coding = codec(kind)
    readers: dict[str, tuple[int, bool, _Cell]] = {
        f.name: (coding.names.index(f.name), f.type.sortable, _reader(f.type))
        for f in kind.fields
        if not isinstance(f.type, ElementsField)
    }
    heading = [name for name, _, names_it in kind.searched if names_it]
    rest = [name for name, _, names_it in kind.searched if not names_it]
    searched = {*heading, *rest}
    width = coding.width

    def cells(flat: dict[str, Json]) -> tuple[list[Any], tuple[str, str]] | None:
        row: list[Any] = [None] * width
        said: dict[str, str] = {}
        try:
            for name, json in flat.items():
                place, sortable, read = readers[name]
                row[place], number, words = read(json)
                if sortable:
                    row[place + 1] = number
                if words and name in searched:
                    said[name] = words
        except (KeyError, TypeError, ValueError, _LongWay):
            return None
        return row, (
            " ".join([said[name] for name in heading if name in said]),
            " ".join([said[name] for name in rest if name in said]),
        )

    return cells


def _reader(type_: FieldType) -> _Cell:
    """What reads a field's JSON; it raises _LongWay, or ValueRefused."""
    if isinstance(type_, TextField):
        return lambda json: _text(json, type_.limit)
    if isinstance(type_, QuantityField):
        return _Quantities(type_).read
    if isinstance(type_, MoneyField):
        return _read_money
    if isinstance(type_, UnitPriceField):
        return _read_price
    if isinstance(type_, SourceField):
        return _read_source
    if type(type_) is DayField:
        return _day
    if type(type_) is MomentField:
        return _moment
    if isinstance(type_, ReferenceField):
        return _id
    if isinstance(type_, FlagField):
        return _flag

    def over_value(json: Any) -> tuple[Any, float | None, str]:
        if json is None:
            raise _LongWay
        value = type_.from_json(json)
        if value == "":
            raise _LongWay
        return type_.cell(value), type_.number(value), type_.words(value)

    return over_value


def _text(json: Any, limit: int) -> tuple[str, None, str]:
    if (
        type(json) is not str
        or not json
        or len(json) > limit
        or not json.isprintable()
        or json != json.strip()
    ):
        raise _LongWay
    return json, None, json


def _flag(json: Any) -> tuple[int, None, str]:
    if type(json) is not bool:
        raise _LongWay
    return int(json), None, ""


def _day(json: Any) -> tuple[str, None, str]:
    # Neither a day nor a moment has words.
    if type(json) is not str or len(json) != 10 or json[4] != "-" or json[7] != "-":
        raise _LongWay
    date.fromisoformat(json)
    return json, None, ""


def _moment(json: Any) -> tuple[str, None, str]:
    if type(json) is str and len(json) == 10:
        return _day(json)
    if type(json) is not str or len(json) > _LONGEST_MOMENT:
        raise _LongWay
    return Moment.parse(json).iso, None, ""


def _read_money(json: Any) -> tuple[str, float, str]:
    amount, currency = json["amount"], json["currency"]
    if len(json) != 2 or not _is_number(amount) or currency not in MINOR_DIGITS:
        raise _LongWay
    return f"{amount} {currency}", float(amount), amount


def _read_price(json: Any) -> tuple[str, float, str]:
    amount, currency, per = json["amount"], json["currency"], json["per"]
    if len(json) != 3 or not _is_number(amount) or currency not in MINOR_DIGITS or per not in UNITS:
        raise _LongWay
    return f"{amount} {currency}/{per}", float(amount), ""


def _read_source(json: Any) -> tuple[str, None, str]:
    how = json["how"]
    if len(json) == 1:
        if type(how) is not str or "\t" in how or not how:
            raise _LongWay
        return how, None, ""
    form, file, line = json["format"], json["file"], json["line"]
    texts = type(how) is type(form) is type(file) is str and type(line) is int
    if len(json) != 4 or not texts or not form or "\t" in how or "\t" in form:
        raise _LongWay
    return f"{how}\t{form}\t{file}\t{line}", None, ""


def _is_number(text: Any) -> bool:
    return len(text) <= MOST_DIGITS and _NUMBER(text) is not None


def _id(json: Any) -> tuple[str, None, str]:
    if type(json) is not str or not _known_id(json):
        raise _LongWay
    return json, None, ""


_known_id = lru_cache(maxsize=4_096)(is_id)


class _Quantities:
    """Reads the quantities of one field: of units of its dimension, without typed text."""

    def __init__(self, type_: QuantityField) -> None:
        self._type = type_
        self._units: dict[str, bool] = {}

    def _fits(self, unit: str) -> bool:
        """Whether a number of this unit is good, whatever it is."""
        found = self._units.get(unit)
        if found is None:
            known = UNITS.get(unit)
            wanted = self._type.dimension
            found = self._units[unit] = (
                known is not None
                and not known.reciprocal
                and (wanted is None or alike(known.dimension, wanted))
            )
        return found

    def read(self, json: Any) -> tuple[str, float, str]:
        """The cell is the text of a quantity; what is not plain takes the long way."""
        value, unit = json["value"], json["unit"]
        if len(json) != 2 or not self._fits(unit) or not _is_number(value):
            raise _LongWay
        return f"{value} {unit}" if unit else value, si_of(value, unit), value


_NUMBER = re.compile(r"(?:0|[1-9][0-9]*)(?:\.[0-9]+)?").fullmatch
