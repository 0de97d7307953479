"""What the sync did, what waits to be sent and what was not taken, read at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from client.errors import NotFound
from client.operations.kept_edits import KeptEdit, kept_edits
from client.operations.told_fields import untold_fields
from client.operations.vehicles import vehicle_behind
from client.store import Reader
from client.store.codec import codec
from client.store.schema import CLOCK, OVERTAKEN, PENDING
from client.sync.diary import Diary, Line
from client.sync.status import SyncStatus, read_status
from garage.records import Record, Vehicle, find_kind, kinds

MOST_WAITING = 50
MOST_LINES = 100


@dataclass(frozen=True)
class LostValue:
    """A value that lines say was overtaken: of which record, which field, about which vehicle."""

    record: Record
    field: str
    vehicle: Vehicle | None


@dataclass(frozen=True)
class SyncActivity:
    """One snapshot; `waiting` are the first of the records that have something to be sent."""

    status: SyncStatus
    lines: tuple[Line, ...] = ()
    waiting: tuple[Record, ...] = ()
    kept: tuple[KeptEdit, ...] = ()
    records: Mapping[str, Record] = field(default_factory=dict)
    """What the lines name, as it is now."""
    lost: Mapping[str, LostValue] = field(default_factory=dict)
    """The values that were overtaken, by their ids; none that people are not told of."""
    sent_today: int = 0
    received_today: int = 0
    clock_ahead: int = 0
    """Milliseconds by which the server's clock is ahead of ours, once it was corrected."""


def sync_activity(reader: Reader, folder: Path, midnight: datetime) -> SyncActivity:
    """The activity of a profile; `midnight` is when today began."""
    lines = Diary(folder).lines(MOST_LINES)
    begun = midnight.timestamp() * 1000
    today = [line for line in lines if line.at >= begun]
    ids = {id_ for line in lines for id_ in line.records}
    clock = reader.connection.execute(select(CLOCK.c.offset)).scalar_one()
    return SyncActivity(
        read_status(reader), tuple(lines), _waiting(reader), tuple(kept_edits(reader)),
        {id_: found for id_ in ids if (found := _found(reader, id_)) is not None},
        _lost(reader, {id_ for line in lines for id_ in line.lost}),
        sum(line.sent for line in today), sum(line.received for line in today), int(clock),
    )  # fmt: skip


def _lost(reader: Reader, ids: Collection[str]) -> dict[str, LostValue]:
    rows = reader.connection.execute(select(OVERTAKEN).where(OVERTAKEN.c.id.in_(ids))).all()
    found = {}
    for row in rows:
        record = _found(reader, row.record)
        kind = find_kind(record.kind) if record is not None else None
        if record is None or kind is None:
            continue
        if row.field.partition("/")[0] not in untold_fields(kind):
            found[row.id] = LostValue(record, row.field, vehicle_behind(reader, record))
    return found


def _found(reader: Reader, id_: str) -> Record | None:
    try:
        return reader.find(id_)
    except NotFound:
        return None


def _waiting(reader: Reader) -> tuple[Record, ...]:
    edited = select(PENDING.c.id).distinct().limit(MOST_WAITING)
    ids = [str(id_) for id_ in reader.connection.execute(edited).scalars()]
    for kind in kinds():
        if len(ids) >= MOST_WAITING:
            break
        table = codec(kind).table
        fresh = select(table.c.id).where(table.c.seq.is_(None)).limit(MOST_WAITING - len(ids))
        ids += [str(id_) for id_ in reader.connection.execute(fresh).scalars()]
    found = (_found(reader, id_) for id_ in dict.fromkeys(ids))
    return tuple(record for record in found if record is not None)
