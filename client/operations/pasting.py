"""Rows pasted from a spreadsheet: what their columns mean, which can be records; adding them."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from client.errors import BadRequest
from client.exchange.csv_out import unguarded
from client.operations.pasted_columns import Heading, guessed_columns
from client.operations.pasted_doubts import Doubted, doubts_among
from client.operations.records import completed
from client.store import Changes, Query, Reader, Store, Transaction
from garage.errors import ValueRefused
from garage.filters import fold
from garage.reading import Reading
from garage.records import Kind, Record, Vehicle, kind_named
from garage.records.elements import CustomField, SourceField
from garage.records.fields import ChoiceField, FlagField, ReferenceField, TextField
from garage.words import N_, told

MOST_ROWS = 5_000
KIND = "kind"
"""Stands for a column that says which kind a row is of."""
_AMOUNTS = ("volume", "energy", "mass")
_BRACKETS = {"(": ")", "[": "]"}
CellSaid = Callable[[str], Mapping[str, Any] | None]
"""The values that a cell says which is no field's; None where it says none."""


@dataclass(frozen=True)
class PastedColumn:
    """A column: its title, the field that it means ("" for none) and the unit of its numbers."""

    title: str
    field: str = ""
    unit: str = ""


@dataclass(frozen=True)
class PastedRow:
    """A row that can be a record: its cells as they came, and their values."""

    line: int
    kind: str
    cells: tuple[str, ...]
    values: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True)
class Refused:
    """A row that cannot be one, and why."""

    line: int
    column: str
    error: ValueRefused


@dataclass(frozen=True)
class Pasted:
    """What a text with tabs holds; `already` rows are in the garage as they are.

    `guessed` says that it had no titles, `doubts` what looks wrong about rows that can be added.
    """

    columns: tuple[PastedColumn, ...]
    rows: tuple[PastedRow, ...]
    refused: tuple[Refused, ...]
    already: int
    guessed: bool = False
    doubts: tuple[Doubted, ...] = ()


@dataclass(frozen=True)
class Target:
    """Where pasted rows go: a vehicle, the kinds they may be, the usual one first.

    `titles` are the titles of the table's columns with the fields they show, in its order;
    `words` tells a word in the person's language. `said` has, by the title of a column whose cells
    are no field's value, as "Partial" of a tank, what reads one; None where it is a value.
    """

    vehicle: Vehicle
    kinds: tuple[str, ...]
    titles: tuple[tuple[str, str], ...]
    words: Callable[[str], str] = str
    said: Mapping[str, CellSaid] = field(default_factory=dict)


def understand(reader: Reader, text: str, target: Target, reading: Reading) -> Pasted:
    """Judge each row; raises BadRequest for more rows than are pasted at once."""
    lines = _cells(text)
    if len(lines) > MOST_ROWS + 1:
        raise BadRequest(
            told("{len:,} rows are too many to paste", len=len(lines)),
            told("paste up to {most_rows:,}, or import", most_rows=MOST_ROWS),
        )
    kinds = [kind_named(name) for name in target.kinds]
    titled = _headed(lines[0][1], kinds, target) if lines else None
    body = lines[1:] if titled else lines
    columns = titled or _guessed([cells for _line, cells in body], kinds, target, reading)
    rows, refused, already = [], [], 0
    known = {kind.name: _known(reader, kind, target.vehicle.id) for kind in kinds}
    for line, cells in body:
        judged = _judge(line, cells, columns, kinds, target, reading)
        if isinstance(judged, Refused):
            refused.append(judged)
            continue
        key = _natural(kind_named(judged.kind), judged.values)
        if key in known[judged.kind]:
            already += 1
            continue
        known[judged.kind].add(key)
        rows.append(judged)
    doubts = doubts_among(reader, target.vehicle, reading.today, _records(rows))
    guessed = bool(lines) and titled is None
    return Pasted(columns, tuple(rows), tuple(refused), already, guessed, doubts)


def add_pasted(store: Store, pasted: Pasted) -> Changes:
    """Add all rows that can be records, in one operation."""
    if not pasted.rows:
        raise BadRequest(N_("there are no rows to add"), N_("copy some with their titles"))

    def work(transaction: Transaction) -> None:
        for row in pasted.rows:
            transaction.add(kind_named(row.kind), row.values)

    count = len(pasted.rows)
    kind = kind_named(pasted.rows[0].kind)
    label = kind.label if count == 1 else kind.plural
    mixed = len({row.kind for row in pasted.rows}) > 1
    return store.operate(work, "add", f"{count} {'records' if mixed else label.lower()}")


# ---------------------------------------------------------------------- cells and columns


def _cells(text: str) -> list[tuple[int, list[str]]]:
    """(line, cells) of the rows that hold anything; a spreadsheet quotes cells of several lines."""
    rows = csv.reader(text.splitlines(keepends=True), delimiter="\t")
    found: list[tuple[int, list[str]]] = []
    while True:
        line = rows.line_num + 1
        try:
            row = next(rows, None)
        except csv.Error:
            continue
        if row is None:
            return found
        cells = [unguarded(cell.strip()) for cell in row]
        if any(cells):
            found.append((line, cells))


def _headed(
    cells: Sequence[str], kinds: Sequence[Kind], target: Target
) -> tuple[PastedColumn, ...] | None:
    """The columns, where most of the cells of a row are titles that are known; else None."""
    names = _names(kinds, target)
    columns = [_column(cell, names) for cell in cells]
    understood = sum(bool(column.field) for column in columns)
    if understood * 2 < sum(bool(cell) for cell in cells) or not understood:
        return None
    taken: set[str] = set()
    once = []
    for column in columns:
        again = column.field in taken
        once.append(PastedColumn(column.title) if again else column)
        taken |= {column.field} - {""}
    return tuple(once)


