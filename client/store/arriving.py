"""Pages of the server's news, made into rows outside the writer and landed in short slices.

A slice and the cursor behind it are one transaction, so that a pull goes on where it stopped. What
needs more than its row (something waits on top, the record waits whole) goes one by one through
`layers.confirm`; everything else lands in a few statements of many rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import msgspec
from sqlalchemy import Connection

from client.store.bulk import insert_rows, plain_rows, plain_write, update_rows
from client.store.cells import cells_of
from client.store.codec import (
    DELETED,
    codec,
    dump,
    envelope_slots,
    load,
    short_stamps,
    stamps_text,
)
from client.store.digests import move_digest
from client.store.flat import flat_of, flat_rows
from client.store.layers import Envelope, confirm, part_of, replaced
from client.store.overtaking import overtaken_row
from client.store.rows import change_rows, find_row
from client.store.schema import CONFIRMED, HISTORY, OVERTAKEN, SPACE
from client.store.search import WORD_COLUMNS, word_row
from client.store.writing import Transaction
from garage.records import Kind, find_kind
from garage.sync import State, expand
from garage.sync.wire import OVERTAKEN as OVERTAKEN_KIND
from garage.sync.wire import Page, WireEnvelope, digest_of

_SLOTS = envelope_slots()
_AT_N, _AT_BATCH = _SLOTS["n"], _SLOTS["batch"]
_AT_SPACE, _AT_ID, _AT_DELETED = _SLOTS["space"], _SLOTS["id"], _SLOTS["deleted"]
_AT_AUTHOR, _AT_BORN, _AT_SEQ = _SLOTS["author"], _SLOTS["born"], _SLOTS["seq"]
_AT_STAMP, _AT_STAMPS, _AT_EXTRA = _SLOTS["stamp"], _SLOTS["stamps"], _SLOTS["extra"]


class Arrival(msgspec.Struct, frozen=True, gc=False):
    """An envelope with the row that it makes; without cells where its kind is not known.

    A struct: a page makes thousands.
    """

    envelope: WireEnvelope
    part: int
    cells: list[Any] | None = None
    words: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class Slice:
    """Part of a page: what lands at once, and how far the space is read then."""

    space: str
    arrivals: list[Arrival]
    cursor: int
    latest: str = ""
    """The greatest stamp in it."""
    last: bool = False


@dataclass
class Landed:
    """What a slice changed: kind → ids; how many records were news."""

    touched: dict[str, set[str]] = field(default_factory=dict)
    records: int = 0
    overtaken: list[str] = field(default_factory=list)
    """Ids of the values that were overtaken and are news."""

    def touch(self, kind: str, id_: str) -> None:
        """A record that looks different now."""
        self.touched.setdefault(kind, set()).add(id_)


def slices(page: Page, size: int, between: int | None = None) -> Iterator[Slice]:
    """A page as slices; `between` is the cursor until the last, if they are not in its order."""
    envelopes = page.envelopes
    for start in range(0, len(envelopes), size):
        part = envelopes[start : start + size]
        last = start + size >= len(envelopes)
        done = part[-1].seq if between is None else between
        latest = max((s for e in part for s in e.stamps.values()), default="")
        cursor = page.next if last else done
        yield Slice(page.space, [_arrival(e) for e in part], cursor, latest, last)


def _arrival(envelope: WireEnvelope) -> Arrival:
    part = digest_of(envelope.id, envelope.seq, envelope.stamps)
    kind = find_kind(envelope.kind)
    if kind is None or envelope.kind == OVERTAKEN_KIND:
        return Arrival(envelope, part)
    short = envelope.stamps
    quick = cells_of(kind)(envelope.fields)
    if quick is None:
        return _the_long_way(envelope, part, kind)
    row, words = quick
    smallest = short[""]
    others = None
    if len(short) > 1:
        others = dump({name: stamp for name, stamp in short.items() if name})
    _fill(row, envelope, 0, smallest, others, None)
    return Arrival(envelope, part, row, words)


def _the_long_way(envelope: WireEnvelope, part: int, kind: Kind) -> Arrival:
    """Over the values: elements, what was cleared or deleted, what this version cannot read."""
    flat, short = envelope.fields, envelope.stamps
    deleted = bool(flat.get(DELETED))
    values, extra = kind.read_json({n: j for n, j in flat.items() if n != DELETED})
    coding = codec(kind)
    row = coding.cells(values)
    stamps = {name: short.get(name, short[""]) for name in flat}
    smallest, others = stamps_text(coding.present(values, extra, deleted=deleted), stamps)
    _fill(row, envelope, int(deleted), smallest, others, dump(extra) if extra else None)
    return Arrival(envelope, part, row, ("", "") if deleted else kind.words(values))


def _fill(
    row: list[Any],
    envelope: WireEnvelope,
    deleted: int,
    stamp: str,
    stamps: str | None,
    extra: str | None,
) -> None:
    """Fill in the envelope's cells, but for what landing gives."""
    row[_AT_SPACE], row[_AT_ID], row[_AT_DELETED] = envelope.space, envelope.id, deleted
    row[_AT_AUTHOR], row[_AT_BORN], row[_AT_SEQ] = envelope.author, envelope.born, envelope.seq
    row[_AT_STAMP], row[_AT_STAMPS], row[_AT_EXTRA] = stamp, stamps, extra


