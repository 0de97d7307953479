"""What was overtaken of a record as its form has it: its own values, and those of what it holds."""

from __future__ import annotations

from collections.abc import Mapping

from client.operations.overtaken_here import (
    Lost,
    any_overtaken,
    count_undecided,
    records_overtaken,
    vehicle_marked,
)
from client.operations.whole_record import children_of
from client.store import Query, Reader
from garage.records import Record, find_kind
from garage.records.agenda import Alarm, Attendee, Subscription

_HELD: Mapping[str, tuple[type[Record], ...]] = {
    "event": (Attendee, Alarm),
    "calendar": (Subscription,),
}
"""Kind → the kinds that are in no list of their own, beside the rows of a form."""


def held_by(reader: Reader, record: Record) -> list[Record]:
    """What hangs on a record and is shown with it: its lines, its points, its guests."""
    types = _HELD.get(record.kind, ())
    others = [each for type_ in types for each in reader.all(type_, Query(owner=record.id))]
    return [*children_of(reader, record), *others]


def lost_of(reader: Reader, record: Record) -> list[Lost]:
    """What lost of a record and of what it holds, the latest first."""
    return records_overtaken(reader, _whole(reader, record)) if any_overtaken(reader) else []


def count_open(reader: Reader, id_: str) -> int:
    """How many of these one has not decided about."""
    if not any_overtaken(reader):
        return 0
    return count_undecided(reader, _whole(reader, reader.find(id_))).total()


def _whole(reader: Reader, record: Record) -> list[str]:
    """The ids of a record and of what it holds."""
    return [record.id, *(each.id for each in held_by(reader, record))]


def marked_of(reader: Reader, vehicle: str) -> frozenset[str]:
    """The ids of a vehicle's records of which there are any, and of what these hang on."""
    found = set()
    for record in vehicle_marked(reader, vehicle):
        kind = find_kind(record.kind)
        found.add(record.id)
        if kind is not None and kind.owner:
            found.add(str(getattr(record, kind.owner) or ""))
    return frozenset(found - {"", vehicle})
