"""A line across the top of the content: what is to be known, and what can be done about it."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from client.ui.text import _
from client.ui.theme import MEDIUM, colour
from client.ui.widgets.buttons import QuietButton, SecondaryButton
from client.ui.widgets.labels import label
from client.ui.widgets.painting import draw_icon, draw_rule, repaint_on_theme
from client.ui.widgets.speaking import announce


class Look(NamedTuple):
    """The colour roles of its words, its ground and its icon, and that icon."""

    words: str
    ground: str
    sign: str
    icon: str


WRONG = Look("late", "late_soft", "late", "triangle-alert")
NOTE = Look("text", "surface_sunken", "text_muted", "info")


class Banner(QWidget):
    """``acted`` is emitted by its button, if it has one; it stays until it is put away."""

    acted = Signal()

    def __init__(self, words: str, action: str = "", look: Look = WRONG) -> None:
        super().__init__()
        self._look = look
        self.setAccessibleName(words)
        row = QHBoxLayout(self)
        row.setContentsMargins(48, 8, 24, 9)
        row.setSpacing(8)
        row.addWidget(label(words, role=look.words, weight=MEDIUM, wrap=True), 1)
        self.action_button = SecondaryButton(action, small=True)
        self.action_button.clicked.connect(self.acted)
        if not action:
            self.action_button.hide()
        self.close_button = QuietButton("", "x", name=_("Dismiss"), small=True)
        self.close_button.clicked.connect(self.deleteLater)
        row.addWidget(self.action_button)
        row.addWidget(self.close_button)
        repaint_on_theme(self)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            announce(self, self.accessibleName(), urgent=self._look is WRONG)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        painter.fillRect(rect, colour(self._look.ground))
        draw_icon(painter, 24, (rect.height() - 16) / 2, self._look.icon, self._look.sign)
        draw_rule(painter, 0, rect.height() - 1, rect.width())
