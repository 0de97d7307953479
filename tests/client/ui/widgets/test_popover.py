"""The popover: it keeps the keyboard within, and gives it back however it is closed."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from client.ui.widgets.popover import SHADOW, Popover


@pytest.fixture
def window(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.inner = QWidget(made)
    made.inner.setGeometry(0, 0, 900, 600)
    made.line = QLineEdit(made.inner)
    made.line.setGeometry(20, 20, 200, 32)
    made.show()
    made.line.setFocus()
    return made


@pytest.fixture
def popover(window):
    made = Popover(window.inner, "About")
    made.first, made.second = QLineEdit(), QLineEdit()
    made.body.addWidget(made.first)
    made.body.addWidget(made.second)
    return made


def sheet(popover):
    return popover.geometry().adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)


def test_esc_closes_it_and_the_keyboard_returns(window, popover, qtbot):
    popover.open_at(QRect(20, 20, 200, 32), popover.first)
    assert window.focusWidget() is popover.first
    qtbot.keyClick(popover.first, Qt.Key.Key_Escape)
    assert window.focusWidget() is window.line
    qtbot.waitUntil(lambda: not isValid(popover))


def test_tab_goes_round_within_it(window, popover):
    popover.open_at(QRect(20, 20, 200, 32), popover.first)
    popover.focusNextPrevChild(True)
    assert window.focusWidget() is popover.second
    popover.focusNextPrevChild(True)
    assert window.focusWidget() is popover.first
    popover.focusNextPrevChild(False)
    assert window.focusWidget() is popover.second


def test_a_click_elsewhere_closes_it_and_one_inside_does_not(window, popover, qtbot):
    closed = []
    popover.closed.connect(lambda: closed.append(True))
    popover.open_at(QRect(20, 20, 200, 32), popover.first)
    qtbot.mouseClick(popover.second, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(popover, Qt.MouseButton.LeftButton, pos=QPoint(SHADOW + 4, SHADOW + 4))
    assert closed == []
    qtbot.mouseClick(window.inner, Qt.MouseButton.LeftButton, pos=QPoint(880, 580))
    assert closed == [True]


def test_it_goes_when_what_opened_it_is_hidden(window, popover):
    popover.open_at(QRect(20, 20, 200, 32))
    window.inner.hide()
    assert not popover.isVisible()


@pytest.mark.parametrize("anchor", [(20, 20), (860, 20), (440, 560), (860, 560), (0, 300)])
@pytest.mark.parametrize("below", [True, False])
def test_it_lies_wholly_within_the_window(window, popover, anchor, below):
    popover.open_at(QRect(*anchor, 30, 20), below=below)
    assert window.rect().contains(sheet(popover))


def test_it_opens_at_the_right_of_its_source_where_there_is_room_else_at_the_left(window, popover):
    popover.open_at(QRect(100, 100, 50, 20))
    assert sheet(popover).left() > 150
    popover.close_popover()


def test_it_grows_with_what_is_put_into_it(window, popover, qtbot):
    popover.open_at(QRect(20, 20, 200, 32), popover.first)
    before = sheet(popover).height()
    more = QWidget()
    more.setFixedHeight(80)
    QVBoxLayout(more)
    popover.body.addWidget(more)
    more.show()
    qtbot.waitUntil(lambda: sheet(popover).height() >= before + 80)


def test_opened_again_and_again_it_is_one_and_the_keyboard_still_returns(window, qtbot):
    for _ in range(20):
        Popover(window.inner, "About").open_at(QRect(20, 20, 200, 32))
    qtbot.waitUntil(lambda: len(window.findChildren(Popover)) == 1)
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
    assert window.focusWidget() is window.line
    qtbot.waitUntil(lambda: not window.findChildren(Popover))
