"""What stands in a field reads back as the same value, in the habits of any region."""

from datetime import UTC, date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from client.ui.forms.written import Habits
from client.ui.vehicles.shown import Shown
from garage.moments import Moment
from garage.money import Money, UnitPrice
from garage.periods import Period
from garage.reading import Reading
from garage.records import Vehicle, kind_named
from garage.regions import REGIONS, Preferences
from garage.units import Quantity

TODAY = date(2026, 11, 18)
FILL, REMINDER, LINE = (kind_named(name) for name in ("fill_up", "reminder", "work_line"))


def habits_in(region, vehicle=None):
    preferences = Preferences.for_region(region)
    reading = Reading.of(preferences, zone=UTC, today=TODAY)
    of = vehicle or Vehicle()
    return Habits(reading.for_vehicle(of), Shown(preferences, TODAY).of(of))


REGION = st.sampled_from(sorted(REGIONS))
AMOUNT = st.decimals(0, 999_999, places=2).map(lambda number: f"{number:f}")
FINE = st.decimals(0, 999_999, places=3).map(lambda number: f"{number:f}")


def back(habits, kind, field, value):
    spec = kind.field(field)
    return habits.reading.value(spec, habits.text(value, spec))


@given(REGION, AMOUNT | FINE, st.sampled_from(["km", "mi", "m"]))
def test_a_distance_reads_back(region, number, unit):
    value = Quantity(number, unit)
    found = back(habits_in(region), FILL, "odometer", value)
    assert (found.decimal, found.unit) == (value.decimal, value.unit)


@given(REGION, AMOUNT, st.sampled_from(["L", "gal_us", "gal_uk", "ml"]))
def test_a_volume_reads_back_whatever_gallon_is_meant(region, number, unit):
    value = Quantity(number, unit)
    found = back(habits_in(region), FILL, "volume", value)
    assert (found.decimal, found.unit) == (value.decimal, value.unit)


@given(REGION, AMOUNT, st.sampled_from(["", "L", "kg", "h", "bar"]))
def test_a_number_of_any_dimension_reads_back(region, number, unit):
    value = Quantity(number, unit)
    found = back(habits_in(region), LINE, "quantity", value)
    assert (found.decimal, found.unit) == (value.decimal, value.unit)


@given(REGION, AMOUNT, st.sampled_from(["EUR", "USD", "GBP", "CHF", "JPY", "CAD"]))
def test_money_reads_back_in_any_currency(region, amount, currency):
    found = back(habits_in(region), FILL, "total", Money(amount, currency))
    assert (found.decimal, found.currency) == (Money(amount, currency).decimal, currency)


@given(REGION, st.decimals(0, 99, places=3), st.sampled_from(["EUR", "USD"]))
def test_a_price_reads_back(region, amount, currency):
    price = UnitPrice(f"{amount:f}", currency, "L")
    found = back(habits_in(region), FILL, "price", price)
    assert (found.decimal, found.currency, found.per) == (price.decimal, currency, "L")


@given(REGION, st.dates(date(1990, 1, 1), date(2090, 12, 31)), st.none() | st.times())
def test_a_day_and_a_moment_read_back(region, day, clock):
    habits = habits_in(region)
    assert back(habits, REMINDER, "due", day) == day
    minute = None if clock is None else time(clock.hour, clock.minute)
    found = back(habits, FILL, "date", Moment(day, minute))
    assert (found.day, found.time) == (day, minute)


@given(st.integers(1, 9999), st.sampled_from("DWMY"))
def test_a_period_reads_back(count, unit):
    period = Period(count, unit)
    assert back(habits_in("DE"), REMINDER, "every", period) == period


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("odometer", "84120", "km"),
        ("odometer", "52 mi", "= 84 km"),
        ("odometer", "84,120", "km"),
        ("odometer", "84.120", "= 84,120 km"),
        ("odometer", "84120.5", "km"),
        ("total", "45", "€"),
        ("total", "45 GBP", "£45.00"),
        ("date", "today", "Wed 18 Nov"),
        ("date", "18 Nov 2026", "Wed"),
    ],
)
def test_what_is_not_plain_is_said_inside_the_field(field, text, said):
    habits, spec = habits_in("IE"), FILL.field(field)
    assert habits.echo(habits.reading.value(spec, text), spec, text) == said


def test_a_vehicles_own_units_stand_above_the_persons():
    habits = habits_in("IE", Vehicle(distance_unit="mi", currency="GBP"))
    assert habits.inside(FILL.field("odometer")) == "mi"
    assert habits.text(Quantity("52", "mi"), FILL.field("odometer")) == "52"
    assert habits.text(Money("45.00", "GBP"), FILL.field("total")) == "45.00"


def test_a_period_is_read_in_one_word():
    assert habits_in("DE").read(REMINDER.field("every"), " Halbjährlich ") == Period(6, "M")


def test_a_word_of_a_period_is_but_a_word_elsewhere():
    assert habits_in("DE").read(REMINDER.field("title"), "monthly") == "monthly"
