"""What the server keeps of records."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, Table, Text

from sync_server.kit.database import METADATA

_NUMBER = BigInteger().with_variant(Integer, "sqlite")

RECORD = Table(
    "record",
    METADATA,
    # Rows go to the end of the table: a random key would scatter the inserts.
    Column("n", _NUMBER, primary_key=True, autoincrement=True),
    Column("space", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    # Empty where a restored server does not know it any more.
    Column("author", Text, nullable=False),
    Column("born", BigInteger, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("fields", Text, nullable=False),
    Column("stamps", Text, nullable=False),
    # The record that it hangs on, projected from the fields.
    Column("owner", Text),
    # Its part in the digest of the space, as a signed number of 64 bits.
    Column("part", BigInteger, nullable=False),
    Index("record_key", "space", "id", unique=True),
    Index("record_seq", "space", "seq"),
    Index("record_born", "space", "born"),
    Index("record_owner", "space", "owner"),
)

ERASED = Table(
    "erased",
    METADATA,
    Column("space", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("seq", BigInteger, nullable=False),
    Index("erased_seq", "space", "seq"),
)

MOVED = Table(
    "moved",
    METADATA,
    Column("space", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("to", Text, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Index("moved_seq", "space", "seq"),
)

PUSHED = Table(
    "pushed",
    METADATA,
    Column("person", Text, primary_key=True),
    Column("device", Text, primary_key=True),
    Column("number", BigInteger, primary_key=True),
    Column("hash", Text, nullable=False),
    # JSON: the `n` of the patches that were not merged, which a replay may still merge.
    Column("left", Text, nullable=False, server_default="[]"),
    Index("pushed_device", "device"),
)
