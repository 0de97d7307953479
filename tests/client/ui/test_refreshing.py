"""A page reads anew what it shows where that changed, and nothing where something else did."""

from datetime import date

import pytest

from client.operations.records import add
from client.store.changes import Changes
from client.ui.insights.insights_page import InsightsPage
from client.ui.routes import GARAGE, INSIGHTS, VEHICLE, Route
from client.ui.vehicles.garage_page import GaragePage
from client.ui.vehicles.vehicle_page import VehiclePage
from garage.moments import Moment
from garage.money import Money
from garage.records import kind_named


@pytest.fixture
def golf(store):
    """The id of a vehicle with an expense."""
    made = add(store, kind_named("vehicle"), {"name": "Golf"}).ids[0]
    values = {"vehicle": made, "date": Moment(date(2026, 11, 3)), "total": Money("12.00", "EUR")}
    add(store, kind_named("expense"), values)
    return made


@pytest.mark.parametrize(
    ("page", "route"),
    [(GaragePage, GARAGE), (VehiclePage, VEHICLE), (InsightsPage, INSIGHTS)],
    ids=lambda each: getattr(each, "__name__", ""),
)
def test_a_page_is_read_anew_only_for_what_it_shows(
    golf, desk, qtbot, settled, monkeypatch, page, route
):
    shown = page(desk)
    qtbot.addWidget(shown)
    shown.show()
    shown.show_route(Route(route, vehicle=golf) if route == VEHICLE else Route(route))
    settled()
    read = []
    ask = desk.read
    monkeypatch.setattr(desk, "read", lambda *of, **how: (read.append(of[0]), ask(*of, **how))[1])

    desk.changed.emit(Changes("edit", touched={"calendar": frozenset({"another"})}))
    settled()
    assert shown not in read
    desk.changed.emit(Changes("edit", touched={"expense": frozenset({"another"})}))
    settled()
    assert shown in read
