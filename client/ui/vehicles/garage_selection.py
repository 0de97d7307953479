"""What is selected in the garage, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from client.ui.text import _, ngettext
from client.ui.theme import SEMIBOLD
from client.ui.vehicles.many_change import KEY
from client.ui.widgets.buttons import QuietButton, SecondaryButton
from client.ui.widgets.labels import label
from client.ui.widgets.tips import plain_tip

MOST_COMPARED = 4
_GAP = 8


class SelectionBar(QWidget):
    """Where there is no room for the words of its buttons, their icons stand alone."""

    compare = Signal()
    grouping = Signal()
    changing = Signal()
    cleared = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.count = label("", weight=SEMIBOLD)
        self.compare_button = SecondaryButton(icon="chart-column")
        self.compare_button.clicked.connect(self.compare)
        self.group_button = SecondaryButton(icon="folder-open")
        self.group_button.clicked.connect(self.grouping)
        self.change_button = SecondaryButton(icon="list-checks")
        self.change_button.clicked.connect(self.changing)
        self.clear_button = QuietButton("", "x", name=_("Select none (Esc)"))
        self.clear_button.clicked.connect(self.cleared)
        self._worded = (
            (self.compare_button, _("Compare"), _("Compare")),
            (self.group_button, _("Put in group"), _("Put in group")),
            (self.change_button, _("Change a field…"), _("Change a field ({key})").format(key=KEY)),
        )
        row = QHBoxLayout(self)
        row.setSpacing(_GAP)
        row.setContentsMargins(0, 0, 0, 0)
        for part in self._parts:
            row.addWidget(part)
        row.addStretch(1)
        self._can_compare = True
        self._fit()

    @property
    def _parts(self) -> tuple[QWidget, ...]:
        buttons = (self.compare_button, self.group_button, self.change_button)
        return (self.count, *buttons, self.clear_button)

    def show_count(self, count: int) -> None:
        """Say how many are selected, and offer what can be done with so many."""
        self.count.setText(ngettext("{n} selected", "{n} selected", count).format(n=count))
        self._can_compare = 2 <= count <= MOST_COMPARED
        self.compare_button.setEnabled(self._can_compare)
        self._fit()

    def _fit(self) -> None:
        for button, words, name in self._worded:
            button.set_words(words, name)
        gaps = _GAP * (len(self._parts) - 1)
        if sum(part.sizeHint().width() for part in self._parts) + gaps > self.width():
            for button, _words, name in self._worded:
                button.set_words("", name)
        if not self._can_compare:
            why = _("Select two to {most} vehicles").format(most=MOST_COMPARED)
            self.compare_button.setToolTip(plain_tip(why))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
