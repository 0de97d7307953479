"""A row of the colours of calendars to choose one of: one tab stop, gone through by arrows."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from client.ui.calendar.colours import PALETTE, colour_words, offered, painted
from client.ui.text import _
from client.ui.theme import colour
from client.ui.widgets.painting import draw_icon, repaint_on_theme
from client.ui.widgets.tips import plain_tip

_CELL, _DOT = 32, 20


class ColourRow(QWidget):
    """``touched`` and ``left`` as the editors of forms have them."""

    touched = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._names = tuple(PALETTE)
        self._words = colour_words()
        self._chosen = self._names[0]
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._say()
        repaint_on_theme(self)

    def sizeHint(self) -> QSize:
        return QSize(_CELL * len(self._names), _CELL)

    def show_value(self, name: str) -> None:
        """Choose a colour by its name, or the nearest."""
        self._chosen = offered(name)
        self._say()
        self.update()

    def value(self) -> str:
        """The chosen colour's name."""
        return self._chosen

    def _say(self) -> None:
        self.setAccessibleName(_("Colour: {colour}").format(colour=self._words[self._chosen]))
        self.setToolTip(plain_tip(self._words[self._chosen]))

    def _take(self, at: int) -> None:
        self.show_value(self._names[at % len(self._names)])
        self.touched.emit()
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1,
        }  # fmt: skip
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self._take(self._names.index(self._chosen) + step)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = int(event.position().x() // _CELL)
        if 0 <= at < len(self._names):
            self._take(at)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for at, name in enumerate(self._names):
            middle = QPointF(at * _CELL + _CELL / 2, _CELL / 2)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(painted(name).bar))
            painter.drawEllipse(middle, _DOT / 2, _DOT / 2)
            if name != self._chosen:
                continue
            draw_icon(painter, middle.x() - 7, middle.y() - 7, "check", "accent_text", 14)
            if self.hasFocus():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(colour("focus"), 2))
                painter.drawEllipse(QRectF(middle.x() - 14, middle.y() - 14, 28, 28))
