"""The search popup: type, choose with the arrows, open with Enter."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
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


class Paints(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, widget):
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched, event):
        self.count += event.type() == QEvent.Type.Paint
        return False


def test_a_letter_does_not_have_the_page_beneath_painted_again(shell, settled, qtbot, octavia):
    typed(shell, settled, qtbot, "bra")
    settled()
    page, field, rows = (
        Paints(widget) for widget in (shell.page, shell.search.field, shell.search.list.viewport())
    )
    qtbot.keyClicks(shell.search.field, "k")
    shell.search.look()
    settled()
    qtbot.waitUntil(lambda: field.count > 0 and rows.count > 0)
    shell.search.box.repaint()
    assert page.count == 0


def test_the_box_is_round_over_the_page_as_it_grows_and_shrinks(shell, settled, qtbot, octavia):
    heights = set()
    for text in ("", "brak", "octa", "zeppelin"):
        shell.search.field.clear()
        typed(shell, settled, qtbot, text)
        box = shell.search.box.geometry()
        heights.add(box.height())
        # What stands in the window, beside the same painted anew, and with no box in it.
        stands = shell.screen().grabWindow(shell.winId()).toImage()
        anew = shell.grab().toImage()
        assert stands.copy(_below(box)) == anew.copy(_below(box))
        beside = anew.pixel(box.left() - 3, box.bottom() + 3)
        assert anew.pixel(box.left(), box.bottom()) == beside
        foot = anew.pixel(box.left() + 20, box.bottom() - 5)
        assert anew.pixel(box.left() + 6, box.bottom() - 6) == foot != beside
    assert len(heights) > 2


def _below(box):
    """The lower end of the box with what is around it, which holds no cursor that blinks."""
    return QRect(box.left() - 20, box.bottom() - 30, box.width() + 40, 400)
