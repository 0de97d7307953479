"""Numbers as people write them, and what cannot be told is refused."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garage.errors import ValueRefused
from garage.units import judge_decimal_mark, parse_decimal, read_number
from garage.units.numbers import read_whole, unmistakable


@pytest.mark.parametrize(
    ("text", "mark", "value"),
    [
        ("45.20", ".", "45.20"),
        ("45,20", ",", "45.20"),
        ("1.234", ",", "1234"),
        ("1,234", ".", "1234"),
        ("1.234", ".", "1.234"),
        ("1.234.567,89", ",", "1234567.89"),
        ("1 234 567,89", ",", "1234567.89"),
        ("1\u00a0234,5", ",", "1234.5"),
        ("1\u202f234,5", ",", "1234.5"),
        ("1\u2009234.5", ".", "1234.5"),
        ("1’234.50", ".", "1234.50"),
        ("1'234'567", ".", "1234567"),
        ("12,34,567.8", ".", "1234567.8"),
        (" 7 ", ".", "7"),
        ("+7", ".", "7"),
        ("−7,5", ",", "-7.5"),
        (".5", ".", "0.5"),
        ("5.", ".", "5"),
        ("007", ".", "7"),
        ("-0.00", ".", "0.00"),
        ("٤٥", ".", "45"),
        ("４５", ".", "45"),
    ],
)
def test_a_number_is_read_with_its_digits_kept(text, mark, value):
    assert read_number(text, mark) == value
    assert parse_decimal(text, mark) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("1,2,3", ","), ("1,2,3", "."), ("1.2.3", "."), ("1.234.567", "."), ("1.234,56", "."),
        ("1,234.56", ","), ("45,20", "."), ("0,123", "."), ("1 23", "."), ("1,234 567.8", "."),
        ("1.234 567", "."), ("", "."), ("  ", "."), ("NaN", "."), ("inf", "."), ("1e5", "."),
        ("0x10", "."), ("--5", "."), ("-", "."), (".", "."), (",", "."), ("²", "."), ("5 km", "."),
        ("9" * 41, "."), ("1" + " 111" * 50, "."), ("1_000", "."), ("½", "."),
    ],
)  # fmt: skip
def test_what_is_no_number_or_unclear_is_refused(text, mark):
    with pytest.raises(ValueRefused) as refused:
        read_number(text, mark)
    assert refused.value.hint


@pytest.mark.parametrize("mark", [".", ","])
@pytest.mark.parametrize(
    ("text", "value"),
    [("84.120", "84120"), ("84,120", "84120"), (" -1.234", "-1234"), ("1,084,120", "1084120"),
     ("84 120", "84120"), ("84120", "84120")],
)  # fmt: skip
def test_three_digits_behind_a_mark_are_thousands_of_what_is_whole(text, mark, value):
    assert read_whole(text, mark) == value


def test_what_is_whole_may_have_other_decimals_and_is_refused_like_any_number():
    assert (read_whole("84.12"), read_whole("84120,5", ",")) == ("84.12", "84120.5")
    assert (read_whole("0.123"), read_whole("84120.123")) == ("0.123", "84120.123")
    with pytest.raises(ValueRefused):
        read_whole("84,12")


@given(st.decimals(-(10**6), 10**6, places=3), st.sampled_from([".", ","]))
def test_a_kept_number_can_be_written_so_that_it_is_not_mistaken(number, mark):
    written = unmistakable(format(number, "f")).replace(".", mark)
    assert Decimal(read_whole(written, mark)) == number


@pytest.mark.parametrize(("mark", "written"), [(".", "45.20"), (",", "45,20")])
def test_an_example_is_written_with_the_persons_mark(mark, written):
    for text in ("", "x"):
        with pytest.raises(ValueRefused) as refused:
            read_number(text, mark)
        assert written in refused.value.hint


def test_the_refusal_of_another_mark_says_what_to_write():
    with pytest.raises(ValueRefused, match=r"for 45,20 write 45\.20"):
        parse_decimal("45,20")
    with pytest.raises(ValueRefused, match=r"for 1234,56 write 1234\.56"):
        parse_decimal("1.234,56")


def test_bounds_belong_to_what_is_allowed():
    assert parse_decimal("0", minimum=0) == 0
    with pytest.raises(ValueRefused, match="-1 is below 0; leave out the minus sign"):
        parse_decimal("-1", minimum=0)
    with pytest.raises(ValueRefused, match="101 is above 100"):
        parse_decimal("101", maximum=100)


@given(
    st.decimals(-(10**12), 10**12, places=3),
    st.sampled_from([(".", ","), (",", "."), (",", " "), (".", "’"), (",", "\u202f")]),
)
def test_every_number_survives_being_written_with_grouping(number, marks):
    decimal_mark, grouping = marks
    text = format(number, ",f").replace(",", "G").replace(".", decimal_mark)
    assert parse_decimal(text.replace("G", grouping), decimal_mark) == number


@given(st.text(max_size=60), st.sampled_from([".", ","]))
def test_any_text_is_read_or_refused_and_nothing_else(text, mark):
    try:
        value = read_number(text, mark)
    except ValueRefused:
        return
    assert Decimal(value).is_finite()
    assert read_number(value) == value


@pytest.mark.parametrize(
    ("column", "mark"),
    [
        (["1,5", "2,75"], ","),
        (["1.5", "2.75"], "."),
        (["1.234", "2.345"], None),
        (["1.449", "45.20"], "."),
        (["1.234.567"], ","),
        (["1,234,567"], "."),
        (["1.234,5"], ","),
        (["1,234.5"], "."),
        (["0.123"], "."),
        (["1234,567"], ","),
        (["€ 1.234,00", "12"], ","),
        (["12", "", "abc", "3000"], None),
        ([], None),
        (["1,5", "1.5"], None),
        (["1,5"] * 40 + ["1.5"], ","),
    ],
)
def test_a_column_is_judged_as_a_whole(column, mark):
    assert judge_decimal_mark(iter(column)) == mark


@given(st.lists(st.decimals(-9999, 9999, places=2), min_size=1), st.sampled_from([".", ","]))
def test_a_column_with_cents_always_tells_its_mark(column, mark):
    assert judge_decimal_mark(str(each).replace(".", mark) for each in column) == mark
