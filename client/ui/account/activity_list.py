"""The list of the sync's activity: time, icon, what it was, and more in a second line."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from client.ui.account.activity_rows import ActivityRow
from client.ui.text import _
from client.ui.theme import MEDIUM, SEMIBOLD
from client.ui.widgets.painting import draw_box, draw_icon, draw_text, foot_rule
from client.ui.widgets.row_list import RowList

_SIDE, _ICON, _WORDS = 16, 70, 96


class ActivityList(RowList[ActivityRow]):
    """Enter on what was not taken, or on a record, opens it."""

    def __init__(self) -> None:
        super().__init__(_("Sync activity"))

    def paint_row(
        self, painter: QPainter, rect: QRectF, row: ActivityRow, *, chosen: bool, hovered: bool
    ) -> None:
        if row.heading:
            words = rect.adjusted(_SIDE, 0, -_SIDE, 0)
            draw_text(painter, words, row.title, "body", SEMIBOLD)
            foot_rule(painter, rect)
            return
        if chosen and self.hasFocus():
            draw_box(painter, rect.adjusted(0, 0, 0, -1), "surface_selected", "", 0)
        elif hovered and (row.kept is not None or row.record):
            draw_box(painter, rect.adjusted(0, 0, 0, -1), "surface_hover", "", 0)
        foot_rule(painter, rect)
        top = rect.y() + (7 if row.detail else 16)
        clock = QRectF(rect.x() + _SIDE, top, _ICON - _SIDE - 4, 20)
        draw_text(painter, clock, row.time, "small", role="text_muted")
        draw_icon(painter, rect.x() + _ICON, top + 2, row.icon, row.tint, 16)
        room = rect.width() - _WORDS - _SIDE
        draw_text(painter, QRectF(rect.x() + _WORDS, top, room, 20), row.title, "body", MEDIUM)
        below = QRectF(rect.x() + _WORDS, top + 20, room, 17)
        draw_text(painter, below, row.detail, "small", role="text_muted")

    def pressed_on(self, row: ActivityRow, x: float, y: float) -> bool:
        if row.kept is None:
            return False
        self.opened.emit(row)
        return True
