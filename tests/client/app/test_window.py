"""The window's life on a real profile: opened, closed, and what happens when it cannot be."""

import os
import subprocess
import sys
from datetime import date
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from client.app.loop import run_in_loop
from client.app.opening import SAMPLE_VARIABLE, open_profile
from client.app.single_instance import OnlyInstance
from client.app.window import Session, place
from client.operations.records import add
from client.store import Store
from client.ui.shell.shell import Shell
from client.ui.shell.trouble import Trouble
from garage.records import Vehicle, kind_named


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "profile"


@pytest.fixture
def with_octavia(folder):
    """A profile with one vehicle and a backup of it."""
    with Store(folder) as store:
        add(store, kind_named("vehicle"), {"name": "Octavia"})
        store.daily_backup(date(2026, 11, 17))
    return folder


class Person:
    """Does one thing after the other as the windows come up."""

    def __init__(self, *deeds):
        self._deeds = list(deeds)
        self._timer = QTimer()
        self._timer.setInterval(20)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self):
        for window in QApplication.topLevelWidgets():
            if window.isVisible() and self._deeds and isinstance(window, self._deeds[0][0]):
                if self._deeds[0][1](window) is not False:
                    self._deeds.pop(0)
                return


def session(qapp, folder):
    folder.mkdir(exist_ok=True)
    status = run_in_loop(qapp, Session(qapp, folder, OnlyInstance(folder)).run())
    qapp.processEvents()
    return status


def close_once_filled(shell):
    if not shell.sidebar.contents.vehicles:
        return False
    return shell.close()


def test_the_window_shows_the_garage_and_keeps_where_it_was(qapp, qtbot, with_octavia):
    _person = Person((Shell, close_once_filled))
    assert session(qapp, with_octavia) == 0
    with Store(with_octavia) as store:
        assert store.read(lambda reader: reader.settings())["window"]


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


def test_a_damaged_profile_is_told_and_given_up(qapp, qtbot, with_octavia):
    damage(with_octavia)
    told = []

    def quit_it(trouble):
        told.extend(row.accessibleName() for row in trouble.backups.rows)
        trouble.quit_button.click()

    _person = Person((Trouble, quit_it))
    assert session(qapp, with_octavia) == 1
    assert "paddock-2026-11-17.sqlite" in told[0]


def test_a_damaged_profile_opens_again_from_a_backup(qapp, qtbot, with_octavia):
    damage(with_octavia)
    _person = Person(
        (Trouble, lambda trouble: trouble.backups.rows[0].click()), (Shell, close_once_filled)
    )
    assert session(qapp, with_octavia) == 0
    with Store(with_octavia) as store:
        assert [v.name for v in store.read(lambda reader: reader.all(Vehicle))] == ["Octavia"]


def test_closing_the_trouble_window_is_giving_up(qapp, qtbot, with_octavia):
    damage(with_octavia)
    _person = Person((Trouble, lambda trouble: trouble.close()))
    assert session(qapp, with_octavia) == 1


def damage(folder):
    (folder / "paddock.sqlite").write_bytes(b"not a database" * 400)


def test_the_sample_is_made_once_and_only_where_nothing_is(folder, monkeypatch):
    monkeypatch.setenv(SAMPLE_VARIABLE, "1")
    counts = []
    for _start in range(2):
        with open_profile(folder).store as store:
            counts.append(store.read(lambda reader: reader.count(kind_named("vehicle"))))
    assert counts == [6, 6]


def test_a_second_start_on_a_profile_ends_with_one_line(qapp, qtbot, with_octavia):
    first = OnlyInstance(with_octavia)
    assert first.claim()
    raised = []
    first.raised = lambda: raised.append(True)
    second = subprocess.Popen(
        [sys.executable, "-m", "client", "--profile", str(with_octavia)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=20_000)
    out, err = second.communicate()
    first.release()
    assert (second.returncode, out.count("\n"), err) == (0, 1, "")
    assert "its window was raised" in out
    assert raised == [True]


def test_the_shell_raises_itself_for_another_start(qapp, qtbot, with_octavia):
    seen = []

    def look(shell):
        shell.setWindowState(Qt.WindowState.WindowMinimized)
        shell.come_to_front()
        seen.append(shell.isMinimized())
        return shell.close()

    _person = Person((Shell, look))
    assert session(qapp, with_octavia) == 0
    assert seen == [False]
