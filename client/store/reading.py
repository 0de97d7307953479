"""Reading from one snapshot: records, lists, counts, searches, histories."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import ColumnElement, Connection, select, text

from client.errors import NotFound
from client.store import hits
from client.store import search as fulltext
from client.store.bulk import plain_rows
from client.store.codec import DELETED, codec, load, read_stamps
from client.store.listing import Query, Sight, codec_of, counted, listed
from client.store.schema import (
    CLOCK,
    HISTORY,
    OPERATION,
    OVERTAKEN,
    PEOPLE,
    SPACE,
)
from client.store.spaces import within
from client.store.waiting import count_waiting
from garage.records import Kind, Record, find_kind, kinds
from garage.sync import Stamp, stamp_device, stamp_time
from garage.sync.merge import Json
from garage.words import N_, told

if TYPE_CHECKING:
    from garage.filters import Expression

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Edit:
    """One value that a field had or has, in a record's history."""

    field: str
    value: Json
    device: str
    at: datetime
    current: bool
    overtaken: bool = False
    """Whether it lost to an edit that was made at the same time elsewhere."""
    by: str = ""
    """Who made it, where that is known."""


@dataclass(frozen=True, slots=True)
class Deed:
    """An operation in the log."""

    number: int
    name: str
    title: str
    at: int


