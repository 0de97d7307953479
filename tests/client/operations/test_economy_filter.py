"""Fill-ups by the economy that they close."""

from datetime import date

import pytest

from client.operations.economy_filter import economy_test, fills_by_economy
from client.operations.records import add
from client.store import Store
from garage.errors import ValueRefused
from garage.moments import Moment
from garage.reading import Reading
from garage.records import kind_named
from garage.units import Quantity


@pytest.fixture
def store(tmp_path):
    """A car that took 5 and then 7 l/100 km."""
    with Store(tmp_path / "profile") as opened:
        car = add(opened, kind_named("vehicle"), {"name": "Octavia"}).ids[0]
        for n, (odometer, litres) in enumerate(((1000, "40"), (2000, "50"), (3000, "70"))):
            values = {
                "vehicle": car,
                "date": Moment(date(2026, 10, 1 + n)),
                "odometer": Quantity(str(odometer), "km"),
                "volume": Quantity(litres, "L"),
            }
            add(opened, kind_named("fill_up"), values)
        yield opened


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("economy > 6 l/100 km", 1),
        ("economy < 6", 1),
        ("economy = 7 l/100 km", 1),
        ("economy >= 5", 2),
        ("economy > 40 mpg", 2),
        ("Economy ≤ 15 km/l", 1),
        ("economy > 20 kWh/100 km", 0),
    ],
)
def test_figures_are_compared_in_the_unit_that_was_asked_for(store, text, count):
    test = economy_test(text, Reading(gallon="uk"))
    total, hits = store.read(lambda reader: fills_by_economy(reader, test))
    assert (total, len(hits)) == (count, count)


def test_the_newest_come_first_and_no_more_than_asked_for(store):
    test = economy_test("economy > 1", Reading())
    total, hits = store.read(lambda reader: fills_by_economy(reader, test, 1))
    assert (total, [hit.figure.value for hit in hits]) == (2, ["7.00"])


def test_other_texts_are_no_test_of_economy_and_bad_figures_are_refused():
    assert economy_test("total > 6", Reading()) is None
    with pytest.raises(ValueRefused):
        economy_test("economy > plenty", Reading())
