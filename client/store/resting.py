"""What a store gives back in a pause: the pages of the file that its readers keep in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from client.store.database import READERS

if TYPE_CHECKING:
    from client.store.reading import Reader
    from client.store.store import Store


def rest(store: Store) -> None:
    """Let go of up to 16 MB for each reader, in the calling thread; reading fetches them again.

    The system keeps the file in its own cache, so that costs some milliseconds once.
    """
    # The pool hands out the one that has rested longest, so each has its turn.
    for _ in range(READERS):
        store.read(_shrink)


def _shrink(reader: Reader) -> None:
    reader.connection.exec_driver_sql("PRAGMA shrink_memory")
