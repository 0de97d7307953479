"""What is done to entries from any view: they are moved, deleted, and new ones are wanted."""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from client.operations.events import Scope, copy_event, delete_event, move_event
from client.operations.records import edit
from client.operations.upkeep import postpone_reminder
from client.store import Changes, Store
from client.ui.calendar.calendar_view import PUT_OFF
from client.ui.calendar.entry_words import day_words
from client.ui.calendar.grid_layout import days_of
from client.ui.calendar.scope_question import ask_scope
from client.ui.text import _

if TYPE_CHECKING:
    from client.operations.agenda import Entry
    from client.ui.desk import Desk


class CalendarDeeds(QObject):
    """Each is one operation, with one undo; of a series it asks how much of it is meant."""

    nothing_came = Signal()
    """What was asked for was refused, or thought better of: show things as they are."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._parent = desk, parent

    def move(self, entry: Entry, start: date, end: date) -> None:
        """Have an event at another time, or put off what is due."""
        if entry.kind in PUT_OFF:
            day = start.date() if isinstance(start, datetime) else start
            self._desk.operate(self, functools.partial(_put_off, entry, day), None, self._refused)
            return
        all_day = not isinstance(start, datetime)

        def work(scope: Scope) -> Callable[[Store], Changes]:
            return lambda store: move_event(
                store, entry.id, start, end, all_day=all_day, instance=entry.instance, scope=scope
            )

        self._of_series(entry, "move", work)

    def copy(self, entry: Entry, start: date, end: date) -> None:
        """Add an event like this one at another time; of a series one that comes once."""
        all_day = not isinstance(start, datetime)

        def work(store: Store) -> Changes:
            return copy_event(store, entry.id, start, end, all_day=all_day, instance=entry.instance)

        self._desk.operate(self, work, None, self._refused)

    def delete(self, entry: Entry) -> None:
        """Put an event into the trash; what a record causes can only be deleted there."""
        if entry.kind != "event":
            self._desk.said.emit(_("This comes from the vehicle’s records: open it there."), False)
            return

        def work(scope: Scope) -> Callable[[Store], Changes]:
            return lambda store: delete_event(store, entry.id, entry.instance, scope)

        self._of_series(entry, "delete", work)

    def _of_series(
        self, entry: Entry, verb: str, work: Callable[[Scope], Callable[[Store], Changes]]
    ) -> None:
        def take(scope: Scope) -> None:
            self._desk.operate(self, work(scope), None, self._refused)

        if not entry.recurring or entry.instance is None:
            take(Scope.ALL)
            return
        when = day_words(days_of(entry)[0], self._desk.preferences)
        question = ask_scope(self._parent, verb, take, when=when)
        question.rejected.connect(self.nothing_came)

    def _refused(self, error: Exception) -> None:
        self.nothing_came.emit()
        self._desk.failed.emit(error)


def _put_off(entry: Entry, day: date, store: Store) -> Changes:
    if entry.kind == "reminder":
        return postpone_reminder(store, entry.id, due=day)
    return edit(store, entry.id, {"due": day})
