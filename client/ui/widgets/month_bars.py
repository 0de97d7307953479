"""Bars along the months, each stacked of parts; one that is not over yet has a dashed outline."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from client.ui.theme import REGULAR, SEMIBOLD
from client.ui.widgets.callout import CalloutRow, paint_callout
from client.ui.widgets.chart_scale import Scale, scale_for
from client.ui.widgets.painting import CENTRE, RIGHT, draw_box, draw_rule, draw_text, text_width
from client.ui.widgets.reading_chart import ReadingChart

_BOTTOM, _TOP = 28, 12
_TICK_PITCH = 56
_WIDEST = 36
_SHARE = 0.56
_GAP_FROM = 12.0  # narrower slots leave no gap between parts


@dataclass(frozen=True, slots=True)
class BarPart:
    """A part of a bar: its colour role, its size on the scale, and how it is read."""

    role: str
    size: float
    name: str
    figure: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar under its short label; parts below zero hang from the line."""

    label: str
    title: str
    figure: str
    parts: tuple[BarPart, ...]
    unfinished: bool = False

    @property
    def reach(self) -> tuple[float, float]:
        """The lowest and the highest value that it reaches."""
        return (
            sum(part.size for part in self.parts if part.size < 0),
            sum(part.size for part in self.parts if part.size > 0),
        )

    @property
    def explained(self) -> list[BarPart]:
        """The parts that have a name, the greatest first."""
        named = [part for part in self.parts if part.name]
        return sorted(named, key=lambda part: -part.size)

    @property
    def words(self) -> str:
        """The bar in words."""
        parts = [f"{part.name} {part.figure}" for part in self.explained]
        return "; ".join([f"{self.title}: {self.figure}", *parts])


class MonthBars(ReadingChart):
    """Read with the pointer or Left and Right; the bar picked explains itself beside it."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._bars: tuple[Bar, ...] = ()
        self._scale = scale_for((0.0, 1.0))
        self._format: Callable[[float, int], str] = lambda value, places: f"{value:.{places}f}"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_bars(
        self, bars: Sequence[Bar], number: Callable[[float, int], str], summary: str
    ) -> None:
        """Show bars; `number` writes a tick from its value and decimals."""
        self._bars, self._format = tuple(bars), number
        self.begin(summary)

    @property
    def bars(self) -> tuple[Bar, ...]:
        """What is shown."""
        return self._bars

    @property
    def count(self) -> int:
        return len(self._bars)

    def words(self, index: int) -> str:
        return self._bars[index].words

    def sizeHint(self) -> QSize:
        return QSize(640, 296)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 200)

    @property
    def scale(self) -> Scale:
        """The scale of the values at the present height; it always holds zero."""
        reach = [end for bar in self._bars for end in bar.reach]
        wanted = max(3, int((self.height() - _BOTTOM - _TOP) // _TICK_PITCH) + 1)
        return scale_for([0.0, *(reach if any(reach) else [1.0])], wanted)

    def plot(self, scale: Scale) -> QRectF:
        """The rectangle of the bars, without the axes' words."""
        words = [self._format(tick, scale.decimals) for tick in scale.ticks]
        left = max((text_width(word, "small") for word in words), default=20.0) + 12
        return QRectF(left, _TOP, self.width() - left - 8, self.height() - _TOP - _BOTTOM)

    def index_at(self, event: QMouseEvent) -> int:
        plot = self.plot(self.scale)
        along = event.position().x() - plot.left()
        if not self._bars or not 0 <= along < plot.width():
            return -1
        return int(along / plot.width() * len(self._bars))

    def box_of(self, index: int) -> QRectF:
        """Where a bar stands, from its top to the line of zero (or below it)."""
        return self._box(index, self.scale)

    def _box(self, index: int, scale: Scale) -> QRectF:
        plot = self.plot(scale)
        slot = plot.width() / len(self._bars)
        width = max(min(slot * _SHARE, float(_WIDEST)), min(slot, 1.5))
        left = plot.left() + slot * index + (slot - width) / 2
        low, high = self._bars[index].reach
        top = plot.bottom() - scale.share(high) * plot.height()
        return QRectF(left, top, width, plot.bottom() - scale.share(low) * plot.height() - top)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = self.scale
        plot = self.plot(scale)
        self._paint_axis(painter, plot, scale)
        for index in range(len(self._bars)):
            self._paint_bar(painter, index, plot, scale)
        self._paint_labels(painter, plot)
        self.paint_focus(painter)
        if 0 <= self._current < len(self._bars):
            bar, box = self._bars[self._current], self._box(self._current, scale)
            rows = [CalloutRow(part.role, part.name, part.figure) for part in bar.explained]
            room = QRectF(4, 4, self.width() - 8, plot.bottom() - 8)
            # At the top, where the fewest bars reach.
            beside = QRectF(box.left(), room.top(), box.width(), box.height())
            paint_callout(painter, room, beside, bar.title, bar.figure, rows)

    def _paint_axis(self, painter: QPainter, plot: QRectF, scale: Scale) -> None:
        for tick in scale.ticks:
            y = round(plot.bottom() - scale.share(tick) * plot.height())
            draw_rule(painter, plot.left(), y, plot.width(), "chart_grid" if tick else "border")
            place = QRectF(0, y - 9, plot.left() - 8, 18)
            words = self._format(tick, scale.decimals)
            draw_text(painter, place, words, "small", REGULAR, "text_muted", RIGHT)

    def _paint_bar(self, painter: QPainter, index: int, plot: QRectF, scale: Scale) -> None:
        bar, box = self._bars[index], self._box(index, scale)
        gap = 2.0 if plot.width() / len(self._bars) >= _GAP_FROM else 0.0
        zero = plot.bottom() - scale.share(0.0) * plot.height()
        up = down = zero
        for part in bar.parts:
            tall = abs(part.size) / (scale.high - scale.low) * plot.height()
            seen = max(tall - gap, min(tall, 1.0))
            if part.size > 0:
                draw_box(painter, QRectF(box.left(), up - seen, box.width(), seen), part.role, "",
                         2 if gap else 0)  # fmt: skip
                up -= tall
            elif part.size < 0:
                draw_box(painter, QRectF(box.left(), down, box.width(), seen), part.role, "",
                         2 if gap else 0)  # fmt: skip
                down += tall
        around = box.adjusted(-4, -3, 4, 2)
        if bar.unfinished and gap:
            draw_box(painter, around.adjusted(1, 0, -1, 0), "", "text_muted", 4, dashed=True)
        if index == self._current:
            draw_box(painter, around, "", "accent", 4, width=1.5)

    def _paint_labels(self, painter: QPainter, plot: QRectF) -> None:
        slot = plot.width() / max(len(self._bars), 1)
        widest = max((text_width(bar.label, "small", SEMIBOLD) for bar in self._bars), default=1.0)
        every = max(1, -(-int(widest + 8) // max(int(slot), 1)))
        for index, bar in enumerate(self._bars):
            current = index == self._current
            # Counted from the last, which is the one that most is asked about.
            if (len(self._bars) - 1 - index) % every and not current:
                continue
            middle = plot.left() + slot * (index + 0.5)
            place = QRectF(middle - widest, plot.bottom() + 6, 2 * widest, 18)
            weight, role = (SEMIBOLD, "text") if current else (REGULAR, "text_muted")
            if current and every > 1:
                continue
            draw_text(painter, place, bar.label, "small", weight, role, CENTRE)
