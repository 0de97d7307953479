"""The garage that is measured: 200 vehicles, 100,000 records, one vehicle with 5,000 of them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, time, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from client.operations.identity import natural
from client.store import NewRow, Store
from garage.ids import natural_id
from garage.moments import Moment
from garage.money import Money
from garage.records import Kind, Source, kind_named
from garage.units import Quantity

VEHICLES = 200
RECORDS = 100_000
LARGE = 5_000
"""Records of the vehicle that the figures of one vehicle are measured on."""

STATIONS = (
    "Shell Pasing",
    "Aral Landsberger Straße",
    "Jet Sendling",
    "OMV Salzburg",
    "Eni Bolzano",
)
JOBS = ("Oil and filter", "Brake pads", "Coolant", "Spark plugs", "Timing belt", "Wiper blades")


def make(folder: Path) -> tuple[Store, str]:
    """Build the garage in `folder`; gives its store and the id of the large vehicle."""
    store = Store(folder)
    space = store.read(lambda reader: reader.home()[0])
    chance = random.Random(20261122)
    batch = store.begin_batch("benchmark")
    vehicle_kind = kind_named("vehicle")
    ids = []
    rows: list[NewRow] = []
    for number in range(VEHICLES):
        values = vehicle_kind.complete(
            {"name": f"Vehicle {number}", "plate": f"M XY {number}", "energies": "petrol"}
        )
        ids.append(natural_id(space, ("vehicle", str(number))))
        rows.append(NewRow.of(vehicle_kind, ids[-1], values))
    store.land(batch, rows)
    each = (RECORDS - LARGE) // (VEHICLES - 1)
    for number, id_ in enumerate(ids):
        history = _history(space, id_, LARGE if number == 0 else each, chance)
        while part := list(islice(history, 500)):
            store.land(batch, part)
    store.complete_batch(batch, "import")
    return store, ids[0]


def _history(space: str, vehicle: str, count: int, chance: random.Random) -> Iterator[NewRow]:
    odometer = chance.randrange(5_000, 90_000)
    # Some ten years of a log book; the large vehicle's has an entry a day.
    step = timedelta(days=max(1, 3_800 // count))
    day = date(2026, 11, 1) - count * step
    fill, service, expense = kind_named("fill_up"), kind_named("service"), kind_named("expense")
    for n in range(count):
        odometer += chance.randrange(300, 700)
        day += step
        if n % 10 < 8:
            yield _row(space, fill, vehicle, _fill_up(n, day, odometer, chance))
        elif n % 10 == 8:
            values: dict[str, Any] = {"title": chance.choice(JOBS), "odometer": _km(odometer)}
            yield _row(
                space,
                service,
                vehicle,
                {"date": Moment(day), "total": _euros(chance, 250), **values},
            )
        else:
            values = {"category": "parking", "title": f"Parking {n % 97}"}
            yield _row(
                space,
                expense,
                vehicle,
                {"date": Moment(day), "total": _euros(chance, 20), **values},
            )


def _fill_up(n: int, day: date, odometer: int, chance: random.Random) -> dict[str, Any]:
    return {
        "date": Moment(day, time(n % 24, n % 60), 60),
        "odometer": _km(odometer),
        "volume": Quantity(f"{chance.uniform(20, 55):.2f}", "L"),
        "total": _euros(chance, 90),
        "full": n % 7 != 0,
        "station": chance.choice(STATIONS),
        "fuel": "petrol",
        "source": Source("imported", "fuelio", "benchmark.csv", n),
    }


def _km(metres: int) -> Quantity:
    return Quantity(str(metres), "km")


def _euros(chance: random.Random, most: int) -> Money:
    return Money(f"{chance.uniform(1, most):.2f}", "EUR")


def _row(space: str, kind: Kind, vehicle: str, values: dict[str, Any]) -> NewRow:
    row, _ = natural(kind).row(space, vehicle, {"vehicle": vehicle, **values})
    return row
