"""Parts in stock: the sum of their movements."""

from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from garage.money import Money, UnitPrice
from garage.records import Part, StockMovement
from garage.rules import stock
from garage.units import Quantity
from tests.garage.rules.making import eur, moment, q

OIL = Part(id="oil", name="Oil", unit="L", minimum=q("2 L"))


def moved(amount: str, **fields: Any) -> StockMovement:
    """So much came or went."""
    return StockMovement(id=amount, part="oil", date=moment(0), amount=q(amount), **fields)


def test_the_stock_is_what_came_less_what_went_in_the_parts_own_unit() -> None:
    found = stock(OIL, [moved("5 L"), moved("-4300 ml"), moved("1 L", deleted=True)])
    assert found.amount == q("0.700 L")
    assert found.below_minimum


def test_at_the_minimum_nothing_needs_ordering_yet() -> None:
    assert not stock(OIL, [moved("2000 ml")]).below_minimum
    assert not stock(Part(id="oil", name="Oil"), [moved("-1 L")]).below_minimum


def test_pieces_are_counted_even_if_the_part_is_counted_in_boxes() -> None:
    found = stock(Part(id="oil", name="Filter", unit="boxes"), [moved("3 "), moved("-1 ")])
    assert found.amount == Quantity("2", "")


def test_what_cannot_be_counted_together_is_reported() -> None:
    odd = moved("2 kg")
    found = stock(OIL, [moved("5 L"), odd])
    assert (found.amount, found.misplaced) == (q("5 L"), (odd,))


def test_the_average_cost_is_what_was_paid_over_what_came() -> None:
    found = stock(
        OIL,
        [
            moved("4 L", total=eur("40.00")),
            moved("1000 ml", total=eur("15.00")),
            moved("2 L", total=Money("9.00", "GBP")),
            moved("-3 L", total=eur("30.00")),
        ],
    )
    assert found.average_cost == {
        "EUR": UnitPrice("11.0000", "EUR", "L"),
        "GBP": UnitPrice("4.5000", "GBP", "L"),
    }


def test_converting_loses_nothing() -> None:
    found = stock(OIL, [moved("1 gal_us"), moved("1 qt_us"), moved("-1 qt_us")])
    assert found.amount.decimal == Decimal("3.785411784")


def test_an_empty_shelf_is_empty() -> None:
    assert stock(OIL, []).amount == q("0 L")
    assert stock(Part(id="p", name="Plug"), []).amount == Quantity("0", "")


@given(st.lists(st.integers(-9999, 9999), max_size=20), st.randoms())
def test_the_order_of_movements_never_matters(amounts: list[int], chance: Any) -> None:
    movements = [
        moved(f"{each} ml") if each % 2 else moved(f"{Decimal(each) / 1000} L") for each in amounts
    ]
    first = stock(OIL, movements)
    chance.shuffle(movements)
    assert stock(OIL, movements) == first
    assert first.amount.decimal == Decimal(sum(amounts)) / 1000
