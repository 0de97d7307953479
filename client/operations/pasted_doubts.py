"""What looks wrong about pasted rows, beside what is in the garage and beside one another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from client.operations.figures import read_vehicle
from client.store import Reader
from garage.records import Record, Vehicle
from garage.rules.cautions import Caution, cautions
from garage.rules.odometer import odometer_timeline


@dataclass(frozen=True)
class Doubted:
    """A row that can be added, and what to ask about it."""

    line: int
    caution: Caution


def doubts_among(
    reader: Reader, vehicle: Vehicle, today: date | None, rows: Mapping[int, Record]
) -> tuple[Doubted, ...]:
    """The first thing to ask about each row, from the first line to the last."""
    if not rows or today is None:
        return ()
    read = read_vehicle(reader, vehicle, money=False)
    # What is there already counts first: many wrong rows would outvote a few right ones.
    together = odometer_timeline((*read.records, *rows.values()), vehicle)
    found = []
    for line, record in rows.items():
        asked = [
            caution
            for odometer in (read.odometer, together)
            for caution in cautions(record, today=today, vehicle=vehicle, odometer=odometer)
        ]
        if asked:
            found.append(Doubted(line, asked[0]))
    return tuple(found)
