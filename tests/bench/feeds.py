"""A feed of 5,000 events over HTTP: made cold, asked for again unchanged, and after one edit."""

from __future__ import annotations

import hashlib
import sqlite3
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from client.store import Store
from garage.records import Event, kind_named
from sync_server.app import create_app
from sync_server.calendars import service
from sync_server.settings import Settings
from tests.bench.agenda import event
from tests.bench.measure import Figure, best
from tests.sync_server.people import Device, World, stand_in
from tests.sync_server.templates import with_tables

EVENTS = 5_000
TIMES = 40


def run(folder: Path, store: Store | None = None, vehicle_id: str = "") -> Iterator[Figure]:
    """The figures of this room, on a server of its own in this process."""
    settings = Settings(with_tables(folder / "feeds"), jobs=False)
    app = create_app(settings)
    app.state.authenticate = stand_in
    with World(app) as world:
        ann = world.person("ann")
        calendar = ann.add(kind="calendar", name="Garage", of="events").id
        ids = _fill(ann, calendar)
        begun = time.perf_counter()
        world.run(service.fresh(world.database, [ann.home]))
        projected = time.perf_counter() - begun
        floor = _floor(settings)
        for detail in ("full", "titles", "busy"):
            yield _cold(ann, detail, floor, projected)
        yield from _unchanged(ann, ids[0], floor)


def _fill(ann: Device, calendar: str) -> list[str]:
    kind = kind_named(Event.kind)
    patches = []
    for number in range(EVENTS):
        made = event(number)
        said = {
            spec.name: getattr(made, spec.name)
            for spec in kind.fields
            if getattr(made, spec.name) not in (None, "", (), frozenset(), {}, False)
        }
        patches.append(ann.patch(kind="event", **{**kind.fields_json(said), "calendar": calendar}))
    ann.push(*patches)
    return [patch["id"] for patch in patches]


def _floor(settings: Settings) -> float:
    """Seconds to read the texts of the items, join and hash them, by sqlite3 alone."""
    connection = sqlite3.connect(settings.sqlite_file or "")

    def read() -> None:
        rows = connection.execute('SELECT "full" FROM calendar_item ORDER BY since').fetchall()
        hashlib.sha256("".join(row[0] for row in rows).encode()).hexdigest()

    try:
        return best(read, 5)
    finally:
        connection.close()


def _feed(ann: Device, detail: str) -> Callable[..., Any]:
    url = ann.ask("POST", "/feeds", {"of": "person", "detail": detail}).json()["url"]
    path = "/feeds/" + url.rpartition("/")[2]
    http = ann.world.http
    return lambda **headers: ann.world.run(http.get(path, headers=headers))


def _cold(ann: Device, detail: str, floor: float, projected: float) -> Figure:
    took = []
    for _ in range(5):
        ask = _feed(ann, detail)
        begun = time.perf_counter()
        answer = ask()
        took.append(time.perf_counter() - begun)
        assert answer.content.count(b"BEGIN:VEVENT") > EVENTS * 0.9
    return Figure(
        f"feed of {EVENTS} events, {detail}, cold", min(took), floor,
        "reading, joining and hashing the texts", most_seconds=0.2,
        beside=f"; made of records before, once: {projected:.1f} s",
    )  # fmt: skip


def _unchanged(ann: Device, id_: str, floor: float) -> Iterator[Figure]:
    ask = _feed(ann, "full")
    tag = {"If-None-Match": ask().headers["etag"]}
    took = []
    for _ in range(TIMES):
        begun = time.perf_counter()
        answer = ask(**tag)
        took.append(time.perf_counter() - begun)
        assert answer.status_code == 304
    bare = best(lambda: ann.world.run(ann.world.http.get("/.well-known/paddock")), 20)
    yield Figure(
        f"feed of {EVENTS} events, unchanged (304)", statistics.median(took), bare,
        "a bare answer of the server", most_seconds=0.005,
    )  # fmt: skip
    took = []
    for number in range(5):
        ann.push(ann.patch(id_, kind="event", title=f"Other {number}"))
        begun = time.perf_counter()
        assert ask(**tag).status_code == 200
        took.append(time.perf_counter() - begun)
    yield Figure(
        f"feed of {EVENTS} events, after an edit", statistics.median(took), floor,
        "reading, joining and hashing the texts", most_seconds=0.3,
    )  # fmt: skip
