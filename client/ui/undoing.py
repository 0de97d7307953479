"""Undo and redo as the window does them; what they need is loaded when they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from client.store import Changes, Store


def undo(store: Store) -> Changes:
    """Undo the last operation; raises BadRequest if there is none."""
    from client.operations.records import undo as work

    return work(store)


def redo(store: Store) -> Changes:
    """Do again what was undone last; raises BadRequest if there is nothing."""
    from client.operations.records import redo as work

    return work(store)
