"""Server and devices are killed in the middle of syncing, again and again: nothing is lost.

PADDOCK_KILLS sets how many kills have to meet a sync, a quarter of them over PostgreSQL.
"""

from __future__ import annotations

import itertools
import os
import random
import shutil
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from client.errors import ServerAway
from client.store import DATABASE_NAME as PROFILE
from client.store import Store
from client.sync.engine import Engine
from client.sync.signing import SignIn, connect
from sync_server.settings import DATABASE_NAME as SERVER
from tests.end_to_end.serving import until
from tests.simulation import agreement
from tests.simulation.book import Book
from tests.simulation.killed_syncing import secrets_in
from tests.simulation.killing import Forker, Machine, Rest, Server
from tests.simulation.looks import Look, Looks, kept_values, server_values
from tests.sync_server.conftest import own_postgresql, postgresql, template

__all__ = ["own_postgresql", "postgresql", "template"]

KILLS = int(os.environ.get("PADDOCK_KILLS", "16"))
SEED = 20261125
DEVICES = ("desk", "laptop", "tablet")
EMAIL = "ann@example.org"
SYNC_SECONDS = 0.1
"""Within how long after a sync began its device, or the server, is killed."""
LOOK_SECONDS = 0.002
"""How often a device is looked at: a sync is soon over."""
START_SECONDS = 0.4

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="children are forked to be quick"),
    pytest.mark.slow,
]


@pytest.fixture
def forker() -> Iterator[Forker]:
    made = Forker()
    yield made
    made.end()


@pytest.fixture(params=["sqlite", "postgresql"])
def server(request: pytest.FixtureRequest, forker: Forker, tmp_path: Path) -> Server:
    over_postgresql = request.param == "postgresql"
    database = request.getfixturevalue("own_postgresql") if over_postgresql else ""
    made = Server(forker, tmp_path / "server", database)
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

    until(has_begun, f"a sync of {machine.folder.name}", every=LOOK_SECONDS)
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
        # Of PostgreSQL nothing lies there, and it is not killed.
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
    kills = KILLS // 4 if server.settings.url else KILLS * 3 // 4
    for kill in itertools.count():
        counts[kill_one(chance, kill, server, machines, tmp_path / "left")] += 1
        if counts["server syncing"] + counts["device syncing"] >= kills:
            break
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
    assert acknowledged > kills
    assert said["synced"] > kills
    assert min(counts["server syncing"], counts["device syncing"]) >= kills // 10
