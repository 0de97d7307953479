"""The tile: a label, one figure and a line of context; no figure yet is a dash and the reason."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from client.ui.theme import REGULAR, SEMIBOLD
from client.ui.widgets.chip import HEIGHT as CHIP_HEIGHT
from client.ui.widgets.chip import ChipKind, chip_width, paint_chip
from client.ui.widgets.gauge import DueState, paint_gauge
from client.ui.widgets.painting import draw_box, draw_text, repaint_on_theme, text_width
from client.ui.widgets.spark_bars import paint_spark, spark_width

_PADDING = 16
_SPARK = 28


class Tile(QWidget):
    """One figure of a vehicle or a garage; painted whole."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title
        self._figure = self._unit = self._words = self._context = ""
        self._chip, self._chip_kind = "", ChipKind.PLAIN
        self._role = "text"
        self._bars: tuple[float, ...] = ()
        self._gauge: tuple[float, DueState] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(title)
        repaint_on_theme(self)

    def set_figure(
        self,
        figure: str,
        unit: str = "",
        context: str = "",
        bars: Sequence[float] = (),
        role: str = "text",
    ) -> None:
        """Show a figure (in a colour role), its small unit (or words after it), and context."""
        self._figure, self._unit, self._words, self._role = figure, unit, "", role
        self._context, self._bars, self._gauge = context, tuple(bars), None
        self._changed(figure, unit, self._chip, context)

    def set_missing(self, reason: str, context: str = "") -> None:
        """Show a dash and why there is no figure yet, such as "after two full fills"."""
        self._figure, self._unit, self._words, self._role = "–", reason, "", "text"
        self._context, self._bars, self._gauge = context, (), None
        self._changed(reason, context)

    def set_due(self, words: str, fraction: float, state: DueState, context: str = "") -> None:
        """Show what is due in words, with the gauge of its interval."""
        self._figure, self._unit, self._words = "", "", words
        self._context, self._bars, self._gauge = context, (), (fraction, state)
        self._changed(words, self._chip, context)

    def set_title(self, title: str) -> None:
        """Change the label."""
        self._title = title
        self.update()

    def set_chip(self, words: str, kind: ChipKind = ChipKind.PLAIN) -> None:
        """Show a chip at the top right; no words take it away."""
        self._chip, self._chip_kind = words, kind
        self.update()

    def _changed(self, *said: str) -> None:
        words = ", ".join(word for word in said if word)
        self.setAccessibleName(f"{self._title}: {words}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, 108 if self._context else 82)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        draw_box(painter, rect, "surface_raised", "border", 8)
        inner = rect.adjusted(_PADDING, 12, -_PADDING, -12)
        right = inner.right()
        titled = text_width(self._title, "small")
        # Rather no chip than half a title: a screen reader says it, and a wider window shows it.
        if self._chip and titled + 8 + chip_width(self._chip) <= inner.width():
            width = chip_width(self._chip)
            chip = QRectF(right - width, inner.top(), width, CHIP_HEIGHT)
            paint_chip(painter, chip, self._chip, self._chip_kind)
            right = chip.left() - 8
        title = QRectF(inner.left(), inner.top(), right - inner.left(), CHIP_HEIGHT)
        draw_text(painter, title, self._title, "small", role="text_muted")
        self._paint_main(painter, QRectF(inner.left(), inner.top() + 25, inner.width(), 32))
        context = QRectF(inner.left(), inner.top() + 61, inner.width(), 18)
        draw_text(painter, context, self._context, "small", REGULAR, "text_muted")

    def _paint_main(self, painter: QPainter, line: QRectF) -> None:
        if self._gauge is not None:
            words = QRectF(line.left(), line.top(), line.width(), 22)
            draw_text(painter, words, self._words, "heading", SEMIBOLD)
            gauge = QRectF(line.left(), line.top() + 28, line.width(), 4)
            paint_gauge(painter, gauge, *self._gauge)
            return
        if self._bars:
            wide = spark_width(len(self._bars))
            if line.width() - wide > 110:
                paint_spark(painter, line.right() - wide, line.top() + 2, _SPARK, self._bars)
                line = line.adjusted(0, 0, -wide - 8, 0)
        used = draw_text(painter, line, self._figure, "title", SEMIBOLD, self._role)
        beside = line.adjusted(min(used, text_width(self._figure, "title", SEMIBOLD)) + 5, 4, 0, 2)
        draw_text(painter, beside, self._unit, "body", role="text_muted")


class LinkTile(Tile):
    """A tile that leads somewhere: by a click, Enter or Space."""

    clicked = Signal()
    accessible_role = QAccessible.Role.Button

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.clicked.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            draw_box(QPainter(self), QRectF(self.rect()), "", "focus", 8, width=2)
        elif self.underMouse():
            draw_box(QPainter(self), QRectF(self.rect()), "", "border_strong", 8)