def land_slice(transaction: Transaction, arriving: Slice) -> Landed:
    """Take a slice in, and move the cursor behind it."""
    landed = Landed()
    if arriving.latest:
        transaction.observe(arriving.latest)
    by_kind: dict[str, list[Arrival]] = {}
    for arrival in arriving.arrivals:
        by_kind.setdefault(arrival.envelope.kind, []).append(arrival)
    for name, arrivals in by_kind.items():
        kind = find_kind(name)
        if name == OVERTAKEN_KIND:
            _land_overtaken(transaction, arriving.space, arrivals, landed)
        elif kind is None:
            _one_by_one(transaction, arrivals, landed)
        else:
            _land_kind(transaction, kind, arriving.space, arrivals, landed)
    change_rows(transaction.connection, SPACE, {"id": arriving.space}, cursor=arriving.cursor)
    return landed


def _one_by_one(transaction: Transaction, arrivals: Sequence[Arrival], landed: Landed) -> None:
    for arrival in arrivals:
        e = arrival.envelope
        confirm(
            transaction,
            Envelope(e.space, e.id, e.kind, e.fields, e.stamps, e.author, e.born, e.seq),
        )
        landed.records += 1
        landed.touch(e.kind, e.id)


def _land_kind(
    transaction: Transaction, kind: Kind, space: str, arrivals: list[Arrival], landed: Landed
) -> None:
    connection = transaction.connection
    ids = [arrival.envelope.id for arrival in arrivals]
    query = _rows_there(codec(kind).table.name)
    there = {row.id: row for row in connection.exec_driver_sql(query, (dump(ids), space))}
    patched = _patched(connection, space, ids)
    new: list[Arrival] = []
    changed: list[Arrival] = []
    slow: list[Arrival] = []
    digest = 0
    for arrival in arrivals:
        row = there.get(arrival.envelope.id)
        if arrival.envelope.id in patched or (row is not None and row.seq is None):
            if not _is_known(connection, arrival, row):
                slow.append(arrival)
        elif row is None:
            new.append(arrival)
            digest += arrival.part
        elif row.seq != arrival.envelope.seq:
            if row.seq < 0 and not _same(row, arrival):
                slow.append(arrival)
                continue
            changed.append(arrival)
            digest += arrival.part - part_of(row.id, row.seq, short_stamps(row.stamp, row.stamps))
    move_digest(connection, space, digest)
    _insert(transaction, kind, new, landed)
    _replace(transaction, kind, space, changed, there, landed)
    _one_by_one(transaction, slow, landed)


@cache
def _rows_there(table: str) -> str:
    return (
        f"SELECT id, n, seq, stamp, stamps, batch FROM {table} "
        "WHERE id IN (SELECT value FROM json_each(?)) AND space = ?"
    )


def _is_known(connection: Connection, arrival: Arrival, row: Any) -> bool:
    """Whether the confirmed state beneath what waits is this one already."""
    e = arrival.envelope
    if row is None or row.seq is None:
        return False
    beneath = find_row(connection, CONFIRMED, id=e.id, space=e.space)
    return beneath is not None and beneath.seq == e.seq


def _patched(connection: Connection, space: str, ids: Sequence[str]) -> set[str]:
    found = plain_rows(connection, _PATCHED, (space, dump(ids)))
    return {id_ for (id_,) in found}


_PATCHED = "SELECT id FROM pending WHERE space = ? AND id IN (SELECT value FROM json_each(?))"


def _same(row: Any, arrival: Arrival) -> bool:
    return short_stamps(row.stamp, row.stamps) == arrival.envelope.stamps


def _insert(
    transaction: Transaction, kind: Kind, arrivals: Sequence[Arrival], landed: Landed
) -> None:
    if not arrivals:
        return
    coding = codec(kind)
    words = []
    for number, arrival in zip(transaction.next_numbers(len(arrivals)), arrivals, strict=True):
        cells = arrival.cells
        assert cells is not None
        cells[_AT_N] = number
        if any(arrival.words):
            words.append(word_row(number, kind.name, arrival.envelope.id, arrival.words, None))
    _insert_filled(transaction.connection, kind, [a.cells for a in arrivals if a.cells])
    insert_rows(transaction.connection, "search", WORD_COLUMNS, words)
    landed.records += len(arrivals)
    ids = {arrival.envelope.id for arrival in arrivals}
    landed.touched.setdefault(coding.kind.name, set()).update(ids)


