"""Dates and times as other apps write them."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from client.exchange.moments import BadMoment, Moments
from garage.moments import Moment

PATTERNS = {
    "dmy": "{2:02}{3}{1:02}{3}{0:04}",
    "mdy": "{1}{3}{2}{3}{0:04}",
    "ymd": "{0:04}{3}{1}{3}{2}",
}


@given(
    st.dates(date(1886, 1, 29), date(2199, 12, 31)),
    st.sampled_from(sorted(PATTERNS)),
    st.sampled_from("./-"),
)
def test_a_day_is_read_in_the_order_it_was_written(day, order, mark):
    text = PATTERNS[order].format(day.year, day.month, day.day, mark)
    assert Moments(order, None)(text) == Moment(day)


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("2024-03-10 16:01", time(16, 1)),
        ("2024-03-10T16:01:30", time(16, 1, 30)),
        ("03/10/2024 - 4:01 PM", time(16, 1)),
        ("3/10/2024 12:30:00 AM", time(0, 30)),
        ("Mar 10, 2024 4:01 p.m.", time(16, 1)),
        ("10 March 2024, 16:01", time(16, 1)),
        ("10. März 2024 16:01", time(16, 1)),
        ("3/10/24 16:01", time(16, 1)),
    ],
)
def test_times_of_24_and_12_hours(text, clock):
    assert Moments("mdy", None)(text) == Moment(date(2024, 3, 10), clock)


def test_an_offset_in_the_text_is_kept():
    assert Moments(None, None)("2026-07-30T09:30:00-05:00").offset == -300
    assert Moments(None, None)("2026-07-30T09:30Z").offset == 0


@pytest.mark.parametrize(
    "text",
    ["2024-02-30", "0000-00-00", "31.04.2024", "1.1.1234", "24:00", "soon", "2024-01-01 25:00",
     "2024-01-01 13:00 PM", "2024-1", "1/2/3/4", "2024-01-01T10:00+99:00"],
)  # fmt: skip
def test_impossible_dates_are_refused(text):
    with pytest.raises(BadMoment):
        Moments("dmy", None)(text)
