"""The preview of pasted rows: what their columns are, which are new, what is refused and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout
from shiboken6 import isValid

from client.exchange.first_look import FirstLook
from client.exchange.generic_columns import LEFT_OUT, ColumnChoice
from client.operations.pasted_rows import PastedRow
from client.operations.pasted_table import CellSaid, Target, may_be, taken_for
from client.operations.pasting import Pasted, add_pasted, understand
from client.store import Changes, Reader, Store
from client.ui.forms.written import Habits
from client.ui.shell.columns_editor import ColumnsEditor, Meanings
from client.ui.text import _
from client.ui.theme import SEMIBOLD
from client.ui.vehicles.form_dialog import sentence
from client.ui.vehicles.paste_preview import preview_model
from client.ui.vehicles.paste_words import (
    doubted_words,
    fault_words,
    intro_words,
    refused_words,
    row_words,
    title_words,
    understood_words,
)
from client.ui.vehicles.table_host import TableHost
from client.ui.widgets.buttons import PrimaryButton, SecondaryButton
from client.ui.widgets.card import Card
from client.ui.widgets.check_box import CheckBox
from client.ui.widgets.labels import label
from client.ui.widgets.on_screen import stay_on_screen, widen
from client.ui.widgets.rows_delegate import ROW_HEIGHT
from client.ui.widgets.rows_header import HEADER_HEIGHT
from client.ui.widgets.rows_table import RowsTable
from client.ui.widgets.speaking import announce
from client.ui.widgets.tab_order import tab_through

_MOST_ROWS = 6
"""Rows for which there is room at once; the others are scrolled to, or the dialog made higher."""
_QT_MOST = 16_777_215
"""The height that Qt takes for no limit."""
_SIZE = (760, 360)
_MARGIN = 24
_BESIDE = 64
"""How much narrower than the window behind it the dialog stays, in pixels."""


class PasteDialog(QDialog):
    """Open it with ``open()``; nothing is written before its button is pressed.

    Where the titles tell all, the new rows are shown; else the first rows with a box above each
    column, as for an import, and what is chosen there is looked at again at once.
    """

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
        self._tab, self._text, self._reading = tab, text, tab.reading
        self._target = Target(tab.vehicle, tab.kinds_to_add, tuple(titles), _, said or {})
        self._pasted: Pasted | None = None
        self._under_way = self._again = False
        """Whether the rows are being looked at, and have to be once more."""
        self._adding = False
        self.table: RowsTable | None = None
        self.title = label(_("Paste rows"), "heading", weight=SEMIBOLD)
        self.understood = label("", "small", "text_muted", wrap=True)
        self.columns = ColumnsEditor(self._meanings())
        self.columns.changed.connect(self._check)
        self.preview = Card(flush=True)
        self.again = CheckBox(_("Add what is there already once more"), small=True)
        self.again.toggled.connect(self._on_again)
        self.doubts = label("", "small", "warn", wrap=True)
        self.refusals = label("", "small", "late", wrap=True)
        for part in (self.preview, self.again, self.doubts, self.refusals):
            part.hide()
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, 20, _MARGIN, 20)
        column.setSpacing(12)
        for above in (self.title, self.understood, self.columns):
            column.addWidget(above)
        column.addWidget(self.preview, 1)
        for below in (self.again, self.doubts, self.refusals):
            column.addWidget(below)
        # Where there is no preview, this keeps the words together.
        column.addStretch()
        column.addLayout(self._buttons())
        self._look()

    def _meanings(self) -> Meanings:
        target, reading = self._target, self._reading

        def guessed(look: FirstLook, heading: int, sort: str) -> ColumnChoice:
            return taken_for(look, target, reading, heading=heading, sort=sort).choice

        return Meanings(
            rows=row_words(target),
            columns=lambda sort: may_be(target, sort),
            aside={LEFT_OUT: _("Leave out")},
            guess=guessed,
            faults=lambda choice: fault_words(choice, target),
        )

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.columns_button = SecondaryButton(_("Columns…"))
        self.columns_button.hide()
        self.columns_button.clicked.connect(self._on_show_columns)
        self.cancel_button = SecondaryButton(_("Cancel"))
        self.cancel_button.clicked.connect(self.reject)
        self.add_button = PrimaryButton(_("Add"))
        self.add_button.setEnabled(False)
        self.add_button.clicked.connect(self.add)
        row.addWidget(self.columns_button)
        row.addStretch(1)
        row.addWidget(self.cancel_button)
        row.addWidget(self.add_button)
        return row

    # ------------------------------------------------------------------ looking

    def _look(self) -> None:
        text, target, reading = self._text, self._target, self._reading
        choice = self.columns.choice if self.columns.look is not None else None
        self._under_way = True

        def read(reader: Reader) -> Pasted:
            return understand(reader, text, target, reading, choice)

        self._tab.desk.read(self, read, self._on_read, self._on_failed)

    def _check(self) -> None:
        """Look again with what was said of the columns; what is shown stays meanwhile."""
        self.add_button.setEnabled(False)
        if self._under_way:
            self._again = True
        elif self.columns.say_faults():
            for part in (self.understood, self.doubts, self.refusals):
                _say(part, "")
            self.again.hide()
            self.columns.mark(())
            self._fit()
            announce(self, self.columns.fault.text())
        else:
            self._look()

    def _on_read(self, pasted: Pasted) -> None:
        first, self._pasted = self._pasted is None, pasted
        self._under_way = False
        again, self._again = self._again, False
        if again:
            self._check()
            return
        if first and _to_look_over(pasted):
            self._show_columns(pasted)
        self._show(pasted)
        if first:
            self._begin(pasted)
        else:
            # The keyboard stays where it is: what came of it would not be heard.
            announce(self, f"{self.title.text()}. {self.refusals.text()}")

    def _on_failed(self, error: Exception) -> None:
        self._under_way = False
        again, self._again = self._again, False
        if again:
            self._check()
            return
        self.title.setText(_("These rows cannot be pasted"))
        _say(self.refusals, sentence(error))
        self._fit()

    # ------------------------------------------------------------------ what it shows

    @property
    def to_add(self) -> tuple[PastedRow, ...]:
        """The rows that the button adds."""
        pasted = self._pasted
        return pasted.to_add(again=self.again.isChecked()) if pasted is not None else ()

    @property
    def _can_add(self) -> bool:
        """Not while what is shown is looked at anew, or added already."""
        return bool(self.to_add) and not self._under_way and not self._adding

    def _show(self, pasted: Pasted) -> None:
        wide = self.columns.look is not None
        self.title.setText(title_words(len(self.to_add), again=self.again.isChecked()))
        _say(self.understood, understood_words(pasted, with_columns=not wide))
        _say(self.refusals, refused_words(pasted))
        _say(self.doubts, doubted_words(pasted, self._tab.shown))
        self.again.setVisible(bool(pasted.again))
        self.columns.mark([(each.line, each.place) for each in pasted.refused])
        self.columns_button.setVisible(bool(pasted.look.rows) and not wide)
        self.add_button.setEnabled(self._can_add)
        self._show_preview(pasted, shown=bool(self.to_add) and not wide)
        buttons = (self.columns_button, self.cancel_button, self.add_button)
        table = (self.table,) if self.table is not None else ()
        tab_through((*self.columns.stops, *table, self.again, *buttons))

    def _begin(self, pasted: Pasted) -> None:
        """Let the keyboard begin: what is to be looked over is not added by a first Enter."""
        if self.columns.look is not None:
            self.columns.focus_first()
        elif not self.to_add:
            (self.again if pasted.again else self).setFocus()
        elif pasted.doubts and self.table is not None:
            self.table.setFocus()
        else:
            self.add_button.setFocus()

    def _show_preview(self, pasted: Pasted, *, shown: bool) -> None:
        """Show the rows, if there are any, and be as high as they and the words are."""
        if self.table is not None:
            self.preview.body.removeWidget(self.table)
            self.table.hide()
            self.table.deleteLater()
            self.table = None
        self.preview.setVisible(shown)
        if shown:
            habits = Habits(self._reading, self._tab.shown)
            model = preview_model(pasted, self.to_add, self._target, habits)
            self.table = RowsTable(model, _("New rows"))
            room = min(len(self.to_add), _MOST_ROWS) * ROW_HEIGHT
            self.table.setFixedHeight(HEADER_HEIGHT + room)
            self.preview.body.addWidget(self.table)
            # The layout would show it a moment later: till then it cannot be given the keyboard.
            self.table.show()
        self._fit()
        if self.table is not None:
            if self.table.horizontalScrollBar().maximum():
                bar = self.table.horizontalScrollBar().sizeHint().height()
                self.table.setFixedHeight(self.table.minimumHeight() + bar)
                self._fit()
            # Whoever makes the dialog higher sees more of them.
            self.table.setMaximumHeight(_QT_MOST)

    def _show_columns(self, pasted: Pasted) -> None:
        self.columns.show_table(pasted.look, pasted.taken.choice, intro_words(pasted))
        parent = self.parentWidget()
        most = parent.width() - _BESIDE if parent is not None else self.width()
        wanted = self.columns.wanted_width() + 2 * _MARGIN
        widen(self, max(_SIZE[0], min(wanted, most)))

    def _on_show_columns(self) -> None:
        if self._pasted is not None:
            self._show_columns(self._pasted)
            self._show(self._pasted)
            self.columns.focus_first()

    def _on_again(self) -> None:
        if self._pasted is not None:
            self._show(self._pasted)

    def _fit(self) -> None:
        self._column.activate()
        self.resize(self.width(), self._column.totalHeightForWidth(self.width()))
        stay_on_screen(self)

    # ------------------------------------------------------------------ what it does

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a box goes to the button, and adds nothing yet."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif self.add_button.isEnabled() and not event.isAutoRepeat():
            self.add_button.setFocus()

    def add(self) -> None:
        """Add the rows, in one operation."""
        if not self._can_add:
            return
        rows, self._adding = self.to_add, True
        self.add_button.setEnabled(False)

        def work(store: Store) -> Changes:
            return add_pasted(store, rows)

        self._tab.desk.operate(self, work, self._on_added, self._on_not_added)

    def _on_not_added(self, error: Exception) -> None:
        if isValid(self):
            self._adding = False
            _say(self.refusals, sentence(error))
            self.add_button.setEnabled(self._can_add)
            self._fit()

    def _on_added(self, changes: Changes) -> None:
        if isValid(self):
            self.accept()


def _to_look_over(pasted: Pasted) -> bool:
    """Whether the columns are shown at once: where not all is known, or nothing could be read."""
    return bool(pasted.look.rows) and (
        pasted.taken.unsure or (bool(pasted.refused) and not (pasted.rows or pasted.again))
    )


def _say(part: QLabel, words: str) -> None:
    part.setText(words)
    part.setVisible(bool(words))
