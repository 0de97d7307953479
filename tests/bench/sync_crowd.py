"""Many at once: 1,000 idle live lines, 50 devices that sync, 16 writers in one space."""

from __future__ import annotations

import asyncio
import os
import statistics
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import websockets

from client.operations.records import add
from client.remote.http import Http
from client.store import Store
from client.sync.report import Report
from garage.ids import new_id
from garage.records import kind_named
from garage.sync import Clock
from garage.sync.wire import (
    SCHEMA,
    Greeting,
    Patch,
    PullAnswer,
    PullRequest,
    PushAnswer,
    PushRequest,
    digest_of,
    digest_text,
)
from sync_server.kit.clock import now
from tests.bench.measure import FAILS_AT, Figure
from tests.bench.sync_world import World, serving
from tests.sync_server import postgresql

LINES = 1_000
MOST_KILOBYTES = 40
DEVICES = 50
NEW = 20
"""Records that each of the devices brings."""
WRITERS = 16
PUSHES = 30
PATCHES = 5


@dataclass(frozen=True)
class Kilobytes:
    """What one live line costs the server."""

    name: str
    kilobytes: float

    @property
    def share(self) -> float:
        """The part of the target that is used up."""
        return self.kilobytes / MOST_KILOBYTES

    def line(self) -> str:
        """The figure in words."""
        verdict = "ok" if self.share <= 1 else "over" if self.share <= FAILS_AT else "FAILS"
        return f"{self.name:<44} {self.kilobytes:>7.1f} KB; target {MOST_KILOBYTES} KB: {verdict}"


def idle(world: World) -> Iterator[Any]:
    """The memory of 1,000 devices that are connected and say nothing."""
    tokens = []
    for n in range(LINES):
        person, _ = world.person(f"idle-{n}")
        tokens.append(world.token(person, f"{n:016x}"))
    yield Kilobytes("an idle live line of 1,000", asyncio.run(_connect(world, tokens)) / 1024)


async def _connect(world: World, tokens: list[str]) -> float:
    """Bytes of the server for each line."""
    address = "ws" + world.address.removeprefix("http") + "/live"
    open_: list[Any] = []

    async def one(token: str) -> None:
        headers = {"Authorization": f"Bearer {token}"}
        socket = await websockets.connect(
            address, additional_headers=headers, compression=None, ping_interval=None, proxy=None
        )
        await socket.recv()
        open_.append(socket)

    async def some(part: list[str]) -> None:
        for start in range(0, len(part), 25):
            await asyncio.gather(*(one(token) for token in part[start : start + 25]))

    try:
        # What the first lines make once is not counted: threads, connections, code.
        await some(tokens[:100])
        before = world.memory()
        await some(tokens[100:])
        return (world.memory() - before) / (len(tokens) - 100)
    finally:
        await asyncio.gather(*(socket.close() for socket in open_))


def at_once(folder: Path, world: World) -> Iterator[Figure]:
    """50 devices of ten people, each with new records, that sync in the same moment."""
    people = [world.person(f"crowd-{n}")[0] for n in range(DEVICES // 5)]
    stores = [Store(folder / f"crowd-{n}") for n in range(DEVICES)]
    try:
        engines = [world.engine(store, people[n % len(people)]) for n, store in enumerate(stores)]
        for engine in engines:
            engine.sync()
        for n, store in enumerate(stores):
            for m in range(NEW):
                add(store, kind_named("vehicle"), {"name": f"Car {n} {m}"})
        barrier = threading.Barrier(DEVICES)

        def one(at: int) -> tuple[float, Report]:
            barrier.wait()
            start = time.perf_counter()
            report = engines[at].sync()
            return time.perf_counter() - start, report

        with ThreadPoolExecutor(DEVICES) as pool:
            done = list(pool.map(one, range(DEVICES)))
    finally:
        for store in stores:
            store.close()
    if any(report.sent != NEW or report.refused for _, report in done):
        raise RuntimeError("not all that was sent was taken")
    took = [seconds for seconds, _ in done]
    yield Figure(
        "the slowest of 50 devices at once", max(took), statistics.median(took), "the median",
        most_ratio=3, beside=f"; load {os.getloadavg()[0]:.1f}",
    )  # fmt: skip


def in_one_space(folder: Path) -> Iterator[Figure]:
    """16 writers in one space over two servers on PostgreSQL: pushes, and nothing lost."""
    with (
        postgresql.running(durable=True) as url,
        serving(folder / "one", url) as one,
        serving(folder / "two", url) as two,
    ):
        person, home = one.person("writers")
        writers = [_Writer(n, (one, two)[n % 2], person, home) for n in range(WRITERS)]
        start = time.perf_counter()
        with ThreadPoolExecutor(WRITERS) as pool:
            for done in [pool.submit(writer.write) for writer in writers]:
                done.result()
        took = time.perf_counter() - start
        there = writers[0].records()
        lost = {id_ for writer in writers for id_ in writer.acknowledged} - there
        if lost:
            raise RuntimeError(f"{len(lost)} rows were lost")
    pushes = WRITERS * PUSHES
    yield Figure(
        "a push of 16 writers in one space", took / pushes, took / pushes, "itself",
        beside=f"; {pushes / took:.0f} pushes, {pushes * PATCHES / took:.0f} records a second, "
        f"{len(there)} there, none lost, load {os.getloadavg()[0]:.1f}",
    )  # fmt: skip


class _Writer:
    """A device that pushes by hand."""

    def __init__(self, number: int, world: World, person: str, space: str) -> None:
        self.device = f"{number + 1:016x}"
        self.space = space
        self.token = world.token(person, self.device)
        self.http = Http(world.address)
        self.acknowledged: set[str] = set()
        greeting: Greeting = _decoded(self.http.call("GET", "/.well-known/paddock"), Greeting)
        self.epoch = greeting.epoch

    def write(self) -> None:
        """All pushes, one after the other."""
        clock = Clock(self.device)
        for number in range(1, PUSHES + 1):
            patches = []
            for n in range(1, PATCHES + 1):
                clock = clock.tick(now())
                name = {"name": f"{self.device} {number} {n}"}
                patches.append(
                    Patch(n, self.space, new_id(now()), "vehicle", name, {"": clock.stamp})
                )
            request = PushRequest(self.device, number, self.epoch, SCHEMA, patches)
            answer: PushAnswer = self._ask("/sync/push", request, PushAnswer)
            for verdict in answer.verdicts:
                if verdict.verdict == "merged" and verdict.envelope is not None:
                    self.acknowledged.add(verdict.envelope.id)
        if len(self.acknowledged) != PUSHES * PATCHES:
            raise RuntimeError("not all was merged")

    def records(self) -> set[str]:
        """What is in the space, which has the digest that it should have."""
        cursor, there, parts = 0, set(), []
        while True:
            asked = PullRequest(self.epoch, SCHEMA, {self.space: cursor})
            answer: PullAnswer = self._ask("/sync/pull", asked, PullAnswer)
            (page,) = answer.pages
            there |= {each.id for each in page.envelopes}
            parts += [digest_of(each.id, each.seq, each.stamps) for each in page.envelopes]
            cursor = page.next
            if cursor == page.head:
                if page.digest != digest_text(parts):
                    raise RuntimeError("the digest is another")
                return there

    def _ask(self, path: str, message: Any, type_: Any) -> Any:
        import msgspec

        body = msgspec.json.encode(message)
        return _decoded(self.http.call("POST", path, token=self.token, body=body), type_)


def _decoded(body: bytes, type_: Any) -> Any:
    import msgspec

    return msgspec.json.decode(body, type=type_)
