"""A small calendar that pops up below a field: one month, gone through by keys or the pointer."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from client.ui.text import _
from client.ui.theme import MEDIUM, REGULAR, SEMIBOLD
from client.ui.vehicles.shown import month_names, weekdays
from client.ui.widgets.painting import CENTRE, draw_box, draw_icon, draw_text, repaint_on_theme
from garage.periods import add_months

_CELL, _PADDING, _HEAD = 32, 12, 32
_STEPS = {
    Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7,
}  # fmt: skip
_MONTHS = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


class MonthPicker(QWidget):
    """``picked`` carries a day. Arrows go by days and weeks, Page keys by months; Esc closes."""

    picked = Signal(object)

    def __init__(self, day: date, today: date, first_weekday: int, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._today, self._first = today, first_weekday
        self.resize(self.sizeHint())
        repaint_on_theme(self)
        self.go(day)

    def sizeHint(self) -> QSize:
        return QSize(7 * _CELL + 2 * _PADDING, _HEAD + 7 * _CELL + 2 * _PADDING)

    def go(self, day: date) -> None:
        """Stand on a day."""
        self.day = day
        title = f"{month_names()[day.month - 1]} {day.year}"
        self.setAccessibleName(_("{day} {month}").format(day=day.day, month=title))
        self._title = title
        self.update()

    def _step(self, *, days: int = 0, months: int = 0) -> None:
        """Go on, or back; at the calendar's end there is nowhere to go."""
        try:
            self.go(add_months(self.day, months) + timedelta(days=days))
        except (OverflowError, ValueError):
            return

    # ------------------------------------------------------------------ days and their places

    def _rect(self, at: int) -> QRectF:
        row, column = divmod(at, 7)
        top = _PADDING + _HEAD + _CELL * (row + 1)
        return QRectF(_PADDING + column * _CELL, top, _CELL, _CELL)

    def _arrow(self, forward: bool) -> QRectF:
        left = self.width() - _PADDING - _CELL if forward else _PADDING
        return QRectF(left, _PADDING, _CELL, _HEAD)

    def _days(self) -> list[tuple[int, date]]:
        """The places with their days; before and after all days places are empty."""
        first = self.day.replace(day=1)
        start = first.toordinal() - (first.weekday() - self._first) % 7
        there = range(date.min.toordinal(), date.max.toordinal() + 1)
        return [(at, date.fromordinal(start + at)) for at in range(42) if start + at in there]

    # ------------------------------------------------------------------ keys and the pointer

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self._step(days=_STEPS[key])
        elif key in _MONTHS:
            self._step(months=_MONTHS[key])
        elif key == Qt.Key.Key_Home:
            self.go(self._today)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._pick(self.day)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        where = event.position()
        for forward in (False, True):
            if self._arrow(forward).contains(where):
                self._step(months=1 if forward else -1)
                return
        found = self._day_at(where)
        if found is not None:
            self._pick(found)
        else:
            super().mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._step(months=-1 if event.angleDelta().y() > 0 else 1)

    def _day_at(self, where: QPointF) -> date | None:
        return next((day for at, day in self._days() if self._rect(at).contains(where)), None)

    def _pick(self, day: date) -> None:
        self.picked.emit(day)
        self.close()

    # ------------------------------------------------------------------ how it looks

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_box(painter, QRectF(self.rect()), "surface_raised", "border_strong", 8)
        head = QRectF(0, _PADDING, self.width(), _HEAD)
        draw_text(painter, head, self._title, "body", SEMIBOLD, align=CENTRE)
        for forward, name in ((False, "chevron-left"), (True, "chevron-right")):
            place = self._arrow(forward)
            draw_icon(painter, place.left() + 8, place.top() + 8, name)
        for column in range(7):
            word = weekdays()[(self._first + column) % 7]
            place = QRectF(_PADDING + column * _CELL, _PADDING + _HEAD, _CELL, _CELL)
            draw_text(painter, place, word, "small", MEDIUM, "text_muted", CENTRE)
        for at, day in self._days():
            self._paint_day(painter, self._rect(at), day)

    def _paint_day(self, painter: QPainter, rect: QRectF, day: date) -> None:
        role = "text" if day.month == self.day.month else "text_muted"
        weight = REGULAR
        box = rect.adjusted(2, 2, -2, -2)
        if day == self.day:
            draw_box(painter, box, "accent", "", 6)
            role, weight = "accent_text", SEMIBOLD
        elif day == self._today:
            draw_box(painter, box, "accent_soft", "", 6)
            role, weight = "accent", SEMIBOLD
        draw_text(painter, rect, str(day.day), "body", weight, role, CENTRE)
