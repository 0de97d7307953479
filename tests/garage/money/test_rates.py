"""Rates by date: the last one published, across the euro, and none invented."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garage.errors import ValueRefused
from garage.money import Money, NoRate, RateTable, Series

FRIDAY, MONDAY = date(2024, 3, 8), date(2024, 3, 11)
LATEST = MONDAY


def series(**rates):
    days = {FRIDAY: rates.get("friday"), MONDAY: rates.get("monday")}
    given_days = {day: rate for day, rate in days.items() if rate}
    return Series([day.toordinal() for day in given_days], list(given_days.values()))


PUBLISHED = {
    "USD": series(friday="1.0932", monday="1.0926"),
    "GBP": series(friday="0.8500", monday="0.8600"),
    "JPY": series(friday="161.00", monday="160.50"),
    "RUB": Series([date(2022, 3, 1).toordinal()], ["117.201"]),
    "HRK": Series([date(2022, 12, 30).toordinal()], ["7.5365"]),
    "ISK": Series([date(2008, 12, 9).toordinal(), date(2018, 2, 1).toordinal()], ["290", "125"]),
}


@pytest.fixture
def asked():
    return []


@pytest.fixture
def table(asked):
    def read(currency):
        asked.append(currency)
        return PUBLISHED.get(currency)

    return RateTable(read, LATEST)


def test_a_weekend_takes_friday_s_rate_and_says_so(table):
    done = table.convert(Money("100", "USD"), "EUR", date(2024, 3, 10))
    assert done.money == Money("91.47", "EUR")
    assert (done.date, done.source) == (FRIDAY, "ECB")
    assert table.convert(Money("100", "USD"), "EUR", MONDAY).date == MONDAY


def test_two_currencies_cross_at_the_euro(table):
    done = table.convert(Money("100", "USD"), "GBP", FRIDAY)
    assert done.money == Money("77.75", "GBP")
    assert done.rate == Decimal("0.777533845591")


def test_the_target_s_minor_unit_is_kept(table):
    assert table.convert(Money("10.00", "EUR"), "JPY", FRIDAY).money == Money("1610", "JPY")


def test_after_the_last_day_published_the_last_rate_goes_on(table):
    assert table.convert(Money("100", "USD"), "EUR", date(2025, 1, 1)).date == MONDAY


def test_before_the_first_day_there_is_none(table):
    with pytest.raises(NoRate, match="no rate for USD on 2024-03-07: they begin on 2024-03-08"):
        table.convert(Money("100", "USD"), "EUR", FRIDAY - timedelta(days=1))


def test_a_currency_no_longer_quoted_has_none_after_two_weeks(table):
    assert table.convert(Money("100", "RUB"), "EUR", date(2022, 3, 14)).money.amount == "0.85"
    with pytest.raises(NoRate, match="none was published after 2022-03-01"):
        table.convert(Money("100", "RUB"), "EUR", FRIDAY)
    with pytest.raises(NoRate, match="none was published after 2008-12-09"):
        table.convert(Money("100", "ISK"), "EUR", date(2012, 1, 1))


def test_the_euro_s_forerunners_have_their_fixed_rate(table):
    done = table.convert(Money("100", "DEM"), "EUR", date(1995, 6, 1))
    assert (done.money.amount, done.source) == ("51.13", "fixed to the euro")
    assert table.convert(Money("100", "FRF"), "DEM", FRIDAY).money == Money("29.82", "DEM")
    assert table.convert(Money("100", "DEM"), "USD", FRIDAY).money == Money("55.89", "USD")


def test_a_forerunner_floats_until_its_day_and_is_fixed_after(table):
    assert table.rate("EUR", "HRK", date(2022, 12, 31)).value == Decimal("7.5365")
    assert table.rate("EUR", "HRK", date(2023, 1, 1)).value == Decimal("7.53450")


def test_unknown_and_unquoted_currencies_are_told_apart(table):
    with pytest.raises(ValueRefused, match="no currency 'XYZ'"):
        table.convert(Money("1", "EUR"), "XYZ", FRIDAY)
    with pytest.raises(NoRate, match="no exchange rates for KWD") as refused:
        table.convert(Money("1", "EUR"), "KWD", FRIDAY)
    assert refused.value.hint


def test_the_same_currency_stays_to_the_character(table, asked):
    money = Money("100.005", "RUB", "100,005 р")
    assert table.convert(money, "RUB", date(1980, 1, 1)).money is money
    assert asked == []


def test_only_the_currencies_needed_are_read_and_once(table, asked):
    for _ in range(3):
        table.convert(Money("1", "USD"), "GBP", FRIDAY)
    assert asked == ["USD", "GBP"]


@given(
    st.integers(1, 10**9),
    st.sampled_from(["EUR", "USD", "GBP", "DEM"]),
    st.sampled_from(["EUR", "USD", "GBP", "DEM"]),
    st.dates(FRIDAY, date(2030, 1, 1)),
)
def test_there_and_back_is_off_by_a_cent_of_each_at_most(cents, given_code, wanted, on):
    table = RateTable(PUBLISHED.get, LATEST)
    money = Money.of(Decimal(cents).scaleb(-2), given_code)
    there = table.convert(money, wanted, on)
    back = table.convert(there.money, given_code, on)
    assert there.date <= on
    assert abs(back.money.decimal - money.decimal) <= Decimal("0.02")
    assert money == Money.of(Decimal(cents).scaleb(-2), given_code)
