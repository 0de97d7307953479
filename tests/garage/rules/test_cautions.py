"""What is asked about: rules across fields that warn and never refuse."""

import dataclasses
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garage.moments import Moment
from garage.money import Money, UnitPrice
from garage.records import FillUp, Record, Service, Trip, TyreSet, WorkLine
from garage.rules import Caution, cautions
from garage.units import Quantity
from tests.garage.rules.making import CAR, charge, day, eur, fill, moment, q, reading, readings

TODAY = day(100)


def asked(record: Record, **known: Any) -> list[tuple[str, str]]:
    """The codes and fields asked about."""
    return [(each.code, each.field) for each in cautions(record, today=TODAY, **known)]


def the_one(record: Record, **known: Any) -> Caution:
    """The only thing asked about."""
    (only,) = cautions(record, today=TODAY, **known)
    return only


def test_an_ordinary_fill_up_raises_no_question() -> None:
    usual = fill(50, 2000, "45.20", total=eur("71.28"), price=UnitPrice("1.577", "EUR", "L"))
    car = dataclasses.replace(CAR, tank=q("50 L"))
    assert asked(usual, vehicle=car, odometer=readings((0, 1000), (90, 3000))) == []


def test_a_day_far_ahead_or_before_the_first_car_is_asked_about() -> None:
    assert asked(fill(107, 1, "5")) == []
    assert the_one(fill(108, 1, "5")).text == (
        "2024-04-18 has not come yet; check the year and the month"
    )
    old = dataclasses.replace(fill(1, 1, "5"), date=Moment(day(0).replace(year=1024)))
    assert asked(old) == [("too_early", "date")]


def test_an_odometer_below_the_one_before_names_it() -> None:
    found = the_one(fill(50, 1900, "5"), odometer=readings((0, 1000), (40, 2000)))
    assert (found.code, found.field) == ("backwards", "odometer")
    assert found.text == (
        "1900 km is less than 2000 km on 2024-02-10 before it; correct the odometer or the date"
    )


def test_an_odometer_above_the_one_after_is_asked_about() -> None:
    assert asked(fill(50, 5000, "5"), odometer=readings((0, 1000), (60, 2000))) == [
        ("overtakes", "odometer")
    ]


def test_a_record_is_not_compared_with_itself() -> None:
    own = reading(40, 2000)
    edited = dataclasses.replace(own, date=moment(50), odometer=q("1500 km"))
    assert asked(edited, odometer=readings((0, 1000), (40, 2000))) == []


@pytest.mark.parametrize(("litres", "codes"), [("55.0", []), ("55.1", [("overfull", "volume")])])
def test_more_than_fits_in_the_tank_is_asked_about(
    litres: str, codes: list[tuple[str, str]]
) -> None:
    assert asked(fill(1, 1, litres), vehicle=dataclasses.replace(CAR, tank=q("50 L"))) == codes


def test_two_tanks_take_more_unless_one_is_named() -> None:
    car = dataclasses.replace(CAR, tank=q("50 L"), second_tank=q("30 L"))
    assert asked(fill(1, 1, "80"), vehicle=car) == []
    assert asked(fill(1, 1, "80", tank=1), vehicle=car) == [("overfull", "volume")]


def test_more_than_the_battery_takes_is_asked_about() -> None:
    car = dataclasses.replace(CAR, battery=q("60 kWh"))
    assert asked(charge(1, 1, "70"), vehicle=car) == [("overfull", "energy")]


def test_a_charge_that_falls_is_asked_about() -> None:
    fell = charge(1, 1, "10", 20, charge_from=Quantity("80", "%"))
    assert asked(fell) == [("charge_fell", "charge_to")]


@pytest.mark.parametrize(
    ("total", "codes"),
    [
        ("71.28", []),
        ("71.30", []),
        ("71.35", [("sum", "total")]),
        ("17.28", [("sum", "total")]),
        ("0.00", [("sum", "total")]),
    ],
)
def test_a_total_that_is_not_volume_times_price_is_asked_about(
    total: str, codes: list[tuple[str, str]]
) -> None:
    priced = fill(1, 1, "45.20", total=eur(total), price=UnitPrice("1.577", "EUR", "L"))
    assert asked(priced) == codes


def test_a_price_for_another_unit_or_in_other_money_is_asked_about() -> None:
    weighed = fill(1, 1, "45.20", total=eur("71.30"), price=UnitPrice("1.577", "EUR", "kg"))
    assert asked(weighed) == [("other_unit", "price")]
    abroad = fill(1, 1, "45.20", total=eur("71.30"), price=UnitPrice("1.577", "CHF", "L"))
    assert asked(abroad) == [("other_currency", "total")]


def test_lines_that_do_not_come_to_the_total_are_asked_about() -> None:
    service = Service(id="s", date=moment(1), title="Service", total=eur("100.00"))
    lines = [WorkLine(id="1", work="s", title="Oil", cost=eur("60.00"))]
    found = the_one(service, lines=lines)
    assert found.text == (
        "the lines come to 60.00 EUR, the total says 100.00 EUR; "
        "the total counts; leave it empty to count the lines"
    )
    labour = WorkLine(id="2", work="s", title="Labour", cost=eur("40"))
    assert asked(service, lines=[*lines, labour]) == []
    abroad = WorkLine(id="3", work="s", title="Fee", cost=Money("1", "CHF"))
    assert asked(service, lines=[*lines, abroad]) == [("other_currency", "total")]
    assert asked(dataclasses.replace(service, total=None), lines=lines) == []


def test_a_trip_that_ends_before_it_begins_is_asked_about() -> None:
    trip = Trip(id="t", date=moment(9), end=moment(8), odometer=q("20 km"),
                end_odometer=q("10 km"))  # fmt: skip
    assert asked(trip) == [("ends_early", "end"), ("backwards", "end_odometer")]


def test_a_dot_code_that_is_none_is_asked_about() -> None:
    assert asked(TyreSet(id="t", name="Winter", dot="9919")) == [("bad_dot", "dot")]
    assert asked(TyreSet(id="t", name="Winter", dot="2319")) == []


@given(
    st.builds(
        fill,
        st.integers(-90, 200),
        st.none() | st.integers(0, 3000),
        st.none() | st.sampled_from(["0", "45.20", "999999"]),
        total=st.none() | st.sampled_from([eur("0"), eur("71.30"), Money("900", "JPY")]),
        price=st.none()
        | st.sampled_from([UnitPrice("0", "EUR", "L"), UnitPrice("1", "EUR", "kg")]),
    )
)
def test_every_question_can_be_read(record: FillUp) -> None:
    car = dataclasses.replace(CAR, tank=q("50 L"))
    for each in cautions(record, today=TODAY, vehicle=car, odometer=readings((0, 5), (9, 1000))):
        assert "{" not in each.text
        assert "; " in each.text
