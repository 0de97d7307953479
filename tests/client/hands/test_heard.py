"""What somebody hears who works by the keyboard with a screen reader, beside names and roles."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible

from client.ui.widgets.rows_table import RowsTable
from client.ui.widgets.speaking import give_roles

PATIENCE = 60_000


@pytest.fixture
def hears(person, heard, qtbot):
    """Waits until these words have been announced since the last time, as they begin."""
    give_roles()

    def hear(words):
        def said():
            return [each for each, _how in heard if each.startswith(words)]

        qtbot.waitUntil(lambda: bool(said()), timeout=PATIENCE)
        found = said()[0]
        heard.clear()
        return found

    return hear


def test_the_row_that_enter_would_open_is_heard_as_one_searches(person, hears):
    person.press("Ctrl+K")
    person.type("octa")
    first = hears("Add fill-up to Octavia")
    assert ", 1 of " in first
    person.press("Down")
    assert ", 2 of " in hears("")
    person.type("zzz")
    assert hears("Nothing is called so.")


def test_the_page_that_one_comes_to_is_heard(person, hears):
    person.press("Ctrl+3")
    assert hears("Insights")
    person.press("Ctrl+1")
    assert hears("Garage")


def test_how_a_line_was_understood_is_heard_and_why_enter_does_not_keep_it(person, hears):
    person.click("Octavia M JL 2016")
    person.tab("Fuel")
    person.click("Quick add")
    person.type("67.36 eur 17300 km")
    assert "Odometer 17,300 km" in hears("Total")
    person.press("Return")
    assert hears("Say how much was filled")


def test_what_a_filter_leaves_is_heard(person, hears):
    person.click("Octavia M JL 2016")
    person.tab("Fuel")
    person.press("Ctrl+F")
    person.type("volume > 99")
    assert hears("Nothing fits the filter.")
    person.press("Ctrl+A")
    person.type("shell")
    assert hears("3 fill-ups, 126.30 l")
    person.tab("Service")
    person.press("Ctrl+F")
    person.type("brake")
    assert hears("1 ")
    person.type("zzz")
    assert hears("Nothing fits the filter.")


def test_where_a_card_of_the_plan_was_moved_to_is_heard(person, hears):
    person.click("Octavia M JL 2016")
    person.tab("Plan")
    person.go_to("Roof box")
    person.press("Ctrl+Right")
    assert hears("Planned, 1 of 2")
    person.press("Ctrl+Down")
    assert hears("Planned, 2 of 2")


def test_a_question_is_told_with_its_answers(person):
    person.press("Ctrl+Shift+N")
    person.type("Herbie")
    person.press("Escape")
    assert person.at == "Keep typing"
    assert person.keyboard.accessibleDescription() == "Throw away what you typed?"


def test_the_head_of_a_column_tells_its_order_and_a_column_without_a_title_its_name(person):
    person.click("Octavia M JL 2016")
    person.tab("Fuel")
    table = person.find("Fill-ups", RowsTable)
    assert isinstance(table, RowsTable)
    table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    told = QAccessible.queryAccessibleInterface(table)
    heads = [
        head.text(QAccessible.Text.Name)
        for head in map(told.child, range(told.childCount()))
        if head is not None and head.role() is QAccessible.Role.ColumnHeader
    ]
    assert heads[0] == "Date, sorted upwards"
    assert len(heads) == table.model().columnCount()
    assert all(heads)


def test_down_from_the_filter_comes_to_a_row(person):
    person.click("Octavia M JL 2016")
    person.tab("Fuel")
    person.press("Ctrl+F", "Down")
    table = person.keyboard
    assert isinstance(table, RowsTable)
    assert [str(row.fill.total.amount) for row in table.selected_rows()] == ["67.36"]


def test_one_never_comes_back_to_a_tab_that_was_left_since(person):
    person.click("Octavia M JL 2016")
    person.tab("Reminders")
    person.go_to("Road tax")
    person.press("Ctrl+1", "Ctrl+K")
    person.type("octavia expenses")
    person.press("Return")
    assert person.keyboard.isVisible()
    assert not person.at.startswith("Road tax")
