"""Quantities as people type them."""

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from garage.errors import ValueRefused
from garage.reading import Reading
from garage.units import UNITS, Dimension, Quantity, any_unit, parse_quantity, unit_spelled

D = Dimension


@pytest.mark.parametrize(
    ("text", "dimension", "value", "code"),
    [
        ("45.20 L", D.VOLUME, "45.20", "L"),
        ("45.20 litres", D.VOLUME, "45.20", "L"),
        ("45.20Liter", D.VOLUME, "45.20", "L"),
        ("12 gal", D.VOLUME, "12", "gal_us"),
        ("12 imp gal", D.VOLUME, "12", "gal_uk"),
        ("12 gal (UK)", D.VOLUME, "12", "gal_uk"),
        ("1998 cm³", D.VOLUME, "1998", "cc"),
        ("150 PS", D.POWER, "150", "PS"),
        ("150 ps", D.POWER, "150", "PS"),
        ("150 CV", D.POWER, "150", "PS"),
        ("150 hp", D.POWER, "150", "hp"),
        ("150 BHP", D.POWER, "150", "bhp"),
        ("400 lb-ft", D.TORQUE, "400", "lb-ft"),
        ("400 lbft", D.TORQUE, "400", "lb-ft"),
        ("400 ft-lb", D.TORQUE, "400", "lb-ft"),
        ("400 lb·ft", D.TORQUE, "400", "lb-ft"),
        ("400 lb.ft.", D.TORQUE, "400", "lb-ft"),
        ("542 N·m", D.TORQUE, "542", "Nm"),
        ("542 nm", D.TORQUE, "542", "Nm"),
        ("10 nm", D.DISTANCE, "10", "nmi"),
        ("100 kph", D.SPEED, "100", "km/h"),
        ("100 km/h", D.SPEED, "100", "km/h"),
        ("1,234 miles", D.DISTANCE, "1234", "mi"),
        ("5 l/100 km", D.ECONOMY, "5", "L/100km"),
        ("5 litres per 100km", D.ECONOMY, "5", "L/100km"),
        ("30 MPG", D.ECONOMY, "30", "mpg_us"),
        ("30 mpg (imp)", D.ECONOMY, "30", "mpg_uk"),
        ("30 miles per gallon", D.ECONOMY, "30", "mpg_us"),
        ("18.5 kWh/100 km", D.ELECTRIC_ECONOMY, "18.5", "kWh/100km"),
        ("-5 ºC", D.TEMPERATURE, "-5", "degC"),
        ("68 ℉", D.TEMPERATURE, "68", "degF"),
        ("20 C", D.TEMPERATURE, "20", "degC"),
        ("32 lbs", D.PRESSURE, "32", "psi"),
        ("32 lbs", D.MASS, "32", "lb"),
        ("90 mins", D.DURATION, "90", "min"),
        ("8/32″", D.LENGTH, "8", "in/32"),
        ("17”", D.LENGTH, "17", "in"),
        ("4.5 m", D.LENGTH, "4.5", "m"),
        ("80%", D.RATIO, "80", "%"),
        ("2.2 MPa", D.PRESSURE, "2.2", "MPa"),
        ("120 g/km", D.EMISSION, "120", "g/km"),
        ("120 g CO₂/km", D.EMISSION, "120", "g/km"),
        ("12", D.NUMBER, "12", ""),
    ],
)
def test_a_spelling_is_understood(text, dimension, value, code):
    read = parse_quantity(text, dimension)
    assert (read.value, read.unit) == (value, code)


@pytest.mark.parametrize("text", ["45,20 l", "45,20", " 45,20  Liter"])
def test_the_typed_text_is_kept(text):
    read = parse_quantity(text, D.VOLUME, default_unit="L", decimal_mark=",")
    assert read == Quantity("45.20", "L", text.strip())
    assert read.to("gal_us") == Quantity("11.94", "gal_us")
    assert read.to("L").typed == text.strip()


def test_the_gallon_follows_the_region_or_the_default_unit():
    assert parse_quantity("30 mpg", D.ECONOMY, gallon="uk").unit == "mpg_uk"
    assert parse_quantity("30 mpg", D.ECONOMY, default_unit="mpg_uk").unit == "mpg_uk"
    assert parse_quantity("5 gal", D.VOLUME, default_unit="L", gallon="uk").unit == "gal_uk"


