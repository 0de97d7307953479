"""Photos that nothing names any more: found, and removed once that has been so for long.

A photo is named by a record, in the trash too, by its history, which undo goes by, by an edit that
waits or was kept, by what an unknown kind holds, by a backup, or by a garage that a restored one
replaced. Where that cannot be told for certain, nothing is removed.
"""

from __future__ import annotations

import contextlib
import mmap
import os
import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from client.operations.covers import FOLDER
from client.store import DATABASE_NAME, Reader, Store, Transaction
from client.store.backups import set_aside
from client.store.store import BACKUP_FOLDER
from garage.records import kinds

KEPT_DAYS = 30
"""For so long a photo stays after nothing has named it."""
SETTING = "unused_pictures"
"""{name: the day since when nothing is known to name it}, of this device."""
_NAME = re.compile(r"[0-9a-f]{64}\.jpg")
_PHOTO = re.compile(r"photo:([0-9a-f]{64})")
_TOUCHED = timedelta(days=1)
"""A file that was written, or chosen again, so lately may be about to be named."""
_PLACES: Mapping[str, tuple[str, ...]] = {
    **{f"k_{kind.name}": ("picture", "extra") for kind in kinds() if "picture" in kind.by_name},
    "history": ("value",),
    "pending": ("fields",),
    "confirmed": ("fields",),
    "kept": ("fields",),
    "overtaken": ("value",),
    "unknown_kind": ("envelope",),
}


@dataclass(frozen=True, slots=True)
class Unused:
    """Photos that nothing names: how many wait to be removed, with their bytes; how many went."""

    waiting: int = 0
    size: int = 0
    removed: int = 0


def unused_pictures(reader: Reader, folder: Path) -> Unused:
    """What waits in a profile's folder, as it was found last."""
    noted = _noted(reader.settings())
    files = [path for path in _files(folder) if path.stem in noted]
    return Unused(len(files), sum(path.stat().st_size for path in files))


def tidy_pictures(store: Store, today: date) -> Unused:
    """Note which photos nothing names, and remove those of which that is known for long.

    Raises sqlite3.Error where a backup cannot be read; then nothing was removed.
    """
    files = {path.stem: path for path in _files(store.folder)}
    if not files:
        return Unused()
    named = store.read(lambda reader: _named(reader.connection.exec_driver_sql))
    for backup in sorted((store.folder / BACKUP_FOLDER).glob("*.sqlite")):
        named |= _named_in(backup)
    for aside in set_aside(store.folder / DATABASE_NAME):
        try:
            named |= _named_in(aside)
        except sqlite3.DatabaseError:
            # It may have been set aside because it is damaged, and is never removed by itself.
            named |= _written_in(aside)
    before = _noted(store.read(lambda reader: reader.settings()))
    # A day that is still to come is of a clock that was wrong.
    noted = {name: min(before.get(name, today), today) for name in sorted(files.keys() - named)}
    old = {name for name, day in noted.items() if (today - day).days >= KEPT_DAYS}
    gone = store.layered(lambda t: _remove(t, [files[name] for name in sorted(old)]))
    left = {name: day for name, day in noted.items() if name not in gone}
    if left != before:
        kept = {name: day.isoformat() for name, day in left.items()}
        store.set_settings({SETTING: kept or None})
    return Unused(len(left), sum(files[name].stat().st_size for name in left), len(gone))


def _remove(transaction: Transaction, files: Sequence[Path]) -> set[str]:
    """Remove those that nothing has come to name meanwhile: nobody writes while this looks."""
    ask = transaction.connection.exec_driver_sql
    # What a push on its way says is packed, and not looked through.
    if not files or ask("SELECT EXISTS (SELECT 1 FROM push)").scalar_one():
        return set()
    named, gone = _named(ask), set()
    for path in files:
        if path.stem not in named and _is_left_alone(path):
            with contextlib.suppress(OSError):
                path.unlink()
                gone.add(path.stem)
    return gone


def _is_left_alone(path: Path) -> bool:
    with contextlib.suppress(OSError):
        return datetime.now(UTC) - datetime.fromtimestamp(path.stat().st_mtime, UTC) > _TOUCHED
    return False


def _files(folder: Path) -> Iterator[Path]:
    with contextlib.suppress(OSError):
        yield from (each for each in (folder / FOLDER).iterdir() if _NAME.fullmatch(each.name))


def _noted(settings: Mapping[str, Any]) -> dict[str, date]:
    said = settings.get(SETTING)
    return {
        str(name): date.fromisoformat(str(day))
        for name, day in (said.items() if isinstance(said, Mapping) else ())
    }


def _named_in(path: Path) -> set[str]:
    """The photos that a backup names, of this version or an earlier one."""
    mode = "mode=ro" if path.with_name(f"{path.name}-wal").exists() else "mode=ro&immutable=1"
    uri = f"{path.absolute().as_uri()}?{mode}"
    with contextlib.closing(sqlite3.connect(uri, uri=True)) as connection:
        return _named(connection.execute)


def _written_in(path: Path) -> set[str]:
    """The photos whose names stand anywhere in a file, be it damaged."""
    with path.open("rb") as file:
        if not os.fstat(file.fileno()).st_size:
            return set()
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as whole:
            return {name.decode() for name in re.findall(_PHOTO.pattern.encode(), whole)}


def _named(ask: Callable[[str], Any]) -> set[str]:
    """The photos that a database names."""
    found: set[str] = set()
    for table, columns in _PLACES.items():
        there = {row[1] for row in ask(f"PRAGMA table_info({table})")}
        for column in columns:
            if column in there:
                query = f"SELECT {column} FROM {table} WHERE instr({column}, 'photo:')"
                for (cell,) in ask(query):
                    found.update(_PHOTO.findall(str(cell)))
    return found
