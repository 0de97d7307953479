"""A new store is made once for a test process, and copied for each test that needs one.

To make one takes eight times a copy: a hundred tables and what finds words in them. The copy gets
a device and a space of its own, as a new store has. The store's own tests make theirs.
"""

from __future__ import annotations

import functools
import secrets
import sqlite3
import tempfile
import time
from contextlib import closing
from pathlib import Path

import client.store.store
from client.store import Store
from client.store.database import Database
from garage.ids import new_id


def copy_new_stores(on: bool = True) -> None:
    """Let every store that would be made be a copy of one."""
    opener = _CopiedIfNew if on else Database
    setattr(client.store.store, "Database", opener)  # noqa: B010 - as its import names it


class _CopiedIfNew(Database):
    def __init__(self, path: Path) -> None:
        if path.stat().st_size == 0 and not list(path.parent.glob(path.name + "-*")):
            template = _template()
            try:
                path.write_bytes(template)
            except OSError:
                # The disk is full or spoilt: what that leads to is to be seen, not this.
                path.write_bytes(b"")
            else:
                _make_its_own(path)
        super().__init__(path)


def _make_its_own(path: Path) -> None:
    now = time.time_ns() // 1_000_000
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        # It is a copy until it is opened; from then on every write of it is durable.
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("BEGIN")
        connection.execute(
            "UPDATE clock SET device = ?, milliseconds = ?", (secrets.token_hex(8), now)
        )
        connection.execute("UPDATE space SET id = ?", (new_id(now),))
        connection.execute("COMMIT")


@functools.cache
def _template() -> bytes:
    copy_new_stores(False)
    try:
        with tempfile.TemporaryDirectory() as folder:
            with Store(Path(folder)) as store:
                path = store.path
            return path.read_bytes()
    finally:
        copy_new_stores()