@pytest.mark.parametrize(
    ("text", "dimension", "says"),
    [
        ("", D.VOLUME, "there is no number; write one, as in 45 l"),
        ("full", D.VOLUME, "does not begin with a number"),
        ("45", D.VOLUME, "has no unit"),
        ("45 kg", D.DISTANCE, "kg measures mass, not distance"),
        ("400 kWh", D.TORQUE, "kWh measures energy, not torque"),
        ("45 blorb", D.VOLUME, "there is no unit 'blorb' of volume; use one of: l"),
        ("5 mil", D.DISTANCE, "there is no unit 'mil'"),
        ("1e5 km", D.DISTANCE, "there is no unit 'e5 km'"),
        ("2 W**9", D.POWER, "there is no unit"),
        ("5 mj", D.ENERGY, "there is no unit 'mj'"),
        ("0 l/100 km", D.ECONOMY, "cannot be"),
        ("1,2,3 km", D.DISTANCE, "unclear"),
        ("5 km" + " " * 300, D.DISTANCE, "too long"),
    ],
)
def test_a_refusal_says_what_is_wrong(text, dimension, says):
    with pytest.raises(ValueRefused) as refused:
        parse_quantity(text, dimension)
    assert says in str(refused.value)


def test_less_than_the_minimum_is_refused():
    with pytest.raises(ValueRefused, match="-3 is below 0"):
        parse_quantity("-3 km", D.DISTANCE, minimum=0)


def test_a_unit_that_only_pint_knows_is_kept_in_the_default_unit_with_its_text():
    read = parse_quantity("3 furlongs", D.DISTANCE, default_unit="km")
    assert read == Quantity("0.6035", "km", "3 furlongs")
    assert parse_quantity("2 atm", D.PRESSURE, default_unit="bar").value == "2.027"


def test_no_heavy_library_is_loaded_by_importing_units_or_reading_what_they_know():
    program = (
        "import sys, garage.units as u, garage.money, garage.regions;"
        "u.parse_quantity('45 l', u.Dimension.VOLUME);"
        "print([m for m in ('pint', 'babel', 'numpy', 'fractions') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stderr


@pytest.mark.parametrize("code", sorted(UNITS))
def test_every_code_and_symbol_reads_as_its_unit(code):
    known = UNITS[code]
    gallon = "uk" if code.endswith("_uk") else "us"
    assert unit_spelled(code, known.dimension, gallon) == code
    assert unit_spelled(known.symbol, known.dimension, gallon) == code
    if code:
        assert parse_quantity(f"5 {code}", known.dimension).unit == code


@given(st.sampled_from(sorted(UNITS)), st.decimals("0.1", "9999", places=1), st.sampled_from(" ·"))
def test_of_any_dimension_every_code_and_symbol_reads_as_its_unit(code, number, gap):
    known = UNITS[code]
    gallon = "uk" if code.endswith("_uk") else "us"
    reading = Reading(gallon=gallon)
    for spelled in (code, known.symbol):
        assert any_unit(spelled, gallon) == code
        read = reading.number(f"{number} {spelled.replace(' ', gap)}")
        assert (read.value, read.unit) == (str(number), code)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("540 Nm", "Nm"), ("540 N·m", "Nm"), ("540 N m", "Nm"), ("540 nm", "Nm"),
        ("540Nm", "Nm"), ("540 nM", "Nm"), ("12 nmi", "nmi"), ("12 NM", "nmi"),
        ("12 nautical miles", "nmi"), ("5 oz", "oz"), ("5 OZ", "oz"), ("5 fl oz", "fl_oz_us"),
        ("2.2 MPa", "MPa"), ("120 g/km", "g/km"), ("190 g/mi", "g/mi"), ("120 g per km", "g/km"),
        ("32 lbs", "lb"), ("200 KM", "km"), ("200 KM/H", "km/h"), ("150 PS", "PS"),
    ],
)  # fmt: skip
def test_a_number_of_any_dimension_has_the_unit_that_people_mean(text, code):
    assert Reading().number(text).unit == code


def test_a_unit_is_found_in_whatever_dimension():
    assert any_unit("per litre".removeprefix("per ")) == "L"
    assert any_unit("gal", "uk") == "gal_uk"
    with pytest.raises(ValueRefused, match="there is no unit 'blorb'"):
        any_unit("blorb")


@settings(deadline=None, max_examples=150)
@given(
    st.text("0123456789.,' +-/kmlLgapsihWhNft°%²·xé\t\n\u00a0", max_size=24) | st.text(max_size=24),
    st.sampled_from(list(Dimension)),
    st.sampled_from([".", ","]),
)
def test_any_text_becomes_a_sound_quantity_or_is_refused(text, dimension, mark):
    try:
        read = parse_quantity(text, dimension, decimal_mark=mark)
    except ValueRefused:
        return
    assert Quantity.checked(read.value, read.unit, read.typed) == read
    assert Quantity.restored(read.stored) == read
