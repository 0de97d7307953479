"""The views of days with their hours: a day, a working week, a week."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QVBoxLayout

from client.ui.calendar.calendar_view import CalendarView, Surroundings
from client.ui.calendar.spans import (
    A_WEEK,
    WORKING_DAYS,
    days_title,
    long_day,
    monday_of,
    week_of,
)
from client.ui.calendar.time_grid import TimeGrid
from client.ui.text import _
from client.ui.vehicles.shown import weekday_names
from garage.calendar.zones import day_after

if TYPE_CHECKING:
    from client.operations.agenda import Entry
    from client.ui.desk import Desk


class DayView(CalendarView):
    """One day."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.grid = TimeGrid(desk)
        self.setFocusProxy(self.grid)
        for ours, its in (
            (self.entry_opened, self.grid.opened), (self.entry_moved, self.grid.moved),
            (self.entry_deleted, self.grid.deleted), (self.wanted, self.grid.wanted),
            (self.day_chosen, self.grid.day_chosen), (self.went, self.grid.went),
            (self.stepped, self.grid.stepped),
        ):  # fmt: skip
            its.connect(ours)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.grid)

    def title(self, anchor: date) -> str:
        day = long_day(anchor, self.desk.preferences)
        return _("{weekday} {day}").format(weekday=weekday_names()[anchor.weekday()], day=day)

    def show_surroundings(self, surroundings: Surroundings) -> None:
        super().show_surroundings(surroundings)
        self.grid.surroundings = surroundings

    def show_entries(self, entries: Sequence[Entry], first: date, last: date) -> None:
        super().show_entries(entries, first, last)
        self.grid.show_entries(entries, first, last)

    def show_moment(self) -> None:
        self.grid.show_moment()

    @property
    def current(self) -> Entry | None:
        return self.grid.current

    def place_of(self, entry: Entry) -> QRect:
        rect = self.grid.places.rect_of(entry).toRect()
        inside = self.grid.viewport().rect()
        rect = rect.intersected(inside) if rect.intersects(inside) else QRect()
        return rect.translated(self.grid.viewport().mapTo(self, inside.topLeft()))

    def go_to(self, day: date) -> None:
        here = self.grid.places.entries_on(day)
        self.grid.stand_on(day, next(iter(here), None))

    def forget_wish(self) -> None:
        self.grid.forget_wish()


class WeekView(DayView):
    """A week, from the day on which weeks begin where the person lives."""

    def span(self, anchor: date) -> tuple[date, date]:
        first = week_of(anchor, self.desk.preferences.first_weekday)
        return first, day_after(first, A_WEEK)

    def title(self, anchor: date) -> str:
        return days_title(*self.span(anchor), self.desk.preferences)


class WorkWeekView(WeekView):
    """Monday to Friday."""

    def span(self, anchor: date) -> tuple[date, date]:
        first = monday_of(anchor)
        return first, day_after(first, WORKING_DAYS)

    def step(self, anchor: date, count: int) -> date:
        return day_after(anchor, A_WEEK * count)
