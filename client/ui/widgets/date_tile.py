"""A small calendar leaf: month over day, dashed when the date is an estimate."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from client.ui.theme import MEDIUM, SEMIBOLD, colour, sized_font
from client.ui.widgets.painting import CENTRE, draw_box, repaint_on_theme

SIZE = QSize(36, 38)


def paint_date_tile(
    painter: QPainter, rect: QRectF, month: str, day: str, *, estimate: bool = False
) -> None:
    """Draw a leaf over a rectangle of 36 × 38; an estimate's day is led by a tilde."""
    painter.save()
    border = "estimate" if estimate else "border"
    draw_box(painter, rect, "surface", border, 6, dashed=estimate)
    ink = colour("estimate") if estimate else colour("text")
    painter.setFont(sized_font(10, MEDIUM))
    painter.setPen(colour("estimate") if estimate else colour("text_muted"))
    painter.drawText(QRectF(rect.left(), rect.top() + 3, rect.width(), 14), CENTRE, month.upper())
    painter.setFont(sized_font(13, SEMIBOLD))
    painter.setPen(ink)
    words = f"~{day}" if estimate else day
    painter.drawText(QRectF(rect.left(), rect.top() + 16, rect.width(), 19), CENTRE, words)
    painter.restore()


class DateTile(QWidget):
    """A calendar leaf on its own."""

    def __init__(self, month: str = "", day: str = "", *, estimate: bool = False) -> None:
        super().__init__()
        self._month, self._day, self._estimate = month, day, estimate
        self.setFixedSize(SIZE)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        repaint_on_theme(self)
        self.set_date(month, day, estimate=estimate)

    def set_date(self, month: str, day: str, *, estimate: bool = False) -> None:
        """Show a short month name and a day of the month."""
        self._month, self._day, self._estimate = month, day, estimate
        self.setAccessibleName(f"{'~' if estimate else ''}{day} {month}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        paint_date_tile(painter, rect, self._month, self._day, estimate=self._estimate)
