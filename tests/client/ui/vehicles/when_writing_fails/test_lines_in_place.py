"""A line of quick add and a cell that cannot be kept stay open, and say why in place."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from client.operations.records import add
from garage.moments import Moment
from garage.records import Expense, FillUp, kind_named

from .seen import go, kept
from .troubles import told


def test_the_line_of_quick_add_stays_and_says_why_below_it(shell, store, octavia, trouble, settled):
    line = "45.2 l 71.30 EUR 16400 km"
    panel = go(shell, octavia, "fuel", settled).quick
    panel.start()
    QTest.keyClicks(panel.edit, line)
    trouble.begin()
    QTest.keyClick(panel.edit, Qt.Key.Key_Return)
    settled()
    assert (panel.edit.text(), panel.edit.isReadOnly()) == (line, False)
    assert panel.question.isVisible()
    assert told(panel.question.text(), trouble)
    trouble.end()
    QTest.keyClick(panel.edit, Qt.Key.Key_Return)
    settled()
    assert panel.edit.text() == ""
    assert "16400 km" in [fill.odometer.text for fill in kept(store, FillUp)]


def test_a_cell_stays_open_with_what_was_typed(shell, store, octavia, trouble, settled):
    add(store, kind_named("expense"), {"vehicle": octavia, "title": "Parking",
                                       "date": Moment(date(2026, 11, 1))})  # fmt: skip
    tab = go(shell, octavia, "expenses", settled)
    table = tab.table
    places = table.arrangement.shown_sections()
    section = next(s for s in places if table.rows.columns[s].field == "title")
    table.setCurrentIndex(table.rows.index(0, section))
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_F2)
    editor = table.findChild(QLineEdit)
    editor.selectAll()
    QTest.keyClicks(editor, "Parking at the station")
    trouble.begin()
    QTest.keyClick(editor, Qt.Key.Key_Return)
    settled()
    assert editor.isVisible()
    assert editor.text() == "Parking at the station"
    assert told(editor.accessibleDescription(), trouble)
    trouble.end()
    QTest.keyClick(editor, Qt.Key.Key_Return)
    settled()
    assert [expense.title for expense in kept(store, Expense)] == ["Parking at the station"]
