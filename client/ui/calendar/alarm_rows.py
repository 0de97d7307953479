"""All alarms of an event to be typed in, and what there is to know about how they are told."""

from __future__ import annotations

from collections.abc import Sequence

from client.ui.calendar.alarm_row import METER, AlarmRow, Meter
from client.ui.calendar.open_rows import OpenRows
from client.ui.forms.written import Habits
from client.ui.text import _
from client.ui.widgets.labels import Remark
from garage.records import Record
from garage.records.agenda import Alarm


class AlarmRows(OpenRows):
    """All alarms of an event; those offered go with whether it is of whole days."""

    def __init__(self, habits: Habits) -> None:
        self._habits, self._all_day = habits, False
        super().__init__(_("Alarms"), _("Add alarm"), "alarm", self._row)
        self._meter: Meter | None = None
        self.note = Remark("text_muted")
        self.end_with(self.note)
        self.touched.connect(self._show_note)

    def set_records(self, records: Sequence[Record]) -> None:
        super().set_records(records)
        self._show_note()

    def _show_note(self) -> None:
        ways = {way for row in self._alarms for way in row.ways}
        words = [
            text
            for way, text in (
                ("email", _("An e-mail is sent by the server, so the calendar has to be synced "
                            "with one.")),
                ("push", _("That an alarm is to be told on the phone is kept, but nothing sends it "
                           "there yet.")),
            )
            if way in ways
        ]  # fmt: skip
        self.note.say(" ".join(words))

    @property
    def _alarms(self) -> list[AlarmRow]:
        return [row for row in self.rows if isinstance(row, AlarmRow)]

    def _row(self, record: Record | None) -> AlarmRow:
        alarm = record if isinstance(record, Alarm) else None
        row = AlarmRow(self._habits, alarm, all_day=self._all_day)
        row.show_meter(self._meter)
        return row

    @property
    def wants_odometer(self) -> bool:
        """Whether any of them waits for one."""
        return any(row.when.currentData() == METER for row in self._alarms)

    def show_meter(self, meter: Meter | None) -> None:
        """Say which vehicle's odometer is meant; None where the event has no vehicle."""
        self._meter = meter
        for row in self._alarms:
            row.show_meter(meter)

    def set_all_day(self, all_day: bool) -> None:
        """Offer what goes with whole days, or with times."""
        if all_day != self._all_day:
            self._all_day = all_day
            for row in self._alarms:
                row.offer(all_day)
