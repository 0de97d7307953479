"""The garage's right column: what is due soon across the vehicles, and what happened lately."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from client.ui.text import _
from client.ui.theme import SEMIBOLD
from client.ui.vehicles.garage_words import SideRow, SideWords
from client.ui.widgets.card import Card
from client.ui.widgets.labels import label
from client.ui.widgets.list_row import ListRow
from client.ui.widgets.tips import plain_tip

_HEAD = 32
"""As high as what stands above the cards, so that cards and lists begin on one line."""


class TitledList(QWidget):
    """A heading with a note, and a card of rows; ``opened`` carries a vehicle's id.

    ``reminder_opened`` carries a vehicle's and a reminder's, where the row is of one.
    """

    opened = Signal(str)
    reminder_opened = Signal(str, str)

    def __init__(self, title: str, note: str = "") -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        head = QHBoxLayout()
        head.addStrut(_HEAD)
        head.addWidget(label(title, "heading", weight=SEMIBOLD))
        head.addStretch(1)
        self.note = label(note, "small", "text_muted")
        head.addWidget(self.note)
        column.addLayout(head)
        self._card = Card(flush=True)
        self._card.body.setSpacing(0)
        column.addWidget(self._card)
        self._rows: list[QWidget] = []

    @property
    def rows(self) -> list[ListRow]:
        """The rows shown."""
        return [row for row in self._rows if isinstance(row, ListRow)]

    def clear(self) -> None:
        """Take the rows away."""
        for row in self._rows:
            self._card.body.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = []

    def show_rows(self, rows: Sequence[SideRow], nothing: str) -> None:
        """Show these rows, each opens a vehicle or a reminder of it; or words if there are none."""
        self.clear()
        for place, shown in enumerate(rows):
            row = ListRow(rule=place + 1 < len(rows))
            row.set_row(shown.leading, shown.title, shown.subtitle, shown.trailing, shown.role)
            if shown.leading.called:
                # A sentence with two names may be longer than the row.
                row.setToolTip(plain_tip(shown.title))
            row.setProperty("vehicle", shown.vehicle)
            row.setProperty("reminder", shown.reminder)
            row.clicked.connect(self._on_clicked)
            self._card.body.addWidget(row)
            self._rows.append(row)
        if not rows:
            self.say(nothing)

    def say(self, words: str) -> None:
        """Show words below the rows, or in their place."""
        text = label(words, role="text_muted", wrap=True)
        text.setContentsMargins(16, 16, 16, 16)
        self._card.body.addWidget(text)
        self._rows.append(text)

    def _on_clicked(self) -> None:
        sender = self.sender()
        if sender is None:
            return
        vehicle, reminder = str(sender.property("vehicle")), str(sender.property("reminder"))
        if reminder:
            self.reminder_opened.emit(vehicle, reminder)
        else:
            self.opened.emit(vehicle)


class SideLists(QWidget):
    """Both lists, one above the other; they emit what `TitledList` does."""

    opened = Signal(str)
    reminder_opened = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.due_soon = TitledList(_("Due soon"))
        self.lately = TitledList(_("Lately"))
        self._lists = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._lists.setContentsMargins(0, 0, 0, 0)
        self._lists.setSpacing(16)
        for part in (self.due_soon, self.lately):
            part.opened.connect(self.opened)
            part.reminder_opened.connect(self.reminder_opened)
            self._lists.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
        self._lists.addStretch(1)

    def set_across(self, across: bool) -> None:
        """Put the lists side by side, or one above the other."""
        side_by_side = QBoxLayout.Direction.LeftToRight
        self._lists.setDirection(side_by_side if across else QBoxLayout.Direction.TopToBottom)
        self._lists.setSpacing(24 if across else 16)
        # Halves of the width, but of the height only what each needs.
        for place, share in enumerate((1, 1, 0) if across else (0, 0, 1)):
            self._lists.setStretch(place, share)

    def show_words(self, words: SideWords) -> None:
        """Show what is due and what happened."""
        self.due_soon.note.setText(words.due_note)
        nothing = _("Nothing falls due in the next two months.")
        self.due_soon.show_rows(words.due, nothing)
        if words.more_due:
            self.due_soon.say(words.more_due)
        nothing = _("What you add will show here, the newest first.")
        self.lately.show_rows(words.lately, nothing)
