"""The list of the sync's activity: time, icon, what it was, and more in a second line."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QResizeEvent

from client.ui.account.activity_rows import ActivityRow
from client.ui.text import _
from client.ui.theme import MEDIUM, SEMIBOLD
from client.ui.widgets.painting import (
    draw_box,
    draw_icon,
    draw_lines,
    draw_text,
    foot_rule,
    lines_height,
    metrics,
    text_width,
)
from client.ui.widgets.row_list import RowList

_SIDE, _TIME, _ICON, _WORDS = 16, 50, 70, 96
_TOP, _BELOW = 7, 21


class ActivityList(RowList[ActivityRow]):
    """Enter on what was not taken, on a record or on what was overtaken opens it."""

    def __init__(self) -> None:
        super().__init__(_("Sync activity"))
        self._wider = 0
        """How much more room than usual the times take: "12:59 pm"."""

    def show_rows(self, rows: Sequence[ActivityRow]) -> None:
        widest = max((text_width(row.time, "small") for row in rows), default=0.0)
        self._wider = max(0, math.ceil(widest) - _TIME)
        super().show_rows(rows)

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
        elif hovered and (row.kept is not None or row.record or row.history):
            draw_box(painter, rect.adjusted(0, 0, 0, -1), "surface_hover", "", 0)
        foot_rule(painter, rect)
        top = rect.y() + (_TOP if row.detail else 16)
        clock = QRectF(rect.x() + _SIDE, top, _TIME + self._wider, 20)
        draw_text(painter, clock, row.time, "small", role="text_muted")
        left = rect.x() + self._wider
        draw_icon(painter, left + _ICON, top + 2, row.icon, row.tint, 16)
        left, room = left + _WORDS, self._room()
        draw_text(painter, QRectF(left, top, room, 20), row.title, "body", MEDIUM)
        below = QRectF(left, top + _BELOW, room, rect.bottom() - top - _BELOW)
        draw_lines(painter, below, row.detail, "small", role="text_muted")

    def height_of(self, row: ActivityRow) -> int:
        # What it was is told whole, beside the history too, where there is little room.
        more = lines_height(row.detail, self._room(), "small") - metrics("small").height()
        return row.height + max(round(more), 0) if row.detail else row.height

    def _room(self) -> float:
        """How wide the words of a row may be."""
        return float(self.viewport().width() - _WORDS - self._wider - _SIDE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def pressed_on(self, row: ActivityRow, x: float, y: float) -> bool:
        if row.kept is None and not row.history:
            return False
        self.opened.emit(row)
        return True
