"""What looks wrong about many records that are changed, beside what stays and one another."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from client.operations.figures import read_vehicle
from client.operations.many_records import Edited
from client.operations.vehicles import title_of, vehicle_behind
from client.store import Query, Reader
from garage.moments import Moment
from garage.records import Record, Vehicle, Work, WorkLine, kind_named
from garage.rules.cautions import Caution, cautions
from garage.rules.odometer import Timeline, odometer_timeline
from garage.rules.vehicle_cautions import vehicle_cautions


@dataclass(frozen=True)
class DoubtedRecord:
    """A record that would look wrong once it is changed: what it is called, and what to ask."""

    id: str
    title: str
    caution: Caution


def doubts_of_many(
    reader: Reader, records: Sequence[Record], edits: Sequence[Edited], today: date
) -> tuple[DoubtedRecord, ...]:
    """The first thing to ask about each record that is not asked about now, in their order."""
    values = {each.id: each.values for each in edits}
    pairs = [
        (record, dataclasses.replace(record, **values[record.id]))
        for record in records
        if record.id in values
    ]
    found: dict[str, Caution] = {}
    for vehicle, own in _by_vehicle(reader, pairs):
        found |= _asked(reader, vehicle, own, values, today)
    return tuple(
        DoubtedRecord(before.id, title_of(kind_named(before.kind), before), found[before.id])
        for before, _after in pairs
        if before.id in found
    )


_Pair = tuple[Record, Record]
"""A record as it is, and as it would be."""
_Look = Callable[[Record, bool], Sequence[Caution]]
"""What there is to ask about a record; True says that it is as it would be."""


def _by_vehicle(reader: Reader, pairs: Iterable[_Pair]) -> list[tuple[Vehicle | None, list[_Pair]]]:
    """The pairs with the vehicle that they are about; vehicles themselves together."""
    known: dict[str, Vehicle | None] = {"": None}
    groups: dict[str, tuple[Vehicle | None, list[_Pair]]] = {}
    for before, after in pairs:
        owner = "" if isinstance(before, Vehicle) else str(getattr(before, _owner(before), ""))
        if owner not in known:
            known[owner] = vehicle_behind(reader, before)
        vehicle = known[owner]
        _vehicle, own = groups.setdefault(vehicle.id if vehicle else "", (vehicle, []))
        own.append((before, after))
    return list(groups.values())


def _owner(record: Record) -> str:
    return kind_named(record.kind).owner or ""


def _asked(
    reader: Reader,
    vehicle: Vehicle | None,
    pairs: Sequence[_Pair],
    values: Mapping[str, Mapping[str, Any]],
    today: date,
) -> dict[str, Caution]:
    """Id → what to ask first, that is not asked about the record as it is."""
    look: _Look = (
        _look_at_vehicles(reader, pairs, today)
        if vehicle is None
        else _Beside(reader, vehicle, pairs, today).look
    )
    found = {}
    for before, after in pairs:
        was = {(one.code, one.field) for one in look(before, False)}
        names = values[before.id]
        fresh = [
            one
            for one in look(after, True)
            if one.field in names or (one.code, one.field) not in was
        ]
        if fresh:
            found[before.id] = fresh[0]
    return found


def _look_at_vehicles(reader: Reader, pairs: Sequence[_Pair], today: date) -> _Look:
    before = {each.id: each for each in reader.all(Vehicle)}
    after = before | {new.id: new for _old, new in pairs if isinstance(new, Vehicle)}

    def look(record: Record, changed: bool) -> Sequence[Caution]:
        if not isinstance(record, Vehicle):
            return cautions(record, today=today)
        return vehicle_cautions(record, today, (after if changed else before).values())

    return look


class _Beside:
    """Looks at records of one vehicle beside the others: as they are, and as they would be."""

    def __init__(
        self, reader: Reader, vehicle: Vehicle, pairs: Sequence[_Pair], today: date
    ) -> None:
        self._reader, self._vehicle, self._today = reader, vehicle, today
        counted = any(getattr(old, "odometer", None) is not None for old, _new in pairs)
        counted = counted or any(getattr(new, "odometer", None) is not None for _old, new in pairs)
        there = read_vehicle(reader, vehicle, money=False).records if counted else ()
        changed = {old.id for old, _new in pairs}
        stays = [record for record in there if record.id not in changed]
        after = [*stays, *(new for _old, new in pairs)]
        self._before = self._timelines(there)
        # What stays counts first: many wrong records would outvote a few right ones.
        self._after = (*self._timelines(stays), *self._timelines(after))
        self._days = {False: _by_day(there), True: _by_day(after)}

    def _timelines(self, records: Sequence[Record]) -> tuple[Timeline | None, ...]:
        return (odometer_timeline(records, self._vehicle) if records else None,)

    def look(self, record: Record, changed: bool) -> list[Caution]:
        lines = self._reader.all(WorkLine, Query(owner=record.id)) if _has_lines(record) else []
        return [
            caution
            for odometer in (self._after if changed else self._before)
            for caution in cautions(
                record,
                today=self._today,
                vehicle=self._vehicle,
                odometer=odometer,
                lines=lines,
                beside=self._days[changed].get(_day(record), ()),
            )
        ]


def _has_lines(record: Record) -> bool:
    return isinstance(record, Work) and record.total is not None


def _day(record: Record) -> date | None:
    moment = getattr(record, "date", None)
    return moment.day if isinstance(moment, Moment) else None


def _by_day(records: Iterable[Record]) -> dict[date | None, list[Record]]:
    found: dict[date | None, list[Record]] = defaultdict(list)
    for record in records:
        found[_day(record)].append(record)
    return found
