"""A view that is one canvas: its signals, its entries and its keyboard are the canvas's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QVBoxLayout

from client.ui.calendar.calendar_view import CalendarView, Surroundings
from client.ui.calendar.grid_layout import days_of

if TYPE_CHECKING:
    from client.operations.agenda import Entry
    from client.ui.calendar.agenda_list import AgendaCanvas
    from client.ui.calendar.month_grid import MonthGrid
    from client.ui.calendar.time_grid import TimeGrid
    from client.ui.calendar.timeline_grid import TimelineGrid
    from client.ui.desk import Desk


class CanvasView(CalendarView):
    """Shows what its canvas shows."""

    def __init__(
        self, desk: Desk, canvas: AgendaCanvas | MonthGrid | TimeGrid | TimelineGrid
    ) -> None:
        super().__init__(desk)
        self.canvas = canvas
        self._waiting: Sequence[Entry] | None = None
        self.setFocusProxy(canvas)
        canvas.rested.connect(self._on_rested)
        for ours, its in (
            (self.entry_opened, canvas.opened), (self.entry_moved, canvas.moved),
            (self.entry_copied, canvas.copied), (self.entry_deleted, canvas.deleted),
            (self.wanted, canvas.wanted),
            (self.day_chosen, canvas.day_chosen), (self.went, canvas.went),
            (self.stepped, canvas.stepped),
        ):  # fmt: skip
            its.connect(ours)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(canvas)

    def show_surroundings(self, surroundings: Surroundings) -> None:
        super().show_surroundings(surroundings)
        self.canvas.surroundings = surroundings

    def show_entries(self, entries: Sequence[Entry], first: date, last: date) -> None:
        same = (first, last) == (self.first, self.last)
        super().show_entries(entries, first, last)
        # What somebody else changes would take the event out of the hand that drags it.
        self._waiting = entries if same and self.canvas.busy else None
        if self._waiting is None:
            self.canvas.show_entries(entries, first, last)

    def _on_rested(self) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self.canvas.show_entries(waiting, self.first, self.last)

    def show_moment(self) -> None:
        self.canvas.show_moment()

    @property
    def current(self) -> Entry | None:
        return self.canvas.current

    @property
    def standing(self) -> date:
        return self.canvas.day

    def place_of(self, entry: Entry) -> QRect:
        seen = self.canvas.viewport()
        rect = self.canvas.places.rect_of(entry).toRect().intersected(seen.rect())
        return rect.translated(seen.mapTo(self, QPoint(0, 0)))

    def go_to(self, day: date) -> None:
        here = self.canvas.places.entries_on(day)
        self.canvas.stand_on(day, next(iter(here), None))

    def pick(self, entry: Entry) -> None:
        day = days_of(entry)[0]
        self.canvas.stand_on(day if self.canvas.shows(day) else self.first, entry)

    def forget_wish(self) -> None:
        self.canvas.forget_wish()
