"""What the server keeps of spaces, of who is in them and of who is asked in."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, Table, Text

from sync_server.kit.database import METADATA

SPACE = Table(
    "space",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("parent", Text, nullable=False, server_default=""),
    Column("created", BigInteger, nullable=False),
    # The last `seq` given: whoever writes here locks this row first.
    Column("head", BigInteger, nullable=False, server_default="0"),
    # The sum of the records' parts, as a signed number of 64 bits.
    Column("digest", BigInteger, nullable=False, server_default="0"),
    # The `seq` at which its name or its members were last changed.
    Column("changed", BigInteger, nullable=False, server_default="0"),
    Index("space_parent", "parent"),
)

# The id of every space that there is or was: nobody makes another under it, or hears which it is.
TAKEN = Table("taken_space", METADATA, Column("id", Text, primary_key=True))

MEMBER = Table(
    "member",
    METADATA,
    Column("space", Text, primary_key=True),
    Column("person", Text, primary_key=True),
    Column("role", Text, nullable=False),
    Column("since", BigInteger, nullable=False),
    # In an enclosed space: 1 for who was not in its parent when they came.
    Column("outside", Integer, nullable=False, server_default="0"),
    Index("member_person", "person"),
)

INVITATION = Table(
    "invitation",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("space", Text, nullable=False),
    # SHA-256 of the code: the code itself is told once.
    Column("token", Text, nullable=False, unique=True),
    Column("role", Text, nullable=False),
    Column("email", Text, nullable=False, server_default=""),
    Column("made_by", Text, nullable=False),
    Column("created", BigInteger, nullable=False),
    Column("expires", BigInteger, nullable=False),
    # How many more times it lets somebody in.
    Column("uses", Integer, nullable=False),
    Column("revoked", BigInteger),
    Index("invitation_space", "space"),
)
