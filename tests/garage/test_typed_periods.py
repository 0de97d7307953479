"""Periods as people type them."""

import pytest

from garage.errors import ValueRefused
from garage.typed_periods import read_period


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("6", "P6M"), ("6 months", "P6M"), ("every 6 months", "P6M"), ("Every 2 years", "P2Y"),
        ("every month", "P1M"), ("alle 6 Monate", "P6M"), ("jedes Jahr", "P1Y"), ("every 6", "P6M"),
        ("P6M", "P6M"),
    ],
)  # fmt: skip
def test_a_period_is_read_as_it_is_spoken(text, iso):
    assert read_period(text).iso == iso


@pytest.mark.parametrize(
    "text", ["every", "every so often", "0", "every 0 months", "-6", "6 moons"]
)
def test_what_is_no_period_is_refused(text):
    with pytest.raises(ValueRefused):
        read_period(text)
