"""The plan of a vehicle's axles from above, its wheels coloured by their tread; painted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from client.ui.theme import SEMIBOLD
from client.ui.widgets.painting import (
    CENTRE,
    LEFT,
    RIGHT,
    draw_box,
    draw_text,
    repaint_on_theme,
)
from garage.records.stock import AXLES
from garage.rules.wheels import INNER

_NARROW, _WIDE, _TWIN = 132, 204, 248
_HIGH = 148
_AXLE = 40
"""How far behind an axle the next of a tandem stands."""
_EDGE = 14.0
_WHEEL = QSize(14, 34)
_BODY = 64
_BESIDE = 6
_ROLES = {
    "ok": ("ok_soft", "ok"), "warn": ("warn_soft", "warn"), "late": ("late_soft", "late"),
    "none": ("surface_sunken", "border"),
}  # fmt: skip
_UNKNOWN = ("surface_hover", "border_strong")
_INKS = {"ok": "text", "warn": "warn", "late": "late"}


@dataclass(frozen=True)
class Depth:
    """The tread at a place in words, short where there is little room, and its state."""

    words: str = "–"
    short: str = "–"
    state: str = ""
    """"" where it was not measured."""


NOT_MEASURED = Depth()
_NOT_FITTED = Depth("", "", "none")


class AxlePlan(QWidget):
    """The axles of a vehicle, each with a depth in its middle or with one beside each wheel.

    Of a motorcycle each has one wheel; twin wheels stand side by side, a third axle before the
    last. What the set does not go on is drawn faintly.
    """

    def __init__(self) -> None:
        super().__init__()
        self.depths: Mapping[str, Depth] = {}
        self.axles: Sequence[str] = ("front", "rear")
        self._fitted: Sequence[str] = self.axles
        self._single = self._towed = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        repaint_on_theme(self)

    def show_depths(
        self,
        depths: Mapping[str, Depth],
        spoken: str,
        axles: Sequence[str],
        fitted: Sequence[str],
        *,
        single: bool = False,
        towed: bool = False,
    ) -> None:
        """Show treads by place (`garage.rules.wheels.PLACES`)."""
        self.depths, self.axles, self._fitted = depths, axles, fitted
        self._single, self._towed = single, towed
        self.setAccessibleName(spoken)
        self.updateGeometry()
        self.update()

    def _by_wheel(self, axle: str) -> bool:
        return any(wheel in self.depths for wheel in AXLES[axle])

    def _is_twin(self, axle: str) -> bool:
        return any(wheel in self.depths for wheel in AXLES[axle] if wheel in INNER)

    def sizeHint(self) -> QSize:
        width = _WIDE if any(map(self._by_wheel, AXLES)) else _NARROW
        if any(map(self._is_twin, AXLES)):
            width = _TWIN
        return QSize(width, _HIGH + _AXLE * ("middle" in self.axles))

    def top_of(self, axle: str) -> float:
        """Where the wheels of an axle begin: the first of a trailer stands near its others."""
        last = self.height() - _EDGE - _WHEEL.height()
        if self._towed:
            # Its axles stand together, in the middle of it and not at its ends.
            first = (self.height() - _WHEEL.height() - _AXLE * (len(self.axles) - 1)) / 2
            return first + _AXLE * list(self.axles).index(axle)
        return {"front": _EDGE, "middle": last - _AXLE, "rear": last}[axle]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        size = self.sizeHint()
        middle = size.width() / 2
        body = QRectF(middle - _BODY / 2, 2, _BODY, size.height() - 4)
        if self._single:
            body = QRectF(middle - 12, 24, 24, size.height() - 48)
        draw_box(painter, body, "surface_sunken", "border", 16 if not self._single else 8)
        if not self._single and not self._towed:
            # The windscreen tells where the front is.
            draw_box(painter, QRectF(body.left() + 8, 54, body.width() - 16, 8), "border", "", 3)
        for axle in self.axles:
            y = self.top_of(axle)
            if self._by_wheel(axle):
                self._paint_wheels(painter, axle, body, y)
            else:
                self._paint_axle(painter, self._of_axle(axle), body, y)

    def _of_axle(self, axle: str) -> Depth:
        return self.depths.get(axle, NOT_MEASURED if axle in self._fitted else _NOT_FITTED)

    def _paint_axle(self, painter: QPainter, depth: Depth, body: QRectF, y: float) -> None:
        lefts = [body.left() - _WHEEL.width(), body.right()]
        if self._single:
            lefts = [body.center().x() - _WHEEL.width() / 2]
        for left in lefts:
            _paint_wheel(painter, depth, left, y)
        words = QRectF(body.left() - 4, y + 8, body.width() + 8, 18)
        if self._single:
            words = QRectF(body.center().x() + 10, y + 8, 56, 18)
        _paint_words(painter, depth, words, depth.words, CENTRE)

    def _paint_wheels(self, painter: QPainter, axle: str, body: QRectF, y: float) -> None:
        twin = self._is_twin(axle)
        wide = _WHEEL.width() + 2
        for wheel in AXLES[axle]:
            if wheel in INNER and not twin:
                continue
            depth, left_side = self.depths.get(wheel, NOT_MEASURED), wheel[1] == "l"
            off = wide if wheel in INNER or not twin else 2 * wide
            left = body.left() - off if left_side else body.right() + off - _WHEEL.width()
            _paint_wheel(painter, depth, left, y)
            if wheel in INNER:
                # Its number stands at its other side, inside the body.
                box = QRectF(body.left() + 4, y + 8, body.width() - 8, 18)
                _paint_words(painter, depth, box, depth.short, LEFT if left_side else RIGHT)
            elif left_side:
                box = QRectF(0, y + 8, left - _BESIDE, 18)
                _paint_words(painter, depth, box, depth.words, RIGHT)
            else:
                start = left + _WHEEL.width() + _BESIDE
                box = QRectF(start, y + 8, self.width() - start, 18)
                _paint_words(painter, depth, box, depth.words, LEFT)


def _paint_wheel(painter: QPainter, depth: Depth, left: float, y: float) -> None:
    fill, border = _ROLES.get(depth.state, _UNKNOWN)
    place = QRectF(left, y, _WHEEL.width(), _WHEEL.height())
    draw_box(painter, place, fill, border, 4, width=1.5)


def _paint_words(
    painter: QPainter, depth: Depth, box: QRectF, words: str, side: Qt.AlignmentFlag
) -> None:
    ink = _INKS.get(depth.state, "text_muted")
    draw_text(painter, box, words, "small", SEMIBOLD, ink, side)
