"""CalDAV over HTTP: the first sync of 2,000 events, and events put one after the other."""

from __future__ import annotations

import asyncio
import base64
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from client.store import Store
from sync_server.app import create_app
from sync_server.settings import Settings
from tests.bench.measure import Figure
from tests.sync_server.calendars.program import Program, text
from tests.sync_server.people import World, stand_in
from tests.sync_server.templates import with_tables

EVENTS = 2_000
AT_ONCE = 8
COMMITS = 200


def run(folder: Path, store: Store | None = None, vehicle_id: str = "") -> Iterator[Figure]:
    """The figures of this room, on a server of its own in this process."""
    app = create_app(Settings(with_tables(folder / "caldav"), jobs=False))
    app.state.authenticate = stand_in
    commit = _commit(folder)
    with World(app) as world:
        program = Program(world.person("ann"))
        work = program.calendar()
        program.find(work, "d:displayname")
        begun = time.perf_counter()
        world.run(_put_all(program, work))
        took = (time.perf_counter() - begun) / EVENTS
        yield Figure(
            "CalDAV: an event put, durable", took, commit, "a commit of SQLite's",
            most_seconds=1 / 200, beside=f"; {1 / took:.0f} a second, {AT_ONCE} at once",
        )  # fmt: skip
        yield _first_sync(program, work)


async def _put_all(program: Program, work: str) -> None:
    """All events, by some programs at once, over HTTP without a socket."""
    pair = f"{program.device.person}@example.org:{program.secret}".encode()
    headers = {
        "Authorization": f"Basic {base64.b64encode(pair).decode()}",
        "Content-Type": "text/calendar",
        "If-None-Match": "*",
    }
    http: Any = program.device.world.http

    async def some(first: int) -> None:
        for number in range(first, EVENTS, AT_ONCE):
            body = text(
                f"DTSTART;TZID=Europe/Berlin:2026{number % 12 + 1:02}{number % 28 + 1:02}T090000",
                f"SUMMARY:Event {number}", uid=f"event-{number}",
            )  # fmt: skip
            answer = await http.put(f"{work}event-{number}.ics", content=body, headers=headers)
            assert answer.status_code == 201, answer.text

    await asyncio.gather(*(some(first) for first in range(AT_ONCE)))


def _first_sync(program: Program, work: str) -> Figure:
    """What changed since never, and then every text by its address."""
    begun = time.perf_counter()
    hrefs = list(program.changes(work).by_href)
    inner = "".join(f"<d:href>{href}</d:href>" for href in hrefs)
    asked = f"<d:prop><d:getetag/><c:calendar-data/></d:prop>{inner}"
    got = program.report(work, "c:calendar-multiget", asked)
    took = time.perf_counter() - begun
    assert len(got.by_href) == EVENTS
    begun = time.perf_counter()
    with program.device.world.database.read() as connection:
        connection.exec_driver_sql("SELECT body FROM dav_object").all()
    floor = time.perf_counter() - begun
    return Figure(
        f"CalDAV: first sync of {EVENTS:,} events", took, floor, "reading the texts",
        most_seconds=1.0,
    )  # fmt: skip


def _commit(folder: Path) -> float:
    """Seconds for one small transaction that survives a power cut."""
    connection = sqlite3.connect(folder / "floor.sqlite", isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE floor (id INTEGER PRIMARY KEY, body TEXT)")
    begun = time.perf_counter()
    for _ in range(COMMITS):
        connection.execute("INSERT INTO floor (body) VALUES (?)", [text()])
    took = (time.perf_counter() - begun) / COMMITS
    connection.close()
    return took
