"""When the disk, the folder or another program fails us: the right error, and nothing lost."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from client.errors import (
    ClientError,
    DiskFull,
    ReadOnly,
    StoreDamaged,
    StoreLocked,
    StoreTooNew,
    WorldFailed,
)
from client.store import DATABASE_NAME, Store, database, restore_backup
from tests.client.store import making
from tests.client.store.making import add_vehicle, found, names, open_store
from tests.disk import failing_disk

posix = pytest.mark.skipif(sys.platform == "win32", reason="rights are those of POSIX")


def fill(folder: Path, count: int = 40) -> None:
    """A store with something in it, closed."""
    with open_store(folder) as store:
        for n in range(count):
            add_vehicle(store, f"Car {n}", notes=f"word{n} " * 200)


def overwrite(path: Path, start: int, data: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(start)
        file.write(data)


def test_a_damaged_file_is_found_out_and_a_backup_is_the_way_back(tmp_path: Path) -> None:
    fill(tmp_path)
    with open_store(tmp_path) as store:
        store.quick_check()
        store.backup(tmp_path / "good.sqlite")
    path = tmp_path / DATABASE_NAME
    size = path.stat().st_size
    overwrite(path, size // 2, b"\xa5" * 60_000)
    # Which page is hit decides whether opening finds it out already.
    with (
        pytest.raises(StoreDamaged, match="restore a backup"),
        open_store(tmp_path) as store,
    ):
        store.quick_check()
    kept = restore_backup(tmp_path / "good.sqlite", tmp_path)
    assert kept is not None
    assert kept.exists()
    with open_store(tmp_path) as store:
        store.quick_check()
        assert len(names(store)) == 40


@pytest.mark.parametrize("head", [b"not a database at all, is it?" * 40, b"\x00" * 4096])
def test_a_file_that_is_no_database_is_damaged_and_stays(tmp_path: Path, head: bytes) -> None:
    fill(tmp_path, 3)
    with open_store(tmp_path) as store:
        store.backup(tmp_path / "good.sqlite")
    overwrite(tmp_path / DATABASE_NAME, 0, head)
    before = (tmp_path / DATABASE_NAME).read_bytes()
    with pytest.raises(StoreDamaged):
        open_store(tmp_path)
    assert (tmp_path / DATABASE_NAME).read_bytes() == before
    kept = restore_backup(tmp_path / "good.sqlite", tmp_path)
    assert kept is not None
    assert kept.read_bytes() == before
    with open_store(tmp_path) as store:
        assert len(names(store)) == 3


def test_the_file_of_a_newer_version_is_refused_unchanged(tmp_path: Path) -> None:
    fill(tmp_path, 2)
    raw = sqlite3.connect(tmp_path / DATABASE_NAME)
    raw.execute("PRAGMA user_version = 99")
    raw.close()
    with pytest.raises(StoreTooNew, match="install the newer version"):
        open_store(tmp_path)
    raw = sqlite3.connect(tmp_path / DATABASE_NAME)
    assert raw.execute("SELECT count(*) FROM k_vehicle").fetchone() == (2,)
    assert raw.execute("PRAGMA user_version").fetchone() == (99,)
    raw.close()


def test_another_program_that_holds_the_file_is_waited_for_and_then_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_MILLISECONDS", 50)
    fill(tmp_path, 1)
    other = sqlite3.connect(tmp_path / DATABASE_NAME, isolation_level=None)
    with open_store(tmp_path) as store:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreLocked, match="in use by another program"):
            add_vehicle(store, "Not now")
        assert names(store) == ["Car 0"]
        other.execute("ROLLBACK")
        add_vehicle(store, "Now")
        assert names(store) == ["Car 0", "Now"]
    other.close()


def full_at(store: Store, pages: int) -> None:
    """Let the disk of the writer be full after so many more pages."""

    def work(transaction: making.Any) -> None:
        used = transaction.connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        transaction.connection.exec_driver_sql(f"PRAGMA max_page_count = {used + pages}")

    store.layered(work)


def test_a_full_disk_refuses_an_edit_and_keeps_the_rest(store: Store) -> None:
    kept = add_vehicle(store, "Kept")
    full_at(store, 3)
    with pytest.raises(DiskFull, match="free some room"):
        add_vehicle(store, "Too much", notes="word " * 9_000)
    assert names(store) == ["Kept"]
    assert found(store, "word") == set()
    store.quick_check()
    full_at(store, 10_000)
    add_vehicle(store, "Again", notes="word " * 9_000)
    assert names(store) == ["Again", "Kept"]
    assert kept not in found(store, "word")


def test_a_full_disk_ends_an_import_and_nothing_of_it_stays(store: Store) -> None:
    add_vehicle(store, "Kept")
    full_at(store, 10)
    batch = store.begin_batch("cars.csv")
    store.land(batch, making.vehicle_rows(20))
    with pytest.raises(DiskFull):
        store.land(batch, making.vehicle_rows(2_000, 100))
    assert names(store) == ["Kept"]
    store.give_up_batch(batch)
    assert store.read(lambda reader: reader.waiting()) == 1
    full_at(store, 10_000)
    making.import_vehicles(store, 5)
    assert len(names(store)) == 6


def test_an_import_that_cannot_begin_does_not_bar_the_next(store: Store) -> None:
    def full(pages: int) -> None:
        full_at(store, pages)

    add_vehicle(store)
    store._database.write(  # the log cannot even take a batch's row
        lambda c: c.exec_driver_sql("CREATE TRIGGER no BEFORE INSERT ON batch BEGIN "
                                    "SELECT RAISE(ABORT, 'no'); END")
    )  # fmt: skip
    with pytest.raises(Exception, match="no"):
        store.begin_batch("cars.csv")
    store._database.write(lambda c: c.exec_driver_sql("DROP TRIGGER no"))
    making.import_vehicles(store, 1)
    full(10)
    assert names(store) == ["Car 1", "Herbie"]


def without_rights(work: Callable[[], None]) -> str:
    """The class of the error that `work` ends with where we are nobody special."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            if os.geteuid() == 0:
                os.setgid(65534)
                os.setuid(65534)
            work()
            said = "nothing"
        except ClientError as error:
            said = type(error).__name__ if error.hint else "no hint"
        except BaseException as error:  # it is told to the parent
            said = f"raw {error!r}"
        os.write(writing, said.encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    return said


@pytest.fixture
def open_to_all(tmp_path: Path) -> Path:
    """A folder that anybody can reach and read, though not write."""
    for folder in (tmp_path, *tmp_path.parents):
        if folder.stat().st_uid == os.geteuid() and folder != Path("/"):
            folder.chmod(folder.stat().st_mode | 0o055)
    return tmp_path


@posix
@pytest.mark.filterwarnings("ignore:This process.*fork:DeprecationWarning")
def test_a_folder_that_cannot_be_written_is_said_so(open_to_all: Path) -> None:
    folder = open_to_all / "profile"
    fill(folder, 1)
    paths = [folder, *folder.iterdir()]
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)

    def write() -> None:
        with Store(folder) as store:
            add_vehicle(store)

    def begin() -> None:
        with Store(folder) as store:
            store.begin_batch("x")

    try:
        assert without_rights(write) == ReadOnly.__name__
        assert without_rights(begin) == ReadOnly.__name__
        assert without_rights(lambda: Store(folder / "in it").close()) == ReadOnly.__name__
    finally:
        folder.chmod(0o755)
        for path in paths[1:]:
            path.chmod(0o644)
    with open_store(folder) as store:
        assert names(store) == ["Car 0"]


