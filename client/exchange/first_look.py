"""The first rows of a table, as they stand in the file: to be looked at, and to guess by."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from client.exchange.reading import numbered_rows, sniff_delimiter
from client.exchange.source import Opened
from client.exchange.table import fold

MOST_COLUMNS = 60
"""Columns that are looked at; those beyond them become own fields."""
_MOST_LETTERS = 200


@dataclass(frozen=True, slots=True)
class FirstRow:
    """A row: the line that it begins on, and the beginning of each cell."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FirstLook:
    """The rows of a file's head. Where its headings stand is not yet said."""

    rows: tuple[FirstRow, ...]
    delimiter: str = ","

    def header(self, heading: int) -> tuple[str, ...]:
        """What stands on the line of the headings; of a table without them as many blanks."""
        if heading:
            return next((row.cells for row in self.rows if row.line == heading), ())
        return ("",) * (len(self.rows[0].cells) if self.rows else 0)

    def body(self, heading: int) -> tuple[FirstRow, ...]:
        """The rows below the headings that hold anything."""
        return tuple(row for row in self.rows if row.line > heading and any(row.cells))


def first_look(opened: Opened) -> FirstLook | None:
    """The first rows of a file; None for one that is no table of several columns."""
    if opened.archive is not None:
        return None
    delimiter = sniff_delimiter(opened.head)
    rows = [
        FirstRow(line, tuple(cell[:_MOST_LETTERS] for cell in cells[:MOST_COLUMNS]))
        for line, cells in numbered_rows(opened.head, delimiter)
        if not cells[0].lower().startswith("sep=")
    ]
    several = sum(sum(map(bool, row.cells)) > 1 for row in rows)
    return FirstLook(tuple(rows), delimiter) if several else None


def shape_of(headings: Sequence[str], sorts: Sequence[str]) -> str:
    """A key for tables alike: of the same set of headings, else of the same sorts of columns."""
    named = unique_names(headings)
    parts = ["headings", *sorted(named)] if any(headings) else ["columns", *sorts]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:32]


def unique_names(headings: Sequence[str]) -> list[str]:
    """The folded headings; those that come again are numbered."""
    names: list[str] = []
    for label in headings:
        name = fold(label)
        again = sum(each == name or each.startswith(f"{name} #") for each in names)
        names.append(f"{name} #{again + 1}" if again else name)
    return names
