"""What numbers without a unit are, by their size and by what is known of the vehicle.

The rules, in their order; each takes only what no unit or word has said already:
1. Odometer: the largest whole number within -1 % and +5,000 units of the last reading. "84.120"
   counts as 84120 if that is so near and 84.12 is not (and is asked about). With no last reading:
   the largest whole number of 1,000 or more; such a number far from the last reading is taken
   too, and asked about.
2. Price (only for fill-ups): a number of three decimals below 20, or of two that is a usual price
   for the currency and unit. "1.579" counts as 1,579 where the comma is the decimal mark and that
   is a usual price (and is asked about).
3. Volume (or energy, or mass) and total: where the price is known, the two that multiply. Where
   it is not, the order that gives a price near the usual one, or one that is usual for the
   currency. Where both could be, the first is the volume, and it is asked about.
4. Beside an expense or a service the remaining number is its total.
What is still nothing stays in the note.
"""

from __future__ import annotations

import math
import re
from decimal import Decimal

from garage.errors import ValueRefused
from garage.money import Money, UnitPrice
from garage.quick.pieces import Question, Role
from garage.quick.scan import Line, bare_numbers, price_unit
from garage.units import Dimension, Quantity, unit
from garage.words import told

_Number = tuple[int, int, str]

LEAST_ODOMETER = 1_000
_GROUPED = re.compile(r"[0-9]{1,3}[.,][0-9]{3}")
_PRICE_LIKE = re.compile(r"([0-9])[.,]([0-9]{3})")
_USUAL: dict[str, dict[str, tuple[float, float]]] = {
    "L": dict.fromkeys(("EUR", "GBP", "CHF", "USD", "CAD", "AUD", "NZD"), (0.9, 3.5)),
    "gal_us": {"USD": (1.8, 9.0)},
    "kWh": dict.fromkeys(("EUR", "GBP", "CHF", "USD", "CAD", "AUD"), (0.08, 1.2)),
    "kg": dict.fromkeys(("EUR", "GBP", "CHF", "USD"), (0.6, 20.0)),
}
"""Prices of this decade by unit and currency: enough to tell a volume from a total."""

_AMOUNTS = {
    Dimension.VOLUME: Role.VOLUME,
    Dimension.ENERGY: Role.ENERGY,
    Dimension.MASS: Role.MASS,
}


def infer(line: Line, *, filling: bool, paying: bool) -> list[Question]:
    """Give the bare numbers of a line their roles; `filling` a fill-up or `paying` for a thing."""
    questions: list[Question] = []
    numbers = bare_numbers(line)
    if not line.of(Role.ODOMETER, Role.DISTANCE):
        _odometer(line, numbers, questions)
    if filling and not line.of(Role.PRICE):
        _price(line, numbers, questions)
    if filling:
        _amount_and_total(line, numbers, questions)
    elif paying and numbers and not line.of(Role.TOTAL):
        _take_total(line, numbers, numbers[0])
    return questions


def _odometer(line: Line, numbers: list[_Number], questions: list[Question]) -> None:
    code = line.context.reading.unit(Dimension.DISTANCE)
    last = line.context.last_odometer
    whole = [each for each in numbers if "." not in each[2] and len(each[2]) <= 7]
    large = [each for each in whole if int(each[2]) >= LEAST_ODOMETER]
    large = [each for each in large if not _PRICE_LIKE.fullmatch(line.text[each[0] : each[1]])]
    if last is None:
        chosen = max(large, key=lambda each: int(each[2]), default=None)
        if chosen:
            _take(line, numbers, chosen, Role.ODOMETER, chosen[2], code)
        return

    def expected(number: str) -> bool:
        return len(number) <= 9 and line.context.expects(Quantity(number, code))

    fitting = [each for each in whole if expected(each[2])]
    if fitting:
        best = max(fitting, key=lambda each: int(each[2]))
        _take(line, numbers, best, Role.ODOMETER, best[2], code)
        return
    for each in numbers:
        typed = line.text[each[0] : each[1]]
        joined = re.sub("[.,]", "", typed).lstrip("0")
        if _GROUPED.fullmatch(typed) and joined and expected(joined):
            message = told(
                "{typed} is taken for {joined} {code}", typed=typed, joined=joined, code=code
            )
            questions.append(
                Question("odometer_grouping", message, Role.ODOMETER, each[0], each[1])
            )
            _take(line, numbers, each, Role.ODOMETER, joined, code)
            return
    if large:
        best = max(large, key=lambda each: int(each[2]))
        _take(line, numbers, best, Role.ODOMETER, best[2], code)


