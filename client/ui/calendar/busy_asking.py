"""Asks, while an event is typed, what else is at its time and who of its attendees is busy."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from client.operations.agenda import Entry
from client.operations.availability import Busy, busy_at
from client.store import Reader
from client.ui.calendar.attendee_rows import AttendeeRow, AttendeeRows, as_attendee
from client.ui.calendar.busy_far import Answer, BusyFar, Question
from client.ui.calendar.times_fields import TimesFields
from client.ui.clock_words import clock
from client.ui.desk import Desk
from client.ui.text import _
from garage.calendar.instances import end_of, start_of
from garage.errors import ValueRefused

if TYPE_CHECKING:
    from client.operations.busy_elsewhere import BusyElsewhere

_NAMED = 3


class BusyAsking(QObject):
    """Nothing of it is wrong: one may well be at two things, or send somebody else."""

    def __init__(
        self, desk: Desk, form: QWidget, times: TimesFields, attendees: AttendeeRows, event: str
    ) -> None:
        super().__init__(form)
        self._desk, self._times, self._attendees, self._event = desk, times, attendees, event
        self._busy = Busy()
        self.far = BusyFar(desk, self)
        self.far.answered.connect(self._show_far)
        times.changed.connect(self.look)
        attendees.touched.connect(self.look)

    def look(self) -> None:
        """Ask for the time as it is typed; of whole days nothing is asked."""
        span = self._span()
        if span is None:
            self.far.want(Question((), datetime.min, datetime.min))
            self._show(Busy())
            return
        zone, today, event = self._desk.zone, self._desk.today(), self._event
        addresses = [address for _row, address in self._asked() if address]
        self.far.want(Question(tuple(addresses), *span))

        def busy(reader: Reader) -> Busy:
            return busy_at(reader, *span, zone, today, addresses, event)

        self._desk.read(self, busy, self._show)

    def _span(self) -> tuple[datetime, datetime] | None:
        try:
            times = self._times.times()
        except ValueRefused:
            return None
        if times.all_day:
            return None
        zone = self._desk.zone
        return start_of(times.start, times.tz(zone), zone), end_of(times, zone)

    def _is_off(self) -> bool:
        """Whether it is outside the hours at which others may expect one."""
        span = self._span()
        if span is None:
            return False
        start, end = (each.astimezone(self._desk.zone) for each in span)
        prefs = self._desk.preferences
        begins, ends = prefs.working_hours
        minutes = (end - start.replace(hour=0, minute=0, second=0)).total_seconds() / 60
        early = start.hour * 60 + start.minute < begins
        return early or minutes > ends or start.weekday() not in prefs.working_days

    def _asked(self) -> list[tuple[AttendeeRow, str]]:
        found = []
        for row in self._attendees.rows:
            if isinstance(row, AttendeeRow):
                try:
                    found.append((row, as_attendee(row.who.text())[1]))
                except ValueRefused:
                    found.append((row, ""))
        return found

    def _show(self, busy: Busy) -> None:
        self._busy = busy
        words = self._named(busy.entries)
        said = [_("At the same time: {events}").format(events=words)] if words else []
        if self._asked() and self._is_off():
            said.append(_("Outside your working hours"))
        self._times.busy.say("\n".join(said))
        self._show_far()

    def _show_far(self) -> None:
        """Say of each attendee what is known: by calendars that one reads, else by the server."""
        answer = self.far.answer
        for row, address in self._asked():
            theirs = self._named(self._busy.people.get(address.casefold(), ()))
            far = answer.people.get(address) if answer is not None else None
            if not theirs and far is not None:
                theirs = self._spans(far.spans)
            row.ask(_("Busy then: {events}").format(events=theirs) if theirs else "")
            row.tell_free("" if theirs or not address else self._free_words(far, answer))

    def _free_words(self, far: BusyElsewhere | None, answer: Answer | None) -> str:
        if answer is not None and answer.away:
            return _("Not known whether free: the server cannot be reached")
        if far is None:
            return ""
        return _("Free then") if far.known else _("Not known whether free")

    def _spans(self, spans: Sequence[tuple[datetime, datetime]]) -> str:
        here, prefs = self._desk.zone, self._desk.preferences
        said = [
            _("{start} – {end}").format(
                start=clock(start.astimezone(here), prefs), end=clock(end.astimezone(here), prefs)
            )
            for start, end in spans[:_NAMED]
        ]
        more = len(spans) - len(said)
        return " · ".join([*said, _("+{n} more").format(n=more)] if more else said)

    def _named(self, entries: Sequence[Entry]) -> str:
        """The first few, each with when it begins."""
        prefs = self._desk.preferences
        said = [
            _("{title}, {time}").format(title=each.title, time=clock(each.start, prefs))
            for each in entries[:_NAMED]
            if isinstance(each.start, datetime)
        ]
        more = len(entries) - len(said)
        return " · ".join([*said, _("+{n} more").format(n=more)] if more else said)
