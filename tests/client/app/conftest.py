"""A profile whose window was open once, and a person who acts as windows come up."""

from datetime import date

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from client.app.loop import run_in_loop
from client.app.session import Session
from client.app.single_instance import OnlyInstance
from client.operations.records import add
from client.store import Store
from client.ui.widgets.question_dialog import QuestionDialog
from garage.records import kind_named


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
    """Does one thing after the other as the windows come up; False is "not yet"."""

    def __init__(self, *deeds):
        self.deeds = list(deeds)
        self._timer = QTimer()
        self._timer.setInterval(20)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def leave(self):
        """Look no more."""
        self._timer.stop()

    def _look(self):
        for window in QApplication.topLevelWidgets():
            if window.isVisible() and self.deeds and isinstance(window, self.deeds[0][0]):
                if self.deeds[0][1](window) is not False:
                    self.deeds.pop(0)
                return


@pytest.fixture
def person():
    """`person((window class, deed), …)`; all of it is done in the end."""
    made = []

    def act(*deeds):
        made.append(Person(*deeds))
        return made[-1]

    yield act
    for each in made:
        each.leave()
    assert all(each.deeds == [] for each in made)


@pytest.fixture
def session(qapp):
    """`session(folder)`: one run of the window, until it is closed; gives its exit status."""

    def run(folder, view=None):
        folder.mkdir(exist_ok=True)
        status = run_in_loop(qapp, Session(qapp, folder, OnlyInstance(folder)).run(view))
        qapp.processEvents()
        return status

    return run


@pytest.fixture
def close_once_filled():
    """A deed: close the window once it has read the garage itself."""

    def close(shell):
        if not (shell.desk.is_open and shell.sidebar.contents.vehicles and shell.desk.workers.idle):
            return False
        return shell.close()

    return close


@pytest.fixture
def restore_the_newest():
    """A deed: choose the newest backup in the window of trouble, and agree."""

    def restore(trouble):
        trouble.backups.rows[0].click()
        trouble.findChild(QuestionDialog).action.click()

    return restore
