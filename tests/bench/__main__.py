"""`python3 dev.py bench [names]`: every benchmark, or those named; exit status 1 if one fails."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from client.app.start import settle
from tests.bench import (
    agenda,
    big_garage,
    caldav,
    calendar_views,
    charts,
    clicking,
    desktop,
    feeds,
    monkey,
    palette,
    reading,
    starting,
    syncing,
    vin,
    writing,
)
from tests.bench.measure import FAILS_AT

ROOMS: dict[str, Callable[..., Iterator[Any]]] = {
    "starting": starting.run,
    "reading": reading.run,
    "writing": writing.run,
    "vin": vin.run,
    "agenda": agenda.run,
    "feeds": feeds.run,
    "caldav": caldav.run,
    "calendar": calendar_views.run,
    "charts": charts.run,
    "desktop": desktop.run,
    "palette": palette.run,
    "clicking": clicking.run,
    "monkey": monkey.run,
    "syncing": syncing.run,
}


def main(names: list[str]) -> int:
    """Run the rooms named, or all; print a line a figure."""
    unknown = set(names) - ROOMS.keys()
    if unknown:
        print(f"error: no benchmark {', '.join(sorted(unknown))}; there are {', '.join(ROOMS)}")
        return 2
    settle()
    failed = False
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print(
            f"making {big_garage.VEHICLES} vehicles, {big_garage.RECORDS:,} records …", flush=True
        )
        store, vehicle_id = big_garage.make(folder / "profile")
        try:
            for room in names or ROOMS:
                for figure in ROOMS[room](folder, store, vehicle_id):
                    print(figure.line(), flush=True)
                    failed = failed or figure.share > FAILS_AT
        finally:
            store.close()
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
