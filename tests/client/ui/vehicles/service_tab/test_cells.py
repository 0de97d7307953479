"""A cell is changed in place: kept, refused, left by Tab, taken back."""

from PySide6.QtCore import Qt

from tests.client.ui.vehicles.tabs import begin_cell, titles, words


def test_a_cell_is_changed_in_place_and_undone(tab, desk, qtbot, settled):
    line = begin_cell(qtbot, tab, 0, "total")
    assert line.text() == "€213.30"
    line.selectAll()
    qtbot.keyClicks(line, "199")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    settled()
    assert not tab.table.editing.is_open
    assert words(tab, 0)["total"] == "199.00"
    desk.undo()
    settled()
    assert words(tab, 0)["total"] == "213.30"


def test_a_cell_that_cannot_be_stays_open_with_the_reason(tab, qtbot, settled):
    line = begin_cell(qtbot, tab, 1, "date")
    assert line.text() == "27 Mar 2026"
    qtbot.keyClicks(line, "someday")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    settled()
    assert tab.table.editing.is_open
    assert "“someday” is no date" in tab.table.editing.complaint.words
    line.setText("28.3.2026")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    settled()
    assert words(tab, 1)["date"] == "28 Mar 2026"


def test_tab_goes_to_the_next_cell_that_can_be_changed_and_keeps_what_was_typed(
    tab, qtbot, settled
):
    line = begin_cell(qtbot, tab, 0, "total")
    line.selectAll()
    qtbot.keyClicks(line, "199")
    qtbot.keyClick(line, Qt.Key.Key_Backtab)
    settled()
    editing = tab.table.editing
    assert words(tab, 0)["total"] == "199.00"
    assert (editing.line.accessibleName(), editing.line.hasFocus()) == ("Odometer, km", True)
    qtbot.keyClick(editing.line, Qt.Key.Key_Tab)
    assert editing.line.text() == "€199.00"
    qtbot.keyClick(editing.line, Qt.Key.Key_Tab)
    assert editing.line.text() == "27 Mar 2026"
    assert [row.record.title for row in tab.selected()] == ["Rear brake discs"]


def test_a_line_follows_its_row_where_tab_sorts_it_to(tab, qtbot, settled):
    line = begin_cell(qtbot, tab, 1, "date")
    line.setText("1.11.2026")
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    settled()
    assert titles(tab)[0] == "Rear brake discs"
    line = tab.table.editing.line
    assert line.text() == "Rear brake discs"
    assert abs(line.geometry().center().y() - tab.table.rowViewportPosition(0) - 18) < 3


def test_what_is_wrong_keeps_tab_in_its_cell(tab, qtbot, settled):
    line = begin_cell(qtbot, tab, 1, "date")
    line.setText("someday")
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    settled()
    assert tab.table.editing.line is line
    assert line.hasFocus()


def test_a_required_cell_is_not_emptied(tab, qtbot, settled):
    line = begin_cell(qtbot, tab, 1, "title")
    line.clear()
    qtbot.keyClick(line, Qt.Key.Key_Return)
    settled()
    assert "needs title" in tab.table.editing.complaint.words
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert titles(tab)[1] == "Rear brake discs"


def test_leaving_a_cell_keeps_what_was_typed(tab, qtbot, settled):
    line = begin_cell(qtbot, tab, 0, "supplier")
    line.selectAll()
    qtbot.keyClicks(line, "Reifen Meier")
    tab.bar.filter.setFocus()
    settled()
    assert words(tab, 0)["supplier"] == "Reifen Meier"
