"""The pending layer: what was written here and no server has taken yet.

A record that was never confirmed (its row has no `seq`) waits whole, as it stands: nothing is kept
beside it. What is edited after it was confirmed, or sent, waits as a patch in a row of `pending`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, func, insert, or_, select, update

from client.store.codec import codec, dump, load, read_stamps
from client.store.schema import BATCH, PENDING
from garage.records import Kind, Record, kinds
from garage.sync import Stamp, canonical, expand
from garage.sync.merge import Json


def wait_to_send(
    connection: Connection,
    kind: Kind,
    record: Record,
    fields: Mapping[str, Json],
    stamp: Stamp,
    base: Mapping[str, Stamp | None],
) -> None:
    """Let edited fields wait; `base` are the stamps of the values that they replaced.

    A patch that is on its way to the server is left alone.
    """
    patches = _patches(connection, record.space, record.id)
    if not patches and is_fresh(connection, kind, record.space, record.id):
        return
    stamps = dict.fromkeys(fields, stamp)
    waiting = next((patch for patch in patches if patch.sent is None), None)
    if waiting is None:
        put_patch(connection, kind.name, record.space, record.id, fields, canonical(stamps), base)
        return
    # The base stays what the server last had: the person's own steps between are not conflicts.
    known = load(waiting.fields)
    first = {name: replaced for name, replaced in base.items() if name not in known}
    connection.execute(
        update(PENDING)
        .where(PENDING.c.n == waiting.n)
        .values(
            fields=dump(known | dict(fields)),
            stamps=dump(canonical(expand(load(waiting.stamps), known) | stamps)),
            base=dump(first | load(waiting.base)),
        )
    )


def put_patch(
    connection: Connection,
    kind_name: str,
    space: str,
    id_: str,
    fields: Mapping[str, Json],
    stamps: Mapping[str, Stamp],
    base: Mapping[str, Stamp | None],
) -> None:
    """Begin a patch."""
    connection.execute(
        insert(PENDING).values(
            space=space, id=id_, kind=kind_name,
            fields=dump(dict(fields)), stamps=dump(dict(stamps)), base=dump(dict(base)),
        )
    )  # fmt: skip


def is_fresh(connection: Connection, kind: Kind, space: str, id_: str) -> bool:
    """Whether the record was made here and never confirmed."""
    table = codec(kind).table
    row = connection.execute(
        select(table.c.seq).where(table.c.space == space, table.c.id == id_)
    ).first()
    return row is not None and row.seq is None


def write_down(connection: Connection, kind: Kind, space: str, id_: str) -> None:
    """Make a patch of a fresh record's whole row, before its row can change under another's hand.

    Does nothing if there is no such fresh record, or it is written down already.
    """
    if _patches(connection, space, id_):
        return
    coding = codec(kind)
    table = coding.table
    row = connection.execute(
        coding.select()
        .add_columns(table.c.stamp, table.c.stamps)
        .where(table.c.space == space, table.c.id == id_, table.c.seq.is_(None))
    ).first()
    if row is None:
        return
    flat = coding.flat(coding.record(row[:-2]))
    stamps = read_stamps(flat, row[-2], row[-1])
    fields = {name: flat.get(name) for name in stamps}
    put_patch(connection, kind.name, space, id_, fields, canonical(stamps), {})


def write_down_some(connection: Connection, limit: int) -> None:
    """Make patches of up to `limit` fresh records, so that they can be sent."""
    for kind in kinds():
        table = codec(kind).table
        written = select(PENDING.c.id).where(
            PENDING.c.space == table.c.space, PENDING.c.id == table.c.id
        )
        fresh = (
            select(table.c.space, table.c.id)
            .where(table.c.seq.is_(None), ~written.exists(), _shows(table))
            .order_by(table.c.n)
            .limit(limit)
        )
        for row in connection.execute(fresh).all():
            write_down(connection, kind, row.space, row.id)
            limit -= 1
        if limit <= 0:
            return


def count_waiting(connection: Connection) -> int:
    """How many records have edits that no server has taken yet."""
    total = 0
    for kind in kinds():
        table = codec(kind).table
        fresh = select(func.count()).select_from(table).where(table.c.seq.is_(None), _shows(table))
        total += int(connection.execute(fresh).scalar_one())
    edited = select(func.count(func.distinct(PENDING.c.id))).select_from(PENDING)
    for kind in kinds():
        table = codec(kind).table
        both = (
            select(PENDING.c.n)
            .join(table, (table.c.space == PENDING.c.space) & (table.c.id == PENDING.c.id))
            .where(table.c.seq.is_(None))
        )
        edited = edited.where(PENDING.c.n.not_in(both))
    return total + int(connection.execute(edited).scalar_one())


def _shows(table: Table[Any]) -> ColumnElement[bool]:
    """That a row is not of an import under way: of that nothing leaves the machine yet."""
    under_way = select(BATCH.c.n).where(BATCH.c.state == "open")
    return or_(table.c.batch.is_(None), table.c.batch.not_in(under_way))


def _patches(connection: Connection, space: str, id_: str) -> list[Any]:
    return list(
        connection.execute(
            select(PENDING)
            .where(PENDING.c.space == space, PENDING.c.id == id_)
            .order_by(PENDING.c.n)
        )
    )