def _insert_filled(connection: Connection, kind: Kind, rows: Sequence[list[Any]]) -> None:
    """Insert rows by the columns that any of them fills: most of a kind's are empty."""
    coding = codec(kind)
    columns = list(zip(*rows, strict=True))
    # The first row mostly tells; to count compares every cell.
    fills = (column[0] is not None or column.count(None) < len(column) for column in columns)
    filled = [at for at, is_filled in enumerate(fills) if is_filled]
    names = [coding.names[at] for at in filled]
    cells = list(zip(*(columns[at] for at in filled), strict=True))
    insert_rows(connection, coding.table.name, names, cells)


def _replace(
    transaction: Transaction,
    kind: Kind,
    space: str,
    arrivals: Sequence[Arrival],
    there: dict[str, Any],
    landed: Landed,
) -> None:
    """Put rows that the server changed in the place of those that were confirmed before."""
    if not arrivals:
        return
    connection = transaction.connection
    by_id = {arrival.envelope.id: arrival for arrival in arrivals}
    # While a space is read again (numbers below 0) not even equal stamps are believed.
    alike = [i for i, a in by_id.items() if there[i].seq > 0 and _same(there[i], a)]
    table = codec(kind).table
    given = [
        (there[i].n, by_id[i].envelope.seq, by_id[i].envelope.born, by_id[i].envelope.author)
        for i in alike
    ]
    update_rows(connection, table.name, ("n", "seq", "born", "author"), given)
    other = [i for i in by_id if i not in set(alike)]
    if not other:
        return
    numbers = [there[i].n for i in other]
    which = "n IN (SELECT value FROM json_each(?))"
    flat, history = flat_of(kind), []
    for row in plain_rows(connection, f"{flat_rows(kind)} WHERE {which}", (dump(numbers),)):
        fields, stamps = flat(row)
        envelope = by_id[row[1]].envelope
        state = State(envelope.fields, expand(envelope.stamps, envelope.fields))
        had = State(fields, expand(stamps, fields))
        history += replaced(kind.name, space, row[1], had, state)
    names = ("operation", "space", "id", "kind", "field", "value", "stamp", "by_stamp")
    insert_rows(connection, HISTORY.name, names, [[row[name] for name in names] for row in history])
    connection.exec_driver_sql(f"DELETE FROM {table.name} WHERE {which}", (dump(numbers),))
    found = "rowid IN (SELECT value FROM json_each(?))"
    connection.exec_driver_sql(f"DELETE FROM search WHERE {found}", (dump(numbers),))
    words = []
    for id_ in other:
        cells, row = by_id[id_].cells, there[id_]
        assert cells is not None
        cells[_AT_N], cells[_AT_BATCH] = row.n, row.batch
        if any(by_id[id_].words):
            words.append(word_row(row.n, kind.name, id_, by_id[id_].words, row.batch))
    _insert_filled(connection, kind, [by_id[i].cells or [] for i in other])
    insert_rows(connection, "search", WORD_COLUMNS, words)
    landed.records += len(other)
    landed.touched.setdefault(kind.name, set()).update(other)


# ---------------------------------------------------------------------- overtaken values


def _land_overtaken(
    transaction: Transaction, space: str, arrivals: Sequence[Arrival], landed: Landed
) -> None:
    connection = transaction.connection
    ids = [arrival.envelope.id for arrival in arrivals]
    here = "FROM overtaken WHERE id IN (SELECT value FROM json_each(?)) AND space = ?"
    given = dump(ids), space
    there = plain_rows(connection, f"SELECT id, seq, stamps {here}", given)
    before = {id_: (seq, stamps) for id_, seq, stamps in there}
    plain_write(connection, f"DELETE {here}", given)
    digest = 0
    rows = []
    for arrival in arrivals:
        e, known = arrival.envelope, before.get(arrival.envelope.id)
        digest += arrival.part - (part_of(e.id, known[0], load(known[1])) if known else 0)
        rows.append(overtaken_row(space, e.id, e.seq, e.author, e.fields, e.stamps))
        if known is None:
            landed.overtaken.append(e.id)
            landed.touch(str(e.fields.get("of") or ""), str(e.fields.get("record") or ""))
    insert_rows(connection, OVERTAKEN.name, tuple(rows[0]), [tuple(row.values()) for row in rows])
    move_digest(connection, space, digest)
