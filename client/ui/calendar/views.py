"""The views there are, in the order of the bar; each is made when it is first chosen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from client.ui.text import _

if TYPE_CHECKING:
    from client.ui.calendar.calendar_view import CalendarView
    from client.ui.desk import Desk

MakeView = Callable[["Desk"], "CalendarView"]


@dataclass(frozen=True)
class ViewKind:
    """A view: its key in the settings, what it is called, its shortcut, and what makes it."""

    key: str
    words: str
    shortcut: str
    make: MakeView


def view_kinds() -> tuple[ViewKind, ...]:
    """All views."""
    return (
        ViewKind("day", _("Day"), "Alt+1", _day),
        ViewKind("work_week", _("Work week"), "Alt+2", _work_week),
        ViewKind("week", _("Week"), "Alt+3", _week),
        ViewKind("month", _("Month"), "Alt+4", _month),
        ViewKind("list", _("List"), "Alt+5", _list),
        ViewKind("timeline", _("Timeline"), "Alt+6", _timeline),
    )


def _day(desk: Desk) -> CalendarView:
    from client.ui.calendar.time_views import DayView

    return DayView(desk)


def _work_week(desk: Desk) -> CalendarView:
    from client.ui.calendar.time_views import WorkWeekView

    return WorkWeekView(desk)


def _week(desk: Desk) -> CalendarView:
    from client.ui.calendar.time_views import WeekView

    return WeekView(desk)


def _month(desk: Desk) -> CalendarView:
    from client.ui.calendar.time_views import MonthView

    return MonthView(desk)


def _list(desk: Desk) -> CalendarView:
    from client.ui.calendar.agenda_list import AgendaView

    return AgendaView(desk)


def _timeline(desk: Desk) -> CalendarView:
    from client.ui.calendar.timeline_view import TimelineView

    return TimelineView(desk)
