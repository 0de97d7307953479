"""Syncing 20,000 records of some 300 bytes: first push and pull, 100 changed, nothing, live."""

from __future__ import annotations

import gc
import os
import random
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from client.operations.identity import natural
from client.operations.records import edit
from client.store import NewRow, Store
from client.sync.engine import Engine
from client.sync.service import SyncService
from garage.ids import natural_id
from garage.moments import Moment
from garage.money import Money
from garage.records import FillUp, kind_named
from garage.units import Quantity
from tests.bench import sync_crowd, sync_floor
from tests.bench.measure import Figure, percentile
from tests.bench.sync_world import Seen, World, serving

RECORDS = 20_000
CHANGED = 100
RUNS, FIRST_RUNS = 5, 3
LIVE_EDITS = 100
NOTE = "a long motorway stretch, cold morning, tyres a little soft; price by the app, paid by card"


@dataclass(frozen=True)
class Took:
    """Seconds by the clock, and seconds that the processors worked on both sides."""

    wall: float
    busy: float

    @property
    def words(self) -> str:
        """What stands beside a figure: the machine may have had others to serve."""
        return f"; processors {self.busy * 1000:.1f} ms, load {os.getloadavg()[0]:.1f}"


def run(folder: Path, store: Store | None = None, vehicle_id: str = "") -> Iterator[Figure]:
    """The figures of this room; the garage is its own."""
    with serving(folder / "server") as world:
        yield from _between_two(folder, world)
        yield from sync_crowd.idle(world)
        yield from sync_crowd.at_once(folder, world)
    yield from sync_crowd.in_one_space(folder)


def _between_two(folder: Path, world: World) -> Iterator[Figure]:
    pushes, pulls = [], []
    for run_ in range(FIRST_RUNS):
        person, _ = world.person(f"ann{run_}")
        names = [folder / f"{which}-{run_}" for which in ("first", "second")]
        with Store(names[0]) as first, Store(names[1]) as second:
            one, other = world.engine(first, person), world.engine(second, person)
            one.sync()
            other.sync()
            fill(first)
            pushes.append(timed(world, one.sync))
            pulls.append(timed(world, other.sync))
            if run_ + 1 == FIRST_RUNS:
                floor = sync_floor.measure(folder, _rows(first))
                yield _first("first push of 20,000", least(iter(pushes)), floor)
                yield _first("first pull of 20,000", least(iter(pulls)), floor)
                yield from _from_then_on(world, person, (first, one), (second, other))


def _from_then_on(
    world: World, person: str, first: tuple[Store, Engine], second: tuple[Store, Engine]
) -> Iterator[Figure]:
    """100 changed, nothing new, and seen live, between two who have all."""
    store, one = first
    one.sync()
    yield from _changed(world, first, second)
    # One after the other, as the requests that it is compared with.
    quiet = least(_took(world, one.sync) for _ in range(4 * RUNS))
    yield Figure(
        "a sync without news", quiet.wall, _round_trip(one), "a request", most_seconds=0.003,
        beside=quiet.words,
    )  # fmt: skip
    store.close()
    yield _live(world, person, store.folder, second[0])


def fill(store: Store) -> None:
    """A vehicle with 20,000 fill-ups, as an import lands them."""
    chance = random.Random(20261125)
    space = store.read(lambda reader: reader.home()[0])
    batch = store.begin_batch("benchmark")
    vehicle, kind = natural_id(space, ("vehicle", "sync")), kind_named("fill_up")
    values = kind_named("vehicle").complete({"name": "Berta", "energies": "petrol"})
    store.land(batch, [NewRow.of(kind_named("vehicle"), vehicle, values)])
    rows = (natural(kind).row(space, vehicle, _fill_up(vehicle, n, chance))[0]
            for n in range(RECORDS - 1))  # fmt: skip
    while part := list(islice(rows, 500)):
        store.land(batch, part)
    store.complete_batch(batch, "import")


def _fill_up(vehicle: str, n: int, chance: random.Random) -> dict[str, Any]:
    return {
        "vehicle": vehicle,
        "date": Moment(date(1970, 1, 1) + timedelta(days=n)),
        "odometer": Quantity(str(n * 311), "km"),
        "volume": Quantity(f"{chance.uniform(20, 55):.2f}", "L"),
        "total": Money(f"{chance.uniform(30, 90):.2f}", "EUR"),
        "full": n % 7 != 0,
        "station": f"Station {n % 97}",
        "fuel": "petrol",
        "notes": NOTE[: chance.randrange(40)].strip(),
    }