def test_a_disk_that_turns_read_only_is_named_and_all_that_was_acknowledged_is_there(
    tmp_path: Path,
) -> None:
    with failing_disk(tmp_path / "disk") as disk:
        with open_store(disk.folder / "profile") as store:
            add_vehicle(store, "Herbie")
            disk.fail()
            for _again in range(2):
                with pytest.raises(ReadOnly, match="cannot be written"):
                    add_vehicle(store, "Giselle")
            assert names(store) == ["Herbie"]
            store.quick_check()
        shutil.copytree(disk.folder / "profile", tmp_path / "saved")
    with open_store(tmp_path / "saved") as store:
        assert names(store) == ["Herbie"]


@posix
def test_a_file_that_may_not_grow_is_said_to_have_no_room(tmp_path: Path) -> None:
    """As under a quota; this stops root too."""
    code = """
import resource, sys
from pathlib import Path
from client.errors import ClientError
from tests.client.store.making import add_vehicle, open_store
with open_store(Path(sys.argv[1])) as store:
    add_vehicle(store, "Herbie")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        add_vehicle(store, "Giselle")
    except ClientError as error:
        print(type(error).__name__)
    resource.setrlimit(resource.RLIMIT_FSIZE, before)
    add_vehicle(store, "Dudu")
"""
    command = [sys.executable, "-c", code, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.split() == [DiskFull.__name__]
    with open_store(tmp_path) as store:
        assert names(store) == ["Dudu", "Herbie"]


def test_a_file_where_the_folder_should_be_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "profile").write_text("I am a file")
    with pytest.raises(ReadOnly):
        open_store(tmp_path / "profile")
    (tmp_path / "other" / DATABASE_NAME).mkdir(parents=True)
    with pytest.raises(WorldFailed):
        open_store(tmp_path / "other")


@pytest.mark.skipif(sys.platform == "win32", reason="rights are of another kind there")
def test_nobody_else_on_the_machine_can_read_a_garage(tmp_path: Path) -> None:
    folder = tmp_path / "profile"
    with Store(folder) as store:
        add_vehicle(store, "Octavia")
        store.backup(tmp_path / "copy.sqlite")
        files = [*folder.glob("paddock.sqlite*"), tmp_path / "copy.sqlite"]
        assert len(files) >= 3
        assert {path.stat().st_mode & 0o777 for path in files} == {0o600}
    assert folder.stat().st_mode & 0o777 == 0o700
