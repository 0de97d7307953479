"""When the profile cannot be opened, or fails while it is open: what is said, and the way on.

The disks are real ones, full or mounted read-only; the lock is another connection's.
"""

import sqlite3

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from client.errors import StoreDamaged
from client.operations.records import add
from client.store import DATABASE_NAME, Store, database
from client.ui.shell.shell import Shell
from client.ui.shell.trouble import Trouble
from client.ui.widgets.question_dialog import QuestionDialog
from garage.records import Vehicle, kind_named
from tests.disk import small_disk


@pytest.fixture
def disk(folder):
    with small_disk(folder) as mounted:
        yield mounted


def with_vehicle(folder):
    with Store(folder) as store:
        add(store, kind_named("vehicle"), {"name": "Octavia"})


def words_of(trouble):
    return " ".join(label.text() for label in trouble.findChildren(QLabel))


@pytest.fixture
def told():
    return []


@pytest.fixture
def quit_it(told):
    """Read what the window of trouble says, and give up."""

    def deed(trouble):
        told.append(words_of(trouble))
        trouble.quit_button.click()

    return deed


@pytest.fixture
def try_again(told):
    """`try_again(mend)`: read what it says, mend what is wrong, try again."""

    def deed_after(mend):
        def deed(trouble):
            told.append(words_of(trouble))
            mend()
            trouble.again_button.click()

        return deed

    return deed_after


def test_a_read_only_disk_is_said_and_once_it_can_be_written_the_garage_opens(
    qtbot, disk, folder, person, session, try_again, told, close_once_filled
):
    with_vehicle(folder)
    disk.set_read_only(True)

    def mend():
        disk.set_read_only(False)

    person((Trouble, try_again(mend)), (Shell, close_once_filled))
    assert session(folder) == 0
    assert "cannot be" in told[0]
    assert "the right to write there" in told[0] or "can be written" in told[0]


@pytest.mark.parametrize("first", [True, False])
def test_a_full_disk_is_said_and_the_garage_opens_once_there_is_room(
    qtbot, disk, folder, person, session, try_again, told, first
):
    if not first:
        with_vehicle(folder)
    disk.fill()

    def close_once_open(shell):
        return shell.close() if shell.desk.is_open and shell.desk.workers.idle else False

    person((Trouble, try_again(disk.free)), (Shell, close_once_open))
    assert session(folder) == 0
    assert "paddock.sqlite is full. Free some room" in told[0]
    with Store(folder) as store:
        found = store.read(lambda reader: reader.all(Vehicle))
    assert [car.name for car in found] == ([] if first else ["Octavia"])


def test_a_garage_that_another_program_holds_is_said_and_opens_once_it_lets_go(
    qtbot, folder, person, session, try_again, told, close_once_filled, monkeypatch
):
    monkeypatch.setattr(database, "BUSY_MILLISECONDS", 50)
    with_vehicle(folder)
    other = sqlite3.connect(folder / DATABASE_NAME, isolation_level=None)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    person((Trouble, try_again(other.close)), (Shell, close_once_filled))
    assert session(folder) == 0
    assert "in use by another program" in told[0]


def press_enter(window):
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)


@pytest.mark.parametrize("enters", [1, 2])
def test_enter_alone_restores_no_backup(qtbot, with_octavia, person, session, enters):
    """Neither where the garage cannot be opened, nor where a backup is asked about."""
    (with_octavia / DATABASE_NAME).write_bytes(b"not a database" * 400)

    def choose(trouble):
        trouble.backups.rows[0].click()
        press_enter(trouble.findChild(QuestionDialog))

    def give_up(trouble):
        trouble.quit_button.click()

    person((Trouble, press_enter if enters == 1 else choose), (Trouble, give_up))
    assert session(with_octavia) == 1
    assert (with_octavia / DATABASE_NAME).read_bytes().startswith(b"not a database")
    assert list(with_octavia.glob("*.before-restore-*")) == []


def test_a_backup_is_offered_only_where_the_file_is_damaged(
    qtbot, with_octavia, person, session, told, monkeypatch
):
    other = sqlite3.connect(with_octavia / DATABASE_NAME)
    other.execute("PRAGMA user_version = 99")
    other.close()

    def give_up(trouble):
        told.append(len(trouble.backups.rows))
        trouble.quit_button.click()

    person((Trouble, give_up))
    assert session(with_octavia) == 1
    (with_octavia / DATABASE_NAME).write_bytes(b"not a database" * 400)
    person((Trouble, give_up))
    assert session(with_octavia) == 1
    assert told == [0, 1]


def test_giving_up_after_a_backup_failed_ends_the_program(
    qtbot, with_octavia, person, session, told
):
    (with_octavia / DATABASE_NAME).write_bytes(b"not a database" * 400)
    backup = next((with_octavia / "backups").glob("*.sqlite"))

    def restore(trouble):
        backup.write_bytes(b"no backup" * 400)
        trouble.backups.rows[0].click()
        trouble.findChild(QuestionDialog).action.click()

    def give_up(trouble):
        told.append(words_of(trouble))
        trouble.quit_button.click()

    person((Trouble, restore), (Trouble, give_up))
    assert session(with_octavia) == 1
    assert "is no backup of Paddock" in told[0]


def test_a_system_that_cannot_open_the_folder_is_said(qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    trouble = Trouble(StoreDamaged("it is damaged"), tmp_path, lambda _answer: None)
    qtbot.addWidget(trouble)
    trouble.folder_button.click()
    assert trouble.folder_line.text() == f"The system cannot open the folder. It is {tmp_path}"


def test_a_garage_of_a_newer_version_is_said_and_left_as_it_is(
    qtbot, folder, person, session, quit_it, told
):
    with_vehicle(folder)
    other = sqlite3.connect(folder / DATABASE_NAME)
    other.execute("PRAGMA user_version = 99")
    other.close()
    before = (folder / DATABASE_NAME).read_bytes()
    person((Trouble, quit_it))
    assert session(folder) == 1
    assert "newer version of Paddock" in told[0]
    assert "Install the newer version" in told[0]
    assert (folder / DATABASE_NAME).read_bytes() == before


def test_damage_deep_in_the_file_is_said_across_the_top_of_the_open_window(
    qtbot, folder, person, session, told
):
    with Store(folder) as store:
        for n in range(40):
            add(store, kind_named("vehicle"), {"name": f"Car {n}", "notes": f"word{n} " * 400})
        page = store.read(
            lambda reader: reader.connection.exec_driver_sql(
                "SELECT rootpage FROM sqlite_schema WHERE name = 'history'"
            ).scalar_one()
        )
    with (folder / DATABASE_NAME).open("r+b") as file:
        # Nothing that is shown at the start is read from there.
        file.seek((page - 1) * 4096)
        file.write(b"\xa5" * 4096)

    def look(shell):
        if shell.banner is None or not shell.desk.workers.idle:
            return False
        told.append(shell.banner.accessibleName())
        return shell.close()

    person((Shell, look))
    assert session(folder) == 0
    way = "restore a backup; the damaged file is kept beside it"
    assert told == [f"paddock.sqlite is damaged; {way}"]
