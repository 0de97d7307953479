"""What stands behind the hits of a search, read together: one by one it takes far longer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import select

from client.store.codec import codec
from garage.records import Kind, Record, find_kind

if TYPE_CHECKING:
    from client.store.reading import Reader
    from client.store.search import Hit


def records_of(reader: Reader, hits: Sequence[Hit]) -> dict[str, Record]:
    """The records of hits by their ids, without those that are gone or not to be seen yet."""
    found: dict[str, Record] = {}
    for kind, ids in _by_kind(hits):
        coding = codec(kind)
        rows = reader.connection.execute(reader.sight.of(coding.by_ids, kind), {"ids": ids})
        for row in rows.all():
            found.setdefault(row.id, coding.record(row))
    return found


def told_of(reader: Reader, hits: Sequence[Hit]) -> list[Hit]:
    """Those of the hits that lists tell of."""
    told: set[str] = set()
    for kind, ids in _by_kind(hits):
        columns = codec(kind).table.c
        statement = select(columns.id, columns.space).where(columns.id.in_(ids))
        rows = reader.connection.execute(reader.sight.of(statement, kind))
        told.update(row.id for row in rows if reader.tells_of(row.space))
    return [hit for hit in hits if hit.id in told]


def _by_kind(hits: Sequence[Hit]) -> Iterator[tuple[Kind, list[str]]]:
    ids: dict[str, list[str]] = {}
    for hit in hits:
        ids.setdefault(hit.kind, []).append(hit.id)
    for name, those in ids.items():
        kind = find_kind(name)
        if kind is not None:
            yield kind, those
