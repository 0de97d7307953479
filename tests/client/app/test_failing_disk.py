"""The window on a disk that turns read-only under it, as a disk does that goes bad."""

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from client.operations.records import add
from client.store import Store
from client.ui.routes import VEHICLE, Route
from client.ui.shell.shell import Shell
from client.ui.shell.trouble import Trouble
from client.ui.vehicles.vehicle_form import VehicleForm
from garage.records import Vehicle, kind_named
from tests.disk import failing_disk


@pytest.fixture
def disk(tmp_path):
    with failing_disk(tmp_path / "disk") as made:
        yield made


@pytest.fixture
def profile(disk):
    """A profile on it, with one vehicle."""
    folder = disk.folder / "profile"
    with Store(folder) as store:
        add(store, kind_named("vehicle"), {"name": "Octavia"})
    return folder


class Typing:
    """A person who writes down a vehicle while the disk fails; what was said is kept."""

    def __init__(self, disk, qtbot):
        self._disk, self._qtbot = disk, qtbot
        self.said = ""

    def fail(self, shell):
        """The disk fails once the garage is shown."""
        if not (shell.desk.is_open and shell.sidebar.contents.vehicles and shell.desk.workers.idle):
            return False
        self._disk.fail()
        form = VehicleForm(shell.desk, shell)
        form.open()
        form.fields["name"].set_text("Herbie")
        QTest.keyClick(form.fields["name"].line, Qt.Key.Key_Return)
        return True

    def read(self, shell):
        """What the form says; the garage can still be looked at, and the window be closed."""
        form = shell.findChild(VehicleForm)
        if not (form.wrong.isVisible() and shell.desk.workers.idle):
            return False
        self.said = form.wrong.text()
        assert form.fields["name"].text() == "Herbie"
        form.done(0)
        vehicle = shell.sidebar.contents.vehicles[0]
        shell.desk.go(Route(VEHICLE, vehicle.id))
        return True

    def close(self, shell):
        if not shell.desk.workers.idle:
            return False
        return shell.close()


def test_it_is_said_in_place_and_the_window_closes_with_nothing_lost(
    qtbot, disk, profile, person, session, tmp_path
):
    typing = Typing(disk, qtbot)
    person((Shell, typing.fail), (Shell, typing.read), (Shell, typing.close))
    assert session(profile) == 0
    assert "paddock.sqlite cannot be written" in typing.said
    shutil.copytree(profile, tmp_path / "saved")
    with Store(tmp_path / "saved") as store:
        assert [v.name for v in store.read(lambda reader: reader.all(Vehicle))] == ["Octavia"]


def test_a_window_that_begins_on_it_says_what_to_look_at(qtbot, disk, profile, person, session):
    disk.fail()
    said = []

    def look(trouble):
        said.extend(each.text() for each in trouble.findChildren(QLabel))
        trouble.quit_button.click()

    person((Trouble, look))
    assert session(profile) == 1
    assert "Check that the folder is there and can be written." in said
