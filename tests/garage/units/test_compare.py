"""Filters across units, with half a last digit of tolerance."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garage.errors import ValueRefused
from garage.units import UNITS, Quantity, bounds, matches, units_of

Q = Quantity.restored


@pytest.mark.parametrize(
    ("value", "op", "asked", "found"),
    [
        ("542 Nm", "=", "400 lb-ft", True),
        ("542 Nm", "=", "400.0 lb-ft", False),
        ("542 Nm", ">", "400 lb-ft", False),
        ("542 Nm", ">=", "400 lb-ft", True),
        ("544 Nm", ">", "400 lb-ft", True),
        ("540 Nm", "<", "400 lb-ft", True),
        ("540 Nm", "!=", "400 lb-ft", True),
        ("541.9 Nm", "≤", "400 lb-ft", True),
        ("5.5 L/100km", "<", "6 L/100km", True),
        ("6.5 L/100km", "<", "6 L/100km", False),
        ("50 mpg_us", "<", "6 L/100km", True),
        ("20 mpg_us", ">", "6 L/100km", True),
        ("30.0 mpg_us", "=", "7.84 L/100km", True),
        ("7.84 L/100km", ">", "29 mpg_us", True),
        ("250 Wh/mi", "=", "15.5 kWh/100km", True),
        ("20 degC", "=", "68 degF", True),
        ("0 degC", "<", "33 degF", True),
        ("500 m", "=", "0.5 km", True),
        ("205 mm", "=", "8.07 in", True),
    ],
)
def test_a_filter_compares_across_units(value, op, asked, found):
    assert matches(Q(value), op, Q(asked)) is found


numbers = st.decimals(0, 10**6, places=2).map(lambda number: format(number, "f"))
codes = st.sampled_from(sorted(UNITS))


@given(numbers, numbers, codes, st.data())
def test_the_operators_agree_with_one_another(value, asked, code, data):
    other = data.draw(st.sampled_from([each.code for each in units_of(UNITS[code].dimension)]))
    one, two = Quantity(value, other), Quantity(asked, code)
    if two.decimal == 0 and UNITS[code].reciprocal:
        return
    less, equal, greater = (matches(one, op, two) for op in ("<", "=", ">"))
    assert less or equal or greater
    assert not (less and greater)
    assert matches(one, "<=", two) == (less or equal)
    assert matches(one, ">=", two) == (greater or equal)
    assert matches(one, "!=", two) == (not equal)


@given(numbers, numbers, codes)
def test_in_one_unit_less_is_less(value, asked, code):
    one, two = Quantity(value, code), Quantity(asked, code)
    if UNITS[code].reciprocal and not (one.decimal and two.decimal):
        return
    assert matches(one, "<", two) == (one.decimal < two.decimal)
    assert matches(one, ">", two) == (one.decimal > two.decimal)


@given(numbers, codes, st.data())
def test_a_value_equals_itself_as_shown_in_any_unit_when_its_digits_allow(value, code, data):
    source = Quantity(value, code)
    if UNITS[code].reciprocal and source.decimal == 0:
        return
    assert matches(source, "=", source)
    others = [each.code for each in units_of(source.dimension)]
    other = data.draw(st.sampled_from(others))
    if UNITS[other].reciprocal != UNITS[code].reciprocal and source.decimal == 0:
        return
    shown = source.to(other)
    if "." in shown.value and float(shown.value):
        assert matches(source, "=", shown)


def test_a_range_is_closed_and_in_si():
    low, high = bounds(Q("400 lb-ft"), "=")
    assert low == pytest.approx(399.5 * 1.3558179483314004)
    assert high == pytest.approx(400.5 * 1.3558179483314004)
    assert bounds(Q("400 lb-ft"), ">=") == (low, math.inf)
    assert bounds(Q("400 lb-ft"), "<=") == (-math.inf, high)
    assert low < 400 * 1.3558179483314004 < bounds(Q("400 lb-ft"), ">")[0] < high


def test_thrifty_is_a_high_si_number_when_asked_in_litres_per_hundred_kilometres():
    low, high = bounds(Q("6 L/100km"), "<")
    assert low == pytest.approx(1e8 / 6)
    assert high == math.inf
    assert bounds(Q("6 L/100km"), ">")[0] == 0.0


@pytest.mark.parametrize("op", ["", "~", "=<>", "!"])
def test_an_unknown_operator_is_refused(op):
    with pytest.raises(ValueRefused, match="is no comparison; use one of = != <"):
        matches(Q("1 km"), op, Q("1 km"))


def test_other_dimensions_and_split_ranges_are_refused():
    with pytest.raises(ValueRefused, match="do not compare"):
        matches(Q("1 km"), "=", Q("1 kg"))
    with pytest.raises(ValueRefused, match="no single range"):
        bounds(Q("1 km"), "!=")
