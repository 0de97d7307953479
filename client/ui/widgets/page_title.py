"""A title that gives way: whole where there is room, else shortened with an ellipsis."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel

from client.ui.theme import SEMIBOLD, font
from client.ui.widgets.painting import draw_text, text_width
from client.ui.widgets.tips import plain_tip

KEPT = 160
"""A title keeps as much of its width, in pixels, however narrow the window is."""


class PageTitle(QLabel):
    """What a page is called; what is cut off of it shows as a tool tip."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(font("title", SEMIBOLD))
        self.setProperty("role", "text")

    def _wanted(self) -> int:
        return int(text_width(self.text(), "title", SEMIBOLD)) + 1

    def sizeHint(self) -> QSize:
        return QSize(self._wanted(), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self._wanted(), KEPT), super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        cut = self._wanted() > self.width()
        self.setToolTip(plain_tip(self.text() if cut else ""))
        if cut:
            draw_text(QPainter(self), QRectF(self.rect()), self.text(), "title", SEMIBOLD)
        else:
            super().paintEvent(event)
