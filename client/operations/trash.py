"""The trash: what was deleted, when and by which deed, and what must come back with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, func, select

from client.errors import NotFound
from client.operations.vehicles import title_of, vehicle_behind
from client.store import Query, Reader
from client.store.codec import DELETED, codec
from client.store.schema import HISTORY, OPERATION
from client.store.search import fold
from garage.records import Kind, Record, Vehicle, find_kind, kinds
from garage.sync import stamp_time

_DEEPEST = 4
_AT_ONCE = 400


@dataclass(frozen=True)
class Trashed:
    """A record in the trash."""

    record: Record
    at: datetime
    deed: str = "delete"
    """The name of the operation that put it there: "delete", "undo", …"""
    vehicle: Vehicle | None = None
    """The vehicle it is about; in the trash itself if its `deleted` says so."""
    owners: tuple[Record, ...] = ()
    """What it hangs on and is in the trash too, so that it alone would not be seen again."""
    holds: int = 0
    """For a vehicle: how many records are seen again with it."""

    @property
    def id(self) -> str:
        return self.record.id


@dataclass(frozen=True)
class Trash:
    """The newest of what was deleted, and how much there is."""

    items: tuple[Trashed, ...] = ()
    total: int = 0


class _OwnersReader(Reader):
    """Finds a record once, however many others hang on it: the log of a vehicle, for one."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self._found: dict[str, Record] = {}

    def find(self, id_: str) -> Record:
        found = self._found.get(id_)
        if found is None:
            found = self._found[id_] = super().find(id_)
        return found


def trash(reader: Reader, text: str = "", most: int = 500) -> Trash:
    """What is in the trash, the newest deleted first; with `text` what has all its words."""
    words = fold(text).split()
    rows: list[tuple[str, Kind, Record]] = []
    total = 0
    for kind in kinds():
        if words:
            found = [row for row in _deleted(reader, kind, None) if _has(kind, row[1], words)]
            total += len(found)
        else:
            found = list(_deleted(reader, kind, most))
            total += reader.count(kind, Query(deleted=True))
        rows += [(stamp, kind, record) for stamp, record in found]
    rows.sort(key=lambda row: row[0], reverse=True)
    shown = rows[:most]
    deeds = _deeds(reader, [record.id for _, _, record in shown])
    owners = _OwnersReader(reader.connection)
    items = [
        _trashed(
            owners,
            kind,
            record,
            *deeds.get((record.id, stamp), ("delete", stamp_time(stamp))),
        )
        for stamp, kind, record in shown
    ]
    return Trash(tuple(items), total)


def _deleted(reader: Reader, kind: Kind, most: int | None) -> Iterator[tuple[str, Record]]:
    """(stamp of the deletion, record) of a kind, the newest deleted first."""
    coding = codec(kind)
    columns = coding.table.c
    mark = func.coalesce(func.json_extract(columns.stamps, f"$.{DELETED}"), columns.stamp)
    query = coding.select().add_columns(mark.label("mark")).where(columns.deleted == 1)
    query = query.order_by(mark.desc())
    if most is not None:
        query = query.limit(most)
    for row in reader.connection.execute(query):
        record = coding.record(row[:-1])
        if reader.tells_of(record.space):
            yield str(row[-1]), record


def _has(kind: Kind, record: Record, words: Sequence[str]) -> bool:
    said = fold(" ".join((kind.label, *kind.words(codec(kind).values(record)))))
    return all(word in said for word in words)


def _deeds(reader: Reader, ids: Sequence[str]) -> dict[tuple[str, str], tuple[str, datetime]]:
    """(id, stamp) → name and time of the operation that wrote that mark."""
    found: dict[tuple[str, str], tuple[str, datetime]] = {}
    for start in range(0, len(ids), _AT_ONCE):
        query: Any = (
            select(HISTORY.c.id, HISTORY.c.by_stamp, OPERATION.c.name, OPERATION.c.at)
            .join(OPERATION, OPERATION.c.n == HISTORY.c.operation)
            .where(HISTORY.c.id.in_(ids[start : start + _AT_ONCE]), HISTORY.c.field == DELETED)
        )
        rows = reader.connection.execute(query)
        for row in rows:
            at = datetime.fromtimestamp(row.at / 1000, UTC)
            found[row.id, row.by_stamp] = row.name, at
    return found


def _trashed(reader: Reader, kind: Kind, record: Record, deed: str, at: datetime) -> Trashed:
    if isinstance(record, Vehicle):
        return Trashed(record, at, deed, holds=_held(reader, record))
    return Trashed(
        record,
        at,
        deed,
        vehicle_behind(reader, record),
        tuple(_deleted_owners(reader, kind, record)),
    )


def _held(reader: Reader, vehicle: Vehicle) -> int:
    """How many records that are not in the trash themselves hang on a vehicle."""
    return sum(
        reader.count(kind, Query(owner=vehicle.id)) for kind in kinds() if kind.owner == "vehicle"
    )


def _deleted_owners(reader: Reader, kind: Kind, record: Record) -> Iterator[Record]:
    for _step in range(_DEEPEST):
        name = kind.owner if kind.owner else "vehicle" if "vehicle" in kind.by_name else ""
        target = str(getattr(record, name, "") or "") if name else ""
        if not target:
            return
        try:
            record = reader.find(target)
        except NotFound:
            return
        if record.deleted:
            yield record
        found = find_kind(record.kind)
        if found is None:
            return
        kind = found


def owners_of(items: Iterable[Trashed]) -> tuple[Record, ...]:
    """All that these hang on and is in the trash, without what is among them, each once."""
    items = list(items)
    there = {item.id for item in items}
    found = {owner.id: owner for item in items for owner in item.owners}
    return tuple(owner for id_, owner in found.items() if id_ not in there)


def name_of(record: Record) -> str:
    """What a record is called, or its kind's label."""
    kind = find_kind(record.kind)
    return title_of(kind, record) if kind is not None else record.kind
