"""What is kept of calendars abroad: connections, pairs of calendars, and what goes with what."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, Table, Text

from sync_server.kit.database import METADATA

CONNECTION = Table(
    "abroad_connection",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("person", Text, nullable=False),
    # "google" or "microsoft", and how the account is called there.
    Column("provider", Text, nullable=False),
    Column("account", Text, nullable=False),
    # Sealed; see `sealing`.
    Column("refresh", Text, nullable=False),
    Column("access", Text, nullable=False),
    Column("access_until", BigInteger, nullable=False),
    # "ok", or "again": it has to be connected again.
    Column("state", Text, nullable=False),
    Column("fault", Text, nullable=False),
    Column("created", BigInteger, nullable=False),
    # When its turn is next: other jobs of it are worn. Until when one job has it to itself.
    Column("next", BigInteger, nullable=False),
    Column("busy", BigInteger, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("done", BigInteger),
    # JSON: the calendars there were when they were last asked for.
    Column("calendars", Text, nullable=False),
    Index("abroad_connection_person", "person"),
)

PAIR = Table(
    "abroad_pair",
    METADATA,
    # A calendar abroad and one of ours.
    Column("id", Text, primary_key=True),
    Column("connection", Text, nullable=False),
    Column("theirs", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("zone", Text, nullable=False),
    Column("space", Text, nullable=False),
    Column("calendar", Text, nullable=False),
    # "both" or "in".
    Column("direction", Text, nullable=False),
    # Up to where theirs was read; a page that waits; which full reading is under way (0: none).
    Column("cursor", Text, nullable=False),
    Column("more", Text, nullable=False),
    Column("reading", Integer, nullable=False),
    Column("whole", Integer, nullable=False),
    # Up to which `seq` of the space ours was looked at.
    Column("seq", BigInteger, nullable=False),
    # 1: that one side is empty all at once was meant.
    Column("emptied", Integer, nullable=False),
    Column("done", BigInteger),
    Column("fault", Text, nullable=False),
    Column("kept", Integer, nullable=False),
    Index("abroad_pair_connection", "connection"),
    Index("abroad_pair_space", "space", "calendar"),
)

MATE = Table(
    "abroad_mate",
    METADATA,
    # A record and what it is abroad.
    Column("pair", Text, primary_key=True),
    Column("record", Text, primary_key=True),
    # Of an instance: its series' record, and which one it is.
    Column("series", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("theirs", Text, nullable=False),
    Column("etag", Text, nullable=False),
    # JSON: each field as both sides had it when they last agreed; see `shared.marked`.
    Column("of_ours", Text, nullable=False),
    Column("of_theirs", Text, nullable=False),
    # JSON: instances of the series that are out of it on both sides.
    Column("removed", Text, nullable=False),
    # In which reading it was last seen; -1: it was deleted there.
    Column("seen", Integer, nullable=False),
    # "", "new" (about to be made there) or why it stays here.
    Column("state", Text, nullable=False),
    Index("abroad_mate_theirs", "pair", "theirs"),
    Index("abroad_mate_series", "pair", "series"),
)

WAITING = Table(
    "abroad_waiting",
    METADATA,
    # Somebody who was sent to the other side's page, by the hash of the state that comes back.
    Column("state", Text, primary_key=True),
    Column("person", Text, nullable=False),
    Column("provider", Text, nullable=False),
    Column("connection", Text, nullable=False),
    Column("verifier", Text, nullable=False),
    Column("until", BigInteger, nullable=False),
)
