"""The plan of a vehicle, with five cards."""

import pytest

from client.operations.records import add
from client.ui.routes import VEHICLE, Route
from client.ui.vehicles.vehicle_page import VehiclePage
from garage.money import Money
from garage.records import kind_named
from tests.client.ui.waiting import settle

CARDS = (
    ("backlog", "Headliner", {"estimate": Money("320", "EUR"), "tags": ["interior"]}),
    ("backlog", "Rust", {"estimate": Money("900", "EUR"), "tags": ["body", "before-winter"]}),
    ("planned", "Exhaust", {"estimate": Money("320", "EUR"), "becomes": "repair"}),
    ("doing", "Axle", {"estimate": Money("880", "EUR"), "tags": ["chassis"]}),
    ("doing", "Points", {}),
)


@pytest.fixture
def cards(store, octavia):
    """Five cards and a checklist; title → id."""
    made = {}
    for place, (state, title, values) in enumerate(CARDS):
        given = {"vehicle": octavia, "state": state, "title": title, "order": f"{place}5"}
        made[title] = add(store, kind_named("plan_item"), given | values).ids[0]
    for place, point in enumerate(("Beam out", "Beam in", "Brakes bled")):
        given = {"of": made["Axle"], "title": point, "order": str(place)}
        add(store, kind_named("checklist_item"), given)
    return made


@pytest.fixture
def page(desk, octavia, cards, qtbot, settled):
    shown = VehiclePage(desk)
    qtbot.addWidget(shown)
    shown.resize(1224, 836)
    shown.show()
    desk.route_changed.connect(shown.show_route)
    desk.go(Route(VEHICLE, octavia, "plan"))
    settled()
    return shown


@pytest.fixture
def plan(page):
    return page.stack.tab("plan")


@pytest.fixture
def restarted(page, desk, octavia, qtbot, settled, next_desk):
    """Close the window and give the plan as the next start shows it."""

    def start():
        page.hide()
        desk.stop()
        settled()
        again = next_desk()
        second = VehiclePage(again)
        qtbot.addWidget(second)
        second.show()
        second.show_route(Route(VEHICLE, octavia, "plan"))
        settle(qtbot, again)
        return second.stack.tab("plan")

    return start
