"""Rows pasted from a spreadsheet: which can be records, which are here already; adding them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from client.errors import BadRequest
from client.exchange.first_look import FirstLook
from client.exchange.generic_columns import ColumnChoice
from client.operations.pasted_again import Already
from client.operations.pasted_doubts import Doubted, doubts_among
from client.operations.pasted_rows import PastedRow, Refused, RowReader, records_of
from client.operations.pasted_table import (
    PastedColumn,
    PastedLines,
    Taken,
    Target,
    columns_of,
    taken_for,
)
from client.store import Changes, Reader, Store, Transaction
from garage.reading import Reading
from garage.records import Kind, kind_named
from garage.words import N_, told

MOST_ROWS = 5_000


@dataclass(frozen=True)
class Pasted:
    """What a text with tabs holds.

    `rows` are new, `again` are those that the garage has already, `repeated` those that say once
    more what a row before them said. `doubts` has what looks wrong about the new ones.
    """

    look: FirstLook
    taken: Taken
    columns: tuple[PastedColumn, ...]
    rows: tuple[PastedRow, ...]
    again: tuple[PastedRow, ...]
    refused: tuple[Refused, ...]
    repeated: int = 0
    doubts: tuple[Doubted, ...] = ()

    @property
    def guessed(self) -> bool:
        """Whether it had no titles."""
        return bool(self.look.rows) and self.taken.guessed

    def to_add(self, *, again: bool = False) -> tuple[PastedRow, ...]:
        """The rows that are added; with `again` also those that are here already."""
        if not again:
            return self.rows
        return tuple(sorted((*self.rows, *self.again), key=lambda row: row.line))


def understand(
    reader: Reader,
    text: str,
    target: Target,
    reading: Reading,
    choice: ColumnChoice | None = None,
) -> Pasted:
    """Judge each row, its columns as a person chose or as they are taken for.

    Raises BadRequest for more rows than are pasted at once.
    """
    lines = PastedLines.of(text)
    if len(lines.lines) > MOST_ROWS + 1:
        raise BadRequest(
            told("{len:,} rows are too many to paste", len=len(lines.lines)),
            told("paste up to {most_rows:,}, or import", most_rows=MOST_ROWS),
        )
    look = lines.look
    taken = taken_for(look, target, reading) if choice is None else Taken(choice)
    columns = columns_of(look, taken.choice, target)
    row_reader = RowReader(columns, target.kinds_for(taken.choice.sort), target, reading)
    sorted_out = _Sorted(reader, row_reader)
    for line, cells in lines.below(taken.choice.heading):
        sorted_out.take(row_reader.read(line, cells))
    new = tuple(sorted_out.rows)
    return Pasted(
        look, taken, columns, new, tuple(sorted_out.again), tuple(sorted_out.refused),
        sorted_out.repeated,
        doubts_among(reader, target.vehicle, reading.today, records_of(new)),
    )  # fmt: skip


def add_pasted(store: Store, rows: Sequence[PastedRow]) -> Changes:
    """Add rows that can be records, in one operation."""
    if not rows:
        raise BadRequest(N_("there are no rows to add"), N_("copy some with their titles"))

    def work(transaction: Transaction) -> None:
        for row in rows:
            transaction.add(kind_named(row.kind), row.values)

    count = len(rows)
    kind = kind_named(rows[0].kind)
    label = kind.label if count == 1 else kind.plural
    mixed = len({row.kind for row in rows}) > 1
    return store.operate(work, "add", f"{count} {'records' if mixed else label.lower()}")


class _Sorted:
    """Rows by what becomes of them."""

    def __init__(self, reader: Reader, row_reader: RowReader) -> None:
        vehicle = row_reader.target.vehicle.id
        self._already = {kind.name: Already(reader, kind, vehicle) for kind in row_reader.kinds}
        self._silent = {kind.name: row_reader.silent(kind.name) for kind in row_reader.kinds}
        self._met: set[tuple[Any, ...]] = set()
        self.rows: list[PastedRow] = []
        self.again: list[PastedRow] = []
        self.refused: list[Refused] = []
        self.repeated = 0

    def take(self, row: PastedRow | Refused) -> None:
        """Put a row where it belongs."""
        if isinstance(row, Refused):
            self.refused.append(row)
            return
        key = (row.kind, *_natural(kind_named(row.kind), row))
        if key in self._met:
            self.repeated += 1
            return
        self._met.add(key)
        here = self._already[row.kind].holds(row.values, self._silent[row.kind])
        (self.again if here else self.rows).append(row)


def _natural(kind: Kind, row: PastedRow) -> tuple[Any, ...]:
    return tuple(_comparable(row.values.get(name)) for name in (*kind.natural_key, "total"))


def _comparable(value: Any) -> Any:
    if value is None or value == "":
        return None
    si = getattr(value, "si", None)
    return round(si, 6) if si is not None else getattr(value, "wall", value)
