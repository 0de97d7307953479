"""Text with tabs as a table: its rows, and what each of its columns is taken or said to be."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from client.exchange.csv_out import unguarded
from client.exchange.first_look import MOST_COLUMNS, FirstLook, FirstRow
from client.exchange.generic_columns import LEFT_OUT, ColumnChoice
from client.operations.pasted_columns import LOOKED_AT, Heading, guessed_columns
from garage.filters import fold
from garage.reading import Reading
from garage.records import Kind, Vehicle, kind_named
from garage.records.elements import CustomField, SourceField
from garage.records.fields import ReferenceField

KIND = "kind"
"""Stands for a column that says which kind a row is of."""
_BRACKETS = {"(": ")", "[": "]"}
_MOST_LETTERS = 200
CellSaid = Callable[[str], Mapping[str, Any] | None]
"""The values that a cell says which is no field's; None where it says none."""


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

    def kinds_for(self, sort: str) -> list[Kind]:
        """The kinds that rows may be; first the one of those that say none."""
        names = [sort, *(name for name in self.kinds if name != sort)]
        return [kind_named(name) for name in names if name in self.kinds]


@dataclass(frozen=True)
class PastedColumn:
    """A column: its title, the field that it means ("" for none) and the unit of its numbers."""

    title: str
    field: str = ""
    unit: str = ""
    said: CellSaid | None = None


@dataclass(frozen=True)
class PastedLines:
    """The rows that hold anything, each with the line that it begins on."""

    lines: tuple[tuple[int, tuple[str, ...]], ...]

    @classmethod
    def of(cls, text: str) -> PastedLines:
        """A spreadsheet quotes cells of several lines."""
        rows = csv.reader(text.splitlines(keepends=True), delimiter="\t")
        found: list[tuple[int, tuple[str, ...]]] = []
        while True:
            line = rows.line_num + 1
            try:
                row = next(rows, None)
            except csv.Error:
                continue
            if row is None:
                return cls(tuple(found))
            cells = tuple(unguarded(cell.strip()) for cell in row)
            if any(cells):
                found.append((line, cells))

    @property
    def look(self) -> FirstLook:
        """The first rows, as they are looked at; the first is as wide as the widest."""
        width = min(max((len(cells) for _line, cells in self.lines), default=0), MOST_COLUMNS)
        rows = [
            FirstRow(line, tuple(cell[:_MOST_LETTERS] for cell in cells[:width]))
            for line, cells in self.lines[: LOOKED_AT + 1]
        ]
        if rows:
            wide = rows[0].cells + ("",) * (width - len(rows[0].cells))
            rows[0] = FirstRow(rows[0].line, wide)
        return FirstLook(tuple(rows), "\t")

    def below(self, heading: int) -> Sequence[tuple[int, tuple[str, ...]]]:
        """The rows below the line of the titles."""
        return [(line, cells) for line, cells in self.lines if line > heading]


@dataclass(frozen=True)
class Taken:
    """What the columns are taken for; `unsure` where not all of it is said by titles."""

    choice: ColumnChoice
    unsure: bool = False

    @property
    def guessed(self) -> bool:
        """Whether there are no titles."""
        return not self.choice.heading


# ---------------------------------------------------------------------- what columns are


def taken_for(
    look: FirstLook,
    target: Target,
    reading: Reading,
    *,
    heading: int | None = None,
    sort: str | None = None,
) -> Taken:
    """The likeliest choice; `heading` and `sort` are a person's, where they said so."""
    chosen = sort or target.kinds[0]
    kinds = target.kinds_for(chosen)
    line = _titles_line(look, kinds, target) if heading is None else heading
    if line:
        header = look.header(line)
        fields = _by_titles(header, kinds, target)
        own = {_plain(title) for title, _name in target.titles}
        # A column of the table itself that shows what cannot be typed is known well enough.
        unsure = any(
            not name and cell and _plain(cell) not in own
            for cell, name in zip(header, fields, strict=True)
        )
    else:
        fields = _by_values([row.cells for row in look.body(0)], kinds, target, reading)
        unsure = True
    width = max((len(row.cells) for row in look.rows), default=0)
    named = [*fields, *("" for _each in range(width - len(fields)))]
    return Taken(ColumnChoice(chosen, tuple(each or LEFT_OUT for each in named), line), unsure)


def columns_of(look: FirstLook, choice: ColumnChoice, target: Target) -> tuple[PastedColumn, ...]:
    """The columns as they are chosen."""
    kinds = target.kinds_for(choice.sort)
    names = _names(kinds, target)
    said = {names.get(_plain(title), ""): read for title, read in target.said.items()}
    header = look.header(choice.heading)
    columns = []
    for at, meaning in enumerate(choice.columns):
        name = "" if meaning == LEFT_OUT else meaning
        title, unit = header[at] if at < len(header) else "", ""
        if title:
            unit = _split(title)[1]
        elif name:
            title = title_of(name, kinds, target)
        columns.append(PastedColumn(title, name, unit, said.get(name) if name else None))
    return tuple(columns)


def may_be(target: Target, sort: str) -> Mapping[str, str]:
    """What a column can be where rows are of this kind, in words: first what the table shows."""
    kinds = target.kinds_for(sort)
    kind = kinds[0]
    typed = {
        spec.name: target.words(spec.label)
        for spec in kind.fields
        if _can_be_typed(spec.type) and spec.name != "vehicle"
    }
    names = _names(kinds, target)
    table = (name or names.get(_plain(title), "") for title, name in target.titles)
    found = {name: typed[name] for name in table if name in typed}
    found |= typed
    if len(kinds) > 1 and KIND not in kind.by_name:
        found[KIND] = target.words("Kind")
    return found


def title_of(name: str, kinds: Sequence[Kind], target: Target) -> str:
    """What the table calls a field, else what its kind does."""
    for title, shown in target.titles:
        if shown == name:
            return title
    spec = next((kind.by_name[name] for kind in kinds if name in kind.by_name), None)
    return target.words(spec.label if spec is not None else "Kind")


def _titles_line(look: FirstLook, kinds: Sequence[Kind], target: Target) -> int:
    """The first line, where most of its cells are titles that are known; else 0."""
    if not look.rows:
        return 0
    first = look.rows[0]
    known = sum(map(bool, _by_titles(first.cells, kinds, target)))
    return first.line if known and known * 2 >= sum(map(bool, first.cells)) else 0


def _by_titles(cells: Sequence[str], kinds: Sequence[Kind], target: Target) -> list[str]:
    """For each title the field that it means, each once."""
    names = _names(kinds, target)
    found: list[str] = []
    for cell in cells:
        name = names.get(_plain(cell)) or names.get(_plain(_split(cell)[0]), "")
        found.append("" if name in found else name)
    return found


def _by_values(
    rows: Sequence[Sequence[str]], kinds: Sequence[Kind], target: Target, reading: Reading
) -> list[str]:
    """The fields by what stands in the columns: only those that a cell can change."""
    names = _names(kinds, target)
    called = {_plain(w) for k in kinds for w in (k.name, k.label, target.words(k.label))}
    headings = [
        Heading(title, KIND, frozenset(called))
        if not name and names.get(_plain(title)) == KIND
        else Heading(title, name)
        for title, name in target.titles
    ]
    found = guessed_columns(rows, headings, kinds[0], reading, _plain)
    return [each.field if each else "" for each in found]


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
