"""The epoch: from when on the server remembers everything that it acknowledged."""

from __future__ import annotations

import os
from dataclasses import dataclass

from sqlalchemy import Connection

from garage.ids import new_id
from sync_server.kit import meta


@dataclass(frozen=True)
class Epoch:
    """Its id, the moment when it began, and the device of the server's own stamps."""

    id: str
    began: int
    device: str


def current_epoch(connection: Connection) -> Epoch:
    """The epoch as the database has it."""
    said = meta.said(connection, "epoch", "began", "device")
    return Epoch(said["epoch"], int(said["began"]), said["device"])


def begin(connection: Connection, now: int) -> None:
    """Begin a new epoch; the first makes the server's device as well."""
    if not meta.said(connection, "device"):
        meta.say(connection, device=os.urandom(8).hex())
    meta.say(connection, epoch=new_id(now), began=str(now))


def open_epoch(connection: Connection, now: int) -> None:
    """Begin the first epoch, if there is none yet."""
    if not meta.said(connection, "epoch"):
        begin(connection, now)
