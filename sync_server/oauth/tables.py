"""What the authorization server keeps: keys, and codes and tokens as hashes."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Table, Text

from sync_server.kit.database import METADATA

# Shared by all processes: who signs in at one is known at the others.
SIGNING_KEY = Table(
    "signing_key",
    METADATA,
    Column("kid", Text, primary_key=True),
    Column("jwk", Text, nullable=False),
    Column("created", BigInteger, nullable=False),
)

AUTHORIZATION_CODE = Table(
    "authorization_code",
    METADATA,
    Column("hash", Text, primary_key=True),
    Column("person", Text, ForeignKey("person.id", ondelete="CASCADE"), nullable=False),
    Column("client", Text, nullable=False),
    Column("redirect_uri", Text, nullable=False),
    # S256 of the verifier (RFC 7636).
    Column("challenge", Text, nullable=False),
    Column("scope", Text, nullable=False),
    Column("auth_time", BigInteger, nullable=False),
    Column("expires", BigInteger, nullable=False),
    Column("used", BigInteger),
    # What the first use made, and a second one revokes.
    Column("session", Text),
    Index("authorization_code_of_person", "person"),
    Index("authorization_code_expires", "expires"),
)

DEVICE_CODE = Table(
    "device_code",
    METADATA,
    Column("hash", Text, primary_key=True),
    Column("user_code", Text, nullable=False, unique=True),
    Column("client", Text, nullable=False),
    Column("scope", Text, nullable=False),
    Column("device_name", Text, nullable=False, server_default=""),
    Column("expires", BigInteger, nullable=False),
    Column("polled", BigInteger, nullable=False),
    # Seconds between two polls; more for who asks too often.
    Column("interval", BigInteger, nullable=False),
    Column("person", Text, ForeignKey("person.id", ondelete="CASCADE")),
    Column("auth_time", BigInteger),
    Column("state", Text, nullable=False, server_default="pending"),
    Index("device_code_of_person", "person"),
    Index("device_code_expires", "expires"),
)

PAIR_CODE = Table(
    "pair_code",
    METADATA,
    Column("hash", Text, primary_key=True),
    Column("person", Text, ForeignKey("person.id", ondelete="CASCADE"), nullable=False),
    Column("expires", BigInteger, nullable=False),
    Index("pair_code_of_person", "person"),
)

REFRESH_TOKEN = Table(
    "refresh_token",
    METADATA,
    Column("hash", Text, primary_key=True),
    Column("session", Text, ForeignKey("session.id", ondelete="CASCADE"), nullable=False),
    Column("issued", BigInteger, nullable=False),
    Column("expires", BigInteger, nullable=False),
    Column("used", BigInteger),
    # The hash of the token that took its place; of a replaced successor, none.
    Column("successor", Text),
    Index("refresh_token_of_session", "session"),
)
