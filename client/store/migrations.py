"""Numbered migrations of the local database, each with a backup of the file before it."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, insert, text

from client.errors import StoreTooNew
from client.store.codec import codec
from client.store.occurrence_tables import make_agenda_tables
from client.store.schema import (
    CLOCK,
    FIXED,
    KEPT,
    METADATA,
    PENDING,
    SEARCH_SQL,
    SPACE,
    SYNCED,
    UNKNOWN,
    VERSION,
    VOCABULARY_SQL,
)
from client.store.search import WORD_COLUMNS
from garage.ids import new_id
from garage.records import kinds
from garage.words import N_, told


def version_of(connection: Connection) -> int:
    """The number of the last migration that the file has seen; 0 for a new file."""
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def refuse_newer(connection: Connection, path: Path) -> int:
    """The file's number; raises StoreTooNew where a newer version has changed its format."""
    found = version_of(connection)
    if found > VERSION:
        raise StoreTooNew(
            told(
                "{name} was written by a newer version of Paddock (its format is {found}, "
                "this one knows {version})",
                name=path.name,
                found=found,
                version=VERSION,
            ),
            N_("install the newer version; nothing was changed"),
        )
    return found


def migrate(connection: Connection, path: Path) -> None:
    """Bring the file up to `VERSION`, in one transaction; raises StoreTooNew."""
    found = refuse_newer(connection, path)
    if found == 0:
        _create(connection)
    for number in range(found + 1, VERSION + 1) if found else ():
        MIGRATIONS[number](connection)
    if found < VERSION:
        connection.exec_driver_sql(f"PRAGMA user_version = {VERSION}")


def _create(connection: Connection) -> None:
    """A new file, as this version has it."""
    tables = [codec(kind).table for kind in kinds()]
    METADATA.create_all(connection, [*FIXED, *tables], checkfirst=False)
    connection.execute(SEARCH_SQL)
    connection.execute(VOCABULARY_SQL)
    make_agenda_tables(connection)
    now = time.time_ns() // 1_000_000
    device = secrets.token_hex(8)
    connection.execute(
        insert(CLOCK).values(one=1, device=device, milliseconds=now, counter=0, next_n=1)
    )
    connection.execute(insert(SPACE).values(id=new_id(now), name="", home=1))


def _sync(connection: Connection) -> None:
    """Version 2: what the sync keeps; a confirmed record with nothing on top stands once."""
    METADATA.create_all(connection, SYNCED, checkfirst=False)
    for table in (CLOCK, SPACE, PENDING, UNKNOWN):
        _add_columns(connection, table)
    for kind in kinds():
        table = codec(kind).table
        connection.exec_driver_sql(f"DROP INDEX IF EXISTS {table.name}_fresh")
    add_what_is_missing(connection)
    connection.exec_driver_sql(
        "UPDATE unknown_kind SET (author, born, seq) = (SELECT author, born, seq FROM confirmed c "
        "WHERE c.space = unknown_kind.space AND c.id = unknown_kind.id)"
    )
    same = "WHERE x.space = confirmed.space AND x.id = confirmed.id"
    connection.exec_driver_sql(
        f"DELETE FROM confirmed WHERE NOT EXISTS (SELECT 1 FROM pending x {same}) "
        f"OR EXISTS (SELECT 1 FROM unknown_kind x {same})"
    )


def _agenda(connection: Connection) -> None:
    """Version 3: the calendar's kinds, whose earlier records `adopt_known` moves; occurrences."""
    add_what_is_missing(connection)
    make_agenda_tables(connection)


def _windows_and_fields(connection: Connection) -> None:
    """Version 4: how much of a conversation is held, and the fields that kinds have gained.

    `adopt_fields` moves what earlier versions kept of those unknown.
    """
    _add_columns(connection, SPACE)
    add_what_is_missing(connection)


def _axles_and_first_letters(connection: Connection) -> None:
    """Version 5: a third axle, and the full-text index made anew with one of first letters."""
    add_what_is_missing(connection)
    connection.exec_driver_sql("DROP TABLE search_words")
    connection.exec_driver_sql("ALTER TABLE search RENAME TO search_before")
    connection.execute(SEARCH_SQL)
    columns = ", ".join(WORD_COLUMNS)
    connection.exec_driver_sql(
        f"INSERT INTO search({columns}) SELECT {columns} FROM search_before ORDER BY rowid"
    )
    connection.exec_driver_sql("DROP TABLE search_before")
    connection.execute(VOCABULARY_SQL)


def _settled_edits(connection: Connection) -> None:
    """Version 6: what was done about a kept edit, so that it can be undone."""
    _add_columns(connection, KEPT)


def _former_devices(connection: Connection) -> None:
    """Version 7: the ids that this device had before."""
    _add_columns(connection, CLOCK)


def _assignees(connection: Connection) -> None:
    """Version 8: who does what is planned."""
    add_what_is_missing(connection)


MIGRATIONS: dict[int, Callable[[Connection], None]] = {
    2: _sync,
    3: _agenda,
    4: _windows_and_fields,
    5: _axles_and_first_letters,
    6: _settled_edits,
    7: _former_devices,
    8: _assignees,
}
"""Number → what it does. A later one that adds a kind or a field calls `add_what_is_missing`."""


def add_what_is_missing(connection: Connection) -> None:
    """Create the tables, columns and indexes that the kinds of this version have and lack here."""
    for kind in kinds():
        _add_columns(connection, codec(kind).table)


def _add_columns(connection: Connection, table: Table[Any]) -> None:
    rows = connection.execute(
        text("SELECT name FROM pragma_table_info(:table)"), {"table": table.name}
    )
    there = {row[0] for row in rows}
    if not there:
        METADATA.create_all(connection, [table], checkfirst=False)
        return
    for column in table.columns:
        if column.name not in there:
            type_ = column.type.compile(connection.dialect)
            default = column.server_default
            rest = f" NOT NULL DEFAULT '{default.arg}'" if default is not None else ""
            connection.exec_driver_sql(
                f'ALTER TABLE {table.name} ADD COLUMN "{column.name}" {type_}{rest}'
            )
    for index in table.indexes:
        index.create(connection, checkfirst=True)
