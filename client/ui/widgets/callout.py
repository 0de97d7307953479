"""The callout: a box beside a chart's bar or point that explains it, line by line."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from client.ui.theme import REGULAR, SEMIBOLD
from client.ui.widgets.painting import RIGHT, draw_box, draw_text, text_width

_LINE = 16
_PADDING = 12
_GAP = 24
_AWAY = 12


@dataclass(frozen=True, slots=True)
class CalloutRow:
    """One line: a square in a colour role (or none), a name, a figure."""

    role: str
    name: str
    figure: str


def paint_callout(
    painter: QPainter,
    room: QRectF,
    beside: QRectF,
    title: str,
    figure: str,
    rows: Sequence[CalloutRow] = (),
) -> QRectF:
    """Draw a callout on that side of `beside` which has more room; gives where it stands."""
    head = text_width(title, "small", SEMIBOLD) + text_width(figure, "small", SEMIBOLD)
    names = [text_width(row.name, "small") + (14 if row.role else 0) for row in rows]
    figures = [text_width(row.figure, "small") for row in rows]
    lines = max(names, default=0.0) + max(figures, default=0.0)
    width = max(head, lines) + _GAP + 2 * _PADDING
    height = 2 * _PADDING - 6 + _LINE + (len(rows) * _LINE + 3 if rows else 0)
    left = beside.right() + _AWAY
    if room.right() - beside.right() < beside.left() - room.left():
        left = beside.left() - _AWAY - width
    left = min(max(left, room.left()), room.right() - width)
    top = min(max(beside.top() - _PADDING, room.top()), max(room.bottom() - height, room.top()))
    box = QRectF(left, top, width, height)
    draw_box(painter, box, "surface_raised", "border_strong", 8)
    line = QRectF(left + _PADDING, top + _PADDING - 4, width - 2 * _PADDING + 1, _LINE)
    draw_text(painter, line, title, "small", SEMIBOLD)
    draw_text(painter, line, figure, "small", SEMIBOLD, align=RIGHT)
    line.translate(0, 3)
    for row in rows:
        line.translate(0, _LINE)
        name = QRectF(line)
        if row.role:
            draw_box(painter, QRectF(line.left(), line.top() + 4, 8, 8), row.role, "", 2)
            name.setLeft(name.left() + 14)
        draw_text(painter, name, row.name, "small", REGULAR, "text_muted")
        draw_text(painter, line, row.figure, "small", REGULAR, "text_muted", RIGHT)
    return box
