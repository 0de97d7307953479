"""Spark bars: the last few values as thin bars, the newest in the accent."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from client.ui.theme import colour
from client.ui.widgets.painting import repaint_on_theme

_BAR = 4
_GAP = 2
_LOWEST = 0.35


def spark_width(count: int) -> int:
    """The width of so many bars, in device-independent pixels."""
    return max(count * (_BAR + _GAP) - _GAP, 0)


def paint_spark(
    painter: QPainter, x: float, y: float, height: float, bars: Sequence[float]
) -> None:
    """Draw bars with the top left corner at a point; the largest value fills the height.

    The scale starts below the smallest value rather than at zero, so that small changes show.
    """
    if not bars:
        return
    top, low = max(bars), min(bars)
    floor = max(0.0, low - (top - low) - top * 0.1)
    span = (top - floor) or 1.0
    for place, value in enumerate(bars):
        tall = max(round(height * max((value - floor) / span, 0.0)), round(height * _LOWEST))
        bar = QRectF(x + place * (_BAR + _GAP), y + height - tall, _BAR, tall)
        painter.fillRect(bar, colour("accent" if place == len(bars) - 1 else "chart_2"))


class SparkBars(QWidget):
    """Spark bars on their own; ``words`` is what assistive technology reads."""

    def __init__(self, bars: Sequence[float] = (), height: int = 20, words: str = "") -> None:
        super().__init__()
        self._bars = tuple(bars)
        self._height = height
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        repaint_on_theme(self)

    def set_bars(self, bars: Sequence[float], words: str = "") -> None:
        """Show values, oldest first."""
        self._bars = tuple(bars)
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(spark_width(len(self._bars)), self._height)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_spark(QPainter(self), 0, 0, self.height(), self._bars)
