"""What is killed: a child that edits until then, forked from a process in which nothing is open.

A process with a store open has SQLite's locks and shared memory, threads and garbage; a fork of
it would not be the program that starts afresh, which is what people have killed.
"""

from __future__ import annotations

import gc
import json
import os
import random
import signal
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from client.operations import records
from client.store import Store
from garage.records import Vehicle
from tests.client.store.making import VEHICLE, vehicle_rows
from tests.garage.records.values import fixed_id


class Child:
    """Edits at random, telling of each before it begins and again once it is acknowledged."""

    def __init__(self, folder: Path, seed: int, pipe: int) -> None:
        self.seed = seed
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
                self.undo(n)
            else:
                self.bring_in()

    def add(self, n: int) -> None:
        name = f"added {self.seed}.{n}"
        self.say("begin", "add", name)
        (id_,) = records.add(self.store, VEHICLE, {"name": name}).ids
        self.say("done", "set", {id_: [name, ""]})
        self.ids.append(id_)

    def change(self, n: int) -> None:
        id_ = self.random.choice(self.ids)
        name = f"changed {self.seed}.{n}"
        self.say("begin", "set", {id_: [name, str(n)]})
        records.edit(self.store, id_, {"name": name, "trim": str(n)})
        self.say("done", "set", {id_: [name, str(n)]})

    def delete(self) -> None:
        id_ = self.ids.pop(self.random.randrange(len(self.ids)))
        self.say("begin", "delete", id_)
        records.delete(self.store, [id_])
        self.say("done", "delete", id_)

    def undo(self, n: int) -> None:
        """A new name, taken back; one that nobody has, or there would be nothing to take back."""
        brief = f"brief {self.seed}.{n}"
        id_ = self.random.choice(self.ids)
        name, trim = self.store.read(lambda reader: shown_of(reader.get(Vehicle, id_)))
        self.say("begin", "set", {id_: [brief, trim]})
        records.edit(self.store, id_, {"name": brief})
        self.say("done", "set", {id_: [brief, trim]})
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


def run_and_kill(folder: Path, seed: int, edits: int, after: float) -> tuple[bool, bytes]:
    """Whether a child was killed, and all it said; so long `after` it began so many edits."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        try:
            Child(folder, seed, writing).run()
        finally:
            os._exit(1)
    os.close(writing)
    said = b""
    with os.fdopen(reading, "rb", 0) as pipe:
        try:
            while said.count(b'["begin"') < edits and (more := pipe.read(1 << 16)):
                said += more
            time.sleep(after)
        finally:
            os.kill(pid, signal.SIGKILL)
            _, status = os.waitpid(pid, 0)
        return os.WIFSIGNALED(status), said + pipe.read()


def warm_up() -> None:
    """Load what a child needs, so that its short life is spent on edits."""
    with tempfile.TemporaryDirectory() as folder:
        child = Child(Path(folder), 0, os.open(os.devnull, os.O_WRONLY))
        child.add(0)
        child.change(1)
        child.undo(2)
        child.delete()
        child.bring_in()
        child.store.close()
        os.close(child.pipe)
        del child
    assert threading.active_count() == 1
    # No garbage is left whose end in a child could touch what the child has open.
    gc.collect()
    gc.freeze()


def main() -> None:
    """Fork and kill one child for each line that asks for it, and tell what it said."""
    warm_up()
    for line in sys.stdin:
        folder, seed, edits, after = json.loads(line)
        killed, said = run_and_kill(Path(folder), seed, edits, after)
        print(json.dumps([killed, said.decode()]), flush=True)


if __name__ == "__main__":
    main()
