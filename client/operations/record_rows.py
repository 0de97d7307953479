"""A vehicle's records as rows of a table: read, summed, and found by a filter."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple, Protocol

from client.store import Query, Reader
from garage.errors import ValueRefused
from garage.filters import fold, parse
from garage.filters.names import field_called
from garage.money import Money
from garage.reading import Reading
from garage.records import Record, kind_named
from garage.records.fields import FlagField

_LANGUAGE = re.compile(
    r"[=<>~!]|\b(is\s+(not\s+)?empty|ist\s+(nicht\s+)?leer)\b|\bin\s*\(", re.IGNORECASE
)
_NOT = re.compile(r"^(?:not|nicht) | (?:not|nicht)(?= in |$)")


class Row(Protocol):
    """What every row is: a record, its id and kind, and what its tab works out beside them."""

    @property
    def id(self) -> str:
        """The record's id."""

    @property
    def kind(self) -> str:
        """The name of its kind."""

    @property
    def record(self) -> Any:
        """The record itself."""


class RecordRow(NamedTuple):
    """A record with nothing worked out beside it."""

    id: str
    kind: str
    record: Any


def rows_of(reader: Reader, kind: str, vehicle: str, sort: str | None = None) -> list[RecordRow]:
    """A vehicle's records of a kind, by time or by a field."""
    records: Sequence[Record] = reader.records(kind_named(kind), Query(owner=vehicle, sort=sort))
    return [RecordRow(record.id, record.kind, record) for record in records]


def newest_first(rows: Iterable[Any]) -> list[Any]:
    """Rows of several kinds in one order of time; those without a date come last."""
    dated = [(_wall(row.record), place, row) for place, row in enumerate(rows)]
    dated.sort(key=lambda each: each[0], reverse=True)
    return [row for _, _, row in dated]


def _wall(record: Any) -> str:
    moment = getattr(record, "date", None)
    if moment is not None:
        return str(moment.wall)
    start = getattr(record, "start", None)
    return start.isoformat() if isinstance(start, date) else ""


def money_sums(amounts: Iterable[Money | None]) -> dict[str, Decimal]:
    """What amounts come to, each currency by itself, the greatest count first."""
    sums: dict[str, Decimal] = {}
    for money in amounts:
        if money is not None:
            sums[money.currency] = sums.get(money.currency, Decimal(0)) + money.decimal
    return sums


def is_language(text: str, kinds: Sequence[str], words: Callable[[str], str] = str) -> bool:
    """Whether a text is meant as a filter, and not as words to look for.

    Fields are called in English, or as `words` has it.
    """
    if _LANGUAGE.search(text):
        return True
    name, within, _ = _NOT.sub("", fold(text).strip()).partition(" in ")
    fields = [field_called(kind_named(kind), name, words) for kind in kinds]
    # "date in 2026" asks for a field, "oil in gearbox" are words.
    return any(each is not None and (within or isinstance(each.type, FlagField)) for each in fields)


def found_by(
    reader: Reader, kinds: Sequence[str], vehicle: str, text: str, reading: Reading
) -> frozenset[str]:
    """The ids of a vehicle's records that a filter asks for.

    Of several kinds those answer that have the fields it names; raises ValueRefused, as the
    first of them says it, where none has.
    """
    found: set[str] = set()
    refused: list[ValueRefused] = []
    for name in kinds:
        kind = kind_named(name)
        try:
            where = reader.condition(kind, parse(text, kind, reading))
        except ValueRefused as error:
            refused.append(error)
            continue
        query = Query(owner=vehicle, where=where, fields=(kind.fields[0].name,))
        found |= {record.id for record in reader.records(kind, query)}
    if len(refused) == len(kinds):
        # Of several complaints the one that came furthest knows best what was meant.
        raise max(refused, key=lambda error: _place(error.message))
    return frozenset(found)


def _place(message: str) -> int:
    digits = re.search(r"at character (\d+)", message)
    return int(digits[1]) if digits else 0
