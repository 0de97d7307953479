"""What the server keeps of calendars: projections of records, rebuilt at will, and link shares."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Float, Index, Integer, Table, Text

from sync_server.kit.database import METADATA

SEEN = Table(
    "calendar_seen",
    METADATA,
    Column("space", Text, primary_key=True),
    # Everything up to this `seq` of the space is in the projections.
    Column("seq", BigInteger, nullable=False),
    # Which code made them: another one makes them anew.
    Column("version", Integer, nullable=False),
)

CALENDAR = Table(
    "calendar",
    METADATA,
    Column("space", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("colour", Text, nullable=False),
    # What it is filled with: "events", or one of the due things.
    Column("of", Text, nullable=False),
    Column("zone", Text, nullable=False),
    Column("order", Text, nullable=False),
    Column("seq", BigInteger, nullable=False),
)

PART = Table(
    "calendar_part",
    METADATA,
    # An event, an attendee or an alarm, and which item of a calendar it is a part of.
    Column("space", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    # Of an event: its calendar and what names it there.
    Column("calendar", Text, nullable=False),
    Column("uid", Text, nullable=False),
    # Of an attendee or an alarm: the event's record.
    Column("event", Text, nullable=False),
    Index("calendar_part_item", "space", "uid"),
    Index("calendar_part_event", "space", "event"),
)

ITEM = Table(
    "calendar_item",
    METADATA,
    # What bears one UID in a calendar: a series with its overrides, or an event that comes once.
    Column("space", Text, primary_key=True),
    Column("calendar", Text, primary_key=True),
    Column("uid", Text, primary_key=True),
    # The `seq` at which it came to be as it is.
    Column("seq", BigInteger, nullable=False),
    # 1: it was there, and is no more.
    Column("gone", Integer, nullable=False),
    Column("etag", Text, nullable=False),
    Column("vehicle", Text, nullable=False),
    # In milliseconds since 1970: from when to when it may have instances; NULL: for ever.
    Column("since", BigInteger),
    Column("until", BigInteger),
    # 1: some of its times are in no zone, and a feed puts them into one.
    Column("floating", Integer, nullable=False),
    # Its VEVENTs as a feed of each detail has them; empty where such a feed does not show it.
    Column("full", Text, nullable=False),
    Column("titles", Text, nullable=False),
    Column("busy", Text, nullable=False),
    # JSON: [zone, its earliest year, its VTIMEZONE where it is none of IANA's].
    Column("zones", Text, nullable=False),
    Index("calendar_item_uid", "space", "uid"),
    Index("calendar_item_seq", "space", "calendar", "seq"),
    Index("calendar_item_vehicle", "space", "vehicle"),
)

DUE = Table(
    "calendar_due",
    METADATA,
    # A record that puts days into the calendar; `beside` is one that it is read with.
    Column("space", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("vehicle", Text, nullable=False),
    Column("beside", Text, nullable=False),
)

READING = Table(
    "calendar_reading",
    METADATA,
    # What a meter of a vehicle showed: its pace tells when a distance will be reached.
    Column("space", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("part", Integer, primary_key=True),
    Column("vehicle", Text, nullable=False),
    Column("meter", Text, nullable=False),
    Column("day", Integer, nullable=False),
    Column("si", Float, nullable=False),
    Column("value", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Index("calendar_reading_vehicle", "space", "vehicle"),
)

PROJECTED = (CALENDAR, PART, ITEM, DUE, READING)
"""The tables that are made of records alone."""

FEED = Table(
    "feed",
    METADATA,
    Column("id", Text, primary_key=True),
    # SHA-256 of the token: the token itself is told once.
    Column("token", Text, nullable=False, unique=True),
    Column("person", Text, nullable=False),
    # "person", "space", "calendar" or "vehicle", and which; no space for all of a person.
    Column("of", Text, nullable=False),
    Column("space", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("zone", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("once", Integer, nullable=False),
    Column("expires", BigInteger),
    Column("created", BigInteger, nullable=False),
    Column("revoked", BigInteger),
    Column("used", BigInteger),
    # What it was made of when it was last read, and what came of it then.
    Column("made_of", Text, nullable=False, server_default=""),
    Column("etag", Text, nullable=False, server_default=""),
    Column("modified", BigInteger, nullable=False, server_default="0"),
    Index("feed_person", "person"),
    Index("feed_space", "space"),
)

MAILED = Table(
    "alarm_mailed",
    METADATA,
    # An alarm that is told by mail, and its event.
    Column("space", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("event", Text, nullable=False),
    # Up to when all that went off is told (ms); and when it is looked at next: other jobs are worn.
    Column("checked", BigInteger, nullable=False),
    Column("next", BigInteger, nullable=False),
    # 1: it waits for an odometer, 2: which was passed, and told.
    Column("meter", Integer, nullable=False),
    Index("alarm_mailed_event", "space", "event"),
)

FETCHING = Table(
    "feed_fetching",
    METADATA,
    # A subscription to a foreign feed, and when it is read next: other jobs of it are worn.
    Column("space", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("next", BigInteger, nullable=False),
    Column("failures", Integer, nullable=False),
)
