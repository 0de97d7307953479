"""The garage in its other shapes: as a table, filtered, in sections, and vehicles side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from client.app.tour import Tour
    from client.ui.shell.shell import Shell
    from client.ui.vehicles.garage_page import GaragePage


def walk(tour: Tour, shell: Shell) -> None:
    """Keep the pictures of these screens; the garage is left as it was found."""
    from client.ui.routes import GARAGE, Route
    from client.ui.vehicles.garage_page import GaragePage
    from client.ui.vehicles.garage_view import CARDS, TABLE, View

    desk = shell.desk
    desk.go(Route(GARAGE))
    tour.settle(desk)
    page = shell.page
    assert isinstance(page, GaragePage)
    page.content.set_view(View(TABLE, "due", False))
    tour.settle(desk)
    tour.in_both("01-garage-table", shell, desk)
    page.content.set_view(View(CARDS, "name", False))
    page.start_filter()
    page.filters.field.setText("odometer > 80000 km")
    page.filters.field.returnPressed.emit()
    tour.settle(desk)
    page.grid.pick(list(page.grid.picks) or [page.grid.cards[0].property("vehicle")])
    tour.in_both("01-garage-filtered", shell, desk)
    page.grid.pick(())
    page.filters.reset()
    page.content.close_filters()
    _compare(tour, shell, page)
    page.content.set_view(View())
    tour.settle(desk)


def _compare(tour: Tour, shell: Shell, page: GaragePage) -> None:
    from client.app.tour import NARROW, SIZE, vehicle_named
    from client.ui.vehicles.garage_view import CARDS, TABLE, View

    desk = shell.desk
    page.content.set_view(View(CARDS, "name", True))
    tour.settle(desk)
    tour.in_both("01-garage-grouped", shell, desk)
    shell.resize(*NARROW)
    page.content.set_view(View(TABLE, "name", True))
    tour.settle(desk)
    tour.keep("01-garage-table-narrow", shell)
    shell.resize(*SIZE)
    page.compare(tuple(vehicle_named(shell, name) for name in ("Herbie", "Z3", "Octavia")))
    tour.settle(desk)
    tour.in_both("01-garage-compare", shell, desk)
    page.end_comparison()
