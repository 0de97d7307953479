"""Merging an archive into a garage in use: for each field, the later edit wins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlalchemy import delete, insert, literal, select

from client.exchange.archive_in import ArchivedEdit, GarageArchive
from client.exchange.archive_out import HISTORY
from client.operations.landing import Arriving, Landed, columns, keep_unknown, sound, state_of
from client.store import Batch, Changes, Reader, Transaction
from client.store.batches import complete_batch, show_batch
from client.store.codec import DELETED, codec, dump, read_stamps
from client.store.schema import BATCH
from client.store.schema import HISTORY as HISTORY_TABLE
from client.store.waiting import wait_to_send
from garage.records import Kind, Record, find_kind
from garage.sync import Stamp, State, merge
from garage.sync.merge import Json

_BEFORE = 0
"""The operation of history that came with an archive: none that this garage could undo."""


def same_as_here(reader: Reader, rows: Sequence[Arriving]) -> list[bool | None]:
    """For each archived record whether it brings nothing new; None if it is not here at all."""
    by_kind: dict[str, list[Arriving]] = {}
    for row in rows:
        by_kind.setdefault(row[0].name, []).append(row)
    there = {key: state for part in by_kind.values() for key, state in _states(reader, part)}
    same: list[bool | None] = []
    for _, archived in rows:
        here = there.get((archived.space, archived.id))
        same.append(None if here is None else not _changed(here, merge(here, state_of(archived))))
    return same


def _states(reader: Reader, rows: Sequence[Arriving]) -> Iterator[tuple[tuple[str, str], State]]:
    """What this garage has of records of one kind, by space and id."""
    coding = codec(rows[0][0])
    table = coding.table
    statement = (
        coding.select()
        .add_columns(table.c.stamp, table.c.stamps)
        .where(
            table.c.space.in_({archived.space for _, archived in rows}),
            table.c.id.in_([archived.id for _, archived in rows]),
        )
    )
    for row in reader.connection.execute(statement):
        record = coding.record(row[:-2])
        flat = coding.flat(record)
        stamps = read_stamps(flat, row[-2], row[-1])
        yield (record.space, record.id), State({name: flat.get(name) for name in stamps}, stamps)


def _changed(here: State, both: State) -> list[str]:
    """The fields that a merge gave another stamp or value."""
    return [
        name
        for name, stamp in both.stamps.items()
        if here.stamps.get(name) != stamp or here.fields[name] != both.fields[name]
    ]


def complete_merged(
    transaction: Transaction,
    batch: Batch,
    archive: GarageArchive,
    landed: Landed,
    differing: Iterable[Arriving],
) -> tuple[Changes, int]:
    """Merge what differs and show what is new, as one operation; how many records changed."""
    merged = 0
    for kind, archived in differing:
        record, _, stamps = transaction.load(kind, archived.id, archived.space)
        flat = codec(kind).flat(record)
        here = State({name: flat.get(name) for name in stamps}, stamps)
        both = merge(here, state_of(archived))
        changed = _changed(here, both)
        if changed:
            _overwrite(transaction, kind, record, here, both, changed)
            batch.landed.setdefault(kind.name, 0)
            merged += 1
    keep_unknown(transaction, archive, landed)
    if landed.latest:
        transaction.observe(landed.latest)
    _add_history(transaction, archive, landed)
    if not batch.landed:
        transaction.connection.execute(delete(BATCH).where(BATCH.c.n == batch.number))
        return Changes(), 0
    if not merged:
        return complete_batch(transaction, batch, "restore"), 0
    _remember_added(transaction, batch)
    changes = transaction.finish("restore", batch.title)
    touched = {kind: frozenset[str]() for kind in batch.landed}
    return Changes(changes.operation, changes.title, touched, changes.undo), merged


def _remember_added(transaction: Transaction, batch: Batch) -> None:
    """Show what landed, as additions of an operation that changed other records as well.

    Undoing a batch undoes what landed and no more, so this operation has none.
    """
    connection = transaction.connection
    show_batch(transaction, batch)
    for name in batch.landed:
        kind = find_kind(name)
        assert kind is not None
        row = codec(kind).table.c
        added = select(
            literal(transaction.operation), row.space, row.id, literal(name), literal(DELETED),
            literal(dump(True)), row.stamp,
        ).where(row.batch == batch.number, row.deleted == 0)  # fmt: skip
        names = ["operation", "space", "id", "kind", "field", "value", "by_stamp"]
        connection.execute(insert(HISTORY_TABLE).from_select(names, added))


def _overwrite(
    transaction: Transaction,
    kind: Kind,
    record: Record,
    here: State,
    both: State,
    changed: list[str],
) -> None:
    """Set the fields that lost, with the stamps that won; what was there goes into history."""
    for name in changed:
        old = here.fields.get(name)
        transaction.connection.execute(
            insert(HISTORY_TABLE).values(
                operation=transaction.operation, space=record.space, id=record.id, kind=kind.name,
                field=name, value=None if old is None else dump(old), stamp=here.stamps.get(name),
                by_stamp=both.stamps[name],
            )
        )  # fmt: skip
    values = {name: both.fields[name] for name in changed}
    for stamp in {both.stamps[name] for name in changed}:
        part = {name: json for name, json in values.items() if both.stamps[name] == stamp}
        wait_to_send(
            transaction.connection, kind, record, part, stamp, _replaced(part, here.stamps)
        )
    transaction.rewrite(kind, record, both.fields, both.stamps, values)


def _replaced(fields: Mapping[str, Json], stamps: Mapping[str, Stamp]) -> dict[str, Stamp | None]:
    return {name: stamps.get(name) for name in fields}


def _add_history(transaction: Transaction, archive: GarageArchive, landed: Landed) -> None:
    """Add what the archive knows of earlier values, unless it is known here."""
    table = HISTORY_TABLE.c
    for edit in archive.rows(HISTORY, ArchivedEdit):
        row = columns(sound(edit)) | {"space": landed.space(edit.space), "operation": _BEFORE}
        same = (table.space == row["space"]) & (table.id == edit.id) & (table.field == edit.field)
        known = select(table.n).where(same, table.by_stamp == edit.by_stamp).limit(1)
        if transaction.connection.execute(known).first() is None:
            transaction.connection.execute(insert(HISTORY_TABLE).values(**row))
