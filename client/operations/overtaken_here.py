"""The overtaken values of a vehicle that one has not decided about, and being content with them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
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
"""Values that are told of a vehicle."""
_MOST_OF_FORM = 500
_MOST_READ = 5_000
_MOST_SEEN = 2_000
_AT_ONCE = 400


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


@dataclass(frozen=True, slots=True)
class _Standing:
    """A row about a value that does not count again, with its record as that is now."""

    row: Row[Any]
    record: Record
    value: Json
    now: Json


def vehicle_overtaken(reader: Reader, vehicle: str) -> list[Lost]:
    """Those of a vehicle and all that hangs on it, the latest first; none that is settled."""
    return _told(reader, islice(_open_of(reader, vehicle), MOST))


def vehicle_marked(reader: Reader, vehicle: str) -> list[Record]:
    """The records of a vehicle with such a value, however many there are."""
    return list({each.record.id: each.record for each in _open_of(reader, vehicle)}.values())


def count_undecided(reader: Reader, records: Sequence[str]) -> Counter[str]:
    """Record → how many of its values lost that one has not decided about."""
    seen = _seen(reader)
    rows = (row for row in _rows_of(reader, records) if row.id not in seen)
    return Counter(each.record.id for each in _standing(reader, rows))


def records_overtaken(reader: Reader, records: Sequence[str]) -> list[Lost]:
    """All of some records that do not count again, those included that one is content with.

    The latest first.
    """
    rows = _rows_of(reader, records)
    return _told(reader, islice(_standing(reader, rows), _MOST_OF_FORM))


def any_overtaken(reader: Reader) -> bool:
    """Whether a value was overtaken at all: most garages never have one."""
    first = select(OVERTAKEN.c.id).limit(1)
    return reader.connection.execute(first).first() is not None


def _seen(reader: Reader) -> frozenset[str]:
    return frozenset(reader.settings().get(SEEN) or ())


def _open_of(reader: Reader, vehicle: str) -> Iterator[_Standing]:
    if not any_overtaken(reader):
        return iter(())
    scopes = [(kind, where) for kind in kinds() if (where := hanging(kind, vehicle)) is not None]
    ids = union(*(select(codec(kind).table.c.id).where(where) for kind, where in scopes))
    seen = _seen(reader)
    rows = reader.connection.execute(
        select(OVERTAKEN)
        .where(OVERTAKEN.c.record.in_(ids))
        .order_by(OVERTAKEN.c.stamp.desc())
        .limit(_MOST_READ + len(seen))
    ).all()
    return _standing(reader, (row for row in rows if row.id not in seen))


def _rows_of(reader: Reader, records: Sequence[str]) -> list[Row[Any]]:
    """What is kept of some records, the latest first."""
    if not any_overtaken(reader):
        return []
    found: list[Row[Any]] = []
    for start in range(0, len(records), _AT_ONCE):
        some = records[start : start + _AT_ONCE]
        query = select(OVERTAKEN).where(OVERTAKEN.c.record.in_(some))
        latest = query.order_by(OVERTAKEN.c.stamp.desc()).limit(_MOST_READ)
        found += reader.connection.execute(latest).all()
    return sorted(found, key=lambda row: str(row.stamp), reverse=True)[:_MOST_READ]


def _standing(reader: Reader, rows: Iterable[Row[Any]]) -> Iterator[_Standing]:
    """Without what counts again, what is of a record that is gone, and what people are not told."""
    records: dict[str, Record | None] = {}
    for row in rows:
        if row.record not in records:
            records[row.record] = _find(reader, row.record)
        record = records[row.record]
        kind = find_kind(record.kind) if record is not None else None
        if record is None or kind is None or row.field.partition("/")[0] in untold_fields(kind):
            continue
        value, now = _value(row), codec(kind).flat(record).get(row.field)
        if now != value:
            yield _Standing(row, record, value, now)


def _find(reader: Reader, id_: str) -> Record | None:
    try:
        record = reader.find(id_)
    except NotFound:
        return None
    return None if record.deleted else record


def _value(row: Row[Any]) -> Json:
    return None if row.value is None else load(row.value)


def _told(reader: Reader, standing: Iterable[_Standing]) -> list[Lost]:
    """The same with who made them; whose each device is, is asked once."""
    found = list(standing)
    stamps = {stamp for each in found for stamp in (each.row.stamp, each.row.by_stamp)}
    devices = makers_of(reader, {stamp_device(stamp) for stamp in stamps})
    authors = {each.row.author for each in found if each.row.author}
    people = {author: maker_of(reader, author) for author in authors}
    alone = _alone(reader, {each.record.space for each in found})
    told = []
    for each in found:
        row = each.row
        by = devices.get(stamp_device(row.stamp), Maker())
        if row.author and not by.here:
            by = people[row.author]
        won = devices.get(stamp_device(row.by_stamp), Maker())
        if not won.name and each.record.space in alone:
            won = Maker(by.name, you=True)
        told.append(
            Lost(
                row.id, each.record, row.field, each.value, by, stamp_time(row.stamp),
                each.now, won, stamp_time(row.by_stamp),
            )
        )  # fmt: skip
    return told


def _alone(reader: Reader, spaces: Collection[str]) -> frozenset[str]:
    """Those where nobody else is in: whatever device an edit came from, it was one's own."""
    alone = select(SPACE.c.id).where(SPACE.c.id.in_(spaces), SPACE.c.members == 1)
    return frozenset(reader.connection.execute(alone).scalars())


def fine_as_it_is(store: Store, overtaken: str) -> None:
    """Do not ask about this value again, on this device; it stays in the record's history."""

    def look(reader: Reader) -> list[str]:
        seen = [*(reader.settings().get(SEEN) or []), overtaken]
        held = select(OVERTAKEN.c.id).where(OVERTAKEN.c.id.in_(seen))
        there = set(reader.connection.execute(held).scalars())
        return [id_ for id_ in dict.fromkeys(seen) if id_ in there][-_MOST_SEEN:]

    change_settings(store, {SEEN: store.read(look)})
