"""What the columns of pasted rows mean where no titles say it: guessed by what the values are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from garage.errors import ValueRefused
from garage.moments import Moment
from garage.money import Money
from garage.money.amounts import UnitPrice
from garage.reading import Reading
from garage.records import Field, Kind
from garage.units import Dimension, Quantity

LOOKED_AT = 50
"""So many rows show what a column holds."""
_CERTAIN, _LIKELY, _POSSIBLE, _UNLIKELY, _NEVER = 3.0, 2.0, 1.5, 0.5, -3.0
_LEAST = 0.4
"""What a column has to reach on average to be taken for a field."""
_ODOMETER_FROM = 1_000
_USUAL_FILL = (3, 200)
_USUAL_PRICE = (0.1, 10)


@dataclass(frozen=True)
class Heading:
    """A column of the table: its title and the field it shows; `words` are what it may hold."""

    title: str
    field: str
    words: frozenset[str] = frozenset()


def guessed_columns(
    rows: Sequence[Sequence[str]],
    headings: Sequence[Heading],
    kind: Kind,
    reading: Reading,
    plain: Callable[[str], str],
) -> tuple[Heading | None, ...]:
    """For each column of the rows the heading that its values fit best; None where none does.

    Each heading is given once. Where several fit alike, the table's own order decides.
    """
    width = max(map(len, rows), default=0)
    if width != len(headings):
        # Not the table's own columns: those that show what cannot be typed are not among them.
        headings = [heading for heading in headings if heading.field]
    fits = []
    for at in range(width):
        cells = [row[at] for row in rows[:LOOKED_AT] if at < len(row) and row[at]]
        for place, heading in enumerate(headings):
            fit = _fit(cells, heading, kind, reading, plain)
            if fit >= _LEAST:
                fits.append((-fit, abs(at - place), at, place))
    found: dict[int, Heading] = {}
    taken: set[str] = set()
    for _fits, _apart, at, place in sorted(fits):
        heading = headings[place]
        if at not in found and heading.field not in taken:
            found[at] = heading
            taken.add(heading.field)
    return tuple(found.get(at) for at in range(width))


def _fit(
    cells: Sequence[str],
    heading: Heading,
    kind: Kind,
    reading: Reading,
    plain: Callable[[str], str],
) -> float:
    """How well the values of a column fit a field, on average."""
    if not cells:
        return 0.0
    if heading.words:
        known = [_CERTAIN if plain(cell) in heading.words else _NEVER for cell in cells]
        return sum(known) / len(cells)
    spec = kind.by_name.get(heading.field)
    if spec is None:
        return 0.0
    return sum(_cell_fit(cell, spec, reading) for cell in cells) / len(cells)


def _cell_fit(cell: str, spec: Field, reading: Reading) -> float:
    try:
        value = reading.value(spec, cell)
    except ValueRefused:
        return _NEVER
    bare = cell.replace(" ", "").replace(",", "").replace(".", "").isdecimal()
    if isinstance(value, Moment | date):
        whole = cell.isdecimal() and len(cell) != len("20261118")
        return _NEVER if whole else _CERTAIN
    if isinstance(value, UnitPrice) and "/" not in cell:
        return _within(float(value.amount), _USUAL_PRICE)
    if isinstance(value, Quantity | Money | UnitPrice):
        return _number_fit(value, spec) if bare else _CERTAIN
    if isinstance(value, str) and not any(letter.isalpha() for letter in cell):
        return _UNLIKELY if bare else _NEVER
    return _POSSIBLE


def _number_fit(value: Any, spec: Field) -> float:
    """How likely a number without a unit is this: by how great it is."""
    if isinstance(value, Money):
        return _POSSIBLE
    number = float(value.value)
    if getattr(spec.type, "dimension", None) is Dimension.DISTANCE or spec.name == "odometer":
        if "." in value.value:
            return 0.0
        return _LIKELY if number >= _ODOMETER_FROM else _UNLIKELY
    return _within(number, _USUAL_FILL)


def _within(number: float, usual: tuple[float, float]) -> float:
    least, most = usual
    return _LIKELY if least <= number <= most else _UNLIKELY
