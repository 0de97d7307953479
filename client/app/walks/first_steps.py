"""A walk of the tour: the first steps of a person whose garage is empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from client.app.tour import Tour
    from client.ui.shell.shell import Shell


def walk(tour: Tour, shell: Shell) -> None:
    """The first steps, with a number looked up, and the days to be reminded of."""
    from client.ui.routes import GARAGE, WELCOME, Route
    from client.ui.welcome.welcome_page import REMINDERS, WelcomePage

    desk = shell.desk
    desk.go(Route(WELCOME))
    tour.settle(desk)
    page = shell.page
    assert isinstance(page, WelcomePage)
    page.first.vin.setText("TMBJJ7NE8G0123456")
    tour.settle(desk)
    page.first.facts.plate.set_text("M JL 2016")
    page.first.facts.odometer.set_text("84,120")
    tour.in_both("12-first-start", shell, desk)
    page.reminders.show_vehicle("first", "Octavia")
    page.show_step(REMINDERS)
    tour.settle(desk)
    tour.keep("12-first-start-reminders", shell)
    desk.go(Route(GARAGE))
    tour.settle(desk)
