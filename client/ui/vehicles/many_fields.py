"""Which fields many records share: those of a table's cells, then what one editor can change."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from client.ui.forms.layouts import NEVER_TYPED
from client.ui.text import _
from client.ui.vehicles.record_cells import is_plain
from client.ui.vehicles.table_host import TableHost
from client.ui.widgets.rows_model import Column
from garage.records import Field, Vehicle, kind_named
from garage.records.fields import (
    ChoiceField,
    ChoicesField,
    FieldType,
    FlagField,
    TextField,
    WholeField,
)
from garage.records.measures import MoneyField, QuantityField, UnitPriceField
from garage.records.times import DayField, MomentField, PeriodField

_TYPED = (
    TextField, ChoiceField, ChoicesField, FlagField, WholeField, MoneyField, QuantityField,
    UnitPriceField, DayField, MomentField, PeriodField,
)  # fmt: skip
"""What one editor can change, without the records around it."""
_APART: Mapping[str, frozenset[str]] = {
    # What a vehicle is known by is of that one alone.
    "vehicle": frozenset({"name", "vin", "plate"}),
    # One thing in several fields: only the table knows which of them a row has.
    "fill_up": frozenset({"volume", "energy", "mass"}),
    "specification": frozenset({"value", "text"}),
}

Sort = tuple[str, str]
"""A kind, and what tells rows of it apart: a fill-up's measure."""


@dataclass(frozen=True)
class ManyField:
    """A field that all of some records have; `names` is what it is called in each sort of them."""

    title: str
    spec: Field
    """As it is typed; required where any of them needs it."""
    names: Mapping[Sort, str]

    @property
    def clearable(self) -> bool:
        """Whether it can be left empty."""
        chosen = isinstance(self.spec.type, ChoiceField) and self.spec.initial is not None
        return not (self.spec.required or chosen or isinstance(self.spec.type, FlagField))


@dataclass(frozen=True)
class Chosen:
    """What is to be changed: whose it is, its records by id with their sorts, what they share."""

    vehicle: Vehicle | None
    sorts: Mapping[str, Sort] = field(repr=False)
    fields: tuple[ManyField, ...]
    begin: int = -1
    """The place among the fields of the one that the keyboard is on."""


def chosen_of(vehicle: Vehicle | None, kind: str, ids: Iterable[str]) -> Chosen:
    """Records of one kind, with all its fields."""
    sort = (kind, "")
    return Chosen(vehicle, dict.fromkeys(ids, sort), tuple(_others([sort], frozenset())))


def chosen_rows(
    tab: TableHost, rows: Sequence[Any], columns: Sequence[Column[Any]], here: int = -1
) -> Chosen:
    """Rows of a tab's table: first the fields of its cells, as its columns stand and are titled.

    `here` is the place of the column that the keyboard is on.
    """
    sorts = {row.id: (str(row.kind), str(getattr(row, "measure", ""))) for row in rows}
    first = {sorts[row.id]: row for row in reversed(rows)}
    cells = [found for each in columns if (found := _cell_field(tab, first, each)) is not None]
    named = frozenset((sort[0], name) for each in cells for sort, name in each.names.items())
    fields = (*cells, *_others(list(first), named))
    at_hand = columns[here] if 0 <= here < len(columns) else None
    return Chosen(tab.vehicle, sorts, fields, _place_of(at_hand, fields))


def _place_of(column: Column[Any] | None, fields: Sequence[ManyField]) -> int:
    """The place of the field that a column shows; -1 where it shows none."""
    if column is None:
        return -1
    name, title = column.field or column.key, _plain_title(column)
    places = range(len(fields))
    shows = (at for at in places if name in fields[at].names.values() or title == fields[at].title)
    return next(shows, -1)


def _plain_title(column: Column[Any]) -> str:
    """A column's title without the unit of its figures."""
    return column.title.partition(",")[0]


def _cell_field(tab: TableHost, first: Mapping[Sort, Any], column: Column[Any]) -> ManyField | None:
    """The field of a column's cells, where all rows have it and it is of one type."""
    names = {sort: tab.cell_field(row, column) for sort, row in first.items()}
    if any(tab.cell_words(row, column) is not None for row in first.values()):
        return None  # What such a cell shows is more than one field.
    return _shared(names, _plain_title(column))


def _others(sorts: Sequence[Sort], named: frozenset[tuple[str, str]]) -> list[ManyField]:
    """The fields of these names in all kinds, but those named already."""
    kinds = {kind for kind, _measure in sorts}
    found = []
    for spec in kind_named(sorts[0][0]).fields if sorts else ():
        taken = any((kind, spec.name) in named or _is_apart(kind, spec.name) for kind in kinds)
        if not taken:
            found.append(_shared(dict.fromkeys(sorts, spec.name)))
    return [each for each in found if each is not None]


def _is_apart(kind: str, name: str) -> bool:
    return name in NEVER_TYPED or name in _APART.get(kind, ())


def _shared(names: Mapping[Sort, str], title: str = "") -> ManyField | None:
    """The field of these names, where each kind has its own and all are typed alike."""
    specs = [kind_named(kind).by_name.get(name) for (kind, _measure), name in names.items()]
    known = [spec for spec in specs if spec is not None and _is_typed(spec)]
    if not specs or len(known) != len(specs):
        return None
    first = known[0]
    if any(not _alike(first.type, spec.type) for spec in known):
        return None
    needed = any(spec.required for spec in known)
    spec = dataclasses.replace(first, required=needed)
    return ManyField(title or _(first.label), spec, names)


def _is_typed(spec: Field) -> bool:
    return not spec.hidden and (is_plain(spec) or isinstance(spec.type, _TYPED))


def _alike(one: FieldType, other: FieldType) -> bool:
    """Whether a value typed for one field is one for the other."""
    if type(one) is not type(other):
        return False
    if isinstance(one, QuantityField) and isinstance(other, QuantityField):
        return one.dimension == other.dimension
    if isinstance(one, ChoiceField | ChoicesField) and isinstance(other, type(one)):
        return one.choices == other.choices
    return True
