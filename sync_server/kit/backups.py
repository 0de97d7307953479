"""Backups of the database, which know that they are backups, and their way back.

A server that was restored has forgotten what it acknowledged since; it must know, so that devices
offer it again. So each backup bears a mark, and the start of a server that finds it there begins
a new epoch.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import time
from contextlib import closing, suppress
from pathlib import Path

from sqlalchemy import URL, Connection, make_url, text

from sync_server.kit.problem import BadRequest

MARK = "is_backup"
"""The name in the table `meta` by which a database says that it is a backup."""

_PAGES_AT_ONCE = 1024


class NoBackup(BadRequest):
    """It could not be made, or not be taken back."""


def copy_sqlite(file: Path, target: Path) -> None:
    """Copy a database that may be in use, whole and marked; `target` appears when it is durable.

    Raises NoBackup when the copy is not sound.
    """
    part = target.with_name(f".{target.name}.part")
    part.unlink(missing_ok=True)
    descriptor = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    os.close(descriptor)
    try:
        with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(part)) as copy:
            # A few pages at a time: writers are held up for moments only.
            source.backup(copy, pages=_PAGES_AT_ONCE)
            # One file, with no -wal beside it that could be forgotten.
            copy.execute("PRAGMA journal_mode = DELETE")
            mark_sqlite(copy)
            copy.commit()
        fault = fault_of_sqlite(part)
        if fault:
            raise NoBackup(f"the copy is damaged: {fault}", "look at the disk, and check")
        with part.open("rb+") as written:
            os.fsync(written.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def mark_sqlite(connection: sqlite3.Connection) -> None:
    """Let a copy say that it is a backup."""
    known = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone()
    if known:
        connection.execute("DELETE FROM meta WHERE name = ?", (MARK,))
        connection.execute("INSERT INTO meta (name, value) VALUES (?, 'yes')", (MARK,))


def mark(connection: Connection) -> None:
    """Let a database that was restored say that it is a backup."""
    connection.execute(text("DELETE FROM meta WHERE name = :mark"), {"mark": MARK})
    connection.execute(text("INSERT INTO meta (name, value) VALUES (:mark, 'yes')"), {"mark": MARK})


def fault_of_sqlite(file: Path) -> str:
    """What is damaged in a database file; empty when nothing is."""
    try:
        with closing(sqlite3.connect(f"file:{file.absolute()}?mode=ro", uri=True)) as connection:
            (said,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        return str(error)
    return "" if said == "ok" else str(said)


def revision_of_sqlite(file: Path) -> int:
    """The revision of a backup; raises NoBackup when it is none of a server of ours."""
    fault = fault_of_sqlite(file)
    if fault:
        raise NoBackup(f"{file} is damaged or no database: {fault}", "take an older backup")
    with (
        suppress(sqlite3.DatabaseError, TypeError, ValueError),
        closing(sqlite3.connect(f"file:{file.absolute()}?mode=ro", uri=True)) as connection,
    ):
        (said,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        return int(said)
    raise NoBackup(f"{file} is no backup of this server", "name the file that backup made")


def restore_sqlite(file: Path, target: Path) -> Path | None:
    """Put a backup in the place of `target`, marked; the copy of what was there before."""
    kept = None
    if target.exists():
        moment = time.strftime("%Y%m%dT%H%M%S", time.gmtime())
        kept = target.parent / "backups" / f"{target.stem}-{moment}-before-restore.sqlite"
        kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        copy_sqlite(target, kept)
    copy_sqlite(file, target.with_name(f".{target.name}.restored"))
    for beside in ("-wal", "-shm"):
        target.with_name(target.name + beside).unlink(missing_ok=True)
    target.with_name(f".{target.name}.restored").replace(target)
    return kept


def dump_command(url: str, file: str) -> tuple[list[str], dict[str, str]]:
    """The pg_dump that backs a PostgreSQL up, and the environment that it needs besides."""
    where, secret = _libpq(make_url(url))
    return ["pg_dump", "--format=custom", "--no-owner", f"--file={file}", where], secret


def load_command(url: str, file: str) -> tuple[list[str], dict[str, str]]:
    """The pg_restore that takes such a dump back, all or nothing."""
    where, secret = _libpq(make_url(url))
    options = ["--clean", "--if-exists", "--no-owner", "--single-transaction", "--exit-on-error"]
    return ["pg_restore", *options, f"--dbname={where}", file], secret


def run_tool(command: list[str], secret: dict[str, str]) -> None:
    """Run a tool of PostgreSQL; raises NoBackup with the command to run where it is not here."""
    if shutil.which(command[0]) is None:
        raise NoBackup(
            f"{command[0]} is not installed here",
            f"run it where it is: {' '.join(command)}",
        )
    done = subprocess.run(
        command, env={**os.environ, **secret}, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        said = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        raise NoBackup(f"{command[0]} failed: {said}", f"the command was: {' '.join(command)}")


def _libpq(url: URL) -> tuple[str, dict[str, str]]:
    """The address as PostgreSQL's own tools read it, and the password apart: `ps` shows that."""
    bare = URL.create("postgresql", url.username, None, url.host, url.port, url.database, url.query)
    secret = {"PGPASSWORD": str(url.password)} if url.password else {}
    return bare.render_as_string(hide_password=False), secret
