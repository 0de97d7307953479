"""The form of a calendar: its name, its colour, and whether its alarms are quiet."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from client.operations.agenda import CalendarShown
from client.operations.calendars import add_calendar, edit_calendar
from client.store import Changes, Query, Reader
from client.ui.calendar.colour_row import ColourRow
from client.ui.calendar.entry_words import span_words
from client.ui.desk import Desk
from client.ui.text import _, said
from client.ui.vehicles.form_dialog import FormDialog, check_box
from client.ui.widgets.check_box import CheckBox
from client.ui.widgets.form_field import FormField
from client.ui.widgets.labels import label
from garage.ics.foreign_feed import fault_again
from garage.records import Subscription

_BESIDE_BOX = 25
"""Where the words of a box to tick begin, in pixels."""


class CalendarForm(FormDialog):
    """Of a new one, or of one there is; what is due has a colour and can be quiet too."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        calendar: CalendarShown | None = None,
        done: Callable[[Changes], None] | None = None,
    ) -> None:
        title = _("New calendar") if calendar is None else _("Edit calendar")
        super().__init__(title, _("Add") if calendar is None else _("Save"), parent)
        self._desk, self._calendar, self._done = desk, calendar, done
        self.put("name", FormField(_("Name")), 12)
        self.colour = ColourRow()
        self.put("colour", FormField(_("Colour"), self.colour), 12)
        self.muted = check_box(_("Its alarms stay quiet"))
        self.put_widget(self.muted, 12)
        self.shows_busy: CheckBox | None = None
        if calendar is None or (calendar.of == "events" and calendar.own):
            self._put_shows_busy(calendar)
        if calendar is not None:
            due = calendar.of != "events"
            self.fields["name"].set_text(_(calendar.name) if due else calendar.name)
            self.colour.show_value(calendar.colour)
            self.muted.setChecked(calendar.muted)
            if calendar.subscribed:
                self._read_feed(calendar)
            elif not calendar.editable:
                words = label(_(calendar.why_not), "small", "text_muted", wrap=True)
                self.put_widget(words, 12)
        self.colour.setAccessibleName(_("Colour"))
        self.colour.show_value(self.colour.value())
        self._before = self._typed()
        self.buttons_last()
        self.fields["name"].setFocus()

    def _put_shows_busy(self, calendar: CalendarShown | None) -> None:
        on = calendar is not None and calendar.shows_busy
        self.shows_busy = check_box(_("Others see by it when I am busy"), on=on)
        words = _("Who shares a garage with you sees the times as they ask you to an event, and "
                  "nothing else.")  # fmt: skip
        about = label(words, "small", "text_muted", wrap=True)
        about.setContentsMargins(_BESIDE_BOX, 0, 0, 0)
        both = QWidget()
        column = QVBoxLayout(both)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.shows_busy)
        column.addWidget(about)
        self.put_widget(both, 12)

    def _read_feed(self, calendar: CalendarShown) -> None:
        """Say which feed fills it, when that was read, and what went wrong."""
        self._feed = label("", "small", "text_muted", wrap=True)
        self.put_widget(self._feed, 12)

        def read(reader: Reader) -> Subscription | None:
            found = reader.all(Subscription, Query(owner=calendar.id, limit=1))
            return found[0] if found else None

        self._desk.read(self, read, self._show_feed)

    def _show_feed(self, feed: Subscription | None) -> None:
        if feed is not None:
            self._feed.setText(feed_words(feed, self._desk))

    def _typed(self) -> dict[str, Any]:
        typed = {
            "name": self.fields["name"].text(), "colour": self.colour.value(),
            "muted": self.muted.isChecked(),
        }  # fmt: skip
        if self.shows_busy is not None:
            typed["shows_busy"] = self.shows_busy.isChecked()
        return typed

    def is_changed(self) -> bool:
        return self._typed() != self._before

    def save(self) -> None:
        self.clear_wrong()
        typed = self._typed()
        if not typed["name"]:
            self.fields["name"].set_error(_("Give the calendar a name, as “Family”."))
            self.fields["name"].setFocus()
            return
        if self._calendar is None:
            work = partial(add_calendar, values=typed)
        else:
            changed = {name: v for name, v in typed.items() if v != self._before[name]}
            if not changed:
                self.accept()
                return
            work = partial(edit_calendar, id_=self._calendar.id, values=changed)
        self.save_button.setEnabled(False)
        self._desk.operate(self, work, self._on_saved, self.show_wrong)

    def _on_saved(self, changes: Changes) -> None:
        if self._done is not None:
            self._done(changes)
        if isValid(self):
            self.accept()


def feed_words(feed: Subscription, desk: Desk) -> str:
    """Where a feed is, when it was read, and what is wrong with it, a line each."""
    lines = [_("Filled by {address}").format(address=feed.url)]
    if feed.fetched is None:
        lines.append(_("Not read yet."))
    else:
        here = feed.fetched.instant.astimezone(desk.zone)
        lines.append(_("Last read: {when}").format(when=span_words(here, here, desk.preferences)))
    if feed.fault:
        why = "; ".join(map(said, fault_again(feed.fault)))
        lines.append(_("What went wrong: {why}").format(why=why))
    return "\n".join(lines)
