"""The fields of when an event is: whole days or times, start and end, and the zone if asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from client.operations.event_line import zone_name
from client.ui.calendar.clock_editor import ClockEditor
from client.ui.calendar.entry_words import span_words
from client.ui.calendar.event_clock import end_of_times
from client.ui.forms.day_editor import DayEditor
from client.ui.forms.editors import FlagEditor
from client.ui.forms.field_grid import FieldGrid
from client.ui.forms.reference_editor import Choice, ReferenceEditor
from client.ui.forms.written import Habits
from client.ui.text import _
from client.ui.vehicles.form_dialog import sentence
from client.ui.widgets.buttons import LinkButton
from client.ui.widgets.form_field import FormField
from client.ui.widgets.labels import Remark, label
from garage.calendar.instances import end_of, start_of
from garage.calendar.times import EventTimes, When
from garage.calendar.zones import FLOATING, find_zone, zone_named
from garage.errors import ValueRefused
from garage.records import Field
from garage.records.times import DayField
from garage.words import N_

_STARTS = Field("starts", DayField(), N_("Starts"))
_ENDS = Field("ends", DayField(), N_("Ends"))
_A_DAY = timedelta(days=1)
_USUAL = timedelta(hours=1)
_MORNING = time(9)


class TimesFields(QWidget):
    """``changed`` says that a day, a time or the zone is another; the end moves with the start."""

    changed = Signal()

    def __init__(self, habits: Habits, times: EventTimes) -> None:
        super().__init__()
        self._habits, self._before = habits, times
        self._here = habits.reading.zone
        self.all_day = FlagEditor(_("All day"))
        self.starts, self.ends = DayEditor(_STARTS, habits), DayEditor(_ENDS, habits)
        prefs = habits.shown.prefs
        self.from_time, self.to_time = ClockEditor(prefs), ClockEditor(prefs)
        self.zone = ReferenceEditor()
        self.zone.setPlaceholderText(_("wherever one is"))
        self.zone_link = LinkButton(_("Time zone"))
        self.elsewhere = label("", "small", "text_muted", wrap=True)
        self.busy = Remark("warn")
        self.fields = {
            "starts": FormField(_("Starts"), self.starts),
            "from_time": FormField(_("At"), self.from_time),
            "ends": FormField(_("Ends"), self.ends),
            "to_time": FormField(_("At"), self.to_time),
            "zone": FormField(_("Time zone"), self.zone),
        }
        self.from_time.setAccessibleName(_("Starts at"))
        self.to_time.setAccessibleName(_("Ends at"))
        self._lay_out()
        self.set_zones(())
        self._length = _USUAL
        self._show(times)
        self._state = self.state()
        self._connect()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        grid = FieldGrid()
        for name, span in (("starts", 4), ("from_time", 2), ("ends", 4), ("to_time", 2)):
            grid.put(self.fields[name], span)
        column.addWidget(grid)
        below = FieldGrid()
        below.put_widget(self.all_day, 4)
        below.put_widget(self.zone_link, 4)
        below.put(self.fields["zone"], 8)
        column.addWidget(below)
        column.addWidget(self.elsewhere)
        column.addWidget(self.busy)

    def _connect(self) -> None:
        self.all_day.left.connect(self._on_all_day)
        for editor in (self.starts, self.from_time):
            editor.left.connect(self._on_start)
        for editor in (self.ends, self.to_time):
            editor.left.connect(self._on_end)
        self.zone.left.connect(self._on_zone)
        self.zone_link.clicked.connect(self.show_zone)

    # ------------------------------------------------------------------ what is shown

    def set_zones(self, names: Sequence[str]) -> None:
        """Offer these zones besides the event's own and the person's."""
        here = zone_name(self._here)
        own = [name for name in (here, self._before.zone) if name]
        choices: list[Choice] = [
            (name, name.replace("_", " "), name) for name in dict.fromkeys((*own, *names))
        ]
        self.zone.set_options(choices)

    def _show(self, times: EventTimes) -> None:
        start, end = times.start, end_of_times(times, self._here)
        self._started: When = start
        self.all_day.show_value(times.all_day)
        self._show_start(start)
        self._show_end(end - _A_DAY if times.all_day else end)
        self._length = _wall(end) - _wall(start)
        self.zone.show_value(zone_name(self._here) if times.all_day else times.zone)
        self._show_times(times.all_day)
        elsewhere = not times.all_day and times.zone != zone_name(self._here)
        self._reveal("zone", elsewhere)
        self.zone_link.setVisible(not elsewhere and not times.all_day)
        self._show_elsewhere()

    def _show_start(self, start: When) -> None:
        self.starts.show_value(start.date() if isinstance(start, datetime) else start)
        if isinstance(start, datetime):
            self.from_time.show_value(start.time())

    def _show_end(self, end: When) -> None:
        self.ends.show_value(end.date() if isinstance(end, datetime) else end)
        if isinstance(end, datetime):
            self.to_time.show_value(end.time())

    def _show_times(self, all_day: bool) -> None:
        for name in ("from_time", "to_time"):
            self._reveal(name, not all_day)

    def _reveal(self, name: str, shown: bool) -> None:
        # A field stands in a box of the grid, which keeps its room as long as it is there.
        box = self.fields[name].parentWidget()
        if box is not None:
            box.setVisible(shown)

    def show_zone(self) -> None:
        """Let the zone be chosen."""
        self.zone_link.hide()
        self._reveal("zone", True)
        self.zone.setFocus()

    def _show_elsewhere(self) -> None:
        """Say when it is here, where its zone is another."""
        words = ""
        try:
            times = self._read()
            if times.zone and times.zone != zone_name(self._here):
                start = start_of(times.start, times.tz(self._here), self._here)
                span = (start.astimezone(self._here), end_of(times, UTC).astimezone(self._here))
                words = _("Here that is {when}.").format(
                    when=span_words(*span, self._habits.shown.prefs)
                )
        except ValueRefused:
            pass
        self.elsewhere.setText(words)
        self.elsewhere.setVisible(bool(words))

    # ------------------------------------------------------------------ what is typed

    def state(self) -> object:
        """What is typed, to see whether it changed."""
        editors = (self.starts, self.from_time, self.ends, self.to_time, self.zone)
        return (self.all_day.isChecked(), *(editor.state() for editor in editors))

    @property
    def is_changed(self) -> bool:
        """Whether anything was changed since it was shown."""
        return self.state() != self._state

    @property
    def start(self) -> When | None:
        """The start as it is typed, or None where it cannot be read."""
        try:
            return self._start()
        except ValueRefused:
            return None

    def times(self) -> EventTimes:
        """When the event is, without rules; raises ValueRefused that names the field."""
        if not self.is_changed:
            return replace(self._before, rules=(), added=(), removed=())
        return self._read()

    def _start(self) -> When:
        day = self._day("starts", self.starts)
        if self.all_day.isChecked():
            return day
        return datetime.combine(day, self._clock("from_time", self.from_time))

    def _read(self) -> EventTimes:
        start = self._start()
        last = self._day("ends", self.ends)
        if not isinstance(start, datetime):
            if last < start:
                raise ValueRefused(_("It ends before it starts"), _("swap the two"), "", "ends")
            return EventTimes(start=start, end=last + _A_DAY)
        end = datetime.combine(last, self._clock("to_time", self.to_time))
        zone = self._zone()
        same = zone == self._before.zone
        end_zone = self._before.end_zone if same else ""
        if end < start and not end_zone:
            where = "ends" if last < start.date() else "to_time"
            raise ValueRefused(_("It ends before it starts"), _("swap the two"), "", where)
        observances = self._before.observances if same else ()
        return EventTimes(
            start=start, end=end, zone=zone, end_zone=end_zone, observances=observances
        )

    def _day(self, name: str, editor: DayEditor) -> date:
        try:
            found = editor.value()
        except ValueRefused as error:
            raise ValueRefused(error.reason, error.hint, error.code, name) from error
        if not isinstance(found, date):
            raise ValueRefused(
                _("A day is needed"), _("write it as “today” or “6 Nov”"), "missing_field", name
            )
        return found

    def _clock(self, name: str, editor: ClockEditor) -> time:
        try:
            return editor.value()
        except ValueRefused as error:
            raise ValueRefused(error.reason, error.hint, error.code, name) from error

    def _zone(self) -> str:
        try:
            name = str(self.zone.value() or FLOATING)
        except ValueRefused as error:
            typed = self.zone.text().strip().replace(" ", "_")
            if find_zone(typed) is None:
                raise ValueRefused(error.reason, error.hint, error.code, "zone") from error
            name = typed
        if name and not (name == self._before.zone and self._before.observances):
            zone_named(name)
        return name

    def check(self) -> bool:
        """Whether it can be kept; says at the field what is wrong, and goes there."""
        for field in self.fields.values():
            field.set_error("")
        try:
            self.times()
        except ValueRefused as error:
            field = self.fields.get(error.field or "", self.fields["zone"])
            field.set_error(sentence(error))
            field.setFocus()
            return False
        return True

    # ------------------------------------------------------------------ as it is typed

    def _on_all_day(self) -> None:
        all_day = self.all_day.isChecked()
        self._show_times(all_day)
        if not all_day and not self.from_time.state():
            self.from_time.show_value(_MORNING)
            self.to_time.show_value((datetime.combine(date.min, _MORNING) + _USUAL).time())
        if not all_day and not self.zone.state():
            self.zone.show_value(zone_name(self._here))
        elsewhere = self.zone.state() != zone_name(self._here)
        self._reveal("zone", elsewhere and not all_day)
        self.zone_link.setVisible(not all_day and not elsewhere)
        self._started = self.start or self._started
        self._keep_length()
        self._on_edited()

    def _on_start(self) -> None:
        """Let the end be as long after the start as it was."""
        try:
            start = self._start()
        except ValueRefused:
            self._on_edited()
            return
        if start == self._started:
            return
        self._started = start
        end = _wall(start) + self._length
        if isinstance(start, datetime):
            self._show_end(end)
        else:
            self._show_end(max(end.date() - _A_DAY, start))
        self._on_edited()

    def _on_end(self) -> None:
        try:
            start, last = self._start(), self._day("ends", self.ends)
            end = datetime.combine(last, self.to_time.value()) if self._timed else last
        except ValueRefused:
            self._on_edited()
            return
        if isinstance(start, datetime) and last == start.date() and _wall(end) < start:
            # "22:00 to 1:00" goes over midnight.
            self.ends.show_value(last + _A_DAY)
        self._keep_length()
        self._on_edited()

    @property
    def _timed(self) -> bool:
        return not self.all_day.isChecked()

    def _keep_length(self) -> None:
        try:
            times = self._read()
        except ValueRefused:
            return
        self._length = _wall(end_of_times(times, self._here)) - _wall(times.start)

    def _on_zone(self) -> None:
        self._on_edited()

    def _on_edited(self) -> None:
        if any(field.error for field in self.fields.values()):
            self.check_quietly()
        self._show_elsewhere()
        self.changed.emit()

    def check_quietly(self) -> None:
        """Say what is wrong without going there."""
        for field in self.fields.values():
            field.set_error("")
        try:
            self.times()
        except ValueRefused as error:
            self.fields.get(error.field or "", self.fields["zone"]).set_error(sentence(error))


def _wall(when: When) -> datetime:
    return when if isinstance(when, datetime) else datetime(when.year, when.month, when.day)
