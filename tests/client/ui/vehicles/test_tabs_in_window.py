"""The tabs of records in the window itself: its shortcuts reach them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from client.app.pages import PAGES
from client.operations.records import add
from client.ui.routes import VEHICLE, Route
from client.ui.shell.shell import Shell
from client.ui.vehicles.form_dialog import FormDialog
from client.ui.widgets.columns_popover import ColumnsPopover
from garage.moments import Moment
from garage.records import kind_named

from .conftest import TODAY

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


def test_the_fuel_log_has_its_filter_and_its_columns_among_the_commands(
    shell, desk, octavia, qtbot, settled
):
    desk.go(Route(VEHICLE, octavia, "fuel"))
    settled()
    log = shell.page.fuel
    shell.page.tabs.setFocus()
    qtbot.keyClick(shell.page.tabs, Qt.Key.Key_F, CTRL)
    assert log.filter.hasFocus()
    log.table.setFocus()
    qtbot.keyClick(log.table, Qt.Key.Key_F, CTRL)
    assert log.filter.hasFocus()
    qtbot.keyClick(log.filter, Qt.Key.Key_L, CTRL | Qt.KeyboardModifier.ShiftModifier)
    popover = shell.findChild(ColumnsPopover)
    assert popover.isVisible()
    popover.close()
    desk.go(Route(VEHICLE, octavia, "overview"))
    settled()
    assert not {"fuel.filter", "fuel.columns"} & {each.id for each in shell.page.more}


def test_ctrl_page_down_turns_to_the_next_tab_and_the_keyboard_stays_in_its_table(
    shell, desk, store, octavia, qtbot, settled
):
    done = {"vehicle": octavia, "date": Moment(TODAY), "title": "Wipers"}
    add(store, kind_named("service"), done)
    desk.go(Route(VEHICLE, octavia, "fuel"))
    settled()
    shell.page.fuel.table.setFocus()
    tab = shell.page.stack.tab("service")
    # On the first visit there is no table before it was read.
    for _visit in ("first", "second"):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_PageDown, CTRL)
        settled()
        assert desk.trail.here == Route(VEHICLE, octavia, "service")
        assert tab.table.hasFocus()
        desk.go(Route(VEHICLE, octavia, "fuel"))
        shell.page.fuel.table.setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_PageDown, CTRL)
    qtbot.keyClick(tab.table, Qt.Key.Key_PageUp, CTRL)
    settled()
    assert desk.trail.here == Route(VEHICLE, octavia, "fuel")
    assert shell.page.fuel.table.hasFocus()


def test_in_the_narrowest_window_every_tab_has_the_room_that_it_needs(
    shell, desk, octavia, qtbot, settled
):
    shell.resize(shell.minimumSize())
    for tab in ("fuel", "service", "expenses", "reminders", "plan", "tyres", "notes", "history"):
        desk.go(Route(VEHICLE, octavia, tab))
        settled()
        page = shell.page
        qtbot.waitUntil(lambda page=page: page.minimumSizeHint().width() <= page.width())
    assert shell.width() == shell.minimumWidth()
    assert not shell.page.head.picture.isVisible()
