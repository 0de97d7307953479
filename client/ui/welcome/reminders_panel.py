"""The panel of what to be reminded of: the days that are known of the first vehicle."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from client.operations.first_steps import Remembered, keep_reminders
from client.operations.records import fresh_id
from client.store import Changes, Store
from client.ui.desk import Desk
from client.ui.forms.day_editor import DayEditor
from client.ui.forms.written import Habits
from client.ui.text import _
from client.ui.theme import SEMIBOLD
from client.ui.vehicles.form_dialog import sentence
from client.ui.widgets.card import Card
from client.ui.widgets.form_field import FormField
from client.ui.widgets.labels import label
from garage.errors import ValueRefused
from garage.periods import Period
from garage.reading import Reading
from garage.records import kind_named

_WIDEST = 720
_TITLE = 20
"""What a field's title takes above its line."""


@dataclass(frozen=True, slots=True)
class _Asked:
    title: str
    category: str
    every: Period | None
    about: str


class RemindersPanel(QWidget):
    """``kept`` says that the days are kept, or that none was given.

    Each day is kept once: another one given afterwards changes the reminder.
    """

    kept = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.vehicle = self._about = ""
        self.ids: tuple[str, ...] = ()
        """The reminders' ids, in the order of the fields."""
        self._days: dict[str, date] = {}
        """The days that are kept, by the reminder's id."""
        self._keeping = False
        self._asked = (
            _Asked(_("Inspection"), "inspection", None, _("The day by which the next one is due")),
            _Asked(_("Insurance renewal"), "insurance_tax", Period(1, "Y"),
                   _("Comes again every year")),
            _Asked(_("Service"), "maintenance", Period(1, "Y"), _("Comes again every year")),
        )  # fmt: skip
        spec, habits = kind_named("reminder").field("due"), Habits.of(desk, None)
        self.editors = [DayEditor(spec, habits) for _one in self._asked]
        self.fields = [
            FormField(one.title, editor)
            for one, editor in zip(self._asked, self.editors, strict=True)
        ]
        self._follow_region()
        desk.settings_changed.connect(self._follow_region)
        self.title = label("", "title", weight=SEMIBOLD, wrap=True)
        self.first = label(_("Add a vehicle first; then this step is about it."), role="warn")
        card = Card()
        card.setMaximumWidth(_WIDEST)
        card.body.addLayout(self._grid())
        column = QVBoxLayout(self)
        column.setContentsMargins(56, 36, 56, 24)
        column.setSpacing(16)
        head = QVBoxLayout()
        head.setSpacing(4)
        head.addWidget(self.title)
        head.addWidget(
            label(
                _("Give the days you know; leave the others empty. Each becomes a reminder."),
                role="text_muted",
                wrap=True,
            )
        )
        column.addLayout(head)
        column.addWidget(self.first)
        column.addWidget(card)
        column.addStretch(1)
        # Shown before it has a parent, a line would be a window of its own and take the keyboard.
        self.show_vehicle("", "")

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        grid.setColumnStretch(1, 1)
        for place, (one, field) in enumerate(zip(self._asked, self.fields, strict=True)):
            field.setFixedWidth(240)
            grid.addWidget(field, place, 0)
            field.line.returnPressed.connect(self.save)
            field.line.textChanged.connect(functools.partial(self._on_typed, field))
            about = label(one.about, "small", "text_muted")
            # Beside the line, also where a complaint stands below it.
            about.setContentsMargins(0, _TITLE, 0, 0)
            about.setMinimumHeight(_TITLE + 32)
            grid.addWidget(about, place, 1, Qt.AlignmentFlag.AlignTop)
        return grid

    def _follow_region(self) -> None:
        """Days are read and written as in the region that is chosen now."""
        habits = Habits.of(self._desk, None)
        example = habits.shown.day(self._desk.today())
        for editor in self.editors:
            editor.set_habits(habits)
            editor.setPlaceholderText(example)

    def show_vehicle(self, vehicle: str, name: str) -> None:
        """Ask about a vehicle; what was typed about another goes."""
        words = _("What shall {vehicle} remind you of?").format(vehicle=name)
        self.title.setText(words if name else _("What shall you be reminded of?"))
        if vehicle != self._about:
            self._about, self._days = vehicle, {}
            self.ids = tuple(fresh_id() for _one in self._asked)
            for field in self.fields:
                field.set_text("")
        self.allow(bool(vehicle))

    def allow(self, there: bool) -> None:
        """Whether the vehicle is there, so that days can be given; what was typed stays."""
        self.vehicle = self._about if there else ""
        for field in self.fields:
            field.setEnabled(there)
        self.first.setVisible(not there)

    def _on_typed(self, field: FormField, _text: str) -> None:
        # What was wrong with another text is not with this one.
        field.set_error("")

    def save(self) -> None:
        """Keep the days given."""
        wanted, vehicle = self._read(), self.vehicle
        if wanted is None or self._keeping:
            return
        days = {one.id: one.due for one in wanted}
        if days == self._days or not vehicle:
            self.kept.emit()
            return
        dropped = [id_ for id_ in self._days if id_ not in days]

        def keep(store: Store) -> Changes:
            return keep_reminders(store, vehicle, wanted, dropped)

        self._keeping = True
        self._desk.operate(self, keep, functools.partial(self._on_kept, days), self._on_refused)

    def _read(self) -> list[Remembered] | None:
        """What is wanted; None if a day cannot be understood, which is said at its field."""
        reading = Reading.of(self._desk.preferences, zone=self._desk.zone, today=self._desk.today())
        spec, wanted, sound = kind_named("reminder").field("due"), list[Remembered](), True
        for one, id_, field in zip(self._asked, self.ids, self.fields, strict=True):
            field.set_error("")
            if not field.text():
                continue
            try:
                due = reading.value(spec, field.text())
            except ValueRefused as error:
                field.set_error(sentence(error))
                if sound:
                    field.setFocus()
                sound = False
                continue
            if isinstance(due, date):
                wanted.append(Remembered(one.title, one.category, due, one.every, id_))
        return wanted if sound else None

    @property
    def keeps(self) -> bool:
        """Whether any day is kept."""
        return bool(self._days)

    def forget(self) -> None:
        """What was kept is gone again: the days that stand here are to be kept anew."""
        self._days = {}

    def _on_refused(self, error: Exception) -> None:
        self._keeping = False
        given = [field for field in self.fields if field.text()]
        (given or self.fields)[-1].set_error(sentence(error))

    def _on_kept(self, days: dict[str, date], changes: Changes) -> None:
        self._keeping = False
        if isValid(self):
            self._days = days
            # What was typed meanwhile is kept as well.
            self.save()
