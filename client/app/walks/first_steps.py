"""A walk of the tour: the first steps of a person whose garage is empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from client.app.tour import Tour
    from client.ui.shell.shell import Shell
    from client.ui.welcome.welcome_page import WelcomePage


def walk_words(tour: Tour, shell: Shell) -> None:
    """The first step as another language says it."""
    tour.settle(shell.desk)
    describe(tour, shell)
    tour.keep("12-first-start", shell)


def describe(tour: Tour, shell: Shell) -> WelcomePage:
    """Go to the first step, and look a number up."""
    from client.ui.routes import WELCOME, Route
    from client.ui.welcome.welcome_page import WelcomePage

    shell.desk.go(Route(WELCOME))
    tour.settle(shell.desk)
    page = shell.page
    assert isinstance(page, WelcomePage)
    page.first.vin.setText("TMBJJ7NE8G0123456")
    tour.settle(shell.desk)
    return page


def walk(tour: Tour, shell: Shell) -> None:
    """The first steps, with a number looked up, and the days to be reminded of."""
    from client.app.tour import SIZE
    from client.ui.routes import GARAGE, Route
    from client.ui.welcome.welcome_page import REMINDERS

    desk = shell.desk
    page = describe(tour, shell)
    page.first.facts.plate.set_text("M JL 2016")
    page.first.facts.odometer.set_text("84,120")
    tour.in_both("12-first-start", shell, desk)
    shell.resize(shell.minimumWidth(), SIZE[1])
    tour.settle(desk)
    tour.keep("12-first-start-narrow", shell)
    shell.resize(*SIZE)
    tour.settle(desk)
    page.reminders.show_vehicle("first", "Octavia")
    page.show_step(REMINDERS)
    tour.settle(desk)
    tour.keep("12-first-start-reminders", shell)
    desk.go(Route(GARAGE))
    tour.settle(desk)
