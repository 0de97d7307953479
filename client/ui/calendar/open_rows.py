"""Rows that are added one by one below a title, each with a button that takes it away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from client.operations.whole_record import Along
from client.ui.theme import SEMIBOLD
from client.ui.vehicles.form_dialog import sentence
from client.ui.widgets.buttons import LinkButton, QuietButton
from client.ui.widgets.labels import Remark, label
from garage.errors import ValueRefused
from garage.records import Record


class OpenRow(QWidget):
    """One row: `record` is what is kept of it. ``removed`` asks to go, ``touched`` is typing."""

    removed = Signal()
    touched = Signal()

    def __init__(self, record: Record | None) -> None:
        super().__init__()
        self.record = record
        self.line = QHBoxLayout()
        self.line.setSpacing(8)
        self._wrong = Remark()
        self._caution = Remark("warn")
        self._note = Remark("text_muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self.line)
        column.addWidget(self._wrong)
        column.addWidget(self._caution)
        column.addWidget(self._note)

    def end_with(self, name: str) -> None:
        """Add the button that takes the row away."""
        self.gone = QuietButton(icon="x", name=name, small=True)
        self.gone.clicked.connect(self.removed)
        self.line.addWidget(self.gone)

    def say_wrong(self, words: str) -> None:
        """Say what is wrong below the row; "" takes it away."""
        self._wrong.say(words)
        self._caution.setVisible(bool(self.asked) and not words)

    def ask(self, words: str) -> None:
        """Ask about the row without calling it wrong; "" asks nothing."""
        self._caution.setText(words)
        self._caution.setVisible(bool(words) and not self.wrong)

    def tell(self, words: str) -> None:
        """Say below the row what there is to know of it; "" says nothing."""
        self._note.say(words)

    @property
    def note(self) -> str:
        """What is said of it."""
        return self._note.text()

    @property
    def asked(self) -> str:
        """What is asked about it."""
        return self._caution.text()

    @property
    def wrong(self) -> str:
        """What is said to be wrong."""
        return self._wrong.text()

    def show_record(self, record: Record) -> None:
        """Show what is kept now."""

    def state(self) -> object:
        """What is typed, to see whether it changed."""
        return None

    def values(self) -> dict[str, object]:
        """What is to be kept; raises ValueRefused."""
        return {}

    def first(self) -> QWidget:
        """What has the keyboard when one comes to it."""
        return self


class MakeRow(Protocol):
    """Makes a row for what is kept, or an empty one."""

    def __call__(self, record: Record | None, /) -> OpenRow:
        """A row."""


class OpenRows(QWidget):
    """All rows of one kind of what hangs on a record; ``touched`` says that one was typed in."""

    touched = Signal()

    def __init__(self, title: str, add: str, kind: str, make: MakeRow) -> None:
        super().__init__()
        self._kind, self._make = kind, make
        self._states: dict[str, object] = {}
        self._gone: list[str] = []
        self.rows: list[OpenRow] = []
        self.add_link = LinkButton(add)
        self.add_link.clicked.connect(self.add_row)
        head = QHBoxLayout()
        head.addWidget(label(title, "body", weight=SEMIBOLD))
        head.addStretch(1)
        head.addWidget(self.add_link)
        self._box = QVBoxLayout()
        self._box.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addLayout(self._box)
        self._below = column

    def end_with(self, below: QWidget) -> None:
        """Put something below all rows."""
        self._below.addWidget(below)

    def renew(self, record: Record) -> None:
        """Show a record as it is kept now, where its row was not typed in meanwhile."""
        for row in self.rows:
            if row.record is not None and row.record.id == record.id:
                if row.state() == self._states.get(record.id):
                    row.show_record(record)
                    self._states[record.id] = row.state()
                row.record = record

    def set_records(self, records: Sequence[Record]) -> None:
        """Show what is kept, above what was added meanwhile."""
        for place, record in enumerate(records):
            row = self._insert(place, record)
            self._states[record.id] = row.state()

    def add_row(self) -> OpenRow:
        """Add an empty row and go there."""
        row = self._insert(len(self.rows), None)
        row.first().setFocus()
        return row

    def add_preset(self, record: Record) -> None:
        """Add a row that is filled in already, and not kept yet."""
        self._insert(len(self.rows), record).record = None

    def _insert(self, place: int, record: Record | None) -> OpenRow:
        row = self._make(record)
        row.removed.connect(self._on_removed)
        row.touched.connect(self.touched)
        self.rows.insert(place, row)
        self._box.insertWidget(place, row)
        if self.isVisible():
            row.show()
        return row

    def _on_removed(self) -> None:
        row = next((one for one in self.rows if one is self.sender()), None)
        if row is None:
            return
        at = self.rows.index(row)
        self.rows.remove(row)
        if row.record is not None:
            self._gone.append(row.record.id)
        self._box.removeWidget(row)
        row.hide()
        row.deleteLater()
        after = self.rows[min(at, len(self.rows) - 1)].first() if self.rows else self.add_link
        after.setFocus()
        self.touched.emit()

    # ------------------------------------------------------------------ what is kept

    @property
    def is_changed(self) -> bool:
        """Whether saving would write any."""
        return bool(self._gone) or any(
            row.record is None or row.state() != self._states.get(row.record.id)
            for row in self.rows
        )

    def check(self) -> bool:
        """Whether all can be kept; says which cannot, and goes to the first."""
        wrong: list[OpenRow] = []
        for row in self.rows:
            row.say_wrong("")
            try:
                row.values()
            except ValueRefused as error:
                row.say_wrong(sentence(error))
                wrong.append(row)
        if wrong:
            wrong[0].first().setFocus()
        return not wrong

    def along(self) -> list[Along]:
        """What is to be saved; raises ValueRefused."""
        found = [Along(self._kind, id_, deleted=True) for id_ in self._gone]
        for row in self.rows:
            if row.record is None:
                values = {name: value for name, value in row.values().items() if value}
                found.append(Along(self._kind, values=values))
            elif row.state() != self._states.get(row.record.id):
                found.append(Along(self._kind, row.record.id, row.values()))
        return found
