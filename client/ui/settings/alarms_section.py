"""Settings: when what is due is told, and between which times of day no alarm is."""

from __future__ import annotations

from datetime import time

from client.operations.alarms import QUIET, quiet_hours
from client.ui.desk import Desk
from client.ui.settings.due_alarms_card import DueAlarms
from client.ui.settings.hours_fields import Hours, HoursFields
from client.ui.settings.on_way import OnWay
from client.ui.settings.section import SettingsSection, card_of, fields_of
from client.ui.text import _
from client.ui.widgets.check_box import CheckBox
from client.ui.widgets.labels import label

_USUAL = time(22), time(7)


class AlarmsSection(SettingsSection):
    """What goes off in quiet hours is told at their end."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._on_way = OnWay(desk, self, self.refresh)
        self.quiet = CheckBox(_("Quiet hours"))
        self.hours = HoursFields(desk, _("From"), self._on_left)
        note = _("An alarm that goes off in quiet hours is told at their end. What is done here is "
                 "done on your other devices too.")  # fmt: skip
        card = card_of(
            _("Alarms"), self.quiet, fields_of(*self.hours.fields),
            label(note, "small", "text_muted", wrap=True),
        )  # fmt: skip
        self.add(card)
        self.due = DueAlarms(desk, self)
        self.add(self.due.card)
        self.quiet.toggled.connect(self._on_quiet)

    def refresh(self) -> None:
        self.due.refresh()
        hours = self._on_way.over({QUIET: quiet_hours(self.desk.settings)})[QUIET]
        blocked = self.quiet.blockSignals(True)
        self.quiet.setChecked(hours is not None)
        self.quiet.blockSignals(blocked)
        for editor in (self.hours.begin, self.hours.end):
            editor.setEnabled(hours is not None)
        self.hours.show_hours(hours or _USUAL)

    def _on_quiet(self, ticked: bool) -> None:
        self._keep(_USUAL if ticked else None)

    def _on_left(self) -> None:
        hours = self.hours.typed()
        if hours is not None and self.quiet.isChecked():
            self._keep(hours)

    def _keep(self, hours: Hours | None) -> None:
        value = [f"{each:%H:%M}" for each in hours] if hours is not None else None
        self._on_way.keep(QUIET, value, {QUIET: hours})
