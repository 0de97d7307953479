"""What other rooms read of records: those that changed, those that went, and some by their ids."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, Table, bindparam, select, union_all

from garage.sync.merge import Json
from sync_server.kit.rows import among_given, as_given
from sync_server.records import kept as keeping
from sync_server.records.tables import ERASED, MOVED, RECORD


@dataclass(frozen=True, slots=True)
class Seen:
    """A record as it is now: its flat fields, who made it, and where it stands in its space."""

    id: str
    kind: str
    fields: dict[str, Json]
    author: str
    seq: int
    born: int

    @property
    def deleted(self) -> bool:
        """Whether it was deleted, which can be undone."""
        return self.fields.get("deleted") is True


def changed_since(
    connection: Connection, space: str, seq: int, kinds: Collection[str], most: int
) -> list[Seen]:
    """Records of these kinds above a place in the space, in the order of `seq`."""
    given = {"within": space, "above": seq, "kinds": as_given(connection, kinds), "most": most}
    rows = connection.execute(_changed(connection.dialect.name), given)
    return [_seen(row) for row in rows]


def gone_since(connection: Connection, space: str, seq: int) -> Iterator[tuple[str, int]]:
    """Ids that were erased or moved away above a place in the space, and where."""
    rows = connection.execute(_GONE, {"within": space, "above": seq})
    yield from ((row.id, row.seq) for row in rows)


def records_of(connection: Connection, space: str, ids: Iterable[str]) -> dict[str, Seen]:
    """Id → record, of those that are there, deleted ones too."""
    found = keeping.read(connection, space, ids)
    return {id_: seen_of(each) for id_, each in found.items()}


def seen_of(kept: keeping.Kept) -> Seen:
    """A record that was read already."""
    return _seen((kept.id, kept.kind, kept.fields, kept.author, kept.seq, kept.born))


_COLUMNS = (
    RECORD.c.id, RECORD.c.kind, RECORD.c.fields, RECORD.c.author, RECORD.c.seq, RECORD.c.born,
)  # fmt: skip


@cache
def _changed(dialect: str) -> Any:
    return (
        select(*_COLUMNS)
        .where(
            RECORD.c.space == bindparam("within"),
            RECORD.c.seq > bindparam("above"),
            among_given(dialect, RECORD.c.kind, "kinds"),
        )
        .order_by(RECORD.c.seq)
        .limit(bindparam("most"))
    )


def _gone(table: Table[Any]) -> Select[Any]:
    return select(table.c.id, table.c.seq).where(
        table.c.space == bindparam("within"), table.c.seq > bindparam("above")
    )


_GONE = union_all(_gone(ERASED), _gone(MOVED))


def _seen(row: tuple[str, str, str, str, int, int]) -> Seen:
    id_, kind, fields, author, seq, born = row
    return Seen(id_, kind, msgspec.json.decode(fields), author, seq, born)