def timed(world: World, work: Callable[[], object]) -> Took:
    """How long it took."""
    gc.collect()
    return _took(world, work)


def _took(world: World, work: Callable[[], object]) -> Took:
    busy, start = world.busy(), time.perf_counter()
    work()
    return Took(time.perf_counter() - start, world.busy() - busy)


def least(all_: Iterator[Took]) -> Took:
    """The shortest by the clock, with the mean of the processors' work, which has coarse ticks."""
    took = list(all_)
    return Took(min(t.wall for t in took), statistics.mean(t.busy for t in took))


def _first(name: str, took: Took, floor: sync_floor.Floor) -> Figure:
    beside = f"{took.words}, {floor.size // RECORDS} bytes a record"
    return Figure(name, took.wall, floor.whole, "the floor", most_ratio=3, beside=beside)


def _rows(store: Store) -> list[tuple[str, str, str, int, str, str]]:
    """The records as the floor wants them."""
    from client.store.codec import codec, dump
    from client.store.flat import flat_of

    kind = kind_named("fill_up")
    cells = ", ".join(f'"{field.name}"' for field in kind.fields)
    query = (
        f"SELECT n, id, deleted, extra, {cells}, stamp, stamps FROM {codec(kind).table.name} "
        "ORDER BY n"
    )
    space = store.read(lambda reader: reader.home()[0])
    read = store.read(lambda reader: reader.connection.exec_driver_sql(query).all())
    flat = flat_of(kind)
    made = [(row[1], *flat(row)) for row in read]
    return [
        (space, id_, kind.name, n, dump(fields), dump(stamps))
        for n, (id_, fields, stamps) in enumerate(made)
    ]


def _changed(
    world: World, first: tuple[Store, Engine], second: tuple[Store, Engine]
) -> Iterator[Figure]:
    """100 of 20,000 changed on one side, and brought to the other."""
    store, one = first
    _, other = second
    ids = [fill.id for fill in store.read(lambda reader: reader.all(FillUp))]
    pushes, pulls = [], []
    for run_ in range(RUNS + 1):
        start = run_ * CHANGED
        for id_ in ids[start : start + CHANGED]:
            edit(store, id_, {"station": f"Changed {run_}"})
        pushes.append(timed(world, one.sync))
        pulls.append(timed(world, other.sync))
    for name, took in (("push", pushes), ("pull", pulls)):
        least_ = least(iter(took[1:]))
        yield Figure(
            f"{name} of 100 changed", least_.wall, _round_trip(one), "a request",
            most_seconds=0.02, beside=least_.words,
        )  # fmt: skip


def _round_trip(engine: Engine) -> float:
    """The shortest request that there is: how the server introduces itself."""
    remote: Any = engine._remote
    took = []
    for _ in range(20):
        start = time.perf_counter()
        remote.greet()
        took.append(time.perf_counter() - start)
    return min(took)


def _live(world: World, person: str, first: Path, second: Store) -> Figure:
    """From the edit in one process until the window of another could show it."""
    ids = [fill.id for fill in second.read(lambda reader: reader.all(FillUp))][-LIVE_EDITS:]
    remote, seen = world.remote(second, person), Seen()
    service = SyncService(
        second, second.folder, lambda _: remote, changed=seen.changed, state_changed=seen.state
    )
    took = []
    with world.editor(first, person) as editor:
        service.start()
        try:
            seen.wait_live()
            busy = world.busy()
            for n, id_ in enumerate(ids):
                start = time.perf_counter()
                editor(f"{id_} Live {n}")
                seen.wait_for(id_)
                shown = second.read(lambda reader, id_=id_: reader.get(FillUp, id_))  # type: ignore[misc]  # bound now
                took.append(time.perf_counter() - start)
                if shown.station != f"Live {n}":
                    raise RuntimeError("the edit that arrived is another")
            each = Took(statistics.median(took), (world.busy() - busy) / LIVE_EDITS)
        finally:
            service.stop()
    beside = f"{each.words} (of two)"
    return Figure(
        "an edit seen live, 95th percentile", percentile(took, 0.95), each.wall, "the median",
        most_seconds=0.05, beside=beside,
    )  # fmt: skip
