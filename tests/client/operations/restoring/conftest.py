"""Stores of one clock, the archive of one of them, and all that is compared after taking it in."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from client.operations import records
from client.operations.exporting import export_garage
from client.operations.whole import Whole
from client.store import Query, Store
from garage.moments import Moment
from garage.records import Vehicle, kind_named, kinds
from tests.client.store.making import Clock

NOW = Moment.parse("2026-11-22T12:00+01:00")


def everything(store: Store) -> dict[str, Any]:
    """All that a garage holds, as comparable values: records, stamps, trash, history, log."""

    def work(reader: Any) -> dict[str, Any]:
        whole = Whole(reader)
        found: dict[str, Any] = {
            "history": list(whole.history()),
            "log": list(whole.operations()),
            "unknown": list(whole.unknown()),
            "spaces": list(whole.spaces()),
            "settings": whole.settings,
        }
        for kind in kinds():
            trash = reader.records(kind, Query(deleted=True))
            found[kind.name] = [list(whole.archived(kind)), list(whole.records(kind)), trash]
        return found

    return store.read(work)


Made = Callable[[str], Store]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Made]:
    """Stores by name, closed at the end; by their one clock no two edits are of one time."""
    made: dict[str, Store] = {}
    clock = Clock()

    def of(name: str) -> Store:
        if name not in made:
            made[name] = Store(tmp_path / name, clock)
        return made[name]

    yield of
    for one in made.values():
        one.close()


def add(store: Store, kind: str, **values: Any) -> str:
    """Add a record; gives its id."""
    return records.add(store, kind_named(kind), values, today=NOW).ids[0]


def sent(one: Store, path: Path) -> Path:
    """The archive of a store."""
    export_garage(one, path, "zip", NOW)
    return path


def names(store: Store) -> list[str]:
    """The vehicles' names."""
    return [v.name for v in store.read(lambda r: r.all(Vehicle, Query(sort="name")))]
