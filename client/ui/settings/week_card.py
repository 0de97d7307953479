"""Settings: on which day the week begins, and on which days and at which hours one works."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from client.operations.settings import working_hours
from client.ui.desk import Desk
from client.ui.settings.hours_fields import Hours, HoursFields
from client.ui.settings.section import choose, fields_of, name_usual
from client.ui.text import _
from client.ui.vehicles.shown import weekday_names, weekdays
from client.ui.widgets.card import Card
from client.ui.widgets.check_box import CheckBox
from client.ui.widgets.choice_box import ChoiceBox
from client.ui.widgets.form_field import FormField
from client.ui.widgets.labels import label
from garage.regions import Preferences

_BEGINNINGS = (0, 5, 6)


class WeekCard(Card):
    """The calendar shades the other days and hours, and its work week has those days."""

    def __init__(self, desk: Desk, keep: Callable[[str, object], None]) -> None:
        super().__init__(_("The week"))
        self._desk, self._keep = desk, keep
        self.begins = ChoiceBox()
        self.begins.addItem("", None)
        for day in _BEGINNINGS:
            self.begins.addItem(weekday_names()[day], day)
        self.hours = HoursFields(desk, _("Work from"), self._on_hours)
        self.days = [CheckBox(weekdays()[day]) for day in range(7)]
        for day, box in enumerate(self.days):
            box.setAccessibleName(_("Work on {weekday}").format(weekday=weekday_names()[day]))
            box.clicked.connect(self._on_days)
        row = QHBoxLayout()
        row.setSpacing(16)
        for day in _from(desk.preferences.first_weekday):
            row.addWidget(self.days[day])
        row.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(label(_("Working days"), "small", "text_muted"))
        column.addLayout(row)
        at = QWidget()
        at.setLayout(column)
        # As far below the fields above as those are from each other.
        column.setContentsMargins(0, 4, 0, 0)
        begins = FormField(_("The week begins on"), self.begins)
        self.body.addWidget(fields_of(begins, *self.hours.fields, most=3))
        self.body.addWidget(at)
        self.begins.activated.connect(self._on_begins)

    def refresh(self) -> None:
        """Show what is set now."""
        prefs = self._desk.preferences
        there = Preferences.for_region(prefs.region)
        name_usual(self.begins, weekday_names()[there.first_weekday])
        choose(self.begins, self._desk.settings.get("week_begins"))
        for day, box in enumerate(self.days):
            box.setChecked(day in prefs.working_days)
        self.hours.show_hours(_kept_hours(prefs))

    def _on_begins(self) -> None:
        self._keep("week_begins", self.begins.currentData())

    def _on_days(self) -> None:
        """Keep the days; a week without any is none, so the last tick stays."""
        chosen = [day for day, box in enumerate(self.days) if box.isChecked()]
        if not chosen:
            self.refresh()
            return
        there = Preferences.for_region(self._desk.preferences.region)
        same = tuple(chosen) == there.working_days
        self._keep("working_days", None if same else chosen)

    def _on_hours(self) -> None:
        hours = self.hours.typed()
        if hours is None:
            return
        said = [f"{each:%H:%M}" for each in hours]
        if working_hours({"working_hours": said}) is None:
            self.hours.fields[1].set_error(_("This is before the beginning."))
        elif hours != _kept_hours(self._desk.preferences):
            self._keep("working_hours", said)


def _kept_hours(prefs: Preferences) -> Hours:
    begin, end = (time(minutes // 60 % 24, minutes % 60) for minutes in prefs.working_hours)
    return begin, end


def _from(first: int) -> list[int]:
    return [(first + day) % 7 for day in range(7)]
