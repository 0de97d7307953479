"""A small calendar leaf: month over day, dashed when the date is an estimate."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from client.ui.theme import MEDIUM, SEMIBOLD, colour, sized_font
from client.ui.widgets.painting import CENTRE, draw_box


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
