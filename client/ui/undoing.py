"""Undo and redo as the window does them; what they need is loaded when they are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from client.store import Changes, Reader, Store
    from garage.regions import Preferences


def undo(store: Store) -> Changes:
    """Undo the last operation; raises BadRequest if there is none."""
    from client.operations.records import undo as work

    return work(store)


def redo(store: Store) -> Changes:
    """Do again what was undone last; raises BadRequest if there is nothing."""
    from client.operations.records import redo as work

    return work(store)


def what_turned(
    store: Store, garage: str, changes: Changes, habits: tuple[Preferences, date, Sequence[str]]
) -> str:
    """What an undo or a redo was about and where; "" where that cannot be read."""

    def work(reader: Reader) -> str:
        from client.ui.vehicles.shown import Shown
        from client.ui.vehicles.turned_words import turned_words

        return turned_words(reader, changes, Shown(*habits))

    try:
        return store.read(work, garage)
    except Exception:  # it is written all the same, and must not be told as failed
        return ""
