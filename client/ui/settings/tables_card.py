"""Settings: the tables whose columns are remembered from imports, and forgetting one."""

from __future__ import annotations

import functools

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from client.operations.import_columns import RememberedTable, forget_table, remembered_tables
from client.store import Store
from client.ui.desk import Desk
from client.ui.shell.import_meanings import column_words, row_words
from client.ui.text import _
from client.ui.theme import MEDIUM
from client.ui.widgets.buttons import SecondaryButton
from client.ui.widgets.card import Card
from client.ui.widgets.labels import label


class TablesCard(Card):
    """It is there only as long as a table is remembered."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Remembered tables"))
        self._desk = desk
        self.rows: list[_TableRow] = []
        self.body.addWidget(label(
            _("A table that is imported again with the same columns is read as it was the last "
              "time. What is forgotten here is asked anew."),
            role="text_muted", wrap=True,
        ))  # fmt: skip
        self.hide()

    def refresh(self) -> None:
        """Show what is remembered now."""
        self._desk.read(self, lambda reader: remembered_tables(reader.settings()), self._on_read)

    def _on_read(self, tables: tuple[RememberedTable, ...]) -> None:
        for row in self.rows:
            self.body.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [_TableRow(table) for table in tables]
        for row in self.rows:
            row.forget.clicked.connect(functools.partial(self._on_forget, row.table.shape))
            self.body.addWidget(row)
        self.setVisible(bool(tables))

    def _on_forget(self, shape: str, *_clicked: bool) -> None:
        def forget(store: Store) -> None:
            forget_table(store, shape)

        self._desk.run(self, forget, self._on_forgotten)

    def _on_forgotten(self, _done: None) -> None:
        self._desk.said.emit(_("The table is forgotten."), False)
        self.refresh()


class _TableRow(QWidget):
    """What its rows are, what each column is, and the button that forgets it."""

    def __init__(self, table: RememberedTable) -> None:
        super().__init__()
        self.table = table
        rows = row_words().get(table.rows, table.rows)
        self.title = label(rows, weight=MEDIUM)
        self.columns = label(_columns_said(table), "small", "text_muted", wrap=True)
        self.forget = SecondaryButton(
            _("Forget"), small=True,
            name=_("Forget {rows}: {columns}").format(rows=rows, columns=self.columns.text()),
        )  # fmt: skip
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.columns)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addLayout(words, 1)
        row.addWidget(self.forget)


def _columns_said(table: RememberedTable) -> str:
    """ "datum: Date · stand: Odometer"; of a table without titles the numbers of its columns."""
    words = column_words(table.rows)
    said = [
        f"{name or _('Column {n}').format(n=at + 1)}: {words[meaning]}"
        for at, (name, meaning) in enumerate(table.columns)
        if meaning in words
    ]
    return " · ".join(said)
