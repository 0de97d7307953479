"""Backups: one a day, kept for days and weeks; and a restore that can itself be taken back."""

from __future__ import annotations

import sqlite3
import threading
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from client.errors import (
    BadFile,
    BadRequest,
    DiskFull,
    ReadOnly,
    StoreDamaged,
    StoreLocked,
    StoreTooNew,
)
from client.operations import records
from client.store import DATABASE_NAME, Store, backups, restore_backup
from client.store.backups import copy_database, dated_backups, too_old
from client.store.store import BACKUP_FOLDER
from tests.client.store.making import add_vehicle, names, open_store

TODAY = date(2024, 3, 10)
days = st.dates(min_value=date(2020, 1, 1), max_value=date(2030, 1, 1))


def backup_of(day: date) -> Path:
    return Path(f"paddock-{day.isoformat()}.sqlite")


def drop(kept: set[date]) -> set[date]:
    """The days whose backups remain."""
    gone = {path.name for path in too_old(map(backup_of, kept))}
    return {day for day in kept if backup_of(day).name not in gone}


@given(st.sets(st.integers(0, 80), max_size=60), days)
def test_seven_days_stay_and_at_most_four_weeks_before(ages: set[int], today: date) -> None:
    there = {today - timedelta(days=age) for age in ages}
    kept = drop(there)
    week = set(sorted(there)[-7:])
    assert week <= kept
    older = kept - week
    assert len(older) <= 4
    assert len({day.isocalendar()[:2] for day in older}) == len(older)
    assert bool(older) == bool(there - week)
    assert drop(kept) == kept


@settings(max_examples=30)
@given(days, st.sets(st.integers(0, 120)))
def test_whoever_starts_it_most_days_can_go_back_four_weeks(start: date, pauses: set[int]) -> None:
    kept: set[date] = set()
    today = start
    for step in sorted(set(range(121)) - pauses):
        today = start + timedelta(days=step)
        kept = drop(kept | {today})
        assert today in kept
        assert len(kept) <= 11
    if len(pauses) <= 60:
        # The oldest week's backup may be of its Sunday, if the other days were pauses.
        assert (today - min(kept)).days >= 22
    if not pauses:
        assert (today - min(kept)).days >= 28
        assert (today - min(kept)).days <= 34
        assert min(kept).isoweekday() == 1


def test_a_clock_that_jumps_ahead_costs_no_backup() -> None:
    there = {TODAY - timedelta(days=n) for n in range(6)}
    assert drop(there | {TODAY + timedelta(days=3650)}) >= there


def test_files_of_others_are_never_touched(store: Store) -> None:
    folder = store.folder / BACKUP_FOLDER
    folder.mkdir()
    foreign = ["paddock-2001-01-01.sqlite.txt", "paddock-2001-99-01.sqlite", "notes.txt",
               "my-paddock-2001-01-01.sqlite", "before-version-2.sqlite"]  # fmt: skip
    for name in foreign:
        (folder / name).write_text("mine")
    for age in range(40, 0, -1):
        (folder / backup_of(TODAY - timedelta(days=age)).name).write_text("old")
    made = store.daily_backup(TODAY)
    assert made is not None
    assert store.daily_backup(TODAY) is None
    assert {(folder / name).read_text() for name in foreign} == {"mine"}
    assert dated_backups(folder)[0] == (TODAY, made)
    assert len(dated_backups(folder)) == 7 + 4
    assert not list(folder.glob("*.partial*"))


def test_a_restore_goes_back_and_the_file_before_is_kept(tmp_path: Path) -> None:
    backup = tmp_path / "elsewhere" / "büro #1?.sqlite"
    with open_store(tmp_path / "profile") as store:
        add_vehicle(store, "Old")
        store.backup(backup)
        before = store.read(lambda reader: (reader.home(), reader.device()))
        add_vehicle(store, "New")
    kept = restore_backup(backup, tmp_path / "profile")
    assert kept is not None
    with open_store(tmp_path / "profile") as store:
        assert names(store) == ["Old"]
        home, device = store.read(lambda reader: (reader.home(), reader.device()))
        assert home == before[0]
        assert device != before[1]
        records.undo(store)
        assert names(store) == []
    # And back again: nothing was lost.
    assert restore_backup(kept, tmp_path / "profile") not in (None, kept)
    with open_store(tmp_path / "profile") as store:
        assert names(store) == ["New", "Old"]


def former(folder: Path) -> str:
    """The ids that the device had before, as the database tells them."""
    connection = sqlite3.connect(folder / DATABASE_NAME)
    try:
        return str(connection.execute("SELECT former FROM clock").fetchone()[0])
    finally:
        connection.close()