class Reader:
    """A snapshot of the store; what it gives out is frozen and outlives it."""

    def __init__(self, connection: Connection, garage: str = "") -> None:
        """Of `garage` alone, with what it encloses, lists tell; what is named is found anyway."""
        self.connection = connection
        self._garage = garage

    @cached_property
    def sight(self) -> Sight:
        """What there is to be seen, and of which garage lists tell."""
        out = plain_rows(self.connection, _OUT_OF_SIGHT)
        return Sight(
            tuple([batch for batch, _ in out if batch is not None]),
            tuple([space for _, space in out if space is not None]),
            within(self.connection, self._garage) if self._garage else (),
        )

    def get(self, kind: type[R], id_: str) -> R:
        """The record of this kind and id, deleted or not; raises NotFound."""
        found = self._find(find_kind(kind.kind), id_)
        if found is None:
            raise NotFound(
                told("there is no {kind} {id_}", kind=kind.kind, id_=id_),
                N_("list the records to find its id"),
            )
        return found  # type: ignore[return-value]  # a kind's codec makes its type

    def find(self, id_: str) -> Record:
        """The record of this id, of whatever kind; raises NotFound."""
        kind, _ = find_record(self.connection, id_)
        found = self._find(kind, id_)
        if found is None:
            raise NotFound(
                told("there is no record {id_}", id_=id_), N_("list the records to find its id")
            )
        return found

    def _find(self, kind: Kind | None, id_: str) -> Record | None:
        if kind is None:
            return None
        coding = codec(kind)
        row = self.connection.execute(self.sight.of(coding.by_id, kind), {"id": id_}).first()
        return None if row is None else coding.record(row)

    def all(self, kind: type[R], query: Query = Query()) -> list[R]:  # frozen
        """Records of a kind; by time, the newest first, unless the query sorts otherwise."""
        known = find_kind(kind.kind)
        assert known is not None
        return self.records(known, query)  # type: ignore[return-value]  # the kind's own type

    def records(self, kind: Kind, query: Query = Query()) -> list[Record]:  # frozen
        """Like `all`, for a kind known only by its declaration."""
        return codec_of(kind, query).records(listed(self.connection, kind, query, self.sight))

    def count(self, kind: Kind, query: Query = Query()) -> int:  # frozen
        """How many records the query has without its limit."""
        return counted(self.connection, kind, query, self.sight)

    def condition(self, kind: Kind, expression: Expression) -> ColumnElement[bool]:
        """What a filter asks of rows of a kind, for `Query.where`; for this reader alone."""
        # Few reads filter, and none of the window's first ones do.
        from client.store.filtering import condition_of, teach

        # No two filters make one statement: compiled, hundreds of them would be kept for nothing.
        self.connection.execution_options(compiled_cache=None)
        teach(self.connection)
        return condition_of(expression, kind, self.sight.imports)

    def search(self, text: str, limit: int = 50) -> list[fulltext.Hit]:
        """Records that a text finds, the best first."""
        sight = self.sight
        found = fulltext.search(self.connection, text, limit=limit, hidden=sight.imports)
        return hits.told_of(self, found) if sight.hidden or sight.only else found

    def tells_of(self, space: str) -> bool:
        """Whether lists tell of what is in a space: it is of the garage that is shown."""
        return not self.sight.only or space in self.sight.only

    def history(self, id_: str) -> list[Edit]:
        """All values that the fields of a record had and have, the newest first."""
        record = self.find(id_)
        kind = find_kind(record.kind)
        assert kind is not None
        coding = codec(kind)
        table = coding.table
        row = self.connection.execute(
            select(table.c.stamp, table.c.stamps).where(
                table.c.id == id_, table.c.space == record.space
            )
        ).one()
        flat = coding.flat(record)
        stamps = read_stamps(flat, row.stamp, row.stamps)
        edits = [
            (stamp, _edit(name, flat.get(name), stamp, current=True))
            for name, stamp in stamps.items()
        ]
        earlier = select(HISTORY).where(HISTORY.c.id == id_, HISTORY.c.space == record.space)
        for old in self.connection.execute(earlier):
            made_here = old.field == DELETED and old.stamp is None
            if old.stamp is not None and not made_here:
                value = None if old.value is None else load(old.value)
                edits.append((old.stamp, _edit(old.field, value, old.stamp, current=False)))
        edits += self._overtaken(record)
        # By the stamp, which tells the order of two edits of one millisecond too.
        unique: dict[tuple[Stamp, str, bool, str], Edit] = {}
        for stamp, e in edits:
            key = (stamp, e.field, e.current, str(e.value))
            # What was replaced here by another device's edit may be known as overtaken, too.
            if key not in unique or e.overtaken:
                unique[key] = e
        return [
            unique[key] for key in sorted(unique, key=lambda k: (k[0], k[2], k[1]), reverse=True)
        ]

    def _overtaken(self, record: Record) -> list[tuple[Stamp, Edit]]:
        """Values of others, or of this device, that lost to edits made at the same time."""
        rows = self.connection.execute(
            select(OVERTAKEN, PEOPLE.c.name)
            .outerjoin(PEOPLE, PEOPLE.c.id == OVERTAKEN.c.author)
            .where(OVERTAKEN.c.record == record.id, OVERTAKEN.c.space == record.space)
        )
        return [
            (
                row.stamp,
                Edit(
                    row.field, None if row.value is None else load(row.value),
                    stamp_device(row.stamp), stamp_time(row.stamp), False, True,
                    row.name or row.author,
                ),
            )
            for row in rows
        ]  # fmt: skip

    def overtaken(self, ids: Sequence[str]) -> set[str]:
        """Those of the records `ids` of which a value was overtaken and is not the current one."""
        query = select(OVERTAKEN.c.record).where(OVERTAKEN.c.record.in_(ids)).distinct()
        return set(self.connection.execute(query).scalars())

    def waiting(self) -> int:
        """How many records have edits that no server has taken yet."""
        return count_waiting(self.connection)

    def last_deed(self, state: str = "done") -> Deed | None:
        """What undo ("done") or redo ("undone") would take next."""
        row = self.connection.execute(
            select(OPERATION.c.n, OPERATION.c.name, OPERATION.c.title, OPERATION.c.at)
            .where(OPERATION.c.state == state)
            .order_by(OPERATION.c.n.desc())
        ).first()
        return None if row is None else Deed(*row)

    def home(self) -> tuple[str, str]:
        """(id, name) of the person's own garage."""
        row = self.connection.execute(
            select(SPACE.c.id, SPACE.c.name).where(SPACE.c.home == 1)
        ).one()
        return row.id, row.name

    def device(self) -> str:
        """This device's id."""
        return str(self.connection.execute(select(CLOCK.c.device)).scalar_one())

    def settings(self) -> dict[str, Any]:
        """What the person set, by name."""
        rows = plain_rows(self.connection, "SELECT name, value FROM setting")
        return {name: load(value) for name, value in rows}

    def natural_keys(
        self, kind: Kind, owner: str | None, names: Sequence[str]
    ) -> set[tuple[Any, ...]]:
        """The cells of the fields `names` of all records that hang on `owner`, trash included."""
        table = codec(kind).table
        columns = [
            table.c[name if name == "id" or not kind.field(name).type.sortable else f"{name}_si"]
            for name in names
        ]
        statement = self.sight.of(select(*columns), kind)
        if owner is not None and kind.owner is not None:
            statement = statement.where(table.c[kind.owner] == owner)
        return {tuple(row) for row in self.connection.execute(statement)}


_OUT_OF_SIGHT = (
    "SELECT n, NULL AS space FROM batch WHERE state = 'open' "
    "UNION ALL SELECT NULL, id FROM space WHERE hidden"
)
"""Imports under way; spaces that are not shown before a server has said that one is in them."""


def _edit(field: str, value: Json, stamp: Stamp, *, current: bool) -> Edit:
    return Edit(field, value, stamp_device(stamp), stamp_time(stamp), current)


def find_record(connection: Connection, id_: str) -> tuple[Kind, str]:
    """The kind and space of an id; raises NotFound."""
    row = connection.execute(_FIND, {"id": id_}).first()
    kind = find_kind(row.kind) if row is not None else None
    if row is None or kind is None:
        raise NotFound(
            told("there is no record {id_}", id_=id_), N_("list the records to find its id")
        )
    return kind, row.space


_FIND = text(
    " UNION ALL ".join(
        f"SELECT '{kind.name}' AS kind, space FROM k_{kind.name} WHERE id = :id" for kind in kinds()
    )
    + " LIMIT 1"
)
