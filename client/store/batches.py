"""Bulk writes: rows land in slices under a batch, and show only when all of them are there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    and_,
    delete,
    func,
    insert,
    literal,
    or_,
    select,
    tuple_,
    update,
)

from client.errors import BadRequest
from client.store.bulk import insert_rows, pick_cells
from client.store.changes import Changes
from client.store.codec import DELETED, codec, dump, envelope_slots, load
from client.store.rows import add_row, change_rows, drop_rows, find_rows
from client.store.schema import BATCH, CONFIRMED, HISTORY, PENDING, SENDING
from client.store.search import PUT_SQL, WORD_COLUMNS, word_row
from client.store.waiting import rows_where, wait_to_send
from client.store.writing import Transaction
from garage.permissions import Verb
from garage.records import Kind, kinds
from garage.sync import canonical
from garage.words import N_

_FILLED = ("n", "space", "id", "deleted", "batch", "stamp")
"""What landing fills in of the envelope; the rest stays empty."""
_FILLED_PLACES = tuple(envelope_slots()[name] for name in _FILLED)


# A hundred thousand of them are made in an import: a named tuple takes a third of the time.
class NewRow(NamedTuple):
    """A record to land: its id and its checked values, `vehicle` or other owner included.

    `cells` is its row from `Codec.cells`, which lands in the table with the envelope filled in.
    """

    kind: Kind
    id: str
    values: Mapping[str, Any]
    cells: list[Any]
    words: tuple[str, str]
    """What a search finds it by."""
    space: str = ""
    """Where it goes, if not into the batch's own space: what it hangs on is there."""

    @classmethod
    def of(
        cls, kind: Kind, id_: str, values: Mapping[str, Any], cells: list[Any] | None = None
    ) -> NewRow:
        """With the words and, unless they are known, the cells that the values take."""
        made = codec(kind).cells(values) if cells is None else cells
        return cls(kind, id_, values, made, kind.words(values))


@dataclass
class Batch:
    """A bulk write under way."""

    number: int
    space: str
    title: str
    landed: dict[str, int] = field(default_factory=dict)
    """Kind → how many records are there, though nobody sees them yet."""


def open_batch(transaction: Transaction, title: str) -> Batch:
    """Begin a bulk write; until `complete_batch` nothing of it shows."""
    connection = transaction.connection
    last = connection.execute(select(func.max(BATCH.c.n))).scalar() or 0
    # A row's number, because none is ever given twice: whoever still holds the number of a batch
    # that was removed must not come to write into somebody else's.
    number = transaction.next_n()
    while number <= last:
        number = transaction.next_n()
    add_row(connection, BATCH, n=number, state="open", title=title, at=transaction.now)
    transaction.finish_silently()
    return Batch(number, transaction.ground.shown, title)


def land(transaction: Transaction, batch: Batch, rows: Sequence[NewRow]) -> None:
    """Write one slice. Some 1,000 rows keep the writer for less than 50 ms.

    Raises BadRequest if the batch is not open: its rows would show at once.
    """
    if not is_open(transaction.connection, batch.number):
        raise _ended()
    into = {(row.kind.name, row.space or batch.space) for row in rows}
    transaction.ground.check_batch(Verb.ADD, into)
    by_kind: dict[str, list[NewRow]] = {}
    _fill_envelopes(transaction, batch, rows)
    for row in rows:
        by_kind.setdefault(row.kind.name, []).append(row)
    connection = transaction.connection
    for name, part in by_kind.items():
        coding = codec(part[0].kind)
        # Rows of a file are mostly alike: few of their shapes differ.
        fields = {name for shape in {tuple(row.values) for row in part} for name in shape}
        places = (*_FILLED_PLACES, *coding.places(fields))
        names = [coding.names[place] for place in places]
        insert_rows(
            connection, coding.table.name, names, pick_cells([r.cells for r in part], places)
        )
        batch.landed[name] = batch.landed.get(name, 0) + len(part)
    at = _FILLED_PLACES[0]
    words = [
        word_row(row.cells[at], row.kind.name, row.id, row.words, batch.number)
        for row in rows
        if row.words[0] or row.words[1]
    ]
    insert_rows(connection, "search", WORD_COLUMNS, words)
    transaction.finish_silently()


