"""Days as typed: one reading by the region's order, or a refusal."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garage.errors import ValueRefused
from garage.typed_days import DateOrder, day_at, read_day, read_time, time_at

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("03/04/2026", "DMY", date(2026, 4, 3)), ("03/04/2026", "MDY", date(2026, 3, 4)),
        ("13/04/2026", "MDY", date(2026, 4, 13)), ("3.4.26", "DMY", date(2026, 4, 3)),
        ("3.9.", "DMY", date(2026, 9, 3)), ("3. 4. 2026", "DMY", date(2026, 4, 3)),
        ("3.4.98", "DMY", date(1998, 4, 3)), ("9/3", "YMD", date(2026, 9, 3)),
        ("31.12.", "DMY", date(2026, 12, 31)), ("2. Jan", "DMY", date(2027, 1, 2)),
        ("29 feb", "DMY", date(2028, 2, 29)), ("March 4th, 2024", "MDY", date(2024, 3, 4)),
        ("4. März 2024", "DMY", date(2024, 3, 4)), ("1 March 27", "DMY", date(2027, 3, 1)),
        ("4. Mär. '98", "DMY", date(1998, 3, 4)), ("March 4th, 24", "MDY", date(2024, 3, 4)),
        ("4-Mar-24", "DMY", date(2024, 3, 4)), ("March 24", "MDY", date(2027, 3, 24)),
        ("tomorrow", "DMY", date(2026, 11, 23)),
        ("Montag", "DMY", date(2026, 11, 16)), ("2 weeks ago", "DMY", date(2026, 11, 8)),
    ],
)  # fmt: skip
def test_a_day_is_read_in_the_order_of_the_region(text: str, order: DateOrder, day: date) -> None:
    assert read_day(text, TODAY, order) == day


@pytest.mark.parametrize("text", ["10/03/2024", "3.4.2026", "6/11", "soon", "", "31.02.2026"])
def test_without_an_order_nothing_is_guessed(text: str) -> None:
    with pytest.raises(ValueRefused, match="no date") as refused:
        read_day(text, TODAY)
    assert "YYYY-MM-DD" in refused.value.hint


def test_where_the_year_comes_first_a_year_at_the_end_is_unclear() -> None:
    with pytest.raises(ValueRefused):
        read_day("3/4/2026", TODAY, "YMD")
    assert read_day("13/4/2026", TODAY, "YMD") == date(2026, 4, 13)


def test_a_day_without_its_year_is_past_or_near() -> None:
    assert day_at("24 dec", 0, TODAY, "DMY") == (6, date(2025, 12, 24))
    assert read_day("24 dec", TODAY, "DMY") == date(2026, 12, 24)


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.sampled_from(["DMY", "MDY"]))
def test_a_full_date_written_in_the_order_comes_back(day: date, order: DateOrder) -> None:
    pattern = "{0.day}/{0.month}/{0.year}" if order == "DMY" else "{0.month}/{0.day}/{0.year}"
    assert read_day(pattern.format(day), TODAY, order) == day
    assert read_day(day.isoformat(), TODAY, order) == day


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("14:30", time(14, 30)), ("2:30 pm", time(14, 30)), ("12 am", time(0)),
     ("14 Uhr", time(14)), ("9h05", time(9, 5)), ("14:30:15", time(14, 30, 15))],
)  # fmt: skip
def test_a_time_of_day_is_read(text: str, wanted: time) -> None:
    assert read_time(text) == wanted


@pytest.mark.parametrize("text", ["25:00", "14:61", "14", "13 pm", "14:30x"])
def test_what_is_no_time_is_none(text: str) -> None:
    found = time_at(text, 0)
    assert found is None or found[0] != len(text)


@given(st.text(max_size=40), st.sampled_from(["DMY", "MDY", "YMD"]))
def test_whatever_is_typed_is_a_day_or_refused(text: str, order: DateOrder) -> None:
    refused = None
    try:
        read_day(text, TODAY, order)
    except ValueRefused as error:
        refused = error
    assert refused is None or refused.hint
