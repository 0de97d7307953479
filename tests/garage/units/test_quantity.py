"""Quantities: kept as typed, converted from the original, never finer than the source."""

import json
import math
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from garage.errors import ValueRefused
from garage.units import UNITS, Dimension, Quantity, units_of

QUIET = settings(deadline=None, max_examples=200)


def values(minimum=-(10**7), maximum=10**7):
    return st.decimals(minimum, maximum, places=None, allow_nan=False).map(_few_digits)


def _few_digits(number):
    text = format(round(number, 4), "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


positive = st.builds(
    lambda whole, places: format(Decimal(whole).scaleb(-places), "f"),
    st.integers(1, 10**8),
    st.integers(0, 4),
)
codes = st.sampled_from(sorted(UNITS))


@pytest.mark.parametrize(
    ("text", "code", "shown"),
    [
        ("45.20 L", "gal_us", "11.94"),
        ("45 L", "gal_us", "12"),
        ("100000 km", "mi", "62137"),
        ("8 mi", "km", "13"),
        ("30.0 mpg_us", "L/100km", "7.84"),
        ("30.0 mpg_uk", "L/100km", "9.42"),
        ("542 Nm", "lb-ft", "400"),
        ("400 lb-ft", "Nm", "542"),
        ("115 gal_us", "L", "435"),
        ("5 degC", "degF", "41"),
        ("68 degF", "degC", "20"),
        ("20 degC", "K", "293"),
        ("32 psi", "bar", "2.2"),
        ("150 PS", "kW", "110"),
        ("5.0 km/kWh", "kWh/100km", "20"),
        ("1998 cc", "L", "1.998"),
        ("0 km", "mi", "0"),
    ],
)
def test_a_conversion_shows_what_a_person_would_write(text, code, shown):
    assert Quantity.restored(text).to(code) == Quantity(shown, code)


@QUIET
@given(positive, codes, st.data())
def test_a_conversion_never_shows_a_step_finer_than_a_quarter_of_the_source_s(value, code, data):
    source = Quantity(value, code)
    target = data.draw(st.sampled_from([each.code for each in units_of(source.dimension)]))
    shown = source.to(target)
    if target == code:
        assert shown is source
        return
    step = Decimal(1).scaleb(-source.decimals)
    number = source.decimal
    # how far one last digit of the source moves the value shown
    a, b = (Quantity.of(each, code).si for each in (number, number + step))
    if UNITS[target].reciprocal:
        a, b = 1 / a, 1 / b
        moved = abs(a - b) * float(UNITS[target].factor)
    else:
        moved = abs(a - b) / float(UNITS[target].factor)
    digits = shown.value.partition(".")[2]
    # in between two powers of ten, and consumption bends within the step
    assert 10.0 ** -len(digits) >= moved / 4 * 0.999 or not digits


@QUIET
@given(positive, codes)
def test_converting_through_every_unit_and_back_keeps_the_value(value, code):
    source = Quantity(value + ("000000000" if "." in value else ".000000000"), code)
    for other in units_of(source.dimension):
        there = source.to(other.code)
        finer = Quantity(there.value, other.code)
        assert finer.si == pytest.approx(source.si, rel=1e-6, abs=1e-9 * (source.si or 1))
        if "." in there.value:
            back = there.to(code)
            assert float(back.value) == pytest.approx(float(value), rel=1e-3, abs=1e-5)


@given(positive, codes)
def test_its_own_unit_gives_back_the_very_text(value, code):
    source = Quantity(value, code, "as I typed it")
    assert source.to(code) is source


@QUIET
@given(values(), codes, st.none() | st.text(min_size=1, max_size=60))
def test_what_is_stored_is_restored_to_the_character(value, code, typed):
    try:
        source = Quantity.checked(value, code, typed)
    except ValueRefused:
        assert UNITS[code].reciprocal
        return
    assert Quantity.restored(source.stored) == source
    assert Quantity.from_json(json.loads(json.dumps(source.to_json()))) == source


def test_json_has_the_typed_text_and_the_si_number():
    assert Quantity("45.20", "L", "45,20 l").to_json() == {
        "value": "45.20",
        "unit": "L",
        "typed": "45,20 l",
        "si": 0.0452,
    }
    assert Quantity("45.20", "L").to_json()["typed"] == "45.20 L"


def test_the_stored_text_is_compact_when_nothing_else_was_typed():
    assert Quantity("45.20", "L").stored == "45.20 L"
    assert Quantity("45.20", "L", "45,20 l").stored == "45.20 L\t45,20 l"
    assert Quantity("7", "").stored == "7"
    assert Quantity.checked("45.20", "L", "45.20 L").typed is None


@given(st.integers(1, 10**9))
def test_the_same_amount_has_the_same_si_number_in_every_metric_unit(metres):
    in_kilometres = format(Decimal(metres).scaleb(-3), "f")
    assert Quantity(str(metres), "m").si == Quantity(in_kilometres, "km").si


@pytest.mark.parametrize(
    ("text", "si"),
    [
        ("7.84 L/100km", 12_755_102.04),
        ("1 km/L", 1_000_000.0),
        ("20 kWh/100km", 1 / 720),
        ("32 degF", 273.15),
        ("-40 degF", 233.15),
        ("-40 degC", 233.15),
        ("1 psi", 6894.757293),
        ("50 %", 0.5),
    ],
)
def test_the_si_number_is_in_the_canonical_unit(text, si):
    assert Quantity.restored(text).si == pytest.approx(si, rel=1e-9)


def test_zero_consumption_is_refused_and_never_a_crash():
    with pytest.raises(ValueRefused, match=r"0 l/100 km cannot be"):
        Quantity.checked("0.0", "L/100km")
    assert math.isinf(Quantity("0", "L/100km").si)
    assert Quantity("0", "L/100km").to_json()["si"] is None
    with pytest.raises(ValueRefused, match="show it in its own unit"):
        Quantity("0", "km/L").to("L/100km")


@pytest.mark.parametrize(
    "value", ["", "1,5", "1e5", "NaN", "Infinity", "007", ".5", "5.", "+5", " 5", "٣", "9" * 60]
)
def test_a_value_that_is_not_plain_digits_is_refused(value):
    with pytest.raises(ValueRefused, match="not a plain number"):
        Quantity.checked(value, "km")


@pytest.mark.parametrize("data", [None, {}, [], "5 L", {"value": 5, "unit": "L"}, {"value": "5"}])
def test_json_of_another_shape_is_refused(data):
    with pytest.raises(ValueRefused, match="not a quantity"):
        Quantity.from_json(data)


def test_a_unit_of_another_kind_is_refused_by_name():
    with pytest.raises(ValueRefused, match="kg measures mass, km distance") as refused:
        Quantity("5", "kg").to("km")
    assert refused.value.code == "other_dimension"
    with pytest.raises(ValueRefused, match="'parsec'"):
        _ = Quantity("5", "parsec").si


@pytest.mark.parametrize(
    ("number", "value"), [(5, "5"), (0.1, "0.1"), (1e-7, "0.0000001"), (Decimal("4.50"), "4.50")]
)
def test_numbers_become_plain_digits(number, value):
    assert Quantity.of(number, "km").value == value


@pytest.mark.parametrize("number", [math.nan, math.inf, Decimal("NaN")])
def test_numbers_that_are_none_are_refused(number):
    with pytest.raises(ValueRefused):
        Quantity.of(number, "km")


def test_a_quantity_knows_what_it_measures():
    assert Quantity("5", "mpg_uk").dimension is Dimension.ECONOMY
    assert Quantity("45.20", "L").decimal == Decimal("45.20")
    assert Quantity("45.20", "L").text == "45.20 L"
