"""The window opens on the page that it was closed on, and never shows another one first."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from shiboken6 import isValid

from client.app.window import show_glimpse
from client.operations.records import add, delete
from client.store import Store
from client.ui.calendar.calendar_page import CalendarPage
from client.ui.routes import CALENDAR, SETTINGS, VEHICLE, Route
from client.ui.shell.shell import Shell
from client.ui.shell.stand_in import StandIn
from client.ui.vehicles.garage_glimpse import GarageGlimpse
from client.ui.vehicles.garage_page import GaragePage
from client.ui.vehicles.vehicle_page import VehiclePage
from garage.records import Vehicle, kind_named


@pytest.fixture
def octavia(with_octavia):
    """The vehicle's id."""
    with Store(with_octavia) as store:
        (vehicle,) = store.read(lambda reader: reader.all(Vehicle))
    return vehicle.id


@pytest.fixture
def closed_on(with_octavia, person, session):
    """`closed_on(route)`: a run of the window that ends there."""

    def run(route):
        def go(shell):
            return shell.desk.go(route) if rests(shell) else False

        person((Shell, go), (Shell, lambda shell: shell.close() if rests(shell) else False))
        assert session(with_octavia) == 0

    return run


@pytest.fixture
def started(qapp, with_octavia):
    """`started()`: the window as it is first painted, its store not open yet."""

    def start():
        view = show_glimpse(qapp, with_octavia)
        painted = []
        view.when_painted(lambda: painted.append(True))
        while not painted:
            qapp.processEvents()
        return view

    return start


def rests(shell):
    return shell.desk.is_open and shell.sidebar.contents.vehicles and shell.desk.workers.idle


def closes_on(kind, looked):
    """A deed: look at a page of this class, once it is read, and close the window."""

    def close(shell):
        if not (rests(shell) and isinstance(shell.page, kind)):
            return False
        looked(shell)
        return shell.close()

    return close


def test_the_fuel_tab_comes_back_ready_for_a_line(
    octavia, with_octavia, closed_on, started, session, person
):
    closed_on(Route(VEHICLE, octavia, "fuel"))
    view = started()
    at = []

    def look(shell):
        at.append(shell.focusWidget() is shell.page.fuel.quick.edit)

    person((Shell, closes_on(VehiclePage, look)))
    assert session(with_octavia, view) == 0
    assert at == [True]


def test_a_vehicles_tab_comes_back_without_a_sight_of_the_garage(
    octavia, with_octavia, closed_on, started, session, person
):
    closed_on(Route(VEHICLE, octavia, "service"))
    view = started()
    shell, stand_in = view.shell, view.shell.page
    assert isinstance(stand_in, StandIn)
    assert shell.windowTitle() == "Octavia – Paddock"
    assert shell.sidebar._vehicles[octavia].isChecked()
    assert shell.findChildren(GarageGlimpse) == []
    seen = []
    shell.stack.currentChanged.connect(lambda _at: seen.append(type(shell.page)))

    def look(shell):
        assert shell.page.tabs.current == "service"
        assert shell.page.tabs.isVisible()
        assert not isValid(stand_in)
        shell.desk.back()
        assert isinstance(shell.page, GaragePage)

    person((Shell, closes_on(VehiclePage, look)))
    assert session(with_octavia, view) == 0
    assert GarageGlimpse not in seen
    assert seen[0] is VehiclePage


def test_one_may_go_to_the_garage_before_the_store_is_open(
    octavia, with_octavia, closed_on, started, session, person
):
    closed_on(Route(VEHICLE, octavia))
    view = started()
    QTest.mouseClick(view.shell.sidebar.garage, Qt.MouseButton.LeftButton)
    assert [card.isVisible() for card in view.shell.page.grid.cards] == [True]
    person((Shell, closes_on(GaragePage, lambda shell: None)))
    assert session(with_octavia, view) == 0


def test_the_calendar_comes_back_with_its_view(
    octavia, with_octavia, closed_on, started, session, person
):
    closed_on(Route(CALENDAR, tab="month"))
    view = started()
    assert view.shell.page.title == "Calendar"

    def look(shell):
        assert shell.page.state.view == "month"
        assert shell.page.anchor == shell.desk.today()

    person((Shell, closes_on(CalendarPage, look)))
    assert session(with_octavia, view) == 0


def test_a_vehicle_that_is_gone_by_then_leaves_one_in_the_garage(
    octavia, with_octavia, closed_on, started, session, person
):
    closed_on(Route(VEHICLE, octavia, "service"))
    with Store(with_octavia) as store:
        add(store, kind_named("vehicle"), {"name": "Herbie"})
        delete(store, [octavia])
    view = started()
    person((Shell, closes_on(GaragePage, lambda shell: None)))
    assert session(with_octavia, view) == 0


def test_from_the_settings_one_starts_in_the_garage(
    octavia, with_octavia, closed_on, started, session, person
):
    closed_on(Route(SETTINGS))
    view = started()
    assert isinstance(view.shell.page, GarageGlimpse)
    person((Shell, closes_on(GaragePage, lambda shell: None)))
    assert session(with_octavia, view) == 0
