"""The units a garage measures in, with exact factors to SI.

Sources: NIST SP 811 and the international yard and pound agreement (1 in = 0.0254 m,
1 lb = 0.45359237 kg), standard gravity 9.80665 m/s2, US gallon of 231 cubic inches,
imperial gallon of 4.54609 l, DIN 66036 for the metric horsepower (75 kgf m/s).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Context, Decimal
from enum import StrEnum
from types import MappingProxyType

from garage.errors import ValueRefused
from garage.words import told

EXACT = Context(prec=40)
"""Where a factor has no finite decimal (psi, mpg) it is kept to 40 digits."""

_ZERO = Decimal(0)


class Dimension(StrEnum):
    """What is measured. The canonical SI number of each is noted beside it."""

    DISTANCE = "distance"  # m
    LENGTH = "length"  # m: small things (tread, tyre width)
    VOLUME = "volume"  # m3
    ENERGY = "energy"  # J
    MASS = "mass"  # kg
    POWER = "power"  # W
    TORQUE = "torque"  # N m
    PRESSURE = "pressure"  # Pa
    TEMPERATURE = "temperature"  # K
    DURATION = "duration"  # s
    SPEED = "speed"  # m/s
    ECONOMY = "economy"  # metres per cubic metre of fuel
    ELECTRIC_ECONOMY = "electric_economy"  # metres per joule
    MASS_ECONOMY = "mass_economy"  # metres per kilogram of fuel
    EMISSION = "emission"  # kg of CO2 per m
    VOLTAGE = "voltage"  # V
    CURRENT = "current"  # A
    CHARGE = "charge"  # C
    RATIO = "ratio"  # 1
    ROTATION = "rotation"  # turns per second
    AREA = "area"  # m2
    NUMBER = "number"  # as it is


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit: `si = value * factor + offset`, or `si = factor / value` if `reciprocal`.

    `symbol` is what people read; `code` is what is stored and sent.
    """

    code: str
    symbol: str
    dimension: Dimension
    factor: Decimal
    offset: Decimal = _ZERO
    reciprocal: bool = False


def _product(*factors: str) -> Decimal:
    result = Decimal(1)
    for each in factors:
        result = EXACT.multiply(result, Decimal(each))
    return result


def _ratio(above: Decimal | str, below: Decimal | str) -> Decimal:
    return EXACT.divide(Decimal(above), Decimal(below))


_INCH, _FOOT, _MILE = Decimal("0.0254"), Decimal("0.3048"), Decimal("1609.344")
_POUND, _GRAVITY = "0.45359237", "9.80665"
_GAL_US, _GAL_UK = Decimal("0.003785411784"), Decimal("0.00454609")
_POUND_FORCE = _product(_POUND, _GRAVITY)
_HORSEPOWER = _product(_POUND, _GRAVITY, "0.3048", "550")
_KWH = Decimal(3_600_000)

_Row = tuple[str, str, Decimal | str]

