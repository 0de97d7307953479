"""The book of edits: what was acknowledged to whom, and whether it is anywhere in the end.

Every value that is written is unlike all others. An edit is accounted for if its value stands, or
somebody who saw it replaced it, or it lies among the overtaken values, or among the kept edits of
the device where it was made. Nothing else may have become of it, but for what people did on
purpose: erasing, and putting an old backup in the place of what they had. Of what a restored server
forgot before somebody replaced it unseen, only those who had it can tell: it is in their history.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy import text as sql

from client.store.codec import codec, read_stamps
from client.store.layers import Envelope
from client.store.schema import HISTORY, KEPT, OVERTAKEN, UNKNOWN
from garage.records import Kind, kind_named, kinds
from sync_server.records.tables import ERASED, RECORD
from tests.simulation.fleet import Device, Fleet

EDITED = (kind_named("vehicle"), kind_named("note"))
"""The kinds that people edit in the simulation."""

# Made once, here and below: each schedule asks them several times of each device.
_FIELDS, _ERASED = select(RECORD.c.fields), select(ERASED.c.id)
_KEPT, _HISTORY = select(KEPT.c.fields), select(HISTORY.c.value)
_UNKNOWN, _OVERTAKEN = select(UNKNOWN), select(OVERTAKEN)


@dataclass(frozen=True)
class Entry:
    """One field of one edit."""

    n: int
    device: str
    record: str
    field: str
    old: Any
    new: Any


class Book:
    """All edits that were acknowledged."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.excused: set[int] = set()
        """Edits that a person threw away, by restoring a backup from before them."""
        self.forgotten = False
        """Whether the server was restored."""

    def write(
        self, device: str, record: str, old: Mapping[str, Any], new: Mapping[str, Any]
    ) -> None:
        """Note an edit, from how the record looked before and after it."""
        for name in new.keys() | old.keys():
            if name != "deleted" and old.get(name) != new.get(name):
                number = len(self.entries)
                entry = Entry(number, device, record, name, old.get(name), new.get(name))
                self.entries.append(entry)

    def excuse(self, device: str, since: int, there: set[str]) -> None:
        """The device forgot what it did since; what the server knows of it counts all the same."""
        for entry in self.entries[since:]:
            if entry.device == device and text(entry.new) not in there:
                self.excused.add(entry.n)

    def excuse_forgotten(self, fleet: Fleet) -> None:
        """The server forgot what it knew since its backup; what some member still has counts.

        Nobody has what was only on the server, or with people whom it does not know any more.
        """
        self.forgotten = True
        _, there = server_values(fleet)
        for device in fleet.devices.values():
            mine = fleet.member_of(device.person)
            there |= kept_values(device)
            for space, _, fields, _ in records(device):
                if space in mine:
                    there |= {text(value) for value in fields.values()}
            there |= overtaken_values(device, mine)
        for entry in self.entries:
            if text(entry.new) not in there:
                self.excused.add(entry.n)

    def lost(self, fleet: Fleet) -> Iterator[Entry]:
        """Edits that are nowhere."""
        erased, standing = server_values(fleet)
        for device in fleet.devices.values():
            standing |= kept_values(device)
            if self.forgotten:
                standing |= history_values(device)
        replaced = {(e.record, e.field, text(e.old)) for e in self.entries}
        for entry in self.entries:
            if entry.new is None or entry.n in self.excused or entry.record in erased:
                continue
            value = text(entry.new)
            if value not in standing and (entry.record, entry.field, value) not in replaced:
                yield entry


def text(value: Any) -> str:
    """A value as one text."""
    return json.dumps(value, sort_keys=True)


def server_values(fleet: Fleet) -> tuple[set[str], set[str]]:
    """(ids of what was erased, every value on the server, overtaken ones too)."""
    values: set[str] = set()
    with fleet.server.database.read() as connection:
        for fields in connection.execute(_FIELDS).scalars():
            values |= {text(value) for value in json.loads(fields).values()}
        erased = set(connection.execute(_ERASED).scalars())
    return erased, values


def kept_values(device: Device) -> set[str]:
    """The values among the kept edits of a device."""
    rows = device.store.read(lambda reader: reader.connection.execute(_KEPT).scalars().all())
    return {text(value) for row in rows for value in json.loads(row).values()}


def overtaken_values(device: Device, spaces: Collection[str]) -> set[str]:
    """The overtaken values that a device has of some spaces."""
    rows = device.store.read(lambda reader: reader.connection.execute(_OVERTAKEN).all())
    return {text(json.loads(row.value)) for row in rows if row.space in spaces and row.value}


def history_values(device: Device) -> set[str]:
    """The values in the history that a device keeps for itself."""
    rows = device.store.read(lambda reader: reader.connection.execute(_HISTORY).scalars().all())
    return {text(json.loads(value)) for value in rows if value is not None}


def shown(device: Device, record: str) -> dict[str, Any]:
    """The flat fields of a record as the device shows it; empty if it has it not."""
    return device.store.read(lambda reader: _shown(reader, record))


def _shown(reader: Any, record: str) -> dict[str, Any]:
    for kind in EDITED:
        coding = codec(kind)
        row = reader.connection.execute(coding.by_id, {"id": record}).first()
        if row is not None:
            flat = coding.flat(coding.record(row))
            return {name: value for name, value in flat.items() if value is not None}
    return {}


def records(device: Device) -> list[tuple[str, str, dict[str, Any], dict[str, str]]]:
    """(space, id, flat fields, expanded stamps) of every record that a device has."""
    return device.store.read(records_in)


def records_in(reader: Any) -> list[tuple[str, str, dict[str, Any], dict[str, str]]]:
    """The same, of one snapshot."""
    found = []
    connection = reader.connection
    there = set(connection.execute(_kinds_there()).scalars())
    for kind in kinds():
        if kind.name not in there:
            continue
        coding = codec(kind)
        for row in connection.execute(_stamped(kind)):
            record = coding.record(row[:-2])
            flat = coding.flat(record)
            stamps = read_stamps(flat, row[-2], row[-1])
            found.append((record.space, record.id, {n: flat.get(n) for n in stamps}, stamps))
    for row in connection.execute(_UNKNOWN):
        whole = json.loads(row.envelope)
        state = Envelope(row.space, row.id, row.kind, whole["fields"], whole["stamps"]).state
        found.append((row.space, row.id, dict(state.fields), dict(state.stamps)))
    lost = connection.execute(_OVERTAKEN)
    found.extend((row.space, row.id, {}, {}) for row in lost)
    return found


@cache
def _stamped(kind: Kind) -> Select[Any]:
    coding = codec(kind)
    return coding.select().add_columns(coding.table.c.stamp, coding.table.c.stamps)


@cache
def _kinds_there() -> Any:
    """The kinds of which there are records: mostly two of the many."""
    tables = {kind.name: codec(kind).table.name for kind in kinds()}
    return sql(
        " UNION ALL ".join(
            f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {table})"
            for name, table in tables.items()
        )
    )


def raw_rows(device: Device, table: str) -> int:
    """How many rows a table of a profile has, asked past the store."""
    with closing(sqlite3.connect(device.store.path)) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
