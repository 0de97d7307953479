"""What comes again: reminders after they are done, expenses on their days."""

import dataclasses
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garage.errors import ValueRefused
from garage.periods import Period
from garage.records import Reminder, Service
from garage.rules import Window, completion, next_occurrence, occurrences
from tests.garage.rules.making import moment, q

MONTHLY, YEARLY = Period(1, "M"), Period(1, "Y")


def reminder(**fields: Any) -> Reminder:
    """Something that falls due."""
    return Reminder(**{"id": "r", "vehicle": "car", "title": "Oil", **fields})


def test_from_completion_the_interval_counts_from_the_day_it_was_done() -> None:
    told = reminder(due=date(2024, 3, 1), every=Period(6, "M"), anchor="completion")
    changes = next_occurrence(told, date(2024, 3, 20))
    assert changes["due"] == date(2024, 9, 20)
    assert changes["last_done"] == date(2024, 3, 20)


def test_from_the_plan_the_interval_counts_from_the_day_it_was_due() -> None:
    told = reminder(due=date(2024, 3, 1), every=Period(6, "M"), anchor="plan")
    assert next_occurrence(told, date(2024, 3, 20))["due"] == date(2024, 9, 1)
    assert next_occurrence(told, date(2024, 2, 20))["due"] == date(2024, 9, 1)


def test_from_the_plan_what_is_past_is_skipped() -> None:
    told = reminder(due=date(2020, 3, 1), every=Period(6, "M"), anchor="plan")
    assert next_occurrence(told, date(2024, 3, 1))["due"] == date(2024, 9, 1)


def test_the_thirty_first_comes_back_after_a_february() -> None:
    told = reminder(due=date(2023, 1, 31), every=MONTHLY, anchor="plan")
    days = []
    for _ in range(4):
        told = dataclasses.replace(told, **next_occurrence(told, told.due or date.min))
        days.append(told.due)
    assert days == [date(2023, 2, 28), date(2023, 3, 31), date(2023, 4, 30), date(2023, 5, 31)]


def test_done_on_its_very_day_a_completion_keeps_the_wanted_day_too() -> None:
    told = reminder(due=date(2023, 2, 28), every=MONTHLY, wanted_day=31)
    assert next_occurrence(told, date(2023, 2, 28))["due"] == date(2023, 3, 31)
    changes = next_occurrence(told, date(2023, 3, 5))
    assert (changes["due"], changes["wanted_day"]) == (date(2023, 4, 5), 5)


def test_a_distance_counts_from_the_odometer_at_which_it_was_done() -> None:
    told = reminder(due_odometer=q("90000 km"), every_distance=q("15000 km"))
    changes = next_occurrence(told, date(2024, 1, 1), q("91200 km"))
    assert changes["due_odometer"] == q("106200 km")
    assert changes["last_odometer"] == q("91200 km")


def test_a_planned_distance_skips_to_the_first_that_is_still_ahead() -> None:
    told = reminder(due_odometer=q("90000 km"), every_distance=q("15000 km"), anchor="plan")
    due = [
        next_occurrence(told, date(2024, 1, 1), q(at))["due_odometer"].value
        for at in ("89000 km", "90000 km", "104999 km", "105000 km", "150000 km")
    ]
    assert due == ["105000", "105000", "105000", "120000", "165000"]


def test_without_a_reading_the_planned_distance_goes_on() -> None:
    told = reminder(due_odometer=q("90000 km"), every_distance=q("15000 km"))
    assert next_occurrence(told, date(2024, 1, 1))["due_odometer"] == q("105000 km")


def test_an_interval_in_miles_is_added_to_an_odometer_in_kilometres() -> None:
    told = reminder(every_distance=q("10000 mi"))
    assert next_occurrence(told, date(2024, 1, 1), q("50000 km"))["due_odometer"] == q("66093 km")


def test_engine_hours_recur_as_well() -> None:
    told = reminder(due_hours=q("100 h"), every_hours=q("50 h"))
    changes = next_occurrence(told, date(2024, 1, 1), None, q("104.5 h"))
    assert changes["due_hours"] == q("154.5 h")


def test_what_does_not_recur_is_finished() -> None:
    changes = next_occurrence(reminder(due=date(2024, 1, 1)), date(2024, 1, 3))
    assert changes == {"last_done": date(2024, 1, 3), "finished": True}


def test_only_what_recurs_is_due_again() -> None:
    told = reminder(due=date(2024, 1, 1), every_distance=q("15000 km"))
    changes = next_occurrence(told, date(2024, 1, 3), q("1000 km"))
    assert changes["due"] is None
    assert "finished" not in changes


def test_a_service_completes_with_its_day_odometer_and_hours() -> None:
    service = Service(id="s", date=moment(0), title="Oil", odometer=q("91200 km"), hours=q("5 h"))
    told = reminder(every=YEARLY, every_distance=q("15000 km"))
    changes = completion(told, service)
    assert changes["completed_by"] == "s"
    assert changes["last_hours"] == q("5 h")
    assert changes["due"] == date(2025, 1, 1)
    assert changes["due_odometer"] == q("106200 km")


def test_a_service_without_a_date_completes_nothing() -> None:
    with pytest.raises(ValueRefused, match="give it a date"):
        completion(reminder(), Service(id="s", title="Oil"))


periods = st.builds(Period, st.integers(1, 40), st.sampled_from("DWMY"))
days = st.dates(date(1990, 1, 1), date(2060, 1, 1))


@given(days, periods, days, st.sampled_from(["plan", "completion"]))
def test_the_next_one_is_always_after_it_was_done(
    due: date, every: Period, done: date, anchor: str
) -> None:
    told = reminder(due=due, every=every, anchor=anchor)
    following = next_occurrence(told, done)["due"]
    assert following > done
    if anchor == "plan" and done >= due:
        assert any(every.after(due, times, due.day) == following for times in range(30_000))
        assert (following - done).days <= every.days * 1.05 + 3


def test_a_monthly_expense_falls_on_each_month_until_its_end() -> None:
    found = occurrences(date(2024, 1, 31), MONTHLY, date(2024, 5, 1))
    assert list(found) == [
        date(2024, 1, 31),
        date(2024, 2, 29),
        date(2024, 3, 31),
        date(2024, 4, 30),
    ]


def test_what_does_not_recur_happens_once_and_only_in_the_window() -> None:
    start = date(2024, 1, 31)
    assert list(occurrences(start, None)) == [start]
    assert list(occurrences(start, None, None, Window(date(2024, 2, 1)))) == []


def test_endless_recurrence_is_bounded() -> None:
    assert len(list(occurrences(date(1, 1, 1), Period(1, "D"), most=500))) == 500
    assert len(list(occurrences(date(9998, 1, 1), MONTHLY))) == 24


@given(days, periods, days, st.integers(0, 4000))
def test_the_window_only_leaves_out_what_is_not_in_it(
    start: date, every: Period, first: date, length: int
) -> None:
    last = date.fromordinal(first.toordinal() + length)
    every_day = list(occurrences(start, every, last, most=100_000))
    window = Window(first, last)
    found = list(occurrences(start, every, None, window, most=100_000))
    assert found == [each for each in every_day if window.holds(each)]