def test_who_is_restored_knows_which_device_it_was(tmp_path: Path) -> None:
    with open_store(tmp_path / "profile") as store:
        store.backup(tmp_path / "b.sqlite")
        first = store.read(lambda reader: reader.device())
    restore_backup(tmp_path / "b.sqlite", tmp_path / "profile")
    assert former(tmp_path / "profile") == first
    # A backup of an earlier version has no room for it yet.
    connection = sqlite3.connect(tmp_path / "b.sqlite")
    connection.executescript("ALTER TABLE clock DROP COLUMN former; PRAGMA user_version = 6")
    connection.close()
    restore_backup(tmp_path / "b.sqlite", tmp_path / "profile")
    with open_store(tmp_path / "profile") as store:
        assert store.read(lambda reader: reader.device()) != first
    assert former(tmp_path / "profile") == first


def test_a_restore_makes_a_profile_where_there_is_none(tmp_path: Path, store: Store) -> None:
    add_vehicle(store)
    store.backup(tmp_path / "b.sqlite")
    assert restore_backup(tmp_path / "b.sqlite", tmp_path / "new") is None
    with open_store(tmp_path / "new") as fresh:
        assert names(fresh) == ["Herbie"]


def test_edits_that_are_only_in_the_log_are_kept_with_the_file(tmp_path: Path) -> None:
    """A killed program leaves a write-ahead log beside its file."""
    with open_store(tmp_path / "profile") as store:
        store.backup(tmp_path / "empty.sqlite")
        add_vehicle(store, "In the log")
        killed = tmp_path / "killed"
        killed.mkdir()
        for suffix in ("", "-wal"):
            name = DATABASE_NAME + suffix
            (killed / name).write_bytes((tmp_path / "profile" / name).read_bytes())
    kept = restore_backup(tmp_path / "empty.sqlite", killed)
    assert kept is not None
    with open_store(killed) as store:
        assert names(store) == []
    restore_backup(kept, killed)
    with open_store(killed) as store:
        assert names(store) == ["In the log"]


def test_no_restore_under_an_open_window(tmp_path: Path, store: Store) -> None:
    add_vehicle(store)
    store.backup(tmp_path / "b.sqlite")
    add_vehicle(store, "Later")
    with pytest.raises(StoreLocked):
        restore_backup(tmp_path / "b.sqlite", store.folder)
    assert names(store) == ["Herbie", "Later"]
    add_vehicle(store, "Still writable")


def test_who_opens_a_garage_while_it_is_restored_keeps_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_store(tmp_path / "profile") as store:
        store.backup(tmp_path / "b.sqlite")
    opened: list[Store] = []

    def slowly(source: Path, target: Path) -> None:
        copy_database(source, target)
        opened.append(open_store(tmp_path / "profile"))

    monkeypatch.setattr(backups, "copy_database", slowly)
    with pytest.raises(StoreLocked):
        restore_backup(tmp_path / "b.sqlite", tmp_path / "profile")
    with opened.pop() as store:
        add_vehicle(store, "Acknowledged")
    with open_store(tmp_path / "profile") as store:
        assert names(store) == ["Acknowledged"]
    left = {path.name for path in (tmp_path / "profile").iterdir()} - {"import.lock"}
    assert left == {DATABASE_NAME}


