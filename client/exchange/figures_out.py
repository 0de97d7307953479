"""Tables of figures as they stand behind a chart, and the CSV that a spreadsheet opens.

RFC 4180, UTF-8 with a byte order mark, numbers without grouping; a measured column names its unit
in its head. Where the decimal mark is a comma, semicolons divide the cells: the spreadsheets of
those regions ask for both.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

from client.exchange.csv_out import guarded

_NUMBER = re.compile(r"-?[0-9]+\.[0-9]+")


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
        """What it is without a region's marks, as it is sorted by."""
        return self.text if self.plain is None else self.plain

    def written(self, decimal_mark: str) -> str:
        """The cell of the CSV; a number has this decimal mark."""
        is_number = self.plain is not None and _NUMBER.fullmatch(self.plain)
        return self.exported.replace(".", decimal_mark) if is_number else self.exported


@dataclass(frozen=True, slots=True)
class FigureTable:
    """A title, the heads, and rows of as many cells."""

    title: str
    heads: tuple[Head, ...]
    rows: tuple[tuple[FigureCell, ...], ...]
    note: str = ""


def write_tables(file: BinaryIO, tables: Sequence[FigureTable], decimal_mark: str = ".") -> None:
    """One table as head and rows; several each under its title, with a blank row between."""
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text, delimiter=";" if decimal_mark == "," else ",")
    for place, table in enumerate(tables):
        if len(tables) > 1:
            if place:
                writer.writerow([])
            writer.writerow([guarded(table.title)])
        writer.writerow([guarded(head.exported) for head in table.heads])
        for row in table.rows:
            writer.writerow([guarded(cell.written(decimal_mark)) for cell in row])
    text.flush()
    text.detach()
