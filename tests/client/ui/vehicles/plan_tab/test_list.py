"""The plan as a list: the same cards, sorted, and the way it was left."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from PySide6.QtCore import Qt

from client.ui.widgets.columns_popover import ColumnsPopover
from tests.client.ui.vehicles.conftest import TODAY

from .seen import at


def test_the_list_has_the_same_cards_and_sorts_them(plan, qtbot):
    plan.which.button("list").click()
    table = plan.list.table
    table.sortByColumn(5, Qt.SortOrder.DescendingOrder)
    costs = [table.rows.row(at).cost for at in range(5)]
    assert [Decimal(cost.amount) if cost else None for cost in costs] == [900, 880, 320, 320, None]


def test_the_list_keeps_the_keyboard_when_it_is_written_anew(plan, octavia):
    plan.which.button("list").click()
    before = plan.list.table
    before.setFocus()
    cards = [before.rows.row(at) for at in range(before.rows.rowCount())]
    tomorrow = replace(plan.shown, today=TODAY + timedelta(1))
    plan.list.show_cards(cards, tomorrow, octavia)
    assert plan.list.table is not before
    assert at(plan) is plan.list.table


def test_the_list_its_columns_and_the_way_it_is_looked_at_outlive_a_restart(
    plan, qtbot, settled, restarted
):
    qtbot.mouseClick(plan.which.button("list"), Qt.MouseButton.LeftButton)
    assert plan.columns.isVisible()
    plan.choose_columns()
    popover = plan.window().findChild(ColumnsPopover)
    popover.list.setCurrentRow(2)
    qtbot.keyClick(popover.list, Qt.Key.Key_Space)
    qtbot.keyClick(popover.list, Qt.Key.Key_Escape)
    plan.list.table.selectRow(2)
    (title,) = (card.item.title for card in plan.list.table.selected_rows())
    kept = restarted()
    assert kept.which.current == "list"
    table = kept.list.table
    shown = [table.rows.columns[s].key for s in table.arrangement.shown_sections()]
    assert shown == ["title", "state", "priority", "points", "cost", "day", "assignee"]
    assert [card.item.title for card in table.selected_rows()] == [title]
