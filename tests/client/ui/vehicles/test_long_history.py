"""A vehicle with years of records: its overview is there at once, all else follows."""

from datetime import timedelta

import pytest

from client.operations.recent_overview import LONG
from client.ui.routes import GARAGE, VEHICLE, Route
from client.ui.vehicles.vehicle_page import FUEL, OVERVIEW, VehiclePage
from garage.records import kind_named

from .conftest import TODAY, fill_values

FILLS = LONG + 200


@pytest.fixture
def taxi(store, octavia):
    """The Octavia, filled up every day for years before."""
    kind = kind_named("fill_up")
    values = [
        fill_values(
            octavia, TODAY - timedelta(days=n), 900_000 - 400 * n, "20.00" if n % 9 else "22.00"
        )
        for n in range(FILLS)
    ]
    store.operate(lambda t: [t.add(kind, kind.complete(each)) for each in values], "add", "fills")
    return octavia


@pytest.fixture
def page(desk, taxi, qtbot):
    """Its page, on which the overview stands and all else is still to come."""
    shown = VehiclePage(desk)
    qtbot.addWidget(shown)
    shown.resize(1224, 836)
    shown.show()
    desk.route_changed.connect(shown.show_route)
    desk.go(Route(GARAGE))
    desk.go(Route(VEHICLE, taxi, OVERVIEW))
    qtbot.waitUntil(shown.overview.isVisible)
    assert not desk.workers.idle
    return shown


def test_its_figures_stand_and_the_best_of_all_time_joins_them(page, settled):
    said = page.overview.economy.accessibleName
    first = said().split(", ")
    assert page.overview.chart.chart.isVisible()
    assert page.tabs.tabText(1) == f"Fuel {FILLS + 8}"
    settled()
    assert [words for words in said().split(", ") if words not in first] == ["best 5.0"]


def test_the_row_that_has_the_keyboard_keeps_it_when_all_is_read(page, qtbot, settled):
    row = page.overview.rows[2]
    row.setFocus()
    settled()
    assert row is page.overview.rows[2]
    assert row.hasFocus()


def test_a_fill_up_asked_for_meanwhile_is_begun_when_all_is_read(page, settled, qtbot):
    page.add_fill_up()
    settled()
    assert page.tabs.current == FUEL
    assert page.fuel.table.rows.rowCount() == FILLS + 8
    qtbot.waitUntil(page.fuel.quick.edit.hasFocus)


def test_its_log_can_be_asked_for_meanwhile(page, desk, taxi, settled):
    desk.go(Route(VEHICLE, taxi, FUEL))
    settled()
    assert page.fuel.table.rows.rowCount() == FILLS + 8
