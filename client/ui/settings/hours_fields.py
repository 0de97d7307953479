"""Two times of day to be set beside each other: from when, and until when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time

from client.ui.calendar.clock_editor import ClockEditor
from client.ui.desk import Desk
from client.ui.shell.said import sentence
from client.ui.text import _
from client.ui.widgets.form_field import FormField
from garage.errors import ValueRefused

Hours = tuple[time, time]


class HoursFields:
    """Two fields, the first under a title; `left` is called when either of them is left."""

    def __init__(self, desk: Desk, title: str, left: Callable[[], None]) -> None:
        self.begin, self.end = ClockEditor(desk.preferences), ClockEditor(desk.preferences)
        self.fields = (FormField(title, self.begin), FormField(_("Until"), self.end))
        self.begin.left.connect(left)
        self.end.left.connect(left)

    def show_hours(self, hours: Hours) -> None:
        """Show what is set, but where somebody is typing."""
        for editor, value in zip((self.begin, self.end), hours, strict=True):
            if not editor.hasFocus():
                editor.show_value(value)

    def typed(self) -> Hours | None:
        """What is typed; None where one is no time of day, which stays and is told so."""
        values = []
        for field, editor in zip(self.fields, (self.begin, self.end), strict=True):
            field.set_error("")
            try:
                values.append(editor.value())
            except ValueRefused as error:
                field.set_error(sentence(error))
        return (values[0], values[1]) if len(values) == len(self.fields) else None
