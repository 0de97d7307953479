"""What was overtaken of a record as its form has it: its own values, and those of what it holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

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

if TYPE_CHECKING:
    from client.operations.agenda import Entry

_HELD: Mapping[str, tuple[type[Record], ...]] = {
    "event": (Attendee, Alarm),
    "calendar": (Subscription,),
}
"""Kind → the kinds that are in no list of their own, beside the rows of a form."""


def held_by(reader: Reader, record: Record) -> list[Record]:
    """What hangs on a record and is shown with it: its lines, its points, its guests."""
    types = _HELD.get(record.kind, ())
    others = [each for type_ in types for each in _owned(reader, type_, record.id)]
    return [*children_of(reader, record), *others]


def lost_of(reader: Reader, record: Record) -> list[Lost]:
    """What lost of a record and of what it holds, the latest first."""
    return records_overtaken(reader, _whole(reader, record)) if any_overtaken(reader) else []


def count_open(reader: Reader, id_: str) -> int:
    """How many of these one has not decided about."""
    if not any_overtaken(reader):
        return 0
    return count_undecided(reader, _whole(reader, reader.find(id_))).total()


def marked_entries(reader: Reader, entries: Sequence[Entry]) -> frozenset[str]:
    """The ids of the calendar's entries of which there are any, or of what they hold."""
    if not any_overtaken(reader):
        return frozenset()
    of = {each.id: each.id for each in entries}
    holding = {each.id for each in entries if each.guests or each.alarmed}
    for id_ in holding:
        of |= {each.id: id_ for type_ in _HELD["event"] for each in _owned(reader, type_, id_)}
    return frozenset(of[id_] for id_ in count_undecided(reader, list(of)))


def _owned(reader: Reader, type_: type[Record], owner: str) -> list[Record]:
    return list(reader.all(type_, Query(owner=owner)))


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
