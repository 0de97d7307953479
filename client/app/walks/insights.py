"""A walk of the tour: insights."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from client.app.tour import Tour
    from client.ui.shell.shell import Shell


def walk(tour: Tour, shell: Shell) -> None:
    """Keep the pictures of insights: charts, a month explained, tables, one vehicle, narrow."""
    from client.app.tour import NARROW, SIZE, vehicle_named
    from client.ui.insights.insights_page import InsightsPage
    from client.ui.routes import INSIGHTS, Route

    desk = shell.desk
    desk.go(Route(INSIGHTS))
    tour.settle(desk)
    page = shell.findChild(InsightsPage)
    assert page is not None
    page.cost.bars.show_current(4)
    tour.in_both("08-insights", shell, desk)
    page.cost.bars.show_current(-1)
    bar = page.scrolled.verticalScrollBar()
    bar.setValue(bar.maximum())
    tour.in_both("08-insights-below", shell, desk)
    bar.setValue(0)
    page.turn_all()
    tour.settle(desk)
    tour.in_both("08-insights-tables", shell, desk)
    page.turn_all()
    desk.go(Route(INSIGHTS, vehicle_named(shell, "Octavia")))
    tour.settle(desk)
    tour.in_both("08-insights-vehicle", shell, desk)
    desk.go(Route(INSIGHTS))
    shell.resize(*NARROW)
    tour.settle(desk)
    tour.keep("08-insights-narrow", shell)
    shell.resize(*SIZE)
    tour.settle(desk)
