"""Several vehicles are selected by mouse and keys, and their bar does something with them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from client.ui.vehicles.many_dialog import ManyDialog

from .seen import vehicle_of


def test_a_field_of_the_vehicles_selected_is_changed_from_their_bar(page, fleet, qtbot, settled):
    page.grid.pick([fleet["Octavia"], fleet["Ape"]])
    bar = page.head.selection
    qtbot.mouseClick(bar.change_button, Qt.MouseButton.LeftButton)
    settled()
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, ManyDialog))
    assert dialog.windowTitle() == "Change a field: 2 vehicles"
    dialog.done(0)


def test_what_is_selected_in_the_table_stays_so_in_a_narrower_window(page, fleet, settled):
    page.switch_layout()
    page.content.fit(1200)
    settled()
    page.content.table.select_ids([fleet["Octavia"], fleet["Ape"]])
    before = page.content.table
    page.content.fit(560)
    assert page.content.table is not before
    assert set(page.content.picks) == {fleet["Octavia"], fleet["Ape"]}
    assert page.head.selection.count.text() == "2 selected"


def test_the_bar_of_a_selection_shows_its_icons_alone_where_words_have_no_room(page, fleet):
    page.grid.pick([fleet["Octavia"], fleet["Ape"]])
    bar = page.head.selection
    buttons = (bar.compare_button, bar.group_button, bar.change_button)
    bar.resize(600, 32)
    assert [button.text() for button in buttons] == ["Compare", "Put in group", "Change a field…"]
    bar.resize(300, 32)
    assert [button.text() for button in buttons] == ["", "", ""]
    assert [button.accessibleName() for button in buttons] == [
        "Compare", "Put in group", "Change a field (Shift+E)",
    ]  # fmt: skip
    assert sum(part.sizeHint().width() + 8 for part in (bar.count, *buttons)) < 300


def test_shift_selects_all_between_and_escape_none(page, qtbot):
    first, *_, last = page.grid.cards
    qtbot.mouseClick(first, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier)
    qtbot.mouseClick(last, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier)
    assert len(page.content.picks) == 3
    qtbot.keyClick(last, Qt.Key.Key_Escape)
    assert page.content.picks == ()
    assert page.figures[0][0].isVisible()


def test_arrows_go_among_the_cards_and_delete_deletes(page, store, fleet, qtbot, settled):
    first, second, third = page.grid.cards
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Right)
    assert second.hasFocus()
    qtbot.keyClick(second, Qt.Key.Key_End)
    assert third.hasFocus()
    qtbot.keyClick(third, Qt.Key.Key_Delete)
    settled()
    assert vehicle_of(store, fleet["Herbie"]).deleted
