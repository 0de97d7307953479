"""The epoch: from when on the server remembers everything that it acknowledged."""

from __future__ import annotations

import os
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from garage.ids import new_id
from sync_server.records.tables import META


@dataclass(frozen=True)
class Epoch:
    """Its id, the moment when it began, and the device of the server's own stamps."""

    id: str
    began: int
    device: str


def current_epoch(connection: Connection) -> Epoch:
    """The epoch as the database has it."""
    rows = connection.execute(
        select(META.c.name, META.c.value).where(META.c.name.in_(("epoch", "began", "device")))
    )
    said = {row.name: row.value for row in rows}
    return Epoch(said["epoch"], int(said["began"]), said["device"])


def begin(connection: Connection, now: int) -> None:
    """Begin a new epoch; the first makes the server's device as well."""
    said = set(connection.execute(select(META.c.name)).scalars())
    values = {"epoch": new_id(now), "began": str(now)}
    if "device" not in said:
        values["device"] = os.urandom(8).hex()
    connection.execute(delete(META).where(META.c.name.in_(values)))
    connection.execute(insert(META), [{"name": n, "value": v} for n, v in values.items()])


def open_epoch(connection: Connection, now: int) -> None:
    """Begin the first epoch, if there is none yet."""
    if connection.execute(select(META.c.value).where(META.c.name == "epoch")).first() is None:
        begin(connection, now)
