"""Backups of the database: one a day, kept for seven days and four weeks; and the way back."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import sqlite3
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import filelock

from client.errors import (
    BadFile,
    BadRequest,
    DiskFull,
    ReadOnly,
    StoreDamaged,
    StoreLocked,
    StoreTooNew,
    WorldFailed,
)
from client.store.database import is_open_here, translated
from client.store.schema import VERSION
from garage.words import N_, told

KEPT_DAYS = 7
KEPT_WEEKS = 4
_SYNCS, _FORMER = 2, 7
"""The versions from which on a database has what the sync needs, and its device's former ids."""
_OF_TARGET = frozenset(
    {sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN}
)
_NAME = re.compile(r"paddock-(\d{4}-\d\d-\d\d)\.sqlite")


def make_private(path: Path) -> None:
    """Make an empty file that its owner alone can read, unless the file is there (POSIX).

    SQLite gives the rights of a database to the files beside it. A file that is there is not even
    opened: closing it would take the locks away that SQLite has on it for another thread.
    """
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def copy_database(source: Path, target: Path) -> None:
    """A consistent copy of a database in use, durable before it takes its name.

    Raises DiskFull, ReadOnly, WorldFailed or StoreDamaged, and names the one of the two files
    that is at fault; a file that was at `target` stays as it was then.
    """
    partial = target.with_name(target.name + ".partial")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        partial.unlink(missing_ok=True)
        # If it cannot be made, the copy says better why.
        with contextlib.suppress(OSError):
            make_private(partial)
        _copy(source, partial, target)
        _sync(partial)
        partial.replace(target)
    except OSError as error:
        raise WorldFailed(
            told("{target} cannot be written ({strerror})", target=target, strerror=error.strerror),
            N_("choose another folder"),
        ) from error
    finally:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)
            _beside(partial, "-journal").unlink(missing_ok=True)


def _copy(source: Path, partial: Path, target: Path) -> None:
    with contextlib.ExitStack() as opened:
        with translated(source):
            reading = opened.enter_context(
                contextlib.closing(
                    sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)
                )
            )
            # SQLite opens a file when it is first asked: from here on, only pages can fail.
            reading.execute("PRAGMA schema_version").fetchall()
        with translated(target):
            writing = opened.enter_context(contextlib.closing(sqlite3.connect(partial)))
            try:
                # In one step: a copy in steps begins anew whenever somebody writes between them.
                reading.backup(writing)
            except sqlite3.Error as error:
                if _is_of_target(error):
                    raise
                with translated(source):
                    raise
            writing.execute("PRAGMA journal_mode = DELETE")


def _is_of_target(error: sqlite3.Error) -> bool:
    """Whether a copy failed where it was written, not where it was read."""
    code = getattr(error, "sqlite_errorcode", 0)
    reads = (sqlite3.SQLITE_IOERR_READ, sqlite3.SQLITE_IOERR_SHORT_READ)
    failed = code & 0xFF
    return failed in _OF_TARGET or (failed == sqlite3.SQLITE_IOERR and code not in reads)


def check_target(target: Path) -> None:
    """Raises BadRequest if something is at `target` that a backup must not take the place of.

    That is all but a backup of ours; a garage in use (SQLite's header tells of its log) is none.
    """
    if not target.exists():
        return
    if not target.is_file():
        raise BadRequest(
            told("{target} is there already and no file", target=target),
            N_("give the name of a file"),
        )
    if is_open_here(target):
        raise BadRequest(
            told("{target} is the garage in use", target=target), N_("give another name")
        )
    try:
        check_backup(target)
        with target.open("rb") as file:
            in_use = file.read(20)[18:20] == b"\x02\x02"
    except (BadFile, StoreDamaged, StoreTooNew) as error:
        raise BadRequest(
            told("{target} is there already and no backup of this Paddock", target=target),
            N_("give another name"),
        ) from error
    if in_use:
        raise BadRequest(
            told("{target} is a garage in use", target=target), N_("give another name")
        )


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def daily_backup(database: Path, folder: Path, today: date) -> Path | None:
    """Today's backup, unless it is there; then what is too old goes. None if there was one."""
    target = folder / f"paddock-{today.isoformat()}.sqlite"
    if target.exists():
        return None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with filelock.FileLock(folder / "backup.lock", timeout=0):
            if not target.exists():
                copy_database(database, target)
            for old in too_old(folder.iterdir()):
                with contextlib.suppress(OSError):
                    old.unlink()
    except filelock.Timeout:
        return None  # The window or a command is making it at this moment.
    except OSError as error:
        raise ReadOnly(
            told("{folder} cannot be written ({strerror})", folder=folder, strerror=error.strerror),
            N_("give yourself the right to write"),
        ) from error
    return target


def dated_backups(folder: Path) -> list[tuple[date, Path]]:
    """The daily backups that are there, the newest first."""
    if not folder.is_dir():
        return []
    return sorted(_dated(folder.iterdir()), reverse=True)


def set_aside(database: Path) -> list[Path]:
    """What restored backups took the place of."""
    return sorted(database.parent.glob(f"{database.stem}.before-restore-*{database.suffix}"))


def backups_and_set_aside(database: Path, folder: Path) -> list[tuple[date, Path]]:
    """The daily backups, and what is set aside by its last day; the newest first."""
    found = [(date.fromtimestamp(path.stat().st_mtime), path) for path in set_aside(database)]
    found += dated_backups(folder)
    return sorted(found, key=lambda each: (each[0], each[1].stat().st_mtime), reverse=True)


