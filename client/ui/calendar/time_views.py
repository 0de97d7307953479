"""The views that are canvases: a day, a working week, a week, a month."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from client.ui.calendar.canvas_view import CanvasView
from client.ui.calendar.month_grid import MonthGrid
from client.ui.calendar.spans import (
    A_WEEK,
    days_title,
    long_day,
    month_after,
    month_title,
    week_of,
    weeks_of_month,
    working_week,
)
from client.ui.calendar.time_grid import TimeGrid
from client.ui.text import _
from client.ui.vehicles.shown import weekday_names, weekdays
from garage.calendar.zones import day_after

if TYPE_CHECKING:
    from client.ui.desk import Desk


class DayView(CanvasView):
    """One day."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, TimeGrid(desk))

    def title(self, anchor: date, *, brief: bool = False) -> str:
        day = long_day(anchor, self.desk.preferences, brief=brief)
        names = weekdays() if brief else weekday_names()
        return _("{weekday} {day}").format(weekday=names[anchor.weekday()], day=day)


class WeekView(DayView):
    """A week, from the day on which weeks begin where the person lives."""

    def span(self, anchor: date) -> tuple[date, date]:
        first = week_of(anchor, self.desk.preferences.first_weekday)
        return first, day_after(first, A_WEEK)

    def title(self, anchor: date, *, brief: bool = False) -> str:
        return days_title(*self.span(anchor), self.desk.preferences, brief=brief)


class WorkWeekView(WeekView):
    """The days on which the person works, as Monday to Friday."""

    def span(self, anchor: date) -> tuple[date, date]:
        return working_week(anchor, self.desk.preferences.working_days)

    def step(self, anchor: date, count: int) -> date:
        return day_after(anchor, A_WEEK * count)


class MonthView(CanvasView):
    """A month in whole weeks."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, MonthGrid(desk))

    def span(self, anchor: date) -> tuple[date, date]:
        return weeks_of_month(anchor, self.desk.preferences.first_weekday)

    def step(self, anchor: date, count: int) -> date:
        return month_after(anchor, count)

    def title(self, anchor: date, *, brief: bool = False) -> str:
        return month_title(anchor, brief=brief)
