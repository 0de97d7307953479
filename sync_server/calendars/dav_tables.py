"""What the server keeps for CalDAV that no record holds: names and texts that programs chose."""

from __future__ import annotations

from sqlalchemy import Column, Connection, Index, Table, Text, delete

from sync_server.kit.database import METADATA
from sync_server.spaces import service as spaces

OBJECT = Table(
    "dav_object",
    METADATA,
    # An item that a program wrote: how it called it, and the text as it sent it.
    Column("space", Text, primary_key=True),
    Column("calendar", Text, primary_key=True),
    Column("uid", Text, primary_key=True),
    Column("name", Text, nullable=False),
    # The item's etag as it became then: with another one, the text is of the past.
    Column("made_of", Text, nullable=False),
    Column("etag", Text, nullable=False),
    Column("body", Text, nullable=False),
    Index("dav_object_name", "space", "calendar", "name"),
)

CALENDAR_NAME = Table(
    "dav_calendar_name",
    METADATA,
    # How a program called a calendar that it made; without, its record's id.
    Column("person", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("space", Text, nullable=False),
    Column("calendar", Text, nullable=False),
    Index("dav_calendar_name_space", "space"),
)

PROPERTY = Table(
    "dav_property",
    METADATA,
    # What a program keeps with a calendar for itself (RFC 4918, section 4): XML, as it sent it.
    Column("person", Text, primary_key=True),
    Column("space", Text, primary_key=True),
    Column("calendar", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
    Index("dav_property_space", "space"),
)


def _forget_space(connection: Connection, space: str) -> None:
    for table in (OBJECT, CALENDAR_NAME, PROPERTY):
        connection.execute(delete(table).where(table.c.space == space))


def _forget_person(connection: Connection, person: str) -> None:
    for table in (CALENDAR_NAME, PROPERTY):
        connection.execute(delete(table).where(table.c.person == person))


spaces.WHEN_GONE.append(_forget_space)
spaces.WHEN_FORGOTTEN.append(_forget_person)