def _fill_envelopes(transaction: Transaction, batch: Batch, rows: Sequence[NewRow]) -> None:
    space, number, stamp = batch.space, batch.number, transaction.stamp
    at_n, at_space, at_id, at_deleted, at_batch, at_stamp = _FILLED_PLACES
    for n, row in zip(transaction.next_numbers(len(rows)), rows, strict=True):
        cells = row.cells
        cells[at_n], cells[at_space], cells[at_id] = n, row.space or space, row.id
        cells[at_deleted], cells[at_batch], cells[at_stamp] = 0, number, stamp


def complete_batch(
    transaction: Transaction,
    batch: Batch,
    name: str,
    also: Callable[[Transaction], None] | None = None,
) -> Changes:
    """Show all of a batch at once, as one operation that can be undone, with what `also` writes."""
    show_batch(transaction, batch)
    if also is not None:
        also(transaction)
    changes = transaction.finish(name, batch.title, batch=batch.number)
    touched = {**changes.touched, **{kind: frozenset[str]() for kind in batch.landed}}
    return Changes(changes.operation, changes.title, touched, changes.undo)


def show_batch(transaction: Transaction, batch: Batch) -> None:
    """Let all of a batch be seen from the commit on; raises BadRequest if it is not open."""
    open_ = {"n": batch.number, "state": "open"}
    if not change_rows(transaction.connection, BATCH, open_, state="done"):
        raise _ended()


def _ended() -> BadRequest:
    return BadRequest(N_("this import was already finished or given up"), N_("start it again"))


def is_open(connection: Connection, number: int) -> bool:
    """Whether a batch has begun and neither completed nor gone."""
    return bool(find_rows(connection, BATCH, n=number, state="open"))


def abandoned(connection: Connection) -> list[int]:
    """Batches that began and never completed."""
    return [batch.n for batch in find_rows(connection, BATCH, state="open")]


def remove_slice(transaction: Transaction, batch: int, size: int = 2_000) -> bool:
    """Take away some rows of a batch that never showed; False once all are gone.

    Of a batch that has completed, however lately, nothing goes.
    """
    connection = transaction.connection
    if not is_open(connection, batch):
        return False
    for kind in kinds():
        table = codec(kind).table
        chosen = select(table.c.n).where(table.c.batch == batch).limit(size)
        numbers = list(connection.execute(chosen).scalars())
        if numbers:
            connection.exec_driver_sql(
                "DELETE FROM search WHERE rowid = ?", [(number,) for number in numbers]
            )
            connection.execute(delete(table).where(table.c.n.in_(numbers)))
            return True
    drop_rows(connection, BATCH, n=batch)
    return False


def set_batch_deleted(transaction: Transaction, batch: int, deed: int, *, deleted: bool) -> None:
    """Delete all records of a batch, or bring back those that the operation `deed` deleted.

    Like an edit of each, with history, but in a few statements: an import has 100,000 rows.
    """
    connection, stamp = transaction.connection, transaction.stamp
    for kind in kinds():
        table = codec(kind).table
        chosen = (table.c.batch == batch) & (table.c.deleted == int(not deleted))
        if not deleted:
            chosen &= _deleted_by(table, deed)
        spaces = connection.execute(select(table.c.space).where(chosen).distinct()).scalars().all()
        if not spaces:
            continue
        places = [(kind.name, space) for space in spaces]
        transaction.ground.check_batch(Verb.DELETE, places)
        transaction.touch_all(kind)
        _remember_all(transaction, kind, table, chosen, deleted=deleted)
        _words_of_batch(connection, kind, chosen, batch, there=deleted)
        _mark_waiting(connection, kind, chosen, stamp, deleted=deleted)
        connection.execute(
            update(table)
            .where(chosen)
            .values(
                deleted=int(deleted),
                stamps=func.json_set(func.coalesce(table.c.stamps, "{}"), f"$.{DELETED}", stamp),
            )
        )
    _give_back_all(connection, deed, stamp)


def _stamp_of_mark(table: Table[Any]) -> ColumnElement[Any]:
    return func.json_extract(table.c.stamps, f"$.{DELETED}")


