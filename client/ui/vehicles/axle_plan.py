"""The plan of a vehicle's axles from above, its wheels coloured by their tread; painted."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from client.ui.theme import SEMIBOLD
from client.ui.widgets.painting import (
    CENTRE,
    draw_box,
    draw_text,
    repaint_on_theme,
)

_SIZE = QSize(132, 148)
_WHEEL = QSize(14, 34)
_ROLES = {"ok": ("ok_soft", "ok"), "warn": ("warn_soft", "warn"), "late": ("late_soft", "late")}
_UNKNOWN = ("surface_hover", "border_strong")
_INKS = {"ok": "text", "warn": "warn", "late": "late"}


@dataclass(frozen=True)
class Axle:
    """What stands at an axle: the tread in words, and its state ("" where it was not measured)."""

    words: str = "–"
    state: str = ""


class AxlePlan(QWidget):
    """Two axles; of a motorcycle each has one wheel."""

    def __init__(self) -> None:
        super().__init__()
        self.front, self.rear = Axle(), Axle()
        self._single = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        repaint_on_theme(self)

    def show_axles(self, front: Axle, rear: Axle, spoken: str, *, single: bool = False) -> None:
        """Show the treads of both axles."""
        self.front, self.rear, self._single = front, rear, single
        self.setAccessibleName(spoken)
        self.update()

    def sizeHint(self) -> QSize:
        return _SIZE

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        width = _SIZE.width()
        body = QRectF(34, 2, width - 68, _SIZE.height() - 4)
        if self._single:
            body = QRectF(width / 2 - 12, 24, 24, _SIZE.height() - 48)
        draw_box(painter, body, "surface_sunken", "border", 16 if not self._single else 8)
        if not self._single:
            # The windscreen tells where the front is.
            draw_box(painter, QRectF(body.left() + 8, 54, body.width() - 16, 8), "border", "", 3)
        for axle, y in ((self.front, 14), (self.rear, _SIZE.height() - 14 - _WHEEL.height())):
            self._paint_axle(painter, axle, float(y))

    def _paint_axle(self, painter: QPainter, axle: Axle, y: float) -> None:
        width, wheel = _SIZE.width(), _WHEEL
        fill, border = _ROLES.get(axle.state, _UNKNOWN)
        lefts = [20.0, width - 20.0 - wheel.width()]
        if self._single:
            lefts = [(width - wheel.width()) / 2]
        for left in lefts:
            place = QRectF(left, y, wheel.width(), wheel.height())
            draw_box(painter, place, fill, border, 4, width=1.5)
        ink = _INKS.get(axle.state, "text_muted")
        words = QRectF(30, y + 8, width - 60, 18)
        if self._single:
            words = QRectF(width / 2 + 10, y + 8, width / 2 - 10, 18)
        draw_text(painter, words, axle.words, "small", SEMIBOLD, ink, CENTRE)
