"""The epoch: from when on the server remembers everything that it acknowledged.

A database that was restored from a backup has forgotten some. It is known by its boot number, which
each start draws and writes into the database and beside it, and by the heads that were written
beside it after each commit. Then the epoch is new, and the devices offer what they have.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import msgspec
from sqlalchemy import Connection, func, or_, select

from garage.ids import new_id
from sync_server.kit import meta, private
from sync_server.kit.backups import MARK
from sync_server.records.marks import Marks
from sync_server.spaces import service as spaces

NAME = "boot.json"
LOCK = "boot.lock"
"""Whose turn it is to draw, of the processes that share a folder."""

_LOCK = 7_233_485


# Every push and pull asks this: it is made once, and without IN, which is spelled out each time.
_CURRENT = select(meta.META.c.name, meta.META.c.value).where(
    or_(*(meta.META.c.name == name for name in ("epoch", "began", "restored", "device")))
)


@dataclass(frozen=True)
class Epoch:
    """Its id, the moment when it began, and the device of the server's own stamps."""

    id: str
    began: int
    device: str
    restored: bool = False
    """Whether it followed another one: then there is something to be recovered."""


class Boot(msgspec.Struct, frozen=True):
    """What lies beside: which process this is, the boot number it had, and the one it draws."""

    node: str
    boot: str = ""
    next: str = ""


def current_epoch(connection: Connection) -> Epoch:
    """The epoch as the database has it."""
    said = {row.name: row.value for row in connection.execute(_CURRENT)}
    return Epoch(said["epoch"], int(said["began"]), said["device"], bool(said.get("restored")))


def begin(connection: Connection, now: int) -> None:
    """Begin a new epoch; the first makes the server's device as well."""
    if not meta.said(connection, "device"):
        meta.say(connection, device=os.urandom(8).hex())
    restored = "yes" if meta.said(connection, "epoch") else ""
    meta.say(connection, epoch=new_id(now), began=str(now), restored=restored)
    meta.unsay(connection, MARK)


def mark_backup(connection: Connection) -> None:
    """Let a copy of the database know that it is one."""
    meta.say(connection, **{MARK: "yes"})


class Boots:
    """The boot numbers of one data folder.

    From before the transaction of `open` or `close` to the end of `done` one holds LOCK: the file
    and the database say the same only then.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self._drawn = ""
        self.marks = Marks(folder)

    def open(self, connection: Connection, now: int) -> bool:
        """Draw the next boot number; True if the database is not the one that was left.

        To be called in a transaction, and `done` after its commit.
        """
        _one_at_a_time(connection)
        beside = self._read()
        forgot = self._forgot(connection, beside)
        if forgot or not meta.said(connection, "epoch"):
            begin(connection, now)
            self.marks.clear()
        self._draw(connection, beside or Boot(os.urandom(8).hex()))
        return forgot

    def close(self, connection: Connection) -> None:
        """Draw once more at the end: a copy made while the server ran is another database."""
        _one_at_a_time(connection)
        beside = self._read()
        if beside is not None:
            self._draw(connection, beside)

    def done(self) -> None:
        """The number that was drawn counts, unless another process has drawn since."""
        beside = self._read()
        if beside is not None and beside.next == self._drawn:
            self._write(Boot(beside.node, self._drawn))

    def _draw(self, connection: Connection, beside: Boot) -> None:
        key = f"boot:{beside.node}"
        self._drawn = os.urandom(8).hex()
        there = meta.said(connection, key).get(key, "")
        self._write(Boot(beside.node, there, self._drawn))
        meta.say(connection, **{key: self._drawn})

    def _forgot(self, connection: Connection, beside: Boot | None) -> bool:
        if not meta.said(connection, "epoch"):
            return False
        if meta.said(connection, MARK):
            return True
        if beside is None:
            # Another process of the same database, or a database that came without its folder.
            return connection.dialect.name == "sqlite"
        key = f"boot:{beside.node}"
        if meta.said(connection, key).get(key) not in {beside.boot, beside.next} - {""}:
            return True
        heads = spaces.heads_of(connection, self.marks.heads)
        return any(space in heads and heads[space] < head for space, head in self.marks.items())

    def _read(self) -> Boot | None:
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=Boot)
        except (FileNotFoundError, msgspec.MsgspecError):
            return None

    def _write(self, boot: Boot) -> None:
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # An older server left one of this name, readable by all.
        self._path.with_suffix(".new").unlink(missing_ok=True)
        # Where nothing locks, as on Windows, two processes at once have a file each.
        beside = self._path.with_suffix(f".{os.getpid()}.new")
        with open(beside, "wb", opener=private.opener) as file:
            file.write(msgspec.json.encode(boot))
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self._path)


def _one_at_a_time(connection: Connection) -> None:
    """Processes that share a folder draw one after the other."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
