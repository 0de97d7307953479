"""The small month beside the calendar: its weeks with their numbers, a dot where something is."""

from __future__ import annotations

from collections.abc import Set
from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from client.ui.calendar.spans import A_WEEK, month_after, month_title, week_number, week_of
from client.ui.text import _
from client.ui.theme import MEDIUM, REGULAR, SEMIBOLD
from client.ui.vehicles.shown import weekdays
from client.ui.widgets.painting import (
    CENTRE,
    draw_box,
    draw_icon,
    draw_text,
    repaint_on_theme,
)
from garage.calendar.zones import day_after

_WIDTH, _HEAD, _ROW, _ROWS = 200, 32, 26, 6
_NUMBERS = 20
_CELL = (_WIDTH - _NUMBERS) / A_WEEK
_STEPS = {
    Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7,
}  # fmt: skip
_MONTHS = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
_THURSDAY = 3


class MiniMonth(QWidget):
    """``picked`` carries a day, ``turned`` says that other days are seen and dots are wanted.

    Arrows go by days and weeks, the page keys by months, Home to today; Enter picks.
    """

    picked = Signal(object)
    turned = Signal()

    def __init__(self, today: date, first_weekday: int) -> None:
        super().__init__()
        self.today, self.first_weekday = today, first_weekday
        self.day = today
        self._month = today.replace(day=1)
        self._chosen = (today, day_after(today))
        self._dots: Set[date] = frozenset()
        self._hovered: date | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        repaint_on_theme(self)
        self._say()

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, _HEAD + _ROW * (_ROWS + 1) + 2)

    # ------------------------------------------------------------------ what is shown

    @property
    def span(self) -> tuple[date, date]:
        """The days seen: the first, and the one after the last."""
        first = week_of(self._month, self.first_weekday)
        return first, day_after(first, _ROWS * A_WEEK)

    def show_span(self, anchor: date, first: date, last: date) -> None:
        """Mark the days that the calendar shows, and turn to their month."""
        self._chosen = (first, last)
        self._turn(anchor.replace(day=1))
        self.day = anchor
        self._say()
        self.update()

    def show_dots(self, days: Set[date]) -> None:
        """Put a dot below the days on which something is."""
        self._dots = days
        self.update()

    def show_today(self, today: date, first_weekday: int) -> None:
        """Follow the day, and where the person has weeks begin."""
        self.today, self.first_weekday = today, first_weekday
        self.update()

    def _turn(self, month: date) -> None:
        if month != self._month:
            self._month = month
            self.update()
            self.turned.emit()

    def _say(self) -> None:
        title = month_title(self.day)
        self.setAccessibleName(_("{day} {month}").format(day=self.day.day, month=title))

    # ------------------------------------------------------------------ keys and the pointer

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self._go(day_after(self.day, _STEPS[key]))
        elif key in _MONTHS:
            self._go(month_after(self.day, _MONTHS[key]))
        elif key == Qt.Key.Key_Home:
            self._go(self.today)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.picked.emit(self.day)
        else:
            super().keyPressEvent(event)

    def _go(self, day: date) -> None:
        self.day = day
        self._turn(day.replace(day=1))
        self._say()
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        where = event.position()
        for forward in (False, True):
            if self._arrow(forward).contains(where):
                self._turn(month_after(self._month, 1 if forward else -1))
                return
        found = self._day_at(where)
        if found is not None:
            self._go(found)
            self.picked.emit(found)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._turn(month_after(self._month, -1 if event.angleDelta().y() > 0 else 1))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        found = self._day_at(event.position())
        if found != self._hovered:
            self._hovered = found
            self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    # ------------------------------------------------------------------ places and painting

    def _arrow(self, forward: bool) -> QRectF:
        return QRectF(_WIDTH - (28 if forward else 56), 2, 28, 28)

    def _rect(self, at: int) -> QRectF:
        row, column = divmod(at, A_WEEK)
        return QRectF(_NUMBERS + column * _CELL, _HEAD + _ROW * (row + 1), _CELL, _ROW)

    def _days(self) -> list[date]:
        first = self.span[0]
        return [day_after(first, at) for at in range(_ROWS * A_WEEK)]

    def _day_at(self, where: QPointF) -> date | None:
        places = enumerate(self._days())
        return next((day for at, day in places if self._rect(at).contains(where)), None)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        head = QRectF(0, 0, _WIDTH - 60, _HEAD)
        draw_text(painter, head, month_title(self._month), "body", SEMIBOLD)
        for forward, name in ((False, "chevron-left"), (True, "chevron-right")):
            place = self._arrow(forward)
            draw_icon(painter, place.left() + 6, place.top() + 6, name)
        for column in range(A_WEEK):
            word = weekdays()[(self.first_weekday + column) % A_WEEK][:1]
            place = QRectF(_NUMBERS + column * _CELL, _HEAD, _CELL, _ROW)
            draw_text(painter, place, word, "small", MEDIUM, "text_muted", CENTRE)
        days = self._days()
        for row in range(_ROWS):
            week = days[row * A_WEEK : (row + 1) * A_WEEK]
            self._paint_week(painter, row, week)
        for at, day in enumerate(days):
            self._paint_day(painter, self._rect(at), day)

    def _paint_week(self, painter: QPainter, row: int, week: list[date]) -> None:
        number = QRectF(0, _HEAD + _ROW * (row + 1), _NUMBERS - 4, _ROW)
        words = str(week_number(week[_THURSDAY]))
        draw_text(painter, number, words, "small", REGULAR, "text_muted", CENTRE)
        first, last = self._chosen
        inside = [at for at, day in enumerate(week) if first <= day < last]
        if inside and (last - first).days <= A_WEEK:
            begin = self._rect(row * A_WEEK + inside[0])
            end = self._rect(row * A_WEEK + inside[-1])
            draw_box(painter, begin.united(end).adjusted(0, 1, 0, -1), "accent_soft", "", 4)

    def _paint_day(self, painter: QPainter, rect: QRectF, day: date) -> None:
        middle = rect.center()
        circle = QRectF(middle.x() - 12, middle.y() - 12, 24, 24)
        same = (day.year, day.month) == (self._month.year, self._month.month)
        role, weight = ("text" if same else "text_muted"), REGULAR
        if day == self.today:
            draw_box(painter, circle, "accent", "", 12)
            role, weight = "accent_text", SEMIBOLD
        elif day == self._hovered:
            draw_box(painter, circle, "surface_hover", "", 12)
        if self.hasFocus() and day == self.day:
            draw_box(painter, circle.adjusted(-1, -1, 1, 1), "", "focus", 13, width=2)
        draw_text(painter, rect, str(day.day), "small", weight, role, CENTRE)
        if day in self._dots and day != self.today:
            dot = QRectF(middle.x() - 1.5, rect.bottom() - 4, 3, 3)
            draw_box(painter, dot, "text_muted", "", 1.5)
