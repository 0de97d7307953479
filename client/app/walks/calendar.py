"""A walk of the tour: the calendar's views of days and months."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from client.app.tour import Tour
    from client.ui.shell.shell import Shell


def walk(tour: Tour, shell: Shell) -> None:
    """Keep the pictures of week, month, a full day, day, working week, and of narrow windows."""
    from client.app.tour import NARROW, SIZE
    from client.ui.calendar.calendar_page import CalendarPage
    from client.ui.calendar.month_grid import MonthGrid
    from client.ui.routes import CALENDAR, Route

    desk = shell.desk
    desk.go(Route(CALENDAR, tab="week"))
    tour.settle(desk)
    page = shell.findChild(CalendarPage)
    assert page is not None
    tour.in_both("04-calendar-week", shell, desk)
    page.choose_view("month")
    tour.settle(desk)
    tour.in_both("05-calendar-month", shell, desk)
    grid = page.view.findChild(MonthGrid)
    assert grid is not None
    grid.show_more(desk.today())
    tour.settle(desk)
    tour.keep("05-calendar-month-more-light", shell)
    if grid.more is not None:
        grid.more.close_popover()
    for view in ("day", "work_week"):
        page.choose_view(view)
        tour.settle(desk)
        tour.in_both(f"04-calendar-{view.replace('_', '-')}", shell, desk)
    shell.resize(*NARROW)
    for name, view in (("04-calendar-week", "week"), ("05-calendar-month", "month")):
        page.choose_view(view)
        tour.settle(desk)
        tour.keep(f"{name}-narrow", shell)
    shell.resize(*SIZE)
    tour.settle(desk)
