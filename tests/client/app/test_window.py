"""The window's life on a real profile: opened, closed, and what happens when it cannot be."""

import os
import subprocess
import sys
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QWidget

from client.app.opening import SAMPLE_VARIABLE, open_profile
from client.app.placing import keep_frame_on_screen, place
from client.app.single_instance import OnlyInstance
from client.operations.records import add
from client.store import Store
from client.ui.shell.backup_list import RestoreDialog
from client.ui.shell.banner import Banner
from client.ui.shell.shell import Shell
from client.ui.shell.trouble import Trouble
from client.ui.theme import font
from client.ui.widgets.question_dialog import QuestionDialog
from client.ui.widgets.toast import Toast
from garage.records import Vehicle, kind_named


def test_the_window_shows_the_garage_and_keeps_where_it_was(
    qtbot, with_octavia, person, session, close_once_filled
):
    there = QRect(60, 70, 700, 500)

    def move_and_close(shell):
        shell.setGeometry(there)
        return close_once_filled(shell)

    person((Shell, move_and_close))
    assert session(with_octavia) == 0
    found = []

    def look_and_close(shell):
        found.append(shell.geometry())
        return close_once_filled(shell)

    person((Shell, look_and_close))
    assert session(with_octavia) == 0
    assert found[0] == there


@pytest.mark.parametrize(
    ("screen", "size"), [((1280, 690), (1280, 690)), ((2560, 1400), (1440, 900))]
)
def test_the_first_window_fits_the_screen(qtbot, screen, size):
    class OnScreen(QWidget):
        def screen(self):
            return SimpleNamespace(availableGeometry=lambda: QRect(0, 30, *screen))

    window = OnScreen()
    qtbot.addWidget(window)
    place(window, {})
    assert window.size().toTuple() == size


def test_the_foot_of_the_window_is_not_below_the_screen_with_its_frame(qtbot):
    class Framed(QWidget):
        def screen(self):
            return SimpleNamespace(availableGeometry=lambda: QRect(0, 30, 1440, 870))

        def frameGeometry(self):  # noqa: N802 - Qt's name
            return self.geometry().adjusted(-2, -28, 2, 2)

    window = Framed()
    qtbot.addWidget(window)
    place(window, {})
    keep_frame_on_screen(window)
    assert window.frameGeometry().size().toTuple() == (1440, 870)


def test_a_damaged_profile_is_told_and_given_up(
    qtbot, with_octavia, person, session, close_once_filled
):
    damage(with_octavia)
    told = []

    def quit_it(trouble):
        told.extend(row.accessibleName() for row in trouble.backups.rows)
        trouble.quit_button.click()

    person((Trouble, quit_it))
    assert session(with_octavia) == 1
    assert "paddock-2026-11-17.sqlite" in told[0]


def test_a_damaged_profile_opens_again_from_a_backup_and_says_where_the_damaged_file_is(
    qtbot, with_octavia, person, session, close_once_filled, restore_the_newest
):
    damage(with_octavia)
    told = []

    def read_and_close(shell):
        told.extend(toast.accessibleName() for toast in shell.findChildren(Toast))
        return close_once_filled(shell)

    person((Trouble, restore_the_newest), (Shell, read_and_close))
    assert session(with_octavia) == 0
    with Store(with_octavia) as store:
        assert [v.name for v in store.read(lambda reader: reader.all(Vehicle))] == ["Octavia"]
    kept = next(with_octavia.glob("paddock.before-restore-*"))
    assert f"Restored. What was there before is kept in {kept.name}." in told


def test_a_restored_garage_says_where_the_one_before_is_kept(
    qtbot, with_octavia, person, session, close_once_filled
):
    def restore(shell):
        if not shell.desk.is_open:
            return False
        shell.ask_for_backup()
        dialog = shell.findChild(RestoreDialog)
        dialog.backups.rows[0].click()
        dialog.findChild(QuestionDialog).action.click()
        return True

    told = []

    def read_and_close(shell):
        if shell.restoring is not None or not shell.desk.is_open:
            return False
        told.extend(toast.accessibleName() for toast in shell.findChildren(Toast))
        return close_once_filled(shell)

    person((Shell, restore), (Shell, read_and_close))
    assert session(with_octavia) == 0
    kept = next(with_octavia.glob("paddock.before-restore-*"))
    assert f"Restored. What was there before is kept in {kept.name}." in told


def test_closing_the_trouble_window_is_giving_up(
    qtbot, with_octavia, person, session, close_once_filled
):
    damage(with_octavia)
    person((Trouble, lambda trouble: trouble.close()))
    assert session(with_octavia) == 1


def damage(folder):
    (folder / "paddock.sqlite").write_bytes(b"not a database" * 400)


def test_the_sample_is_made_once_and_only_where_nothing_is(folder, monkeypatch):
    monkeypatch.setenv(SAMPLE_VARIABLE, "1")
    counts = []
    for _start in range(2):
        with open_profile(folder).store as store:
            counts.append(store.read(lambda reader: reader.count(kind_named("vehicle"))))
    assert counts == [6, 6]


def test_a_second_start_on_a_profile_ends_with_one_line(
    qtbot, with_octavia, person, session, close_once_filled
):
    first = OnlyInstance(with_octavia)
    assert first.claim()
    raised = []
    first.raised = lambda: raised.append(True)
    second = subprocess.Popen(
        [sys.executable, "-m", "client", "--profile", str(with_octavia)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    qtbot.waitUntil(lambda: second.poll() is not None)
    # It may be gone before its connection was looked at here.
    qtbot.waitUntil(lambda: bool(raised))
    out, err = second.communicate()
    first.release()
    assert (second.returncode, out.count("\n"), err) == (0, 1, "")
    assert "its window was raised" in out
    assert raised == [True]


def test_the_shell_raises_itself_for_another_start(
    qtbot, with_octavia, person, session, close_once_filled
):
    seen = []

    def look(shell):
        shell.setWindowState(Qt.WindowState.WindowMinimized)
        shell.come_to_front()
        seen.append(shell.isMinimized())
        return shell.close()

    person((Shell, look))
    assert session(with_octavia) == 0
    assert seen == [False]


def test_letters_that_no_font_has_are_told_once_the_window_is_up(
    qtbot, with_octavia, person, session
):
    vithkuqi = "\U00010570\U00010571"
    if QFontMetricsF(font("body")).inFontUcs4(ord(vithkuqi[0])):
        pytest.skip("this computer has a font for these letters")
    with Store(with_octavia) as store:
        add(store, kind_named("vehicle"), {"name": vithkuqi})
    told = []

    def read_and_close(shell):
        banners = shell.findChildren(Banner)
        told.extend(banner.accessibleName() for banner in banners)
        return bool(banners) and shell.close()

    person((Shell, read_and_close))
    assert session(with_octavia) == 0
    assert told[0].startswith("No font of this computer has these letters: Vithkuqi.")
