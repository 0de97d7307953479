"""The gauge: how much of an interval is used, in segments; words always stand beside it."""

from enum import StrEnum

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from client.ui.widgets.painting import draw_box, repaint_on_theme

HEIGHT = 4
_PITCH = 10
_GAP = 2
_FEWEST, _MOST = 8, 32


class DueState(StrEnum):
    """How near a due date is; each has its colour."""

    FINE = "fine"
    SOON = "soon"
    LATE = "late"

    @property
    def role(self) -> str:
        """The colour role of the state's gauge."""
        return {"fine": "accent", "soon": "warn", "late": "late"}[self.value]


def segments(width: float, fraction: float) -> tuple[int, int]:
    """How many segments fit a width and how many of them are used.

    A little use shows one segment; only a wholly used interval fills the last.
    """
    count = min(max(round(width / _PITCH), _FEWEST), _MOST)
    if fraction <= 0:
        return count, 0
    if fraction >= 1:
        return count, count
    return count, min(max(round(fraction * count), 1), count - 1)


def paint_gauge(painter: QPainter, rect: QRectF, fraction: float, state: DueState) -> None:
    """Draw a gauge over the width of a rectangle, four pixels high."""
    count, used = segments(rect.width(), fraction)
    pitch = (rect.width() + _GAP) / count
    painter.save()
    for place in range(count):
        left = rect.left() + round(place * pitch)
        right = rect.left() + round((place + 1) * pitch) - _GAP
        role = state.role if place < used else "border"
        draw_box(painter, QRectF(left, rect.top(), right - left, HEIGHT), role, "", 1)
    painter.restore()


class Gauge(QWidget):
    """A gauge on its own; ``words`` is what assistive technology reads."""

    def __init__(
        self, fraction: float = 0, state: DueState = DueState.FINE, words: str = ""
    ) -> None:
        super().__init__()
        self._fraction, self._state = fraction, state
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        repaint_on_theme(self)
        self.set_share(fraction, state, words)

    def set_share(self, fraction: float, state: DueState, words: str = "") -> None:
        """Show the share of the interval used, 0 to 1 (more is shown as 1)."""
        self._fraction, self._state = fraction, state
        self.setAccessibleName(words or f"{min(max(fraction, 0), 1):.0%}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_gauge(QPainter(self), QRectF(self.rect()), self._fraction, self._state)
