"""Where one is to stand once the days are read: a day, or an event.

That is one that one came for, one just added, or one that undoing brought back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from client.ui.calendar.grid_layout import days_of

if TYPE_CHECKING:
    from client.operations.agenda import Entry
    from client.store import Changes
    from client.ui.calendar.calendar_view import CalendarView
    from garage.calendar.series import InstanceId

_Key = tuple[str, "InstanceId | None", date]
"""An occurrence where it stands."""


@dataclass
class Arrival:
    """What is kept until the entries come; `arrive` empties it."""

    day: date | None = None
    event: str = ""
    """The event that is looked at once it is shown."""
    added: str = ""
    """The event that was written just now: the keyboard stands on it, wherever it was before."""
    _undone: frozenset[str] = frozenset()
    """The ids of what undoing (or doing it again) touched just now."""
    _there: frozenset[_Key] = frozenset()
    """What was shown before that."""

    def follow(self, changes: Changes, shown: Sequence[Entry]) -> None:
        """Have the keyboard on what undoing brings back, or puts to another time."""
        if changes.operation in ("undo", "redo"):
            self._undone, self._there = frozenset(changes.ids), frozenset(map(_key, shown))

    def arrive(self, view: CalendarView, entries: Sequence[Entry]) -> Entry | None:
        """Stand where one wanted to; the entry that one came to look at, if it is there."""
        day, event, added = self.day, self.event, self.added
        self.day, self.event, self.added = None, "", ""
        back = [e for e in entries if e.id in self._undone and _key(e) not in self._there]
        self._undone, self._there = frozenset(), frozenset()
        if added:
            view.setFocus(Qt.FocusReason.OtherFocusReason)
            back = [entry for entry in entries if entry.id == added][:1]
        if back:
            view.setFocus(Qt.FocusReason.OtherFocusReason)
            view.pick(min(back, key=lambda entry: abs(days_of(entry)[0] - view.standing)))
            return None
        if day is None:
            return None
        view.go_to(day)
        found = (entry for entry in entries if entry.id == event)
        picked = next((entry for entry in found if days_of(entry)[0] == day), None)
        if picked is not None:
            view.pick(picked)
        return picked


def _key(entry: Entry) -> _Key:
    return entry.id, entry.instance, entry.start
