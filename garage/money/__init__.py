"""Money: amounts and unit prices as typed, ISO 4217, parsing, and rates by date."""

from garage.money.amounts import Money, UnitPrice
from garage.money.currencies import ACTIVE, MINOR_DIGITS, checked_currency, minor_digits
from garage.money.parse import parse_money, parse_unit_price
from garage.money.rates import Converted, NoRate, Rate, RateTable, Series

__all__ = [
    "ACTIVE",
    "MINOR_DIGITS",
    "Converted",
    "Money",
    "NoRate",
    "Rate",
    "RateTable",
    "Series",
    "UnitPrice",
    "checked_currency",
    "minor_digits",
    "parse_money",
    "parse_unit_price",
]
