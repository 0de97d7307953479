"""In a pause the store keeps none of its file in memory, and reads it again when it is asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from client.store import Reader, Store
from client.store.database import READERS
from client.store.resting import rest
from tests.client.store.making import add_vehicle

_TOLD = Path("/proc/thread-self/io")
_BYTES = 2_000_000


def read_so_far() -> int:
    """Bytes that this thread had read, from the system's cache or the disk."""
    return int(_TOLD.read_text(encoding="ascii").split()[1])


def look_through(store: Store) -> int:
    """Bytes that it takes to go through all of a large table, once with each reader."""
    before = read_so_far()
    for _ in range(READERS):
        assert store.read(_long) == [_BYTES]
    return read_so_far() - before


def _long(reader: Reader) -> list[int]:
    return [*reader.connection.exec_driver_sql("SELECT sum(length(word)) FROM heap").scalars()]


@pytest.mark.skipif(not _TOLD.exists(), reason="Linux alone tells what was read")
def test_after_a_pause_the_file_is_read_again(store: Store) -> None:
    add_vehicle(store, "Herbie")
    store._database.write(
        lambda connection: connection.exec_driver_sql(
            "CREATE TABLE heap AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
            f"LIMIT {_BYTES // 500}) SELECT CAST(randomblob(500) AS BLOB) AS word FROM n"
        ).close()
    )
    # One within the other: both readers are opened.
    store.read(lambda _: store.read(_long))
    look_through(store)
    assert look_through(store) < _BYTES / 10, "what was read is at hand"

    rest(store)

    assert look_through(store) > READERS * _BYTES
    assert look_through(store) < _BYTES / 10
