"""Where a record is found: the vehicle it is about, and the record that bears it in a list."""

from __future__ import annotations

from dataclasses import dataclass

from client.errors import NotFound
from client.store import Reader
from garage.records import Event, Record, Vehicle, find_kind

_DEEPEST = 4


@dataclass(frozen=True)
class Whereabouts:
    """A record, its vehicle (None where it has none), and what it stands in: a line's service."""

    record: Record
    vehicle: Vehicle | None
    bearer: Record
    """The record itself where it hangs on a vehicle, or on nothing; the event of an alarm."""


def whereabouts(reader: Reader, record: Record) -> Whereabouts:
    """Where a record is found."""
    bearer = record
    for _step in range(_DEEPEST):
        if isinstance(bearer, Vehicle):
            return Whereabouts(record, bearer, bearer)
        target = str(getattr(bearer, "vehicle", "") or "")
        try:
            if target:
                return Whereabouts(record, _vehicle(reader, target), bearer)
            if isinstance(bearer, Event):
                break
            kind = find_kind(bearer.kind)
            owner = str(getattr(bearer, kind.owner) or "") if kind and kind.owner else ""
            if not owner:
                break
            bearer = reader.find(owner)
        except NotFound:
            break
    return Whereabouts(record, None, bearer)


def _vehicle(reader: Reader, id_: str) -> Vehicle | None:
    found = reader.find(id_)
    return found if isinstance(found, Vehicle) else None
