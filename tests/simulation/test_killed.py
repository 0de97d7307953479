"""Killed at any moment, the program has lost no edit that it acknowledged, and no file is torn."""

from __future__ import annotations

import json
import os
import random
import signal
import time
from pathlib import Path
from typing import Any

import pytest

from client.operations import records
from client.store import DATABASE_NAME, Query, Store
from garage.records import Vehicle
from tests.client.store.making import VEHICLE, fixed_id, vehicle_rows

KILLS = 210
SEED = 20240310
LONGEST_SECONDS = 0.12
"""The child is killed after at most so long; a run of it gets some dozens of edits done."""

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="children are forked to be quick"),
    pytest.mark.slow,
]

Shown = dict[str, tuple[str, str]]


class Child:
    """Edits at random, telling of each before it begins and again once it is acknowledged."""

    def __init__(self, folder: Path, seed: int, pipe: int) -> None:
        self.random = random.Random(seed)
        self.store = Store(folder)
        self.pipe = pipe
        self.ids = sorted(v.id for v in self.store.read(lambda reader: reader.all(Vehicle)))
        self.imported = seed * 1_000

    def say(self, *words: Any) -> None:
        """One line, out of our hands when this returns."""
        os.write(self.pipe, json.dumps(words).encode() + b"\n")

    def run(self) -> None:
        """Edit until killed."""
        self.say("open")
        for n in range(10**6):
            chance = self.random.random()
            if chance < 0.4 or not self.ids:
                self.add(n)
            elif chance < 0.75:
                self.change(n)
            elif chance < 0.85:
                self.delete()
            elif chance < 0.92:
                self.undo()
            else:
                self.bring_in()

    def add(self, n: int) -> None:
        name = f"added {n}"
        self.say("begin", "add", name)
        (id_,) = records.add(self.store, VEHICLE, {"name": name}).ids
        self.say("done", "set", {id_: [name, ""]})
        self.ids.append(id_)

    def change(self, n: int) -> None:
        id_ = self.random.choice(self.ids)
        self.say("begin", "set", {id_: [f"changed {n}", str(n)]})
        records.edit(self.store, id_, {"name": f"changed {n}", "trim": str(n)})
        self.say("done", "set", {id_: [f"changed {n}", str(n)]})

    def delete(self) -> None:
        id_ = self.ids.pop(self.random.randrange(len(self.ids)))
        self.say("begin", "delete", id_)
        records.delete(self.store, [id_])
        self.say("done", "delete", id_)

    def undo(self) -> None:
        """A new name, taken back."""
        id_ = self.random.choice(self.ids)
        name, trim = self.store.read(lambda reader: shown_of(reader.get(Vehicle, id_)))
        self.say("begin", "set", {id_: ["brief", trim]})
        records.edit(self.store, id_, {"name": "brief"})
        self.say("done", "set", {id_: ["brief", trim]})
        self.say("begin", "set", {id_: [name, trim]})
        records.undo(self.store)
        self.say("done", "set", {id_: [name, trim]})

    def bring_in(self) -> None:
        """An import of three slices."""
        first = self.imported + 1
        self.imported += 60
        cars = {fixed_id(n): [f"Car {n}", ""] for n in range(first, first + 60)}
        self.say("begin", "import", cars)
        batch = self.store.begin_batch("cars.csv")
        for start in range(first, first + 60, 20):
            self.store.land(batch, vehicle_rows(20, start))
        self.store.complete_batch(batch, "import")
        self.say("done", "set", cars)
        self.ids += cars


def shown_of(vehicle: Vehicle) -> tuple[str, str]:
    return vehicle.name, vehicle.trim


def shown(store: Store) -> Shown:
    """Id → name and trim of all that is not in the trash."""
    return {v.id: shown_of(v) for v in store.read(lambda reader: reader.all(Vehicle))}


def run_and_kill(folder: Path, seed: int, after: float) -> list[list[Any]]:
    """Whole lines that a child said until it was killed."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        try:
            Child(folder, seed, writing).run()
        finally:
            os._exit(1)
    os.close(writing)
    try:
        time.sleep(after)
    finally:
        os.kill(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read()
    assert os.WIFSIGNALED(status), f"the child ended by itself after {said[-300:]!r}"
    return [json.loads(line) for line in said.split(b"\n")[:-1]]


def apply(state: Shown, what: str, of: Any) -> Shown:
    """The state after an edit that was told of."""
    if what == "delete":
        return {id_: value for id_, value in state.items() if id_ != of}
    return state | {id_: (name, trim) for id_, (name, trim) in of.items()}


def check(before: Shown, said: list[list[Any]], now: Shown) -> None:
    """What is there is all that was acknowledged, and the last edit whole or not at all."""
    state = before
    begun: list[Any] | None = None
    for line in said:
        if line[0] == "begin":
            begun = line[1:]
        elif line[0] == "done":
            state, begun = apply(state, line[1], line[2]), None
    lost, found = state.items() - now.items(), now.items() - state.items()
    if not lost and not found:
        return
    told = f"lost {sorted(lost)}, found {sorted(found)} after {[line[:2] for line in said]}"
    assert begun is not None, told
    if begun[0] == "add":
        assert not lost, told
        assert [value for _, value in found] == [(begun[1], "")], told
    else:
        assert now == apply(state, begun[0], begun[1]), told


@pytest.mark.filterwarnings("ignore:This process.*fork:DeprecationWarning")
def test_nothing_acknowledged_is_lost_however_often_we_are_killed(tmp_path: Path) -> None:
    chance = random.Random(SEED)
    acknowledged = in_the_middle = 0
    before: Shown = {}
    folder = tmp_path / "0"
    for kill in range(KILLS):
        if kill % 30 == 0:
            # A new profile now and then, so that its making is hit as well.
            before, folder = {}, tmp_path / str(kill)
        after = chance.random() ** 2 * LONGEST_SECONDS if kill % 5 else chance.random() * 0.02
        said = run_and_kill(folder, kill + 1, after)
        acknowledged += sum(line[0] == "done" for line in said)
        in_the_middle += bool(said) and said[-1][0] == "begin"
        with Store(folder) as store:
            store.quick_check()
            now = shown(store)
            check(before, said, now)
            everything = store.read(lambda reader: reader.count(VEHICLE, Query(deleted=True)))
            assert everything + len(now) == rows(store)
            before = now
    # The test is worth something only if edits were made, and cut off.
    assert acknowledged > KILLS
    assert in_the_middle > KILLS // 10


def rows(store: Store) -> int:
    """All rows of vehicles, those of half an import too."""
    assert (store.folder / DATABASE_NAME).exists()
    sql = "SELECT count(*) FROM k_vehicle"
    return int(store.read(lambda reader: reader.connection.exec_driver_sql(sql).scalar_one()))
