"""The catalog's factors, against pint as the oracle and against the definitions."""

from decimal import Decimal

import pytest

from garage.errors import ValueRefused
from garage.units.catalog import UNITS, Dimension, unit, units_of

pint = pytest.importorskip("pint")

IN_PINT = {
    "km": "km", "mi": "mile", "m": "m", "nmi": "nautical_mile", "yd": "yard", "mm": "mm",
    "cm": "cm", "in": "inch", "ft": "foot", "in/32": "inch/32", "L": "liter", "ml": "milliliter",
    "cc": "cm**3", "m3": "m**3", "in3": "inch**3", "gal_us": "gallon", "gal_uk": "imperial_gallon",
    "qt_us": "quart", "qt_uk": "imperial_quart", "pt_us": "pint", "pt_uk": "imperial_pint",
    "fl_oz_us": "fluid_ounce", "fl_oz_uk": "imperial_fluid_ounce", "kWh": "kWh", "Wh": "Wh",
    "MJ": "MJ", "J": "J", "kg": "kg", "g": "g", "lb": "pound", "oz": "ounce", "t": "tonne",
    "kW": "kW", "W": "W", "hp": "horsepower", "bhp": "horsepower", "PS": "metric_horsepower",
    "Nm": "N*m", "lb-ft": "force_pound*foot", "lb-in": "force_pound*inch",
    "kgm": "force_kilogram*m", "bar": "bar", "kPa": "kPa", "MPa": "MPa", "psi": "psi", "Pa": "Pa",
    "kgf/cm2": "force_kilogram/cm**2", "h": "hour", "min": "minute", "s": "s", "d": "day",
    "km/h": "km/hour", "mph": "mile/hour", "m/s": "m/s", "kn": "knot", "km/L": "km/liter",
    "mi/L": "mile/liter", "mpg_us": "mile/gallon", "mpg_uk": "mile/imperial_gallon",
    "km/gal_us": "km/gallon", "km/kWh": "km/kWh", "mi/kWh": "mile/kWh",
    "mpge": "mile/(33.705*kWh)", "km/kg": "km/kg", "mi/kg": "mile/kg", "V": "V", "A": "A",
    "Ah": "A*hour", "%": "percent", "rpm": "revolution/minute/(2*pi*radian)", "m2": "m**2",
    "L/100km": "liter/(100*km)", "kWh/100km": "kWh/(100*km)", "kWh/100mi": "kWh/(100*mile)",
    "Wh/km": "Wh/km", "Wh/mi": "Wh/mile", "kg/100km": "kg/(100*km)",
    "g/km": "g/km", "g/mi": "g/mile",
}  # fmt: skip


@pytest.fixture(scope="module")
def registry():
    return pint.UnitRegistry()


def test_every_factor_agrees_with_pint(registry):
    for code, name in IN_PINT.items():
        magnitude = registry.parse_expression(name).to_root_units()
        if magnitude.dimensionality == {"[mass]": 1}:
            magnitude = magnitude.to("kg")
        base = magnitude.to_base_units().magnitude
        expected = 1 / base if UNITS[code].reciprocal else base
        assert float(UNITS[code].factor) == pytest.approx(expected, rel=1e-12), code


def test_only_temperatures_and_plain_numbers_are_not_checked_by_pint():
    assert set(UNITS) - set(IN_PINT) == {"degC", "degF", "K", ""}


@pytest.mark.parametrize(
    ("code", "factor"),
    [
        ("PS", "735.49875"),
        ("lb-ft", "1.3558179483314004"),
        ("gal_us", "0.003785411784"),
        ("gal_uk", "0.00454609"),
        ("lb", "0.45359237"),
        ("hp", "745.69987158227022"),
        ("in/32", "0.00079375"),
    ],
)
def test_factors_with_a_finite_decimal_are_exact(code, factor):
    assert UNITS[code].factor == Decimal(factor)


def test_an_unknown_unit_is_refused_with_those_there_are():
    with pytest.raises(ValueRefused, match=r"there is no unit 'parsec'.*km, mi") as refused:
        unit("parsec")
    assert refused.value.code == "unknown_unit"


def test_every_dimension_has_a_unit_and_codes_have_no_spaces():
    assert all(units_of(each) for each in Dimension)
    assert not [code for code in UNITS if " " in code or "\t" in code]
    assert all(code == each.code for code, each in UNITS.items())


def test_lengths_are_offered_for_distances_after_their_own():
    codes = [each.code for each in units_of(Dimension.DISTANCE)]
    assert codes[0] == "km"
    assert codes.index("m") < codes.index("ft")
