"""What waits to be sent, and what could not be."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, Table, Text

from sync_server.kit.database import METADATA

OUTBOX = Table(
    "outbox",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("recipient", Text, nullable=False),
    Column("template", Text, nullable=False),
    Column("language", Text, nullable=False),
    # JSON; codes are in it, so a letter that is sent is forgotten.
    Column("values", Text, nullable=False),
    Column("created", BigInteger, nullable=False),
    Column("due", BigInteger, nullable=False),
    # Until when one sender has it: one that dies leaves it to the others.
    Column("lease", BigInteger, nullable=False, server_default="0"),
    Column("attempts", Integer, nullable=False, server_default="0"),
    # The poison list: when it was given up, and why.
    Column("failed", BigInteger),
    Column("reason", Text),
    Index("outbox_due", "due"),
)
