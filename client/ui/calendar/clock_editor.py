"""A line to type a time of day in: "8:30", "830", "8", "8 am", "8 Uhr"."""

from __future__ import annotations

import contextlib
import re
from datetime import datetime, time, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from client.ui.clock_words import clock, read_half
from client.ui.text import _
from client.ui.widgets.form_field import UnitEdit
from garage.errors import ValueRefused
from garage.regions import Preferences
from garage.typed_days import read_time

_DIGITS = re.compile(r"(\d{1,2})(\d\d)?")
_STEP = 15
_MIDNIGHT = "24:00"


def read_clock(text: str) -> time:
    """The time that a text names; raises ValueRefused."""
    said = text.strip()
    found = _DIGITS.fullmatch(said)
    if found and int(found[1]) < 24 and int(found[2] or 0) < 60:
        return time(int(found[1]), int(found[2] or 0))
    if said == _MIDNIGHT:
        return time()
    return read_time(read_half(said)).replace(second=0)


class ClockEditor(UnitEdit):
    """``left`` says that it was left; Up and Down go by a quarter of an hour."""

    touched = Signal()
    left = Signal()

    def __init__(self, prefs: Preferences) -> None:
        super().__init__()
        self._prefs = prefs
        self.setMaxLength(20)
        self.textEdited.connect(self.touched)
        self.editingFinished.connect(self._on_left)

    def show_value(self, value: time | None) -> None:
        """Show a time, or nothing."""
        here = None if value is None else datetime.combine(datetime.min.date(), value)
        self.setText("" if here is None else clock(here, self._prefs))

    def value(self) -> time:
        """The time that is typed; raises ValueRefused."""
        if not self.text().strip():
            raise ValueRefused(_("A time is needed"), _("write it as 14:30, or tick “All day”"))
        return read_clock(self.text())

    def state(self) -> object:
        """What is typed."""
        return self.text().strip()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        try:
            here = datetime.combine(datetime.min.date(), self.value()) + timedelta(days=1)
        except ValueRefused:
            return
        late = here.minute % _STEP
        more = _STEP - late if step > 0 else -(late or _STEP)
        self.show_value((here + timedelta(minutes=more)).time())
        self._on_left()

    def _on_left(self) -> None:
        with contextlib.suppress(ValueRefused):
            self.show_value(self.value())
        self.left.emit()
