"""Who was told what of which event, the secrets of their letters, and what waits to be told."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, Table, Text

from sync_server.kit.database import METADATA

GUEST = Table(
    "invited_guest",
    METADATA,
    # A guest of what bears a UID in a space; `address` without case and "mailto:".
    Column("space", Text, primary_key=True),
    Column("uid", Text, primary_key=True),
    Column("address", Text, primary_key=True),
    # The record of the series (or of the instance, where a guest is asked to no more).
    Column("event", Text, nullable=False),
    # On whose behalf.
    Column("organizer", Text, nullable=False),
    # "mail"; "copy": has it in the calendar of their own garage, which `home` is; "silent": was
    # asked elsewhere, before the event was imported here; "reply": is one of ours, whose answers
    # are mailed to an organizer elsewhere.
    Column("way", Text, nullable=False),
    Column("home", Text, nullable=False),
    # What was told last: digests of it all and of the times alone, the revision, and when.
    Column("content", Text, nullable=False),
    Column("schedule", Text, nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("told", BigInteger, nullable=False),
    # JSON: the instances that were told to be left out.
    Column("removed", Text, nullable=False),
    # JSON: the times that they propose, and with which answer; "" for none.
    Column("proposed", Text, nullable=False),
    # The space that the secret of their address is made of: it stays when the event moves, since
    # calendar programs know an event by its organizer's address.
    Column("origin", Text, nullable=False),
    # 1: called off, or no guest any more.
    Column("off", Integer, nullable=False),
    # When it is over, in milliseconds since 1970; NULL: never.
    Column("ends", BigInteger),
    Index("invited_guest_event", "space", "event"),
)

TOKEN = Table(
    "invited_token",
    METADATA,
    # SHA-256 of a letter's secret: `way` "page" of its link, "mail" of the address to answer
    # to, "reply" of nothing: a letter is counted.
    Column("token", Text, primary_key=True),
    Column("way", Text, nullable=False),
    Column("space", Text, nullable=False),
    Column("uid", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("organizer", Text, nullable=False),
    Column("created", BigInteger, nullable=False),
    Index("invited_token_guest", "space", "uid", "address"),
    Index("invited_token_organizer", "organizer", "created"),
)

COPY = Table(
    "invited_copy",
    METADATA,
    # An event in a guest's own garage that is a copy of one elsewhere.
    Column("space", Text, primary_key=True),
    Column("event", Text, primary_key=True),
    Column("of_space", Text, nullable=False),
    Column("uid", Text, nullable=False),
    Column("address", Text, nullable=False),
    Index("invited_copy_of", "of_space", "uid", "address"),
)

WAITING = Table(
    "invited_waiting",
    METADATA,
    # An event that changed, in milliseconds since 1970: told once it has been quiet for a while.
    Column("space", Text, primary_key=True),
    Column("event", Text, primary_key=True),
    Column("changed", BigInteger, nullable=False),
)
