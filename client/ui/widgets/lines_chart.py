"""Several lines over one time axis, each its own colour; outliers are marked, not joined."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy

from client.ui.theme import REGULAR, colour
from client.ui.widgets.callout import CalloutRow, paint_callout
from client.ui.widgets.chart_scale import ChartPoint, Scale, usual_scale
from client.ui.widgets.painting import RIGHT, draw_joined, draw_rule, draw_text, text_width
from client.ui.widgets.reading_chart import ReadingChart

_BOTTOM, _TOP = 28, 12
_REACH = 20.0
_TICK_PITCH = 48
_CIRCLES_FROM = 9  # pixels between points, from which each has its circle


@dataclass(frozen=True, slots=True)
class ChartLine:
    """One line: its name, its colour role, its points in order of ``x``; ``dashed`` tells apart
    lines of one colour."""

    name: str
    role: str
    points: tuple[ChartPoint, ...]
    dashed: bool = False


class LinesChart(ReadingChart):
    """Left and Right go along a line, Up and Down to the next one; indexes count all points."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._lines: tuple[ChartLine, ...] = ()
        self._ticks: tuple[tuple[float, str], ...] = ()
        self._format: Callable[[float, int], str] = lambda value, places: f"{value:.{places}f}"
        self._points: tuple[tuple[int, ChartPoint], ...] = ()
        self._starts: tuple[int, ...] = ()
        self._placed: tuple[QSize, Scale, QRectF, list[list[QPointF]]] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_lines(
        self,
        lines: Sequence[ChartLine],
        ticks: Sequence[tuple[float, str]],
        number: Callable[[float, int], str],
        summary: str,
    ) -> None:
        """Show lines, ticks of the lower axis, and how a tick of the values is written."""
        self._lines, self._ticks, self._format = tuple(lines), tuple(ticks), number
        self._points = tuple((place, p) for place, line in enumerate(lines) for p in line.points)
        starts, at = [], 0
        for line in lines:
            starts.append(at)
            at += len(line.points)
        self._starts = tuple(starts)
        self._placed = None
        self.begin(summary)

    @property
    def lines(self) -> tuple[ChartLine, ...]:
        """What is shown."""
        return self._lines

    @property
    def count(self) -> int:
        return len(self._points)

    def words(self, index: int) -> str:
        line, point = self._points[index]
        note = f"; {point.note}" if point.note else ""
        return f"{self._lines[line].name}: {point.words}{note}"

    def sizeHint(self) -> QSize:
        return QSize(640, 260)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 180)

    def _layout(self) -> tuple[Scale, QRectF, list[list[QPointF]]]:
        """The scale, the plot and the places of all points, kept until the size changes."""
        if self._placed is None or self._placed[0] != self.size():
            wanted = max(3, int((self.height() - _BOTTOM - _TOP) // _TICK_PITCH) + 1)
            scale = usual_scale([point for _, point in self._points], None, wanted)
            words = [self._format(tick, scale.decimals) for tick in scale.ticks]
            left = max(text_width(word, "small") for word in words) + 12
            plot = QRectF(left, _TOP, self.width() - left - 10, self.height() - _TOP - _BOTTOM)
            self._placed = (self.size(), scale, plot, self._places(scale, plot))
        return self._placed[1:]

    def _places(self, scale: Scale, plot: QRectF) -> list[list[QPointF]]:
        first, span = self._span()
        across = plot.width() / span
        left, bottom, tall, low = plot.left(), plot.bottom(), plot.height(), scale.low
        up = tall / (scale.high - low)
        return [
            [
                QPointF(
                    left + (point.x - first) * across,
                    bottom - min(max((point.y - low) * up, 0.0), tall),
                )
                for point in line.points
            ]
            for line in self._lines
        ]

    def _span(self) -> tuple[float, float]:
        ends = [line.points[place].x for line in self._lines if line.points for place in (0, -1)]
        first = min(ends, default=0.0)
        return first, (max(ends, default=1.0) - first) or 1.0

    # ------------------------------------------------------------------ reading it

    def index_at(self, event: QMouseEvent) -> int:
        _, _, places = self._layout()
        x, y = event.position().x(), event.position().y()
        best, found = _REACH**2, -1
        for start, line in zip(self._starts, places, strict=True):
            low = bisect_left(line, x - _REACH, key=QPointF.x)
            high = bisect_left(line, x + _REACH, key=QPointF.x)
            for place in range(low, high):
                away = (line[place].x() - x) ** 2 + (line[place].y() - y) ** 2
                if away <= best:
                    best, found = away, start + place
        return found

    def step(self, key: int, steps: int) -> int:
        if self._current < 0:
            return self._starts[0] + len(self._lines[0].points) - 1
        line = self._points[self._current][0]
        last = self._starts[line] + len(self._lines[line].points) - 1
        return min(max(self._current + steps, self._starts[line]), last)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if self.count and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.show_current(self._other_line(1 if key == Qt.Key.Key_Down else -1))
        else:
            super().keyPressEvent(event)

    def _other_line(self, steps: int) -> int:
        """The point of the next line that is nearest in time."""
        if self._current < 0:
            return self.step(Qt.Key.Key_Right, 1)
        line, point = self._points[self._current]
        line = (line + steps) % len(self._lines)
        points = self._lines[line].points
        place = min(range(len(points)), key=lambda at: abs(points[at].x - point.x), default=0)
        return self._starts[line] + place

    # ------------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale, plot, places = self._layout()
        self._paint_axes(painter, scale, plot)
        for line, its in zip(self._lines, places, strict=True):
            self._paint_line(painter, line, its, plot)
        for line, its in zip(self._lines, places, strict=True):
            for point, place in zip(line.points, its, strict=True):
                if point.flagged:
                    _paint_outlier(painter, place, scale, point)
        self.paint_focus(painter)
        if 0 <= self._current < self.count:
            self._paint_current(painter, places)

    def _paint_axes(self, painter: QPainter, scale: Scale, plot: QRectF) -> None:
        for tick in scale.ticks:
            y = round(plot.bottom() - scale.share(tick) * plot.height())
            draw_rule(painter, plot.left(), y, plot.width(), "chart_grid")
            place = QRectF(0, y - 9, plot.left() - 8, 18)
            words = self._format(tick, scale.decimals)
            draw_text(painter, place, words, "small", REGULAR, "text_muted", RIGHT)
        first, span = self._span()
        taken = -1.0
        for x, words in self._ticks:
            width = text_width(words, "small")
            left = plot.left() + (x - first) / span * plot.width() - width / 2
            left = min(max(left, plot.left()), plot.right() + 8 - width)
            if left > taken:
                place = QRectF(left, plot.bottom() + 6, width + 1, 18)
                draw_text(painter, place, words, "small", REGULAR, "text_muted")
                taken = left + width + 12

    def _paint_line(
        self, painter: QPainter, line: ChartLine, places: list[QPointF], plot: QRectF
    ) -> None:
        pairs = zip(line.points, places, strict=True)
        joined = [place for point, place in pairs if not point.flagged]
        if line.dashed:
            # Dashes go on over the points, so it is one path: a fine one, which is quick.
            pen = QPen(colour(line.role), 1)
            pen.setDashPattern([6, 4])
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline(QPolygonF(joined))
        else:
            draw_joined(painter, joined, line.role)
        if len(joined) * _CIRCLES_FROM < plot.width():
            painter.setPen(QPen(colour(line.role), 1.6))
            painter.setBrush(colour("surface_raised"))
            for place in joined:
                painter.drawEllipse(place, 2.4, 2.4)

    def _paint_current(self, painter: QPainter, places: list[list[QPointF]]) -> None:
        line, point = self._points[self._current]
        place = places[line][self._current - self._starts[line]]
        its = self._lines[line]
        painter.setPen(QPen(colour("warn" if point.flagged else its.role), 2))
        painter.setBrush(colour("surface_raised"))
        painter.drawEllipse(place, 4.5, 4.5)
        rows = [CalloutRow("", point.words, "")]
        if point.note:
            rows.append(CalloutRow("", point.note, ""))
        beside = QRectF(place.x() - 4, place.y() - 4, 8, 8)
        room = QRectF(self.rect()).adjusted(4, 4, -4, -4)
        paint_callout(painter, room, beside, its.name, "", rows)


def _paint_outlier(painter: QPainter, place: QPointF, scale: Scale, point: ChartPoint) -> None:
    painter.setPen(QPen(colour("warn"), 1.6))
    painter.setBrush(colour("warn_soft"))
    if scale.clips(point.y):
        away = -6.0 if point.y > scale.high else 6.0
        tip = place + QPointF(0, away)
        painter.drawPolygon(QPolygonF([tip, tip + QPointF(-5, -away), tip + QPointF(5, -away)]))
    else:
        painter.drawEllipse(place, 4, 4)
