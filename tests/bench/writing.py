"""Writing: one edit, acknowledged durable; an import of 100,000 Fuelio fill-ups."""

from __future__ import annotations

import csv
import random
import sqlite3
import tempfile
import threading
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from client.operations.import_files import import_file, options_of
from client.operations.records import edit
from client.store import Store
from garage.records import FillUp
from tests.bench.measure import RUNS, Figure, best

ROWS = 100_000
_SAID = dict.fromkeys(
    ("format", "vehicle", "distance_unit", "volume_unit", "currency", "date_order", "decimal_mark"),
    "",
)


def run(folder: Path, store: Store, vehicle_id: str) -> Iterator[Figure]:
    """The figures of this room."""
    yield _edit(folder, store, vehicle_id)
    yield from _import(folder)


def _edit(folder: Path, store: Store, vehicle_id: str) -> Figure:
    from client.store import Query

    fills = store.read(lambda reader: reader.all(FillUp, Query(owner=vehicle_id, limit=50)))
    count = iter(range(1_000_000))

    def ours() -> None:
        for fill in fills:
            edit(store, fill.id, {"station": f"Station {next(count)}"})

    plain = sqlite3.connect(folder / "floor.sqlite", isolation_level=None)
    plain.execute("PRAGMA journal_mode = WAL")
    plain.execute("PRAGMA synchronous = FULL")
    plain.execute("CREATE TABLE fill (id INTEGER PRIMARY KEY, station TEXT)")
    plain.executemany("INSERT INTO fill VALUES (?, '')", [(n,) for n in range(50)])

    def floor() -> None:
        for n in range(50):
            plain.execute("UPDATE fill SET station = ? WHERE id = ?", (f"Station {next(count)}", n))

    seconds, least = best(ours) / 50, best(floor) / 50
    plain.close()
    return Figure(
        "one edit, acknowledged durable",
        seconds,
        least,
        "sqlite3 update, synced",
        most_seconds=0.005,
    )


def write_fuelio(path: Path, rows: int = ROWS) -> None:
    """A Fuelio export of one vehicle with that many fill-ups."""
    chance = random.Random(7)
    odometer, day = 1_000.0, date(1990, 1, 1)
    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, quoting=csv.QUOTE_ALL)
        out.writerow(["## Vehicle"])
        out.writerow(
            [
                "Name",
                "Description",
                "DistUnit",
                "FuelUnit",
                "ConsumptionUnit",
                "ImportCSVDateFormat",
                "VIN",
                "Insurance",
                "Plate",
                "Make",
                "Model",
                "Year",
            ]
        )
        out.writerow(
            ["Bench", "", "0", "0", "0", "yyyy-MM-dd", "", "", "B EN 1", "VW", "Golf", "2001"]
        )
        out.writerow(["## Log"])
        out.writerow(
            [
                "Data",
                "Odo (km)",
                "Fuel (litres)",
                "Full",
                "Price (optional)",
                "l/100km (optional)",
                "latitude (optional)",
                "longitude (optional)",
                "City (optional)",
                "Notes (optional)",
                "Missed",
                "TankNumber",
                "FuelType",
                "VolumePrice",
                "StationID (optional)",
                "ExcludeDistance",
                "UniqueId",
                "TankCalc",
            ]
        )
        for n in range(rows):
            odometer += chance.randrange(200, 800)
            day += timedelta(days=n % 8 == 0)
            litres, price = chance.uniform(20, 60), chance.uniform(1.2, 2.1)
            out.writerow([
                f"{day} {n % 8 + 8:02}:{n % 60:02}", f"{odometer:.1f}", f"{litres:.2f}",
                int(n % 5 != 0), f"{litres * price:.2f}", "6.1", "48.1", "11.5", "München", "",
                0, 1, "110", f"{price:.3f}", "1", "0.0", n, "0.0",
            ])  # fmt: skip


def _import(folder: Path) -> Iterator[Figure]:
    file = folder / "fuelio.csv"
    write_fuelio(file)
    seconds, waits, least = [], [], []
    for n in range(RUNS):
        least.append(_floor(file, folder / f"floor{n}.sqlite"))
        taken, wait = _once(file)
        seconds.append(taken)
        waits.append(wait)
    floor = min(least)
    yield Figure(
        "import of 100,000 Fuelio fill-ups", min(seconds), floor, "csv and sqlite3", most_ratio=8
    )
    read = 0.0005
    yield Figure(
        "longest read during that import",
        min(waits),
        read,
        "half a millisecond",
        most_seconds=0.050,
    )


def _floor(file: Path, database: Path) -> float:
    start = time.perf_counter()
    with file.open(newline="", encoding="utf-8") as stream:
        rows = [row for row in csv.reader(stream) if len(row) == 18][1:]
    plain = sqlite3.connect(database)
    plain.execute("PRAGMA journal_mode = WAL")
    plain.execute(f"CREATE TABLE fill ({', '.join(f'c{n} TEXT' for n in range(18))})")
    with plain:
        plain.executemany(f"INSERT INTO fill VALUES ({', '.join('?' * 18)})", rows)
    plain.close()
    taken = time.perf_counter() - start
    database.unlink()
    return taken


def _once(file: Path) -> tuple[float, float]:
    """(seconds for the import, the longest that a read took meanwhile)."""
    with tempfile.TemporaryDirectory() as name, Store(Path(name)) as store:
        options = options_of({**_SAID, "currency": "EUR"}, ZoneInfo("Europe/Berlin"), None)
        done = threading.Event()
        waits: list[float] = []

        def keep_reading() -> None:
            while not done.wait(0.02):
                start = time.perf_counter()
                store.read(lambda reader: reader.home())
                waits.append(time.perf_counter() - start)

        reader = threading.Thread(target=keep_reading)
        reader.start()
        start = time.perf_counter()
        report = import_file(store, file, options)
        taken = time.perf_counter() - start
        done.set()
        reader.join()
        assert report.added == ROWS + 1, report.to_json()
        return taken, max(waits)
