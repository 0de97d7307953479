"""Moments are kept as exactly as they were written, and nothing is guessed."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garage.errors import ValueRefused
from garage.moments import Moment, offset_zone
from tests.garage.records.values import moments


@given(moments)
def test_a_moment_comes_back_from_its_text(moment: Moment) -> None:
    assert Moment.parse(moment.iso) == moment


@given(moments, moments)
def test_the_texts_sort_by_wall_time(one: Moment, other: Moment) -> None:
    if one.wall < other.wall:
        assert one.iso < other.iso


@given(st.text(max_size=30))
def test_any_text_is_a_moment_or_refused(text: str) -> None:
    try:
        moment = Moment.parse(text)
    except ValueRefused:
        return
    assert Moment.parse(moment.iso) == moment


@pytest.mark.parametrize(
    "text",
    ["10/03/2024", "2024-3-1", "20240310", "2024-W10-7", "2024-02-30", "", "noon",
     "2024-03-10T25:00", "2024-03-10T16:01+99:00", "0000-01-01"],
)  # fmt: skip
def test_what_could_be_read_in_two_ways_is_refused(text: str) -> None:
    with pytest.raises(ValueRefused):
        Moment.parse(text)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-03-10", Moment(date(2024, 3, 10))),
        (" 2024-03-10 ", Moment(date(2024, 3, 10))),
        ("2024-03-10 16:01", Moment(date(2024, 3, 10), time(16, 1))),
        ("2024-03-10T16:01:30Z", Moment(date(2024, 3, 10), time(16, 1, 30), 0)),
        ("2024-03-10T16:01-03:30", Moment(date(2024, 3, 10), time(16, 1), -210)),
    ],
)
def test_the_usual_forms_are_read(text: str, moment: Moment) -> None:
    assert Moment.parse(text) == moment


def test_an_instant_counts_the_offset_and_noon_where_no_time_is_known() -> None:
    assert Moment.parse("2024-03-10T01:00+02:00").instant == datetime(2024, 3, 9, 23, tzinfo=UTC)
    assert Moment.parse("2024-03-10").instant == datetime(2024, 3, 10, 12, tzinfo=UTC)


ENDS = [
    "0001-01-01", "0001-01-01T00:00", "0001-01-01T00:00+14:00", "0001-01-02T00:00+23:59",
    "9999-12-31", "9999-12-31T23:59", "9999-12-31T23:59-12:00", "9999-12-30T23:59-23:59",
]  # fmt: skip


@pytest.mark.parametrize("text", ENDS)
@pytest.mark.parametrize("hours", [-23, 0, 23])
def test_an_instant_at_the_calendars_ends_has_a_wall_time_in_each_zone(
    text: str, hours: int
) -> None:
    moment = Moment.parse(text)
    shown = moment.instant.astimezone(timezone(timedelta(hours=hours)))
    assert abs(shown.year - moment.day.year) <= 1
    assert moment.iso == text


def test_a_zone_gives_the_offset_of_that_day() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    assert Moment.parse("2024-07-01T08:00").in_zone(berlin).offset == 120
    assert Moment.parse("2024-01-01T08:00").in_zone(berlin).offset == 60
    known = Moment.parse("2024-01-01T08:00+05:00")
    assert known.in_zone(berlin) is known
    whole = Moment(date(2024, 1, 1))
    assert whole.in_zone(berlin) is whole


def test_the_present_has_minutes_and_an_offset() -> None:
    now = Moment.now(offset_zone(90))
    assert now.offset == 90
    assert now.time is not None
    assert (now.time.second, now.time.microsecond) == (0, 0)


def test_an_offset_of_over_a_day_cannot_be_written() -> None:
    with pytest.raises(ValueRefused):
        _ = Moment(date(2024, 1, 1), time(1), 24 * 60).iso
