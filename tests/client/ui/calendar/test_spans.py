"""Which days a view shows, and how they are called."""

import dataclasses
from datetime import UTC, date, datetime

import pytest

from client.ui.calendar.entry_words import span_words
from client.ui.calendar.spans import (
    days_title,
    long_day,
    month_after,
    months_title,
    week_number,
    week_of,
    weeks_of_month,
    working_week,
)
from garage.regions import Preferences

IRISH, AMERICAN = Preferences.for_region("IE"), Preferences.for_region("US")


def test_a_week_begins_where_the_person_has_it_begin():
    assert week_of(date(2026, 11, 18), 0) == date(2026, 11, 16)
    assert week_of(date(2026, 11, 18), 6) == date(2026, 11, 15)
    assert week_of(date(2026, 11, 15), 6) == date(2026, 11, 15)


def test_the_working_week_of_a_sunday_is_the_one_before_it():
    assert working_week(date(2026, 11, 22), range(5)) == (date(2026, 11, 16), date(2026, 11, 21))


@pytest.mark.parametrize(
    ("working", "first", "length"),
    [
        ((6, 0, 1, 2, 3), date(2026, 11, 15), 5),
        ((0, 1, 2, 3, 4, 5), date(2026, 11, 16), 6),
        ((0, 2), date(2026, 11, 16), 3),
        ((5,), date(2026, 11, 14), 1),
        ((), date(2026, 11, 16), 7),
    ],
)
def test_a_working_week_begins_after_the_longest_run_of_days_off(working, first, length):
    begin, end = working_week(date(2026, 11, 18), working)
    assert (begin, (end - begin).days) == (first, length)


@pytest.mark.parametrize(
    ("day", "weeks"), [(date(2026, 11, 18), 6), (date(2026, 2, 3), 5), (date(2027, 2, 3), 4)]
)
def test_a_month_is_shown_in_whole_weeks(day, weeks):
    first, last = weeks_of_month(day, 0)
    assert first.weekday() == 0
    assert first <= day.replace(day=1)
    assert (last - first).days == weeks * 7


def test_a_month_on_from_the_last_of_january_is_the_last_of_february():
    assert month_after(date(2026, 1, 31)) == date(2026, 2, 28)
    assert month_after(date(9999, 12, 31)) == date.max


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 11, 16), date(2026, 11, 23), "16 – 22 November 2026"),
        (date(2026, 11, 30), date(2026, 12, 7), "30 November – 6 December 2026"),
        (date(2026, 12, 28), date(2027, 1, 4), "28 December 2026 – 3 January 2027"),
        (date(2026, 11, 18), date(2026, 11, 19), "18 November 2026"),
    ],
)
def test_days_are_named_without_saying_anything_twice(first, last, words):
    assert days_title(first, last, IRISH) == words


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 11, 16), date(2026, 11, 23), "16 – 22 Nov 2026"),
        (date(2026, 12, 28), date(2027, 1, 4), "28 Dec – 3 Jan 2027"),
        (date(2026, 11, 18), date(2026, 11, 19), "18 Nov 2026"),
    ],
)
def test_days_are_named_in_brief_where_there_is_little_room(first, last, words):
    assert days_title(first, last, IRISH, brief=True) == words


@pytest.mark.parametrize(
    ("first", "last", "words", "brief"),
    [
        (date(2026, 11, 2), date(2026, 11, 30), "November 2026", "Nov 2026"),
        (date(2026, 11, 2), date(2026, 12, 1), "November – December 2026", "Nov – Dec 2026"),
        (date(2026, 10, 1), date(2027, 3, 31), "October 2026 – March 2027", "Oct – Mar 2027"),
        (date(2026, 3, 1), date(2027, 3, 1), "March 2026 – March 2027", "Mar – Mar 2027"),
    ],
)
def test_months_are_named_from_the_first_to_the_last(first, last, words, brief):
    assert months_title(first, last) == words
    assert months_title(first, last, brief=True) == brief


def test_days_are_named_in_the_order_of_the_region():
    words = days_title(date(2026, 11, 16), date(2026, 11, 23), AMERICAN)
    assert words == "November 16 – 22, 2026"


def test_weeks_have_their_number_by_iso_8601():
    assert week_number(date(2026, 11, 18)) == 47
    assert week_number(date(2027, 1, 1)) == 53


def test_a_moments_day_by_numbers_is_the_day_alone():
    prefs = dataclasses.replace(IRISH, date_order="YMD")
    begin = datetime(2026, 11, 19, 8, 30, tzinfo=UTC)
    assert span_words(begin, begin.replace(hour=10), prefs) == "Thu 2026-11-19, 08:30 – 10:30"
    assert long_day(begin, prefs) == "2026-11-19"
