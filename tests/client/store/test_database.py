"""The file itself: closed whole, and never touched in a way that costs SQLite its locks."""

from __future__ import annotations

import gc
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import UTC
from pathlib import Path

import pytest
from sqlalchemy import column, create_engine, select, table
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler

from client.errors import BadFile, BadRequest, StoreLocked
from client.exchange.drafts import ImportOptions
from client.operations.import_files import plan_file
from client.store import DATABASE_NAME, Reader, Store, is_open_here, restore_backup
from client.store.database import KEPT_STATEMENTS, Database
from tests.client.store.making import add_vehicle, names, open_store

COMMAND = """
import sys
from pathlib import Path
from tests.client.store.making import add_vehicle, names, open_store
with open_store(Path(sys.argv[1])) as store:
    add_vehicle(store, sys.argv[2])
    print(*names(store))
"""


def command(folder: Path, name: str) -> str:
    """What a process of its own shows of a profile once it has added a vehicle."""
    return subprocess.run(
        [sys.executable, "-c", COMMAND, str(folder), name],
        capture_output=True, check=True, text=True, timeout=180,
    ).stdout.strip()  # fmt: skip


def back_up_to(store: Store, path: Path) -> None:
    with pytest.raises(BadRequest, match="garage in use"):
        store.backup(path)


def restore_from(store: Store, path: Path) -> None:
    with pytest.raises(StoreLocked, match="garage in use"):
        restore_backup(path, store.folder)


def read_as_an_import(store: Store, path: Path) -> None:
    with pytest.raises(BadFile, match="garage itself"):
        plan_file(path, ImportOptions(zone=UTC))


@pytest.mark.parametrize("deed", [back_up_to, restore_from, read_as_an_import])
def test_an_edit_outlives_another_process_whatever_file_the_person_chose_before(
    deed: Callable[[Store, Path], None], tmp_path: Path, store: Store
) -> None:
    add_vehicle(store, "First")
    link = tmp_path / "b.sqlite"
    link.hardlink_to(store.path)
    for path in (link, store.path, Path(f"{store.path}-shm")):
        deed(store, path)
    # Closing, it would take itself for the last one, and delete the log that we have open.
    assert command(store.folder, "Second") == "First Second"
    add_vehicle(store, "Third")
    assert command(store.folder, "Zeroth") == "First Second Third Zeroth"


def test_a_file_is_open_here_until_the_store_is_closed(tmp_path: Path) -> None:
    path = tmp_path / DATABASE_NAME
    with open_store(tmp_path) as store:
        with open_store(tmp_path):
            pass
        assert is_open_here(path)
        assert not is_open_here(tmp_path / "other.sqlite")
        store.close()
        assert not is_open_here(path)


def test_closing_waits_for_whoever_reads(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    add_vehicle(store, "Herbie")
    begun, go_on = threading.Event(), threading.Event()
    seen: list[str] = []

    def slow(reader: Reader) -> str:
        begun.set()
        go_on.wait(60)
        return reader.home()[0]

    reading = threading.Thread(target=lambda: seen.append(store.read(slow)))
    reading.start()
    assert begun.wait(60)
    closing = threading.Thread(target=store.close)
    closing.start()
    closing.join(0.1)
    assert closing.is_alive()
    go_on.set()
    closing.join()
    reading.join()
    assert len(seen) == 1
    # All of the log is in the file: no connection is left that keeps it.
    assert {path.name for path in tmp_path.iterdir()} - {"import.lock"} == {DATABASE_NAME}


def test_nothing_is_asked_of_a_closed_store(store: Store) -> None:
    store.data_version()
    store.close()
    for ask in (store.data_version, lambda: names(store), lambda: add_vehicle(store)):
        with pytest.raises(BadRequest, match="was closed"):
            ask()


def test_of_a_thousand_questions_only_what_is_asked_all_day_stays_compiled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As the program makes it: the tests share what is compiled.
    monkeypatch.setattr("client.store.database.create_engine", create_engine)
    database = Database(tmp_path / "garage.sqlite")

    def compiled() -> int:
        gc.collect()
        return sum(isinstance(each, SQLiteCompiler) for each in gc.get_objects())

    before = compiled()
    for n in range(1_000):
        question = select(column("name").label(f"name_{n}")).select_from(table("sqlite_schema"))
        database.read(lambda connection, asked=question: connection.execute(asked).all())
    # SQLAlchemy lets it come to half as many more before it throws away.
    assert compiled() - before <= KEPT_STATEMENTS * 1.5
    database.close()
