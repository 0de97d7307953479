"""A row of a foreign table: its cells by name, as checked values or as a reason to refuse it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar

from client.exchange.judge import currencies_of, currency_sign
from client.exchange.moments import BadMoment
from client.exchange.table import Table, words
from garage.errors import ValueRefused
from garage.moments import Moment
from garage.money import Money, UnitPrice
from garage.units import Dimension, Quantity, read_number, read_whole, unit_spelled
from garage.words import N_, told

T = TypeVar("T")

YES = words(
    "yes y true t 1 1.0 full x on ja j oui o sí si s sim verdadero verdadeiro vero vrai wahr tak "
    "da да igen evet ano áno kyllä ναι はい 是 예 voll"
)
NO = words(
    "no n false f 0 0.0 partial off nein non não nao falso faux falsch nie ne нет nem hayır "
    "hayir nej nee ei όχι いいえ 否 아니요 teil"
)
_MEASURED = re.compile(r"\s*([-+−]?[0-9][0-9., '’\u00a0\u202f]*?)\s*([^0-9\s.,'’][^0-9]*)?")
_ZERO = re.compile(r"[0.,]+")


class CellRefused(Exception):
    """A cell cannot be taken: the column's name in the file, and why."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(column, reason)
        self.column = column
        self.reason = reason


class Row:
    """Cells of a table by the folded names of its columns; an absent cell is an empty one."""

    __slots__ = ("cells", "currency", "line", "table")

    def __init__(self, table: Table, cells: Sequence[str], line: int, currency: str = "") -> None:
        self.table = table
        self.cells = cells
        self.line = line
        self.currency = currency

    def _cell(self, names: Sequence[str]) -> tuple[int, str]:
        place = -1
        for name in names:
            at = self.table.index.get(name, -1)
            if 0 <= at < len(self.cells):
                place = at
                text = self.cells[at].strip()
                if text:
                    return at, text
            elif at >= 0 and place < 0:
                place = at
        return place, ""

    def text(self, *names: str) -> str:
        """The first of these cells that is not empty, trimmed; "" for none."""
        return self._cell(names)[1]

    def refuse(self, reason: str, *names: str) -> CellRefused:
        """What to raise when the cell of one of these names cannot stand."""
        return CellRefused(self.table.label(self.table.at(*names)), reason)

    def _read(self, names: Sequence[str], read: Callable[[int, str], T]) -> T | None:
        at, text = self._cell(names)
        if not text:
            return None
        try:
            return read(at, text)
        except BadMoment as error:
            raise CellRefused(self.table.label(at), error.reason) from None
        except ValueRefused as error:
            raise CellRefused(self.table.label(at), error.message) from None

    def moment(self, *names: str, clock: str = "") -> Moment | None:
        """A day, or a day and a time; `clock` names a column that has the time apart."""
        hour = self.text(clock) if clock else ""

        def read(at: int, text: str) -> Moment:
            reads = self.table.moments.get(at)
            if reads is None:
                # A damaged heading names a column of dates where no dates were looked for.
                raise CellRefused(self.table.label(at), told("{text!r} is no date", text=text[:40]))
            return reads.joined(text, hour) if hour else reads(text)

        return self._read(names, read)

    def day(self, *names: str) -> date | None:
        """A day alone."""
        found = self.moment(*names)
        return None if found is None else found.day

    def digits(self, *names: str) -> str | None:
        """A plain number in dot-decimal."""
        return self._read(names, lambda at, text: read_number(text, self._mark(at)))

    def _mark(self, at: int) -> str:
        return self.table.marks.get(at, ".")

    def quantity(
        self, unit: str, dimension: Dimension, *names: str, unknown_zero: bool = False
    ) -> Quantity | None:
        """A number of `unit`, or of the unit that the cell itself names. Negative is refused."""

        def read(at: int, text: str) -> Quantity | None:
            if unknown_zero and _ZERO.fullmatch(text):
                return None
            found = _MEASURED.fullmatch(text)
            own = found[2] if found else None
            code = unit
            if found and own:
                gallon = "uk" if unit == "gal_uk" else "us"
                spelled = unit_spelled(own, dimension, gallon)
                if spelled is None:
                    raise CellRefused(
                        self.table.label(at), told("{text!r} is not a number", text=text[:40])
                    )
                code = spelled
            number = read_whole if at in self.table.whole else read_number
            value = number(found[1] if found and own else text, self._mark(at))
            if value[0] == "-":
                raise CellRefused(self.table.label(at), f"{text} is negative")
            return Quantity.checked(value, code, None if text == value else text)

        return self._read(names, read)

    def money(self, *names: str, negative: bool = False) -> Money | None:
        """An amount in the file's currency, or in the one that the cell itself names."""
        at, text = self._cell(names)
        found = self._amount(at, text, negative)
        if found is None:
            return None
        return Money.checked(found[0], found[1], None if text == found[0] else text)

    def price(self, per: str, *names: str) -> UnitPrice | None:
        """A price for one `per` (a unit's code); a price of zero is unknown."""
        at, text = self._cell(names)
        found = self._amount(at, text, negative=False)
        if found is None or not found[0].strip("0."):
            return None
        return UnitPrice.checked(found[0], found[1], per, None if text == found[0] else text)

    def _amount(self, at: int, text: str, negative: bool) -> tuple[str, str] | None:
        if not text:
            return None
        column = self.table.label(at)
        try:
            value, currency = read_amount(text, self._mark(at), self.currency)
        except ValueRefused as error:
            raise CellRefused(column, error.message) from None
        if value[0] == "-" and not negative:
            raise CellRefused(column, f"{text} is negative")
        if not currency:
            raise CellRefused(column, told("{text} has no currency", text=text))
        return value, currency

    def flag(self, *names: str, default: bool = False) -> bool:
        """Yes or no, in the words of many languages; any number but zero is yes."""
        at, text = self._cell(names)
        if not text:
            return default
        return read_flag(text, self.table.label(at))

    def tags(self, *names: str, commas: bool = False) -> frozenset[str]:
        """Tags with spaces (or commas) between, in lower case."""
        text = self.text(*names)
        words = text.split(",") if commas else text.replace(",", " ").split()
        made = (word.strip().strip("#").replace("/", "-").lower() for word in words)
        return frozenset("-".join(word.split())[:60] for word in made if word.strip())

    def rest(self) -> dict[str, str]:
        """Cells of the columns that the format does not know, by a name fit for an own field."""
        cells = self.cells
        return {
            name: text
            for at, name in self.table.rest
            if at < len(cells) and (text := cells[at].strip()[:5000])
        }


