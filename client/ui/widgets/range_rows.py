"""Rows on one scale: from the best to the worst as a bar, the average as a dot."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from client.ui.theme import MEDIUM, REGULAR, SEMIBOLD, colour
from client.ui.widgets.chart_scale import Scale, scale_for
from client.ui.widgets.painting import CENTRE, RIGHT, draw_box, draw_text, text_width
from client.ui.widgets.reading_chart import ReadingChart

ROW = 36
_AXIS = 24
_GAP = 16
_BAR = 6


@dataclass(frozen=True, slots=True)
class RangeRow:
    """A name with its lowest, middle and highest value, and how they are read."""

    name: str
    low: float
    middle: float
    high: float
    figure: str
    aside: str
    words: str


class RangeRows(ReadingChart):
    """Read with the pointer or Up and Down."""

    back_keys = (Qt.Key.Key_Up,)
    on_keys = (Qt.Key.Key_Down,)

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._rows: tuple[RangeRow, ...] = ()
        self._format: Callable[[float, int], str] = lambda value, places: f"{value:.{places}f}"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_rows(
        self, rows: Sequence[RangeRow], number: Callable[[float, int], str], summary: str
    ) -> None:
        """Show rows from top to bottom; `number` writes a tick."""
        self._rows, self._format = tuple(rows), number
        self.begin(summary)

    @property
    def rows(self) -> tuple[RangeRow, ...]:
        """What is shown."""
        return self._rows

    @property
    def count(self) -> int:
        return len(self._rows)

    def words(self, index: int) -> str:
        return self._rows[index].words

    def index_at(self, event: QMouseEvent) -> int:
        place = int(event.position().y() // ROW)
        return place if place < len(self._rows) else -1

    def sizeHint(self) -> QSize:
        return QSize(480, ROW * len(self._rows) + _AXIS)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, ROW * len(self._rows) + _AXIS)

    @property
    def scale(self) -> Scale:
        """The scale that all rows share."""
        return scale_for([end for row in self._rows for end in (row.low, row.high)])

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        names = max((text_width(row.name, "body", MEDIUM) for row in self._rows), default=0.0)
        names = min(names, self.width() * 0.3)
        figures = max((text_width(r.figure, "body", SEMIBOLD) for r in self._rows), default=0.0)
        asides = max((text_width(row.aside) for row in self._rows), default=0.0)
        left = names + _GAP + 12
        room = max(self.width() - left - figures - asides - 2 * _GAP - 12, 24.0)
        plot = QRectF(left, 0, room, ROW * len(self._rows))
        scale = self.scale
        if self._rows:
            self._paint_axis(painter, plot, scale)
        for place, row in enumerate(self._rows):
            top = place * ROW
            if place == self._current:
                box = QRectF(0, top + 1, self.width(), ROW - 2)
                draw_box(painter, box, "surface_hover", "", 4)
            draw_text(painter, QRectF(2, top, names + 1, ROW), row.name, "body", MEDIUM)
            line = QRectF(2, top, self.width() - 4, ROW)
            draw_text(painter, line, row.figure, "body", SEMIBOLD, align=RIGHT)
            line.setRight(line.right() - figures - _GAP)
            draw_text(painter, line, row.aside, "body", REGULAR, "text_muted", RIGHT)
            self._paint_range(painter, plot, scale, place)
        self.paint_focus(painter)

    def _paint_axis(self, painter: QPainter, plot: QRectF, scale: Scale) -> None:
        for tick in scale.ticks:
            x = round(plot.left() + scale.share(tick) * plot.width())
            painter.fillRect(QRectF(x, 0, 1, plot.height()), colour("chart_grid"))
            place = QRectF(x - 30, plot.bottom() + 2, 60, 18)
            words = self._format(tick, scale.decimals)
            draw_text(painter, place, words, "small", REGULAR, "text_muted", CENTRE)

    def _paint_range(self, painter: QPainter, plot: QRectF, scale: Scale, place: int) -> None:
        row, middle = self._rows[place], place * ROW + ROW / 2
        low, high = (plot.left() + scale.share(end) * plot.width() for end in (row.low, row.high))
        bar = QRectF(low - 3, middle - _BAR / 2, high - low + 6, _BAR)
        draw_box(painter, bar, "chart_2", "", 3)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("surface_raised"))
        dot = QPointF(plot.left() + scale.share(row.middle) * plot.width(), middle)
        painter.drawEllipse(dot, 6.5, 6.5)
        painter.setBrush(colour("accent"))
        painter.drawEllipse(dot, 5, 5)
