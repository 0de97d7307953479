"""The tabs of records in the window itself: its shortcuts reach them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from client.app.pages import PAGES
from client.ui.routes import VEHICLE, Route
from client.ui.shell.shell import Shell
from client.ui.vehicles.form_dialog import FormDialog

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def shell(desk, octavia, qtbot, settled):
    window = Shell(desk, PAGES)
    qtbot.addWidget(window)
    window.resize(1440, 900)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    window.begin()
    settled()
    return window


def test_ctrl_n_adds_what_the_tab_in_front_is_for(shell, desk, octavia, qtbot, settled):
    for tab, title in (("trips", "Add trip"), ("documents", "Add document")):
        desk.go(Route(VEHICLE, octavia, tab))
        settled()
        qtbot.keyClick(shell, Qt.Key.Key_N, CTRL)
        forms = [w for w in QApplication.topLevelWidgets() if isinstance(w, FormDialog)]
        shown = [form for form in forms if form.isVisible()]
        assert [form.windowTitle() for form in shown] == [title]
        shown[0].reject()
        shell.activateWindow()
        qtbot.waitUntil(shell.isActiveWindow)


def test_ctrl_f_goes_to_the_filter_of_the_tab_in_front(shell, desk, octavia, qtbot, settled):
    desk.go(Route(VEHICLE, octavia, "specs"))
    settled()
    tab = shell.page.stack.tab("specs")
    tab.name_field.set_text("Paint")
    tab.value_field.set_text("LF5X")
    tab.add_typed()
    settled()
    qtbot.keyClick(shell, Qt.Key.Key_F, CTRL)
    assert tab.bar.filter.hasFocus()
