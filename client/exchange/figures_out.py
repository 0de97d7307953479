"""Tables of figures as they stand behind a chart, and the CSV that a spreadsheet opens.

As records are exported: RFC 4180, UTF-8 with a byte order mark, numbers dot-decimal and without
grouping; a measured column names its unit in its head.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

from client.exchange.csv_out import guarded


@dataclass(frozen=True, slots=True)
class Head:
    """A column's title; a column of numbers stands right.

    `unit` is what a spreadsheet is told where the cells say it themselves, as amounts do.
    """

    title: str
    number: bool = False
    unit: str = ""

    @property
    def exported(self) -> str:
        """The head of the CSV: "Spent (EUR)"."""
        return f"{self.title} ({self.unit})" if self.unit else self.title


@dataclass(frozen=True, slots=True)
class FigureCell:
    """What a person reads, and what a spreadsheet is given (the same where it is a word)."""

    text: str
    plain: str | None = None

    @property
    def exported(self) -> str:
        """The cell of the CSV."""
        return self.text if self.plain is None else self.plain


@dataclass(frozen=True, slots=True)
class FigureTable:
    """A title, the heads, and rows of as many cells."""

    title: str
    heads: tuple[Head, ...]
    rows: tuple[tuple[FigureCell, ...], ...]
    note: str = ""


def write_tables(file: BinaryIO, tables: Sequence[FigureTable]) -> None:
    """One table as head and rows; several each under its title, with a blank row between."""
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text)
    for place, table in enumerate(tables):
        if len(tables) > 1:
            if place:
                writer.writerow([])
            writer.writerow([guarded(table.title)])
        writer.writerow([guarded(head.exported) for head in table.heads])
        for row in table.rows:
            writer.writerow([guarded(cell.exported) for cell in row])
    text.flush()
    text.detach()
