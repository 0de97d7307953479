"""Who watches a store hears of each edit once it is durable; what the sync writes is no edit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from client.operations import records
from client.store import Store
from tests.client.store.making import add_vehicle, import_vehicles


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path) as opened:
        yield opened


def test_edits_imports_and_undo_are_told_and_the_syncs_own_writes_are_not(store: Store) -> None:
    told: list[int] = []

    def edited() -> None:
        told.append(1)

    store.watch(edited)
    add_vehicle(store, "Herbie")
    records.undo(store)
    records.redo(store)
    import_vehicles(store, 3)
    store.layered(lambda transaction: None)
    assert len(told) == 4
    store.unwatch(edited)
    add_vehicle(store, "Berta")
    assert len(told) == 4


def test_what_is_refused_is_no_edit(store: Store) -> None:
    told: list[int] = []
    store.watch(lambda: told.append(1))

    def refuses(transaction: Any) -> None:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        store.operate(refuses, "edit", "Edit")
    assert told == []


def test_only_what_the_server_would_tell_again_is_not_forced_to_the_disk(store: Store) -> None:
    normal, full = 1, 2
    levels: list[int] = []

    def look(transaction: Any) -> None:
        levels.append(transaction.connection.exec_driver_sql("PRAGMA synchronous").scalar())

    store.layered(look)
    store.layered(look, durable=False)
    store.operate(look, "edit", "Edit")
    store.layered(look, durable=False)
    store.layered(look)
    assert levels == [full, normal, full, normal, full]
