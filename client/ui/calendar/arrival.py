"""Where one is to stand once the days are read: a day, an event one came for, or one just added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from client.ui.calendar.grid_layout import days_of

if TYPE_CHECKING:
    from client.operations.agenda import Entry
    from client.ui.calendar.calendar_view import CalendarView


@dataclass
class Arrival:
    """What is kept until the entries come; `arrive` empties it."""

    day: date | None = None
    event: str = ""
    """The event that is looked at once it is shown."""
    added: str = ""
    """The event that was written just now: the keyboard stands on it, wherever it was before."""

    def arrive(self, view: CalendarView, entries: Sequence[Entry]) -> Entry | None:
        """Stand where one wanted to; the entry that one came to look at, if it is there."""
        day, event, added = self.day, self.event, self.added
        self.day, self.event, self.added = None, "", ""
        if added:
            view.setFocus(Qt.FocusReason.OtherFocusReason)
            fresh = next((entry for entry in entries if entry.id == added), None)
            if fresh is not None:
                view.pick(fresh)
                return None
        if day is None:
            return None
        view.go_to(day)
        found = (entry for entry in entries if entry.id == event)
        picked = next((entry for entry in found if days_of(entry)[0] == day), None)
        if picked is not None:
            view.pick(picked)
        return picked