def _deleted_by(table: Table[Any], deed: int) -> ColumnElement[bool]:
    # Not correlated: SQLite would look through the whole deed for each of its rows.
    marks = select(HISTORY.c.space, HISTORY.c.id, HISTORY.c.by_stamp).where(
        HISTORY.c.operation == deed, HISTORY.c.field == DELETED
    )
    return tuple_(table.c.space, table.c.id, _stamp_of_mark(table)).in_(marks)


def _remember_all(
    transaction: Transaction,
    kind: Kind,
    table: Table[Any],
    chosen: ColumnElement[bool],
    *,
    deleted: bool,
) -> None:
    names = ["operation", "space", "id", "kind", "field", "value", "stamp", "by_stamp"]
    rows = select(
        literal(transaction.operation), table.c.space, table.c.id, literal(kind.name),
        literal(DELETED), literal(None if deleted else dump(True)), _stamp_of_mark(table),
        literal(transaction.stamp),
    ).where(chosen)  # fmt: skip
    transaction.connection.execute(insert(HISTORY).from_select(names, rows))


def _give_back_all(connection: Connection, deed: int, stamp: str) -> None:
    """What `undo` does for each field of an operation, for all the marks of a bulk one."""
    earlier = HISTORY.alias()
    replaced = select(earlier.c.space, earlier.c.id, earlier.c.stamp).where(
        earlier.c.operation == deed, earlier.c.field == DELETED, earlier.c.stamp.is_not(None)
    )
    connection.execute(
        update(HISTORY)
        .where(
            HISTORY.c.operation < deed,
            HISTORY.c.field == DELETED,
            tuple_(HISTORY.c.space, HISTORY.c.id, HISTORY.c.by_stamp).in_(replaced),
        )
        .values(by_stamp=stamp)
    )


def _mark_waiting(
    connection: Connection,
    kind: Kind,
    chosen: ColumnElement[bool],
    stamp: str,
    *,
    deleted: bool,
) -> None:
    """Let the mark wait to be sent, where the record is not one that waits whole anyway.

    Confirmed records without a patch, of which an import has thousands, are done together.
    """
    c = codec(kind).table.c
    patched = select(PENDING.c.n).where(PENDING.c.space == c.space, PENDING.c.id == c.id).exists()
    confirmed = rows_where(connection, kind, and_(chosen, c.seq.is_not(None), ~patched))
    mark = {DELETED: deleted or None}
    written = [
        (f.space, f.id, kind.name, f.author, f.born, f.seq, dump(dict(f.state.fields)),
         dump(canonical(f.state.stamps)))
        for f in confirmed
    ]  # fmt: skip
    beneath = ("space", "id", "kind", "author", "born", "seq", "fields", "stamps")
    insert_rows(connection, CONFIRMED.name, beneath, written)
    patches = [
        (f.space, f.id, kind.name, dump(mark), dump({"": stamp}),
         dump({DELETED: f.state.stamps.get(DELETED)}))
        for f in confirmed
    ]  # fmt: skip
    names = ("space", "id", "kind", "fields", "stamps", "base")
    under_way = c.n.in_(select(SENDING.c.n))
    known = select(c.space, c.id, c.stamps).where(
        and_(chosen, or_(patched, and_(c.seq.is_(None), under_way)))
    )
    for row in connection.execute(known).all():
        base = {DELETED: load(row.stamps or "{}").get(DELETED)}
        record = kind.type(id=row.id, space=row.space)
        wait_to_send(connection, kind, record, mark, stamp, base)
    insert_rows(connection, PENDING.name, names, patches)


def _words_of_batch(
    connection: Connection, kind: Kind, chosen: ColumnElement[bool], batch: int, *, there: bool
) -> None:
    coding = codec(kind)
    table = coding.table
    if there:
        numbers = connection.execute(select(table.c.n).where(chosen)).scalars()
        connection.exec_driver_sql(
            "DELETE FROM search WHERE rowid = ?", [(number,) for number in numbers]
        )
        return
    rows = connection.execute(coding.select().add_columns(table.c.n).where(chosen))
    words = []
    for row in rows:
        record = coding.record(row[:-1])
        said = kind.words(coding.values(record))
        if any(said):
            words.append(word_row(row[-1], kind.name, record.id, said, batch))
    if words:
        connection.exec_driver_sql(PUT_SQL, words)
