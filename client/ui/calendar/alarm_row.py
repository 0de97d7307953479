"""One alarm of an event to be typed in: before it, at a moment, or when the odometer passes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from PySide6.QtWidgets import QWidget

from client.ui.calendar.open_rows import OpenRow
from client.ui.calendar.trigger_words import BEFORE, BEFORE_DAYS, trigger_words
from client.ui.forms.day_editor import DayEditor
from client.ui.forms.editors import ChoiceEditor, LineEditor
from client.ui.forms.written import Habits
from client.ui.text import _
from client.ui.widgets.form_field import UnitEdit
from garage.calendar.durations import Duration
from garage.errors import ValueRefused
from garage.moments import Moment
from garage.records import Field
from garage.records.agenda import ACTIONS, CHANNELS, Alarm
from garage.records.agenda_fields import Trigger
from garage.records.measures import QuantityField
from garage.records.times import MomentField
from garage.units import Dimension, Quantity
from garage.words import N_

_MOMENT = Field("at", MomentField(), N_("At"))
_ODOMETER = Field("odometer", QuantityField(Dimension.DISTANCE), N_("Odometer"))
_OWN, _AT, METER, _KEPT = "own", "at", "odometer", "kept"
_TOLD = {"display": ("desktop",), "audio": ("desktop",), "email": ("email",)}
"""Action → by which ways it is told where nothing else is said."""
_WAYS = {**CHANNELS, "push": N_("Phone (not sent yet)")}
_MINUTES = {"minutes": 1, "hours": 60, "days": 1_440, "weeks": 10_080}
_MORNING = time(9)


@dataclass(frozen=True)
class Meter:
    """The vehicle of the event, and its odometer as far as it is known."""

    vehicle: str
    reading: Quantity | None = None


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
        self._meter: Meter | None = None
        self.action = ChoiceEditor({word: _(text) for word, text in ACTIONS.items()})
        self._show_action(alarm)
        self._name()
        for part, stretch in (
            (self.when, 5), (self.number, 1), (self.unit, 3), (self.moment, 5),
            (self.odometer, 3), (self.action, 4),
        ):  # fmt: skip
            self.line.addWidget(part, stretch)
        self.end_with(_("Take the alarm away"))
        self.when.touched.connect(self._on_chosen)
        self.action.touched.connect(self.touched)
        self.odometer.textEdited.connect(self._on_odometer)
        self.offer(all_day)

    def _name(self) -> None:
        for part, name in (
            (self.when, _("When the alarm goes off")), (self.number, _("How long before")),
            (self.unit, _("Unit")), (self.moment, _("Moment of the alarm")),
            (self.odometer, _("Odometer of the alarm")), (self.action, _("What happens")),
        ):  # fmt: skip
            part.setAccessibleName(name)

    def _show_action(self, alarm: Alarm | None) -> None:
        """Show what happens; ways of telling that are not offered here stay what they are."""
        action = alarm.action if alarm is not None and alarm.action else "display"
        told = alarm.channels if alarm is not None else ()
        if told and told != _TOLD[action]:
            self.action.addItem(" · ".join(_(_WAYS[way]) for way in told), _KEPT)
            action = _KEPT
        self.action.show_value(action)

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
        self.when.addItem(_("when the odometer passes…"), METER)
        self.when.setCurrentIndex(max(self.when.findData(key), 0))
        self._show_parts()

    def _key(self, trigger: Trigger, offsets: tuple[str, ...]) -> str:
        if trigger.odometer is not None:
            self.odometer.show_value(trigger.odometer)
            return METER
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
            (self.odometer, key == METER),
        ):  # fmt: skip
            part.setVisible(shown)

    def _on_chosen(self) -> None:
        self._show_parts()
        self.say_wrong("")
        key = self.when.currentData()
        parts: dict[str, QWidget] = {
            _OWN: self.number, _AT: self.moment, METER: self.odometer,
        }  # fmt: skip
        if key in parts:
            parts[key].setFocus()
        self._judge_meter()
        self.touched.emit()

    def first(self) -> QWidget:
        return self.when

    @property
    def ways(self) -> tuple[str, ...]:
        """By which ways it is told, as words of CHANNELS."""
        kept, action = self.record, str(self.action.value())
        if action == _KEPT and isinstance(kept, Alarm):
            return kept.channels
        return _TOLD[action]

    # ------------------------------------------------------------------ of which vehicle

    def show_meter(self, meter: Meter | None) -> None:
        """Take over whose odometer is meant, and how far that has come."""
        self._meter = meter
        self._judge_meter()

    def _on_odometer(self) -> None:
        self.say_wrong("")
        self._judge_meter()

    def _judge_meter(self) -> None:
        """Say where an odometer is waited for in vain, or no longer."""
        meter, words = self._meter, ""
        if self.when.currentData() == METER:
            trigger = self._readable()
            wanted = trigger.odometer if trigger is not None else None
            if meter is None:
                words = _("Choose the vehicle of the event: its odometer is meant.")
            elif meter.reading is not None and wanted and meter.reading.si >= wanted.si:
                reading = self._habits.shown.quantity(meter.reading, meter.reading.unit)
                words = _("{vehicle} has {reading} already: this goes off at once.")
                words = words.format(vehicle=meter.vehicle, reading=reading)
        self.ask(words)

    # ------------------------------------------------------------------ what is typed

    def state(self) -> object:
        typed = (self.number.text(), self.unit.state(), self.moment.state(), self.odometer.state())
        return self.when.currentData(), typed, self.action.state()

    def values(self) -> dict[str, object]:
        trigger, kept = self.trigger(), self.record
        if trigger.odometer is not None and kept is None and self._meter is None:
            raise ValueRefused(
                _("The event has no vehicle whose odometer could pass this"), _("choose one above")
            )
        found: dict[str, object] = {"trigger": trigger}
        if self.action.value() != _KEPT:
            found["action"] = self.action.value()
            told = kept.channels if isinstance(kept, Alarm) else ()
            if told and told != _TOLD[str(self.action.value())]:
                # By which ways it is told goes before what happens.
                found["channels"] = ()
        if trigger.odometer is not None and isinstance(kept, Alarm) and kept.trigger != trigger:
            # That it was heard at another distance says nothing of this one.
            found["acknowledged"] = None
        return found

    def trigger(self) -> Trigger:
        """When it goes off; raises ValueRefused."""
        key = str(self.when.currentData())
        if key == _KEPT:
            return self._trigger
        if key == METER:
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
        moment = found if found.time is not None else Moment(found.day, _MORNING)
        return moment.in_zone(self._habits.reading.zone).instant.astimezone(UTC)

    def _before(self) -> Duration:
        text = self.number.text().strip()
        if not text.isdecimal() or not int(text):
            raise ValueRefused(_("A number is needed"), _("write how long before, as “3”"))
        minutes = int(text) * _MINUTES[str(self.unit.value())]
        return Duration.of(timedelta(minutes=-minutes))
