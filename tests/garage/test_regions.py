"""Regions: what is usual where, and values shown so that they read back."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garage.day_words import DayWords
from garage.errors import ValueRefused
from garage.money import MINOR_DIGITS, Money, UnitPrice, parse_money, parse_unit_price
from garage.regions import (
    PURPOSES,
    REGIONS,
    Preferences,
    format_day,
    format_money,
    format_number,
    format_price,
    format_quantity,
    format_short_day,
)
from garage.units import UNITS, Quantity, alike, parse_decimal, parse_quantity

regions = st.sampled_from(sorted(REGIONS)).map(Preferences.for_region)
digits = st.decimals(0, 10**8, places=2).map(lambda number: format(number, "f"))


def of(code):
    return Preferences.for_region(code)


@pytest.mark.parametrize(
    ("region", "expected"),
    [
        ("US", ["mi", "gal_us", "mpg_us", "psi", "degF", "hp", "lb-ft"]),
        ("GB", ["mi", "L", "mpg_uk", "psi", "degC", "bhp", "Nm"]),
        ("CA", ["km", "L", "L/100km", "kPa", "degC", "hp", "lb-ft"]),
        ("DE", ["km", "L", "L/100km", "bar", "degC", "kW", "Nm"]),
        ("AU", ["km", "L", "L/100km", "psi", "degC", "kW", "Nm"]),
        ("JP", ["km", "L", "km/L", "kPa", "degC", "PS", "Nm"]),
    ],
)
def test_a_region_has_its_usual_units(region, expected):
    purposes = ["distance", "volume", "economy", "pressure", "temperature", "power", "torque"]
    assert [of(region).unit_for(each) for each in purposes] == expected


def test_every_region_has_a_fitting_unit_for_every_purpose():
    for region in REGIONS.values():
        assert set(region.units) == set(PURPOSES), region.code
        for purpose, code in region.units.items():
            assert alike(UNITS[code].dimension, PURPOSES[purpose])
        assert region.currency in MINOR_DIGITS
        assert region.decimal_mark != region.grouping


def test_an_unknown_region_falls_back():
    assert of("XX").region == "ZZ"
    assert of(" gb ").region == "GB"


def test_a_vehicle_s_units_lie_over_its_person_s_over_the_region_s():
    person = of("GB").with_units({"pressure": "bar", "distance": "km"})
    vehicle = person.with_units({"distance": "mi"})
    assert vehicle.unit_for("pressure") == "bar"
    assert vehicle.unit_for("distance") == "mi"
    assert vehicle.unit_for("economy") == "mpg_uk"
    assert of("GB").unit_for("pressure") == "psi"


@pytest.mark.parametrize("units", [{"distance": "kg"}, {"shoe size": "km"}, {"distance": "verst"}])
def test_a_unit_that_does_not_fit_is_refused(units):
    with pytest.raises(ValueRefused):
        of("GB").with_units(units)


@pytest.mark.parametrize(
    ("region", "text"),
    [("US", "1,234,567.80"), ("DE", "1.234.567,80"), ("FR", "1\u202f234\u202f567,80"),
     ("CH", "1’234’567.80"), ("SE", "1\u00a0234\u00a0567,80")],
)  # fmt: skip
def test_a_number_has_the_region_s_marks(region, text):
    assert format_number("1234567.80", of(region)) == text


def test_a_number_is_never_shown_finer_than_it_is():
    assert format_number(Decimal("12.3"), of("GB"), 3) == "12.3"
    assert format_number("12.345", of("GB"), 1) == "12.3"
    assert format_number("-0.04", of("GB"), 1) == "0.0"
    assert format_number("-1234.5", of("DE")) == "-1.234,5"


@pytest.mark.parametrize(
    ("text", "region", "shown"),
    [
        ("45.20 L", "DE", "45,20 l"),
        ("45.20 L", "CA", "45.20 L"),
        ("45.20 L", "US", "11.94 gal"),
        ("10 gal_uk", "US", "12 gal"),
        ("123456 km", "GB", "76,712 mi"),
        ("7.84 L/100km", "US", "30.0 mpg"),
        ("7.84 L/100km", "GB", "36.0 mpg"),
        ("7.84 L/100km", "FR", "7,84 l/100 km"),
        ("8 in/32", "US", "8/32 in"),
        ("8 in/32", "DE", "6 mm"),
        ("1998 cc", "US", "1,998 cc"),
        ("1998 cc", "DE", "1.998 cm³"),
        ("20 degC", "US", "68 °F"),
        ("80 %", "DE", "80 %"),
        ("7", "DE", "7"),
        ("0 km/L", "DE", "0 km/l"),
    ],
)
def test_a_quantity_is_shown_in_the_region_s_unit(text, region, shown):
    assert format_quantity(Quantity.restored(text), of(region)) == shown


def test_a_foreign_gallon_is_named():
    gallons = Quantity("12", "gal_uk")
    assert format_quantity(gallons, of("US"), "gal_uk") == "12 gal (UK)"
    assert format_quantity(gallons, of("GB"), "gal_uk") == "12 gal"


@pytest.mark.parametrize(
    ("money", "region", "shown"),
    [
        ("1267.10 EUR", "IE", "€1,267.10"),
        ("1267.10 EUR", "DE", "1.267,10 €"),
        ("1267.10 EUR", "NL", "€ 1.267,10"),
        ("1267.1 USD", "US", "$1,267.10"),
        ("1267.10 USD", "CA", "USD 1,267.10"),
        ("1267.10 CAD", "CA", "$1,267.10"),
        ("1267.10 CAD", "US", "CA$1,267.10"),
        ("1267 JPY", "US", "¥1,267"),
        ("-5 EUR", "IE", "-€5.00"),
        ("12.5 KWD", "GB", "KWD 12.500"),
        ("99 SEK", "SE", "99,00 kr"),
        ("99 SEK", "NO", "99,00 SEK"),
        ("1267.10 CHF", "CH", "CHF 1’267.10"),
        ("5 INR", "IN", "₹5.00"),
    ],
)
def test_money_is_shown_in_its_own_currency_as_people_write_it(money, region, shown):
    assert format_money(Money.restored(money), of(region)) == shown


def test_a_price_keeps_all_its_digits():
    assert format_price(UnitPrice("1.449", "GBP", "L"), of("GB")) == "£1.449/l"
    assert format_price(UnitPrice("1.799", "EUR", "L"), of("DE")) == "1,799 €/l"


@pytest.mark.parametrize(
    ("region", "shown"), [("GB", "6 Nov 2026"), ("US", "Nov 6, 2026"), ("SE", "2026-11-06")]
)
def test_a_day_follows_the_region_s_order(region, shown):
    assert format_day(date(2026, 11, 6), of(region)) == shown


def test_month_names_can_be_translated():
    months = ("jan", "feb", "mrt", *("",) * 9)
    assert format_day(date(2026, 3, 6), of("NL"), months) == "6 mrt 2026"


def test_week_and_paper_follow_the_region():
    assert (of("US").first_weekday, of("US").paper) == (6, "Letter")
    assert (of("DE").first_weekday, of("DE").paper) == (0, "A4")


@given(digits, regions)
def test_a_number_shown_reads_back(number, prefs):
    shown = format_number(number, prefs)
    assert parse_decimal(shown, prefs.decimal_mark) == Decimal(number)


@given(digits, st.sampled_from(sorted(UNITS)), regions)
def test_a_quantity_shown_in_its_own_unit_reads_back(number, code, prefs):
    source = Quantity(number, code)
    if UNITS[code].reciprocal and not source.decimal:
        return
    shown = format_quantity(source, prefs, code)
    read = parse_quantity(
        shown,
        source.dimension,
        default_unit=code,
        decimal_mark=prefs.decimal_mark,
        gallon=prefs.gallon,
    )
    assert (read.value, read.unit) == (source.value, source.unit)


@given(digits, st.sampled_from(sorted(UNITS)), regions)
def test_what_is_shown_reads_back_as_what_the_conversion_gives(number, code, prefs):
    source = Quantity(number, code)
    if not source.decimal:
        return
    shown = format_quantity(source, prefs)
    read = parse_quantity(
        shown, source.dimension, decimal_mark=prefs.decimal_mark, gallon=prefs.gallon
    )
    assert read.value == source.to(read.unit).value


@given(st.integers(0, 10**10), st.sampled_from(sorted(MINOR_DIGITS)), regions)
def test_money_shown_reads_back_with_its_currency(minor, currency, prefs):
    money = Money.of(Decimal(minor).scaleb(-MINOR_DIGITS[currency]), currency)
    shown = format_money(money, prefs)
    read = parse_money(shown, prefs.currency, prefs.decimal_mark)
    assert (read.amount, read.currency) == (money.amount, money.currency)


@given(digits, st.sampled_from(["L", "gal_us", "gal_uk", "kWh", "kg"]), regions)
def test_a_price_shown_reads_back(number, per, prefs):
    price = UnitPrice(number, prefs.currency, per)
    shown = format_price(price, prefs)
    read = parse_unit_price(shown, prefs.currency, per, prefs.decimal_mark, gallon=prefs.gallon)
    assert (read.amount, read.currency, read.per) == (number, prefs.currency, per)


ALONE = ("Jan", "Feb", "Mär", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez")
BESIDE = "Jan. Feb. März Apr. Mai Juni Juli Aug. Sept. Okt. Nov. Dez."
GERMAN = DayWords(ALONE, tuple(BESIDE.split()), "{day}. {month} {year}", "{day}. {month}")


def test_a_day_stands_as_its_language_writes_it() -> None:
    day = date(2026, 11, 18)
    assert format_day(day, of("DE"), GERMAN) == "18. Nov. 2026"
    assert format_short_day(day, of("DE"), GERMAN) == "18. Nov."
    assert format_short_day(date(2026, 9, 1), of("DE"), GERMAN) == "1. Sept."
    assert GERMAN[8] == "Sep"
    assert format_short_day(day, of("US"), GERMAN) == "Nov. 18"
    assert format_short_day(day, of("SE")) == "2026-11-18"
