"""The head of a vehicle's pages: who drives it."""

from datetime import date

import pytest

from client.operations.records import add, edit
from client.ui.routes import VEHICLE, Route
from client.ui.vehicles.vehicle_page import VehiclePage
from garage.moments import Moment
from garage.records import kind_named
from garage.units import Quantity

from .conftest import TODAY, fill_values


@pytest.fixture
def page(desk, octavia, qtbot, settled):
    shown = VehiclePage(desk)
    qtbot.addWidget(shown)
    shown.resize(1224, 836)
    shown.show()
    shown.show_route(Route(VEHICLE, octavia))
    settled()
    return shown


def test_the_head_names_those_who_drove_most(page, desk, store, octavia, settled):
    assert page.head._drivers.isHidden()
    named = ["Anna", "Jonas", "Anna", "anna", "Jonas", "Jonas", "Jonas", "Karl", "Mia"]
    for place, driver in enumerate(named):
        fill = fill_values(octavia, date(2026, 1, 1 + place), 1_000 + 500 * place, "40.00")
        add(store, kind_named("fill_up"), {**fill, "driver": driver})
    trip = {"vehicle": octavia, "date": Moment(TODAY), "driver": "Mia", "title": "Lake"}
    desk.operate(page, lambda s: add(s, kind_named("trip"), trip))
    settled()
    drivers = page.head.drivers
    assert drivers.accessibleName() == "Drivers: Jonas, anna, Mia"
    assert [each.toolTip() for each in drivers.avatars] == ["Jonas", "anna", "Mia"]
    assert drivers.isVisible()


def test_the_heads_drivers_go_first_where_there_is_little_room(page, desk, store, octavia, settled):
    bought = {"purchased": date(2019, 3, 1), "purchase_odometer": Quantity("21450", "km")}
    edit(store, octavia, bought)
    fill = fill_values(octavia, date(2026, 1, 1), 1_000, "40.00")
    desk.operate(page, lambda s: add(s, kind_named("fill_up"), {**fill, "driver": "Anna"}))
    settled()
    head = page.head
    assert head.drivers.accessibleName() == "Drivers: Anna"
    assert [each.isVisible() for each in head.drivers.avatars] == [True, False, False]
    seen = set()
    for width in range(1224, 560, -40):
        page.resize(width, 836)
        settled()
        seen.add((head.bought.isVisible(), head.drivers.isVisible()))
    assert seen == {(True, True), (True, False), (False, False)}
