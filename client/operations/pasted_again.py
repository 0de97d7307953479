"""Which pasted rows are in the garage already: compared as finely as they are written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from client.store import Query, Reader
from garage.errors import ValueRefused
from garage.filters import fold
from garage.moments import Moment
from garage.money import Money
from garage.records import Kind, Record
from garage.units import Quantity

_TOTAL = "total"
"""No natural key has it, but where it is another, so is the record."""


class Already:
    """The records of a kind, by what tells them apart.

    A table writes days without their times and figures with fewer digits than are kept, and shows
    some columns only: a row that was copied from one says less than the record it is of.
    """

    def __init__(self, reader: Reader, kind: Kind, vehicle: str) -> None:
        self._kind = kind
        self._dated = kind.when if kind.when in kind.natural_key else None
        owner = vehicle if kind.owner == "vehicle" else None
        fields = (*kind.natural_key, *([_TOTAL] if _TOTAL in kind.by_name else ()))
        self._by_day: dict[date | None, list[Record]] = defaultdict(list)
        for record in reader.records(kind, Query(owner=owner, fields=fields)):
            value = getattr(record, self._dated) if self._dated else None
            self._by_day[_day(value)].append(record)

    def holds(self, values: Mapping[str, Any], silent: Iterable[str]) -> bool:
        """Whether a record is what these values tell; of the `silent` fields they tell nothing."""
        left = set(silent)
        told = [name for name in self._kind.natural_key if name not in left]
        if not any(name != self._dated and values.get(name) for name in told):
            told = list(self._kind.natural_key)
        total = None if _TOTAL in left else values.get(_TOTAL)
        day = _day(values.get(self._dated) if self._dated else None)
        return any(
            all(_agrees(values.get(name), getattr(record, name)) for name in told)
            and _is_no_other(total, getattr(record, _TOTAL, None))
            for record in self._by_day.get(day, ())
        )


def _day(value: Moment | date | None) -> date | None:
    return value.day if isinstance(value, Moment) else value


def _agrees(written: Any, kept: Any) -> bool:
    """Whether a value that is kept would be written like this one."""
    if written in (None, "") or kept in (None, ""):
        return written in (None, "") and kept in (None, "")
    match written, kept:
        case Quantity(), Quantity():
            return _rounds_to(kept, written)
        case Moment(), Moment():
            untimed = written.time is None or kept.time is None
            return written.day == kept.day and (untimed or _minute(written) == _minute(kept))
        case str(), str():
            return _line(written) == _line(kept)
    return bool(written == kept)


def _is_no_other(written: Any, kept: Any) -> bool:
    """Whether two sums may be one: where either is silent, or both have the same figure.

    A table seldom says the currency of each row, so that of a row is often only supposed.
    """
    if not isinstance(written, Money) or not isinstance(kept, Money):
        return True
    return written.decimal == kept.decimal


def _rounds_to(kept: Quantity, written: Quantity) -> bool:
    try:
        there = kept.to(written.unit)
    except ValueRefused:
        return False
    half = Decimal(5).scaleb(-written.decimals - 1)
    return abs(there.decimal - written.decimal) <= half


def _minute(moment: Moment) -> str:
    return f"{moment.time:%H:%M}"


def _line(text: str) -> str:
    return fold(" ".join(text.split()))
