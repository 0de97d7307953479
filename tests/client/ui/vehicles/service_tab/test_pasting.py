"""Rows that are pasted are shown first, and added in one step."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from client.ui.widgets.rows_delegate import ROW_HEIGHT
from tests.client.ui.vehicles.tabs import CTRL, paste, titles, words


def test_pasted_rows_are_shown_first_and_added_in_one_step(tab, desk, qtbot, settled):
    dialog = paste(
        tab, qtbot, settled,
        "Date\tWhat was done\tTotal (USD)\tKind\tShelf\n"
        "2026-11-02\tWiper blades\t31.50\tRepair\tA\n"
        "9.11.2026\tHeadlights\t24\t\tB\n"
        "soon\tHorn\t9\t\t\n"
        "17.10.2026\tOil and filter\t213.30\t\t\n",
    )  # fmt: skip
    assert dialog.title.text() == "2 new rows"
    assert dialog.understood.text() == "1 row is in the garage already."
    # A title that is not known is shown with its box: what stands there may be wanted.
    boxes = [each.box.currentText() for each in dialog.columns.previews]
    assert boxes == ["Date", "What was done", "Total", "Kind", "Leave out"]
    assert dialog.refusals.text().startswith("Line 4, Date: “soon” is no date")
    dialog.add_button.click()
    settled()
    assert titles(tab)[:2] == ["Headlights", "Wiper blades"]
    assert (words(tab, 1)["kind"], words(tab, 1)["total"]) == ("Repair", "$31.50")
    desk.undo()
    settled()
    assert len(titles(tab)) == 5


def test_what_was_copied_here_is_known_again_when_it_is_pasted(tab, qtbot, settled):
    tab.table.setFocus()
    qtbot.keyClick(tab.table, Qt.Key.Key_A, CTRL)
    qtbot.keyClick(tab.table, Qt.Key.Key_C, CTRL)
    dialog = paste(tab, qtbot, settled, QGuiApplication.clipboard().text())
    assert dialog.title.text() == "No new rows"
    assert "5 rows are in the garage already." in dialog.understood.text()
    assert not dialog.add_button.isEnabled()
    # Its words stand together: no room is left for rows that are not there.
    qtbot.waitUntil(lambda: dialog.height() < 240)
    assert dialog.understood.y() - dialog.title.geometry().bottom() < 24
    dialog.reject()


def test_nothing_is_added_while_its_columns_are_looked_at_anew(tab, qtbot, settled):
    dialog = paste(
        tab, qtbot, settled,
        "Date\tWhat was done\tTotal\tShelf\n2026-11-02\tWiper blades\t31.50\tA\n"
        "17.10.2026\tOil and filter\t213.30\t\n",
    )  # fmt: skip
    assert dialog.add_button.isEnabled()
    box = dialog.columns.previews[3].box
    box.setFocus()
    qtbot.keyClicks(box, "Not")
    assert box.currentText() == "Notes"
    for _look in range(2):
        dialog.again.toggle()
        assert not dialog.add_button.isEnabled()
    dialog.add()
    settled()
    assert dialog.isVisible()
    assert dialog.add_button.isEnabled()
    dialog.reject()


@pytest.mark.parametrize(("rows", "room"), [(1, 1), (4, 4), (30, 6)])
def test_the_preview_is_as_high_as_its_rows_up_to_a_few(tab, qtbot, settled, rows, room):
    lines = "".join(f"2026-10-{day:02}\tWiper blade {day}\n" for day in range(1, rows + 1))
    dialog = paste(tab, qtbot, settled, f"Date\tWhat was done\n{lines}")
    view = dialog.table.viewport()
    qtbot.waitUntil(lambda: 0 <= view.height() - room * ROW_HEIGHT < ROW_HEIGHT // 2)
    assert dialog.add_button.geometry().bottom() < dialog.height()
    dialog.reject()


def test_the_last_row_does_not_lie_below_the_bar_that_scrolls_the_columns(tab, qtbot, settled):
    titles = ("Date", "What was done", "Total", "Supplier", "Odometer", "Notes", "Kind", "Invoice")
    row = ("2026-10-05", "Wiper blade", "31.50", "Huber", "84000", "in front", "Service", "R 12")
    dialog = paste(tab, qtbot, settled, "\t".join(titles) + "\n" + "\t".join(row) + "\n")
    view = dialog.table.viewport()
    qtbot.waitUntil(lambda: dialog.table.horizontalScrollBar().maximum() > 0)
    qtbot.waitUntil(lambda: view.height() >= ROW_HEIGHT)
    dialog.reject()


def test_rows_without_titles_are_read_in_the_order_of_the_table(tab, qtbot, settled):
    row = "2 Nov 2026\tService\tWiper blades\t\tHuber\t83,000\t31.50\n"
    dialog = paste(tab, qtbot, settled, row)
    assert dialog.title.text() == "1 new row"
    dialog.add_button.click()
    settled()
    shown = words(tab, 0)
    assert (shown["title"], shown["supplier"], shown["odometer"], shown["total"]) == (
        "Wiper blades", "Huber", "83,000", "31.50",
    )  # fmt: skip
