"""The keys of the window: what lies over the page makes way for what they open."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit

from client.operations.records import edit
from client.ui.commands import Command
from client.ui.routes import GARAGE, SETTINGS, Route
from client.ui.shell.shortcuts import ShortcutSheet
from client.ui.widgets.popover import Popover
from garage.records import Vehicle

CTRL, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier


class Asking(QDialog):
    """What a page's command opens."""

    def __init__(self, parent):
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)


@pytest.fixture
def page(shell):
    """The page, with a command that asks, and the keyboard on its button."""
    page = shell.page
    page.set_actions(Command("page.add", "Add", lambda: Asking(page).open(), "Ctrl+N"))
    page.button.setFocus()
    return page


@pytest.fixture
def press(shell, qtbot):
    """`press(key)`: on whatever has the keyboard in the window."""

    def do(key, modifier=NONE):
        qtbot.keyClick(shell.focusWidget(), key, modifier)

    return do


@pytest.fixture
def over(shell, press, page):
    """`over("search")` or `over("popover")` is opened over the page, with words typed in it."""

    def open_it(which):
        if which == "search":
            press(Qt.Key.Key_K, CTRL)
            shell.search.field.setText("brak")
            return shell.search
        popover, field = Popover(page, "Quick add"), QLineEdit()
        field.setAccessibleName("Line")
        popover.body.addWidget(field)
        popover.open_at(QRect(0, 0, 10, 10), field)
        return popover

    return open_it


def gone(overlay):
    def check():
        try:
            return not overlay.isVisible()
        except RuntimeError:  # It deletes itself.
            return True

    return check


@pytest.mark.parametrize("which", ["search", "popover"])
@pytest.mark.parametrize(
    ("key", "modifier", "opened"),
    [
        (Qt.Key.Key_F1, NONE, ShortcutSheet),
        (Qt.Key.Key_N, CTRL, Asking),
        (Qt.Key.Key_I, CTRL, QFileDialog),
    ],
)
def test_what_lies_over_the_page_closes_and_the_keyboard_comes_back(
    shell, page, over, press, qtbot, which, key, modifier, opened
):
    overlay = over(which)
    assert overlay.isAncestorOf(shell.focusWidget()) or which == "search"
    press(key, modifier)
    assert gone(overlay)()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, opened)
    dialog.reject()
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    assert shell.focusWidget() is page.button


@pytest.mark.parametrize("which", ["search", "popover"])
def test_it_closes_where_the_keys_lead_elsewhere(shell, over, press, which):
    overlay = over(which)
    press(Qt.Key.Key_Comma, CTRL)
    assert gone(overlay)()
    assert shell.desk.trail.here == Route(SETTINGS)
    assert shell.page.isAncestorOf(shell.focusWidget()) or shell.focusWidget() is shell.page
    press(Qt.Key.Key_1, CTRL)
    assert shell.desk.trail.here == Route(GARAGE)


def test_the_search_takes_the_place_of_a_popover_and_its_own_keys_leave_it_be(
    shell, page, over, press
):
    popover = over("popover")
    press(Qt.Key.Key_K, CTRL)
    assert gone(popover)()
    assert shell.search.isVisible()
    shell.search.field.setText("brak")
    press(Qt.Key.Key_K, CTRL)
    assert shell.search.isVisible()
    assert shell.search.field.selectedText() == "brak"
    press(Qt.Key.Key_Escape)
    assert shell.focusWidget() is page.button


def test_ctrl_n_does_what_a_page_adds_by_keys_of_everywhere_too(shell, qtbot):
    ran = []
    adding = Command("vehicle.add", "Add vehicle", lambda: ran.append(True), "Ctrl+Shift+N")
    shell.desk.commands.add(adding)
    shell.page.set_actions(adding.by("Ctrl+N"))
    qtbot.keyClick(shell, Qt.Key.Key_N, CTRL)
    assert ran == [True]
    shown = [command for command in shell.shown_commands() if command.title == "Add vehicle"]
    assert [command.shortcut for command in shown] == ["Ctrl+N"], "the shorter one is shown"


def test_the_keys_of_the_places_count_them_as_the_sidebar_does(shell):
    keys = {command.title: command.shortcut for command in shell.desk.commands}
    sidebar = shell.sidebar
    places = [sidebar.garage, sidebar.calendar, sidebar.insights]
    titles = [row.accessibleName() for row in sorted(places, key=lambda row: row.y())]
    assert [keys[title] for title in titles] == ["Ctrl+1", "Ctrl+2", "Ctrl+3"]


def test_ctrl_y_does_again_what_was_undone(shell, store, octavia, qtbot, settled):
    shell.desk.operate(shell, lambda opened: edit(opened, octavia, {"name": "Family car"}))
    settled()
    qtbot.keyClick(shell, Qt.Key.Key_Z, CTRL)
    settled()
    assert store.read(lambda reader: reader.get(Vehicle, octavia)).name == "Octavia"
    qtbot.keyClick(shell, Qt.Key.Key_Y, CTRL)
    settled()
    assert store.read(lambda reader: reader.get(Vehicle, octavia)).name == "Family car"


def test_one_goes_back_and_forward_by_keys_and_by_the_mouses_side_buttons(shell, qtbot, settled):
    desk = shell.desk
    desk.go(Route(SETTINGS))
    settled()
    qtbot.mouseClick(shell.page, Qt.MouseButton.BackButton)
    assert desk.trail.here == Route(GARAGE)
    qtbot.mouseClick(shell.page, Qt.MouseButton.ForwardButton)
    assert desk.trail.here == Route(SETTINGS)
    qtbot.keyClick(shell, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert desk.trail.here == Route(GARAGE)
    qtbot.keyClick(shell, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    settled()
    assert (desk.trail.here, shell.stack.currentWidget() is shell.page) == (Route(SETTINGS), True)
    assert shell.page.title == "Settings"
    assert not desk.command("go.forward").enabled()


def test_a_command_turns_the_colours(shell, settled):
    shell.desk.command("view.theme").run()
    settled()
    assert shell.desk.settings["theme"] == "dark"
