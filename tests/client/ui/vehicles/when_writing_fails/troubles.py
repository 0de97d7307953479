"""What keeps a store from being written, and how it is told."""

from __future__ import annotations

import sqlite3

from client.store import Store
from tests.disk import Disk


class Locked:
    """Another program holds the database."""

    says = "paddock.sqlite is in use by another program; close it, or wait a moment and try again"

    def __init__(self, store: Store) -> None:
        self._other = sqlite3.connect(store.path, isolation_level=None)

    def begin(self) -> None:
        self._other.execute("BEGIN IMMEDIATE")

    def end(self) -> None:
        self._other.execute("ROLLBACK")

    def close(self) -> None:
        self._other.close()


class Full:
    """The disk has no room left."""

    says = "disk of paddock.sqlite is full; free some room and do it again"

    def __init__(self, disk: Disk) -> None:
        self.begin, self.end = disk.fill, disk.free

    def close(self) -> None:
        """Nothing is held."""


class Newer:
    """A newer version has changed the file's format while this window was open."""

    says = "was written by a newer version of Paddock"

    def __init__(self, store: Store) -> None:
        self._path = store.path

    def _set(self, version: int) -> None:
        other = sqlite3.connect(self._path)
        other.execute(f"PRAGMA user_version = {version}")
        other.close()

    def begin(self) -> None:
        self._before = sqlite3.connect(self._path).execute("PRAGMA user_version").fetchone()[0]
        self._set(99)

    def end(self) -> None:
        self._set(self._before)

    def close(self) -> None:
        """Nothing is held."""


class TurnedReadOnly:
    """The disk can be read and not written any more, as SQLite says it: also to root."""

    says = "cannot be written; make its disk writable, or give yourself the right to write there"

    def __init__(self, store: Store) -> None:
        self._store = store

    def _set(self, word: str) -> None:
        with self._store._database._writer.connect() as connection:
            raw = connection.connection.driver_connection
            assert raw is not None
            raw.execute(f"PRAGMA query_only = {word}")

    def begin(self) -> None:
        self._set("ON")

    def end(self) -> None:
        self._set("OFF")

    def close(self) -> None:
        """Nothing is held."""


def told(words, trouble):
    """Whether words say what is wrong, and the file's name as it is."""
    return "paddock.sqlite" in words and trouble.says in words
