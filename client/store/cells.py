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
from garage.records.fields import (
    LONGEST_CHOICE,
    ChoiceField,
    FlagField,
    ReferenceField,
    TextField,
)
from garage.records.measures import MoneyField, QuantityField, UnitPriceField
from garage.records.registry import UNREADABLE
from garage.records.times import DayField, MomentField
from garage.sync.merge import Json
from garage.units import UNITS, Dimension, alike
from garage.units.quantity import MOST_DIGITS, si_of


class _LongWay(Exception):
    """A value that only its type can judge."""


Cells = Callable[[dict[str, Json]], tuple[list[Any], tuple[str, str]] | None]
_LONGEST_MOMENT = 40
_Read = Callable[[Any, list[Any]], str]
"""Puts a field's JSON into the cells of a row; gives what a search finds it by.

It raises _LongWay, or what a value of another shape makes of it.
"""


@cache
def cells_of(kind: Kind) -> Cells:
    """What makes a row's cells and its words of flat fields; None where it takes the long way.

    It takes only what comes out the same as over values: plain, present, and of known fields.
    """
    coding = codec(kind)
    readers: dict[str, _Read] = {
        f.name: _reader(f.type, coding.names.index(f.name))
        for f in kind.fields
        if not isinstance(f.type, ElementsField)
    }
    heading = [name for name, _, names_it in kind.searched if names_it]
    rest = [name for name, _, names_it in kind.searched if not names_it]
    searched = frozenset({*heading, *rest})
    width = coding.width

    def cells(flat: dict[str, Json]) -> tuple[list[Any], tuple[str, str]] | None:
        row: list[Any] = [None] * width
        said: dict[str, str] = {}
        try:
            for name, json in flat.items():
                words = readers[name](json, row)
                if words and name in searched:
                    said[name] = words
        except (*UNREADABLE, _LongWay):
            return None
        return row, (
            " ".join([said[name] for name in heading if name in said]),
            " ".join([said[name] for name in rest if name in said]),
        )

    return cells


def _reader(type_: FieldType, place: int) -> _Read:
    """What reads a field of this type, whose first cell stands at `place`."""
    match type_:
        case TextField():
            return _texts(place, type_.limit)
        case ChoiceField():
            return _choices(place)
        case QuantityField():
            return _quantities(place, type_.dimension)
        case MoneyField():
            return _moneys(place)
        case UnitPriceField():
            return _prices(place)
        case SourceField():
            return _plain(place, _source)
        case ReferenceField():
            return _plain(place, _id)
        case FlagField():
            return _plain(place, _flag)
    # Only these: others that are made of days write something else.
    if type(type_) is DayField:
        return _plain(place, _day)
    if type(type_) is MomentField:
        return _plain(place, _moment)
    return _over_value(place, type_)


def _over_value(place: int, type_: FieldType) -> _Read:
    def read(json: Any, row: list[Any]) -> str:
        if json is None:
            raise _LongWay
        value = type_.from_json(json)
        if value == "":
            raise _LongWay
        row[place] = type_.cell(value)
        if type_.sortable:
            row[place + 1] = type_.number(value)
        return type_.words(value)

    return read


def _plain(place: int, cell: Callable[[Any], Any]) -> _Read:
    """Of types with one cell, and without words."""

    def read(json: Any, row: list[Any]) -> str:
        row[place] = cell(json)
        return ""

    return read


def _texts(place: int, limit: int) -> _Read:
    def read(json: Any, row: list[Any]) -> str:
        if type(json) is not str or not json or len(json) > limit or not json.isprintable():
            raise _LongWay
        # Of all white space only this is printable.
        if json[0] == " " or json[-1] == " ":
            raise _LongWay
        row[place] = json
        return json

    return read


def _choices(place: int) -> _Read:
    def read(json: Any, row: list[Any]) -> str:
        if type(json) is not str or not json or len(json) > LONGEST_CHOICE:
            raise _LongWay
        row[place] = json
        return json.replace("_", " ")

    return read


def _flag(json: Any) -> int:
    if type(json) is not bool:
        raise _LongWay
    return int(json)


def _day(json: Any) -> str:
    if type(json) is not str or len(json) != 10 or json[4] != "-" or json[7] != "-":
        raise _LongWay
    date.fromisoformat(json)
    return json


def _moment(json: Any) -> str:
    if type(json) is str and len(json) == 10:
        return _day(json)
    if type(json) is not str or len(json) > _LONGEST_MOMENT:
        raise _LongWay
    return Moment.parse(json).iso


def _id(json: Any) -> str:
    if type(json) is not str or not _known_id(json):
        raise _LongWay
    return json


_known_id = lru_cache(maxsize=4_096)(is_id)


def _source(json: Any) -> str:
    how = json["how"]
    if len(json) == 1:
        if type(how) is not str or "\t" in how or not how:
            raise _LongWay
        return how
    form, file, line = json["format"], json["file"], json["line"]
    texts = type(how) is type(form) is type(file) is str and type(line) is int
    if len(json) != 4 or not texts or not form or "\t" in how or "\t" in form:
        raise _LongWay
    return f"{how}\t{form}\t{file}\t{line}"


def _quantities(place: int, dimension: Dimension | None) -> _Read:
    """Of units of the field's dimension, without typed text; the cell is a quantity's text."""
    units = frozenset(
        code
        for code, unit in UNITS.items()
        if not unit.reciprocal and (dimension is None or alike(unit.dimension, dimension))
    )

    def read(json: Any, row: list[Any]) -> str:
        value: str = json["value"]
        unit = json["unit"]
        if len(json) != 2 or unit not in units or not _is_number(value):
            raise _LongWay
        row[place] = f"{value} {unit}" if unit else value
        row[place + 1] = si_of(value, unit)
        return value

    return read


def _moneys(place: int) -> _Read:
    def read(json: Any, row: list[Any]) -> str:
        amount: str = json["amount"]
        currency = json["currency"]
        if len(json) != 2 or currency not in MINOR_DIGITS or not _is_number(amount):
            raise _LongWay
        row[place] = f"{amount} {currency}"
        row[place + 1] = float(amount)
        return amount

    return read


def _prices(place: int) -> _Read:
    def read(json: Any, row: list[Any]) -> str:
        amount, currency, per = json["amount"], json["currency"], json["per"]
        known = currency in MINOR_DIGITS and per in UNITS
        if len(json) != 3 or not known or not _is_number(amount):
            raise _LongWay
        row[place] = f"{amount} {currency}/{per}"
        row[place + 1] = float(amount)
        return ""

    return read


def _is_number(text: Any) -> bool:
    return len(text) <= MOST_DIGITS and _NUMBER(text) is not None


_NUMBER = re.compile(r"(?:0|[1-9][0-9]*)(?:\.[0-9]+)?").fullmatch
