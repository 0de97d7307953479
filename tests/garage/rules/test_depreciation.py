"""What a vehicle is worth over time."""

import dataclasses
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from garage.money import Money
from garage.records import Valuation
from garage.rules import EVER, Window, Worth, value_curve
from tests.garage.rules.making import CAR, START, day, eur, moment

BOUGHT = dataclasses.replace(CAR, purchased=START, purchase_price=eur("10000.00"))


def valued(number: int, amount: str, currency: str = "EUR") -> Valuation:
    """Worth so much on a day."""
    return Valuation(id=str(number), vehicle="car", date=moment(number),
                     value=Money(amount, currency))  # fmt: skip


def test_between_two_known_values_it_falls_evenly() -> None:
    curve = value_curve(BOUGHT, [valued(100, "9000.00")])
    assert curve.on(START) == Worth(Decimal(10000), "known")
    assert curve.on(day(25)) == Worth(Decimal(9750), "between")
    assert curve.lost(Window(day(1), day(50))) == Worth(Decimal(500), "known")


def test_after_the_last_known_value_it_is_held_and_called_an_estimate() -> None:
    found = value_curve(BOUGHT, [valued(100, "9000.00")]).on(day(500))
    assert found == Worth(Decimal(9000), "held")
    assert found.estimate


def test_before_it_was_bought_and_after_it_was_sold_it_is_worth_nothing_known() -> None:
    sold = dataclasses.replace(BOUGHT, sold=day(200), sale_price=eur("7000.00"))
    curve = value_curve(sold, [valued(100, "9000.00"), valued(300, "1.00")])
    assert curve.on(day(-1)) is None
    assert curve.on(day(201)) is None
    assert curve.on(day(150)) == Worth(Decimal(8000), "between")
    assert curve.lost(EVER) == Worth(Decimal(3000), "known")
    assert curve.lost(Window(day(250), day(300))) is None


def test_a_vehicle_nobody_valued_has_no_curve() -> None:
    assert value_curve(CAR, []).on(START) is None
    assert value_curve(CAR, []).lost(EVER) is None


def test_a_classic_that_gains_has_lost_less_than_nothing() -> None:
    found = value_curve(BOUGHT, [valued(100, "15000.00")]).lost(EVER)
    assert found is not None
    assert found.amount == -5000


def test_a_valuation_in_other_money_is_converted_or_reported() -> None:
    foreign = valued(100, "8000.00", "GBP")
    assert value_curve(BOUGHT, [foreign]).unconverted == (Money("8000.00", "GBP"),)

    def doubled(money: Money, code: str, on: date) -> Money:
        return Money(str(money.decimal * 2), code)

    curve = value_curve(BOUGHT, [foreign], convert=doubled)
    assert curve.on(day(100)) == Worth(Decimal(16000), "known")


@given(
    st.lists(st.tuples(st.integers(1, 900), st.integers(0, 20_000)), max_size=8),
    st.integers(1, 900),
    st.integers(0, 500),
)
def test_the_losses_of_adjoining_windows_add_up(
    points: list[tuple[int, int]], middle: int, length: int
) -> None:
    curve = value_curve(BOUGHT, [valued(number, str(amount)) for number, amount in points])
    last = middle + length
    whole = curve.lost(Window(day(1), day(last)))
    first = curve.lost(Window(day(1), day(middle)))
    second = curve.lost(Window(day(middle + 1), day(last)))
    assert whole is not None
    assert first is not None
    assert second is not None
    assert abs(first.amount + second.amount - whole.amount) < Decimal("1e-15")
