"""The tables that keep the calendar's occurrences worked out, and the triggers that mark changes.

An event changes in many ways: by hand, by undo, in bulk, by another device, by leaving a space.
Triggers see them all. They only note which series is no longer as it was worked out; `occurrences`
works it out again, and whoever reads before that works it out for himself.

The key of a series is "space/calendar/uid", or "space//id" where one of the two is not there.
"""

from __future__ import annotations

from sqlalchemy import Column, Connection, Index, Integer, Table, Text

from client.store.schema import METADATA, table_of
from garage.records import kind_named

OCCURRENCE = Table(
    "occurrence",
    METADATA,
    Column("n", Integer, primary_key=True),
    # Its row in `series`.
    Column("of", Integer, nullable=False),
    # The row numbers of the event that says how it is, and of the one that says when it comes.
    Column("event", Integer, nullable=False),
    Column("series", Integer, nullable=False),
    # 0: `starts` and `ends` are seconds since 1970; 1: wall times, written as if they were UTC;
    # 2: the same of whole days.
    Column("clock", Integer, nullable=False),
    Column("starts", Integer, nullable=False),
    Column("ends", Integer, nullable=False),
    # Longer than LONG: looked for by another index, so that the one of the many stays short.
    Column("long", Integer, nullable=False),
    # Which instance of the series: its wall time as if it were UTC, and its zone; NULL: a day.
    Column("at", Integer),
    Column("zone", Text),
)
Index("occurrence_short", OCCURRENCE.c.starts, sqlite_where=OCCURRENCE.c.long == 0)
Index("occurrence_long", OCCURRENCE.c.starts, sqlite_where=OCCURRENCE.c.long == 1)
Index("occurrence_of", OCCURRENCE.c.of)

SERIES = Table(
    "series",
    METADATA,
    Column("n", Integer, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("recurs", Integer, nullable=False),
    # Comes so often that it is not kept worked out.
    Column("dense", Integer, nullable=False),
)

STALE = Table("stale_series", METADATA, Column("key", Text, primary_key=True))

WORKED_OUT = Table(
    "worked_out",
    METADATA,
    Column("one", Integer, primary_key=True),
    # The days between which every series is kept worked out; `before` is not among them.
    Column("since", Text, nullable=False),
    Column("before", Text, nullable=False),
)

AGENDA_TABLES = (OCCURRENCE, SERIES, STALE, WORKED_OUT)
LONG = 2 * 86_400
"""Seconds."""

_SEEN = ("space", "id", "calendar", "uid", "recurrence", "following", "times", "status", "deleted")


def _key(row: str) -> str:
    return (
        f"CASE WHEN {row}uid IS NULL OR {row}calendar IS NULL "
        f"THEN {row}space || '//' || {row}id "
        f"ELSE {row}space || '/' || {row}calendar || '/' || {row}uid END"
    )


def _mark(*rows: str) -> str:
    return "".join(f"INSERT OR IGNORE INTO stale_series VALUES ({_key(row)}); " for row in rows)


_CHANGED = " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in (*_SEEN, "batch"))
_OPEN = "EXISTS (SELECT 1 FROM batch WHERE n = NEW.batch AND state = 'open')"
_TRIGGERS = (
    f"CREATE TRIGGER event_added AFTER INSERT ON k_event WHEN NOT {_OPEN} BEGIN {_mark('NEW.')}END",
    f"CREATE TRIGGER event_changed AFTER UPDATE ON k_event WHEN {_CHANGED} "
    f"BEGIN {_mark('OLD.', 'NEW.')}END",
    f"CREATE TRIGGER event_gone AFTER DELETE ON k_event BEGIN {_mark('OLD.')}END",
    "CREATE TRIGGER events_shown AFTER UPDATE OF state ON batch WHEN NEW.state = 'done' "
    f"BEGIN INSERT OR IGNORE INTO stale_series SELECT {_key('')} FROM k_event "
    "WHERE batch = NEW.n; END",
)


def make_agenda_tables(connection: Connection) -> None:
    """Make tables, triggers and the index of series; every event that is there is to work out."""
    event = table_of(kind_named("event"))
    METADATA.create_all(connection, AGENDA_TABLES, checkfirst=False)
    connection.exec_driver_sql(f"CREATE INDEX k_event_series ON {event.name} (uid, calendar)")
    for trigger in _TRIGGERS:
        connection.exec_driver_sql(trigger)
    connection.exec_driver_sql(
        f"INSERT OR IGNORE INTO stale_series SELECT {_key('')} FROM {event.name}"
    )
