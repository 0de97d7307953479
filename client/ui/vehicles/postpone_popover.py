"""The popover that puts a reminder off: to another day, odometer or count of engine hours."""

from __future__ import annotations

import functools
from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QWidget

from client.operations.reminders import Reminders
from client.operations.upkeep import postpone_reminder
from client.store import Changes, Store
from client.ui.desk import Desk
from client.ui.text import _
from client.ui.vehicles.ask_popover import AskPopover
from client.ui.vehicles.shown import Shown
from client.ui.widgets.buttons import SecondaryButton
from garage.calendar.zones import day_after
from garage.errors import ValueRefused
from garage.records import Reminder
from garage.rules.figures import plus
from garage.units import Quantity

_DAYS = (7, 30, 90)
_DISTANCES = (500, 1000)


class PostponePopover(AskPopover):
    """One of day, odometer and hours stands there put off a little; of several, one is chosen."""

    def __init__(
        self, desk: Desk, opener: QWidget, reminders: Reminders, reminder: Reminder, shown: Shown
    ) -> None:
        title = _("Put off: {what}").format(what=reminder.title)
        super().__init__(desk, opener, reminders.vehicle, title, shown)
        self._reminder = reminder
        self._from = max(reminder.due or shown.today, shown.today)
        self._begun = _later(reminder, reminders, shown)
        self._initial: dict[str, str] = {}
        fields: list[QWidget] = []
        by_meter = self._begun is not None or reminder.due_hours is not None
        if reminder.due is not None or not by_meter:
            fields.append(self._ask_date(reminder))
        if self._begun is not None:
            fields.append(self._ask_distance(reminder))
        if reminder.due_hours is not None:
            fields.append(self._ask_hours(reminder.due_hours))
        self.side_by_side(*fields)
        if len(fields) == 1 and "due" in self.fields:
            self.put_off_days(_DAYS[0])
        elif len(fields) == 1 and "due_odometer" in self.fields:
            self.put_off_distance(_DISTANCES[0])
        self.close_with(_("Put off"))

    # ------------------------------------------------------------------ what it asks

    def _ask_date(self, reminder: Reminder) -> QWidget:
        words = {7: _("+1 week"), 30: _("+1 month"), 90: _("+3 months")}
        self._add_quick(
            [(words[days], functools.partial(self.put_off_days, days)) for days in _DAYS]
        )
        text = self.shown.day(reminder.due) if reminder.due else ""
        self._initial["due"] = text
        return self.ask("due", "reminder", "due", _("To the day"), text)

    def _ask_distance(self, reminder: Reminder) -> QWidget:
        unit = self.shown.distance_unit
        self._add_quick(
            [
                (
                    f"+{self.shown.rounded(Quantity(str(distance), unit))}",
                    functools.partial(self.put_off_distance, distance),
                )
                for distance in _DISTANCES
            ]
        )
        due = reminder.due_odometer
        text = self.shown.way(due.si) if due is not None else ""
        self._initial["due_odometer"] = text
        symbol = self.shown.symbol(unit)
        return self.ask("due_odometer", "reminder", "due_odometer", _("To the odometer"), text,
                        symbol)  # fmt: skip

    def _ask_hours(self, hours: Quantity) -> QWidget:
        text = self.shown.number(hours.to("h").value)
        self._initial["due_hours"] = text
        unit = self.shown.symbol("h")
        return self.ask("due_hours", "reminder", "due_hours", text=text, unit=unit)

    def _add_quick(self, choices: list[tuple[str, Callable[[], None]]]) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        for words, slot in choices:
            button = SecondaryButton(words, small=True)
            button.clicked.connect(slot)
            row.addWidget(button)
        row.addStretch(1)
        self.body.addLayout(row)

    def put_off_days(self, days: int) -> None:
        """Write a day so many days after the one it is due, or after today if that is past."""
        self.fields["due"].set_text(self.shown.day(day_after(self._from, days)))

    def put_off_distance(self, distance: int) -> None:
        """Write an odometer so far after the one it is due at, or after what it shows now."""
        if self._begun is not None:
            more = plus(self._begun, Quantity(str(distance), self._begun.unit))
            self.fields["due_odometer"].set_text(self.shown.number(str(round(more.decimal))))

    # ------------------------------------------------------------------ what it does

    def work(self) -> Callable[[Store], Changes]:
        found = {
            name: value
            for name, value in self.values().items()
            if self.fields[name].text() != self._initial[name]
        }
        if not any(found.values()):
            raise ValueRefused(
                _("nothing was put off"), _("write a later day or distance"), "missing_field",
                next(iter(self.fields)),
            )  # fmt: skip
        id_ = self._reminder.id
        return lambda store: postpone_reminder(store, id_, **found)


def _later(reminder: Reminder, reminders: Reminders, shown: Shown) -> Quantity | None:
    """The odometer that it is put off from: where it is due, or what it shows now if that is past.

    None for a reminder that no odometer counts for.
    """
    due = reminder.due_odometer
    if due is None:
        return None
    reading, unit = reminders.usage.odometer, shown.distance_unit
    if reading is not None and reading.si > due.si:
        return reading.shown.to(unit)
    return due.to(unit)
