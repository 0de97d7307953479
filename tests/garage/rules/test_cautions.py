"""What is asked about: rules across fields that warn and never refuse."""

import dataclasses
from datetime import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garage.moments import Moment
from garage.money import Money, UnitPrice
from garage.records import FillUp, Record, Service, Trip, TyreSet, WorkLine
from garage.rules import Caution, cautions, odometer_timeline
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


@pytest.mark.parametrize(
    ("shown", "codes"),
    [("3000000 km", []), ("3000001 km", ["too_far"]), ("1900000 mi", ["too_far"])],
)
def test_more_than_a_vehicle_runs_in_its_life_is_asked_about(shown: str, codes: list[str]) -> None:
    assert [code for code, _ in asked(fill(1, None, "5", odometer=q(shown)))] == codes
    trip = Trip(id="t", date=moment(1), end_odometer=q(shown))
    assert asked(trip) == [(code, "end_odometer") for code in codes]


@pytest.mark.parametrize(
    ("last", "shown", "codes"),
    [
        (12, 15000, []),  # a new car's first service
        (0, 150_000, []),  # the purchase entered without its odometer
        (15432, 154310, []),
        (15432, 154321, ["leap"]),
        (200_000, 500_000, []),
        (200_000, 500_001, ["leap"]),
    ],
)
def test_an_odometer_far_above_the_last_is_asked_about(
    last: int, shown: int, codes: list[str]
) -> None:
    record = fill(50, shown, "5")
    for own in ((), ((50, shown),)):
        known = odometer_timeline([reading(40, last), *(record for _ in own)])
        assert [code for code, _ in asked(record, odometer=known)] == codes
    assert [code for code, _ in asked(record, odometer=readings((50, last)))] == codes


def test_a_leap_names_the_last_reading() -> None:
    assert the_one(fill(50, 154321, "5"), odometer=readings((40, 15432))).text == (
        "154321 km is far above 15432 km, the last reading on 2024-02-10; "
        "correct the odometer or the date"
    )


def clock(hour: int | None, offset: int | None = None) -> Moment:
    return Moment(day(5), None if hour is None else time(hour), offset)


@pytest.mark.parametrize(
    ("mine", "others", "km", "codes"),
    [
        (clock(12), clock(8), 990, ["backwards"]),
        (clock(12), clock(8), 1000, []),
        (clock(12), clock(8), 1010, []),
        (clock(12), clock(18), 1010, ["overtakes"]),
        (clock(12), clock(18), 990, []),
        (clock(12), clock(12), 990, []),
        (clock(12), clock(None), 990, []),
        (clock(None), clock(8), 990, []),
        (clock(12, 120), clock(11, 0), 1010, ["overtakes"]),
        (clock(12, 120), clock(11, 0), 990, []),
    ],
)
def test_an_odometer_that_runs_backwards_within_a_day_is_asked_about(
    mine: Moment, others: Moment, km: int, codes: list[str]
) -> None:
    record = fill(5, km, "5", date=mine)
    other = dataclasses.replace(reading(5, 1000), date=others)
    beside = [record, other]
    assert [code for code, _ in asked(record, beside=beside)] == codes
    assert asked(record, beside=[dataclasses.replace(other, deleted=True)]) == []
    assert asked(record, beside=[dataclasses.replace(other, date=moment(4))]) == []


def test_the_end_of_a_trip_counts_within_its_day() -> None:
    trip = Trip(id="t", date=clock(8), end=clock(10), odometer=q("900 km"),
                end_odometer=q("1000 km"))  # fmt: skip
    assert the_one(fill(5, 950, "5", date=clock(12)), beside=[trip]).text == (
        "950 km is less than 1000 km on 2024-01-06 10:00 before it; "
        "correct the odometer or the date"
    )
    assert asked(fill(5, 950, "5", date=clock(9)), beside=[trip]) == []


@pytest.mark.parametrize(
    ("name", "usual", "most"),
    [
        ("volume", "2000 L", "2001 L"),
        ("volume", "500 gal_us", "600 gal_us"),
        ("energy", "2000 kWh", "2001 kWh"),
        ("mass", "2000 kg", "2001 kg"),
    ],
)
def test_more_than_any_vehicle_takes_is_asked_about(name: str, usual: str, most: str) -> None:
    assert asked(fill(1, 1, None, **{name: q(usual)})) == []
    assert asked(fill(1, 1, None, **{name: q(most)})) == [("too_much", name)]


def test_too_much_for_the_tank_is_said_once() -> None:
    car = dataclasses.replace(CAR, tank=q("50 L"))
    assert asked(fill(1, 1, "999999999999999999"), vehicle=car) == [("overfull", "volume")]


@pytest.mark.parametrize(
    ("price", "codes"),
    [
        (UnitPrice("49.90", "EUR", "L"), []),
        (UnitPrice("50.10", "EUR", "L"), [("too_dear", "price")]),
        (UnitPrice("150", "USD", "gal_us"), []),
        (UnitPrice("200", "USD", "gal_us"), [("too_dear", "price")]),
        (UnitPrice("20000", "IDR", "L"), []),
        (UnitPrice("1000001", "IDR", "L"), [("too_dear", "price")]),
        (UnitPrice("0", "EUR", "L"), []),
    ],
)
def test_a_price_that_cannot_be_is_asked_about(
    price: UnitPrice, codes: list[tuple[str, str]]
) -> None:
    assert asked(fill(1, 1, None, price=price)) == codes


def test_a_total_far_above_what_was_filled_is_asked_about() -> None:
    assert asked(fill(1, 1, "40", total=eur("80.00"))) == []
    assert asked(fill(1, 1, "40", total=eur("8000.00"))) == [("too_dear", "total")]
    assert the_one(fill(1, 1, "40", total=eur("9" * 40))).text == (
        f"{'9' * 40} EUR for 40 L is more than it costs anywhere; check the amount and the total"
    )
    assert asked(fill(1, 1, "0", total=eur("8000.00"))) == []


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
