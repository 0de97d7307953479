"""Marks: how far each space's head had come, written beside the database after each commit.

They are not forced to the disk: after a power cut they say less than the database knows, never
more. A copy of the database from before has lower heads than they say.
"""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import ItemsView
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine

from sync_server.kit import private
from sync_server.kit.database import after_commit

NAME = "heads.log"
_OPTION = "paddock_marks"
_LONGEST = 4 * 2**20


class Marks:
    """The file: a line for each head that was committed, the last of a space counts."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self._lock = threading.Lock()
        self.heads: dict[str, int] = {}
        with contextlib.suppress(FileNotFoundError, PermissionError):
            private.close(self._path)
            for line in self._path.read_text(encoding="utf-8", errors="replace").splitlines():
                space, _, head = line.partition(" ")
                if head.isdecimal():
                    self.heads[space] = max(int(head), self.heads.get(space, 0))
        self._length = 0

    def items(self) -> ItemsView[str, int]:
        """Space → head."""
        return self.heads.items()

    def clear(self) -> None:
        """Begin anew, with a database that has other heads."""
        with self._lock:
            self.heads.clear()
            self._path.unlink(missing_ok=True)

    def mark(self, space: str, head: int) -> None:
        """A head was committed; from any thread."""
        with self._lock:
            if head <= self.heads.get(space, 0):
                return
            self.heads[space] = head
            # On a full disk a mark is missing: what was committed stays so.
            with contextlib.suppress(OSError):
                self._write(f"{space} {head}\n")

    def _write(self, line: str) -> None:
        self._length += len(line)
        if self._length > _LONGEST:
            self._shorten()
            return
        with open(self._path, "a", encoding="utf-8", opener=private.opener) as file:
            file.write(line)

    def _shorten(self) -> None:
        text = "".join(f"{space} {head}\n" for space, head in self.heads.items())
        # A worker may shorten it at the same time.
        beside = self._path.with_suffix(f".{os.getpid()}.new")
        with open(beside, "w", encoding="utf-8", opener=private.opener) as file:
            file.write(text)
        beside.replace(self._path)
        self._length = 0


def attach(engine: Engine, marks: Marks) -> None:
    """Let heads that connections of this engine commit be marked here."""
    engine.update_execution_options(**{_OPTION: marks})


def mark(connection: Connection, space: str, head: int) -> None:
    """Mark a head once it is durable."""
    marks: Any = connection.get_execution_options().get(_OPTION)
    if isinstance(marks, Marks):
        after_commit(connection, partial(marks.mark, space, head))
