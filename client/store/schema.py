"""The local database's tables: one for each kind, derived from it, and the store's own."""

from __future__ import annotations

import threading
from functools import cache
from typing import Any

from sqlalchemy import (
    Column,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    text,
)
from sqlalchemy.types import TypeEngine

from garage.records import Field, Kind

VERSION = 8
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
    Index(f"k_{kind.name}_waits", table.c.space, table.c.n, sqlite_where=table.c.seq.is_(None))
    if kind.owner is not None:
        order = [table.c[in_order(kind.field(kind.when))]] if kind.when else []
        Index(f"k_{kind.name}_owner", table.c[kind.owner], *order)
    return table


def in_order(field: Field) -> str:
    """The column that sorts a field as people would: its number, where it has one."""
    return f"{field.name}_si" if field.type.sortable else field.name


CLOCK = Table(
    "clock",
    METADATA,
    Column("one", Integer, primary_key=True),
    Column("device", Text, nullable=False),
    Column("milliseconds", Integer, nullable=False),
    Column("counter", Integer, nullable=False),
    Column("next_n", Integer, nullable=False),
    # What the server's clock is ahead of this machine's, in milliseconds; 0 while it hardly is.
    Column("offset", Integer, nullable=False, server_default="0"),
    # The ids that this profile bore before, as a copy takes another: its stamps may have those.
    Column("former", Text, nullable=False, server_default=""),
)

SPACE = Table(
    "space",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("home", Integer, nullable=False, server_default="0"),
    Column("kind", Text, nullable=False, server_default="garage"),
    Column("role", Text, nullable=False, server_default="owner"),
    Column("parent", Text, nullable=False, server_default=""),
    Column("members", Integer, nullable=False, server_default="1"),
    # "" only here; "shared" the server has it; "again" it is being read again from the beginning;
    # "lost" its records are on their way out; "moving" they move into the space `into`.
    Column("state", Text, nullable=False, server_default=""),
    Column("into", Text, nullable=False, server_default=""),
    # Not shown until the server says that one is still a member (a backup was restored).
    Column("hidden", Integer, nullable=False, server_default="0"),
    Column("cursor", Integer, nullable=False, server_default="0"),
    Column("head", Integer, nullable=False, server_default="0"),
    Column("digest", Text, nullable=False, server_default="0000000000000000"),
    # Of a conversation: what was born from here on is held (see `windows`); 0: all of it.
    Column("floor", Integer, nullable=False, server_default="0"),
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
    # The number of the push that it is on its way in, and its own number there.
    Column("sent", Integer),
    Column("place", Integer),
    # What the server forgot: offered with the stamps it has, those of other devices among them.
    Column("recovered", Integer, nullable=False, server_default="0"),
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
    Column("author", Text),
    Column("born", Integer),
    Column("seq", Integer),
)
Index("unknown_key", UNKNOWN.c.id, UNKNOWN.c.space, unique=True)

SETTING = Table(
    "setting",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

ACCOUNT = Table(
    "account",
    METADATA,
    Column("one", Integer, primary_key=True),
    Column("server", Text, nullable=False),
    Column("person", Text, nullable=False, server_default=""),
    Column("email", Text, nullable=False, server_default=""),
    Column("name", Text, nullable=False, server_default=""),
    # The session ended, or was signed out of; what is here stays.
    Column("signed_out", Integer, nullable=False, server_default="0"),
    Column("epoch", Text, nullable=False, server_default=""),
    # The last number that a push of this device got.
    Column("number", Integer, nullable=False, server_default="0"),
    # Whether the server knows that this session bears this device's id.
    Column("told", Integer, nullable=False, server_default="1"),
    # Whether the account's own garage has been joined with the one here.
    Column("joined", Integer, nullable=False, server_default="0"),
    Column("leave_local", Integer, nullable=False, server_default="0"),
    Column("schema_minimum", Integer, nullable=False, server_default="0"),
    Column("last_sync", Integer, nullable=False, server_default="0"),
)

PUSH = Table(
    "push",
    METADATA,
    Column("number", Integer, primary_key=True),
    # The request as it was sent first, packed with zstd: a repetition is the same to the byte.
    Column("body", LargeBinary, nullable=False),
)

SENDING = Table(
    "sending",
    METADATA,
    # The row number of a record that is on its way as it stands, and its number in the push.
    Column("n", Integer, primary_key=True),
    Column("place", Integer, nullable=False),
)

KEPT = Table(
    "kept",
    METADATA,
    Column("n", Integer, primary_key=True),
    Column("space", Text, nullable=False),
    Column("space_name", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("fields", Text, nullable=False),
    Column("stamps", Text, nullable=False),
    Column("base", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", Integer, nullable=False),
    # The operation that did it again or let it go; of one that undid that, it is kept as before.
    Column("settled_by", Integer),
)

OVERTAKEN = Table(
    "overtaken",
    METADATA,
    Column("n", Integer, primary_key=True),
    Column("space", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("record", Text, nullable=False),
    Column("field", Text, nullable=False),
    Column("value", Text),
    Column("stamp", Text, nullable=False),
    Column("by_stamp", Text, nullable=False),
    Column("author", Text, nullable=False),
    # Those of the envelope itself, for the digest.
    Column("stamps", Text, nullable=False),
)
Index("overtaken_key", OVERTAKEN.c.id, OVERTAKEN.c.space, unique=True)
Index("overtaken_record", OVERTAKEN.c.record, OVERTAKEN.c.space)

PEOPLE = Table(
    "people",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
)

FIXED = (
    CLOCK, SPACE, CONFIRMED, PENDING, HISTORY, OPERATION, BATCH, UNKNOWN, SETTING,
    ACCOUNT, PUSH, SENDING, KEPT, OVERTAKEN, PEOPLE,
)  # fmt: skip
SYNCED = (ACCOUNT, PUSH, SENDING, KEPT, OVERTAKEN, PEOPLE)
"""The tables that version 2 added."""

# The words of a first letter are many, and their records all of them: it has an index of its own.
SEARCH_SQL = text(
    "CREATE VIRTUAL TABLE search USING fts5("
    "heading, body, rank_first, kind UNINDEXED, id UNINDEXED, batch UNINDEXED, "
    "tokenize = 'unicode61 remove_diacritics 2', detail = column, prefix = '1')"
)
VOCABULARY_SQL = text("CREATE VIRTUAL TABLE search_words USING fts5vocab('search', 'row')")
