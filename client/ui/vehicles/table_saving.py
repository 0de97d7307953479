"""A table saved as CSV: the rows and the columns that are shown, in the order they stand in."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from client.exchange.figures_out import FigureCell, FigureTable, Head, write_tables
from client.exchange.place_out import fresh_file
from client.store import Store
from client.ui.desk import Desk
from client.ui.text import _
from client.ui.vehicles.shown import Shown
from client.ui.widgets.rows_model import Column, RowsModel
from client.ui.widgets.rows_table import RowsTable
from client.ui.widgets.save_as import FileForm, SaveAs

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_FIGURE = re.compile(r"^([^0-9]*)([0-9][0-9.,\u0020\u00a0\u202f\u2019']*)(.*)$", re.DOTALL)
"""What stands before a number, the number with its region's marks, what stands behind."""
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def save_table(
    desk: Desk, window: QWidget, table: RowsTable, shown: Shown, vehicle: str = ""
) -> None:
    """Ask for a file, and write what a table shows now: of a vehicle's page, or of the garage."""
    name = table.accessibleName()
    rows, columns = shown_rows(table), shown_columns(table)

    def write(path: Path, _form: str) -> None:
        work = functools.partial(_write, name, rows, columns, shown, path)
        desk.run(window, work, functools.partial(_said, desk))

    proposed = _("{vehicle}, {table}").format(vehicle=vehicle, table=name) if vehicle else name
    form = FileForm("csv", "csv", _("CSV table"))
    SaveAs(window, _("Save table"), proposed, (form,), write).open()


def shown_rows(table: RowsTable) -> tuple[Any, ...]:
    """The rows that are left by the filter, from top to bottom."""
    return tuple(table.rows.row(place) for place in range(table.rows.rowCount()))


def shown_columns(table: RowsTable) -> tuple[Column[Any], ...]:
    """The columns that are to be seen, from left to right, but for those of pictures."""
    columns = (table.rows.columns[place] for place in table.arrangement.shown_sections())
    return tuple(column for column in columns if column.title or column.name)


def table_figures(
    title: str, rows: Sequence[Any], columns: Sequence[Column[Any]], shown: Shown
) -> FigureTable:
    """What a spreadsheet is given: days in ISO's way, numbers without their region's grouping."""
    units = tuple(_unit_of(column, rows, shown) for column in columns)
    heads = tuple(
        Head(column.title or column.name, column.number, unit)
        for column, unit in zip(columns, units, strict=True)
    )
    cells = tuple(
        tuple(_cell(column, row, shown, unit) for column, unit in zip(columns, units, strict=True))
        for row in rows
    )
    return FigureTable(title, heads, cells)


def _cell(column: Column[Any], row: Any, shown: Shown, unit: str) -> FigureCell:
    text = RowsModel.copied_text(column, row)
    plain = _day(column, row, text, shown)
    if plain is None and column.measured:
        measured = _measured(text, shown)
        plain = measured[0] if measured is not None and unit else None
    elif plain is None and column.number:
        plain = _number(text, shown)
    return FigureCell(" ".join(text.split()), plain)


def _unit_of(column: Column[Any], rows: Sequence[Any], shown: Shown) -> str:
    """The unit of all of a measured column's cells; "" where they differ, or have none."""
    if not column.measured:
        return ""
    measured = (_measured(RowsModel.copied_text(column, row), shown) for row in rows)
    units = {each[1] for each in measured if each is not None}
    return units.pop() if len(units) == 1 else ""


def _measured(text: str, shown: Shown) -> tuple[str, str] | None:
    """(number, unit) of "84,120 km", "€12.50" or "5.7 l/100 km"; None for other words."""
    found = _FIGURE.search(text)
    number = _number(found.group(2).strip(), shown) if found is not None else None
    if found is None or number is None:
        return None
    before = found.group(1).replace("\N{MINUS SIGN}", "-")
    minus = "-" if "-" in before else ""
    return minus + number, (before.replace("-", "") + found.group(3)).strip()


def _number(text: str, shown: Shown) -> str | None:
    """The number that a text is, as programs write it; None for words."""
    marks = shown.prefs
    bare = text.replace(marks.grouping, "") if marks.grouping else text
    bare = bare.replace("\N{MINUS SIGN}", "-").replace(marks.decimal_mark, ".")
    return bare if _NUMBER.fullmatch(bare) else None


def _day(column: Column[Any], row: Any, text: str, shown: Shown) -> str | None:
    """The day that a text is, by what the column is sorted by; None for other words."""
    key = column.sort(row) if text and column.sort is not None else None
    found = _DAY.match(key.isoformat() if isinstance(key, date) else str(key))
    try:
        day = date.fromisoformat(found.group()) if found is not None else None
    except ValueError:
        return None  # A number that looks like a day.
    return day.isoformat() if day is not None and shown.day(day) == text else None


def _write(
    name: str,
    rows: Sequence[Any],
    columns: Sequence[Column[Any]],
    shown: Shown,
    path: Path,
    _store: Store,
) -> Path:
    table = table_figures(name, rows, columns, shown)
    with fresh_file(path) as file:
        write_tables(file, (table,), shown.prefs.decimal_mark)
    return path


def _said(desk: Desk, path: Path) -> None:
    desk.said.emit(_("Saved {file}").format(file=path.name), False)
