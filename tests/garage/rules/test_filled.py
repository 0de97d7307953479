"""The third of amount, price and total."""

import pytest

from garage.money import Money, UnitPrice
from garage.rules.filled import third_of
from garage.units import Quantity

LITRE = UnitPrice("1.659", "EUR", "L")
TOTAL = Money("74.99", "EUR")


def test_what_was_filled_follows_from_total_and_price_as_finely_as_pumps_count():
    assert third_of({"total": TOTAL, "price": LITRE}) == {"volume": Quantity("45.20", "L")}
    power = UnitPrice("0.59", "EUR", "kWh")
    assert third_of({"total": Money("10", "EUR"), "price": power}) == {
        "energy": Quantity("16.95", "kWh")
    }


def test_a_total_follows_from_amount_and_price():
    assert third_of({"volume": Quantity("45.2", "L"), "price": LITRE}) == {"total": TOTAL}


@pytest.mark.parametrize(
    "values",
    [
        {"price": LITRE},
        {"total": TOTAL, "volume": Quantity("45.2", "L")},
        {"total": TOTAL, "price": LITRE, "volume": Quantity("40", "L")},
        {"total": Money("74.99", "CHF"), "price": LITRE},
        {"total": Money("0", "EUR"), "price": LITRE},
        {"total": TOTAL, "price": UnitPrice("0", "EUR", "L")},
        {"price": LITRE, "energy": Quantity("20", "kWh")},
    ],
)
def test_nothing_is_made_up(values):
    assert third_of(values) == {}
