"""What the columns of an unknown table are, guessed by words of their headings and by values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import permutations

from client.exchange.column_values import Values, is_like_a_heading, looked_at
from client.exchange.column_words import in_english
from client.exchange.first_look import FirstLook
from client.exchange.generic_columns import (
    COLUMNS,
    LEFT_OUT,
    MEANINGS,
    OWN,
    SPLIT_DATE,
    ColumnChoice,
    meaning_of,
    names_of,
    sort_of_names,
)
from client.exchange.table import fold

_HEADINGS_WITHIN = 10
_LOOKED_AT = 50
_ODOMETER_FROM = 1_000
_USUAL_FILL = (2, 250)
_USUAL_PRICE = (0.1, 20)
_SLACK = 0.02
"""How far a total may be from volume times price: apps round."""
_LOOSE = {
    "amount": "total", "paid": "total", "cost": "total", "spent": "total", "sum": "total",
    "price": "price", "rate": "price", "qty": "volume", "quantity": "volume", "volume": "volume",
    "litres": "volume", "liters": "volume", "gallons": "volume", "gal": "volume",
    "odo": "odometer", "odometer": "odometer", "mileage": "odometer", "date": "date",
    "day": "date", "time": "time", "note": "notes", "notes": "notes", "comment": "notes",
    "comments": "notes", "remarks": "notes", "station": "station", "car": "vehicle",
    "vehicle": "vehicle", "category": "category", "description": "title",
}  # fmt: skip
"""Words that tell a column although others stand beside them; the last one counts."""
_MEASURED = frozenset({"odometer", "volume", "price", "total", "value"})


@dataclass(frozen=True, slots=True)
class Guess:
    """What the columns may be; `unsure` are the places of those that no known heading tells."""

    choice: ColumnChoice
    unsure: tuple[int, ...]
    sorts: tuple[str, ...]
    """What the values of each column look like."""


def guess(look: FirstLook, *, heading: int | None = None, sort: str | None = None) -> Guess:
    """The likeliest choice; `heading` and `sort` are a person's, where they said so."""
    line = heading_line(look) if heading is None else heading
    header = look.header(line)
    body = look.body(line)[:_LOOKED_AT]
    width = len(header)
    columns = [
        [row.cells[at] if at < len(row.cells) else "" for row in body] for at in range(width)
    ]
    values = looked_at(columns, "," if look.delimiter == ";" else ".")
    sketch = _Sketch(header, values)
    sketch.by_words(sort)
    sketch.by_loose_words()
    sketch.by_values(sort)
    chosen = sort or sketch.sort()
    meanings = tuple(sketch.of(at, chosen) for at in range(width))
    read = _read_without_asking(header, chosen)
    unsure = tuple(
        at for at in range(width) if at not in read and meanings[at] != LEFT_OUT
    )  # fmt: skip
    return Guess(ColumnChoice(chosen, meanings, line), unsure, tuple(each.sort for each in values))


def _read_without_asking(header: Sequence[str], sort: str) -> frozenset[int]:
    """The places of the columns that a plain table is read for, if it is one of this sort."""
    names, _sign = names_of(header)
    if sort_of_names(names) != sort:
        return frozenset()
    known = COLUMNS[sort].known
    return frozenset(
        at for at, name in enumerate(names) if name in known and name not in names[:at]
    )


def heading_line(look: FirstLook) -> int:
    """The line of the headings: the first row that is all words, and wide; 0 for none."""
    width = max((sum(map(bool, row.cells)) for row in look.rows), default=0)
    for row in look.rows[:_HEADINGS_WITHIN]:
        filled = [cell for cell in row.cells if cell]
        words = [cell for cell in filled if is_like_a_heading(cell)]
        if len(filled) * 2 >= width and len(filled) > 1:
            return row.line if len(words) >= len(filled) * 0.8 else 0
    return 0