def read_flag(text: str, column: str) -> bool:
    """Yes or no; raises CellRefused for what is neither."""
    word = text.strip().casefold()
    if word in YES:
        return True
    if word in NO:
        return False
    if word.isascii() and word.replace(".", "", 1).isdigit():
        return True
    raise CellRefused(column, told("{text!r} is neither yes nor no", text=text[:40]))


def read_amount(text: str, mark: str, currency: str) -> tuple[str, str]:
    """An amount in dot-decimal and its currency; a sign or code beside it overrides `currency`.

    "(79.78)" is negative, as accountants write it. Raises ValueRefused.
    """
    sign = currency_sign(text)
    if not sign:
        if text[0] == "(" and text[-1] == ")":
            text = f"-{text[1:-1].strip()}"
        return read_number(text, mark), currency
    meant = currencies_of(sign)
    if not meant:
        raise ValueRefused(
            told("{text!r} is no amount of money", text=text[:40]), N_("give digits")
        )
    body = text.replace(sign, " ", 1).strip()
    if body[:1] == "(" and body[-1:] == ")":
        body = f"-{body[1:-1].strip()}"
    if body[:1] in "-−":
        body = "-" + body[1:].strip()
    # The dot of "kr." and "Rs." stays behind.
    body = body.strip() if mark == "." and body[:1] != "." else body.strip(". ")
    return read_number(body, mark), currency if currency in meant else meant[0]
