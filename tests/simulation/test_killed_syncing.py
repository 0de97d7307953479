"""Server and devices are killed in the middle of syncing, again and again: nothing is lost."""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from client.errors import ServerAway
from client.store import DATABASE_NAME as PROFILE
from client.store import Store
from client.sync.engine import Engine
from client.sync.signing import SignIn, connect
from sync_server.kit.database import Database
from sync_server.settings import DATABASE_NAME as SERVER
from sync_server.settings import Settings
from sync_server.spaces import parts
from tests.end_to_end.serving import ServerProcess, until
from tests.simulation import agreement
from tests.simulation.book import Book
from tests.simulation.killed_syncing import said_file, secrets_in
from tests.simulation.looks import Look, Looks, kept_values, server_values

KILLS = int(os.environ.get("PADDOCK_KILLS", "16"))
SEED = 20261125
DEVICES = ("desk", "laptop", "tablet")
EMAIL = "ann@example.org"
SYNC_SECONDS = 0.15
"""Within how long after a sync began its device, or the server, is killed."""
START_SECONDS = 0.4

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="children are forked to be quick"),
    pytest.mark.slow,
]


class Forker:
    """A clean process that forks servers and devices, and kills them."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.simulation.killed_syncing"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def ask(self, *words: Any) -> Any:
        """The answer to one line."""
        assert self.process.stdin
        assert self.process.stdout
        print(json.dumps(words), file=self.process.stdin, flush=True)
        return json.loads(self.process.stdout.readline())

    def kill(self, pid: int) -> None:
        """Kill a child, which must not have ended by itself."""
        assert self.ask("kill", pid), "a child ended by itself"

    def end(self) -> None:
        """Kill what is left, and wait."""
        self.process.communicate(timeout=180)


class Server(ServerProcess):
    """A server that a forker forks."""

    def __init__(self, forker: Forker, data: Path) -> None:
        super().__init__(data)
        self.forker = forker
        self.pid = 0

    def fork(self) -> None:
        """Start, without waiting until it answers."""
        self.pid = self.forker.ask("server", str(self.data), self.port)

    def kill(self) -> None:
        """Kill it."""
        self.forker.kill(self.pid)

    def answers(self) -> bool:
        """Whether it serves."""
        try:
            return httpx.get(f"{self.url}/health", verify=False).status_code == 200
        except httpx.TransportError:
            return False


@dataclass
class Machine:
    """A device, and what it wrote of itself."""

    forker: Forker
    folder: Path
    pid: int = 0
    life: int = 0
    lines: list[list[Any]] = field(default_factory=list)
    _read: int = 0

    def fork(self) -> None:
        """Start it."""
        self.life += 1
        self.lines.append(["life", self.life])
        self.pid = self.forker.ask("device", str(self.folder), self.life)

    def kill(self) -> None:
        """Kill it."""
        self.forker.kill(self.pid)
        self.look()

    def look(self) -> None:
        """Read what it wrote since the last time."""
        if not said_file(self.folder).exists():
            return
        with said_file(self.folder).open("rb") as file:
            file.seek(self._read)
            whole = file.read().rpartition(b"\n")[0]
        if whole:
            self._read += len(whole) + 1
            self.lines += [json.loads(line) for line in whole.split(b"\n")]

    def heard(self, word: str) -> int:
        """How often it said this."""
        self.look()
        return sum(line[0] == word for line in self.lines)

    def is_syncing(self) -> bool:
        """Whether the last that it said of a sync is that it began."""
        self.look()
        of_syncs = [line[0] for line in self.lines if line[0] in ("sync", "synced", "away")]
        return of_syncs[-1:] == ["sync"]


@dataclass
class Standing:
    """A machine at rest, as the checks of the simulation see a device."""

    name: str
    person: str
    store: Store


class Rest:
    """The world at rest, as the checks of the simulation see a fleet."""

    def __init__(self, server: Server, machines: list[Machine]) -> None:
        self.database = Database(Settings(server.data).database_url)
        self.server = self
        self.counts: Counter[str] = Counter()
        self.devices = {
            m.folder.name: Standing(m.folder.name, "ann", Store(m.folder)) for m in machines
        }

    def member_of(self, person: str) -> set[str]:
        """The spaces of the only person there is."""
        (said,) = {
            device.store.read(lambda r: r.connection.exec_driver_sql("SELECT person FROM account")
                              .scalar_one())
            for device in self.devices.values()
        }  # fmt: skip
        with self.database.read() as connection:
            return set(parts.roles_of(connection, said))

    def close(self) -> None:
        """Close all that is open."""
        for device in self.devices.values():
            device.store.close()
        self.database.close()


@pytest.fixture
def forker() -> Iterator[Forker]:
    made = Forker()
    yield made
    made.end()


@pytest.fixture
def server(forker: Forker, tmp_path: Path) -> Server:
    made = Server(forker, tmp_path / "server")
    made.command("account", "add", EMAIL, "--name", "Ann")
    made.fork()
    until(made.answers, "the server")
    return made


@pytest.fixture
def machines(forker: Forker, server: Server, tmp_path: Path) -> list[Machine]:
    made = [Machine(forker, tmp_path / name) for name in DEVICES]
    for machine in made:
        with Store(machine.folder) as store:
            kept_in = secrets_in(machine.folder)
            signing = SignIn(store, server.url, kept_in=kept_in)
            signing.finish(signing.oauth.by_pair(server.pair(EMAIL)))
            signing.close()
        machine.fork()
    return made


def quick_check(folder: Path, name: str, copy: Path) -> None:
    """Whether what was left on the disk is sound; asked of a copy, which is kept."""
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(folder, copy)
    if (copy / name).exists():
        with closing(sqlite3.connect(copy / name)) as connection:
            assert connection.execute("PRAGMA quick_check").fetchall() == [("ok",)]


def wait_for_a_sync(chance: random.Random, machine: Machine, begun: int) -> None:
    """Until the device has begun some syncs in this life, and a little longer."""
    count = machine.heard("sync") + begun

    def has_begun() -> bool:
        assert not machine.heard("fault"), [line for line in machine.lines if line[0] == "fault"]
        return machine.heard("sync") >= count

    until(has_begun, f"a sync of {machine.folder.name}")
    time.sleep(SYNC_SECONDS * chance.random())


def kill_one(
    chance: random.Random, kill: int, server: Server, machines: list[Machine], left: Path
) -> str:
    """Kill a server or a device and start it again; what it was doing."""
    machine = chance.choice(machines)
    of_server, at_start = chance.random() < 0.4, kill % 5 == 4
    if at_start:
        time.sleep(START_SECONDS * chance.random())
    else:
        wait_for_a_sync(chance, machine, chance.randint(1, 3))
    busy = machine.is_syncing()
    victim: Server | Machine = server if of_server else machine
    victim.kill()
    if isinstance(victim, Server):
        quick_check(server.data, SERVER, left / "server")
    else:
        quick_check(machine.folder, PROFILE, left / machine.folder.name)
    victim.fork()
    who = "server" if of_server else "device"
    return f"{who} syncing" if busy else f"{who} otherwise"


def in_time(work: Callable[[], Any]) -> Any:
    """What the work gives; tried again while the server is not there yet, or busy with us."""
    for _ in range(100):
        try:
            return work()
        except ServerAway:
            time.sleep(0.1)
    return work()


def settle(rest: Rest, machines: list[Machine]) -> None:
    """Sync all devices until none has anything more to say."""
    quiet = 0
    for _ in range(12):
        busy = False
        for machine in machines:
            store = rest.devices[machine.folder.name].store
            with closing(connect(store, kept_in=secrets_in(machine.folder))) as remote:
                report = in_time(Engine(store, remote).sync)
            busy = busy or bool(report.sent or report.received)
        quiet = 0 if busy else quiet + 1
        if quiet == 2:
            return
    raise AssertionError("the devices never come to rest")


def written(rest: Rest, machines: list[Machine]) -> tuple[Book, int]:
    """The book of all edits that were made, and how many of them were acknowledged.

    Of an edit that was cut off it counts if it was made: its value stands, or somebody saw it.
    """
    book, edits, done = Book(), [], set()
    for machine in machines:
        life = 0
        for word, *rest_of in machine.lines:
            if word == "life":
                life = rest_of[0]
            elif word == "begin":
                n, id_, *sides = rest_of
                before, after = (looking(id_, side) for side in sides)
                edits.append((machine.folder.name, (machine.folder.name, life, n), before, after))
            elif word == "done":
                done.add((machine.folder.name, life, rest_of[0]))
    _, there = server_values(rest)  # type: ignore[arg-type]  # has what is asked of a fleet
    for device in rest.devices.values():
        there |= kept_values(device)  # type: ignore[arg-type]  # has what is asked of a device
    known = {value.stamp for value in there}
    for _, _, before, _ in edits:
        known |= {stamp for look in before.values() for stamp in look.stamps.values()}
    for device_name, key, before, after in edits:
        (look,) = after.values()
        if key in done or max(look.stamps.values()) in known:
            book.write(device_name, before, after)
    return book, len(done)


def looking(id_: str, said: list[Any] | None) -> Looks:
    """How a device said that a record looks."""
    if said is None:
        return {}
    fields, stamps, unsent = said
    return {("", id_): Look(fields, stamps, frozenset(unsent))}


def test_nothing_is_lost_however_often_server_and_devices_are_killed_while_they_sync(
    tmp_path: Path, forker: Forker, server: Server, machines: list[Machine]
) -> None:
    chance = random.Random(SEED)
    counts: Counter[str] = Counter()
    for kill in range(KILLS):
        counts[kill_one(chance, kill, server, machines, tmp_path / "left")] += 1
    for machine in machines:
        machine.kill()
        quick_check(machine.folder, PROFILE, tmp_path / "left" / machine.folder.name)
    server.kill()
    quick_check(server.data, SERVER, tmp_path / "left" / "server")
    server.fork()
    until(server.answers, "the server")

    said = Counter(line[0] for machine in machines for line in machine.lines)
    assert not said["fault"], [line for m in machines for line in m.lines if line[0] == "fault"]
    rest = Rest(server, machines)
    try:
        settle(rest, machines)
        book, acknowledged = written(rest, machines)
        agreement.check(rest, book)  # type: ignore[arg-type]  # has what is asked of a fleet
        for device in rest.devices.values():
            device.store.quick_check()
    finally:
        rest.close()
        print(f"killed {dict(counts)}; said {dict(said)}; {acknowledged} edits acknowledged")
    # The test is worth something only if they edited, synced, and were cut off in the middle.
    assert acknowledged > KILLS
    assert said["synced"] > KILLS
    assert counts["server syncing"] + counts["device syncing"] > KILLS // 2
