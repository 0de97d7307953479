"""The search popup's own surface: the line to type in, what was found, and a line of hints."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from client.ui.shell.found_list import FoundList
from client.ui.text import _
from client.ui.theme import SEMIBOLD, font
from client.ui.vehicles.shown import Shown
from client.ui.widgets.chip import Chip
from client.ui.widgets.key_caps import KeyCaps
from client.ui.widgets.labels import label
from client.ui.widgets.line_edit import settle_cursor
from client.ui.widgets.painting import draw_box, draw_icon, draw_rule, repaint_on_theme

FIELD = 56
FOOT = 40
_ROUND = 8


class SearchBox(QWidget):
    """What stands in the middle of the popup, which paints its corners.

    It is a child of the window and covers what is beneath it: else the cards of the page, which
    nobody sees, would be painted again with each letter typed, and each time the cursor blinks.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.field = QLineEdit()
        settle_cursor(self.field)
        self.field.setPlaceholderText(_("Search, go to, do, or type a fill-up"))
        self.field.setAccessibleName(_("Search, go to, do"))
        self.field.setFrame(False)
        self.field.setFont(font("heading"))
        self.field.setStyleSheet("QLineEdit { border: 0; background: transparent; padding: 0; }")
        self.list = FoundList()
        self.nothing = label(_("Nothing is called so."), role="text_muted", wrap=True)
        self.nothing.setContentsMargins(20, 12, 20, 12)
        # The list below has a least height of its own, and would squeeze it.
        self.nothing.setMinimumHeight(44)
        self.garage = Chip()
        self.example = label("", "small", "text", SEMIBOLD)
        head = QHBoxLayout()
        head.setContentsMargins(50, 0, 20, 0)
        head.setSpacing(12)
        head.addWidget(self.field)
        head.addWidget(self.garage)
        head.addWidget(KeyCaps([_("Esc")]))
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        self._place(column, head, FIELD)
        column.addSpacing(4)
        column.addWidget(self.nothing)
        column.addWidget(self.list, 1)
        column.addSpacing(4)
        self._place(column, self._foot(), FOOT)
        repaint_on_theme(self)

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 0, 20, 0)
        foot.setSpacing(8)
        foot.addWidget(KeyCaps(["↑", "↓"]))
        foot.addWidget(label(_("choose"), "small", "text_muted"))
        foot.addSpacing(8)
        foot.addWidget(KeyCaps([_("Enter")]))
        foot.addWidget(label(_("open"), "small", "text_muted"))
        foot.addStretch(1)
        foot.addWidget(label(_("Units count: try"), "small", "text_muted"))
        foot.addWidget(self.example)
        return foot

    def _place(self, column: QVBoxLayout, row: QHBoxLayout, height: int) -> None:
        holder = QWidget()
        holder.setFixedHeight(height)
        holder.setLayout(row)
        column.addWidget(holder)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setMask(QRegion(self.rect()) - corners(self.rect()))

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_box(QPainter(self), self.rect())


def corners(rect: QRect) -> QRegion:
    """Where a box is round, and what is beneath it shows."""
    square = QSize(_ROUND, _ROUND)
    here = QRegion()
    for x in (rect.x(), rect.x() + rect.width() - _ROUND):
        for y in (rect.y(), rect.y() + rect.height() - _ROUND):
            here += QRect(QPoint(x, y), square)
    return here


def paint_box(painter: QPainter, whole: QRect) -> None:
    """Draw the ground of a box: the line to type in at its top, the hints at its foot."""
    rect = QRectF(whole)
    draw_box(painter, rect, "surface_raised", "border_strong", _ROUND)
    foot = QRectF(rect.x() + 1, rect.bottom() - FOOT - 1, rect.width() - 2, FOOT)
    draw_box(painter, foot, "surface_sunken", "", _ROUND - 1)
    draw_icon(painter, rect.x() + 20, rect.y() + (FIELD - 16) / 2 + 1, "search")
    for y in (rect.y() + FIELD, foot.y()):
        draw_rule(painter, rect.x() + 1, y, rect.width() - 2)


def economy_example(shown: Shown) -> str:
    """A filter as it could be typed, in the person's units."""
    unit = shown.prefs.unit_for("economy") or "L/100km"
    figure = "6" if unit == "L/100km" else "40"
    return _("economy > {figure}").format(figure=f"{figure} {shown.symbol(unit)}")
