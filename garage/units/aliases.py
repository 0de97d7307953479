"""How people spell units, by dimension: where "PS" is horsepower and "nm" depends on context."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from garage.errors import ValueRefused
from garage.units.catalog import UNITS, Dimension, alike
from garage.words import N_, told

# Spellings after `spelling_key`: no spaces, dots, hyphens or brackets, "per" written "/".
# A dollar sign marks a volume that the region decides on: gal$ -> gal_us or gal_uk.
_WORDS: dict[Dimension, dict[str, str]] = {
    Dimension.DISTANCE: {
        "km": "km kms kilometer kilometers kilometre kilometres kilomètre kilomètres kilómetro "
        "kilómetros chilometri chilometro kilometrów км",
        "mi": "mi mile miles meile meilen millas milles miglia mls",
        "m": "m meter meters metre metres metro metros mètres",
        "nmi": "nmi =NM nm nauticalmile nauticalmiles seemeilen",
        "yd": "yd yds yard yards",
    },
    Dimension.LENGTH: {
        "mm": "mm millimeter millimeters millimetre millimetres millimètres мм",
        "cm": "cm centimeter centimeters centimetre centimetres",
        "in": "in inch inches \" '' zoll pouce pouces pulgada pulgadas",
        "ft": "ft foot feet ' fuß pied pieds",
        "in/32": '/32in /32 /32" 32nds 32nd /32nds /32inch /32nd in/32',
    },
    Dimension.VOLUME: {
        "L": "l ltr ltrs lt lts liter liters litre litres litro litros litri litr litrů litrów "
        "литр л",
        "ml": "ml milliliter milliliters millilitre millilitres",
        "cc": "cc ccm cm3 cubiccentimeters cubiccentimetres см3",
        "m3": "m3 cubicmeter cubicmeters cubicmetre cubicmetres cbm",
        "in3": "in3 cuin ci cid cui cubicinch cubicinches",
        "gal_us": "usgal usgallon usgallons galus gallonus gallonsus galliquidus",
        "gal_uk": "ukgal ukgallon ukgallons galuk gallonuk gallonsuk impgal galimp imperialgallon "
        "imperialgallons impgallon impgallons gallonsimp",
        "gal$": "gal gals gallon gallons gallone gallonen galón galones",
        "qt_us": "usqt usquart usquarts qtus quartus quartsus",
        "qt_uk": "ukqt ukquart ukquarts qtuk impqt qtimp imperialquart imperialquarts",
        "qt$": "qt qts quart quarts",
        "pt_us": "uspt uspint uspints ptus",
        "pt_uk": "ukpt ukpint ukpints ptuk imppt imperialpint imperialpints",
        "pt$": "pt pts pint pints",
        "fl_oz_us": "usfloz flozus usfluidounce usfluidounces",
        "fl_oz_uk": "ukfloz flozuk impfloz flozimp",
        "fl_oz$": "floz fluidounce fluidounces oz",
    },
    Dimension.ENERGY: {
        "kWh": "kwh kwhr kilowatthour kilowatthours kilowattstunden квтч",
        "Wh": "wh watthour watthours",
        "MJ": "=MJ megajoule megajoules",
        "J": "=J joule joules",
    },
    Dimension.MASS: {
        "kg": "kg kgs kilo kilos kilogram kilograms kilogramm kilogramme кг",
        "g": "g gr gram grams gramm",
        "lb": "lb lbs pound pounds # pfund",
        "oz": "oz ounce ounces",
        "t": "t tonne tonnes metricton metrictons tonnen",
    },
    Dimension.POWER: {
        "kW": "kw kilowatt kilowatts квт",
        "W": "=W w watt watts",
        "hp": "hp horsepower",
        "bhp": "bhp brakehorsepower",
        "PS": "ps cv ch pk hk =KM pferdestärke pferdestärken metrichp hpmetric лс cheval chevaux",
    },
    Dimension.TORQUE: {
        "Nm": "nm newtonmeter newtonmeters newtonmetre newtonmetres нм",
        "lb-ft": "lbft lbsft ftlb ftlbs lbfft ftlbf poundfeet poundfoot footpounds footpound",
        "lb-in": "lbin lbsin inlb inlbs lbfin inlbf inchpounds inchpound poundinches",
        "kgm": "kgm mkg kgfm mkp kpm kilogrammeter",
    },
    Dimension.PRESSURE: {
        "bar": "bar bars бар",
        "kPa": "kpa kilopascal kilopascals",
        "MPa": "=MPa =Mpa megapascal megapascals",
        "psi": "psi lb lbs lb/in2 lbs/in2 lbf/in2 psig",
        "Pa": "pa pascal pascals",
        "kgf/cm2": "kgf/cm2 kg/cm2 kp/cm2 at",
    },
    Dimension.TEMPERATURE: {
        "degC": "°c c degc celsius grad gradcelsius degreescelsius degreesc",
        "degF": "°f f degf fahrenheit degreesfahrenheit degreesf",
        "K": "k kelvin °k",
    },
    Dimension.DURATION: {
        "h": "h hr hrs hour hours std stunde stunden heure heures hora horas ore ч",
        "min": "min mins minute minutes minuten",
        "s": "s sec secs second seconds sek",
        "d": "d day days tag tage jours",
    },
    Dimension.SPEED: {
        "km/h": "km/h kmh kph kmph kms/h км/ч",
        "mph": "mph mi/h miles/hour mi/hr",
        "m/s": "m/s",
        "kn": "kn kt kts knot knots knoten",
    },
    Dimension.ECONOMY: {
        "km/L": "km/l kml kpl kms/l km/litre km/liter kilometres/litre kilometers/liter км/л",
        "mi/L": "mi/l miles/litre miles/liter mpl",
        "mpg_us": "mpgus usmpg mi/galus mi/usgal miles/usgallon",
        "mpg_uk": "mpguk ukmpg mpgimp impmpg mi/galuk mi/impgal mi/galimp mi/ukgal "
        "miles/imperialgallon mpgimperial",
        "mpg$": "mpg mi/gal miles/gallon",
        "km/gal_us": "km/gal km/galus km/usgal km/gallon",
        "L/100km": "l/100km l/100 ltr/100km lt/100km litres/100km liters/100km liter/100km "
        "l/100kms litros/100km л/100км",
    },
    Dimension.ELECTRIC_ECONOMY: {
        "km/kWh": "km/kwh",
        "mi/kWh": "mi/kwh miles/kwh",
        "mpge": "mpge",
        "kWh/100km": "kwh/100km kwh/100 квтч/100км",
        "kWh/100mi": "kwh/100mi kwh/100miles",
        "Wh/km": "wh/km",
        "Wh/mi": "wh/mi wh/mile",
    },
    Dimension.MASS_ECONOMY: {
        "km/kg": "km/kg",
        "mi/kg": "mi/kg miles/kg",
        "kg/100km": "kg/100km",
    },
    Dimension.EMISSION: {
        "g/km": "g/km gco2/km g/kilometer g/kilometre gram/km grams/km grams/kilometre",
        "g/mi": "g/mi gco2/mi g/mile gram/mile grams/mile",
    },
    Dimension.VOLTAGE: {"V": "v volt volts"},
    Dimension.CURRENT: {"A": "=A amp amps ampere amperes"},
    Dimension.CHARGE: {"Ah": "ah amphour amphours amperehour amperehours"},
    Dimension.RATIO: {"%": "% percent pct prozent"},
    Dimension.ROTATION: {"rpm": "rpm r/min rev/min u/min 1/min min1 tr/min"},
    Dimension.AREA: {"m2": "m2 sqm squaremeters squaremetres"},
    Dimension.NUMBER: {"": "x pcs stk"},
}

_SIGNS = str.maketrans(
    {"º": "°", "˚": "°", "″": '"', "”": '"', "“": '"', "′": "'", "’": "'", "⁄": "/", "÷": "/"}
)
_PER = re.compile(r"\s+(?:per|pro|par|por)\s+|\s*/\s*", re.IGNORECASE)
_NOISE = re.compile(r"[\s.\-·⋅•×*()_^\[\]‑]+")
# Lower-cased they would become another unit a thousand times larger or smaller.
_NEVER_FOLDED = frozenset({"mJ", "mPa", "MPa", "mW", "MW", "M", "mWh", "MWh", "Mm", "G"})

# Read so only where the dimension is known; of any dimension these are Nm, ounces of mass and km.
_ONLY_WITHIN = frozenset(
    {(Dimension.DISTANCE, "nm"), (Dimension.VOLUME, "oz"), (Dimension.POWER, "KM")}
)


def spelling_key(text: str) -> str:
    """The spelling without spaces, dots, hyphens and brackets: "lb·ft" and "lb-ft" are one."""
    text = unicodedata.normalize("NFKC", text.strip().translate(_SIGNS)).replace("⁄", "/")
    return _NOISE.sub("", _PER.sub("/", text))


@cache
def _tables() -> tuple[dict[Dimension, dict[str, str]], dict[Dimension, dict[str, str]]]:
    exact: dict[Dimension, dict[str, str]] = {each: {} for each in Dimension}
    folded: dict[Dimension, dict[str, str]] = {each: {} for each in Dimension}
    for dimension, spellings in _WORDS.items():
        for code, words in spellings.items():
            for word in words.split():
                if word.startswith("="):
                    exact[dimension][word[1:]] = code
                else:
                    folded[dimension][word.casefold()] = code
    for code, known in UNITS.items():
        exact[known.dimension][spelling_key(code)] = code
    return exact, folded


def unit_spelled(text: str, dimension: Dimension, gallon: str = "us") -> str | None:
    """The code of the unit that `text` spells in this dimension, or None.

    `gallon` ("us" or "uk") decides what a bare gallon, quart, pint, fluid ounce or mpg is.
    Distances and lengths know each other's units.
    """
    key = spelling_key(text)
    exact, folded = _tables()
    for each in (dimension, *(kin for kin in Dimension if kin is not dimension)):
        if alike(each, dimension):
            code = exact[each].get(key)
            if code is None and key not in _NEVER_FOLDED:
                code = folded[each].get(key.casefold())
            if code is not None:
                return f"{code[:-1]}_{gallon}" if code.endswith("$") else code
    return None


def dimension_spelled(text: str) -> Dimension | None:
    """The dimension that has a unit spelled so, or None.

    A unit spelled exactly so, in capitals and small letters, comes before all others of any
    dimension: "Nm" is torque, "NM" nautical miles.
    """
    exact, folded = _tables()
    key = spelling_key(text)
    looked_up = [(exact, key)]
    if key not in _NEVER_FOLDED:
        looked_up.append((folded, key.casefold()))
    for table, word in looked_up:
        for each in Dimension:
            if word in table[each] and (each, word) not in _ONLY_WITHIN:
                return each
    return None


def any_unit(text: str, gallon: str = "us") -> str:
    """The code of the unit that `text` spells in whatever dimension. ValueRefused if none."""
    dimension = dimension_spelled(text)
    code = unit_spelled(text, dimension, gallon) if dimension else None
    if code is None:
        raise ValueRefused(
            told("there is no unit {text!r}", text=text.strip()[:40]),
            N_("write it as in km, l, mpg, psi, Nm or °C"),
            code="unknown_unit",
        )
    return code
