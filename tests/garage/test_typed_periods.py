"""Periods as people type them."""

import pytest

from garage.errors import ValueRefused
from garage.typed_periods import read_period


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("6", "P6M"), ("6 months", "P6M"), ("every 6 months", "P6M"), ("Every 2 years", "P2Y"),
        ("every month", "P1M"), ("alle 6 Monate", "P6M"), ("jedes Jahr", "P1Y"), ("every 6", "P6M"),
        ("P6M", "P6M"), ("every  30 d", "P30D"), ("6monate", "P6M"),
        ("monthly", "P1M"), ("Yearly", "P1Y"), (" weekly ", "P1W"), ("quarterly", "P3M"),
        ("monatlich", "P1M"), ("Jährlich", "P1Y"), ("wöchentlich", "P1W"),
        ("vierteljährlich", "P3M"), ("halbjährlich", "P6M"), ("every quarter", "P3M"),
        ("2 Quartale", "P6M"), ("every other year", "P2Y"), ("jeden zweiten Monat", "P2M"),
    ],
)  # fmt: skip
def test_a_period_is_read_as_it_is_spoken(text, iso):
    assert read_period(text).iso == iso


@pytest.mark.parametrize(
    "text",
    ["every", "every so often", "-6", "6 moons", "monthlyish", "P6M 2 days",
     "every other", "1.5 years", ""],
)  # fmt: skip
def test_what_is_no_period_is_refused_in_the_words_that_were_typed(text):
    with pytest.raises(ValueRefused) as refused:
        read_period(text)
    assert repr(text) in refused.value.message
    assert refused.value.hint


@pytest.mark.parametrize("text", ["0", "every 0 months", "0 Quartale"])
def test_a_period_of_nothing_is_refused_as_such(text):
    with pytest.raises(ValueRefused, match="use at least 1"):
        read_period(text)
