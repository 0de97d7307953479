"""A line to type a day in, with a calendar behind a small button or Alt+Down."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent

from client.ui.forms.editors import LineEditor
from client.ui.forms.month_picker import MonthPicker
from client.ui.forms.written import Habits
from client.ui.text import _
from client.ui.widgets.buttons import QuietButton
from client.ui.widgets.painting import text_width
from garage.errors import ValueRefused
from garage.moments import Moment
from garage.records import Field

_BUTTON = 24
_SIDES = 32
"""What stands free beside the words, in pixels."""


class DayEditor(LineEditor):
    """Takes "today", "6 Nov", "06.11.2026", for a moment also a time after it."""

    inset = _BUTTON + 4

    def __init__(self, spec: Field, habits: Habits) -> None:
        super().__init__(spec, habits)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.button = QuietButton(icon="calendar", name=_("Choose a day (Alt+Down)"), small=True)
        self.button.setParent(self)
        # The line opens it by Alt+Down; a stop of its own would make twice as many.
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.clicked.connect(self.open_calendar)

    def set_unit(self, unit: str) -> None:
        """Show how the day is understood; what is typed is not cut for it, the weekday is."""
        room = self.width() - self.inset - _SIDES - text_width(self.text())
        weekday, _space, day = unit.partition(" ")
        fitting = (words for words in (unit, day, weekday) if text_width(words, "small") <= room)
        super().set_unit(next(fitting, ""))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._echo()
        self.button.resize(_BUTTON, _BUTTON)
        self.button.move(self.width() - _BUTTON - 4, (self.height() - _BUTTON) // 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        if event.key() == Qt.Key.Key_F4 or (alt and event.key() == Qt.Key.Key_Down):
            self.open_calendar()
        else:
            super().keyPressEvent(event)

    def open_calendar(self) -> None:
        """Show the month of the typed day, or this one."""
        today = self._habits.reading.day
        prefs = self._habits.shown.prefs
        self.calendar = MonthPicker(self._typed_day() or today, today, prefs.first_weekday, self)
        self.calendar.picked.connect(self._on_picked)
        self.calendar.move(self.mapToGlobal(QPoint(0, self.height() + 4)))
        self.calendar.show()
        self.calendar.setFocus()

    def _typed_day(self) -> date | None:
        try:
            value = self.value()
        except ValueRefused:
            return None
        return value.day if isinstance(value, Moment) else value

    def _on_picked(self, day: date) -> None:
        try:
            before = self.value()
        except ValueRefused:
            before = None
        kept = isinstance(before, Moment)
        self.show_value(Moment(day, before.time, before.offset) if kept else day)
        self.touched.emit()
        self.left.emit()
