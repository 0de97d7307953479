"""The window around the pages: where one is, what one can do, what one is told."""

from collections import Counter

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from client.errors import StoreDamaged
from client.operations.records import add, edit
from client.store import Store
from client.ui.commands import Command
from client.ui.routes import GARAGE, SETTINGS, VEHICLE, Route
from client.ui.shell.backup_list import RestoreDialog
from client.ui.shell.shortcuts import ShortcutSheet
from client.ui.widgets.buttons import Button
from client.ui.widgets.focus_ring import FocusRing
from client.ui.widgets.nav_row import NavRow
from client.ui.widgets.question_dialog import QuestionDialog
from client.ui.widgets.toast import Toast
from garage.records import Vehicle, kind_named

TAB = Qt.FocusPolicy.TabFocus


def toasts(shell):
    return [toast.accessibleName() for toast in shell.findChildren(Toast) if toast.isVisible()]


def rows(shell):
    return [row.accessibleName() for row in shell.sidebar.findChildren(NavRow)]


def test_the_sidebar_names_the_vehicles_with_their_plates(shell):
    assert "Octavia M JL 2016" in rows(shell)
    assert shell.sidebar.sync.accessibleName() == "Not syncing, 3 records"


def test_in_a_narrow_window_the_sidebar_is_left_with_its_icons_and_speaks_as_before(shell, qtbot):
    sidebar = shell.sidebar
    wide, row = sidebar.width(), sidebar.calendar
    shell.resize(640, 480)
    qtbot.waitUntil(lambda: sidebar.width() == 56)
    assert shell.width() == 640
    assert (row.toolTip(), row.accessibleName()) == ("Calendar", "Calendar")
    assert sidebar.sync.toolTip().startswith("Not syncing · 3 records")
    assert not any(r.isVisible() for r in sidebar.findChildren(NavRow) if "M JL" in r._trailing)
    shell.resize(1000, 700)
    qtbot.waitUntil(lambda: sidebar.width() == wide)
    assert row.toolTip() == ""


def test_a_click_on_a_vehicle_goes_to_its_page_and_back_leads_back(shell, octavia, qtbot):
    row = next(r for r in shell.sidebar.findChildren(NavRow) if "Octavia" in r.accessibleName())
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert shell.page.routes == [Route(VEHICLE, octavia)]
    assert row.isChecked()
    assert shell.windowTitle() == "Vehicle – Paddock"
    qtbot.mouseClick(shell.header.back_button, Qt.MouseButton.LeftButton)
    assert shell.page.routes[-1] == Route(GARAGE)
    assert not shell.header.back_button.isVisible()
    assert not row.isChecked()


def test_another_tab_of_a_page_is_no_step_of_its_own(shell, octavia):
    shell.desk.go(Route(VEHICLE, octavia))
    shell.desk.go(Route(VEHICLE, octavia, "fuel"))
    shell.desk.back()
    assert shell.page.routes[-1] == Route(GARAGE)


def test_the_sidebar_follows_what_the_command_line_does(shell, store, settled):
    shell.desk.look_for_changes()
    settled()
    with Store(store.folder) as other:
        add(other, kind_named("vehicle"), {"name": "Z3"})
    shell.desk.look_for_changes()
    settled()
    settled()
    assert "Z3" in rows(shell)


def test_a_toast_says_what_was_done_and_its_undo_takes_it_back(
    shell, octavia, store, settled, qtbot
):
    shell.desk.operate(shell, lambda opened: edit(opened, octavia, {"name": "Kombi"}))
    settled()
    assert toasts(shell) == ["Changed: Octavia"]
    toast = next(t for t in shell.findChildren(Toast) if t.isVisible())
    qtbot.mouseClick(toast.undo_button, Qt.MouseButton.LeftButton)
    settled()
    assert store.read(lambda reader: reader.get(Vehicle, octavia)).name == "Octavia"


def test_what_fails_is_said_with_what_to_do(shell, store, octavia, settled):
    for _each in range(4):
        shell.desk.undo()
    settled()
    assert toasts(shell) == ["There is nothing to undo; edits of the last 100 steps can be undone"]


def test_no_two_commands_share_a_shortcut(shell):
    counted = Counter(c.shortcut for c in shell.desk.commands if c.shortcut)
    assert [key for key, count in counted.items() if count > 1] == []


