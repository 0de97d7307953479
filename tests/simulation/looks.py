"""What devices and the server hold, as the book of edits asks for it: each value with its stamp."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, select
from sqlalchemy import text as sql

from client.store.bulk import plain_rows
from client.store.codec import codec, read_stamps
from client.store.layers import BEFORE, Envelope
from client.store.rows import find_rows
from client.store.schema import ACCOUNT, HISTORY, KEPT, OVERTAKEN, PENDING, SENDING, UNKNOWN
from client.store.waiting import WHOLE, RecordRow
from garage.records import Kind, kind_named, kinds
from garage.sync import expand
from garage.sync.wire import OVERTAKEN as OVERTAKEN_KIND
from sync_server.records.epoch import current_epoch
from sync_server.records.tables import ERASED, RECORD
from tests.simulation.fleet import Device, Fleet

EDITED = (kind_named("vehicle"), kind_named("note"))
"""The kinds that people edit in the simulation."""

# Made once, here and below: each schedule asks them several times of each device.
_RECORDS = select(RECORD.c.id, RECORD.c.kind, RECORD.c.fields, RECORD.c.stamps)
_ERASED = select(ERASED.c.id)
_KEPT, _PENDING = select(KEPT), select(PENDING).order_by(PENDING.c.n)
_HISTORY = select(HISTORY).where(HISTORY.c.stamp.is_not(None), HISTORY.c.operation == BEFORE)
_EPOCH = select(ACCOUNT.c.epoch)
_UNKNOWN, _OVERTAKEN = select(UNKNOWN), select(OVERTAKEN)


class Value(NamedTuple):
    """A value of a field, as one edit set it."""

    record: str
    field: str
    stamp: str
    text: str


def text(value: Any) -> str:
    """A value as one text."""
    return json.dumps(value, sort_keys=True)


def values_of(record: str, fields: Mapping[str, Any], stamps: Mapping[str, str]) -> set[Value]:
    """The values of a record, whose stamps are expanded."""
    return {Value(record, name, stamp, text(fields.get(name))) for name, stamp in stamps.items()}


# ---------------------------------------------------------------------- before and after an edit


@dataclass(frozen=True)
class Look:
    """How a record looks on a device."""

    fields: Mapping[str, Any] = field(default_factory=dict)
    stamps: Mapping[str, str] = field(default_factory=dict)
    unsent: Set[str] = frozenset()
    """The fields whose values wait here, not on their way: an edit of one takes their place."""
    epoch: str = ""
    """That of the server, as far as the device knows."""


Looks = dict[tuple[str, str], Look]
"""(space, id) → how it looks."""


def looks(device: Device, ids: Collection[str] | None = None) -> Looks:
    """How these records look on a device, or all of them, seen or not."""
    return device.store.read(lambda reader: looks_in(reader.connection, ids))


def looks_in(connection: Connection, ids: Collection[str] | None = None) -> Looks:
    """The same, in a transaction."""
    epoch = connection.execute(_EPOCH).scalar_one_or_none() or ""
    sending = {row.n for row in find_rows(connection, SENDING)}
    patches: dict[tuple[str, str], list[Any]] = {}
    for row in find_rows(connection, PENDING):
        patches.setdefault((row.space, row.id), []).append(row)
    found: Looks = {}
    given = None if ids is None else json.dumps(list(ids))
    for kind in EDITED:
        for row in plain_rows(
            connection, _whole(kind, given is not None), (given,) if given else ()
        ):
            record = RecordRow(kind, row)
            place = record.space, record.id
            unsent = _unsent(record, patches.get(place, []), sending)
            found[place] = Look(record.state.fields, record.state.stamps, unsent, epoch)
    return found


@cache
def _whole(kind: Kind, some: bool) -> str:
    whole = codec(kind).select_sql(*WHOLE)
    return f"{whole} WHERE id IN (SELECT value FROM json_each(?))" if some else whole


def _unsent(record: RecordRow, patches: list[Any], sending: set[int]) -> Set[str]:
    stamps = record.state.stamps
    if not patches:
        waits = record.seq is None and record.n not in sending
        return stamps.keys() if waits else frozenset()
    last = patches[-1]
    if last.sent is not None or last.recovered:
        return frozenset()
    own = expand(json.loads(last.stamps), json.loads(last.fields))
    return {name for name, stamp in own.items() if stamps.get(name) == stamp}


# ---------------------------------------------------------------------- where values are


def server_values(fleet: Fleet) -> tuple[set[str], set[Value]]:
    """(ids of what was erased, every value on the server, overtaken ones too)."""
    found: set[Value] = set()
    with fleet.server.database.read() as connection:
        for id_, kind, fields_text, stamps in connection.execute(_RECORDS):
            fields = json.loads(fields_text)
            if kind == OVERTAKEN_KIND:
                found.add(_overtaken(fields))
            else:
                found |= values_of(id_, fields, expand(json.loads(stamps), fields))
        erased = set(connection.execute(_ERASED).scalars())
    return erased, found


def server_epoch(fleet: Fleet) -> str:
    """The epoch in which the server is."""
    with fleet.server.database.read() as connection:
        return current_epoch(connection).id


def _overtaken(fields: Mapping[str, Any]) -> Value:
    return Value(fields["record"], fields["field"], fields["stamp"], text(fields["value"]))


def _asked(device: Device, query: Select[Any]) -> list[Any]:
    return device.store.read(lambda reader: list(reader.connection.execute(query)))


def _patches(rows: Iterable[Any]) -> set[Value]:
    found: set[Value] = set()
    for row in rows:
        fields = json.loads(row.fields)
        found |= values_of(row.id, fields, expand(json.loads(row.stamps), fields))
    return found


def kept_values(device: Device) -> set[Value]:
    """The values among the kept edits of a device."""
    return _patches(_asked(device, _KEPT))


def waiting_values(device: Device) -> set[Value]:
    """The values that wait on a device to be sent, whether they show or not."""
    return _patches(row for row in _asked(device, _PENDING) if not row.recovered)


def overtaken_values(device: Device, spaces: Collection[str]) -> set[Value]:
    """The overtaken values that a device has of some spaces."""
    return {
        Value(row.record, row.field, row.stamp, text(json.loads(row.value or "null")))
        for row in _asked(device, _OVERTAKEN)
        if row.space in spaces
    }


def history_values(device: Device) -> set[Value]:
    """The values in a device's history that something from elsewhere replaced there."""
    return {
        Value(row.id, row.field, row.stamp, text(json.loads(row.value or "null")))
        for row in _asked(device, _HISTORY)
    }


def shown_values(device: Device, spaces: Collection[str]) -> set[Value]:
    """The values that a device shows of some spaces."""
    return {
        value
        for space, id_, fields, stamps in records(device)
        if space in spaces
        for value in values_of(id_, fields, stamps)
    }


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
