"""The alarms of an event to be typed in: before it, at a moment, or when the odometer passes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from PySide6.QtWidgets import QWidget

from client.ui.calendar.open_rows import OpenRow, OpenRows
from client.ui.calendar.trigger_words import BEFORE, BEFORE_DAYS, trigger_words
from client.ui.forms.day_editor import DayEditor
from client.ui.forms.editors import ChoiceEditor, LineEditor
from client.ui.forms.written import Habits
from client.ui.text import _
from client.ui.widgets.form_field import UnitEdit
from client.ui.widgets.labels import label
from garage.calendar.durations import Duration
from garage.errors import ValueRefused
from garage.moments import Moment
from garage.records import Field, Record
from garage.records.agenda import ACTIONS, Alarm
from garage.records.agenda_fields import Trigger
from garage.records.measures import QuantityField
from garage.records.times import MomentField
from garage.units import Dimension, Quantity
from garage.words import N_

_MOMENT = Field("at", MomentField(), N_("At"))
_ODOMETER = Field("odometer", QuantityField(Dimension.DISTANCE), N_("Odometer"))
_OWN, _AT, _METER, _KEPT = "own", "at", "odometer", "kept"
_MINUTES = {"minutes": 1, "hours": 60, "days": 1_440, "weeks": 10_080}
_MORNING = time(9)


class AlarmRows(OpenRows):
    """All alarms of an event; those offered go with whether it is of whole days."""

    def __init__(self, habits: Habits) -> None:
        self._habits, self._all_day = habits, False
        super().__init__(_("Alarms"), _("Add alarm"), "alarm", self._row)
        words = _("An e-mail is sent by the server, so the calendar has to be synced with one. "
                  "Messages on the phone will come with the page for it.")  # fmt: skip
        self.note = label(words, "small", "text_muted", wrap=True)
        self.note.hide()
        self.end_with(self.note)
        self.touched.connect(self._show_note)

    def set_records(self, records: Sequence[Record]) -> None:
        super().set_records(records)
        self._show_note()

    def _show_note(self) -> None:
        away = [row for row in self.rows if isinstance(row, AlarmRow) and row.is_told_elsewhere]
        self.note.setVisible(bool(away))

    def _row(self, record: Record | None) -> AlarmRow:
        alarm = record if isinstance(record, Alarm) else None
        return AlarmRow(self._habits, alarm, all_day=self._all_day)

    def set_all_day(self, all_day: bool) -> None:
        """Offer what goes with whole days, or with times."""
        if all_day != self._all_day:
            self._all_day = all_day
            for row in self.rows:
                if isinstance(row, AlarmRow):
                    row.offer(all_day)


class AlarmRow(OpenRow):
    """When, and what happens."""

    def __init__(self, habits: Habits, alarm: Alarm | None, *, all_day: bool) -> None:
        super().__init__(alarm)
        self._habits = habits
        usual = BEFORE_DAYS[1] if all_day else BEFORE[3]
        kept = alarm.trigger if alarm is not None else None
        self._trigger = kept or Trigger(Duration.parse(usual))
        self.when = ChoiceEditor({})
        self.number = UnitEdit(number=True)
        self.number.setMaxLength(4)
        self.unit = ChoiceEditor(
            {"minutes": _("minutes before"), "hours": _("hours before"),
             "days": _("days before"), "weeks": _("weeks before")}
        )  # fmt: skip
        self.moment = DayEditor(_MOMENT, habits)
        self.odometer = LineEditor(_ODOMETER, habits)
        self.action = ChoiceEditor({word: _(text) for word, text in ACTIONS.items()})
        self._push = alarm is not None and "push" in alarm.channels
        self.action.show_value(alarm.action if alarm is not None and alarm.action else "display")
        self._name()
        for part, stretch in (
            (self.when, 5), (self.number, 1), (self.unit, 3), (self.moment, 5),
            (self.odometer, 5), (self.action, 3),
        ):  # fmt: skip
            self.line.addWidget(part, stretch)
        self.end_with(_("Take the alarm away"))
        self.when.touched.connect(self._on_chosen)
        self.action.touched.connect(self.touched)
        self.offer(all_day)

    def _name(self) -> None:
        for part, name in (
            (self.when, _("When the alarm goes off")), (self.number, _("How long before")),
            (self.unit, _("Unit")), (self.moment, _("Moment of the alarm")),
            (self.odometer, _("Odometer of the alarm")), (self.action, _("What happens")),
        ):  # fmt: skip
            part.setAccessibleName(name)

    # ------------------------------------------------------------------ what is offered

    def offer(self, all_day: bool) -> None:
        """Offer what goes with whole days or times, keeping what is chosen."""
        trigger = self._readable() or self._trigger
        self._trigger = trigger
        shown, zone = self._habits.shown, self._habits.reading.zone
        self.when.clear()
        offsets = BEFORE_DAYS if all_day else BEFORE
        for text in offsets:
            words = trigger_words(Trigger(Duration.parse(text)), shown, zone, all_day=all_day)
            self.when.addItem(words, text)
        key = self._key(trigger, offsets)
        if key == _KEPT:
            self.when.addItem(trigger_words(trigger, shown, zone, all_day=all_day), _KEPT)
        self.when.addItem(_("so long before…"), _OWN)
        self.when.addItem(_("at a moment…"), _AT)
        self.when.addItem(_("at an odometer…"), _METER)
        self.when.setCurrentIndex(max(self.when.findData(key), 0))
        self._show_parts()

    def _key(self, trigger: Trigger, offsets: tuple[str, ...]) -> str:
        if trigger.odometer is not None:
            self.odometer.show_value(trigger.odometer)
            return _METER
        plain = not trigger.repeat and not trigger.from_end
        if trigger.at is not None:
            here = trigger.at.astimezone(self._habits.reading.zone)
            self.moment.show_value(Moment(here.date(), here.time().replace(second=0)))
            return _AT if plain else _KEPT
        assert trigger.offset is not None
        if plain and trigger.offset.text in offsets:
            return trigger.offset.text
        minutes = -trigger.offset.span.total_seconds() / 60
        if not plain or minutes <= 0 or minutes != int(minutes):
            return _KEPT
        unit = next(name for name, size in reversed(_MINUTES.items()) if not minutes % size)
        self.number.setText(str(int(minutes) // _MINUTES[unit]))
        self.unit.show_value(unit)
        return _OWN

    def _show_parts(self) -> None:
        key = self.when.currentData()
        for part, shown in (
            (self.number, key == _OWN), (self.unit, key == _OWN), (self.moment, key == _AT),
            (self.odometer, key == _METER),
        ):  # fmt: skip
            part.setVisible(shown)

    def _on_chosen(self) -> None:
        self._show_parts()
        self.say_wrong("")
        key = self.when.currentData()
        parts: dict[str, QWidget] = {
            _OWN: self.number, _AT: self.moment, _METER: self.odometer,
        }  # fmt: skip
        if key in parts:
            parts[key].setFocus()
        self.touched.emit()

    def first(self) -> QWidget:
        return self.when

    @property
    def is_told_elsewhere(self) -> bool:
        """Whether it is told by mail, or is to be on the phone: not by this computer alone."""
        return self._push or self.action.value() == "email"

    # ------------------------------------------------------------------ what is typed

    def state(self) -> object:
        typed = (self.number.text(), self.unit.state(), self.moment.state(), self.odometer.state())
        return self.when.currentData(), typed, self.action.state()

    def values(self) -> dict[str, object]:
        found: dict[str, object] = {"trigger": self.trigger(), "action": self.action.value()}
        kept = self.record
        if isinstance(kept, Alarm) and kept.channels and found["action"] != kept.action:
            # By which ways it is told goes before what happens.
            found["channels"] = ()
        return found

    def trigger(self) -> Trigger:
        """When it goes off; raises ValueRefused."""
        key = str(self.when.currentData())
        if key == _KEPT:
            return self._trigger
        if key == _METER:
            found = self.odometer.value()
            if not isinstance(found, Quantity):
                raise ValueRefused(_("An odometer is needed"), _("write what it is to pass"))
            return Trigger(odometer=Quantity(found.value, found.unit))
        if key == _AT:
            return Trigger(at=self._moment())
        if key == _OWN:
            return Trigger(self._before())
        return Trigger(Duration.parse(key))

    def _readable(self) -> Trigger | None:
        if not self.when.count():
            return None
        try:
            return self.trigger()
        except ValueRefused:
            return None

    def _moment(self) -> datetime:
        found = self.moment.value()
        if not isinstance(found, Moment):
            raise ValueRefused(_("A day and a time are needed"), _("write them as “6 Nov 9:00”"))
        moment = found if found.time is not None else replace(found, time=_MORNING)
        return moment.in_zone(self._habits.reading.zone).instant.astimezone(UTC)

    def _before(self) -> Duration:
        text = self.number.text().strip()
        if not text.isdecimal() or not int(text):
            raise ValueRefused(_("A number is needed"), _("write how long before, as “3”"))
        minutes = int(text) * _MINUTES[str(self.unit.value())]
        return Duration.of(timedelta(minutes=-minutes))
