"""A vehicle's trips as rows, and the log book: how far it ran on business and in private."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from client.store import Query, Reader
from garage.records import Trip

ON_BUSINESS = ("business",)


class TripRow(NamedTuple):
    """A trip; `metres` is its distance, else what its odometers say, else None."""

    id: str
    kind: str
    record: Trip
    metres: float | None

    @property
    def worked_out(self) -> bool:
        """Whether the distance follows from the odometers."""
        return self.metres is not None and self.record.distance is None


@dataclass(frozen=True)
class Driven:
    """What trips come to, in metres; `untold` trips do not say how far they went."""

    count: int
    business: float
    others: float
    untold: int


def trip_rows(reader: Reader, vehicle: str) -> list[TripRow]:
    """All of them, the newest first."""
    trips = reader.all(Trip, Query(owner=vehicle))
    return [TripRow(trip.id, trip.kind, trip, metres_of(trip)) for trip in trips]


def metres_of(trip: Trip) -> float | None:
    """How far a trip went."""
    if trip.distance is not None:
        return trip.distance.si
    if trip.odometer is None or trip.end_odometer is None:
        return None
    ran = trip.end_odometer.si - trip.odometer.si
    return ran if ran >= 0 else None


def driven(rows: Iterable[TripRow]) -> Driven:
    """The sums of some trips."""
    count = untold = 0
    business = others = 0.0
    for row in rows:
        count += 1
        if row.metres is None:
            untold += 1
        elif row.record.purpose in ON_BUSINESS:
            business += row.metres
        else:
            others += row.metres
    return Driven(count, business, others, untold)


def log_book(rows: Iterable[TripRow]) -> dict[int, Driven]:
    """Year → what its trips come to, the newest first."""
    years: dict[int, list[TripRow]] = {}
    for row in rows:
        if row.record.date is not None:
            years.setdefault(row.record.date.day.year, []).append(row)
    return {year: driven(years[year]) for year in sorted(years, reverse=True)}
