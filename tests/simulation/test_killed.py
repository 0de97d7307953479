"""Killed at any moment, the program has lost no edit that it acknowledged, and no file is torn."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from client.store import DATABASE_NAME, Query, Store
from garage.records import Vehicle
from tests.client.store.making import VEHICLE
from tests.simulation.killed import shown_of

KILLS = 210
SEED = 20240310
MOST_EDITS = 8
"""The child is killed in or soon after one of its first edits, counted lest it depend on speed."""
EDIT_SECONDS = 0.012
START_SECONDS = 0.03

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="children are forked to be quick"),
    pytest.mark.slow,
]

Shown = dict[str, tuple[str, str]]


def shown(store: Store) -> Shown:
    """Id → name and trim of all that is not in the trash."""
    return {v.id: shown_of(v) for v in store.read(lambda reader: reader.all(Vehicle))}


class Killer:
    """A process that forks children, and kills them."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.simulation.killed"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def run_and_kill(self, folder: Path, seed: int, edits: int, after: float) -> list[list[Any]]:
        """Whole lines that a child said until it was killed, `after` its so manieth edit began."""
        assert self.process.stdin
        assert self.process.stdout
        print(json.dumps([str(folder), seed, edits, after]), file=self.process.stdin, flush=True)
        killed, said = json.loads(self.process.stdout.readline())
        assert killed, f"the child ended by itself after {said[-300:]!r}"
        return [json.loads(line) for line in said.split("\n")[:-1]]

    def end(self) -> None:
        """Let the process end, and wait for it."""
        self.process.communicate(timeout=180)


@pytest.fixture
def killer() -> Iterator[Killer]:
    made = Killer()
    yield made
    made.end()


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


def test_nothing_acknowledged_is_lost_however_often_we_are_killed(
    tmp_path: Path, killer: Killer
) -> None:
    chance = random.Random(SEED)
    acknowledged = in_the_middle = 0
    before: Shown = {}
    folder = tmp_path / "0"
    for kill in range(KILLS):
        if kill % 30 == 0:
            # A new profile now and then, so that its making is hit as well.
            before, folder = {}, tmp_path / str(kill)
        # One in five is killed while it starts.
        edits = chance.randint(1, MOST_EDITS) if kill % 5 else 0
        after = chance.random() ** 2 * EDIT_SECONDS if edits else chance.random() * START_SECONDS
        said = killer.run_and_kill(folder, kill + 1, edits, after)
        acknowledged += sum(line[0] == "done" for line in said)
        in_the_middle += bool(said) and said[-1][0] == "begin"
        # What was there before anybody mended it, for whoever must find out what was lost and why.
        shutil.rmtree(tmp_path / "left", ignore_errors=True)
        if folder.exists():
            shutil.copytree(folder, tmp_path / "left")
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
