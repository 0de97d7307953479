"""The page of a vehicle, at its fuel log."""

import pytest

from client.ui.routes import GARAGE, VEHICLE, Route
from client.ui.vehicles.vehicle_page import FUEL, VehiclePage


@pytest.fixture
def page(desk, octavia, qtbot, settled):
    shown = VehiclePage(desk)
    qtbot.addWidget(shown)
    shown.resize(1224, 836)
    shown.show()
    desk.route_changed.connect(shown.show_route)
    desk.go(Route(GARAGE))
    desk.go(Route(VEHICLE, octavia, FUEL))
    settled()
    return shown
