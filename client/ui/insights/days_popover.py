"""The popover in which one types the first and the last day of a period."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from client.ui.shell.said import sentence
from client.ui.text import _
from client.ui.vehicles.shown import Shown
from client.ui.widgets.buttons import PrimaryButton
from client.ui.widgets.form_field import FormField
from client.ui.widgets.popover import Popover
from garage.errors import ValueRefused
from garage.reading import Reading
from garage.rules.windows import Window

_FIRST = date(1885, 1, 1)
"""Before the first motor car there is nothing to look for."""


class DaysPopover(Popover):
    """``chosen`` carries a Window of two days."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget, reading: Reading, shown: Shown, window: Window) -> None:
        super().__init__(parent, _("From and to"))
        self._reading = reading
        self.first, self.last = FormField(_("From")), FormField(_("To"))
        for field, day in ((self.first, window.start), (self.last, window.end)):
            field.set_text(shown.day(day) if day is not None else "")
            field.line.returnPressed.connect(self.take)
        row = QHBoxLayout()
        row.setSpacing(8)
        for field in (self.first, self.last):
            row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)
        self.button = PrimaryButton(_("Show these days"))
        self.button.clicked.connect(self.take)
        self.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignRight)

    def take(self) -> None:
        """Read both days; what cannot be read is said in its place."""
        start, end = self._day(self.first), self._day(self.last)
        if start is None or end is None:
            return
        if start > self._reading.day:
            self.first.set_error(_("The first day has not come yet."))
            return
        if end < start:
            self.last.set_error(_("The last day lies before the first."))
            return
        self.chosen.emit(Window(start, end))
        self.close_popover()

    def _day(self, field: FormField) -> date | None:
        field.set_error("")
        try:
            if not field.text():
                raise ValueRefused(_("a day is needed"), _("write it as “today” or “6 Nov”"))
            return max(self._reading.day_of(field.text(), "past"), _FIRST)
        except ValueRefused as error:
            field.set_error(sentence(error))
            return None
