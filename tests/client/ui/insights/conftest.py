"""A small garage made by hand: a petrol car, an electric one, a trailer; and the page over it."""

from datetime import date

import pytest
from PySide6.QtWidgets import QApplication

from client.operations.records import add
from client.ui.insights.insights_page import InsightsPage
from client.ui.routes import INSIGHTS, Route
from garage.moments import Moment
from garage.money import Money
from garage.records import kind_named
from garage.units import Quantity


def put(store, kind, vehicle=None, **values):
    """Add a record; gives its id."""
    owner = {"vehicle": vehicle} if vehicle else {}
    return add(store, kind_named(kind), {**owner, **values}).ids[0]


def fill(store, vehicle, day, odometer, total, **measure):
    """A full fill-up."""
    put(store, "fill_up", vehicle, date=Moment(day), odometer=Quantity(str(odometer), "km"),
        total=Money(total, "EUR"), full=True, **measure)  # fmt: skip


@pytest.fixture
def garage(store):
    """Ids by name. The Golf: 8,000 km at 60 € for 800 km, and 600 € of work in March."""
    golf = put(store, "vehicle", name="Golf", energies=("petrol",), plate="M GO 1")
    for number, month in enumerate(range(1, 12)):
        volume = "140.00" if month == 8 else "48.00"
        fill(store, golf, date(2026, month, 5), 10_000 + 800 * number, "60.00",
             volume=Quantity(volume, "L"))  # fmt: skip
    put(store, "service", golf, date=Moment(date(2026, 3, 20)), title="Oil",
        total=Money("600.00", "EUR"))  # fmt: skip
    ion = put(store, "vehicle", name="Ion", energies=("electric",))
    for number in range(4):
        fill(store, ion, date(2026, 5, 1 + 7 * number), 1_000 + 300 * number, "12.00",
             energy=Quantity(str(48 + number), "kWh"))  # fmt: skip
    trailer = put(store, "vehicle", name="Trailer", type="trailer")
    put(store, "expense", trailer, date=Moment(date(2026, 4, 1)), title="Lamp",
        category="other", total=Money("61.00", "EUR"))  # fmt: skip
    put(store, "reminder", golf, title="Road tax", due=date(2026, 12, 10),
        estimate=Money("194.00", "EUR"))  # fmt: skip
    return {"Golf": golf, "Ion": ion, "Trailer": trailer}


@pytest.fixture
def page(garage, desk, qtbot, settled):
    """The page as one comes to it in a wide window."""
    shown = InsightsPage(desk)
    qtbot.addWidget(shown)
    shown.resize(1224, 836)
    shown.show()
    shown.show_route(Route(INSIGHTS))
    settled()
    return shown


def said(page):
    """What the tiles say."""
    return [tile.accessibleName() for tile in page.tiles]


def choose(page, period, settled):
    """Click a period."""
    page.ask_bar.periods.button(period).click()
    settled()


def opened(kind):
    """What of a kind is open over the page."""
    return next(
        found
        for window in QApplication.topLevelWidgets()
        for found in window.findChildren(kind)
        if found.isVisible()
    )
