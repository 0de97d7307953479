"""The builder of an own rule: every so many days, weeks or months, on which of them, how long."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from client.ui.calendar.rule_pattern import LAST, WORKDAY, Pattern
from client.ui.forms.day_editor import DayEditor
from client.ui.forms.editors import ChoiceEditor
from client.ui.forms.field_grid import FieldGrid
from client.ui.forms.written import Habits
from client.ui.text import _
from client.ui.vehicles.form_dialog import sentence
from client.ui.vehicles.shown import month_names, weekday_names, weekdays
from client.ui.widgets.check_box import CheckBox
from client.ui.widgets.form_field import FormField
from garage.calendar.rule import Frequency, Rule
from garage.errors import ValueRefused
from garage.records import Field
from garage.records.times import DayField
from garage.words import N_

_UNTIL = Field("until", DayField(), N_("Until"))
_ITEM = re.compile(r"\s*(\d{1,2})\.?\s*")
_MOST = 1_000


class RuleBuilder(QWidget):
    """``changed`` says that the rule is another; what cannot be read is told at its field."""

    changed = Signal()

    def __init__(self, habits: Habits) -> None:
        super().__init__()
        self._pattern = Pattern.of_start(habits.reading.day)
        self.interval = FormField(_("Every"), number=True)
        self.frequency = ChoiceEditor(
            {"DAILY": _("days"), "WEEKLY": _("weeks"), "MONTHLY": _("months"),
             "YEARLY": _("years")}
        )  # fmt: skip
        self.month = ChoiceEditor(dict(enumerate(month_names(), 1)))
        self.days = FormField(_("On day"))
        self.nth, self.weekday = ChoiceEditor(_nth_words()), ChoiceEditor(_weekday_words())
        self.ends = ChoiceEditor(
            {"never": _("Never"), "on": _("On a day"), "after": _("After so many times")}
        )
        self.until = DayEditor(_UNTIL, habits)
        self.count = FormField(_("Times"), number=True)
        self.weekday_row = _WeekdayRow(habits.shown.prefs.first_weekday)
        self._lay_out()
        self._connect()
        self.show_pattern(self._pattern)

    def _lay_out(self) -> None:
        self._grid = FieldGrid()
        self.fields = {
            "interval": self.interval,
            "frequency": FormField(" ", self.frequency),
            "month": FormField(_("In"), self.month),
            "nth": FormField(_("On the"), self.nth),
            "weekday": FormField(" ", self.weekday),
            "days": self.days,
            "ends": FormField(_("Ends"), self.ends),
            "until": FormField(_("Until"), self.until),
            "count": self.count,
        }
        self.frequency.setAccessibleName(_("Days, weeks, months or years"))
        self.weekday.setAccessibleName(_("Weekday"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for name, span in (
            ("interval", 2), ("frequency", 4), ("month", 6),
        ):  # fmt: skip
            self._grid.put(self.fields[name], span)
        column.addWidget(self._grid)
        column.addWidget(self.weekday_row)
        on, end = FieldGrid(), FieldGrid()
        for name, span in (("nth", 4), ("weekday", 4), ("days", 4)):
            on.put(self.fields[name], span)
        for name, span in (("ends", 6), ("until", 6), ("count", 6)):
            end.put(self.fields[name], span)
        self._on = on
        column.addWidget(on)
        column.addWidget(end)

    def _connect(self) -> None:
        for field in (self.interval, self.days, self.count):
            field.edited.connect(self._on_edited)
        for choice in (self.frequency, self.month, self.nth, self.weekday, self.ends):
            choice.touched.connect(self._on_chosen)
        self.until.left.connect(self._on_edited)
        self.until.touched.connect(self._on_edited)
        self.weekday_row.changed.connect(self._on_edited)

    # ------------------------------------------------------------------ what is shown

    def show_pattern(self, pattern: Pattern) -> None:
        """Show a pattern."""
        self._pattern = pattern
        self.interval.set_text(str(pattern.interval))
        self.frequency.show_value(pattern.frequency)
        self.weekday_row.show_days(pattern.weekdays)
        self.month.show_value(pattern.months[0] if pattern.months else 1)
        self.nth.show_value(pattern.nth or "day")
        self.weekday.show_value(f"{pattern.weekday}")
        self.days.set_text(_days_text(pattern.month_days))
        self.ends.show_value(pattern.ends)
        self.until.show_value(pattern.until)
        self.count.set_text(str(pattern.count or ""))
        self._show_parts()

    def _show_parts(self) -> None:
        """Show the fields that go with what is chosen."""
        frequency, ends = self.frequency.value(), self.ends.value()
        by_date = self.nth.value() == "day"
        dated = frequency in ("MONTHLY", "YEARLY")
        self.weekday_row.setVisible(frequency == "WEEKLY")
        self._on.setVisible(dated)
        for name, shown in (
            ("month", frequency == "YEARLY"), ("nth", dated), ("weekday", dated and not by_date),
            ("days", dated and by_date), ("until", ends == "on"), ("count", ends == "after"),
        ):  # fmt: skip
            box = self.fields[name].parentWidget()
            if box is not None:
                box.setVisible(shown)

    # ------------------------------------------------------------------ what is typed

    def rule(self) -> Rule:
        """The rule; raises ValueRefused that names the field."""
        frequency: Frequency = self.frequency.value()
        made = replace(
            self._pattern, frequency=frequency, interval=self._number("interval"),
            ends=self.ends.value(),
        )  # fmt: skip
        if frequency == "WEEKLY":
            if not self.weekday_row.days:
                raise ValueRefused(_("No weekday is chosen"), _("tick one"), "", "weekdays")
            made = replace(made, weekdays=self.weekday_row.days)
        elif frequency in ("MONTHLY", "YEARLY"):
            # Of several months the others stay, unless another is chosen.
            first = self.month.value()
            if not made.months or made.months[0] != first:
                made = replace(made, months=(first,))
            made = self._on_days(made)
        if made.ends == "on":
            made = replace(made, until=self._until())
        elif made.ends == "after":
            made = replace(made, count=self._number("count"))
        return made.rule

    def _on_days(self, made: Pattern) -> Pattern:
        if self.nth.value() == "day":
            return replace(made, nth=0, month_days=_days_of(self.days.text()))
        nth, weekday = int(self.nth.value()), int(self.weekday.value())
        if weekday == WORKDAY and nth not in (1, LAST):
            raise ValueRefused(
                _("A month has a first and a last workday"), _("choose one of them"), "", "nth"
            )
        return replace(made, nth=nth, weekday=weekday)

    def _number(self, name: str) -> int:
        text = self.fields[name].text()
        if not text.isdecimal() or not 1 <= int(text) <= _MOST:
            raise ValueRefused(
                _("“{text}” is no number of times").format(text=text[:20])
                if text
                else _("A number is needed"),
                _("write 1 to {most}").format(most=_MOST),
                "",
                name,
            )
        return int(text)

    def _until(self) -> date:
        try:
            found = self.until.value()
        except ValueRefused as error:
            raise ValueRefused(error.reason, error.hint, error.code, "until") from error
        if not isinstance(found, date):
            raise ValueRefused(_("A day is needed"), _("write the last one"), "", "until")
        return found

    def check(self) -> bool:
        """Whether the rule can be kept; says at the field what is wrong."""
        for field in self.fields.values():
            field.set_error("")
        self.weekday_row.set_error("")
        try:
            self.rule()
        except ValueRefused as error:
            name = error.field or "interval"
            if name == "weekdays":
                self.weekday_row.set_error(sentence(error))
            else:
                self.fields.get(name, self.interval).set_error(sentence(error))
            return False
        return True

    def _on_chosen(self) -> None:
        self._show_parts()
        self._on_edited()

    def _on_edited(self, _text: str = "") -> None:
        self.check()
        self.changed.emit()


class _WeekdayRow(QWidget):
    """The seven days of a week to tick, from the person's first one."""

    changed = Signal()

    def __init__(self, first: int) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(12)
        self.boxes: dict[int, CheckBox] = {}
        for away in range(7):
            day = (first + away) % 7
            box = CheckBox(weekdays()[day], small=True)
            box.clicked.connect(self.changed)
            row.addWidget(box)
            self.boxes[day] = box
        row.addStretch(1)
        self._said = FormField(_("On"), QWidget())
        self._said.editor.setFixedHeight(0)
        column.addWidget(self._said)
        column.addLayout(row)

    @property
    def days(self) -> tuple[int, ...]:
        """The ticked days, from Monday, 0."""
        return tuple(sorted(day for day, box in self.boxes.items() if box.isChecked()))

    def show_days(self, days: tuple[int, ...]) -> None:
        """Tick these."""
        for day, box in self.boxes.items():
            box.setChecked(day in days)

    def set_error(self, words: str) -> None:
        """Say what is wrong, above the boxes."""
        self._said.set_error(words)


def _nth_words() -> dict[object, str]:
    return {
        "day": _("day of the month"), 1: _("first"), 2: _("second"), 3: _("third"),
        4: _("fourth"), 5: _("fifth"), LAST: _("last"),
    }  # fmt: skip


def _weekday_words() -> dict[object, str]:
    return {str(day): name for day, name in enumerate((*weekday_names(), _("workday")))}


def _days_text(days: tuple[int, ...]) -> str:
    last = _("last")
    return ", ".join(last if day == LAST else str(day) for day in sorted(days, key=_place))


def _place(day: int) -> int:
    return day if day > 0 else 100 + day


def _days_of(text: str) -> tuple[int, ...]:
    """ "1, 15, last"; raises ValueRefused."""
    found: list[int] = []
    for part in text.replace(";", ",").split(","):
        if part.strip().casefold() in (_("last").casefold(), "last"):
            found.append(LAST)
            continue
        number = _ITEM.fullmatch(part)
        if not number or not 1 <= int(number[1]) <= 31:
            raise ValueRefused(
                _("“{text}” is no day of a month").format(text=part.strip()[:20]),
                _("write 1 to 31, several with commas, or “last”"),
                "",
                "days",
            )
        found.append(int(number[1]))
    return tuple(found)
