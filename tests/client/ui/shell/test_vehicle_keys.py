"""The keys of a vehicle's page, pressed in the window."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from client.ui.routes import GARAGE, SETTINGS, VEHICLE, Route
from client.ui.shell.page import Page
from client.ui.shell.shell import Shell
from client.ui.vehicles.form_dialog import FormDialog
from client.ui.vehicles.vehicle_page import VehiclePage

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class Plain(Page):
    def __init__(self, _desk):
        super().__init__()


@pytest.fixture
def window(desk, octavia, qtbot, settled):
    made = Shell(desk, {GARAGE: Plain, VEHICLE: VehiclePage, SETTINGS: Plain})
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    made.begin()
    settled()
    desk.go(Route(VEHICLE, octavia))
    settled()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.mark.parametrize(
    ("key", "modifiers", "title"),
    [
        (Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier, "Edit vehicle"),
        (Qt.Key.Key_F, CTRL_SHIFT, "Add fill-up"),
        (Qt.Key.Key_O, CTRL_SHIFT, "Note odometer"),
        (Qt.Key.Key_S, CTRL_SHIFT, "Add service"),
        (Qt.Key.Key_E, CTRL_SHIFT, "Add expense"),
    ],
)
def test_a_key_opens_its_form_and_esc_closes_it(window, qtbot, settled, key, modifiers, title):
    qtbot.keyClick(window, key, modifiers)
    settled()
    (form,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, FormDialog)]
    assert form.windowTitle() == title
    qtbot.keyClick(form, Qt.Key.Key_Escape)
    assert not form.isVisible()
