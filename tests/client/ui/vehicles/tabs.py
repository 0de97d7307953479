"""A vehicle's page at one of its tabs, and its table as a person works with it."""

from contextlib import contextmanager
from datetime import UTC, datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from client.ui.desk import Desk
from client.ui.routes import VEHICLE, Route
from client.ui.vehicles.paste_dialog import PasteDialog
from client.ui.vehicles.vehicle_page import VehiclePage
from tests.client.ui.waiting import settle

CTRL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


def opened(desk, qtbot, vehicle, tab="service"):
    """A vehicle's page at one of its tabs, active."""
    page = VehiclePage(desk)
    qtbot.addWidget(page)
    page.resize(1224, 836)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    desk.route_changed.connect(page.show_route)
    desk.go(Route(VEHICLE, vehicle, tab))
    settle(qtbot, desk)
    return page


@contextmanager
def again(desk, store, qtbot, vehicle, tab="service"):
    """The page after the program was closed and opened once more, until that is closed as well."""
    desk.stop()
    settle(qtbot, desk)
    settings = store.read(lambda reader: reader.settings())
    assert settings["region"] == "IE"
    later = Desk(store, settings, clock=lambda: datetime(2026, 11, 18, 11, tzinfo=UTC))
    page = opened(later, qtbot, vehicle, tab)
    try:
        yield page
    finally:
        # One nobody holds, left open, is collected with its desk and hidden when that is gone.
        page.close()
        later.stop()
        later.close()


def titles(tab):
    model = tab.table.rows
    return [model.row(place).record.title for place in range(model.rowCount())]


def words(tab, place):
    model = tab.table.rows
    return {column.key: column.text(model.row(place)) for column in model.columns}


def column(tab, key):
    model = tab.table.rows
    return [words(tab, place)[key] for place in range(model.rowCount())]


def ask(tab, settled, text):
    tab.bar.filter.setText(text)
    tab.bar.filter.ask()
    settled()


def begin_cell(qtbot, tab, place, key):
    """Double click a cell, and give the line that opens over it."""
    index = tab.table.rows.index(place, tab.table.rows.section_of(key))
    where = tab.table.visualRect(index).center()
    qtbot.mouseClick(tab.table.viewport(), LEFT, pos=where)
    qtbot.mouseDClick(tab.table.viewport(), LEFT, pos=where)
    return tab.table.editing.line


def paste(tab, qtbot, settled, text):
    QGuiApplication.clipboard().setText(text)
    tab.table.setFocus()
    qtbot.keyClick(tab.table, Qt.Key.Key_V, CTRL)
    settled()
    dialog = next(
        w for w in QApplication.topLevelWidgets() if isinstance(w, PasteDialog) and w.isVisible()
    )
    # Until then nothing in it has the keyboard.
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog
