"""The preview of pasted rows: how many are new, what was understood, what is refused and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout
from shiboken6 import isValid

from client.operations.pasting import (
    CellSaid,
    Pasted,
    PastedRow,
    Target,
    add_pasted,
    understand,
)
from client.store import Changes, Reader, Store
from client.ui.forms.caution_shown import caution_words
from client.ui.forms.written import is_figure
from client.ui.text import _, ngettext
from client.ui.theme import SEMIBOLD
from client.ui.vehicles.form_dialog import sentence
from client.ui.vehicles.table_host import TableHost
from client.ui.widgets.buttons import PrimaryButton, SecondaryButton
from client.ui.widgets.card import Card
from client.ui.widgets.labels import label
from client.ui.widgets.rows_delegate import ROW_HEIGHT
from client.ui.widgets.rows_header import HEADER_HEIGHT
from client.ui.widgets.rows_model import Column, RowsModel
from client.ui.widgets.rows_table import RowsTable
from garage.records import kind_named

_MOST_REFUSALS = 6
_MOST_ROWS = 6
"""Rows for which there is room at once; the others are scrolled to, or the dialog made higher."""
_SIZE = (760, 360)


class PasteDialog(QDialog):
    """Open it with ``open()``; nothing is written before its button is pressed."""

    def __init__(
        self,
        tab: TableHost,
        text: str,
        titles: Sequence[tuple[str, str]],
        said: Mapping[str, CellSaid] | None = None,
    ) -> None:
        super().__init__(tab.window())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Paste rows"))
        self.resize(*_SIZE)
        self._tab = tab
        self._pasted: Pasted | None = None
        self.title = label(_("Paste rows"), "heading", weight=SEMIBOLD)
        self.understood = label("", "small", "text_muted", wrap=True)
        self.preview = Card(flush=True)
        self.refusals = label("", "small", "late", wrap=True)
        self.refusals.hide()
        self.doubts = label("", "small", "warn", wrap=True)
        self.doubts.hide()
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(self.title)
        column.addWidget(self.understood)
        column.addWidget(self.preview, 1)
        column.addWidget(self.doubts)
        column.addWidget(self.refusals)
        # Where there is no preview, this keeps the words together.
        column.addStretch()
        column.addLayout(self._buttons())
        target = Target(tab.vehicle, tab.kinds_to_add, tuple(titles), _, said or {})
        reading = tab.reading

        def read(reader: Reader) -> Pasted:
            return understand(reader, text, target, reading)

        tab.desk.read(self, read, self._on_read, self._on_failed)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        cancel = SecondaryButton(_("Cancel"))
        cancel.clicked.connect(self.reject)
        self.add_button = PrimaryButton(_("Add"))
        self.add_button.setEnabled(False)
        self.add_button.clicked.connect(self.add)
        row.addWidget(cancel)
        row.addWidget(self.add_button)
        return row

    # ------------------------------------------------------------------ what it shows

    def _on_read(self, pasted: Pasted) -> None:
        self._pasted = pasted
        count = len(pasted.rows)
        self.title.setText(self._counted(pasted))
        self.understood.setText(" ".join(self._understood(pasted)))
        self._show_refusals(pasted)
        self._show_doubts(pasted)
        self.add_button.setEnabled(bool(count))
        model = RowsModel[PastedRow](_columns(pasted), _line)
        model.set_rows(pasted.rows)
        self.table = RowsTable(model, _("New rows"))
        self.table.setMinimumHeight(HEADER_HEIGHT + min(count, _MOST_ROWS) * ROW_HEIGHT)
        self.preview.body.addWidget(self.table)
        self._show_preview(bool(count))
        # The layout would show it a moment later: till then it cannot be given the keyboard.
        self.table.show()
        # What is to be looked over first is not added by an Enter that came too soon.
        sure = not (pasted.guessed or pasted.doubts)
        stop = self.add_button if sure else self.table
        (stop if count else self).setFocus()

    def _counted(self, pasted: Pasted) -> str:
        count = len(pasted.rows)
        if not count:
            return _("No new rows")
        return ngettext("{n} new row", "{n} new rows", count).format(n=count)

    def _understood(self, pasted: Pasted) -> list[str]:
        known = [each.title for each in pasted.columns if each.field]
        left = [each.title for each in pasted.columns if not each.field and each.title]
        said = [_("Understood: {columns}.").format(columns=", ".join(known))]
        if pasted.guessed:
            said = [_("No titles: guessed by the values. Look them over."), *said]
            without = sum(not each.title for each in pasted.columns)
            words = ngettext("{n} column is left out.", "{n} columns are left out.", without)
            said += [words.format(n=without)] if without else []
        if left:
            said.append(_("Left out: {columns}.").format(columns=", ".join(left)))
        if pasted.already:
            words = ngettext(
                "{n} row is in the garage already.", "{n} rows are in the garage already.",
                pasted.already,
            )  # fmt: skip
            said.append(words.format(n=pasted.already))
        return said

    def _show_refusals(self, pasted: Pasted) -> None:
        lines = []
        for each in pasted.refused[:_MOST_REFUSALS]:
            why = sentence(each.error)
            words = _("Line {n}, {column}: {why}") if each.column else _("Line {n}: {why}")
            lines.append(words.format(n=each.line, column=each.column, why=why))
        more = len(pasted.refused) - _MOST_REFUSALS
        if more > 0:
            words = ngettext("and {n} more row", "and {n} more rows", more)
            lines.append(words.format(n=more))
        self.refusals.setText("\n".join(lines))
        self.refusals.setVisible(bool(lines))

    def _show_doubts(self, pasted: Pasted) -> None:
        shown = self._tab.shown
        lines = [
            _("Line {n}: {why}").format(n=each.line, why=caution_words(each.caution, shown))
            for each in pasted.doubts[:_MOST_REFUSALS]
        ]
        more = len(pasted.doubts) - _MOST_REFUSALS
        if more > 0:
            lines.append(ngettext("and {n} more row", "and {n} more rows", more).format(n=more))
        self.doubts.setText("\n".join(lines))
        self.doubts.setVisible(bool(lines))

    def _on_failed(self, error: Exception) -> None:
        self.title.setText(_("These rows cannot be pasted"))
        self.refusals.setText(sentence(error))
        self.refusals.show()
        self._show_preview(False)

    def _show_preview(self, there: bool) -> None:
        """Show the rows, if there are any, and be as high as they and the words are."""
        self.preview.setVisible(there)
        self._fit()
        if there and self.table.horizontalScrollBar().maximum():
            bar = self.table.horizontalScrollBar().sizeHint().height()
            self.table.setMinimumHeight(self.table.minimumHeight() + bar)
            self._fit()

    def _fit(self) -> None:
        self._column.activate()
        self.resize(self.width(), self._column.totalHeightForWidth(self.width()))

    # ------------------------------------------------------------------ what it does

    def add(self) -> None:
        """Add the rows, in one operation."""
        pasted = self._pasted
        if pasted is None or not pasted.rows:
            return
        self.add_button.setEnabled(False)

        def work(store: Store) -> Changes:
            return add_pasted(store, pasted)

        self._tab.desk.operate(self, work, self._on_added, self._on_not_added)

    def _on_not_added(self, error: Exception) -> None:
        if isValid(self):
            self.refusals.setText(sentence(error))
            self.refusals.show()
            self.add_button.setEnabled(True)

    def _on_added(self, changes: Changes) -> None:
        if isValid(self):
            self.accept()


def _columns(pasted: Pasted) -> list[Column[PastedRow]]:
    mixed = len({row.kind for row in pasted.rows}) > 1
    columns = [
        Column[PastedRow](
            str(place),
            each.title,
            _cell(place),
            number=_is_figure(pasted, each.field),
            width=100,
            stretch=True,
        )
        for place, each in enumerate(pasted.columns)
        if each.field
    ]
    if mixed:
        columns.insert(0, Column[PastedRow]("kind", _("Kind"), _kind_words, width=96))
    return columns


def _cell(place: int) -> Any:
    return lambda row: row.cells[place] if place < len(row.cells) else ""


def _is_figure(pasted: Pasted, name: str) -> bool:
    kinds = {kind_named(row.kind) for row in pasted.rows}
    return any(spec.name == name and is_figure(spec) for kind in kinds for spec in kind.fields)


def _kind_words(row: PastedRow) -> str:
    return _(kind_named(row.kind).label)


def _line(row: PastedRow) -> int:
    return row.line
