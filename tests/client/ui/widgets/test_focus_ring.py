"""The ring around what has the keyboard: when it comes, where it stands, how it goes."""

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout
from shiboken6 import isValid

from client.ui.widgets.buttons import SecondaryButton
from client.ui.widgets.focus_ring import FocusRing
from client.ui.widgets.sheet import ComponentSheet
from tests.client.ui.widgets.conftest import put


def test_the_focus_ring_comes_with_the_tab_key_and_not_with_the_mouse(qtbot, page):
    first, second = SecondaryButton("First"), SecondaryButton("Second")
    put(page, first)
    put(page, second)
    qtbot.mouseClick(first, Qt.MouseButton.LeftButton)
    assert page.findChildren(FocusRing) == []
    first.setFocus(Qt.FocusReason.MouseFocusReason)
    qtbot.keyClick(first, Qt.Key.Key_Tab)
    (ring,) = page.findChildren(FocusRing)
    assert ring.geometry() == second.geometry().adjusted(-3, -3, 3, 3)
    qtbot.keyClick(second, Qt.Key.Key_Tab)
    assert ring.geometry() == first.geometry().adjusted(-3, -3, 3, 3)
    page.resize(700, 400)
    assert ring.geometry() == first.geometry().adjusted(-3, -3, 3, 3)
    first.clearFocus()
    assert not ring.isVisible()


def dialog_of_two(qtbot):
    """A dialog, not yet open, and its two buttons."""
    dialog = QDialog()
    qtbot.addWidget(dialog)
    first, second = SecondaryButton("First"), SecondaryButton("Second")
    column = QVBoxLayout(dialog)
    for button in (first, second):
        column.addWidget(button)
    return dialog, first, second


def test_the_ring_of_a_dialogs_first_button_goes_on_with_the_keyboard(qtbot):
    dialog, first, second = dialog_of_two(qtbot)
    first.setFocus()
    # Qt tells it that it has the keyboard before it has.
    dialog.open()
    (ring,) = dialog.findChildren(FocusRing)
    second.setFocus()
    qtbot.waitActive(dialog)
    qtbot.waitUntil(second.hasFocus)
    assert ring.geometry() == second.geometry().adjusted(-3, -3, 3, 3)


def test_in_a_dialog_the_ring_shows_what_enter_means_however_the_keyboard_came_there(qtbot):
    dialog, first, second = dialog_of_two(qtbot)
    dialog.open()
    qtbot.waitActive(dialog)
    qtbot.waitUntil(first.hasFocus)
    (ring,) = dialog.findChildren(FocusRing)
    assert ring.isVisible()
    assert ring.geometry() == first.geometry().adjusted(-3, -3, 3, 3)
    second.setFocus()
    assert ring.isVisible()
    assert ring.geometry() == second.geometry().adjusted(-3, -3, 3, 3)
    qtbot.mouseClick(first, Qt.MouseButton.LeftButton)
    first.setFocus(Qt.FocusReason.MouseFocusReason)
    assert not ring.isVisible()


def test_a_window_closed_with_the_focus_ring_shown_goes_quietly(qtbot):
    for _ in range(2):
        sheet = ComponentSheet()
        sheet.show()
        sheet.activateWindow()
        qtbot.waitUntil(sheet.isActiveWindow)
        sheet.pose()
        sheet.close()
        # As every window of the app goes: by Qt, not by Python's collector, which may take its
        # widgets apart while Qt still sends them events.
        sheet.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        assert not isValid(sheet)
