"""Overtaken values as the store keeps them; a server that forgot some is offered them again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from client.store.codec import dump, load
from client.store.digests import move_digest
from client.store.schema import HISTORY, OVERTAKEN, PENDING
from garage.sync.merge import Json
from garage.sync.wire import OVERTAKEN as OVERTAKEN_KIND
from garage.sync.wire import digest_of

OFFERED = 0
"""The number of one that waits to be given back: in no digest, and not unseen."""


def overtaken_row(
    space: str, id_: str, seq: int, author: str, fields: Mapping[str, Json], stamps: Any
) -> dict[str, Any]:
    """The row of an overtaken value that the server has."""
    said = {name: str(fields.get(name) or "") for name in ("record", "field", "stamp", "by")}
    value = fields.get("value")
    return {
        "space": space, "id": id_, "seq": seq, "record": said["record"], "field": said["field"],
        "value": None if value is None else dump(value), "stamp": said["stamp"] or "0" * 32,
        "by_stamp": said["by"], "author": str(fields.get("author") or author),
        "stamps": dump(dict(stamps)),
    }  # fmt: skip


def take_back(connection: Connection, row: Mapping[str, Any]) -> None:
    """Take in one that the server has again."""
    here = (OVERTAKEN.c.space == row["space"]) & (OVERTAKEN.c.id == row["id"])
    before = connection.execute(select(OVERTAKEN).where(here)).first()
    had = _part(before.id, before.seq, before.stamps) if before else 0
    connection.execute(delete(OVERTAKEN).where(here))
    connection.execute(insert(OVERTAKEN).values(row))
    move_digest(connection, str(row["space"]), _part(row["id"], row["seq"], row["stamps"]) - had)


def offer_overtaken(connection: Connection, row: Row[Any], kind: str) -> None:
    """Let one that the server forgot wait to be given back, after the record that it is of."""
    fields = {
        "record": row.record, "of": kind, "field": row.field,
        "value": None if row.value is None else load(row.value), "stamp": row.stamp,
        "by": row.by_stamp, "author": row.author,
    }  # fmt: skip
    connection.execute(
        insert(PENDING).values(
            space=row.space, id=row.id, kind=OVERTAKEN_KIND, fields=dump(fields),
            stamps=row.stamps, base=dump(dict.fromkeys(fields)), recovered=1,
        )
    )  # fmt: skip
    connection.execute(update(OVERTAKEN).where(OVERTAKEN.c.n == row.n).values(seq=OFFERED))


def keep_as_history(connection: Connection, space: str, id_: str) -> bool:
    """One that the server does not take back stays in the record's own history here.

    False if its record is not here any more.
    """
    here = (OVERTAKEN.c.space == space) & (OVERTAKEN.c.id == id_)
    row = connection.execute(select(OVERTAKEN).where(here)).first()
    waiting = (PENDING.c.space == space) & (PENDING.c.id == id_)
    patch = connection.execute(select(PENDING).where(waiting)).first()
    if row is not None and patch is not None:
        connection.execute(
            insert(HISTORY).values(
                operation=0, space=space, id=row.record, kind=load(patch.fields)["of"],
                field=row.field, value=row.value, stamp=row.stamp, by_stamp=row.by_stamp,
            )
        )  # fmt: skip
    connection.execute(delete(OVERTAKEN).where(here))
    connection.execute(delete(PENDING).where(waiting))
    return row is not None


def drop_offered_overtaken(connection: Connection, space: str, record: str) -> None:
    """Give back no overtaken value of a record that was erased."""
    of_it = (OVERTAKEN.c.space == space) & (OVERTAKEN.c.record == record)
    offered = select(OVERTAKEN.c.id).where(of_it, OVERTAKEN.c.seq == OFFERED)
    here = (PENDING.c.space == space) & PENDING.c.id.in_(offered)
    connection.execute(delete(PENDING).where(here))


def drop_overtaken(connection: Connection, space: str, id_: str) -> None:
    """Let go of one that was given back to another space, where its record is now."""
    here = (OVERTAKEN.c.space == space) & (OVERTAKEN.c.id == id_)
    connection.execute(delete(OVERTAKEN).where(here))


def _part(id_: str, seq: int, stamps: str) -> int:
    return digest_of(id_, seq, load(stamps)) if seq > 0 else 0
