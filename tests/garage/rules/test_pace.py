"""The pace of a vehicle, and the days it projects."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garage.rules import Pace, pace, projected_date
from tests.garage.rules.making import day, readings


def test_the_pace_is_the_median_day_of_the_last_90() -> None:
    slow_then_fast = [(each, 10 * each) for each in range(0, 101, 10)]
    slow_then_fast += [(100 + each, 1000 + 40 * each) for each in range(10, 91, 10)]
    found = pace(readings(*slow_then_fast), day(190))
    assert found == Pace(per_day=40_000, days=90, readings=10)


def test_a_long_journey_does_not_change_the_pace() -> None:
    found = pace(readings((0, 0), (30, 900), (33, 3900), (60, 4710), (85, 5460)), day(88))
    assert found is not None
    assert found.per_day == 30_000


def test_where_90_days_know_too_little_longer_windows_speak() -> None:
    found = pace(readings((0, 0), (100, 2000), (195, 3900)), day(200))
    assert found is not None
    assert (found.per_day, found.days) == (20_000, 180)


def test_a_single_reading_has_no_pace_and_neither_has_a_standing_vehicle() -> None:
    assert pace(readings((0, 1000)), day(10)) is None
    assert pace(readings((0, 1000), (40, 1000)), day(50)) is None
    assert pace(readings(), day(0)) is None


def test_readings_after_the_day_do_not_count() -> None:
    assert pace(readings((0, 0), (20, 200), (40, 9000)), day(20)) == Pace(10_000, 90, 2)


def test_the_distance_left_is_projected_from_the_last_reading() -> None:
    assert projected_date(380_000, Pace(38_000, 90, 9), day(0), day(2)) == day(10)
    assert projected_date(381_000, Pace(38_000, 90, 9), day(0), day(2)) == day(11)


def test_what_should_be_past_is_projected_from_today_on() -> None:
    assert projected_date(380_000, Pace(38_000, 90, 9), day(0), day(10)) == day(10)
    assert projected_date(380_000, Pace(38_000, 90, 9), day(0), day(60)) == day(70)


def test_what_is_lifetimes_away_has_no_date() -> None:
    assert projected_date(1e12, Pace(1, 90, 9), day(0), day(0)) is None
    assert projected_date(1_000_000, Pace(1_000, 90, 9), date(9999, 12, 1), day(0)) is None


@given(st.integers(1, 500), st.lists(st.integers(1, 9), min_size=15, max_size=40))
def test_a_steady_pace_is_found_however_it_was_written_down(km: int, gaps: list[int]) -> None:
    days = [sum(gaps[:place]) for place in range(len(gaps))]
    found = pace(readings(*[(each, km * each) for each in days]), day(days[-1]))
    assert found is not None
    assert found.per_day == pytest.approx(km * 1000)
