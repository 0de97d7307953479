"""Whether planned parts are in stock: by reference, by number, in pieces, one after another."""

from typing import Any

from garage.records import Part, WorkLine
from garage.rules.at_hand import AtHand, at_hand, summed
from garage.rules.stock import Stock
from garage.units import Quantity
from tests.garage.rules.making import q


def shelf(name: str, amount: str, number: str = "") -> Stock:
    """So much of a part on the shelf; its id is its name."""
    return Stock(Part(id=name, name=name, part_number=number), q(amount), False, {}, ())


def line(part: str = "", **values: Any) -> WorkLine:
    """A line that names a part."""
    return WorkLine(id=f"{part}{values}", title="Part", part=part, **values)


def pieces(count: str) -> Quantity:
    """A bare number."""
    return Quantity(count, "")


def test_pieces_are_counted_and_those_on_the_shelf_among_them() -> None:
    stocks = [shelf("joint", "4 "), shelf("seal", "1 "), shelf("cylinder", "0 ")]
    wanted = [
        line("joint", quantity=pieces("4")), line("seal", quantity=pieces("3")), line("cylinder"),
    ]  # fmt: skip
    found = at_hand(wanted, stocks)
    assert found == [AtHand(4, 4), AtHand(3, 1), AtHand(1, 0)]
    assert [each.complete for each in found] == [True, False, False]
    assert summed(found) == AtHand(8, 5)


def test_a_measure_of_something_is_one_part_that_is_there_or_not() -> None:
    stocks = [shelf("oil", "2.4 L")]
    assert at_hand([line("oil", quantity=q("2400 ml"))], stocks) == [AtHand(1, 1)]
    assert at_hand([line("oil", quantity=q("2.5 L"))], stocks) == [AtHand(1, 0)]
    assert at_hand([line("oil", quantity=pieces("2"))], stocks) == [AtHand(1, 1)]
    # Nobody can tell whether so many kilograms of it are there.
    assert at_hand([line("oil", quantity=q("1 kg"))], stocks) == [AtHand(1, None)]


def test_what_one_line_takes_is_not_there_for_the_next() -> None:
    stocks = [shelf("joint", "3 ")]
    both = [line("joint", quantity=pieces("2")), line("joint", quantity=pieces("2"))]
    assert at_hand(both, stocks) == [AtHand(2, 2), AtHand(2, 1)]


def test_a_number_finds_its_part_however_it_is_spaced() -> None:
    stocks = [shelf("joint", "4 ", "131 405 361")]
    assert at_hand([line(part_number="131405361")], stocks) == [AtHand(1, 1)]
    assert at_hand([line(part_number="131-405-361")], stocks) == [AtHand(1, 1)]
    assert at_hand([line(part_number="999")], stocks) == [AtHand(1, 0)]


def test_of_what_has_neither_nothing_is_known() -> None:
    stocks = [shelf("joint", "4 ", "131 405 361")]
    found = at_hand([line(quantity=pieces("2")), line("gone")], stocks)
    assert found == [AtHand(2), AtHand(1)]
    assert summed(found) == AtHand(3)
    # Where nothing on the shelf bears a number, none says that something is missing.
    assert at_hand([line(part_number="999")], [shelf("joint", "4 ")]) == [AtHand(1)]
    assert summed([AtHand(2), AtHand(1, 1)]) == AtHand(3, 1)


def test_more_went_than_came_is_none_and_odd_counts_are_one() -> None:
    stocks = [shelf("joint", "-2 ")]
    assert at_hand([line("joint")], stocks) == [AtHand(1, 0)]
    assert at_hand([line(quantity=pieces("1.5")), line(quantity=pieces("0"))], []) == [
        AtHand(1), AtHand(1),
    ]  # fmt: skip
