"""What is odd in a line is kept and asked about; what was read well is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from garage.quick import Understood, understand
from garage.units import Quantity
from tests.garage.quick.lines import TODAY, amounts, context, worked


def test_a_sum_that_does_not_add_up_is_said_and_kept() -> None:
    found = understand("45.2 l 99.30 € 1.579/l", context("MT"))
    assert [each.code for each in found.questions] == ["does_not_add_up"]
    assert amounts(found)["total"] == "99.30 EUR"


def test_an_odometer_below_the_last_is_kept_and_asked_about() -> None:
    found = understand("45 l 8412 km", context())
    assert amounts(found)["odometer"] == "8412 km"
    assert [each.code for each in found.questions] == ["odometer_lower"]


def test_a_day_before_the_last_reading_has_no_distance_and_is_asked_about() -> None:
    known = replace(context(last=Quantity("84120", "km")), last_day=TODAY)
    late = understand("84430 km 45.2 l yesterday", known)
    assert worked(late) == {}
    assert [each.code for each in late.questions] == ["odometer_higher"]
    earlier = understand("84000 km 45.2 l yesterday", known)
    assert (worked(earlier), list(earlier.questions)) == ({}, [])


def test_a_grouped_odometer_is_taken_for_what_it_must_be_and_asked_about() -> None:
    found = understand("84.120 45.2 l", context("MT"))
    assert amounts(found)["odometer"] == "84120 km"
    assert [each.code for each in found.questions] == ["odometer_grouping"]


def test_a_price_with_the_foreign_mark_is_taken_for_one_and_asked_about() -> None:
    found = understand("45 l 1.579", context("DE"))
    assert amounts(found)["price"] == "1.579 EUR/L"
    assert [each.code for each in found.questions] == ["price_mark"]


def asked(text: str, **known: Any) -> tuple[Understood, list[str]]:
    found = understand(text, context(**known))
    return found, [question.code for question in found.questions]


def test_a_minus_is_not_swallowed_without_a_word() -> None:
    found, codes = asked("-5 l")
    assert (amounts(found)["volume"], codes) == ("5 L", ["minus"])
    assert asked("45-50 l")[1] != ["minus"]


@pytest.mark.parametrize("text", ["45 l 45 l", "100% 45 l", "45 l 12 kg 3 gal", "45 l 50 kWh"])
def test_what_has_a_unit_is_never_taken_for_money(text: str) -> None:
    found, codes = asked(text)
    assert "total" not in found.values
    assert "left_over" in codes or "energy" in found.values


@pytest.mark.parametrize("day", ["30 feb", "31.02.2026", "31.04.", "2026-02-30", "31. Juni"])
def test_a_day_that_does_not_exist_is_asked_about(day: str) -> None:
    found, codes = asked(f"45 l {day}")
    assert codes == ["no_day"]
    assert "total" not in found.values
    assert day.rstrip(".") in found.values["notes"]


def test_electricity_for_a_car_without_a_plug_is_asked_about() -> None:
    assert asked("45 kWh", energies=("diesel",))[1] == ["no_plug"]
    assert asked("45 kWh", energies=("petrol", "electric"))[1] == []
    assert asked("45 kWh")[1] == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("45 l last monday", date(2026, 11, 16)),
        ("45 l letzten montag", date(2026, 11, 16)),
        ("45 l 70 € last sunday", date(2026, 11, 15)),
        ("45 l sunday", date(2026, 11, 22)),
    ],
)
def test_the_last_weekday_is_a_day_and_no_station(text: str, day: date) -> None:
    found, codes = asked(text)
    assert found.values["date"].day == day
    assert not {"station", "notes"} & set(found.values)
    assert codes == []


@pytest.mark.parametrize(
    "text", ["Oil change 4.7 l 60 €", "parking 2 h 9 €", "45.2 l 71.30 EUR 84120 km full"]
)
def test_what_was_read_well_is_not_asked_about(text: str) -> None:
    assert not {"minus", "left_over", "no_day", "no_plug"} & set(asked(text)[1])
