"""The box of choices: found by typing, safe from the wheel, its list like a menu."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QCursor, QWheelEvent
from PySide6.QtWidgets import QApplication

from client.ui.theme import colour
from client.ui.widgets.choice_box import ChoiceBox
from tests.client.ui.widgets.conftest import put


def test_a_choice_of_two_words_is_found_by_typing_it(qtbot, page):
    box = ChoiceBox("Region")
    box.addItems(["Ukraine", "United Kingdom", "United States"])
    put(page, box)
    box.setFocus()
    with qtbot.waitSignal(box.activated):
        qtbot.keyClicks(box, "united s")
    assert box.currentText() == "United States"
    assert not box.view().isVisible()


def test_the_wheel_that_scrolls_a_page_changes_no_choice_under_the_pointer(qtbot, page):
    box = ChoiceBox("Distance")
    box.addItems(["km", "mi"])
    put(page, box)
    box.setFocus()
    turn = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(box, turn)
    assert box.currentText() == "km"
    assert not turn.isAccepted()


def test_a_choice_is_not_left_as_if_the_pointer_were_on_it(page):
    box = ChoiceBox("Region")
    box.addItems(["Ireland", "Germany"])
    put(page, box)
    box.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    QCursor.setPos(box.mapToGlobal(QPoint(-40, -40)))
    box.showPopup()
    box.hidePopup()
    assert not box.underMouse()


def test_the_list_of_a_box_opens_below_it_in_the_colours_of_a_menu(page):
    box = ChoiceBox("Region")
    box.addItems(["Ireland", "Germany"])
    box.insertSeparator(1)
    put(page, box)
    box.showPopup()
    view = box.view()
    assert view.mapToGlobal(QPoint(0, 0)).y() >= box.mapToGlobal(QPoint(0, box.height())).y() - 1
    heights = [view.visualRect(box.model().index(row, 0)).height() for row in range(3)]
    assert heights[0] == heights[2] >= 24 > 12 > heights[1]
    chosen, pixels = view.visualRect(box.model().index(0, 0)), view.viewport().grab().toImage()
    ratio = pixels.devicePixelRatio()
    at = QPointF(chosen.right() - 10, chosen.center().y()) * ratio
    assert pixels.pixelColor(at.toPoint()) == colour("surface_hover")
    box.hidePopup()
