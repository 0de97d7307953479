"""Periods: what people write, and the arithmetic of months."""

from __future__ import annotations

import calendar
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garage.errors import ValueRefused
from garage.periods import Period, add_months
from tests.garage.records.values import periods

sane_days = st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 12, 31))


@given(periods)
def test_a_period_comes_back_from_its_text(period: Period) -> None:
    assert Period.parse(period.iso) == period


@given(st.text(max_size=12))
def test_any_text_is_a_period_or_refused(text: str) -> None:
    try:
        period = Period.parse(text)
    except ValueRefused:
        return
    assert 1 <= period.count <= 9999
    assert Period.parse(period.iso) == period


@pytest.mark.parametrize(
    ("text", "period"),
    [("6 months", Period(6, "M")), ("30d", Period(30, "D")), ("p1y", Period(1, "Y")),
     (" 2 Weeks ", Period(2, "W")), ("1 mo", Period(1, "M"))],
)  # fmt: skip
def test_periods_are_read_as_people_write_them(text: str, period: Period) -> None:
    assert Period.parse(text) == period


@pytest.mark.parametrize("text", ["", "months", "0 days", "P0M", "-1 d", "P1M2D", "99999 d"])
def test_no_period_is_refused(text: str) -> None:
    with pytest.raises(ValueRefused):
        Period.parse(text)


@given(sane_days, st.integers(-1200, 1200))
def test_months_clamp_to_the_months_end(start: date, months: int) -> None:
    moved = add_months(start, months)
    assert (moved.year * 12 + moved.month) - (start.year * 12 + start.month) == months
    assert moved.day == min(start.day, calendar.monthrange(moved.year, moved.month)[1])


@given(sane_days, st.integers(1, 24))
def test_the_wanted_day_returns_after_a_short_month(start: date, times: int) -> None:
    monthly = Period(1, "M")
    step = start
    for _ in range(times):
        step = monthly.after(step, wanted_day=start.day)
    assert step == monthly.after(start, times)


@given(sane_days, periods, st.integers(1, 3))
def test_later_is_later_or_past_the_calendar(start: date, period: Period, times: int) -> None:
    try:
        after = period.after(start, times)
    except ValueRefused:
        assert period.days * times > 365 * 1000
    else:
        assert after > start
        assert abs((after - start).days - period.days * times) < 5 + period.count * 0.01 * times


def test_a_leap_day_comes_back_every_four_years() -> None:
    yearly, start = Period(1, "Y"), date(2024, 2, 29)
    assert yearly.after(start) == date(2025, 2, 28)
    assert yearly.after(start, 4) == date(2028, 2, 29)
