"""What is done about one entry: looked at, edited, written anew, exported, handed over."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtWidgets import QWidget

from client.operations.agenda import Entry
from client.operations.event_file import event_file
from client.operations.event_line import values_of, zone_name
from client.operations.series import series_of
from client.store import Changes, Reader
from client.ui.calendar.due_deeds import DueDeeds
from client.ui.calendar.event_form import EventForm
from client.ui.calendar.event_subject import Subject, kept_subject, new_subject
from client.ui.calendar.ics_files import hand_over, save_text
from client.ui.calendar.invitation_deeds import InvitationDeeds
from client.ui.calendar.look_facts import Look, read_look
from client.ui.calendar.quick_event import QuickEvent
from client.ui.calendar.quick_look import QuickLook
from client.ui.desk import Desk
from client.ui.text import _
from garage.quick.events import UnderstoodEvent
from garage.records.agenda import Event
from garage.records.agenda_fields import Trigger

_USUAL = timedelta(hours=1)
_COPIED = (
    "title", "calendar", "place", "position", "status", "free", "privacy", "categories", "colour",
    "url", "vehicle", "reminder", "notes",
)  # fmt: skip


class EventDeeds(QObject):
    """Over a page. ``delete_wanted`` carries the entry that is to be deleted."""

    delete_wanted = Signal(object)
    added = Signal(str)
    """The id of an event that was written anew; it is not read yet."""
    nothing_came = Signal()
    """A form was closed and nothing was written."""

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self._due = DueDeeds(desk, self)
        self.invitations = InvitationDeeds(desk, page)
        self.look_shown: QuickLook | None = None
        self._line = ""
        """What was typed into quick add and not kept when that was closed."""

    # ------------------------------------------------------------------ looking

    def look(self, opener: QWidget, entry: Entry, beside: QRect) -> None:
        """Show what an entry is, beside it."""

        def read(reader: Reader) -> Look:
            return read_look(reader, entry)

        shown = functools.partial(self._show, opener, beside)
        self._desk.read(opener, read, shown, key="look")

    def _show(self, opener: QWidget, beside: QRect, look: Look) -> None:
        entry = look.entry
        popover = QuickLook(self._desk, opener, look)
        for wanted, deed in (
            (popover.edit_wanted, functools.partial(self.edit, entry)),
            (popover.delete_wanted, functools.partial(self.delete_wanted.emit, entry)),
            (popover.copy_wanted, functools.partial(self.copy, entry)),
            (popover.history_wanted, functools.partial(self.look_back, entry)),
            (popover.export_wanted, functools.partial(self.export, entry)),
            (popover.hand_over_wanted, functools.partial(self.open_elsewhere, entry)),
            (popover.done_wanted, functools.partial(self._due.complete, opener, entry, beside)),
            (popover.later_wanted, functools.partial(self._due.put_off, opener, entry, beside)),
            (popover.record_wanted, functools.partial(self._due.go, opener, entry)),
        ):
            wanted.connect(deed)
        self.invitations.attend_look(popover, entry.id, opener, beside)
        popover.closed.connect(self._on_closed)
        self.look_shown = popover
        popover.open_at(beside, popover.main_button)

    def _on_closed(self) -> None:
        self.look_shown = None

    def look_back(self, entry: Entry) -> None:
        """Show the history of an event, with what was overtaken of it."""
        # Histories are seldom looked at: they do not hold up the calendar.
        from client.ui.vehicles.record_history import open_history

        open_history(self._desk, self._page, entry.id)

    # ------------------------------------------------------------------ writing

    def edit(self, entry: Entry) -> None:
        """Open the form of an event."""
        zone = self._desk.zone

        def read(reader: Reader) -> Subject | None:
            series = series_of(reader, entry.id)
            return kept_subject(
                series.event, series.master.times, entry.instance, entry.start, entry.end, zone
            )

        self._desk.read(self._page, read, self._open, key="edit event")

    def copy(self, entry: Entry) -> None:
        """Open the form of a new event that says the same."""

        def read(reader: Reader) -> Subject | None:
            event = reader.get(Event, entry.id)
            if event.times is None:
                return None
            values = {name: getattr(event, name) for name in _COPIED}
            return Subject(Event(times=event.times), event.times, typed=values)

        self._desk.read(self._page, read, self._open, key="edit event")

    def new(
        self,
        start: date,
        end: date,
        *,
        all_day: bool,
        values: Mapping[str, Any] | None = None,
        triggers: tuple[Trigger, ...] = (),
    ) -> EventForm:
        """Open the form of a new event, at days or at moments of the person's zone."""
        begin = start if isinstance(start, datetime) else datetime(start.year, start.month,
                                                                   start.day)  # fmt: skip
        finish = end if isinstance(end, datetime) else datetime(end.year, end.month, end.day)
        zone = zone_name(self._desk.zone)
        subject = new_subject(
            begin, finish, zone, all_day=all_day, values=values, triggers=triggers
        )
        return self._form(subject)

    def new_on(self, day: date) -> EventForm:
        """Open the form of a new event on a day: today at the next hour, else in the morning."""
        now = self._desk.now().replace(tzinfo=None)
        hour = now.replace(minute=0, second=0, microsecond=0) + _USUAL
        today = day == now.date() and hour.date() == day
        start = hour if today else datetime(day.year, day.month, day.day, 9)
        return self.new(start, start + _USUAL, all_day=False)

    def quick(self, opener: QWidget) -> QuickEvent:
        """Ask for a line that says an event, below something."""
        popover = QuickEvent(self._desk, opener, self._line, self._hold_line)
        popover.closed.connect(functools.partial(self._on_quick_closed, popover))
        popover.more_wanted.connect(self._on_more)
        popover.kept.connect(self._on_kept)
        popover.open_at(opener.rect(), popover.edit, below=True)
        return popover

    def _hold_line(self, line: str) -> None:
        """Begin the next one with a line that was not kept."""
        self._line = self._line or line

    def _on_quick_closed(self, popover: QuickEvent) -> None:
        self._line = popover.draft

    def _on_more(self, understood: UnderstoodEvent | None) -> None:
        """Open the form with what a line said so far."""
        times = understood.times if understood is not None else None
        if understood is None or times is None:
            form = self.new_on(self._desk.today())
            if understood is not None and understood.title:
                form.entries["title"].set_text(understood.title)
            return
        values = values_of(understood)
        values.pop("times", None)
        subject = Subject(
            Event(times=replace(times, rules=())), times, typed=values,
            triggers=understood.triggers,
        )  # fmt: skip
        self._form(subject)

    def _open(self, subject: Subject | None) -> None:
        if subject is None:
            self._desk.said.emit(_("This version cannot read when that is."), False)
            return
        self._form(subject)

    def _form(self, subject: Subject) -> EventForm:
        form = EventForm(self._desk, self._page, subject, self._on_kept if subject.is_new else None)
        form.rejected.connect(self.nothing_came)
        form.open()
        if not subject.is_new:
            from client.ui.vehicles.overtaken_marks import mark_form

            mark_form(self._desk, form, subject.event.id)
        return form

    def _on_kept(self, changes: Changes) -> None:
        for id_ in changes.touched.get("event", ()):
            self.added.emit(id_)

    # ------------------------------------------------------------------ giving it to others

    def export(self, entry: Entry) -> None:
        """Ask for a file, and write the event into it."""
        written = functools.partial(save_text, self._desk, self._page, entry.title)
        self._desk.read(self._page, functools.partial(_text, id_=entry.id), written, key="export")

    def open_elsewhere(self, entry: Entry) -> None:
        """Hand the event to the calendar program of the system, as a file."""
        over = functools.partial(hand_over, self._desk, entry.title)
        self._desk.read(self._page, functools.partial(_text, id_=entry.id), over, key="export")


def _text(reader: Reader, *, id_: str) -> str:
    return event_file(reader, id_)
