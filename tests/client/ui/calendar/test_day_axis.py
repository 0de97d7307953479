"""The hours of a day from top to bottom, with 23, 24 and 25 of them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from client.ui.calendar.day_axis import DayAxis, clock_change

BERLIN = ZoneInfo("Europe/Berlin")
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")
BACK, FORWARD = date(2026, 10, 25), date(2026, 3, 29)


def test_the_clock_changes_when_it_does_and_not_on_other_days():
    back, forward = clock_change(BACK, BERLIN), clock_change(FORWARD, BERLIN)
    assert (back.at, back.by) == (180, -60)
    assert (forward.at, forward.by) == (120, 60)
    assert clock_change(date(2026, 11, 18), BERLIN) is None
    half = clock_change(date(2026, 10, 4), LORD_HOWE)
    assert (half.at, half.by) == (120, 30)


def test_a_day_of_25_hours_has_two_o_clock_twice():
    axis = DayAxis.over([BACK], BERLIN)
    assert axis.length == 25 * 60
    first = datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN)
    second = first.replace(fold=1)
    assert axis.place_of(first, BACK) == 150
    assert axis.place_of(second, BACK) == 210
    assert axis.place_of(datetime(2026, 10, 25, 9, tzinfo=BERLIN), BACK) == 10 * 60
    assert axis.moment_at(BACK, 210) == second
    assert axis.moment_at(BACK, 210).fold == 1
    assert [hour for _place, hour in axis.hours()][:5] == [0, 1, 2, 2, 3]


def test_days_beside_one_of_25_hours_have_none_where_it_comes_again():
    week = [BACK - timedelta(days=back) for back in range(6, -1, -1)]
    axis = DayAxis.over(week, BERLIN)
    assert axis.missing(week[0]) == (180, 240)
    assert axis.missing(BACK) is None


def test_a_day_of_23_hours_lacks_one():
    axis = DayAxis.over([FORWARD], BERLIN)
    assert axis.length == 24 * 60
    assert axis.missing(FORWARD) == (120, 180)
    assert axis.moment_at(FORWARD, 150) == datetime(2026, 3, 29, 3, 30, tzinfo=BERLIN)


def test_what_is_of_other_days_stands_at_the_ends():
    day = date(2026, 11, 18)
    axis = DayAxis.over([day], BERLIN)
    assert axis.place_of(datetime(2026, 11, 17, 23, tzinfo=BERLIN), day) == 0
    assert axis.place_of(datetime(2026, 11, 19, 1, tzinfo=BERLIN), day) == 1_440
    assert axis.moment_at(day, 1_440) == datetime(2026, 11, 19, tzinfo=BERLIN)


@pytest.mark.parametrize("zone", [BERLIN, LORD_HOWE, ZoneInfo("America/Havana"), UTC])
@given(day=st.dates(date(2000, 1, 1), date(2030, 12, 31)), minute=st.integers(0, 1_439))
def test_every_minute_has_a_place_of_its_own_and_is_found_there(zone, day, minute):
    axis = DayAxis.over([day], zone)
    moment = axis.moment_at(day, minute)
    if moment.date() == day:
        again = axis.moment_at(day, axis.place_of(moment, day))
        assert again == moment
