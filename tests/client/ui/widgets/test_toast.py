"""The toast: its words, its Undo, the keyboard that it takes from nobody, and how it goes."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from shiboken6 import isValid

from client.ui.widgets.toast import SHOWN_FOR, Toast
from tests.client.ui.widgets.conftest import put


def test_the_toasts_undo_is_emitted_once_and_takes_the_toast_away(qtbot, page):
    toast = Toast(page, "Fill-up deleted")
    with qtbot.waitSignals([toast.undo, toast.dismissed]):
        toast.undo_button.click()
    with qtbot.assertNotEmitted(toast.undo):
        toast.undo_button.click()
    qtbot.waitUntil(lambda: not isValid(toast))


def test_long_words_of_a_toast_stand_in_two_lines_and_all_can_be_read(qtbot, page):
    words = "The invitation is on its way to kim.of.the.oldtimers@example.org."
    toast = Toast(page, words, undoable=False)
    assert toast.height() == 60
    assert toast._lines() == (
        "The invitation is on its way to", "kim.of.the.oldtimers@example.org."
    )  # fmt: skip
    short = Toast(page, "Fill-up deleted")
    assert (short.height(), short._lines()) == (44, ("Fill-up deleted",))


def test_a_toast_takes_the_keyboard_from_nobody_and_gives_it_back(qtbot, page):
    line = QLineEdit()
    put(page, line)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    line.setFocus()
    toast = Toast(page, "Fill-up deleted")
    qtbot.mouseClick(toast.undo_button, Qt.MouseButton.LeftButton)
    assert page.focusWidget() is line
    again = Toast(page, "Fill-up deleted")
    again.undo_button.setFocus(Qt.FocusReason.TabFocusReason)
    assert not again._timer.isActive()
    qtbot.keyClick(again.undo_button, Qt.Key.Key_Return)
    assert page.focusWidget() is line


def test_escape_dismisses_the_toast_without_undoing(qtbot, page):
    toast = Toast(page, "Fill-up deleted")
    undone = []
    toast.undo.connect(lambda: undone.append(True))
    with qtbot.waitSignal(toast.dismissed):
        qtbot.keyClick(toast.undo_button, Qt.Key.Key_Escape)
    assert undone == []


def test_a_toast_goes_by_itself_after_eight_seconds(qtbot, page):
    toast = Toast(page, "Fill-up deleted")
    assert toast._timer.interval() == SHOWN_FOR == 8000
    with qtbot.waitSignal(toast.dismissed):
        toast._timer.setInterval(1)


def test_a_toast_stays_at_the_bottom_left_when_the_page_grows(qtbot, page):
    toast = Toast(page, "Fill-up deleted")
    page.resize(900, 700)
    qtbot.waitUntil(lambda: toast.geometry().bottom() == 700 - 24 - 1)
    assert toast.x() == 24
    assert toast.width() == 360
