"""Settings: when what is due is told, and between which times of day no alarm is."""

from __future__ import annotations

from datetime import time

from client.operations.alarms import QUIET, quiet_hours
from client.ui.calendar.clock_editor import ClockEditor
from client.ui.desk import Desk
from client.ui.settings.due_alarms_card import DueAlarms
from client.ui.settings.section import SettingsSection, card_of, fields_of
from client.ui.shell.said import sentence
from client.ui.text import _
from client.ui.widgets.check_box import CheckBox
from client.ui.widgets.form_field import FormField
from client.ui.widgets.labels import label
from garage.errors import ValueRefused

_USUAL = time(22), time(7)


class AlarmsSection(SettingsSection):
    """What goes off in quiet hours is told at their end."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.quiet = CheckBox(_("Quiet hours"))
        self.begin, self.end = (ClockEditor(desk.preferences) for _end in range(2))
        self.fields = (FormField(_("From"), self.begin), FormField(_("Until"), self.end))
        note = _("An alarm that goes off in quiet hours is told at their end. What is done here is "
                 "done on your other devices too.")  # fmt: skip
        card = card_of(
            _("Alarms"), self.quiet, fields_of(*self.fields),
            label(note, "small", "text_muted", wrap=True),
        )  # fmt: skip
        self.add(card)
        self.due = DueAlarms(desk, self.keep)
        self.add(self.due.card)
        self.quiet.toggled.connect(self._on_quiet)
        self.begin.left.connect(self._on_left)
        self.end.left.connect(self._on_left)

    def refresh(self) -> None:
        self.due.refresh()
        hours = quiet_hours(self.desk.settings)
        blocked = self.quiet.blockSignals(True)
        self.quiet.setChecked(hours is not None)
        self.quiet.blockSignals(blocked)
        begin, end = hours or _USUAL
        for editor, value in ((self.begin, begin), (self.end, end)):
            editor.setEnabled(hours is not None)
            if not editor.hasFocus():
                editor.show_value(value)

    def _on_quiet(self, ticked: bool) -> None:
        self._keep(_USUAL if ticked else None)

    def _on_left(self) -> None:
        """Keep what was typed; what is no time of day stays as it is typed, and is told so."""
        values = []
        for field, editor in zip(self.fields, (self.begin, self.end), strict=True):
            field.set_error("")
            try:
                values.append(editor.value())
            except ValueRefused as error:
                field.set_error(sentence(error))
        if len(values) == len(self.fields) and self.quiet.isChecked():
            self._keep((values[0], values[1]))

    def _keep(self, hours: tuple[time, time] | None) -> None:
        self.keep(QUIET, [f"{each:%H:%M}" for each in hours] if hours is not None else None)
