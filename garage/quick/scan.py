"""The pieces of a line that say themselves what they are: by unit, currency, word or shape."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from garage.errors import ValueRefused
from garage.filters import fold, folded_at
from garage.money import Money, UnitPrice
from garage.money.parse import parse_money, parse_unit_price
from garage.quick import vocabulary as words
from garage.quick.context import QuickContext
from garage.quick.pieces import Piece, Role
from garage.typed_days import day_at, time_at
from garage.units import Dimension, Quantity, unit_spelled
from garage.units.numbers import read_number, read_whole

NUMBER = r"[0-9](?:[0-9.,'’\u00a0\u202f]*[0-9])?"
_SIGNS = r"€|\$|£|¥|₹|₩|₺|₽|₴|zł|Kč|kr\.?|Fr\.?|Ft"
_NAMED = r"eur(?:os?)?|usd|gbp|chf|dollars?|pounds?"
_CODE = rf"[A-Z]{{3}}|{_NAMED}"
_CURRENCY = rf"(?:{_SIGNS}|(?:{_CODE})(?![\w]))"
MONEY_WORD = rf"(?:{_SIGNS}|(?:{_NAMED})(?![\w]))"
"""A pattern of what can only be money."""
UNIT = r"(?:(?:us|uk|imp)\s)?[a-zµ]+\.?"
_MONEY = re.compile(
    rf"(?P<before>{_CURRENCY})\s?-?{NUMBER}(?!\w)|-?{NUMBER}\s?{_CURRENCY}(?!\w)", re.IGNORECASE
)
_PRICE = re.compile(
    rf"(?P<at>@\s*)?(?P<price>(?:{_CURRENCY}\s?)?{NUMBER}\s?(?:{_CURRENCY}|ct|c|p|cents?)?)"
    rf"(?P<per>\s?(?:/|per\s|pro\s)\s?(?P<unit>{UNIT})(?!\w))?",
    re.IGNORECASE,
)
_QUANTITY = re.compile(
    rf"(?P<plus>\+\s?)?(?P<number>{NUMBER})\s?(?P<unit>{UNIT})(?!\w)", re.IGNORECASE
)
_CHARGE = re.compile(
    r"([0-9]{1,3})\s?%?\s?(?:→|->|=>|-|–|to|bis|auf)\s?([0-9]{1,3})\s?%", re.IGNORECASE
)
_SPACED = re.compile(r"(?<![\w.,])([0-9]{1,3}) ([0-9]{3})\s?(km|mi)(?!\w)", re.IGNORECASE)
_TAG = re.compile(r"#([^\W_][\w-]{0,59})")
_BARE = re.compile(NUMBER)
_STARTS = re.compile(r"(?<![\w.,'’])(?=[\w+@€$£¥₹₩₺₽₴-])")
_AHEAD = r"(?:(?<!\w)(?:at|bei|chez)\s+|@\s*)?"
_STATION = re.compile(r"[^\s,;#@]+(?:\s[^\s,;#@]+){0,4}")
_ROLES = {
    Dimension.VOLUME: Role.VOLUME,
    Dimension.ENERGY: Role.ENERGY,
    Dimension.MASS: Role.MASS,
    Dimension.DISTANCE: Role.ODOMETER,
    Dimension.DURATION: Role.HOURS,
}
_ROADS = frozenset({"km", "mi"})
_POSSIBLE_PER = (Dimension.VOLUME, Dimension.ENERGY, Dimension.MASS)


class Line:
    """A line and the pieces found in it so far; pieces never overlap."""

    def __init__(self, text: str, context: QuickContext) -> None:
        self.text = text
        self.context = context
        self.pieces: list[Piece] = []
        self._aside: list[tuple[int, int]] = []

    def free(self, start: int, end: int) -> bool:
        """Whether nothing was found there yet."""
        return all(end <= each.start or each.end <= start for each in self.pieces)

    def take(self, start: int, end: int, role: Role, value: Any, *, guessed: bool = False) -> bool:
        """Keep a piece, without the spaces around it, if its place is free."""
        part = self.text[start:end]
        end = start + len(part.rstrip())
        start += len(part) - len(part.lstrip())
        if start >= end or not self.free(start, end):
            return False
        self.pieces.append(Piece(start, end, role, value, guessed))
        return True

    def set_aside(self, start: int, end: int) -> None:
        """No number in this stretch is to be given a meaning."""
        self._aside.append((start, end))

    def is_aside(self, start: int) -> bool:
        """Whether what begins there was set aside."""
        return any(begin <= start < end for begin, end in self._aside)

    def of(self, *roles: Role) -> list[Piece]:
        """The pieces of these roles, in the order of the line."""
        return sorted((p for p in self.pieces if p.role in roles), key=lambda p: p.start)

    def number(self, text: str, *, whole: bool = False) -> str | None:
        """Plain digits of a number; a mark that can only mean decimals is taken for that.

        `whole` is for an odometer, which has no thousandths.
        """
        mark = self.context.reading.decimal_mark
        read = read_whole if whole else read_number
        for each in (mark, "," if mark == "." else "."):
            try:
                return read(text, each)
            except ValueRefused:
                continue
        return None

    def gaps(self) -> Iterator[tuple[int, int]]:
        """The stretches where nothing was found, in order."""
        at = 0
        for piece in sorted(self.pieces, key=lambda p: p.start):
            if at < piece.start:
                yield at, piece.start
            at = piece.end
        if at < len(self.text):
            yield at, len(self.text)


def scan(line: Line) -> None:
    """Find all pieces that need no guessing, the surest first."""
    for found in _TAG.finditer(line.text):
        line.take(found.start(), found.end(), Role.TAG, found[1].lower())
    _charge(line)
    _odometer_word(line)
    _spaced_odometer(line)
    _moments(line)
    for shape, reader in ((_PRICE, _price), (_MONEY, _money), (_QUANTITY, _quantity)):
        _shapes(line, shape, reader)
    _known_stations(line)
    for pattern, role, meaning in (
        (words.WORK_WORD, Role.KIND, words.WORK),
        (words.EXPENSE_WORD, Role.KIND, words.EXPENSES),
        (words.FILLING_WORD, Role.KIND, words.FILLING),
        (words.MISSED_WORD, Role.MISSED, words.MISSED),
        (words.FULL_WORD, Role.FULL, words.FULL),
        (words.GRADE_WORD, Role.GRADE, words.GRADES),
        (words.FUEL_WORD, Role.FUEL, words.FUELS),
    ):
        for found in pattern.finditer(line.text):
            value = meaning[words.key_of(found[0])]
            if any(piece.value == value for piece in line.of(role)):
                continue
            line.take(found.start(), found.end(), role, value)
    _stations(line)


def bare_numbers(line: Line) -> list[tuple[int, int, str]]:
    """(start, end, digits) of the numbers that are still nothing."""
    found: list[tuple[int, int, str]] = []
    for start, end in line.gaps():
        for each in _BARE.finditer(line.text, start, end):
            if line.is_aside(each.start()):
                continue
            whole = line.text[: each.start()]
            alone = not (whole[-1:].isalnum() or line.text[each.end() :][:1].isalnum())
            number = line.number(each[0])
            if number is not None and alone and whole[-1:] not in ("-", "/"):
                found.append((each.start(), each.end(), number))
    return found


def _charge(line: Line) -> None:
    for found in _CHARGE.finditer(line.text):
        low, high = int(found[1]), int(found[2])
        if low <= 100 and high <= 100 and not line.text[: found.start()][-1:].isalnum():
            pair = Quantity(str(low), "%"), Quantity(str(high), "%")
            line.take(found.start(), found.end(), Role.CHARGE, pair)


def _odometer_word(line: Line) -> None:
    """ "odometer 84120", with or without the unit behind it."""
    for found in words.ODOMETER_WORD.finditer(line.text):
        number = re.compile(rf"({NUMBER})(?:\s?([a-z]+)(?!\w))?", re.IGNORECASE).match(
            line.text, found.end()
        )
        if not number:
            continue
        digits = line.number(number[1], whole=True)
        code = unit_spelled(number[2] or "", Dimension.DISTANCE) if number[2] else None
        end = number.end() if code in _ROADS else number.end(1)
        code = code if code in _ROADS else line.context.reading.unit(Dimension.DISTANCE)
        value = digits and _quantity_of(digits, code or "km", line.text[number.start() : end])
        if value:
            line.take(found.start(), end, Role.ODOMETER, value)


def _spaced_odometer(line: Line) -> None:
    """ "84 120 km", where that is near the last reading and 120 km is not."""
    for found in _SPACED.finditer(line.text):
        code = unit_spelled(found[3], Dimension.DISTANCE) or "km"
        value = _quantity_of(found[1] + found[2], code, found[0])
        if value and line.context.expects(value) and not line.of(Role.ODOMETER):
            line.take(found.start(), found.end(), Role.ODOMETER, value)


def _moments(line: Line) -> None:
    reading = line.context.reading
    for at in _starts(line.text):
        day: tuple[int, date] | None = day_at(
            line.text, at, reading.day, reading.date_order or "YMD"
        )
        if day and not line.of(Role.DATE):
            line.take(at, day[0], Role.DATE, day[1])
        time = time_at(line.text, at)
        if time and not line.of(Role.TIME):
            line.take(at, time[0], Role.TIME, time[1])


def _starts(text: str) -> Iterator[int]:
    return (found.start() for found in _STARTS.finditer(text))


_Reader = Callable[[Line, "re.Match[str]"], "tuple[Role, Any] | None"]


def _shapes(line: Line, shape: re.Pattern[str], reader: _Reader) -> None:
    for at in _starts(line.text):
        found = shape.match(line.text, at)
        if found and line.free(at, found.end()):
            try:
                read = reader(line, found)
            except ValueRefused:
                continue
            if read:
                line.take(at, found.end(), *read)


def _price(line: Line, found: re.Match[str]) -> tuple[Role, UnitPrice] | None:
    if not found["at"] and not found["per"]:
        return None
    reading = line.context.reading
    per: str | None = price_unit(line.context)
    if found["per"]:
        spelled = (unit_spelled(found["unit"], each, reading.bare_gallon) for each in _POSSIBLE_PER)
        per = next(filter(None, spelled), None)
    return (Role.PRICE, _read_price(line, found["price"], per, found[0])) if per else None


def _read_price(line: Line, text: str, per: str, typed: str) -> UnitPrice:
    reading = line.context.reading
    mark = reading.decimal_mark
    try:
        price = parse_unit_price(text, reading.currency, per, mark)
    except ValueRefused:
        price = parse_unit_price(text, reading.currency, per, "," if mark == "." else ".")
    return UnitPrice.checked(price.amount, price.currency, price.per, typed.lstrip("@ "))


def _money(line: Line, found: re.Match[str]) -> tuple[Role, Money] | None:
    if line.of(Role.TOTAL):
        return None
    reading = line.context.reading
    mark = reading.decimal_mark
    try:
        return Role.TOTAL, parse_money(found[0], reading.currency, mark, negative=True)
    except ValueRefused:
        other = "," if mark == "." else "."
        return Role.TOTAL, parse_money(found[0], reading.currency, other, negative=True)


def _quantity(line: Line, found: re.Match[str]) -> tuple[Role, Quantity] | None:
    digits = line.number(found["number"])
    reading = line.context.reading
    for dimension, usual in _ROLES.items():
        code = unit_spelled(found["unit"], dimension, reading.bare_gallon)
        if code is None or digits is None:
            continue
        if dimension is Dimension.DISTANCE and code not in _ROADS:
            continue
        role = Role.DISTANCE if found["plus"] and usual is Role.ODOMETER else usual
        if role is Role.ODOMETER:
            digits = line.number(found["number"], whole=True) or digits
        if (role is Role.HOURS and code != "h") or line.of(role):
            continue
        value = _quantity_of(digits, code, found[0])
        if value:
            return role, value
    return None


def counted_unit(line: Line, spelled: str) -> bool:
    """Whether a word behind a number is a unit that a line can be about."""
    for dimension in _ROLES:
        code = unit_spelled(spelled, dimension, line.context.reading.bare_gallon)
        if code is not None and (dimension is not Dimension.DISTANCE or code in _ROADS):
            return dimension is not Dimension.DURATION or code == "h"
    return False


def _quantity_of(digits: str, code: str, typed: str) -> Quantity | None:
    try:
        return Quantity.checked(digits, code, typed.strip().lstrip("+ "))
    except ValueRefused:
        return None


def price_unit(context: QuickContext) -> str:
    """The unit that a price without one is for."""
    if context.electric:
        return context.reading.unit(Dimension.ENERGY)
    return context.reading.price_per or context.reading.unit(Dimension.VOLUME)


def _known_stations(line: Line) -> None:
    """Stations of the log, however they are typed; the value is spelled as the log has it."""
    text, places = folded_at(line.text)
    for name in sorted(filter(str.strip, line.context.stations), key=len, reverse=True):
        known = fold(name.strip())
        # Of hundreds of names few are there at all: the pattern of each would be made for nothing.
        if known not in text:
            continue
        found = re.search(rf"{_AHEAD}(?<!\w){re.escape(known)}(?!\w)", text)
        if found and not line.of(Role.STATION):
            end = places[found.end()] if found.end() < len(text) else len(line.text)
            line.take(places[found.start()], end, Role.STATION, name)


def _stations(line: Line) -> None:
    for found in words.STATION_AHEAD.finditer(line.text):
        if line.of(Role.STATION) or not line.free(found.start(), found.end()):
            continue
        ends = [each.start for each in line.pieces if each.start >= found.end()]
        name = _STATION.match(line.text, found.end(), min(ends, default=len(line.text)))
        if name and any(map(str.isalpha, name[0])):
            line.take(found.start(), name.end(), Role.STATION, name[0].strip(" .-"))
