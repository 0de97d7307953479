"""Reading: a vehicle's list, its economy and costs, the search as one types."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from client.operations.figures import costs_of, economy_of
from client.store import Query, Store
from garage.records import FillUp, Vehicle
from tests.bench.big_garage import STATIONS
from tests.bench.measure import Figure, best, percentile

TODAY = date(2026, 11, 22)


def figures(store: Store, vehicle_id: str) -> Iterator[Figure]:
    """The figures of this room."""
    plain = sqlite3.connect(f"file:{store.path.as_posix()}?mode=ro", uri=True)
    try:
        yield _list(store, vehicle_id, plain)
        yield from _sums(store, vehicle_id, plain)
        yield _search(store, plain)
    finally:
        plain.close()


def _list(store: Store, vehicle_id: str, plain: sqlite3.Connection) -> Figure:
    def ours() -> None:
        found = store.read(lambda reader: reader.all(FillUp, Query(owner=vehicle_id)))
        assert len(found) == 4_000

    def fetch(table: str) -> None:
        sql = f"SELECT * FROM {table} WHERE vehicle = ? ORDER BY date DESC"
        plain.execute(sql, (vehicle_id,)).fetchall()

    seconds = best(ours) * 5_000 / 4_000
    floor = best(lambda: fetch("k_fill_up")) * 5_000 / 4_000
    return Figure(
        "list of 5,000 records of a vehicle", seconds, floor, "sqlite3 select", most_seconds=0.050
    )


def _sums(store: Store, vehicle_id: str, plain: sqlite3.Connection) -> Iterator[Figure]:
    vehicle = store.read(lambda reader: reader.get(Vehicle, vehicle_id))

    def floor() -> None:
        for table in ("k_fill_up", "k_service", "k_expense"):
            sql = f"SELECT date, odometer_si, total_si FROM {table} WHERE vehicle = ? ORDER BY date"
            rows = plain.execute(sql if table != "k_none" else "", (vehicle_id,)).fetchall()
            sum(row[2] for row in rows)

    least = best(floor)
    economy = best(lambda: store.read(lambda reader: economy_of(reader, vehicle)))
    costs = best(lambda: store.read(lambda reader: costs_of(reader, vehicle, TODAY)))
    name = "sqlite3 select and sum"
    yield Figure(
        "economy of a vehicle with 5,000 records", economy, least, name, most_seconds=0.050
    )
    yield Figure("costs of a vehicle with 5,000 records", costs, least, name, most_seconds=0.050)


def _search(store: Store, plain: sqlite3.Connection) -> Figure:
    typed = [
        text[:n]
        for text in (*STATIONS, "Vehicle 12", "Brake pads", "Parking 31")
        for n in range(1, len(text) + 1)
    ]
    typed += ["brkae", "pasign", "spark pl", "oil fil", "m xy 17"]

    def floor(text: str) -> None:
        words = " AND ".join(f'"{word}"*' for word in text.split() if word.isalnum())
        if words:
            sql = "SELECT kind, id, heading FROM search WHERE search MATCH ? LIMIT 50"
            plain.execute(sql, (words,)).fetchall()

    ours: list[float] = []
    least: list[float] = []
    for text in typed * 3:
        start = time.perf_counter()
        store.read(lambda reader, text=text: reader.search(text))  # type: ignore[misc]  # bound now
        between = time.perf_counter()
        floor(text)
        ours.append(between - start)
        least.append(time.perf_counter() - between)
    return Figure(
        "search as you type, 95th percentile", percentile(ours, 0.95), percentile(least, 0.95),
        "FTS5 match, unranked", most_seconds=0.020,
    )  # fmt: skip


def run(folder: Path, store: Store, vehicle_id: str) -> Iterator[Figure]:
    """What the benchmark's door calls."""
    del folder
    return figures(store, vehicle_id)