def test_the_keyboard_opens_settings(shell, qtbot):
    qtbot.keyClick(shell, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    assert shell.desk.trail.here == Route(SETTINGS)


def test_the_menu_has_every_command(shell, qtbot):
    menu = shell.make_menu()
    parts = [action.menu() for action in menu.actions() if action.menu() is not None]
    shown = [action for part in (menu, *parts) for action in part.actions()]
    titles = {action.text() for action in shown if action.text() and action.menu() is None}
    groups = {part.title() for part in parts}
    menu.deleteLater()
    assert titles == {command.title for command in shell.desk.commands}
    assert groups == {command.group for command in shell.desk.commands} - {""}


def test_the_keyboard_goes_along_to_the_page_one_goes_to(shell, settled):
    settled()
    shell.page.setFocus()
    shell.desk.go(Route(SETTINGS))
    settled()
    at = shell.focusWidget()
    assert at is shell.page or shell.page.isAncestorOf(at)


def test_the_keyboard_stays_in_the_sidebar_that_one_goes_by(shell, settled):
    shell.sidebar.settings.setFocus()
    shell.sidebar.settings.click()
    settled()
    assert shell.focusWidget() is shell.sidebar.settings


def test_what_only_the_menu_of_a_page_has_is_no_button_and_heeds_its_keys(shell, qtbot):
    ran = []
    command = Command("page.print", "Print…", lambda: ran.append(True), "Ctrl+P")
    shell.page.set_actions(None, more=(command,))
    menu = shell.make_menu()
    assert menu.actions()[0].text() == "Print…"
    menu.deleteLater()
    buttons = shell.header.findChildren(Button)
    assert "Print…" not in {button.accessibleName() for button in buttons}
    assert buttons
    qtbot.keyClick(shell, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert ran == [True]


def test_the_sheet_of_shortcuts_names_them_all(shell, qtbot):
    sheet = ShortcutSheet(shell.shown_commands(), shell)
    words = {label.text() for label in sheet.findChildren(QLabel)}
    sheet.deleteLater()
    assert {c.title for c in shell.desk.commands if c.shortcut} <= words


def test_a_damaged_file_is_said_across_the_top_and_a_backup_can_be_chosen(
    shell, store, qtbot, heard
):
    backup = store.daily_backup(shell.desk.today())
    shell.tell_damage(StoreDamaged("paddock.sqlite is damaged", "restore a backup"))
    assert shell.banner.accessibleName() == "paddock.sqlite is damaged; restore a backup"
    qtbot.waitUntil(lambda: bool(heard), timeout=60_000)
    assert [words for words, _how in heard] == ["paddock.sqlite is damaged; restore a backup"]
    qtbot.mouseClick(shell.banner.action_button, Qt.MouseButton.LeftButton)
    dialog = shell.findChild(RestoreDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    assert any(ring.isVisible() for ring in dialog.findChildren(FocusRing))
    assert not dialog.backups.rows[0].hasFocus(), "no backup is chosen by a mere Enter"
    qtbot.mouseClick(dialog.backups.rows[0], Qt.MouseButton.LeftButton)
    question = dialog.findChild(QuestionDialog)
    qtbot.keyClick(question.focusWidget(), Qt.Key.Key_Return)
    assert shell.restoring is None, "the keyboard stood on Cancel"
    qtbot.mouseClick(dialog.backups.rows[0], Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(shell.closed):
        asked = dialog.findChildren(QuestionDialog)[-1]
        qtbot.mouseClick(asked.action, Qt.MouseButton.LeftButton)
    assert shell.restoring == backup


def test_everything_that_takes_the_keyboard_has_a_name(shell, settled):
    shell.desk.go(Route(SETTINGS))
    settled()
    nameless = [
        widget
        for widget in shell.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisibleTo(shell)
        and not widget.accessibleName()
        and not (hasattr(widget, "text") and widget.text())
    ]
    assert nameless == []


def test_settings_are_kept_at_once(shell, store, settled, qtbot):
    shell.desk.go(Route(SETTINGS, tab="region"))
    settled()
    page = shell.page.section("region")
    assert page.region.currentText() == "Ireland"
    page.region.setCurrentIndex(page.region.findData("GB"))
    page.region.activated.emit(page.region.currentIndex())
    settled()
    assert store.read(lambda reader: reader.settings())["region"] == "GB"
    units = shell.page.section("units")
    units.refresh()
    assert "mpg" in units.example.text()


def test_a_toast_stays_above_the_page_one_goes_to(shell, desk, octavia, settled):
    shell.toast("Kept")
    desk.go(Route(VEHICLE, octavia))
    settled()
    toast = shell.findChild(Toast)
    assert shell.stack.childAt(toast.geometry().center()) is toast


def test_the_places_of_the_sidebar_are_one_stop_of_tab_and_the_arrows_go_through_them(
    shell, octavia, settled, qtbot
):
    sidebar = shell.sidebar
    row = sidebar._vehicles[octavia]
    stops = [each for each in sidebar.findChildren(NavRow) if each.focusPolicy() & TAB]
    assert stops == [sidebar.garage]
    sidebar.garage.setFocus()
    for key, at in (
        (Qt.Key.Key_Down, sidebar.calendar), (Qt.Key.Key_Down, sidebar.insights),
        (Qt.Key.Key_Down, row), (Qt.Key.Key_End, sidebar.settings), (Qt.Key.Key_Up, sidebar.trash),
        (Qt.Key.Key_Home, sidebar.garage), (Qt.Key.Key_Up, sidebar.garage),
    ):  # fmt: skip
        qtbot.keyClick(shell.focusWidget(), key)
        assert shell.focusWidget() is at
        stops = [each for each in sidebar.findChildren(NavRow) if each.focusPolicy() & TAB]
        assert stops == [at]
    qtbot.keyClick(sidebar.garage, Qt.Key.Key_Tab)
    assert shell.focusWidget() is sidebar.sync


def test_tab_comes_to_the_place_where_one_is(shell, octavia, settled):
    shell.setFocus()
    shell.desk.go(Route(VEHICLE, octavia))
    settled()
    assert shell.sidebar._vehicles[octavia].focusPolicy() & TAB
    assert not shell.sidebar.garage.focusPolicy() & TAB
