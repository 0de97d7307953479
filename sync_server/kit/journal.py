"""The journal: what must stay gone even if the database is restored from a backup.

It lies beside the database and is in none of its backups. A line is durable before the transaction
that it tells of is; how much of the journal a database has seen is kept in the database itself, so
that a restored one takes in what it lacks. A line is taken in more than once at need: what is told
must bear that.
"""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, Engine

from garage.ids import new_id
from sync_server.kit import clock, meta
from sync_server.kit.problem import Unavailable

NAME = "journal.jsonl"
_OPTION = "paddock_journal"

Line = dict[str, Any]
TakeIn = Callable[[Connection, Line], None]

TAKEN_IN: dict[str, TakeIn] = {}
"""`what` of a line → how a database that lacks it takes it in; each room adds its own."""


class Journal:
    """The file; its first line names it."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self._lock = threading.Lock()
        with self._lock:
            if not self._path.exists():
                self._append({"what": "journal", "id": new_id(clock.now())})
            with self._path.open("rb") as file:
                self._mark = f"journal:{msgspec.json.decode(file.readline())['id']}"

    def write(self, connection: Connection, line: Line) -> None:
        """Write a line, durably, and let the database have seen it with its next commit."""
        with self._lock:
            try:
                end = self._append(line)
            except OSError as error:
                raise Unavailable("the server cannot write its journal", 60) from error
        # Never back: another transaction may have written further and committed before.
        seen = meta.locked(connection, self._mark)
        meta.say(connection, **{self._mark: str(max(end, int(seen or "0")))})

    def catch_up(self, connection: Connection) -> int:
        """Let the database take in what it lacks; how many lines that were."""
        seen = int(meta.said(connection, self._mark).get(self._mark, "0"))
        with self._path.open("rb") as file:
            file.seek(seen)
            lines = [line for line in map(_read, file) if line is not None]
        for line in lines:
            if take_in := TAKEN_IN.get(line.get("what", "")):
                take_in(connection, line)
        meta.say(connection, **{self._mark: str(self._path.stat().st_size)})
        return len(lines)

    def _append(self, line: Line) -> int:
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            # A line of its own even after one that a crash left half written.
            begin = b"\n" if os.fstat(descriptor).st_size else b""
            os.write(descriptor, begin + msgspec.json.encode(line) + b"\n")
            os.fsync(descriptor)
            return os.fstat(descriptor).st_size
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
