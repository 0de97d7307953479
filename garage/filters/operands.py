"""Reading the value of a comparison, by the type of what it is compared with."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from garage.errors import ValueRefused
from garage.filters.tree import ORDERED, Amount, Days, Loose, Operand, Operator, Price
from garage.money.parse import parse_money, parse_unit_price
from garage.periods import Period, add_months
from garage.reading import Reading
from garage.records import Field
from garage.records.agenda_fields import EventTimesField
from garage.records.elements import TagsField
from garage.records.fields import ChoiceField, ChoicesField, FieldType, FlagField, WholeField
from garage.records.measures import MoneyField, QuantityField, UnitPriceField
from garage.records.times import DayField, MomentField, PeriodField
from garage.typed_periods import read_period
from garage.units import Dimension, Quantity, read_number
from garage.units.numbers import plainly
from garage.words import N_, told

_BARE = re.compile(r"[+\-]?\s*[.,]?[0-9](?:[0-9., ']*[0-9])?")
_YEAR = re.compile(r"[0-9]{4}")
_MONTH = re.compile(r"([0-9]{4})[-/]([0-9]{1,2})|([0-9]{1,2})[/.]([0-9]{4})")
_AWAY = re.compile(r"(.+?)\s*([+-])\s*([0-9]{1,4}\s*[a-z]+)", re.IGNORECASE)
_THIS = re.compile(r"(this|last|next)\s+(week|month|year)", re.IGNORECASE)
_TEXT: tuple[Operator, ...] = ("=", "~")


def operators_of(type_: FieldType | None) -> tuple[Operator, ...]:
    """The operators that make sense for a type; None stands for one that is not known."""
    match type_:
        case None | QuantityField(dimension=None):
            return (*ORDERED, "~")
        case FlagField() | PeriodField():
            return ("=",)
        case (
            QuantityField() | MoneyField() | UnitPriceField() | DayField() | MomentField()
            | EventTimesField() | WholeField()
        ):  # fmt: skip
            return ORDERED
    return _TEXT


def operand_of(spec: Field, op: Operator, text: str, reading: Reading) -> Operand:
    """The value that `text` means beside this field. ValueRefused with what to write."""
    match spec.type:
        case QuantityField(dimension=None):
            return loose(text, reading)
        case QuantityField(dimension=Dimension()):
            quantity = reading.value(spec, text)
            assert isinstance(quantity, Quantity)
            return Quantity(quantity.value, quantity.unit)
        case MoneyField():
            return _amount(text, reading)
        case UnitPriceField():
            return _price(text, reading)
        case DayField() | MomentField() | EventTimesField():
            return days(text, reading)
        case WholeField():
            return _whole(text)
        case PeriodField():
            return read_period(text)
        case FlagField():
            return bool(reading.value(spec, text))
        case TagsField():
            return text.strip().lstrip("#").lower().replace(" ", "-")
        case ChoiceField() if op == "=":
            return str(reading.value(spec, text))
        case ChoicesField(choices=words) if op == "=":
            return ChoiceField(words).check(reading.choice(text, words))
    return text.strip()


def loose(text: str, reading: Reading) -> Loose:
    """The text in each way that it can be read."""
    quantity: Quantity | None = None
    when: Days | None = None
    try:
        number = reading.number(text)
        quantity = Quantity(number.value, number.unit)
    except ValueRefused:
        quantity = None
    try:
        when = days(text, reading)
    except ValueRefused:
        when = None
    return Loose(text.strip(), quantity, when)


def days(text: str, reading: Reading) -> Days:
    """A year, a month, "last month", a day, or a day with "- 30 days" behind it."""
    text = text.strip()
    try:
        return _days(text, reading)
    except (ValueError, OverflowError) as error:
        if isinstance(error, ValueRefused):
            raise
        raise ValueRefused(
            told("{text!r} is not in the calendar", text=text[:40]),
            N_("correct the date"),
            "bad_date",
        ) from None


def _days(text: str, reading: Reading) -> Days:
    if _YEAR.fullmatch(text):
        year = int(text)
        return Days(date(year, 1, 1), date(year, 12, 31))
    month = _MONTH.fullmatch(text)
    if month:
        return _month(int(month[1] or month[4]), int(month[2] or month[3]))
    this = _THIS.fullmatch(text)
    if this:
        away = {"this": 0, "last": -1, "next": 1}[this[1].lower()]
        return _around(reading.day, this[2].lower(), away)
    moved = _AWAY.fullmatch(text)
    if moved and moved[1][-1].isalpha():
        start = reading.day_of(moved[1])
        period = Period.parse(moved[3])
        day = _moved(start, period, -1 if moved[2] == "-" else 1)
    else:
        day = reading.day_of(text)
    return Days(day, day)


def _month(year: int, month: int) -> Days:
    first = date(year, month, 1)
    return Days(first, first.replace(day=calendar.monthrange(year, month)[1]))


def _around(today: date, unit: str, away: int) -> Days:
    if unit == "week":
        monday = today + timedelta(days=7 * away - today.weekday())
        return Days(monday, monday + timedelta(days=6))
    if unit == "month":
        day = add_months(today, away)
        return _month(day.year, day.month)
    return Days(date(today.year + away, 1, 1), date(today.year + away, 12, 31))


def _moved(start: date, period: Period, sign: int) -> date:
    if period.unit in ("D", "W"):
        return start + timedelta(days=sign * period.count * (7 if period.unit == "W" else 1))
    return add_months(start, sign * period.count * (12 if period.unit == "Y" else 1))


def _amount(text: str, reading: Reading) -> Amount:
    if _BARE.fullmatch(plainly(text)):
        return Amount(read_number(text, reading.decimal_mark))
    money = parse_money(text, reading.currency, reading.decimal_mark, negative=True)
    return Amount(money.amount, money.currency)


def _price(text: str, reading: Reading) -> Price:
    if _BARE.fullmatch(plainly(text)):
        return Price(read_number(text, reading.decimal_mark))
    per = reading.price_per or reading.unit(Dimension.VOLUME)
    price = parse_unit_price(
        text, reading.currency, per, reading.decimal_mark, gallon=reading.bare_gallon
    )
    return Price(price.amount, price.currency, price.per)


def _whole(text: str) -> int:
    digits = text.strip()
    if not re.fullmatch(r"-?[0-9]{1,15}", digits):
        raise ValueRefused(
            told("{digits!r} is no whole number", digits=digits[:40]),
            N_("write digits"),
            "bad_number",
        )
    return int(digits)
