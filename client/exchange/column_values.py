"""What the cells of a column look like: dates, times, numbers, yes or no, or words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from client.exchange.judge import DAY_PATTERN, NumberColumn, file_mark
from client.exchange.moments import BadMoment, Moments, read_clock
from client.exchange.row import NO, YES
from garage.errors import ValueRefused
from garage.units import read_number

_MOST = 0.8
"""The share of a column's cells that has to be of one sort; a few may be slips."""
_MARKED = re.compile(r"[^0-9]{0,4}\s*([-+−]?[0-9][0-9., '’\u00a0\u202f]*)\s*[^0-9]{0,8}")
_READERS = (Moments("dmy", None), Moments("mdy", None))


@dataclass(frozen=True, slots=True)
class Values:
    """A column by its values: `sort` is "date", "time", "number", "flag", "text" or "" (empty)."""

    sort: str
    numbers: tuple[float, ...] = ()
    by_row: tuple[float | None, ...] = ()
    """As `numbers`, with None for a row that has none."""
    signed: bool = False
    """Whether marks of currencies stand beside the numbers."""

    @property
    def middle(self) -> float:
        """The median."""
        return median(self.numbers) if self.numbers else 0.0

    @property
    def whole(self) -> bool:
        """Whether they are whole numbers."""
        return all(number == int(number) for number in self.numbers)

    @property
    def runs_one_way(self) -> bool:
        """Whether they only grow, or only shrink, but for a few slips."""
        steps = [then - before for before, then in pairwise(self.numbers)]
        ups, downs = sum(step >= 0 for step in steps), sum(step <= 0 for step in steps)
        return max(ups, downs) >= len(steps) * 0.9


def looked_at(columns: Sequence[Sequence[str]], usual_mark: str) -> list[Values]:
    """What the cells of each column, row by row, look like."""
    seen = [NumberColumn() for _column in columns]
    for numbers, cells in zip(seen, columns, strict=True):
        if not _mostly(_filled(cells), is_date):
            numbers.see(_filled(cells))
    common = file_mark(seen) or usual_mark
    return [
        _values(cells, numbers.mark or common) for numbers, cells in zip(seen, columns, strict=True)
    ]


def _filled(cells: Sequence[str]) -> list[str]:
    return [cell for cell in cells if cell]


def _values(cells: Sequence[str], mark: str) -> Values:
    filled = _filled(cells)
    if not filled:
        return Values("")
    if _mostly(filled, is_date):
        return Values("date")
    if _mostly(filled, _is_clock):
        return Values("time")
    by_row = tuple(_number(cell, mark) for cell in cells)
    numbers = tuple(number for number in by_row if number is not None)
    if len(numbers) >= len(filled) * _MOST:
        if set(numbers) <= {0.0, 1.0} and len(filled) > 1:
            return Values("flag")
        signed = any(mark in cell for cell in filled for mark in "€$£¥")
        return Values("number", numbers, by_row, signed)
    return Values("flag" if _mostly(filled, _is_flag) else "text")


def is_like_a_heading(cell: str) -> bool:
    """Whether a cell may be a heading: words, and no value."""
    return not is_date(cell) and not _is_clock(cell) and _number(cell, ".") is None


def is_date(cell: str) -> bool:
    """Whether a cell is a date, in whatever order; a day that does not exist looks like one too."""
    if DAY_PATTERN.fullmatch(cell.partition(" ")[0]):
        return True
    return any(_reads(reader, cell) for reader in _READERS)


def _reads(reader: Moments, cell: str) -> bool:
    try:
        reader(cell)
    except BadMoment:
        return False
    return True


def _is_clock(cell: str) -> bool:
    try:
        read_clock(cell)
    except BadMoment:
        return False
    return True


def _is_flag(cell: str) -> bool:
    return cell.casefold() in YES | NO


def _number(cell: str, mark: str) -> float | None:
    found = _MARKED.fullmatch(cell)
    if found is None:
        return None
    try:
        return float(read_number(found[1].strip(), mark))
    except (ValueRefused, ValueError):
        return None


def _mostly(cells: Sequence[str], is_one: Callable[[str], bool]) -> bool:
    return sum(map(is_one, cells)) >= len(cells) * _MOST
