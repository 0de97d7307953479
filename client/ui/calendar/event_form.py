"""The form of an event: what, when, how often, where and with whom; nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial
from typing import Any

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from client.operations.agenda import CalendarShown, calendars
from client.operations.calendars import USUAL_CALENDAR
from client.operations.event_material import EventMaterial, event_material
from client.operations.events import Scope, add_event, edit_event
from client.operations.invitations import Invitation, invitation_to
from client.operations.whole_record import Along
from client.store import Changes, Reader
from client.ui.calendar.alarm_rows import AlarmRows
from client.ui.calendar.attendee_rows import AttendeeRows
from client.ui.calendar.busy_asking import BusyAsking
from client.ui.calendar.entry_words import span_words
from client.ui.calendar.event_fields import FIRST, MORE, event_entry
from client.ui.calendar.event_subject import Subject
from client.ui.calendar.form_answers import FormAnswers
from client.ui.calendar.meter_asking import MeterAsking
from client.ui.calendar.repeat_fields import RepeatFields
from client.ui.calendar.scope_question import ask_scope
from client.ui.calendar.times_fields import TimesFields
from client.ui.desk import Desk
from client.ui.forms.editors import ChoiceEditor
from client.ui.forms.entry import Entry
from client.ui.forms.reference_editor import ReferenceEditor
from client.ui.forms.written import Habits
from client.ui.settings.region_section import zone_names
from client.ui.text import _
from client.ui.vehicles.form_dialog import FormDialog
from client.ui.widgets.buttons import LinkButton
from garage.calendar.times import EventTimes
from garage.errors import ValueRefused
from garage.records.agenda import Alarm, Event

_WIDTH = 680
_zones = cache(zone_names)
Read = tuple[EventMaterial, tuple[CalendarShown, ...], tuple[str, ...], Invitation | None]


class EventForm(FormDialog):
    """Of a series it asks, as it is saved, how much of it is meant."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        subject: Subject,
        done: Callable[[Changes], None] | None = None,
    ) -> None:
        title = _("New event") if subject.is_new else _("Edit event")
        super().__init__(title, _("Add") if subject.is_new else _("Save"), parent, _WIDTH)
        self._desk, self._subject, self._done = desk, subject, done
        self._habits = Habits.of(desk, None)
        self._record = subject.event
        self._calendars: dict[str, CalendarShown] = {}
        self.entries: dict[str, Entry] = {}
        self._build()
        self._focus_first()
        self._read()

    # ------------------------------------------------------------------ its fields

    def _build(self) -> None:
        self._put("title", 12)
        self.answers = FormAnswers(self._desk, self, self._record.id)
        self.put_below(self.answers.part)
        self.times = TimesFields(self._habits, self._subject.times)
        self.repeat = RepeatFields(self._habits, self._subject.times)
        self.times.changed.connect(self._on_times)
        self.put_below(self.times)
        self.put_below(self.repeat)
        self.begin_fields()
        for name, span in FIRST:
            self._put(name, span)
        self._head = self.grid
        self.alarms = AlarmRows(self._habits)
        self.alarms.set_all_day(self._subject.times.all_day)
        self.put_below(self.alarms)
        self._meter = MeterAsking(self._desk, self, self.entries["vehicle"], self.alarms)
        self.attendees = AttendeeRows(self._habits.shown, self._desk.zone)
        self.put_below(self.attendees)
        self.answers.came.connect(self.attendees.show_answers)
        self.busy = BusyAsking(self._desk, self, self.times, self.attendees, self._subject.event.id)
        self.begin_fields()
        self._put("notes", 12)
        self._put_filled()
        self.more_link = LinkButton(_("More fields"))
        self.more_link.clicked.connect(self.unfold)
        self.put_links(self.more_link)
        for trigger in self._subject.triggers:
            self.alarms.add_preset(Alarm(trigger=trigger, action="display"))
        self.buttons_last()

    def _put(self, name: str, span: int) -> None:
        kept = getattr(self._record, name)
        entry = event_entry(name, self._habits, kept)
        typed = self._subject.typed.get(name)
        if typed not in (None, "", ()):
            entry.show_value(typed, known=False)
        self.entries[name] = entry
        self.put(name, entry, span)

    def _put_filled(self) -> None:
        """Show those of the other fields that have a value."""
        for name, span in MORE:
            filled = getattr(self._record, name) or self._subject.typed.get(name)
            if name not in self.entries and filled:
                self._put(name, span)

    def unfold(self) -> None:
        """Show all fields."""
        self.more_link.hide()
        hidden = [each for each in MORE if each[0] not in self.entries]
        self.begin_fields()
        for name, span in hidden:
            self._put(name, span)
        self._offer()
        self.links_last(self.grid)
        self.buttons_last()
        if hidden:
            self.entries[hidden[0][0]].setFocus()

    def _focus_first(self) -> None:
        self.entries["title"].setFocus()

    def _on_times(self) -> None:
        start = self.times.start
        self.alarms.set_all_day(self.times.all_day.isChecked())
        if start is None:
            return
        try:
            self.repeat.set_times(self.times.times())
        except ValueRefused:
            # The end is wrong, which is told there; the days of the rule go by the start.
            self.repeat.set_times(EventTimes(start=start))

    # ------------------------------------------------------------------ what has to be read

    def _read(self) -> None:
        event = self._record.id

        def material(reader: Reader) -> Read:
            invitation = invitation_to(reader, event) if event else None
            return event_material(reader, event), calendars(reader), _zones(), invitation

        self._desk.read(self, material, self._on_read)

    def _on_read(self, read: Read) -> None:
        self._material, shown, zones, invitation = read
        self._calendars = {one.id: one for one in shown}
        self.times.set_zones(zones)
        self.alarms.set_records(self._material.alarms)
        self.answers.show_invitation(invitation)
        self.attendees.keep_answers(invitation.by if invitation is not None else "")
        self.attendees.set_records(self._material.attendees)
        if self._material.event is not None:
            self._show_fresh(self._material.event)
        self._offer()
        self.busy.look()
        self._meter.look()
        self.buttons_last()
        mine = self._calendars.get(self._record.calendar)
        if mine is not None and not mine.editable:
            self.forbid(mine.why_not)

    def _show_fresh(self, event: Event) -> None:
        """Show what is kept now, but where something was typed already."""
        before, self._record = self._record, event
        for name, entry in self.entries.items():
            value = getattr(event, name)
            if value != getattr(before, name) and not entry.is_changed:
                entry.show_value(value)

    def _offer(self) -> None:
        if not self._calendars:
            return
        self._offer_calendars()
        vehicles = [(v.id, v.name, v.name) for v in self._material.vehicles]
        things = [
            (one.id, " · ".join(part for part in (one.title, one.vehicle) if part), one.title)
            for one in self._material.belongings
        ]
        for name, options in (("vehicle", vehicles), ("reminder", things)):
            entry = self.entries.get(name)
            if entry is not None and isinstance(entry.typed, ReferenceEditor):
                entry.typed.set_options(options)

    def _offer_calendars(self) -> None:
        entry = self.entries["calendar"]
        box = entry.typed
        chosen = str(box.state() or self._record.calendar or "")
        offered = [
            one for one in self._calendars.values()
            if one.of == "events" and (one.editable or one.id == self._record.calendar)
        ]  # fmt: skip
        changed = entry.is_changed
        assert isinstance(box, ChoiceEditor)
        box.clear()
        for one in offered:
            box.addItem(one.name, one.id)
        own = [one.id for one in offered if one.editable]
        usual = str(self._desk.settings.get(USUAL_CALENDAR) or "")
        first = usual if usual in own else next(iter(own), "")
        if self._is_new and not offered:
            name = _("My calendar")
            box.addItem(_("{calendar} (will be made)").format(calendar=name), "")
        if chosen or first:
            entry.show_value(chosen or first, known=not changed and not self._subject.is_new)

    # ------------------------------------------------------------------ saving

    def is_changed(self) -> bool:
        typed = [e for name, e in self.entries.items() if name != "calendar" or not self._is_new]
        return (
            any(entry.is_changed for entry in typed)
            or self.times.is_changed
            or self.repeat.is_changed
            or self.alarms.is_changed
            or self.attendees.is_changed
        )

    @property
    def _is_new(self) -> bool:
        return self._subject.is_new

    @property
    def _has_calendar(self) -> bool:
        return bool(self.entries["calendar"].typed.state())

    def _check(self) -> bool:
        """Whether all can be kept; what cannot is told in its place, and the first is gone to."""
        wrong = [
            entry
            for name, entry in self.entries.items()
            # Where there is no calendar yet, one is made.
            if (name != "calendar" or self._has_calendar) and not entry.check()
        ]
        self._meter.look()
        when, often = self.times.check(), self.repeat.check()
        if wrong:
            wrong[0].setFocus()
        return not wrong and when and often and self.alarms.check() and self.attendees.check()

    def values(self) -> dict[str, Any]:
        """What is to be written of the event itself; raises ValueRefused."""
        found = {
            name: entry.value()
            for name, entry in self.entries.items()
            if (self._is_new or entry.is_changed) and (name != "calendar" or self._has_calendar)
        }
        if self._is_new:
            found = {name: value for name, value in found.items() if value not in (None, "", ())}
        if self._is_new or self.times.is_changed or self.repeat.is_changed:
            found["times"] = self._times()
        return found

    def _times(self) -> EventTimes:
        """When it is, with its rules."""
        return replace(self.times.times(), rules=self.repeat.rules)

    def _along(self) -> list[Along]:
        return [*self.alarms.along(), *self.attendees.along()]

    def save(self) -> None:
        self.say_wrong("")
        if not self.save_button.isEnabled() or not self._check():
            return
        if not self._is_new and not self.is_changed():
            self.accept()
            return
        subject = self._subject
        if self._is_new or subject.instance is None:
            self._save(Scope.ALL)
            return
        when = span_words(subject.times.start, subject.times.start, self._habits.shown.prefs)
        ask_scope(
            self, "edit", self._save, when=when, first=subject.is_first,
            rule=self.repeat.is_changed,
        )  # fmt: skip

    def _save(self, scope: Scope) -> None:
        self.save_button.setEnabled(False)
        values, along = self.values(), self._along()
        if self._is_new:
            first = _("My calendar")
            if "calendar" in values:
                self._desk.keep({USUAL_CALENDAR: values["calendar"]})
            work = partial(add_event, values=values, along=along, first_calendar=first)
        else:
            work = partial(
                edit_event, id_=self._record.id, values=values, along=along,
                instance=self._subject.instance, scope=scope,
            )  # fmt: skip
        self._desk.operate(self, work, self._on_saved, self.show_wrong)

    def _on_saved(self, changes: Changes) -> None:
        if self._done is not None:
            self._done(changes)
        if isValid(self):
            self.accept()
