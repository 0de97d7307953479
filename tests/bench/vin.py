"""VIN: a warm decode beside the engine's own call on the same number."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import ultravin

from client.store import Store
from garage.vin import decode
from tests.bench.measure import Figure, best

NUMBERS = ("1HGCM82633A004352", "1FTFW1ET5DFC10312", "1G1YY22G965109165", "5YJSA1E26HF178384")
TODAY = date(2026, 11, 22)
TIMES = 500


def run(folder: Path, store: Store, vehicle_id: str) -> Iterator[Figure]:
    """The figures of this room."""
    del folder, store, vehicle_id

    def ours() -> None:
        for number in NUMBERS * TIMES:
            decode(number, today=TODAY)

    def floor() -> None:
        for number in NUMBERS * TIMES:
            ultravin.decode(number)

    count = len(NUMBERS) * TIMES
    yield Figure(
        "VIN, warm decode",
        best(ours) / count,
        best(floor) / count,
        "ultravin's own",
        most_ratio=1.2,
    )
