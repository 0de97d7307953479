"""The journal: what must stay gone even if the database is restored from a backup.

It lies beside the database and is in none of its backups. A line is durable, and open, before the
transaction that it tells of is; it is sure once that is committed, and only what is sure is ever
taken in: a transaction that is undone leaves nothing behind. How much of the journal a database has
seen is kept in the database itself, in the transaction that the line tells of. So a restored one
takes in what it lacks, and what a crash left open is settled by whether the database has seen it. A
line is taken in more than once at need: what is told must bear that.
"""

from __future__ import annotations

import contextlib
import errno
import logging
import os
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, Engine

from garage.ids import new_id
from sync_server.kit import clock, meta, private
from sync_server.kit.database import after_commit
from sync_server.kit.problem import Unavailable
from sync_server.kit.turns import wait_for

NAME = "journal.jsonl"
_OPTION = "paddock_journal"
_OPEN, _SURE, _UNDONE = 0, 1, 2
# What comes before the state of a line: it is written over where it stands, for which a full disk
# has room.
_BEFORE_STATE = len(b'{"state":')
log = logging.getLogger("paddock.server")

Line = dict[str, Any]
TakeIn = Callable[[Connection, Line], None]

TAKEN_IN: dict[str, TakeIn] = {}
"""`what` of a line → how a database that lacks it takes it in; each room adds its own."""


class Journal:
    """The file; its first line names it."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self._lock = threading.Lock()
        first = self._first()
        self._mark = f"journal:{msgspec.json.decode(first)['id']}"
        self._begin = len(first)

    def _first(self) -> bytes:
        """The line that names it, written by the first who wants to read it."""
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open(self._path, "a+b", opener=private.opener) as file:
            # Two first starts in a folder at once write one line, and both read all of it.
            wait_for(file)
            file.seek(0)
            first = file.readline()
            if not first.endswith(b"\n"):
                # Nothing, or what a crash left: no other line is there before this one is whole.
                first = msgspec.json.encode({"what": "journal", "id": new_id(clock.now())}) + b"\n"
                file.truncate(0)
                file.write(first)
                file.flush()
                os.fsync(file.fileno())
            return first

    def write(self, connection: Connection, line: Line) -> None:
        """Write a line, durably, which counts from the commit of this transaction on."""
        # First of all: from here on to its end no other transaction writes.
        seen = self._seen(connection)
        with self._lock:
            try:
                lacking = self._settle(seen)
                begin, end = self._append({"state": _OPEN, **line})
            except OSError as error:
                raise Unavailable("the server cannot write its journal", 60) from error
        # A restored database that was not brought up yet takes in this line too, at its start.
        if not lacking:
            meta.say(connection, **{self._mark: str(max(end, seen))})
        after_commit(connection, partial(self._committed, begin))

    def catch_up(self, connection: Connection) -> int:
        """Let the database take in what it lacks; how many lines that were."""
        seen = self._seen(connection)
        with self._lock:
            self._confirm(seen)
            lacking = self._settle(seen)
            end = self._path.stat().st_size
        for line in lacking:
            if take_in := TAKEN_IN.get(line.get("what", "")):
                take_in(connection, line)
        meta.say(connection, **{self._mark: str(end)})
        return len(lacking)

    def _seen(self, connection: Connection) -> int:
        """How far the database has seen it; until this transaction ends no other moves that."""
        return max(int(meta.locked(connection, self._mark) or "0"), self._begin)

    def _settle(self, seen: int) -> list[Line]:
        """The lines that a database lacks which has seen it this far.

        Open ones past that are of transactions that are over, and were not committed.
        """
        lacking = []
        for begin, line in self._lines(seen):
            state = line.get("state", _SURE)
            if state == _OPEN:
                self._set_state(begin, _UNDONE)
            elif state == _SURE:
                lacking.append(line)
        return lacking

    def _confirm(self, seen: int) -> None:
        """What the database has seen was committed, even if a crash left it open."""
        for begin, line in self._lines(self._begin):
            if begin < seen and line.get("state") == _OPEN:
                self._set_state(begin, _SURE)

    def _lines(self, since: int) -> Iterator[tuple[int, Line]]:
        """Where each line begins, and the line; in a file that nobody shortens."""
        if self._path.stat().st_size <= since:
            return
        with self._path.open("rb") as file:
            file.seek(since)
            begin = since
            for text in file:
                if (line := _read(text)) is not None:
                    yield begin, line
                begin += len(text)

    def _committed(self, begin: int) -> None:
        try:
            self._set_state(begin, _SURE)
        except OSError:
            # The database has seen it: the next start makes it sure.
            log.warning("a line of the journal could not be made sure")

    def _set_state(self, begin: int, state: int) -> None:
        with self._path.open("r+b") as file:
            file.seek(begin + _BEFORE_STATE)
            file.write(b"%d" % state)
            file.flush()
            os.fsync(file.fileno())

    def _append(self, line: Line) -> tuple[int, int]:
        """Where the line begins, and where the file ends with it."""
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            # A line of its own even after one that a crash left half written.
            before = b"\n" if os.fstat(descriptor).st_size else b""
            text = msgspec.json.encode(line) + b"\n"
            if os.write(descriptor, before + text) < len(before + text):
                raise OSError(errno.ENOSPC, "there is no room for the line")
            os.fsync(descriptor)
            end = os.lseek(descriptor, 0, os.SEEK_CUR)
            return end - len(text), end
        finally:
            os.close(descriptor)


def _read(text: bytes) -> Line | None:
    # What a crash left half written tells of nothing that was ever committed.
    with contextlib.suppress(msgspec.MsgspecError):
        line = msgspec.json.decode(text)
        return line if isinstance(line, dict) else None
    return None


def attach(engine: Engine, journal: Journal) -> None:
    """Let connections of this engine write to this journal."""
    engine.update_execution_options(**{_OPTION: journal})


def write(connection: Connection, line: Line) -> None:
    """Write a line to the journal of the connection's database."""
    journal: Any = connection.get_execution_options().get(_OPTION)
    if isinstance(journal, Journal):
        journal.write(connection, line)
