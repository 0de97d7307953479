"""What an undo or a redo was about, and where: by the records as they stand after it."""

from __future__ import annotations

from client.errors import NotFound
from client.operations.story import record_story
from client.operations.vehicles import vehicle_behind
from client.store import Changes, Reader
from client.ui.changes_said import what_of
from client.ui.vehicles.field_words import field_label, is_told
from client.ui.vehicles.record_words import record_named
from client.ui.vehicles.shown import Shown
from garage.records import Record, Vehicle

_MOST = 60
"""Of more records nobody asks each for its vehicle."""


def turned_words(reader: Reader, changes: Changes, shown: Shown) -> str:
    """ "Total · Fill-up, 18 Nov · Octavia", "3 records · Octavia": the field where it is one."""
    records = _records(reader, changes) if len(changes.ids) <= _MOST else []
    vehicles = {each.id: each for record in records if (each := vehicle_behind(reader, record))}
    vehicle = next(iter(vehicles.values())) if len(vehicles) == 1 else None
    if len(records) == len(changes.ids) == 1:
        own = shown.of(vehicle) if vehicle is not None else shown
        parts = [_field(reader, records[0], changes), record_named(records[0], own)]
    else:
        parts = [what_of(changes)]
    if vehicle is not None and not isinstance(records[0], Vehicle):
        parts.append(vehicle.name)
    return " · ".join(part for part in parts if part)


def _records(reader: Reader, changes: Changes) -> list[Record]:
    """Those that are here."""
    found = []
    for id_ in changes.ids:
        try:
            found.append(reader.find(id_))
        except NotFound:
            continue  # The server did not take it, so it is not here any more.
    return found


def _field(reader: Reader, record: Record, changes: Changes) -> str:
    """What the one field is called that went back; "" where there is more, or the record itself."""
    deeds = record_story(reader, record.id, most=1).deeds
    if not deeds or deeds[0].number != changes.undo:
        return ""
    told = [step.name for step in deeds[0].steps if is_told(step.kind, step.name)]
    return field_label(record.kind, told[0]) if len(told) == 1 else ""
