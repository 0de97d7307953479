"""The line of quick add: what was understood is underlined as it is typed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from client.ui.theme import colour, font
from client.ui.widgets.buttons import PaintedButton
from client.ui.widgets.line_edit import LineEdit
from client.ui.widgets.painting import CENTRE, draw_box, draw_text, text_width
from garage.quick import Piece, Role

_UNDERLINES = {
    Role.VOLUME: "chart_1",
    Role.ENERGY: "chart_1",
    Role.MASS: "chart_1",
    Role.TOTAL: "chart_3",
    Role.PRICE: "chart_3",
    Role.ODOMETER: "chart_4",
    Role.DISTANCE: "chart_4",
    Role.HOURS: "chart_4",
    Role.DATE: "chart_2",
    Role.TIME: "chart_2",
}
_OTHER = "chart_5"
_HEIGHT = 36


class _KeyHint(PaintedButton):
    """The key that keeps the line; the mouse presses it as well."""

    def __init__(self, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = words
        self.setAccessibleName(words)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.resize(round(text_width(words, "small")) + 16, 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        draw_box(painter, rect, "surface_hover" if self.hovered else "surface", "border_strong", 4)
        draw_text(painter, rect, self._words, "small", role="text_muted", align=CENTRE)


class QuickEdit(LineEdit):
    """``set_pieces`` says which parts are underlined, each in the colour of its role."""

    def __init__(self, name: str, hint: str, key: str) -> None:
        super().__init__()
        self._pieces: tuple[Piece, ...] = ()
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setFont(font("heading"))
        self.setFixedHeight(_HEIGHT)
        self._key = _KeyHint(key, self)
        self._key.clicked.connect(self.returnPressed)
        self.setTextMargins(0, 0, self._key.width() + 6, 0)

    def set_pieces(self, pieces: Sequence[Piece]) -> None:
        """Underline these parts of the text."""
        self._pieces = tuple(pieces)
        self.update()

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """What is underlined."""
        return self._pieces

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        place = self.width() - self._key.width() - 10
        self._key.move(place, (self.height() - self._key.height()) // 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._pieces or not self.text():
            return
        painter = QPainter(self)
        text, metrics = self.text(), self.fontMetrics()
        # The text may be scrolled: the cursor's place tells by how much.
        cursor = self.cursorRect()
        here = cursor.x() + cursor.width() / 2
        start = here - metrics.horizontalAdvance(text[: self.cursorPosition()])
        most = self._key.x() - 4
        for piece in self._pieces:
            left = start + metrics.horizontalAdvance(text[: piece.start])
            right = start + metrics.horizontalAdvance(text[: piece.end])
            left, right = max(left, 8.0), min(right, float(most))
            if right <= left:
                continue
            known = piece.role is not Role.NOTE
            role = _UNDERLINES.get(piece.role, _OTHER) if known else "text_muted"
            pen = QPen(colour(role), 2 if known else 1)
            if not known:
                pen.setStyle(Qt.PenStyle.DotLine)
            painter.setPen(pen)
            below = round(self.height() / 2 + metrics.ascent() / 2 + 4)
            painter.drawLine(round(left), below, round(right), below)