_LINEAR: dict[Dimension, tuple[_Row, ...]] = {
    Dimension.DISTANCE: (
        ("km", "km", "1000"),
        ("mi", "mi", _MILE),
        ("m", "m", "1"),
        ("nmi", "nmi", "1852"),
        ("yd", "yd", "0.9144"),
    ),
    Dimension.LENGTH: (
        ("mm", "mm", "0.001"),
        ("cm", "cm", "0.01"),
        ("in", "in", _INCH),
        ("ft", "ft", _FOOT),
        ("in/32", "/32 in", _ratio(_INCH, "32")),
    ),
    Dimension.VOLUME: (
        ("L", "l", "0.001"),
        ("ml", "ml", "0.000001"),
        ("cc", "cc", "0.000001"),
        ("m3", "m³", "1"),
        ("in3", "cu in", "0.000016387064"),
        ("gal_us", "gal", _GAL_US),
        ("gal_uk", "gal", _GAL_UK),
        ("qt_us", "qt", _ratio(_GAL_US, "4")),
        ("qt_uk", "qt", _ratio(_GAL_UK, "4")),
        ("pt_us", "pt", _ratio(_GAL_US, "8")),
        ("pt_uk", "pt", _ratio(_GAL_UK, "8")),
        ("fl_oz_us", "fl oz", _ratio(_GAL_US, "128")),
        ("fl_oz_uk", "fl oz", _ratio(_GAL_UK, "160")),
    ),
    Dimension.ENERGY: (
        ("kWh", "kWh", _KWH),
        ("Wh", "Wh", "3600"),
        ("MJ", "MJ", "1000000"),
        ("J", "J", "1"),
    ),
    Dimension.MASS: (
        ("kg", "kg", "1"),
        ("g", "g", "0.001"),
        ("lb", "lb", _POUND),
        ("oz", "oz", _ratio(_POUND, "16")),
        ("t", "t", "1000"),
    ),
    Dimension.POWER: (
        ("kW", "kW", "1000"),
        ("W", "W", "1"),
        ("hp", "hp", _HORSEPOWER),
        ("bhp", "bhp", _HORSEPOWER),
        ("PS", "PS", "735.49875"),
    ),
    Dimension.TORQUE: (
        ("Nm", "Nm", "1"),
        ("lb-ft", "lb-ft", EXACT.multiply(_POUND_FORCE, _FOOT)),
        ("lb-in", "lb-in", EXACT.multiply(_POUND_FORCE, _INCH)),
        ("kgm", "kgm", _GRAVITY),
    ),
    Dimension.PRESSURE: (
        ("bar", "bar", "100000"),
        ("kPa", "kPa", "1000"),
        ("MPa", "MPa", "1000000"),
        ("psi", "psi", _ratio(_POUND_FORCE, EXACT.multiply(_INCH, _INCH))),
        ("Pa", "Pa", "1"),
        ("kgf/cm2", "kgf/cm²", "98066.5"),
    ),
    Dimension.DURATION: (
        ("h", "h", "3600"),
        ("min", "min", "60"),
        ("s", "s", "1"),
        ("d", "d", "86400"),
    ),
    Dimension.SPEED: (
        ("km/h", "km/h", _ratio("1000", "3600")),
        ("mph", "mph", "0.44704"),
        ("m/s", "m/s", "1"),
        ("kn", "kn", _ratio("1852", "3600")),
    ),
    Dimension.ECONOMY: (
        ("km/L", "km/l", "1000000"),
        ("mi/L", "mi/l", _ratio(_MILE, "0.001")),
        ("mpg_us", "mpg", _ratio(_MILE, _GAL_US)),
        ("mpg_uk", "mpg", _ratio(_MILE, _GAL_UK)),
        ("km/gal_us", "km/gal", _ratio("1000", _GAL_US)),
    ),
    Dimension.ELECTRIC_ECONOMY: (
        ("km/kWh", "km/kWh", _ratio("1000", _KWH)),
        ("mi/kWh", "mi/kWh", _ratio(_MILE, _KWH)),
        ("mpge", "MPGe", _ratio(_MILE, EXACT.multiply(_KWH, Decimal("33.705")))),
    ),
    Dimension.MASS_ECONOMY: (("km/kg", "km/kg", "1000"), ("mi/kg", "mi/kg", _MILE)),
    Dimension.EMISSION: (
        ("g/km", "g/km", "0.000001"),
        ("g/mi", "g/mi", _ratio("0.001", _MILE)),
    ),
    Dimension.VOLTAGE: (("V", "V", "1"),),
    Dimension.CURRENT: (("A", "A", "1"),),
    Dimension.CHARGE: (("Ah", "Ah", "3600"),),
    Dimension.RATIO: (("%", "%", "0.01"),),
    Dimension.ROTATION: (("rpm", "rpm", _ratio("1", "60")),),
    Dimension.AREA: (("m2", "m²", "1"),),
    Dimension.NUMBER: (("", "", "1"),),
}

# Consumption: more is worse, and the SI number is the factor divided by the value.
_RECIPROCAL: dict[Dimension, tuple[_Row, ...]] = {
    Dimension.ECONOMY: (("L/100km", "l/100 km", "100000000"),),
    Dimension.ELECTRIC_ECONOMY: (
        ("kWh/100km", "kWh/100 km", _ratio("100000", _KWH)),
        ("kWh/100mi", "kWh/100 mi", _ratio(_MILE * 100, _KWH)),
        ("Wh/km", "Wh/km", _ratio("1000", "3600")),
        ("Wh/mi", "Wh/mi", _ratio(_MILE, "3600")),
    ),
    Dimension.MASS_ECONOMY: (("kg/100km", "kg/100 km", "100000"),),
}

_KELVIN_AT_0_C = Decimal("273.15")
_TEMPERATURES = (
    Unit("degC", "°C", Dimension.TEMPERATURE, Decimal(1), _KELVIN_AT_0_C),
    Unit(
        "degF",
        "°F",
        Dimension.TEMPERATURE,
        _ratio("5", "9"),
        _ratio(Decimal("459.67") * 5, "9"),
    ),
    Unit("K", "K", Dimension.TEMPERATURE, Decimal(1)),
)


def _catalog() -> dict[str, Unit]:
    units = [
        Unit(code, symbol, dimension, Decimal(factor), reciprocal=reciprocal)
        for reciprocal, table in ((False, _LINEAR), (True, _RECIPROCAL))
        for dimension, rows in table.items()
        for code, symbol, factor in rows
    ]
    return {each.code: each for each in (*units, *_TEMPERATURES)}


UNITS: Mapping[str, Unit] = MappingProxyType(_catalog())


def unit(code: str) -> Unit:
    """The unit of this code. ValueRefused (`unknown_unit`) if there is none."""
    found = UNITS.get(code)
    if found is None:
        raise ValueRefused(
            told("there is no unit {code!r}", code=code[:40]),
            told("use one of: {what}", what=", ".join(each for each in UNITS if each)),
            code="unknown_unit",
        )
    return found


def units_of(dimension: Dimension) -> tuple[Unit, ...]:
    """All units of a dimension, commonest first; distances and lengths include each other."""
    own = [each for each in UNITS.values() if each.dimension is dimension]
    kin = [
        each
        for each in UNITS.values()
        if each.dimension is not dimension and alike(each.dimension, dimension)
    ]
    return (*own, *kin)


_METRES = frozenset({Dimension.DISTANCE, Dimension.LENGTH})


def alike(one: Dimension, other: Dimension) -> bool:
    """Whether values of the two can be converted: the same, or distance and length."""
    return one is other or (one in _METRES and other in _METRES)
