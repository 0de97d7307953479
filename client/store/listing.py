"""What a list is asked for, and the statement that asks it: made once for each way of asking.

To put one together takes SQLAlchemy several times as long as SQLite takes to answer it, and to
send one that is put together twice as long. So its text is kept, and goes past SQLAlchemy.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, bindparam, func, select
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

from client.errors import BadRequest
from client.store.bulk import plain_rows
from client.store.codec import Codec, codec, narrow_codec
from client.store.schema import in_order
from garage.records import Kind, kind_named
from garage.words import N_, told

Condition = Callable[[Table[Any]], ColumnElement[bool]]

_KEPT_STATEMENTS = 128
_DIALECT = SQLiteDialect_pysqlite(paramstyle="named")
_TAKING_ALONG = ("vehicle", "calendar")
"""Kinds with which all that hangs on them goes out of sight while they are in the trash."""


@dataclass(frozen=True)
class Query:
    """What a list holds and how it is ordered."""

    owner: str | None = None
    """Only records that hang on this id (a vehicle's fill-ups, a service's lines)."""
    where: ColumnElement[bool] | Condition | None = None
    """A condition; of one that is always the same a function of the kind's table, a module's."""
    given: Mapping[str, Any] = field(default_factory=dict)
    """What such a function leaves open (`bindparam`), by name."""
    sort: str | None = None
    """A field's name, with "-" before it for the greatest first; else by time."""
    limit: int | None = None
    offset: int = 0
    deleted: bool = False
    """Only what is in the trash."""
    fields: tuple[str, ...] | None = None
    """Read only these fields (those of them that the kind has); the others read as absent."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What there is to be seen."""

    imports: tuple[int, ...] = ()
    """Those under way: what they brought is not to be seen yet."""
    hidden: tuple[str, ...] = ()
    """The spaces that are not to be seen."""
    only: tuple[str, ...] = ()
    """The spaces that lists tell of; all, if none are named."""

    def of(self, statement: Select[Any], kind: Kind) -> Select[Any]:
        """A statement about rows of a kind, without those that are out of sight."""
        columns = codec(kind).table.c
        if self.hidden:
            statement = statement.where(columns.space.not_in(self.hidden))
        if self.imports:
            statement = statement.where(
                columns.batch.is_(None) | columns.batch.not_in(self.imports)
            )
        return statement

    def listed(
        self, statement: Select[Any], kind: Kind, *, owned: bool = False, deleted: bool = False
    ) -> Select[Any]:
        """The same, with those alone that lists tell of; `owned`: that hang on "owner"."""
        columns = codec(kind).table.c
        statement = self.of(statement, kind).where(columns.deleted == int(deleted))
        if owned:
            if kind.owner is None:
                raise BadRequest(
                    told("a {name} hangs on nothing", name=kind.name), N_("leave the owner out")
                )
            return statement.where(columns[kind.owner] == bindparam("owner"))
        if self.only:
            statement = statement.where(columns.space.in_(self.only))
        if kind.owner in _TAKING_ALONG and not deleted:
            owners, owner = codec(kind_named(kind.owner)).table, columns[kind.owner]
            gone = select(owners.c.id).where(owners.c.deleted == 1)
            statement = statement.where(owner.is_(None) | owner.not_in(gone))
        return statement


def codec_of(kind: Kind, query: Query) -> Codec:
    """What reads the rows of `listing`."""
    return codec(kind) if query.fields is None else narrow_codec(kind, query.fields)


def listed(
    connection: Connection, kind: Kind, query: Query, sight: Sight
) -> Sequence[Sequence[Any]]:
    """The rows of a list in their order, for `codec_of`."""
    where, always = _parted(query)
    owned, paged = query.owner is not None, query.limit is not None or query.offset > 0
    way = kind, query.fields, query.sort, query.deleted, owned, paged, always, sight
    given = _given(query)
    if where is None:
        text, fixed = _listing_text(*way)
        return plain_rows(connection, text, {**fixed, **given})
    return connection.execute(_listing(*way).where(where), given).all()


def _given(query: Query) -> dict[str, Any]:
    limit = -1 if query.limit is None else query.limit
    return {**query.given, "owner": query.owner, "limit": limit, "offset": query.offset}


def _parted(query: Query) -> tuple[ColumnElement[bool] | None, Condition | None]:
    """The condition of this query alone, or else the one that its statement is made with."""
    where = query.where
    return (where, None) if where is None or isinstance(where, ColumnElement) else (None, where)


@lru_cache(_KEPT_STATEMENTS)
def _listing(
    kind: Kind,
    fields: tuple[str, ...] | None,
    sort: str | None,
    deleted: bool,
    owned: bool,
    paged: bool,
    always: Condition | None,
    sight: Sight,
) -> Select[Any]:
    coding = codec_of(kind, Query(fields=fields))
    statement = sight.listed(coding.select(), kind, owned=owned, deleted=deleted)
    columns = coding.table.c
    if always is not None:
        statement = statement.where(always(coding.table))
    name = sort or (f"-{kind.when}" if kind.when else kind.fields[0].name)
    column = columns[in_order(kind.field(name.removeprefix("-")))]
    order = (column.desc(), columns.n.desc()) if name.startswith("-") else (column, columns.n)
    statement = statement.order_by(*order)
    if paged:
        statement = statement.limit(bindparam("limit")).offset(bindparam("offset"))
    return statement


def counted(connection: Connection, kind: Kind, query: Query, sight: Sight) -> int:
    """How many rows a list has without its limit."""
    where, always = _parted(query)
    way = kind, query.deleted, query.owner is not None, always, sight
    if where is None:
        text, fixed = _counting_text(*way)
        ((count,),) = plain_rows(connection, text, {**fixed, **_given(query)})
    else:
        statement = _counting(*way).where(where)
        count = connection.execute(statement, _given(query)).scalar_one()
    return int(count)


@lru_cache(_KEPT_STATEMENTS)
def _counting(
    kind: Kind, deleted: bool, owned: bool, always: Condition | None, sight: Sight
) -> Select[Any]:
    table = codec(kind).table
    statement = select(func.count()).select_from(table)
    if always is not None:
        statement = statement.where(always(table))
    return sight.listed(statement, kind, owned=owned, deleted=deleted)


_Text = tuple[str, Mapping[str, Any]]
"""A statement's text, and those of its values that are always the same."""


@lru_cache(_KEPT_STATEMENTS)
def _listing_text(*way: Any) -> _Text:
    return _text(_listing(*way))


@lru_cache(_KEPT_STATEMENTS)
def _counting_text(*way: Any) -> _Text:
    return _text(_counting(*way))


def _text(statement: Select[Any]) -> _Text:
    compiled = statement.compile(dialect=_DIALECT)
    open_ones = {name: None for name, bind in compiled.binds.items() if bind.required}
    state = compiled.construct_expanded_state(open_ones)
    return state.statement, state.parameters
