"""Between records and rows: which cells a value takes, and a record from a row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from typing import Any

import msgspec
from sqlalchemy import Select, bindparam, select

from client.store.schema import ENVELOPE, table_of
from garage.records import ElementsField, FieldType, Kind, Record
from garage.records.elements import CustomField
from garage.sync import Stamp
from garage.sync.merge import Json

DELETED = "deleted"
"""The flat field that says a record is deleted; null or absent: it is not."""

_JSON = msgspec.json.Encoder(order="sorted")


def dump(value: Any) -> str:
    """JSON text with sorted keys."""
    return _JSON.encode(value).decode()


load = msgspec.json.decode


class Codec:
    """How one kind is written to and read from its table."""

    def __init__(self, kind: Kind, fields: frozenset[str] | None = None) -> None:
        self.kind = kind
        self.table = table_of(kind)
        self.width = len(self.table.c)
        self.names = names = [column.name for column in self.table.c]
        self._slots = {f.name: (names.index(f.name), f.type) for f in kind.fields}
        self._writers = {
            name: (
                place,
                # A text is its own cell: nothing is to be called for it.
                None if type(type_).cell is FieldType.cell else type_.cell,
                type_.number if type_.sortable else None,
            )
            for name, (place, type_) in self._slots.items()
        }
        self.insert_sql = (
            f"INSERT INTO {self.table.name} ({', '.join(map(_quoted, names))}) "
            f"VALUES ({', '.join('?' * len(names))})"
        )
        envelope: list[tuple[str, Callable[[Any], Any] | None]] = [("id", None), ("deleted", bool)]
        if fields is None:
            envelope += [("space", None), ("batch", None), ("extra", load)]
        self._decoders = [
            *envelope,
            *(
                (f.name, _remembering(f.type))
                for f in kind.fields
                if fields is None or f.name in fields
            ),
        ]

    def select(self) -> Select[Any]:
        """The columns that `record` reads, in its order."""
        return self._select

    @cached_property
    def _select(self) -> Select[Any]:
        columns = self.table.c
        return select(*(columns[name] for name, _ in self._decoders))

    def select_sql(self, *also: str) -> str:
        """`select` as text, with more columns behind; a condition is to follow."""
        names = [*(name for name, _ in self._decoders), *also]
        return f"SELECT {', '.join(map(_quoted, names))} FROM {self.table.name}"

    @cached_property
    def by_id(self) -> Select[Any]:
        """`select` of the row whose id is "id": made once, as one list asks it dozens of times."""
        return self.select().where(self.table.c.id == bindparam("id"))

    @cached_property
    def by_ids(self) -> Select[Any]:
        """`select` of the rows whose ids are among "ids"."""
        return self.select().where(self.table.c.id.in_(bindparam("ids", expanding=True)))

    def record(self, row: Sequence[Any]) -> Record:
        """The record of a row of `select`; what is NULL reads as the field's default."""
        record = object.__new__(self.kind.type)
        # Written past the frozen __init__, which would set each of some thirty fields in turn:
        # reading thousands of rows spends half the time. Absent fields fall to class defaults.
        record.__dict__.update(
            {
                name: cell if decode is None else decode(cell)
                for (name, decode), cell in zip(self._decoders, row, strict=True)
                if cell is not None
            }
        )
        if "extra" not in record.__dict__:
            record.__dict__["extra"] = {}
        if "custom" not in record.__dict__:
            record.__dict__["custom"] = {}
        return record

    def records(self, rows: Sequence[Sequence[Any]]) -> list[Record]:
        """The records of many rows, each as `record` makes it, in little more than half the time.

        Column by column: most fields of a kind are absent in all the rows of a list, and a column
        without a value is passed over once instead of in every row.
        """
        if not rows:
            return []
        new, type_ = object.__new__, self.kind.type
        records: list[Record] = [new(type_) for _ in rows]
        insides = [record.__dict__ for record in records]
        for (name, decode), column in zip(self._decoders, zip(*rows, strict=True), strict=True):
            if column[0] is None and column.count(None) == len(column):
                continue
            for inside, cell in zip(insides, column, strict=True):
                if cell is not None:
                    inside[name] = cell if decode is None else decode(cell)
        for inside in insides:
            if "extra" not in inside:
                inside["extra"] = {}
            if "custom" not in inside:
                inside["custom"] = {}
        return records

    def cells(self, values: Mapping[str, Any]) -> list[Any]:
        """A whole row for checked values; the envelope's cells are None."""
        row: list[Any] = [None] * self.width
        writers = self._writers
        for name, value in values.items():
            if value is None:
                continue
            place, cell, number = writers[name]
            row[place] = value if cell is None else cell(value)
            if number is not None:
                row[place + 1] = number(value)
        return row

    def places(self, names: Iterable[str]) -> tuple[int, ...]:
        """Where in `cells` these fields stand."""
        found: list[int] = []
        for name in sorted(names):
            place, _, number = self._writers[name]
            found += (place,) if number is None else (place, place + 1)
        return tuple(found)

    def columns(self, names: Iterable[str], values: Mapping[str, Any]) -> dict[str, Any]:
        """Column → cell for the fields `names`; absent ones become NULL."""
        found: dict[str, Any] = {}
        for name in names:
            type_ = self._slots[name][1]
            value = values.get(name)
            empty = value is None or value == ""
            found[name] = None if empty else type_.cell(value)
            if type_.sortable:
                found[f"{name}_si"] = None if empty else type_.number(value)
        return found

    def values(self, record: Record) -> dict[str, Any]:
        """The fields of a record that have a value."""
        present = record.__dict__
        return {
            f.name: present[f.name]
            for f in self.kind.fields
            if present.get(f.name) not in (None, "")
        }

    def present(
        self, values: Mapping[str, Any], extra: Mapping[str, Json], *, deleted: bool
    ) -> dict[str, Json]:
        """What a row can say of a record in flat JSON: values as they are read back, `extra`."""
        flat = {**self.kind.fields_json(values), **extra}
        if deleted:
            flat[DELETED] = True
        return flat

    def flat(self, record: Record) -> dict[str, Json]:
        """A record's present fields as flat JSON, unknown ones and deletion included."""
        flat = self.kind.fields_json(self.values(record))
        flat |= record.extra
        if record.deleted:
            flat[DELETED] = True
        return {name: json for name, json in flat.items() if json is not None}


