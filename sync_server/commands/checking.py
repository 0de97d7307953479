"""What `paddock-server check` looks at: the folder, the database, what is in it, the mail."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from sync_server.kit import jobs, migrations, private
from sync_server.kit.database import Database
from sync_server.mail.transports import Later, Smtp
from sync_server.settings import Settings

Look = Callable[[Connection], list[str]]
"""Looks at what a room keeps; what is wrong, a sentence each."""

MOST_TOLD = 10


@dataclass(frozen=True)
class Found:
    """One thing that was looked at, and how it is."""

    name: str
    ok: bool
    said: str


def check(settings: Settings, looks: Sequence[Look], *, mail: bool) -> Iterator[Found]:
    """Look at everything, one after the other; what builds on a fault is not looked at."""
    yield _folder(settings.data)
    try:
        yield from _database(settings, looks)
    except SQLAlchemyError as error:
        yield Found("database", False, f"cannot be reached: {type(error).__name__}")
    if mail:
        yield _mail(settings.smtp)


def _folder(folder: Path) -> Found:
    """Whether nobody else may read it: in it are keys, and what people keep."""
    if not folder.is_dir():
        return Found("data folder", False, f"{folder} is not there")
    if private.is_open(folder):
        return Found("data folder", False, f"others may look into it: chmod 700 {folder}")
    if os.name != "nt" and folder.stat().st_uid != os.getuid():
        return Found("data folder", False, f"{folder} belongs to another user")
    return Found("data folder", True, str(folder))


def _database(settings: Settings, looks: Sequence[Look]) -> Iterator[Found]:
    file = settings.sqlite_file
    if file and not file.exists():
        yield Found("database", False, f"{file} is not there: the server makes it as it starts")
        return
    database = Database(settings.database_url)
    try:
        with database.read() as connection:
            yield Found("database", True, connection.dialect.name)
            yield _integrity(connection)
            tables = _tables(connection)
            yield tables
            if not tables.ok:
                return
            yield _content(connection, looks)
            waiting, given_up = jobs.counts(connection)
        told = f"{waiting} waiting, {given_up} given up"
        hint = "; see `paddock-server jobs list`" if given_up else ""
        yield Found("jobs", not given_up, told + hint)
    finally:
        database.close()


def _integrity(connection: Connection) -> Found:
    if connection.dialect.name != "sqlite":
        return Found("integrity", True, "PostgreSQL sees to it (data checksums, amcheck)")
    rows = connection.exec_driver_sql(f"PRAGMA integrity_check({MOST_TOLD})").scalars().all()
    faults = [] if list(rows) == ["ok"] else [str(row) for row in rows]
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(MOST_TOLD)
    faults += [f"a row of {row[0]} refers to a missing one of {row[2]}" for row in broken]
    return _told("integrity", faults)


def _tables(connection: Connection) -> Found:
    head = migrations.head()
    try:
        there = migrations.revision_of(connection)
    except migrations.WrongDatabase as wrong:
        return Found("tables", False, str(wrong))
    if there < head:
        said = f"at revision {there} of {head}: the server brings them up as it starts"
        return Found("tables", False, said)
    if there > head:
        return Found("tables", False, f"of a newer server: revision {there}, known are {head}")
    return Found("tables", True, f"at revision {there}")


def _content(connection: Connection, looks: Sequence[Look]) -> Found:
    return _told("content", [fault for look in looks for fault in look(connection)])


def _told(name: str, faults: Sequence[str]) -> Found:
    if not faults:
        return Found(name, True, "sound")
    more = f" and {len(faults) - MOST_TOLD} more" if len(faults) > MOST_TOLD else ""
    return Found(name, False, "; ".join(faults[:MOST_TOLD]) + more)


def _mail(url: str) -> Found:
    if not url:
        return Found("mail", True, "is written to files in the data folder")
    try:
        asyncio.run(Smtp(url).sign_in())
    except Later as later:
        return Found("mail", False, str(later))
    return Found("mail", True, "the mail server takes our log-in")
