"""What every view of the calendar is: entries of some days, shown, gone through and opened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Signal
from PySide6.QtWidgets import QWidget

from garage.calendar.zones import day_after

if TYPE_CHECKING:
    from client.operations.agenda import CalendarShown, Entry
    from client.ui.desk import Desk


PUT_OFF = ("reminder", "plan_item")
"""Kinds of due things that can be put off to another day."""


@dataclass(frozen=True)
class Surroundings:
    """What a view needs besides entries: the calendars by id, vehicles' names by id."""

    calendars: Mapping[str, CalendarShown]
    vehicles: Mapping[str, str]
    overtaken: frozenset[str] = frozenset()
    """The ids of entries of which a value was overtaken that one has not decided about."""

    def may_move(self, entry: Entry) -> bool:
        """Whether it can be put at another time.

        An event can in a calendar that one may write; what is due on a day that somebody set can
        be put off to another.
        """
        if entry.kind in PUT_OFF:
            return entry.completable and not entry.estimate and not entry.done
        return self.may_change(entry)

    def may_change(self, entry: Entry) -> bool:
        """Whether it can be made longer or shorter, and put at any time of day."""
        calendar = self.calendars.get(entry.calendar)
        return entry.kind == "event" and calendar is not None and calendar.editable


class CalendarView(QWidget):
    """One way to look at the calendar; the page makes it when it is first chosen.

    The page reads the entries of ``span(anchor)`` off the GUI thread and hands them in; all times
    of day are in the desk's zone. A view asks, by its signals, and never writes itself.
    """

    entry_opened = Signal(object)
    """Entry: Enter, a click or a double click; the page shows what it is beside ``place_of``."""
    entry_moved = Signal(object, object, object)
    """Entry, start, end: days for one of whole days, else moments in the desk's zone."""
    entry_copied = Signal(object, object, object)
    """As `entry_moved`, but the entry stays, and a copy is wanted there."""
    entry_deleted = Signal(object)
    """Entry: Del."""
    wanted = Signal(object, object, bool)
    """Start, end (exclusive), all day: a new event is wanted there."""
    day_chosen = Signal(object)
    """Date: this day itself is to be shown."""
    went = Signal(object)
    """Date: the keyboard went to a day, maybe outside of what is shown; the page follows."""
    span_changed = Signal()
    """It spans other days than before from where one stands: the page reads them."""
    retitled = Signal(str, str)
    """As `titles`, where other days are seen without any being read."""
    stepped = Signal(int)
    """The page keys: go on, or back, by so many of what is shown."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.surroundings = Surroundings({}, {})
        self.first = self.last = desk.today()

    def span(self, anchor: date) -> tuple[date, date]:
        """The first day that is shown when one stands on `anchor`, and the one after the last."""
        return anchor, day_after(anchor)

    def step(self, anchor: date, count: int) -> date:
        """Where one stands after going on (or back) by `count` of what is shown."""
        first, last = self.span(anchor)
        return day_after(anchor, (last - first).days * count)

    def title(self, anchor: date, *, brief: bool = False) -> str:
        """The days of `span`, in words: "16 – 22 November 2026", or with short months."""
        return ""

    def titles(self, anchor: date) -> tuple[str, str]:
        """What is seen just now, in words, and in brief; of a view that scrolls not all it has."""
        return self.title(anchor), self.title(anchor, brief=True)

    def show_surroundings(self, surroundings: Surroundings) -> None:
        """Take over calendars and vehicles; comes before the entries."""
        self.surroundings = surroundings

    def show_entries(self, entries: Sequence[Entry], first: date, last: date) -> None:
        """Show these, of the days from `first` to before `last`; sorted by start."""
        self.first, self.last = first, last

    def show_moment(self) -> None:
        """The time went on by a minute: move the line that says now."""

    @property
    def current(self) -> Entry | None:
        """The entry that has the keyboard, for what the page does with it."""
        return None

    @property
    def standing(self) -> date:
        """The day on which one stands."""
        return self.first

    def place_of(self, entry: Entry) -> QRect:
        """Where an entry stands, in the view's coordinates, for a popover beside it."""
        return QRect()

    def go_to(self, day: date) -> None:
        """Stand on a day that is shown."""

    def pick(self, entry: Entry) -> None:
        """Stand on an entry that is shown."""

    def forget_wish(self) -> None:
        """Nothing came of what was asked for (a move, a new event): show no trace of it."""
