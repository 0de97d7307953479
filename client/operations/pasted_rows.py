"""A row of pasted cells: the values of a record, or why it cannot be one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from client.operations.pasted_table import KIND, PastedColumn, Target
from client.operations.records import completed
from garage.errors import ValueRefused
from garage.filters import fold
from garage.reading import Reading
from garage.records import Kind, Record, kind_named
from garage.records.fields import ChoiceField, FlagField, TextField
from garage.rules.filled import AMOUNTS, third_of
from garage.units import UNITS, Dimension
from garage.words import N_, told


@dataclass(frozen=True)
class PastedRow:
    """A row that can be a record: its cells as they came, and its values."""

    line: int
    kind: str
    cells: tuple[str, ...]
    values: Mapping[str, Any] = field(repr=False)
    worked: tuple[str, ...] = ()
    """Fields whose values follow from the others."""


@dataclass(frozen=True)
class Refused:
    """A row that cannot be one, and why; `place` is the column's, -1 for none."""

    line: int
    column: str
    error: ValueRefused
    place: int = -1


@dataclass(frozen=True)
class RowReader:
    """What rows are read by: their columns, the kinds they may be, where they go."""

    columns: Sequence[PastedColumn]
    kinds: Sequence[Kind]
    target: Target
    reading: Reading

    def silent(self, kind: str) -> list[str]:
        """The fields that no column tells."""
        told = {column.field for column in self.columns}
        return [spec.name for spec in kind_named(kind).fields if spec.name not in told]

    def read(self, line: int, cells: Sequence[str]) -> PastedRow | Refused:
        """A row as a record would be kept."""
        values: dict[str, Any] = {"vehicle": self.target.vehicle.id}
        kind, at = self.kinds[0], -1
        places = list(enumerate(zip(self.columns, cells, strict=False)))
        try:
            for place, (column, cell) in places:
                if column.field == KIND and KIND not in kind.by_name:
                    at = place
                    kind = self._kind_called(cell) if cell else kind
            for place, (column, cell) in places:
                if cell and column.field in kind.by_name:
                    at = place
                    values |= self._cell_values(kind, column, cell)
            at = -1
            given = {name: value for name, value in values.items() if value is not None}
            worked = third_of(given) if kind.name == "fill_up" else {}
            whole = completed(kind, given | worked)
            _check_amount(kind, whole, self.reading)
        except ValueRefused as error:
            title = self.columns[at].title if at >= 0 else ""
            return Refused(line, title, error, at)
        return PastedRow(line, kind.name, tuple(cells), whole, tuple(worked))

    def _kind_called(self, cell: str) -> Kind:
        asked, words = _plain(cell), self.target.words
        for kind in self.kinds:
            if asked in {_plain(word) for word in (kind.name, kind.label, words(kind.label))}:
                return kind
        there = ", ".join(words(kind.label) for kind in self.kinds)
        raise ValueRefused(
            told("{cell!r} is none of the kinds here", cell=cell[:40]),
            told("write one of {there}", there=there),
        )

    def _cell_values(self, kind: Kind, column: PastedColumn, cell: str) -> Mapping[str, Any]:
        said = column.said(cell) if column.said is not None else None
        if said is not None:
            return said
        return {column.field: _value(kind, column, cell, self.target.words, self.reading)}


def records_of(rows: Sequence[PastedRow]) -> dict[int, Record]:
    """The rows as they would be kept, by their lines."""
    return {
        row.line: kind_named(row.kind).type(id=f"line {row.line}", **row.values) for row in rows
    }


def _check_amount(kind: Kind, values: Mapping[str, Any], reading: Reading) -> None:
    """Refuse a fill-up that says of nothing how much was filled, as the line for adding does."""
    if kind.name == "fill_up" and not any(values.get(name) for name in AMOUNTS):
        filled = UNITS[reading.price_per or reading.unit(Dimension.VOLUME)].symbol
        raise ValueRefused(
            N_("how much was filled is not said"),
            told("write it, as in {amount}", amount=f"45{reading.decimal_mark}2 {filled}"),
        )


def _value(
    kind: Kind,
    column: PastedColumn,
    cell: str,
    words: Callable[[str], str],
    reading: Reading,
) -> Any:
    spec = kind.field(column.field)
    if isinstance(spec.type, ChoiceField):
        for word, label in spec.type.choices.items():
            if _plain(cell) == _plain(words(label)):
                return word
    plain_number = not any(letter.isalpha() for letter in cell)
    if column.unit and plain_number and not isinstance(spec.type, TextField | FlagField):
        try:
            return reading.value(spec, f"{cell} {column.unit}")
        except ValueRefused:
            pass  # What stands behind the comma is no unit.
    return reading.value(spec, cell)


def _plain(text: str) -> str:
    return "".join(letter for letter in fold(text) if letter.isalnum())
