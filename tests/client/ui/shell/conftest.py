"""A small garage, the window around two plain pages, and what opens and presses in it."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from client.operations.records import add
from client.operations.settings import change_settings
from client.store import Store
from client.ui.routes import GARAGE, SETTINGS, VEHICLE, Route
from client.ui.shell.import_dialog import ImportDialog
from client.ui.shell.page import Page
from client.ui.shell.settings_page import SettingsPage
from client.ui.shell.shell import Shell
from garage.moments import Moment
from garage.records import kind_named


class PlainPage(Page):
    """Shows nothing but where one is."""

    back = True

    def __init__(self, desk):
        super().__init__()
        self.desk = desk
        self.routes = []
        self.button = QPushButton("Press")
        column = QVBoxLayout(self)
        column.addWidget(self.button)

    def show_route(self, route):
        self.routes.append(route)
        self.set_title(route.page.capitalize())


@pytest.fixture
def person():
    return {"name": "Jonas", "region": "IE", "zone": "UTC"}


@pytest.fixture
def octavia(store):
    """A vehicle with a service that has a line about brake pads."""
    id_ = add(store, kind_named("vehicle"), {"name": "Octavia", "plate": "M JL 2016"}).ids[0]
    when = Moment(date(2026, 11, 17))
    service = {"vehicle": id_, "title": "Front axle", "date": when}
    work = add(store, kind_named("service"), service).ids[0]
    add(store, kind_named("work_line"), {"work": work, "title": "Brake pads"})
    return id_


@pytest.fixture
def other_page(desk, qtbot):
    """A page made earlier than what is tried, which reads again as the settings change."""
    made = QWidget()
    qtbot.addWidget(made)

    def read():
        desk.read(made, lambda reader: reader.settings(), lambda read: None)

    desk.settings_changed.connect(read)
    return made


@pytest.fixture
def second_window(desk, store, settled):
    """Change settings in another window, and let this one learn of it."""

    def change(values):
        desk.look_for_changes()
        settled()
        with Store(store.folder) as other:
            change_settings(other, values)
        desk.look_for_changes()
        settled()

    return change


@pytest.fixture
def shell(desk, octavia, qtbot, settled):
    """The window on the garage's page, filled."""
    made = Shell(desk, {GARAGE: PlainPage, VEHICLE: PlainPage, SETTINGS: SettingsPage})
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    made.begin()
    settled()
    return made


@pytest.fixture
def opened(shell, settled):
    """Open the import of a file, and wait until it has been read."""

    def open_(path):
        dialog = ImportDialog(shell.desk, path, shell)
        dialog.open()
        settled()
        return dialog

    return open_


@pytest.fixture
def press(qtbot, settled):
    """Press a key in a widget, and wait for what comes of it."""

    def press_(widget, key=Qt.Key.Key_Return):
        qtbot.keyClick(widget, key)
        settled()

    return press_


@pytest.fixture
def show(shell, settled):
    """Go to a section of the settings."""

    def go(key):
        shell.desk.go(Route(SETTINGS, tab=key))
        settled()
        return shell.page.section(key)

    return go


@pytest.fixture
def golf(store):
    """A second vehicle, with a hyphen in its plate."""
    return add(store, kind_named("vehicle"), {"name": "Golf", "plate": "M-AB 1234"}).ids[0]