def _remembering(type_: FieldType) -> Callable[[Any], Any] | None:
    """How a cell is decoded, with the values of the last 16,384 cells at hand.

    Values are immutable, and a list is read again after every change of one of its rows: most
    cells were decoded before. What takes no longer to decode than to look up is left as it is.
    """
    decode = type_.decode
    if decode is None or decode is bool or isinstance(type_, CustomField):
        return decode
    return _remembered(decode)


@cache
def _remembered(decode: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lru_cache(maxsize=16_384)(decode)


def _quoted(name: str) -> str:
    return f'"{name}"'


@cache
def codec(kind: Kind) -> Codec:
    """The codec of a kind, made on first use."""
    return Codec(kind)


@cache
def narrow_codec(kind: Kind, fields: tuple[str, ...]) -> Codec:
    """A codec that reads ids and some fields; all else of its records is absent."""
    return Codec(kind, frozenset(fields))


def envelope_slots() -> dict[str, int]:
    """Where the envelope's cells stand in a row of `Codec.cells`."""
    return {name: place for place, name in enumerate(ENVELOPE)}


def is_element(kind: Kind, flat_name: str) -> bool:
    """Whether a flat field is an element of tags or custom fields of this kind."""
    owner, slash, _ = flat_name.partition("/")
    field = kind.by_name.get(owner)
    return bool(slash) and field is not None and isinstance(field.type, ElementsField)


def stamps_text(flat: Mapping[str, Json], stamps: Mapping[str, Stamp]) -> tuple[Stamp, str | None]:
    """(smallest stamp, JSON of the others); a cleared field is always among the others.

    A row holds no cell for a cleared field, so only its stamp tells that it was ever set.
    """
    smallest = min(stamps.values())
    others = {n: s for n, s in stamps.items() if s != smallest or flat.get(n) is None}
    return smallest, dump(others) if others else None


def read_stamps(flat: Mapping[str, Json], stamp: Stamp, others: str | None) -> dict[str, Stamp]:
    """The expanded stamps of a row, from what `stamps_text` wrote."""
    stamps = dict.fromkeys(flat, stamp)
    if others is not None:
        stamps.update(load(others))
    return stamps


def short_stamps(stamp: Stamp, others: str | None) -> dict[str, Stamp]:
    """A row's stamps in their short form."""
    if others is None:
        return {"": stamp}
    stamps = load(others)
    return {"": stamp, **{n: stamps[n] for n in sorted(stamps) if stamps[n] != stamp}}
