"""From rows to the flat JSON that travels, for thousands of records: no values are made.

What a field type writes into its cell says what its JSON is, so that the one is cut from the
other. Types that are not known here go the long way over their value.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from client.store.codec import DELETED, codec, load
from garage.records import ElementsField, FieldType, Kind
from garage.records.fields import (
    ChoiceField,
    FlagField,
    PositionField,
    ReferenceField,
    TextField,
    WholeField,
)
from garage.records.measures import MoneyField, QuantityField, UnitPriceField
from garage.records.times import DayField, MomentField, PeriodField
from garage.sync import Stamp
from garage.sync.merge import Json

Flat = Callable[[Sequence[Any]], tuple[dict[str, Json], dict[str, Stamp]]]

_AS_IT_IS = (
    TextField, ChoiceField, WholeField, PositionField, ReferenceField, DayField, MomentField,
    PeriodField,
)  # fmt: skip
"""Types whose cell is their JSON."""


@cache
def flat_rows(kind: Kind) -> str:
    """What selects the rows that `flat_of` reads; the records of the kind are `k`."""
    cells = ", ".join(f'"{field.name}"' for field in kind.fields)
    return f"SELECT n, id, deleted, extra, {cells}, stamp, stamps FROM {codec(kind).table.name} k"


@cache
def flat_of(kind: Kind) -> Flat:
    """What gives (fields, stamps in short form) of rows (n, id, deleted, extra, …, stamp, stamps).

    The cells between are those of the kind's fields, in their order.
    """
    first = 4
    plain = [(f.name, at) for at, f in enumerate(kind.fields, first) if _is_plain(f.type)]
    cut = [
        (f.name, at, _json_of(f.type))
        for at, f in enumerate(kind.fields, first)
        if not _is_plain(f.type) and not isinstance(f.type, ElementsField)
    ]
    parts = [
        (f.name, at, f.type)
        for at, f in enumerate(kind.fields, first)
        if isinstance(f.type, ElementsField)
    ]

    def flat(row: Sequence[Any]) -> tuple[dict[str, Json], dict[str, Stamp]]:
        fields: dict[str, Json] = {n: row[at] for n, at in plain if row[at] is not None}
        for name, at, json in cut:
            cell = row[at]
            if cell is not None:
                fields[name] = json(cell)
        for name, at, type_ in parts:
            cell = row[at]
            if cell is not None and type_.decode is not None:
                for element, value in type_.elements(type_.decode(cell)).items():
                    fields[f"{name}/{element}"] = value
        if row[3] is not None:
            fields |= load(row[3])
        if row[2]:
            fields[DELETED] = True
        stamp, others = row[-2], row[-1]
        if others is None:
            return fields, {"": stamp}
        stamps = load(others)
        for name in stamps:
            fields.setdefault(name, None)
        short = {name: stamps[name] for name in sorted(stamps) if stamps[name] != stamp}
        return fields, {"": stamp, **short}

    return flat


def _is_plain(type_: FieldType) -> bool:
    return type(type_) in _AS_IT_IS


def _json_of(type_: FieldType) -> Callable[[Any], Json]:
    if isinstance(type_, QuantityField):
        return _quantity
    if isinstance(type_, MoneyField):
        return _money
    if isinstance(type_, UnitPriceField):
        return _price
    if isinstance(type_, FlagField):
        return bool
    decode = type_.decode
    return lambda cell: type_.to_json(cell if decode is None else decode(cell))


def _quantity(cell: str) -> Json:
    head, tab, typed = cell.partition("\t")
    value, _, unit = head.partition(" ")
    json: dict[str, Json] = {"value": value, "unit": unit}
    if tab:
        json["typed"] = typed
    return json


def _money(cell: str) -> Json:
    head, tab, typed = cell.partition("\t")
    amount, _, currency = head.partition(" ")
    json: dict[str, Json] = {"amount": amount, "currency": currency}
    if tab:
        json["typed"] = typed
    return json


def _price(cell: str) -> Json:
    head, tab, typed = cell.partition("\t")
    amount, _, rest = head.partition(" ")
    currency, _, per = rest.partition("/")
    json: dict[str, Json] = {"amount": amount, "currency": currency, "per": per}
    if tab:
        json["typed"] = typed
    return json