def _guessed(
    rows: Sequence[Sequence[str]], kinds: Sequence[Kind], target: Target, reading: Reading
) -> tuple[PastedColumn, ...]:
    """The columns of rows without titles, by their values: only fields that a cell can change."""
    names = _names(kinds, target)
    called = {_plain(w) for k in kinds for w in (k.name, k.label, target.words(k.label))}
    headings = [
        Heading(title, KIND, frozenset(called))
        if not name and names.get(_plain(title)) == KIND
        else Heading(title, name)
        for title, name in target.titles
    ]
    found = guessed_columns(rows, headings, kinds[0], reading, _plain)
    return tuple(
        PastedColumn(each.title, each.field) if each else PastedColumn("") for each in found
    )


def _names(kinds: Sequence[Kind], target: Target) -> dict[str, str]:
    names = {_plain(word): KIND for word in ("kind", "type", target.words("Kind"))}
    for kind in kinds:
        for spec in kind.fields:
            if _can_be_typed(spec.type) and spec.name != "vehicle":
                for word in (spec.name, spec.label, target.words(spec.label)):
                    names[_plain(word)] = spec.name
    for title, name in target.titles:
        if name:
            names[_plain(title)] = names[_plain(_split(title)[0])] = name
    return names


def _can_be_typed(type_: object) -> bool:
    return not isinstance(type_, ReferenceField | CustomField | SourceField)


def _column(cell: str, names: Mapping[str, str]) -> PastedColumn:
    name, unit = _split(cell)
    found = names.get(_plain(cell))
    # A title of the table's own tells the unit as well, so it is always divided.
    return PastedColumn(cell, found or names.get(_plain(name), ""), unit)


def _split(title: str) -> tuple[str, str]:
    """ "Odometer, km" and "Odometer (km)" as name and unit."""
    for opening, closing in _BRACKETS.items():
        name, found, rest = title.partition(opening)
        if found and rest.rstrip().endswith(closing):
            return name.strip(), rest.rstrip().removesuffix(closing).strip()
    name, _, unit = title.partition(",")
    return name.strip(), unit.strip()


def _plain(title: str) -> str:
    return "".join(letter for letter in fold(title) if letter.isalnum())


# ---------------------------------------------------------------------- rows


def _judge(
    line: int,
    cells: Sequence[str],
    columns: Sequence[PastedColumn],
    kinds: Sequence[Kind],
    target: Target,
    reading: Reading,
) -> PastedRow | Refused:
    values: dict[str, Any] = {"vehicle": target.vehicle.id}
    kind, title = kinds[0], ""
    try:
        for column, cell in zip(columns, cells, strict=False):
            if column.field == KIND and KIND not in kind.by_name:
                title = column.title
                kind = _kind_called(cell, kinds, target.words) if cell else kind
        for column, cell in zip(columns, cells, strict=False):
            if cell and column.field in kind.by_name:
                title = column.title
                values |= _cell_values(kind, column, cell, target, reading)
        title = ""
        given = {name: value for name, value in values.items() if value is not None}
        whole = completed(kind, given)
        _check_amount(kind, whole)
    except ValueRefused as error:
        return Refused(line, title, error)
    return PastedRow(line, kind.name, tuple(cells), whole)


def _check_amount(kind: Kind, values: Mapping[str, Any]) -> None:
    """Refuse a fill-up that says of nothing how much was filled, as the line for adding does."""
    if kind.name == "fill_up" and not any(values.get(name) for name in _AMOUNTS):
        raise ValueRefused(
            N_("how much was filled is not said"), N_("write the volume, as in 45.2 l")
        )


def _records(rows: Sequence[PastedRow]) -> dict[int, Record]:
    """The rows as they would be kept, by their lines."""
    return {
        row.line: kind_named(row.kind).type(id=f"line {row.line}", **row.values) for row in rows
    }


def _kind_called(cell: str, kinds: Sequence[Kind], words: Callable[[str], str]) -> Kind:
    asked = _plain(cell)
    for kind in kinds:
        if asked in {_plain(word) for word in (kind.name, kind.label, words(kind.label))}:
            return kind
    there = ", ".join(words(kind.label) for kind in kinds)
    raise ValueRefused(
        told("{cell!r} is none of the kinds here", cell=cell[:40]),
        told("write one of {there}", there=there),
    )


def _cell_values(
    kind: Kind, column: PastedColumn, cell: str, target: Target, reading: Reading
) -> Mapping[str, Any]:
    read = target.said.get(column.title)
    said = read(cell) if read is not None else None
    if said is not None:
        return said
    return {column.field: _value(kind, column, cell, target.words, reading)}


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


def _known(reader: Reader, kind: Kind, vehicle: str) -> set[tuple[Any, ...]]:
    owner = vehicle if kind.owner == "vehicle" else None
    names = kind.natural_key
    records = reader.records(kind, Query(owner=owner, fields=names))
    return {tuple(_comparable(getattr(record, name)) for name in names) for record in records}


def _natural(kind: Kind, values: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(_comparable(values.get(name)) for name in kind.natural_key)


def _comparable(value: Any) -> Any:
    if value is None or value == "":
        return None
    si = getattr(value, "si", None)
    return round(si, 6) if si is not None else getattr(value, "wall", value)