def test_what_is_no_backup_is_refused_and_the_store_untouched(tmp_path: Path) -> None:
    with open_store(tmp_path / "profile") as store:
        for n in range(30):
            add_vehicle(store, f"Car {n}", notes="x" * 2000)
        store.backup(tmp_path / "good.sqlite")
    database = tmp_path / "profile" / DATABASE_NAME
    before, good = database.read_bytes(), (tmp_path / "good.sqlite").read_bytes()
    (tmp_path / "text.sqlite").write_text("Dear diary")
    (tmp_path / "empty.sqlite").write_bytes(b"")
    (tmp_path / "half.sqlite").write_bytes(good[: len(good) // 2])
    (tmp_path / "torn.sqlite").write_bytes(good[:8192] + b"\xff" * 40_000 + good[48_192:])
    other = sqlite3.connect(tmp_path / "other.sqlite")
    other.execute("CREATE TABLE cats (name)")
    other.close()
    for name in ("text", "empty", "half", "torn", "other", "missing"):
        with pytest.raises(BadFile):
            restore_backup(tmp_path / f"{name}.sqlite", tmp_path / "profile")
        assert database.read_bytes() == before, name
    newer = sqlite3.connect(tmp_path / "good.sqlite")
    newer.execute("PRAGMA user_version = 99")
    newer.close()
    with pytest.raises(StoreTooNew):
        restore_backup(tmp_path / "good.sqlite", tmp_path / "profile")
    assert database.read_bytes() == before
    assert sorted(p.name for p in (tmp_path / "profile").iterdir()) == [
        p for p in ("import.lock", DATABASE_NAME) if (tmp_path / "profile" / p).exists()
    ]


def test_a_backup_made_while_others_write_is_whole(tmp_path: Path, store: Store) -> None:
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            add_vehicle(store, "Both")

    add_vehicle(store, "First", notes="x" * 90_000)
    writer = threading.Thread(target=write)
    writer.start()
    try:
        for n in range(5):
            store.backup(tmp_path / f"{n}.sqlite")
    finally:
        stop.set()
        writer.join()
    for n in range(5):
        restore_backup(tmp_path / f"{n}.sqlite", tmp_path / f"profile-{n}")
        with open_store(tmp_path / f"profile-{n}") as copy:
            copy.quick_check()
            assert "First" in names(copy)
            assert len(copy.read(lambda reader: reader.search("both", 10_000))) == (
                len(names(copy)) - 1
            )


def test_a_backup_that_cannot_be_written_leaves_the_old_one(tmp_path: Path, store: Store) -> None:
    target = tmp_path / "b.sqlite"
    store.backup(target)
    before = target.read_bytes()
    add_vehicle(store)
    (tmp_path / "b.sqlite.partial").mkdir()
    with pytest.raises(Exception, match=r"b\.sqlite"):
        store.backup(target)
    assert target.read_bytes() == before


def test_the_error_names_the_file_that_cannot_be_written(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = sqlite3.connect

    def cramped(path: Any, **how: Any) -> sqlite3.Connection:
        made = connect(path, **how)
        if str(path).endswith(".partial"):
            made.execute("PRAGMA page_size = 4096")
            made.execute("PRAGMA max_page_count = 1")
        return made

    add_vehicle(store)
    monkeypatch.setattr(sqlite3, "connect", cramped)
    with pytest.raises(DiskFull, match=r"disk of b\.sqlite is full"):
        store.backup(tmp_path / "b.sqlite")
    monkeypatch.undo()
    (tmp_path / "c.sqlite.partial").symlink_to(tmp_path / "nowhere" / "c")
    monkeypatch.setattr(Path, "unlink", lambda self, missing_ok=False: None)
    with pytest.raises(ReadOnly, match=r"/c\.sqlite cannot be opened"):
        store.backup(tmp_path / "c.sqlite")


def test_the_error_names_the_database_that_cannot_be_read(tmp_path: Path, store: Store) -> None:
    add_vehicle(store, notes="x" * 50_000)
    store.backup(tmp_path / "good.sqlite")
    good = (tmp_path / "good.sqlite").read_bytes()
    (tmp_path / "bad.sqlite").write_bytes(b"Dear diary" * 1000)
    (tmp_path / "torn.sqlite").write_bytes(good[: len(good) // 2])
    for name in ("bad.sqlite", "torn.sqlite"):
        with pytest.raises(StoreDamaged, match=name):
            copy_database(tmp_path / name, tmp_path / "out.sqlite")
    with pytest.raises(ReadOnly, match=r"gone\.sqlite"):
        copy_database(tmp_path / "gone.sqlite", tmp_path / "out.sqlite")
    assert not (tmp_path / "out.sqlite").exists()


def test_a_backup_takes_the_place_of_an_older_one_and_of_nothing_else(
    tmp_path: Path, store: Store
) -> None:
    target = tmp_path / "b.sqlite"
    store.backup(target)
    add_vehicle(store, "Later")
    store.backup(target)
    restore_backup(target, tmp_path / "restored")
    with open_store(tmp_path / "restored") as restored:
        assert names(restored) == ["Later"]
    (tmp_path / "diary.txt").write_text("Dear diary")
    other = sqlite3.connect(tmp_path / "cats.sqlite")
    other.execute("CREATE TABLE cats (name)")
    other.close()
    (tmp_path / "folder").mkdir()
    taken = [tmp_path / name for name in ("diary.txt", "cats.sqlite", "restored/paddock.sqlite")]
    for path in (*taken, store.path):
        before = path.read_bytes()
        with pytest.raises(BadRequest, match="give another name") as refused:
            store.backup(path)
        assert str(path) in str(refused.value)
        assert path.read_bytes() == before
    with pytest.raises(BadRequest, match="no file"):
        store.backup(tmp_path / "folder")
    assert names(store) == ["Later"]
