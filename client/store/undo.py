"""Undo and redo: each operation's inverse, as an operation of its own.

Undoing sets the fields that still bear the undone operation's stamp back to what they were, under
a new stamp. So that the operation before can be undone as well, the values it had set count as its
own again: its history is told the new stamp.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, select, update

from client.errors import BadRequest, NotFound
from client.store.batches import set_batch_deleted
from client.store.changes import Changes
from client.store.codec import DELETED, codec, dump, load
from client.store.kept import follow_kept
from client.store.schema import HISTORY, OPERATION
from client.store.writing import Transaction
from garage.records import find_kind
from garage.sync import Stamp
from garage.sync.merge import Json
from garage.words import N_


def undo(transaction: Transaction) -> Changes:
    """Undo the last operation that is not undone; raises BadRequest if there is none."""
    deed = _last(transaction.connection, "done")
    if deed is None:
        raise BadRequest(
            N_("there is nothing to undo"), N_("edits of the last 100 steps can be undone")
        )
    return _invert(transaction, deed, "undo", "undone")


def redo(transaction: Transaction) -> Changes:
    """Do again what was undone last; raises BadRequest if there is nothing."""
    deed = _last(transaction.connection, "undone")
    if deed is None:
        raise BadRequest(
            N_("there is nothing to do again"), N_("a new edit ends what could be redone")
        )
    return _invert(transaction, deed, "redo", "done")


def _last(connection: Connection, state: str) -> Any:
    return connection.execute(
        select(OPERATION).where(OPERATION.c.state == state).order_by(OPERATION.c.n.desc())
    ).first()


def _invert(transaction: Transaction, deed: Any, name: str, state: str) -> Changes:
    connection = transaction.connection
    if deed.batch is not None:
        set_batch_deleted(transaction, deed.batch, deed.n, deleted=name == "undo")
    records = _by_record(connection, deed.n, deed.batch)
    for (kind_name, space, id_), rows in records.items():
        kind = find_kind(kind_name)
        if kind is None:
            continue
        try:
            record, _, stamps = transaction.load(kind, id_, space)
        except NotFound:
            continue  # The server did not take it, so it is not here any more.
        flat = codec(kind).flat(record)
        # Of a field set twice in one operation, the first row has the value from before it.
        before: dict[str, Any] = {}
        for row in rows:
            if stamps.get(row.field) == row.by_stamp or _made(row, stamps):
                before.setdefault(row.field, row)
        changes: dict[str, Json] = {
            field: None if row.value is None else load(row.value) for field, row in before.items()
        }
        transaction.apply(kind, record, flat, stamps, changes)
        for row in before.values():
            _give_back(transaction, row)
    follow_kept(transaction, deed.n)
    connection.execute(update(OPERATION).where(OPERATION.c.n == deed.n).values(state="past"))
    return transaction.finish(name, deed.title, batch=deed.batch, state=state, follows=deed.n)


def _made(row: Any, stamps: dict[str, Stamp]) -> bool:
    # A new record was not deleted before it was made, so no stamp stands for that field yet.
    return row.stamp is None and row.field == DELETED and DELETED not in stamps


def _by_record(
    connection: Connection, operation: int, batch: int | None
) -> dict[tuple[str, str, str], list[Any]]:
    """What an operation did to single records: of a bulk write, to those that are not of it."""
    mine = HISTORY.c.operation == operation
    if batch is not None:
        names = connection.execute(select(HISTORY.c.kind).where(mine).distinct()).scalars()
        for name in names.all():
            kind = find_kind(name)
            if kind is not None:
                table = codec(kind).table
                landed = select(table.c.id).where(table.c.batch == batch)
                mine &= (HISTORY.c.kind != name) | HISTORY.c.id.not_in(landed)
    rows = connection.execute(select(HISTORY).where(mine).order_by(HISTORY.c.n))
    found: dict[tuple[str, str, str], list[Any]] = {}
    for row in rows:
        found.setdefault((row.kind, row.space, row.id), []).append(row)
    return found


def _give_back(transaction: Transaction, row: Any) -> None:
    """Let the value that now shows again count as set by the operation that had set it."""
    if row.stamp is not None:
        setter = HISTORY.c.by_stamp == row.stamp
    elif row.field == DELETED:
        # What made the record is what "not deleted" goes back to.
        setter = HISTORY.c.stamp.is_(None) & (HISTORY.c.value == dump(True))
    else:
        return
    transaction.connection.execute(
        update(HISTORY)
        .where(
            HISTORY.c.space == row.space,
            HISTORY.c.id == row.id,
            HISTORY.c.field == row.field,
            HISTORY.c.n < row.n,
            setter,
        )
        .values(by_stamp=transaction.stamp)
    )
