"""A line across the top of the content: something is wrong, and what can be done about it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from client.ui.text import _
from client.ui.theme import MEDIUM, colour
from client.ui.widgets.buttons import QuietButton, SecondaryButton
from client.ui.widgets.labels import label
from client.ui.widgets.painting import draw_icon, draw_rule, repaint_on_theme


class Banner(QWidget):
    """``acted`` is emitted by its button; it stays until it is put away."""

    acted = Signal()

    def __init__(self, words: str, action: str) -> None:
        super().__init__()
        self.setAccessibleName(words)
        row = QHBoxLayout(self)
        row.setContentsMargins(48, 8, 24, 9)
        row.setSpacing(8)
        row.addWidget(label(words, role="late", weight=MEDIUM, wrap=True), 1)
        self.action_button = SecondaryButton(action, small=True)
        self.action_button.clicked.connect(self.acted)
        self.close_button = QuietButton("", "x", name=_("Dismiss"), small=True)
        self.close_button.clicked.connect(self.deleteLater)
        row.addWidget(self.action_button)
        row.addWidget(self.close_button)
        repaint_on_theme(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        painter.fillRect(rect, colour("late_soft"))
        draw_icon(painter, 24, (rect.height() - 16) / 2, "triangle-alert", "late")
        draw_rule(painter, 0, rect.height() - 1, rect.width())