def _take(
    line: Line, numbers: list[_Number], chosen: _Number, role: Role, digits: str, code: str
) -> None:
    start, end, _ = chosen
    try:
        value = Quantity.checked(digits, code, line.text[start:end])
    except ValueRefused:
        return
    if line.take(start, end, role, value, guessed=True):
        numbers.remove(chosen)


def _take_total(line: Line, numbers: list[_Number], chosen: _Number) -> None:
    start, end, digits = chosen
    currency = line.context.reading.currency
    try:
        value = Money.checked(digits, currency, line.text[start:end])
    except ValueRefused:
        return
    if line.take(start, end, Role.TOTAL, value, guessed=True):
        numbers.remove(chosen)


def _price(line: Line, numbers: list[_Number], questions: list[Question]) -> None:
    context = line.context
    low, high = _USUAL.get(price_unit(context), {}).get(context.reading.currency, (1.0, 0.0))
    for each in list(numbers):
        decimals, number = len(each[2].partition(".")[2]), float(each[2])
        start, end, digits = each
        grouped = _PRICE_LIKE.fullmatch(line.text[start:end])
        if grouped and "." not in digits and low <= float(f"{grouped[1]}.{grouped[2]}") <= high:
            digits = f"{grouped[1]}.{grouped[2]}"
            message = told(
                "{text} is taken for a price of {digits}", text=line.text[start:end], digits=digits
            )
            questions.append(Question("price_mark", message, Role.PRICE, start, end))
            decimals, number = 3, float(digits)
        if (decimals == 3 and 0 < number < 20) or (decimals == 2 and low <= number <= high):
            try:
                price = UnitPrice.checked(
                    digits, line.context.reading.currency, price_unit(line.context),
                    line.text[start:end],
                )  # fmt: skip
            except ValueRefused:
                return
            if line.take(start, end, Role.PRICE, price, guessed=True):
                numbers.remove(each)
            return


def _amount_and_total(line: Line, numbers: list[_Number], questions: list[Question]) -> None:
    code = price_unit(line.context)
    role = _AMOUNTS.get(unit(code).dimension, Role.VOLUME)
    has_amount = bool(line.of(Role.VOLUME, Role.ENERGY, Role.MASS))
    has_total = bool(line.of(Role.TOTAL))
    useful = [each for each in numbers if Decimal(each[2]) > 0]
    if (has_amount and has_total) or not useful:
        return
    if has_amount:
        _take_total(line, numbers, useful[0])
    elif has_total:
        _take(line, numbers, useful[0], role, useful[0][2], code)
    elif len(useful) == 1:
        start, end, _ = useful[0]
        if not line.of(Role.ODOMETER, Role.PRICE, Role.FULL, Role.CHARGE, Role.FUEL):
            return
        if not _ahead_of_price(line, end):
            message = told(
                "{text} is taken for the {value}", text=line.text[start:end], value=role.value
            )
            questions.append(Question("volume_or_total", message, role, start, end))
        _take(line, numbers, useful[0], role, useful[0][2], code)
    else:
        bought, paid, sure = _told_apart(line, useful, code)
        if not sure:
            message = told(
                "{text} is taken for the {value}, {text_2} for the total",
                text=line.text[bought[0] : bought[1]],
                value=role.value,
                text_2=line.text[paid[0] : paid[1]],
            )
            questions.append(Question("volume_or_total", message, role, bought[0], bought[1]))
        _take(line, numbers, bought, role, bought[2], code)
        _take_total(line, numbers, paid)


def _ahead_of_price(line: Line, end: int) -> bool:
    """Whether a price stands right behind, as in "45.2 @1.579"."""
    return any(not line.text[end : p.start].strip() for p in line.of(Role.PRICE) if p.start >= end)


def _told_apart(line: Line, numbers: list[_Number], code: str) -> tuple[_Number, _Number, bool]:
    """(what was bought, what was paid, whether that is sure) among the first two numbers."""
    one, other = numbers[:2]
    context = line.context
    forth, back = float(other[2]) / float(one[2]), float(one[2]) / float(other[2])
    known = next((p.value for p in line.of(Role.PRICE)), context.usual_price)
    if isinstance(known, UnitPrice) and known.decimal > 0:
        usual = _per(known, code)
        if usual is not None:
            away = abs(math.log(forth / usual)), abs(math.log(back / usual))
            pair = (one, other) if away[0] <= away[1] else (other, one)
            return *pair, abs(away[0] - away[1]) > 0.3
    low, high = _USUAL.get(code, {}).get(context.reading.currency, (0.0, 0.0))
    fits = low <= forth <= high, low <= back <= high
    if fits == (False, True):
        return other, one, True
    return one, other, fits == (True, False)


def _per(price: UnitPrice, code: str) -> float | None:
    try:
        return float(price.to(code).decimal) or None
    except ValueRefused:
        return None