@dataclass
class _Sketch:
    """The columns of a table while their meanings are found."""

    header: Sequence[str]
    values: Sequence[Values]
    found: dict[int, str] = field(default_factory=dict)

    def by_words(self, sort: str | None) -> None:
        """Take the headings that are known as they are."""
        names, _sign = names_of(self.header)
        parts = SPLIT_DATE if set(SPLIT_DATE) <= set(names) else ()
        for at, name in enumerate(names):
            meaning = meaning_of(name)
            if meaning in SPLIT_DATE and meaning not in parts:
                continue  # "Day" alone is a whole date.
            if sort is None or meaning in MEANINGS[sort]:
                self._take(at, meaning)

    def by_loose_words(self) -> None:
        """Take headings with a known word in them, where the values are of its sort."""
        for at, label in self._open():
            words = fold(label.replace("(", " ").replace(")", " ")).split()
            for word in reversed(words):
                meaning = _LOOSE.get(word) or _LOOSE.get(in_english(word), "")
                if meaning and self._fits(at, meaning):
                    self._take(at, meaning)
                    break

    def by_values(self, sort: str | None) -> None:
        """Take columns by what stands in them."""
        self._take_first("date", lambda each: each.sort == "date")
        self._take_first("time", lambda each: each.sort == "time")
        self._take_first("odometer", _is_odometer)
        if sort == "fill_up" or (sort is None and self._may_be_fuel()):
            self._by_product()
            self._by_size()
            self._take_first("full", lambda each: each.sort == "flag")
        elif sort == "valuation":
            self._take_first("value", lambda each: each.sort == "number")
        elif sort == "trip":
            self._take_first("distance", lambda each: each.sort == "number")
        elif sort != "odometer":
            self._take_first("total", lambda each: each.sort == "number")
            self._take_first("title", lambda each: each.sort == "text")

    def sort(self) -> str:
        """What the rows are, by the columns that were found."""
        meant = set(self.found.values())
        if "volume" in meant or (meant >= {"price", "total"} and not meant & {"title", "category"}):
            return "fill_up"
        if {"start", "destination"} <= meant:
            return "trip"
        if "value" in meant and "total" not in meant:
            return "valuation"
        return "cost" if meant & {"total", "title", "category"} else "odometer"

    def of(self, at: int, sort: str) -> str:
        """What a column is: an own field, where it is nothing that a row of this sort has."""
        meaning = self.found.get(at, "")
        if meaning in MEANINGS[sort]:
            return meaning
        label = self.header[at] if at < len(self.header) else ""
        return LEFT_OUT if not label and not self.values[at].sort else OWN

    # ------------------------------------------------------------------ one column

    def _open(self) -> list[tuple[int, str]]:
        return [(at, label) for at, label in enumerate(self.header) if at not in self.found]

    def _take(self, at: int, meaning: str) -> None:
        if meaning and meaning not in self.found.values():
            self.found[at] = meaning

    def _take_first(self, meaning: str, fits: Callable[[Values], bool]) -> None:
        for at, each in enumerate(self.values):
            if at not in self.found and fits(each):
                self._take(at, meaning)

    def _fits(self, at: int, meaning: str) -> bool:
        sort = self.values[at].sort
        if meaning in _MEASURED:
            return sort == "number"
        return (
            sort == meaning if meaning in ("date", "time") else sort in ("text", "number", "flag")
        )

    # ------------------------------------------------------------------ numbers of a fill-up

    def _may_be_fuel(self) -> bool:
        """Not where words speak against it, nor where the one figure stands beside a text."""
        meant = set(self.found.values())
        if meant & {"value", "category", "title", "start", "destination"}:
            return False
        texts = any(each.sort == "text" for each in self.values)
        return bool(meant & {"volume", "price"}) or len(self._numbers()) > 1 or not texts

    def _numbers(self) -> dict[int, Values]:
        """The columns of numbers that are still open, or are of a fill-up."""
        return {
            at: each
            for at, each in enumerate(self.values)
            if each.sort == "number"
            and self.found.get(at, "volume") in ("volume", "price", "total")
        }

    def _by_product(self) -> None:
        """Three columns of which one is the product of the others: price, volume and total."""
        for places in permutations(self._numbers(), 3):
            price, volume, total = (self.values[at] for at in places)
            meanings = dict(zip(places, ("price", "volume", "total"), strict=True))
            if any(self.found.get(at, name) != name for at, name in meanings.items()):
                continue
            if price.middle < volume.middle and _multiplies(price, volume, total):
                for at, name in meanings.items():
                    self._take(at, name)
                return

    def _by_size(self) -> None:
        """What is left by how great it is: a total is more than the litres that it was paid for."""
        rest = {at: each for at, each in self._numbers().items() if at not in self.found}
        for at, each in rest.items():
            if each.signed and not each.middle < _USUAL_PRICE[1]:
                self._take(at, "total")
        taken = set(self.found.values())
        usual = [
            at
            for at, each in rest.items()
            if at not in self.found and _USUAL_FILL[0] <= each.middle <= _USUAL_FILL[1]
        ]
        usual.sort(key=lambda at: self.values[at].middle)
        wanted = [name for name in ("volume", "total") if name not in taken]
        for at, name in zip(usual, wanted, strict=False):
            self._take(at, name)
        bought = max(
            (self.values[at].middle for at in self._numbers() if at in self.found), default=0
        )
        if "volume" in self.found.values():
            # Where money has no cents the total is greater than any usual filling.
            self._take_first("total", lambda each: each.sort == "number" and each.middle > bought)
        for at, each in rest.items():
            if at not in self.found and not each.whole and _within(each.middle, _USUAL_PRICE):
                self._take(at, "price")


def _is_odometer(values: Values) -> bool:
    return (
        values.sort == "number"
        and not values.signed
        and values.middle >= _ODOMETER_FROM
        and values.runs_one_way
    )


def _multiplies(price: Values, volume: Values, total: Values) -> bool:
    rows = [
        (one, two, three)
        for one, two, three in zip(price.by_row, volume.by_row, total.by_row, strict=True)
        if one and two and three
    ]
    right = sum(abs(one * two - three) <= _SLACK * three for one, two, three in rows)
    return len(rows) > 1 and right >= len(rows) * 0.8


def _within(number: float, usual: tuple[float, float]) -> bool:
    return usual[0] <= number <= usual[1]
