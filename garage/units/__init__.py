"""Units of measure: the catalog, quantities as typed, parsing, comparison and tyre sizes."""

from garage.units.aliases import any_unit, dimension_spelled, unit_spelled
from garage.units.catalog import UNITS, Dimension, Unit, alike, unit, units_of
from garage.units.compare import bounds, matches
from garage.units.numbers import judge_decimal_mark, parse_decimal, read_number, read_whole
from garage.units.parse import parse_quantity
from garage.units.quantity import Quantity
from garage.units.tyres import TyreSize

__all__ = [
    "UNITS",
    "Dimension",
    "Quantity",
    "TyreSize",
    "Unit",
    "alike",
    "any_unit",
    "bounds",
    "dimension_spelled",
    "judge_decimal_mark",
    "matches",
    "parse_decimal",
    "parse_quantity",
    "read_number",
    "read_whole",
    "unit",
    "unit_spelled",
    "units_of",
]
