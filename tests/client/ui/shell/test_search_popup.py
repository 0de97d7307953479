"""The search popup: type, choose with the arrows, open with Enter."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton
from shiboken6 import isValid

from client.ui.routes import SETTINGS, VEHICLE, Route


def typed(shell, settled, qtbot, text):
    qtbot.keyClick(shell, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(shell.search.field, text)
    shell.search.look()
    settled()
    return [found.title for found in shell.search.list.found()]


def press(shell, qtbot, key):
    qtbot.keyClick(shell.search.field, key)


def test_a_record_is_found_as_one_types_and_enter_opens_its_vehicle(shell, settled, qtbot, octavia):
    assert typed(shell, settled, qtbot, "brak") == ["Brake pads"]
    press(shell, qtbot, Qt.Key.Key_Return)
    assert not shell.search.isVisible()
    here = shell.desk.trail.here
    assert (here.page, here.vehicle, here.tab) == (VEHICLE, octavia, "service")


def test_a_vehicle_is_found_by_its_plate(shell, settled, qtbot, octavia):
    found = typed(shell, settled, qtbot, "jl 20")
    for _step in range(found.index("Octavia")):
        press(shell, qtbot, Qt.Key.Key_Down)
    press(shell, qtbot, Qt.Key.Key_Return)
    assert shell.desk.trail.here == Route(VEHICLE, octavia)


def test_a_command_is_found_and_done(shell, settled, qtbot):
    assert typed(shell, settled, qtbot, "settin") == ["Settings"]
    press(shell, qtbot, Qt.Key.Key_Return)
    assert shell.desk.trail.here == Route(SETTINGS)


def test_the_arrows_step_over_headings(shell, settled, qtbot):
    found = typed(shell, settled, qtbot, "")
    chosen = [shell.search.list.current().title]
    for _step in range(2):
        press(shell, qtbot, Qt.Key.Key_Down)
        chosen.append(shell.search.list.current().title)
    press(shell, qtbot, Qt.Key.Key_Up)
    assert chosen == found[:3]
    assert shell.search.list.current().title == found[1]


def test_nothing_found_is_said(shell, settled, qtbot):
    assert typed(shell, settled, qtbot, "zeppelin") == []
    assert shell.search.box.nothing.isVisible()


def test_escape_closes_it_and_the_keyboard_goes_back(shell, settled, qtbot):
    shell.header.menu_button.setFocus()
    typed(shell, settled, qtbot, "x")
    press(shell, qtbot, Qt.Key.Key_Escape)
    assert not shell.search.isVisible()
    assert shell.focusWidget() is shell.header.menu_button


def test_a_click_beside_it_closes_it_when_what_had_the_keyboard_is_gone(shell, settled, qtbot):
    row = QPushButton("Row", shell.page)
    row.show()
    row.setFocus()
    typed(shell, settled, qtbot, "x")
    row.deleteLater()
    qtbot.waitUntil(lambda: not isValid(row))
    qtbot.mouseClick(shell.search, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    assert not shell.search.isVisible()