def _dated(files: Iterable[Path]) -> list[tuple[date, Path]]:
    found = []
    for file in files:
        match = _NAME.fullmatch(file.name)
        if match:
            with contextlib.suppress(ValueError):
                found.append((date.fromisoformat(match[1]), file))
    return found


def too_old(files: Iterable[Path]) -> list[Path]:
    """Backups to drop: neither of the last seven days there are, nor the first of a week before.

    Weeks are those of the calendar (Monday to Sunday), so that the backup that stands for one
    today stands for it tomorrow; the four newest are kept. Days without a backup do not count: a
    pause, or a clock that ran ahead, costs none. Files that are not daily backups are never named.
    """
    weeks: dict[tuple[int, int], Path] = {}
    dropped = []
    for day, file in sorted(_dated(files), reverse=True)[KEPT_DAYS:]:
        week = day.isocalendar()[:2]
        if week in weeks:
            dropped.append(weeks[week])
        elif len(weeks) == KEPT_WEEKS:
            dropped.append(file)
            continue
        weeks[week] = file
    return dropped


def check_backup(path: Path) -> None:
    """Raises BadFile unless `path` is a sound database of Paddock, StoreTooNew if of a newer one.

    Nothing is written to the file or beside it, unless it has a write-ahead log.
    """
    if is_open_here(path):
        raise StoreLocked(
            told("{path} is the garage in use", path=path), N_("close it, or choose a backup")
        )
    try:
        with path.open("rb") as file:
            head = file.read(16)
    except OSError as error:
        raise BadFile(
            told("{path} cannot be read ({strerror})", path=path, strerror=error.strerror),
            N_("choose another file"),
        ) from error
    if head != b"SQLite format 3\x00":
        raise BadFile(
            told("{name} is no backup of Paddock", name=path.name),
            N_("choose a .sqlite file that Paddock wrote"),
        )
    with translated(path):
        mode = "mode=ro" if _beside(path, "-wal").exists() else "mode=ro&immutable=1"
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?{mode}", uri=True)
        try:
            sound = connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
            table = connection.execute(
                "SELECT 1 FROM sqlite_schema WHERE name = 'clock'"
            ).fetchone()
            version = connection.execute("PRAGMA user_version").fetchone()[0]
        except sqlite3.DatabaseError:
            sound, table, version = False, None, 0
        finally:
            connection.close()
    if not sound or not table:
        raise BadFile(
            told("{name} is damaged or no backup of Paddock", name=path.name),
            N_("choose an older backup"),
        )
    if version > VERSION:
        raise StoreTooNew(
            told("{name} was written by a newer version of Paddock", name=path.name),
            N_("install the newer version; nothing was changed"),
        )


def put_in_place(backup: Path, database: Path) -> Path | None:
    """Make a checked backup, under a new device id, the database.

    Gives where the file that was there is kept. Raises StoreLocked while anybody has that open.
    Whatever fails, one of the two whole files bears the name.
    """
    kept = None
    fresh = database.with_name(database.name + ".restoring")
    try:
        copy_database(backup, fresh)
        _take_new_device(fresh)
        if database.exists():
            # Only now: who opened it while the copy was made must not go on in a file set aside.
            _make_one_file(database)
            kept = _free_name(database)
            for suffix in ("-wal", "-shm"):
                if _beside(database, suffix).exists():
                    _beside(database, suffix).replace(_beside(kept, suffix))
            database.replace(kept)
        fresh.replace(database)
    except OSError as error:
        if kept is not None and kept.exists() and not database.exists():
            kept.replace(database)
        raise DiskFull(
            told(
                "{name} cannot be replaced ({strerror})",
                name=database.name,
                strerror=error.strerror,
            ),
            N_("free some room"),
        ) from error
    finally:
        fresh.unlink(missing_ok=True)
    return kept


def _make_one_file(database: Path) -> None:
    """Bring what stands in the write-ahead log into the file; nobody else may have it open.

    A file too damaged for that is kept with its log beside it.
    """
    with contextlib.suppress(StoreDamaged), translated(database):
        connection = sqlite3.connect(database, timeout=1)
        try:
            connection.execute("PRAGMA journal_mode = DELETE")
        finally:
            connection.close()


def _take_new_device(database: Path) -> None:
    with translated(database):
        connection = sqlite3.connect(database)
        try:
            with connection:
                version = connection.execute("PRAGMA user_version").fetchone()[0]
                if version < _FORMER:
                    connection.execute("ALTER TABLE clock ADD former TEXT NOT NULL DEFAULT ''")
                new = "UPDATE clock SET former = trim(former || ' ' || device), device = ?"
                connection.execute(new, (secrets.token_hex(8),))
                if version >= _SYNCS:
                    _let_it_sync(connection)
        finally:
            connection.close()


def _let_it_sync(connection: sqlite3.Connection) -> None:
    """Begin anew as another device; what is shared shows once the server says that it may."""
    connection.execute("UPDATE account SET number = 0, told = 0")
    connection.execute("DELETE FROM push")
    connection.execute("DELETE FROM sending")
    connection.execute("UPDATE pending SET sent = NULL, place = NULL WHERE sent IS NOT NULL")
    connection.execute(
        "UPDATE space SET hidden = 1 WHERE home = 0 AND state IN ('shared', 'again')"
    )


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)


def _free_name(database: Path) -> Path:
    for number in range(1, 1000):
        name = database.with_name(f"{database.stem}.before-restore-{number}{database.suffix}")
        if not name.exists():
            return name
    raise WorldFailed(
        N_("a thousand databases were set aside already"), N_("delete the oldest of them")
    )
