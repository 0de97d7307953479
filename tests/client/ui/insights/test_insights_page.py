"""The insights page: its tiles, what makes it show other figures, and its shape."""

import threading
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt

from client.operations.records import add
from client.ui.insights.insights_page import InsightsPage
from client.ui.routes import GARAGE, INSIGHTS, Route
from client.ui.theme import Scheme, apply
from client.ui.vehicles.vehicle_page import VehiclePage
from garage.moments import Moment
from garage.money import Money
from garage.records import kind_named
from tests.client.ui.insights.conftest import choose, said


def test_the_tiles_say_what_twelve_months_were(page):
    spent, distance, rate, expected = said(page)
    assert spent == "Spent: €1,369, in 12 months, nothing before to compare with"
    assert distance == "Distance: 8,900, km, 742 km a month"
    assert rate.startswith("Cost per km, all vehicles: €0.154, a km, energy €0.080 · ")
    assert expected.startswith("Expected in December: €")
    assert expected.endswith("from 2 items, Road tax, Fuel")
    assert page.ask_bar.days.accessibleName() == "Period: 1 Dec 2025 – 18 Nov 2026"


def test_what_is_expected_counts_each_item_once(garage, store, page, settled):
    for day, title in enumerate(("Wash", "Wash", "Oil", "Tyres"), 1):
        values = {"title": title, "due": date(2026, 12, day), "estimate": Money("20.00", "EUR")}
        add(store, kind_named("reminder"), {"vehicle": garage["Golf"], **values})
    page.refresh()
    settled()
    # Two of the same name are two items.
    assert said(page)[3].endswith("from 6 items, estimate, Road tax, Fuel, and 4 more")


def test_in_a_narrow_window_nothing_goes_beyond_the_edge(page, settled):
    page.resize(544, 820)
    settled()
    room = page.scrolled.viewport().width()
    assert page.scrolled.widget().width() <= room
    bar = page.ask_bar
    assert all(part.geometry().right() < room for part in (bar.periods, bar.days, bar.worth))


def test_spending_is_compared_with_the_period_before(page, settled):
    choose(page, "month", settled)
    spent = page.prepared.tiles[0]
    assert (spent.chip, spent.context) == ("as before", "€60.00 in the period before")
    choose(page, "quarter", settled)
    spent = page.prepared.tiles[0]
    assert (spent.chip, spent.good) == ("as before", False)


def test_the_money_of_a_vehicle_leads_to_its_insights(garage, desk, qtbot, settled):
    shown = VehiclePage(desk)
    qtbot.addWidget(shown)
    shown.show()
    shown.show_route(Route("vehicle", garage["Golf"]))
    settled()
    shown.overview.insights_link.click()
    assert desk.trail.here == Route(INSIGHTS, garage["Golf"])


def test_a_new_expense_shows_at_once(page, garage, desk, settled):
    values = {"vehicle": garage["Golf"], "date": Moment(date(2026, 11, 2)), "title": "Wash",
              "total": Money("40.00", "EUR"), "category": "wash"}  # fmt: skip
    desk.operate(page, lambda store: add(store, kind_named("expense"), values))
    settled()
    assert said(page)[0].startswith("Spent: €1,409")
    assert "Parking, tolls, other €40" in page.cost.bars.bars[-1].words


def test_what_takes_long_says_that_it_works(page, desk, qtbot, settled):
    assert not page.working.isVisible()
    go_on = threading.Event()
    for key in ("one", "two"):
        desk.read(page, lambda _reader: go_on.wait(60), lambda _done: None, key=key)
    page.refresh()
    qtbot.waitUntil(page.working.isVisible)
    assert page.working.accessibleName() == "Working out the figures …"
    go_on.set()
    settled()
    assert not page.working.isVisible()


def test_amounts_in_other_currencies_are_owned_up_to(page, garage, desk, settled):
    for currency in ("CHF", "AOA"):
        values = {"vehicle": garage["Golf"], "date": Moment(date(2026, 6, 2)), "title": "Toll",
                  "total": Money("40.00", currency), "category": "toll"}  # fmt: skip
        desk.operate(page, lambda store, v=values: add(store, kind_named("expense"), v))
    settled()
    assert page.note.text() == (
        "Amounts in AOA, CHF are counted in EUR at the rate of their own day. "
        "1 amount has no rate for its day and is in no sum."
    )


def test_a_narrow_page_stacks_its_cards(page, qtbot):
    assert page.rates.y() == page.compared.y()
    page.resize(884, 800)
    qtbot.waitUntil(lambda: page.compared.y() > page.rates.y())
    assert page.tiles[2].y() > page.tiles[0].y()
    assert page.cost.shares.mapTo(page.cost, QPoint()).y() > page.cost.bars.y()


def test_an_empty_garage_says_what_it_takes(desk, qtbot, settled):
    shown = InsightsPage(desk)
    qtbot.addWidget(shown)
    shown.show()
    shown.show_route(Route(INSIGHTS))
    settled()
    assert shown.empty.isVisible()
    assert not shown.primary.enabled()
    shown.empty.primary_button.click()
    assert desk.trail.here == Route(GARAGE)


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
def test_everything_that_takes_the_keyboard_says_what_it_is(page, qapp, scheme):
    apply(qapp, scheme)
    page.turn_all()
    nameless = [
        widget
        for widget in page.findChildren(type(page).__mro__[2])
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and not widget.accessibleName()
    ]
    assert nameless == []


def test_the_amounts_under_a_vehicles_money_are_not_cut_off(garage, desk, qtbot, settled):
    shown = VehiclePage(desk)
    qtbot.addWidget(shown)
    shown.resize(1224, 700)
    shown.show()
    shown.show_route(Route("vehicle", garage["Golf"]))
    settled()
    split = shown.overview.split
    settled()
    assert split.height() >= split.heightForWidth(split.width())
