"""What the server keeps of a person. Everything that is secret is kept as a hash."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Table, Text

from sync_server.kit.database import METADATA

PERSON = Table(
    "person",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("email", Text, nullable=False),
    # Folded, so that one address is one account however it is typed.
    Column("email_key", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False, server_default=""),
    Column("password", Text),
    Column("confirmed", BigInteger),
    Column("created", BigInteger, nullable=False),
    # The space that is their own garage, once their first device has told its id.
    Column("home", Text),
)
