"""A group of reminders: its title with how many there are, and a card of rows that can fold."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from client.ui.text import _
from client.ui.theme import SEMIBOLD
from client.ui.vehicles.reminder_row import ReminderRow
from client.ui.vehicles.reminder_shown import ReminderWords
from client.ui.widgets.buttons import QuietButton
from client.ui.widgets.card import Card
from client.ui.widgets.labels import label


class ReminderGroup(QWidget):
    """Hidden while it has no rows; ``row_made`` carries each new row."""

    row_made = Signal(object)

    def __init__(self, title: str, *, folding: bool = False) -> None:
        super().__init__()
        self._shown: list[tuple[str, ReminderWords]] = []
        self.rows: list[ReminderRow] = []
        self.count = label("", role="text_muted")
        self._card = Card(flush=True)
        self._card.body.setSpacing(0)
        self.fold_button = QuietButton("", "chevron-right", name=_("Show"), small=True)
        self.fold_button.clicked.connect(self._on_fold)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label(title, "heading", weight=SEMIBOLD))
        head.addWidget(self.count)
        head.addWidget(self.fold_button)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._card)
        self._card.setVisible(not folding)
        # Shown before it has a parent, it would be a window of its own and take the keyboard.
        self.fold_button.setVisible(folding)
        self.hide()

    @property
    def visible_rows(self) -> list[ReminderRow]:
        """The rows, unless they are folded away."""
        return [] if self._card.isHidden() else self.rows

    def show_rows(self, rows: Sequence[tuple[str, ReminderWords]]) -> None:
        """Show these reminders; nothing moves where they are the same as before."""
        self.setVisible(bool(rows))
        if list(rows) == self._shown:
            return
        self._shown = list(rows)
        self.count.setText(str(len(rows)))
        for row in self.rows:
            self._card.body.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = []
        for place, (id_, words) in enumerate(rows):
            row = ReminderRow(id_, words, rule=place + 1 < len(rows))
            self._card.body.addWidget(row)
            # Else the layout shows it only later, and until then it takes no keyboard.
            row.show()
            self.rows.append(row)
            self.row_made.emit(row)

    def unfold(self) -> None:
        """Show the rows."""
        self._card.show()
        self.fold_button.set_icon("chevron-down")
        self.fold_button.set_words("", _("Hide"))

    def _on_fold(self) -> None:
        if self._card.isHidden():
            self.unfold()
            return
        self._card.hide()
        self.fold_button.set_icon("chevron-right")
        self.fold_button.set_words("", _("Show"))
