"""The line chart: points joined, the usual range as a band, the average dotted, outliers asked."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from client.ui.theme import REGULAR, SEMIBOLD, colour
from client.ui.widgets.chart_scale import ChartPoint, Scale, usual_scale
from client.ui.widgets.painting import (
    RIGHT,
    draw_box,
    draw_joined,
    draw_rule,
    draw_text,
    repaint_on_theme,
    text_width,
)
from client.ui.widgets.speaking import aloud

_BOTTOM = 24
_REACH = 24  # how near in pixels the pointer must come to a point
_TICK_PITCH = 56


class LineChart(QWidget):
    """Read with the pointer or the arrow keys; ``picked`` carries the index of a point clicked.

    ``compact`` shows an outlier's figure only, without its words.
    """

    picked = Signal(int)
    accessible_role = QAccessible.Role.Chart

    def __init__(self, name: str, *, compact: bool = False) -> None:
        super().__init__()
        self._compact = compact
        self._points: tuple[ChartPoint, ...] = ()
        self._ticks: tuple[tuple[float, str], ...] = ()
        self._band: tuple[float, float] | None = None
        self._average: float | None = None
        self._format: Callable[[float, int], str] = lambda value, places: f"{value:.{places}f}"
        self._current = -1
        self._summary = ""
        self._measured: tuple[Scale, QRectF] | None = None
        """The scale and the rectangle of the values, until either may have changed."""
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        repaint_on_theme(self)

    def set_series(
        self,
        points: Sequence[ChartPoint],
        ticks: Sequence[tuple[float, str]],
        band: tuple[float, float] | None = None,
        average: float | None = None,
    ) -> None:
        """Show points in order of ``x``, ticks of the lower axis, the usual range, the average."""
        self._points, self._ticks = tuple(points), tuple(ticks)
        self._band, self._average, self._current = band, average, -1
        self._measured = None
        self.update()

    def set_summary(self, words: str) -> None:
        """What a screen reader says of the whole, as long as no point is gone to."""
        self._summary = words
        self.setAccessibleDescription(words)

    def set_format(self, number: Callable[[float, int], str]) -> None:
        """How a tick is written: from a value and its decimals to the person's locale."""
        self._format = number
        self._measured = None
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(380, 120) if self._compact else QSize(640, 320)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 96)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measured = None

    @property
    def scale(self) -> Scale:
        """The scale of the values at the present height."""
        return self._measures()[0]

    def plot(self) -> QRectF:
        """The rectangle of the values, without the axes' words."""
        return self._measures()[1]

    def _measures(self) -> tuple[Scale, QRectF]:
        if self._measured is None:
            wanted = max(3, int((self.height() - _BOTTOM) // _TICK_PITCH) + 1)
            scale = usual_scale(self._points, self._band, wanted)
            words = [self._format(tick, scale.decimals) for tick in scale.ticks]
            left = max((text_width(word, "small") for word in words), default=20) + 10
            plot = QRectF(left, 12, self.width() - left - 8, self.height() - 12 - _BOTTOM)
            self._measured = scale, plot
        return self._measured

    def place(self, point: ChartPoint) -> QPointF:
        """Where a point is painted; one beyond the scale stands at its edge."""
        return self._placer()(point.x, point.y)

    def _placer(self) -> Callable[[float, float], QPointF]:
        plot, scale = self.plot(), self.scale
        first = self._points[0].x if self._points else 0.0
        span = (self._points[-1].x - first if self._points else 0.0) or 1.0

        def at(x: float, y: float) -> QPointF:
            return QPointF(
                plot.left() + (x - first) / span * plot.width(),
                plot.bottom() - scale.share(y) * plot.height(),
            )

        return at

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            draw_box(painter, QRectF(self.rect()), "", "focus", 6, width=2)
        at = self._placer()
        self._paint_axes(painter, at)
        if not self._points:
            return
        self._paint_band(painter, at)
        self._paint_line(painter, at)
        for point in self._points:
            if point.flagged:
                self._paint_outlier(painter, at, point)
        told = self._paint_told(painter, at)
        if 0 <= self._current < len(self._points):
            current = self._points[self._current]
            self._paint_current(painter, at, current, told=current in told)

    def _paint_axes(self, painter: QPainter, at: Callable[[float, float], QPointF]) -> None:
        plot, scale = self.plot(), self.scale
        for tick in scale.ticks:
            y = round(plot.bottom() - scale.share(tick) * plot.height())
            draw_rule(painter, plot.left(), y, plot.width(), "chart_grid")
            words = self._format(tick, scale.decimals)
            place = QRectF(0, y - 9, plot.left() - 8, 18)
            draw_text(painter, place, words, "small", REGULAR, "text_muted", RIGHT)
        taken = -1.0
        for x, words in self._ticks:
            width = text_width(words, "small")
            left = at(x, scale.low).x() - width / 2
            left = min(max(left, plot.left()), plot.right() + 8 - width)
            if left > taken:
                place = QRectF(left, plot.bottom() + 6, width + 1, 18)
                draw_text(painter, place, words, "small", REGULAR, "text_muted")
                taken = left + width + 12

    def _paint_band(self, painter: QPainter, at: Callable[[float, float], QPointF]) -> None:
        plot = self.plot()
        if self._band is not None:
            low, high = sorted(self._band)
            top, bottom = at(0, high).y(), at(0, low).y()
            tint = colour("accent_soft").toRgb()
            tint.setAlphaF(0.7)
            painter.fillRect(QRectF(plot.left(), top, plot.width(), bottom - top), tint)
        if self._average is not None:
            pen = QPen(colour("accent"), 1)
            pen.setDashPattern([1.5, 3])
            painter.setPen(pen)
            y = at(0, self._average).y()
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))

    def _paint_line(self, painter: QPainter, at: Callable[[float, float], QPointF]) -> None:
        places = [at(point.x, point.y) for point in self._points if not point.flagged]
        draw_joined(painter, places, "accent")
        # Beyond one point in seven pixels the circles would hide the line.
        if len(places) * 7 < self.plot().width():
            painter.setBrush(colour("surface_raised"))
            for place in places:
                painter.drawEllipse(place, 2.6, 2.6)
        if places:
            painter.setBrush(colour("accent"))
            painter.drawEllipse(places[-1], 3.6, 3.6)

    def _paint_outlier(
        self, painter: QPainter, at: Callable[[float, float], QPointF], point: ChartPoint
    ) -> None:
        place = at(point.x, point.y)
        pen = QPen(colour("warn"), 1)
        pen.setDashPattern([2, 2])
        painter.setPen(pen)
        middle = self._average if self._average is not None else self.scale.low
        painter.drawLine(place, QPointF(place.x(), at(0, middle).y()))
        painter.setPen(QPen(colour("warn"), 1.6))
        painter.setBrush(colour("warn_soft"))
        if self.scale.clips(point.y):
            away = self._away(point)
            tip = place + QPointF(0, away)
            painter.drawPolygon(QPolygonF([tip, tip + QPointF(-5, -away), tip + QPointF(5, -away)]))
        else:
            painter.drawEllipse(place, 4.5, 4.5)

    def _away(self, point: ChartPoint) -> float:
        """How far the arrow reaches that stands for a point beyond the scale, up or down."""
        if not self.scale.clips(point.y):
            return 0.0
        return -6.0 if point.y > self.scale.high else 6.0

    def _paint_told(
        self, painter: QPainter, at: Callable[[float, float], QPointF]
    ) -> list[ChartPoint]:
        """Say what is to be asked of outliers, the latest first; gives those of which it is said.

        What would stand over another's words is left out: one sees it by going to the point.
        """
        plot, taken, told = self.plot(), list[QRectF](), list[ChartPoint]()
        for point in reversed(self._points):
            if not point.flagged:
                continue
            place = at(point.x, point.y) - QPointF(0, self._away(point) / 2)
            figure = self._format(point.y, 1) if self._compact else ""
            box = _figure_box(plot, place, figure) if figure else _callout_box(plot, place, point)
            if any(box.intersects(each) for each in taken):
                continue
            if figure:
                draw_text(painter, box, figure, "small", SEMIBOLD, "warn")
            else:
                _paint_callout(painter, box, point)
                told.append(point)
            taken.append(box)
        return told

    def _paint_current(
        self,
        painter: QPainter,
        at: Callable[[float, float], QPointF],
        point: ChartPoint,
        *,
        told: bool,
    ) -> None:
        place = at(point.x, point.y)
        painter.setPen(QPen(colour("accent"), 2))
        painter.setBrush(colour("surface_raised"))
        painter.drawEllipse(place, 4.5, 4.5)
        if not told:
            _paint_callout(painter, _callout_box(self.plot(), place, point), point)

    def nearest(self, where: QPointF) -> int:
        """The index of the point nearest along the axis, -1 if none is near."""
        if not self._points:
            return -1
        at = self._placer()
        away = [abs(at(point.x, point.y).x() - where.x()) for point in self._points]
        best = min(range(len(away)), key=away.__getitem__)
        return best if away[best] <= _REACH else -1

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._show_point(self.nearest(event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        found = self.nearest(event.position())
        if found >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self.picked.emit(found)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._show_point(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self._points) - 1
        key = event.key()
        if last >= 0 and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = 1 if key == Qt.Key.Key_Right else -1
            start = self._current if self._current >= 0 else last - step
            self._show_point(min(max(start + step, 0), last))
        elif self._current >= 0 and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.picked.emit(self._current)
        elif self._current >= 0 and key == Qt.Key.Key_Escape:
            self._show_point(-1)
        else:
            super().keyPressEvent(event)

    def _show_point(self, index: int) -> None:
        if index != self._current:
            self._current = index
            point = self._points[index] if index >= 0 else None
            words = aloud(point.words, point.note) if point is not None else self._summary
            self.setAccessibleDescription(words)
            self.update()


def _figure_box(plot: QRectF, place: QPointF, figure: str) -> QRectF:
    """Where an outlier's figure stands: beside its point, on the side with room."""
    width = text_width(figure, "small", SEMIBOLD) + 2
    left = place.x() + 10
    if left + width > plot.right():
        left = place.x() - 10 - width
    return QRectF(left, max(place.y() - 8, 0), width, 18)


def _callout_box(plot: QRectF, place: QPointF, point: ChartPoint) -> QRectF:
    """Where what is said of a point stands: beside it, on the side with more room."""
    width = max(text_width(point.words, "small", SEMIBOLD), text_width(point.note, "small")) + 24
    height = 46.0 if point.note else 28.0
    left = place.x() + 14
    if left + width > plot.right() + 8:
        left = max(place.x() - 14 - width, 0.0)
    top = min(max(place.y() - 14, 1.0), plot.bottom() - height)
    return QRectF(left, top, width, height)


def _paint_callout(painter: QPainter, box: QRectF, point: ChartPoint) -> None:
    """Draw one or two lines in their box."""
    draw_box(painter, box, "surface_raised", "border_strong", 6)
    first = QRectF(box.left() + 12, box.top() + 5, box.width() - 22, 18)
    draw_text(painter, first, point.words, "small", SEMIBOLD)
    if point.note:
        draw_text(painter, first.translated(0, 17), point.note, "small", REGULAR, "text_muted")
