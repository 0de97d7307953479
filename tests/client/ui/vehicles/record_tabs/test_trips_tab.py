"""The tab of trips: what was driven on business and privately."""

from datetime import date

from garage.moments import Moment
from garage.units import Quantity
from tests.client.ui.vehicles.tabs import column


def km(number):
    return Quantity(str(number), "km")


def test_trips_add_up_business_and_private_and_a_year_each(at, put):
    put("trip", date=Moment(date(2026, 11, 10)), start="Munich", destination="Freising",
        purpose="business", distance=km(72), driver="Jonas")  # fmt: skip
    put("trip", date=Moment(date(2026, 10, 2)), start="Munich", destination="Starnberg",
        purpose="private", odometer=km(82_000), end_odometer=km(82_054), driver="Anna")  # fmt: skip
    put("trip", date=Moment(date(2025, 5, 2)), start="Munich", destination="Ulm",
        purpose="business", distance=km(148))  # fmt: skip
    tab = at("trips")
    assert column(tab, "distance") == ["72", "54", "148"]
    assert tab.bar.sums.text() == "3 trips · business 220 km · private 54 km"
    assert tab.bar.sums.toolTip().splitlines() == [
        "2026: 2 trips, 126 km, 57% on business", "2025: 1 trip, 148 km, 100% on business",
    ]  # fmt: skip
