"""The overtaken values of a vehicle that one has not decided about, and being content with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select, union

from client.errors import NotFound
from client.operations.makers import Maker, maker_of, makers_of
from client.operations.settings import change_settings
from client.operations.story import hanging
from client.operations.told_fields import untold_fields
from client.store import Reader, Store
from client.store.codec import codec, load
from client.store.schema import OVERTAKEN, SPACE
from garage.records import Record, find_kind, kinds
from garage.sync import stamp_device, stamp_time
from garage.sync.merge import Json

SEEN = "overtaken_seen"
MOST = 50
_MOST_SEEN = 2_000


@dataclass(frozen=True)
class Lost:
    """A value that lost, beside the one that counts: who made each, and when."""

    id: str
    record: Record
    field: str
    value: Json
    by: Maker
    at: datetime
    now: Json
    now_by: Maker
    now_at: datetime


def vehicle_overtaken(reader: Reader, vehicle: str) -> list[Lost]:
    """Those of a vehicle and all that hangs on it, the latest first; none that is settled."""
    first = select(OVERTAKEN.c.id).limit(1)
    if reader.connection.execute(first).first() is None:
        return []
    scopes = [(kind, where) for kind in kinds() if (where := hanging(kind, vehicle)) is not None]
    ids = union(*(select(codec(kind).table.c.id).where(where) for kind, where in scopes))
    seen = reader.settings().get(SEEN) or []
    rows = reader.connection.execute(
        select(OVERTAKEN)
        .where(OVERTAKEN.c.record.in_(ids))
        .order_by(OVERTAKEN.c.stamp.desc())
        .limit(MOST + len(seen))
    ).all()
    unseen = (_lost(reader, row) for row in rows if row.id not in seen)
    return [lost for lost in unseen if lost is not None][:MOST]


def overtaken_records(reader: Reader, vehicle: str) -> frozenset[str]:
    """The ids of a vehicle's records that have a value one has not decided about."""
    return frozenset(lost.record.id for lost in vehicle_overtaken(reader, vehicle))


def open_questions(reader: Reader, record: str) -> int:
    """How many values of one record lost that one has not decided about."""
    seen = reader.settings().get(SEEN) or []
    return sum(lost.id not in seen for lost in record_overtaken(reader, record))


def record_overtaken(reader: Reader, record: str) -> list[Lost]:
    """All of one record that do not count again, those included that one is content with."""
    query = select(OVERTAKEN).where(OVERTAKEN.c.record == record).order_by(OVERTAKEN.c.stamp.desc())
    found = (_lost(reader, row) for row in reader.connection.execute(query.limit(MOST)).all())
    return [lost for lost in found if lost is not None]


def _lost(reader: Reader, row: Row[Any]) -> Lost | None:
    """None where the value counts again, what it is of is gone, or people are not told of it."""
    value = None if row.value is None else load(row.value)
    try:
        record = reader.find(row.record)
    except NotFound:
        return None
    kind = find_kind(record.kind)
    if kind is None or record.deleted or row.field.partition("/")[0] in untold_fields(kind):
        return None
    now = codec(kind).flat(record).get(row.field)
    if now == value:
        return None
    lost_on, won_on = stamp_device(row.stamp), stamp_device(row.by_stamp)
    devices = makers_of(reader, {lost_on, won_on})
    by = devices.get(lost_on, Maker())
    if row.author and not by.here:
        by = maker_of(reader, row.author)
    won = devices.get(won_on, Maker())
    if not won.name and _is_alone(reader, record.space):
        won = Maker(by.name, you=True)
    return Lost(
        row.id, record, row.field, value, by, stamp_time(row.stamp),
        now, won, stamp_time(row.by_stamp),
    )  # fmt: skip


def _is_alone(reader: Reader, space: str) -> bool:
    """Whether nobody else is in a space: whatever device an edit came from, it was one's own."""
    members = select(SPACE.c.members).where(SPACE.c.id == space)
    return reader.connection.execute(members).scalar() == 1


def fine_as_it_is(store: Store, overtaken: str) -> None:
    """Do not ask about this value again, on this device; it stays in the record's history."""

    def look(reader: Reader) -> list[str]:
        seen = [*(reader.settings().get(SEEN) or []), overtaken]
        held = select(OVERTAKEN.c.id).where(OVERTAKEN.c.id.in_(seen))
        there = set(reader.connection.execute(held).scalars())
        return [id_ for id_ in dict.fromkeys(seen) if id_ in there][-_MOST_SEEN:]

    change_settings(store, {SEEN: store.read(look)})
