"""What is asked about a vehicle's own record."""

from dataclasses import replace
from datetime import date

import pytest

from garage.records import Vehicle
from garage.rules.vehicle_cautions import vehicle_cautions

TODAY = date(2026, 11, 18)
ACCORD = Vehicle(id="1", name="Accord", vin="1HGCM82633A004352", year=2003)


def asked(vehicle: Vehicle, *others: Vehicle) -> list[tuple[str, str]]:
    """The codes and fields asked about."""
    found = vehicle_cautions(vehicle, TODAY, others)
    assert all(each.text[:1] for each in found)
    return [(each.code, each.field) for each in found]


def test_a_vehicle_as_it_should_be_raises_no_question() -> None:
    assert asked(ACCORD) == []
    assert asked(ACCORD, ACCORD) == []
    assert asked(Vehicle(id="", name="")) == []


@pytest.mark.parametrize(
    ("vin", "wrong"),
    [
        ("1HGCM82633A004353", True),
        ("1hgcm 82633-A004353", True),
        ("LSVAM4187C2184842", True),
        ("TMBJJ7NE8G0123456", False),
        ("1139876", False),
        ("what?", False),
    ],
)
def test_a_check_digit_counts_only_where_the_market_demands_one(vin: str, wrong: bool) -> None:
    found = asked(Vehicle(id="1", name="Accord", vin=vin))
    assert found == ([("check_digit", "vin")] if wrong else [])


def test_a_number_that_another_vehicle_has_is_asked_about() -> None:
    other = replace(ACCORD, id="2", name="Old one", vin="1hgcm82633a004352")
    assert asked(ACCORD, other) == [("same_vin", "vin")]
    assert asked(ACCORD, replace(other, deleted=True)) == []


def test_a_name_that_another_vehicle_has_is_asked_about() -> None:
    other = Vehicle(id="2", name=" accord ")
    assert asked(ACCORD, other) == [("same_name", "name")]


@pytest.mark.parametrize(("year", "ahead"), [(2027, False), (2028, False), (2050, True)])
def test_a_year_that_has_not_come_is_asked_about(year: int, ahead: bool) -> None:
    assert asked(replace(ACCORD, year=year)) == ([("future", "year")] if ahead else [])
