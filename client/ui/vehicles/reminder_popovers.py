"""Two popovers of a reminder: how it was done, and when and why it is due."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from client.operations.reminders import Reminders
from client.operations.upkeep import complete_reminder
from client.store import Changes, Store
from client.ui.desk import Desk
from client.ui.text import _
from client.ui.theme import SEMIBOLD
from client.ui.vehicles.ask_popover import AskPopover
from client.ui.vehicles.form_dialog import check_box
from client.ui.vehicles.reminder_shown import (
    every_words,
    last_words,
    next_words,
    why_estimate,
)
from client.ui.vehicles.shown import Shown
from client.ui.widgets.buttons import PrimaryButton, SecondaryButton
from client.ui.widgets.labels import label
from client.ui.widgets.popover import FactLine, Popover
from garage.errors import ValueRefused
from garage.moments import Moment
from garage.records import Reminder
from garage.rules.due import Due
from garage.rules.recurrence import next_occurrence, recurs
from garage.units import Quantity

_WRITES = {"inspection": "inspection", "insurance_tax": "expense"}


class CompletePopover(AskPopover):
    """Asks when a reminder was done, and whether a record of it is written too."""

    def __init__(
        self, desk: Desk, opener: QWidget, reminders: Reminders, reminder: Reminder, shown: Shown
    ) -> None:
        title = _("Done: {what}").format(what=reminder.title)
        super().__init__(desk, opener, reminders.vehicle, title, shown)
        self._reminder = reminder
        self._kind = _WRITES.get(reminder.category, "service")
        self.side_by_side(self.ask_day(), self.ask_odometer())
        reading = reminders.usage.odometer
        if reading is not None:
            odometer = self.fields["odometer"].line
            odometer.setPlaceholderText(_("last {reading}").format(reading=shown.way(reading.si)))
        words = {
            "service": _("Write a service too"),
            "inspection": _("Write an inspection too"),
            "expense": _("Write an expense too"),
        }
        if reminder.due_hours is not None or reminder.every_hours is not None:
            self.body.addWidget(self.ask("hours", "service", "hours", unit=shown.symbol("h")))
        self.write_too = check_box(words[self._kind])
        self.body.addWidget(self.write_too)
        text = shown.money(reminder.estimate) if reminder.estimate else ""
        total = self.ask("total", self._kind, "total", text=text)
        supplier = self.ask("supplier", self._kind, "supplier")
        self.side_by_side(total, supplier)
        for field in (total, supplier):
            field.hide()
            self.write_too.toggled.connect(field.setVisible)
        self.next = label("", "small", "text_muted", wrap=True)
        self.body.addWidget(self.next)
        self.close_with(_("Done"))
        for name in self._meters:
            self.fields[name].line.textChanged.connect(self._show_next)
        self._show_next()

    @property
    def _meters(self) -> tuple[str, ...]:
        """The fields that say when it was done."""
        return tuple(name for name in ("date", "odometer", "hours") if name in self.fields)

    def _show_next(self, _text: str = "") -> None:
        """Say when it falls due next, as far as what is typed can be read."""
        reminder = self._reminder
        if not recurs(reminder):
            self.next.setText(_("It does not come again."))
            return
        try:
            found = self.values(*self._meters)
            after = _after(reminder, self.day(found), found["odometer"], found.get("hours"))
        except ValueRefused:
            self.next.setText("")
            return
        words = next_words(after, self.shown)
        self.next.setText(_("Next due: {when}").format(when=words) if words else "")

    def work(self) -> Callable[[Store], Changes]:
        names = self._meters
        writes = self.write_too.isChecked()
        found = self.values(*names, "total", "supplier") if writes else self.values(*names)
        done, odometer, id_, kind = (
            self.day(found), found["odometer"], self._reminder.id, self._kind,
        )  # fmt: skip
        hours = found.get("hours")
        service: dict[str, Any] | None = None
        if writes:
            service = {name: found[name] for name in ("total", "supplier") if found[name]}

        def complete(store: Store) -> Changes:
            return complete_reminder(
                store, id_, done, odometer=odometer, hours=hours, service=service,
                service_kind=kind,
            )  # fmt: skip

        return complete


def _after(
    reminder: Reminder, done: Moment, odometer: Quantity | None, hours: Quantity | None
) -> Reminder:
    """The reminder as it would be once it is done."""
    changes = next_occurrence(reminder, done.day, odometer, hours)
    return Reminder(
        title=reminder.title,
        due=changes.get("due"),
        due_odometer=changes.get("due_odometer"),
        due_hours=changes.get("due_hours"),
    )


class WhyPopover(Popover):
    """When a reminder is due and how that is known; what can be done stands below."""

    done_wanted = Signal(str)
    later_wanted = Signal(str)
    edit_wanted = Signal(str)

    def __init__(self, opener: QWidget, reminders: Reminders, due: Due, shown: Shown) -> None:
        super().__init__(opener, due.reminder.title)
        self._id = due.reminder.id
        self.facts: list[str] = []
        reminder = due.reminder
        self.body.addWidget(label(reminder.title, weight=SEMIBOLD, wrap=True))
        facts = QVBoxLayout()
        facts.setSpacing(6)
        for icon, words, role in (
            ("bell", next_words(reminder, shown), "text"),
            ("refresh-cw", every_words(reminder, shown), "text"),
            ("history", last_words(reminder, shown), "text"),
            ("gauge", why_estimate(due, reminders.usage, shown), "estimate"),
        ):
            if words:
                line = FactLine(icon, words, role)
                facts.addWidget(line)
                self.facts.append(line.words.text())
        self.body.addLayout(facts)
        if reminder.notes:
            self.body.addWidget(label(reminder.notes, "small", "text_muted", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(8)
        self.done_button = PrimaryButton(_("Done"))
        later, edit = SecondaryButton(_("Put off")), SecondaryButton(_("Edit"))
        self.done_button.clicked.connect(self._on_done)
        later.clicked.connect(self._on_later)
        edit.clicked.connect(self._on_edit)
        row.addStretch(1)
        for button in (edit, later, self.done_button):
            row.addWidget(button)
        self.body.addLayout(row)

    def _on_done(self) -> None:
        self.close_popover()
        self.done_wanted.emit(self._id)

    def _on_later(self) -> None:
        self.close_popover()
        self.later_wanted.emit(self._id)

    def _on_edit(self) -> None:
        self.close_popover()
        self.edit_wanted.emit(self._id)
