"""The table of rows that are about to be added: as they were understood, not as they were typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from client.operations.pasted_rows import PastedRow
from client.operations.pasted_table import PastedColumn, Target, title_of
from client.operations.pasting import Pasted
from client.ui.forms.written import Habits, is_dated, is_figure
from client.ui.text import _
from client.ui.widgets.rows_model import Column, RowsModel
from garage.records import kind_named


def preview_model(
    pasted: Pasted, rows: Sequence[PastedRow], target: Target, habits: Habits
) -> RowsModel[PastedRow]:
    """The rows with the columns that are taken, what was worked out, the kind where it differs."""
    columns = [
        Column[PastedRow](
            str(place),
            each.title,
            _cell(place, each, habits),
            number=_is_figure(rows, each.field),
            width=100,
            stretch=True,
        )
        for place, each in enumerate(pasted.columns)
        if each.field
    ]
    for name in dict.fromkeys(name for row in rows for name in row.worked):
        if not any(each.field == name for each in pasted.columns):
            made = PastedColumn(title_of(name, target.kinds_for(rows[0].kind), target), name)
            cell = _cell(len(pasted.columns), made, habits)
            columns.append(Column[PastedRow](name, made.title, cell, number=True, width=100))
    if len({row.kind for row in rows}) > 1:
        columns.insert(0, Column[PastedRow]("kind", _("Kind"), _kind_words, width=96))
    model = RowsModel[PastedRow](columns, _line)
    model.set_rows(rows)
    return model


def _cell(place: int, column: PastedColumn, habits: Habits) -> Any:
    def words(row: PastedRow) -> str:
        cell = row.cells[place] if place < len(row.cells) else ""
        spec = kind_named(row.kind).by_name.get(column.field)
        value = row.values.get(column.field)
        # Words stand as they are; of a number or a day it matters how it was read.
        measured = spec is not None and (is_figure(spec) or is_dated(spec))
        return habits.text(value, spec) if spec and measured and value is not None else cell

    return words


def _is_figure(rows: Sequence[PastedRow], name: str) -> bool:
    kinds = {kind_named(row.kind) for row in rows}
    return any(spec.name == name and is_figure(spec) for kind in kinds for spec in kind.fields)


def _kind_words(row: PastedRow) -> str:
    return _(kind_named(row.kind).label)


def _line(row: PastedRow) -> int:
    return row.line
