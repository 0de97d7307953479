"""Undo and redo of every operation, across restarts, agree with a list of snapshots."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from client.errors import BadRequest
from client.operations import records
from client.store import Store
from garage.records import Vehicle
from garage.sync import Clock as HybridClock
from tests.client.store import making
from tests.client.store.making import Clock, add_vehicle, found, names, open_store, vehicle

Snapshot = dict[str, tuple[Any, ...]]


class UndoMachine(RuleBasedStateMachine):
    """The model: what is shown after each operation, and where in that list we stand."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.clock = Clock()
        self.store = open_store(self.folder, self.clock)
        self.known: list[str] = []
        self.done: list[Snapshot] = [{}]
        self.undone: list[Snapshot] = []
        self.imported = 0

    def teardown(self) -> None:
        self.store.close()
        shutil.rmtree(self.folder)

    def shown(self) -> Snapshot:
        """The fields of all records that are not in the trash."""
        vehicles = self.store.read(lambda reader: reader.all(Vehicle))
        return {
            v.id: (v.name, v.colour, v.year, v.tags, tuple(sorted(v.custom.items())))
            for v in vehicles
        }

    def did(self, changes: Any) -> None:
        """Note an operation; one that changed nothing is none."""
        if changes.undo is None:
            return
        self.done.append(self.shown())
        self.undone.clear()

    def living(self, pick: int) -> str:
        """One of the records that show."""
        ids = sorted(self.done[-1])
        return ids[pick % len(ids)]

    @rule(name=st.sampled_from(["A", "B"]), year=st.none() | st.integers(2000, 2003))
    def add(self, name: str, year: int | None) -> None:
        changes = records.add(self.store, making.VEHICLE, {"name": name, "year": year})
        self.known.append(making.only(changes))
        self.did(changes)

    @precondition(lambda self: self.done[-1])
    @rule(
        pick=st.integers(0, 9),
        values=st.fixed_dictionaries(
            {},
            optional={
                "name": st.sampled_from(["A", "B", "C"]),
                "colour": st.none() | st.sampled_from(["red", "blue"]),
                "year": st.none() | st.integers(2000, 2002),
                "custom": st.dictionaries(st.sampled_from("xy"), st.sampled_from("12"), max_size=2),
            },
        ),
    )
    def edit(self, pick: int, values: dict[str, Any]) -> None:
        self.did(records.edit(self.store, self.living(pick), values))

    @precondition(lambda self: self.done[-1])
    @rule(pick=st.integers(0, 9), tags=st.frozensets(st.sampled_from(["red", "fast", "old"])))
    def tag(self, pick: int, tags: frozenset[str]) -> None:
        self.did(records.edit(self.store, self.living(pick), {"tags": tags}))

    @precondition(lambda self: self.done[-1])
    @rule(picks=st.lists(st.integers(0, 9), min_size=1, max_size=3))
    def delete(self, picks: list[int]) -> None:
        self.did(records.delete(self.store, [self.living(pick) for pick in picks]))

    @precondition(lambda self: self.known)
    @rule(pick=st.integers(0, 9))
    def restore(self, pick: int) -> None:
        self.did(records.restore(self.store, [self.known[pick % len(self.known)]]))

    @rule(count=st.integers(1, 3))
    def bring_in(self, count: int) -> None:
        first = self.imported + 1
        self.imported += count
        changes = making.import_vehicles(self.store, count, first)
        self.known += [making.fixed_id(n) for n in range(first, first + count)]
        self.did(changes)

    @precondition(lambda self: len(self.done) > 1)
    @rule(times=st.integers(1, 4))
    def undo(self, times: int) -> None:
        for _ in range(min(times, len(self.done) - 1)):
            records.undo(self.store)
            self.undone.append(self.done.pop())

    @precondition(lambda self: self.undone)
    @rule(times=st.integers(1, 4))
    def redo(self, times: int) -> None:
        for _ in range(min(times, len(self.undone))):
            records.redo(self.store)
            self.done.append(self.undone.pop())

    @rule()
    def reopen(self) -> None:
        self.store.close()
        self.store = open_store(self.folder, self.clock)

    @invariant()
    def shows_what_the_model_says(self) -> None:
        assert self.shown() == self.done[-1]

    @invariant()
    def the_index_agrees(self) -> None:
        for word in ("old", "red"):
            here = {
                id_
                for id_, (_, colour, _, tags, _) in self.done[-1].items()
                if colour == word or word in tags
            }
            assert found(self.store, word) == here

    @invariant()
    def what_can_be_undone_is_known(self) -> None:
        last = self.store.read(lambda reader: (reader.last_deed(), reader.last_deed("undone")))
        assert (last[0] is not None, last[1] is not None) == (
            len(self.done) > 1, bool(self.undone),
        )  # fmt: skip


TestUndo = UndoMachine.TestCase
TestUndo.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)


def test_the_last_hundred_operations_can_be_undone_after_a_restart(tmp_path: Path) -> None:
    with open_store(tmp_path, Clock()) as store:
        id_ = add_vehicle(store, "0")
        for n in range(1, 106):
            records.edit(store, id_, {"name": str(n)})
    with open_store(tmp_path, Clock()) as store:
        for n in range(104, 4, -1):
            records.undo(store)
            assert vehicle(store, id_).name == str(n)
        with pytest.raises(BadRequest, match="nothing to undo"):
            records.undo(store)
        for n in range(6, 106):
            records.redo(store)
            assert vehicle(store, id_).name == str(n)
        with pytest.raises(BadRequest, match="nothing to do again"):
            records.redo(store)


def test_a_deletion_is_redone_after_the_import_beneath_it_was(store: Store) -> None:
    making.import_vehicles(store, 2)
    records.delete(store, [making.fixed_id(1)])
    for _ in range(2):
        records.undo(store)
        records.undo(store)
        assert names(store) == []
        records.redo(store)
        assert names(store) == ["Car 1", "Car 2"]
        records.redo(store)
        assert names(store) == ["Car 2"]


def test_undo_says_what_it_touched(store: Store) -> None:
    id_ = add_vehicle(store)
    records.edit(store, id_, {"colour": "white"})
    undone = records.undo(store)
    assert undone.touched == {"vehicle": {id_}}
    assert (undone.operation, undone.title) == ("undo", "Herbie")
    making.import_vehicles(store, 2)
    assert records.undo(store).concerns("vehicle")
    assert records.redo(store).concerns("vehicle")


def test_a_new_deed_ends_what_could_be_redone(store: Store) -> None:
    id_ = add_vehicle(store)
    records.edit(store, id_, {"colour": "white"})
    records.undo(store)
    records.edit(store, id_, {"colour": "blue"})
    with pytest.raises(BadRequest):
        records.redo(store)
    records.undo(store)
    assert vehicle(store, id_).colour == ""


def test_an_undo_is_an_edit_with_a_stamp_of_its_own(store: Store) -> None:
    id_ = add_vehicle(store)
    seen = [making.row_stamps(store, id_)["name"]]
    records.edit(store, id_, {"name": "New"})
    for work in (records.undo, records.redo, records.undo):
        work(store)
        seen.append(making.row_stamps(store, id_)["name"])
    assert seen == sorted(set(seen))
    assert HybridClock(seen[-1][16:]).device == store.read(lambda reader: reader.device())
