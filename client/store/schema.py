"""The local database's tables: one for each kind, derived from it, and the store's own."""

from __future__ import annotations

import threading
from functools import cache
from typing import Any

from sqlalchemy import Column, Float, Index, Integer, MetaData, Table, Text, text
from sqlalchemy.types import TypeEngine

from garage.records import Kind

VERSION = 1
"""The number of the last migration (PRAGMA user_version)."""

METADATA = MetaData()
_MAKING = threading.Lock()

# What every kind's table has beside its fields. `n` is given out across all kinds, so that it is
# the row of the full-text index too. `stamp` is the record's smallest stamp, `stamps` those of the
# fields that differ from it, as JSON.
ENVELOPE = (
    "n",
    "space",
    "id",
    "deleted",
    "batch",
    "author",
    "born",
    "seq",
    "stamp",
    "stamps",
    "extra",
)

_TYPES: dict[str, type[TypeEngine[Any]]] = {
    "TEXT": Text,
    "REAL": Float,
    "INTEGER": Integer,
}


@cache
def table_of(kind: Kind) -> Table[Any]:
    """The table of a kind, made by the first of the threads that want it."""
    with _MAKING:
        made = METADATA.tables.get(f"k_{kind.name}")
        return _make_table(kind) if made is None else made


def _make_table(kind: Kind) -> Table[Any]:
    """The envelope, then one or two columns for each field."""
    columns: list[Column[Any]] = [
        Column("n", Integer, primary_key=True),
        Column("space", Text, nullable=False),
        Column("id", Text, nullable=False),
        Column("deleted", Integer, nullable=False, server_default="0"),
        Column("batch", Integer),
        Column("author", Text),
        Column("born", Integer),
        Column("seq", Integer),
        Column("stamp", Text, nullable=False),
        Column("stamps", Text),
        Column("extra", Text),
    ]
    for field in kind.fields:
        columns.append(Column(field.name, _TYPES[field.type.affinity]()))
        if field.type.sortable:
            columns.append(Column(f"{field.name}_si", Float))
    table = Table(f"k_{kind.name}", METADATA, *columns)
    Index(f"k_{kind.name}_key", table.c.id, table.c.space, unique=True)
    # Never confirmed: waits to be sent whole, as it stands.
    Index(f"k_{kind.name}_fresh", table.c.n, sqlite_where=table.c.seq.is_(None))
    if kind.owner is not None:
        order = [table.c[kind.when]] if kind.when else []
        Index(f"k_{kind.name}_owner", table.c[kind.owner], *order)
    return table


CLOCK = Table(
    "clock",
    METADATA,
    Column("one", Integer, primary_key=True),
    Column("device", Text, nullable=False),
    Column("milliseconds", Integer, nullable=False),
    Column("counter", Integer, nullable=False),
    Column("next_n", Integer, nullable=False),
)

SPACE = Table(
    "space",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("home", Integer, nullable=False, server_default="0"),
)

CONFIRMED = Table(
    "confirmed",
    METADATA,
    Column("n", Integer, primary_key=True),
    Column("space", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("author", Text),
    Column("born", Integer),
    Column("seq", Integer),
    Column("fields", Text, nullable=False),
    Column("stamps", Text, nullable=False),
)
Index("confirmed_key", CONFIRMED.c.id, CONFIRMED.c.space, unique=True)

PENDING = Table(
    "pending",
    METADATA,
    Column("n", Integer, primary_key=True),
    Column("space", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("fields", Text, nullable=False),
    Column("stamps", Text, nullable=False),
    Column("base", Text, nullable=False),
    Column("sent", Integer),
)
Index("pending_record", PENDING.c.id, PENDING.c.space)

HISTORY = Table(
    "history",
    METADATA,
    Column("n", Integer, primary_key=True),
    Column("operation", Integer, nullable=False),
    Column("space", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("field", Text, nullable=False),
    Column("value", Text),
    Column("stamp", Text),
    Column("by_stamp", Text, nullable=False),
)
Index("history_record", HISTORY.c.id, HISTORY.c.space)
Index("history_operation", HISTORY.c.operation)

OPERATION = Table(
    "operation",
    METADATA,
    Column("n", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("at", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("batch", Integer),
    Column("follows", Integer),
)
Index("operation_state", OPERATION.c.state, OPERATION.c.n)

BATCH = Table(
    "batch",
    METADATA,
    Column("n", Integer, primary_key=True),
    Column("state", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("at", Integer, nullable=False),
)

UNKNOWN = Table(
    "unknown_kind",
    METADATA,
    Column("n", Integer, primary_key=True),
    Column("space", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("envelope", Text, nullable=False),
)
Index("unknown_key", UNKNOWN.c.id, UNKNOWN.c.space, unique=True)

SETTING = Table(
    "setting",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

FIXED = (CLOCK, SPACE, CONFIRMED, PENDING, HISTORY, OPERATION, BATCH, UNKNOWN, SETTING)

SEARCH_SQL = text(
    "CREATE VIRTUAL TABLE search USING fts5("
    "heading, body, rank_first, kind UNINDEXED, id UNINDEXED, batch UNINDEXED, "
    "tokenize = 'unicode61 remove_diacritics 2', detail = column)"
)
VOCABULARY_SQL = text("CREATE VIRTUAL TABLE search_words USING fts5vocab('search', 'row')")
