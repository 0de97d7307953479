"""Settings: how long before something is due in the garage it is told, for each kind of it."""

from __future__ import annotations

import functools
from datetime import time

from PySide6.QtWidgets import QGridLayout, QWidget

from client.operations.agenda_due import DUE_NAMES
from client.operations.due_alarms import DUE_ALARMS, USUAL, Lead, lead_setting, leads
from client.ui.calendar.clock_editor import ClockEditor
from client.ui.desk import Desk
from client.ui.settings.on_way import OnWay
from client.ui.settings.section import card_of, choose
from client.ui.shell.said import sentence
from client.ui.text import _, ngettext
from client.ui.widgets.choice_box import ChoiceBox
from client.ui.widgets.form_field import FormField
from client.ui.widgets.labels import label
from garage.errors import ValueRefused

_OFF = -1
_DAYS = (0, 1, 2, 3, 7, 14, 30, 60)


class LeadRow:
    """One kind of what is due: how many days before, and at what time of day."""

    def __init__(self, desk: Desk, of: str) -> None:
        self.of = of
        self.days = ChoiceBox()
        self.at = ClockEditor(desk.preferences)
        name = _(DUE_NAMES[of])
        self.fields = (FormField(name, self.days), FormField(_("At"), self.at))
        self.at.setAccessibleName(_("Time of day for {calendar}").format(calendar=name))

    def show_lead(self, lead: Lead | None) -> None:
        """Show what is set, offering it among the usual."""
        days = _OFF if lead is None else lead.days
        blocked = self.days.blockSignals(True)
        self.days.clear()
        self.days.addItem(_("Off"), _OFF)
        for each in sorted({*_DAYS, *((days,) if days > 0 else ())}):
            self.days.addItem(_days_words(each), each)
        choose(self.days, days)
        self.days.blockSignals(blocked)
        self.at.setEnabled(lead is not None)
        if not (self.at.hasFocus() or self.fields[1].error):
            self.at.show_value((lead or USUAL).at)

    def lead(self) -> Lead | None:
        """What is chosen; raises ValueRefused for what is no time of day."""
        days = int(self.days.currentData())
        return None if days == _OFF else Lead(days, self.at.value())


def _days_words(days: int) -> str:
    if not days:
        return _("On the day")
    return ngettext("{n} day before", "{n} days before", days).format(n=days)


class DueAlarms:
    """The rows of all kinds, in the section `owner`."""

    def __init__(self, desk: Desk, owner: QWidget) -> None:
        self._desk = desk
        self._on_way = OnWay(desk, owner, self.refresh)
        self.rows = [LeadRow(desk, of) for of in DUE_NAMES]
        held = QWidget()
        grid = QGridLayout(held)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        for place, row in enumerate(self.rows):
            for column, field in enumerate(row.fields):
                grid.addWidget(field, place, column)
            chosen = functools.partial(self._on_chosen, row)
            row.days.currentIndexChanged.connect(chosen)
            row.at.left.connect(chosen)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 1)
        note = _("What is due in the garage is told once. What you have heard here is silent on "
                 "your other devices too.")  # fmt: skip
        self.card: QWidget = card_of(
            _("Due in the garage"), held, label(note, "small", "text_muted", wrap=True)
        )

    def refresh(self) -> None:
        """Show what is set now."""
        said = self._on_way.over(leads(self._desk.settings))
        for row in self.rows:
            row.show_lead(said[row.of])

    def _on_chosen(self, row: LeadRow, _place: int = 0) -> None:
        """Keep what a row says, beside what is on its way of the others."""
        row.fields[1].set_error("")
        if int(row.days.currentData()) >= 0 and not row.at.text().strip():
            row.at.show_value(time(9))
        try:
            lead = row.lead()
        except ValueRefused as error:
            row.fields[1].set_error(sentence(error))
            return
        chosen = self._on_way.over({})
        if row.of in chosen or lead != leads(self._desk.settings)[row.of]:
            chosen[row.of] = lead
            said = {of: lead_setting(each) for of, each in chosen.items()}
            kept = self._desk.settings.get(DUE_ALARMS) or {}
            self._on_way.keep(DUE_ALARMS, {**kept, **said}, chosen)
