"""Records as the server keeps them: read in one query, changed in memory, written in one go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from operator import attrgetter
from typing import Any

import msgspec
from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    LargeBinary,
    Select,
    bindparam,
    case,
    cast,
    func,
    literal,
    select,
)

from garage.ids import is_id
from garage.records import kinds
from garage.sync import Stamp, State, canonical, expand
from garage.sync.merge import Json
from garage.sync.wire import OVERTAKEN, digest_of_text
from sync_server.kit.rows import among, among_given, as_given, insert_many
from sync_server.records.tables import RECORD
from sync_server.records.wire import KeptEnvelope
from sync_server.spaces.service import Head, set_head, signed

# Thousands of records name one space and one vehicle.
is_known_id = lru_cache(maxsize=1_024)(is_id)

_ENCODER = msgspec.json.Encoder(order="sorted")
OWNING = {kind.name: kind.owner for kind in kinds()} | {OVERTAKEN: "record"}
"""Kind → the field that names what a record hangs on; None for what stands by itself."""
# What a kind of a newer version may hang on.
_OWNERS = tuple(sorted({kind.owner for kind in kinds() if kind.owner}))


class Kept(msgspec.Struct, gc=False):
    """One record. Its texts are what the table holds; `state` decodes them when asked.

    Both texts are empty as long as they were too long to be read: no JSON is.
    """

    space: str
    id: str
    kind: str
    author: str
    fields: str
    stamps: str
    born: int = 0
    seq: int = 0
    part: int = 0
    n: int = 0
    """Its row; 0 for none yet."""
    owner: str | None = None
    place: tuple[str, str, int, str | None] | None = None
    """Its space, author, birth and owner as the row has them."""

    def state(self) -> tuple[dict[str, Json], dict[str, Stamp]]:
        """Its fields, and the stamp of each."""
        fields: dict[str, Json] = msgspec.json.decode(self.fields)
        return fields, expand(msgspec.json.decode(self.stamps), fields)

    def become(self, state: State, text: str) -> None:
        """Take another state (expanded stamps), whose fields are `text` as JSON."""
        self.fields = text
        self.stamps = short_text(state.stamps)
        self.owner = owner_in(self.kind, state.fields)

    @property
    def stays(self) -> bool:
        """Whether its row stays where it is in all indexes but that of `seq`: mostly it does."""
        return self.place == (self.space, self.author, self.born, self.owner)

    def envelope(self, *, same: bool = False) -> KeptEnvelope:
        """The record as it travels."""
        fields = msgspec.UNSET if same else msgspec.Raw(self.fields.encode())
        return KeptEnvelope(
            self.space, self.id, self.kind, self.seq, self.born,
            msgspec.Raw(self.stamps.encode()), fields, self.author,
        )  # fmt: skip


def as_text(value: Any) -> str:
    """JSON with sorted names."""
    return _ENCODER.encode(value).decode()


def short_text(stamps: Mapping[str, Stamp]) -> str:
    """Expanded stamps as the text of their short form."""
    values = set(stamps.values())
    if len(values) == 1:
        return one_stamp_text(values.pop())
    return as_text(canonical(stamps))


def one_stamp_text(stamp: Stamp) -> str:
    """The short form of stamps that are all the same."""
    return f'{{"":"{stamp}"}}'


def owner_in(kind: str, fields: Mapping[str, Json]) -> str | None:
    """The record that one of this kind hangs on."""
    if kind in OWNING:
        name = OWNING[kind]
        value = fields.get(name) if name else None
        return value if isinstance(value, str) and is_known_id(value) else None
    found = (fields.get(name) for name in _OWNERS)
    return next((value for value in found if isinstance(value, str) and is_known_id(value)), None)


_TEXTS = (RECORD.c.fields, RECORD.c.stamps)


def _select(fields: ColumnElement[str], stamps: ColumnElement[str]) -> Select[Any]:
    """What `_kept` takes; the two texts, or what is read in their place."""
    return select(
        RECORD.c.space, RECORD.c.id, RECORD.c.kind, RECORD.c.author, fields, stamps,
        RECORD.c.born, RECORD.c.seq, RECORD.c.part, RECORD.c.n, RECORD.c.owner,
    )  # fmt: skip


def read(connection: Connection, space: str, ids: Iterable[str]) -> dict[str, Kept]:
    """Id → record, of those that are there."""
    wanted = list(ids)
    if not wanted:
        return {}
    given = {"within": space, "ids": as_given(connection, wanted)}
    rows = connection.execute(_those(connection.dialect.name), given).all()
    return {kept.id: kept for kept in map(_kept, rows)}


@cache
def _those(dialect: str) -> Any:
    return _select(*_TEXTS).where(
        RECORD.c.space == bindparam("within"), among_given(dialect, RECORD.c.id, "ids")
    )


def read_short(
    connection: Connection, space: str, ids: Iterable[str], longest: int = 0
) -> dict[str, Kept]:
    """The same, without fields and stamps where those are over so many bytes: see `fill`."""
    given = {"within": space, "ids": as_given(connection, ids), "longest": longest}
    rows = connection.execute(_short_ones(connection.dialect.name), given).all()
    return {kept.id: kept for kept in map(_kept, rows)}


@cache
def _short_ones(dialect: str) -> Any:
    is_short = _bytes_of(dialect, RECORD.c.fields) + _bytes_of(
        dialect, RECORD.c.stamps
    ) <= bindparam("longest")
    texts = (case((is_short, each), else_="") for each in _TEXTS)
    return _select(*texts).where(
        RECORD.c.space == bindparam("within"), among_given(dialect, RECORD.c.id, "ids")
    )


def _bytes_of(dialect: str, text: Column[str]) -> ColumnElement[int]:
    """How long it is; SQLite tells it of texts in letters, until version 3.43."""
    if dialect == "sqlite":
        return func.length(cast(text, LargeBinary))
    return func.octet_length(text)


def fill(connection: Connection, kept: Kept) -> None:
    """Read the fields and stamps that `read_short` left out."""
    kept.fields, kept.stamps = connection.execute(_FILLING, {"row": kept.n}).one()


_FILLING = select(*_TEXTS).where(RECORD.c.n == bindparam("row"))


def hanging_on(connection: Connection, space: str, owners: Iterable[str]) -> dict[str, Kept]:
    """Id → record, of those that hang directly on one of `owners`; without fields and stamps."""
    rows = connection.execute(
        _select(literal(""), literal("")).where(
            RECORD.c.space == space, among(connection, RECORD.c.owner, owners)
        )
    )
    return {kept.id: kept for kept in map(_kept, rows)}


def _kept(row: Sequence[Any]) -> Kept:
    space, id_, kind, author, fields, stamps, born, seq, part, n, owner = row
    place = (space, author, born, owner)
    return Kept(space, id_, kind, author, fields, stamps, born, seq, part, n, owner, place)


class Writing:
    """What is written in one locked space: each change takes the next `seq`."""

    def __init__(self, connection: Connection, head: Head) -> None:
        self.connection = connection
        self.space = head.id
        self.began = head.head
        self.head = head.head
        self.digest = head.digest
        self._changed: dict[str, Kept] = {}

    def change(self, kept: Kept) -> None:
        """Let a record, new or changed, be written."""
        assert kept.fields, "what was not read would be written over"
        self._changed.setdefault(kept.id, kept)

    def next_seq(self) -> int:
        """A place of its own for what is no record: an erasure, a move."""
        self.head += 1
        return self.head

    def leave(self, kept: Kept) -> None:
        """Take a record out of the digest; its row is the caller's to delete."""
        self.digest -= kept.part

    @property
    def count(self) -> int:
        """How many records were written."""
        return len(self._changed)

    def changed(self) -> Iterator[Kept]:
        """What was written, in the order of `seq`."""
        return iter(self._changed.values())

    def finish(self) -> None:
        """Give each change its `seq`, write all of them, and move the head."""
        for kept in self._changed.values():
            self._place(kept)
        new = [kept for kept in self._changed.values() if not kept.n]
        old = [kept for kept in self._changed.values() if kept.n]
        if new:
            insert_many(self.connection, RECORD.name, _INSERTED, list(map(_row, new)))
        self._update(_STAYING, [kept for kept in old if kept.stays])
        self._update(_MOVING, [kept for kept in old if not kept.stays])
        if self.head != self.began:
            set_head(self.connection, self.space, self.head, self.digest)

    def _update(self, names: tuple[str, ...], old: list[Kept]) -> None:
        if not old:
            return
        sets = ", ".join(f"{name} = {self._mark}" for name in names)
        statement = f"UPDATE record SET {sets} WHERE n = {self._mark}"
        cells = attrgetter(*names, "n")
        self.connection.exec_driver_sql(statement, list(map(cells, old)))

    @property
    def _mark(self) -> str:
        return "?" if self.connection.dialect.name == "sqlite" else "%s"

    def _place(self, kept: Kept) -> None:
        kept.seq = self.next_seq()
        kept.born = kept.born or kept.seq
        self.digest -= kept.part
        kept.part = signed(digest_of_text(kept.id, kept.seq, kept.stamps))
        self.digest += kept.part


_INSERTED = (
    "space", "id", "kind", "author", "born", "seq", "fields", "stamps", "owner", "part",
)  # fmt: skip
_row = attrgetter(*_INSERTED)
# A column that is set is taken out of its indexes and put in again, whatever its value.
_STAYING = ("seq", "fields", "stamps", "part")
_MOVING = (*_STAYING, "space", "author", "born", "owner")
