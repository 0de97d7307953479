"""What cannot be kept of a plan: points stay in their line, cards and ticks go back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from client.operations.records import add
from client.ui.vehicles.plan_popovers import CardPopover
from garage.records import ChecklistItem, PlanItem, kind_named

from .seen import go, kept, toasts
from .troubles import told


def test_a_point_of_a_checklist_stays_in_its_line_and_a_tick_goes_back(
    shell, store, octavia, trouble, settled, qtbot
):
    item = add(store, kind_named("plan_item"), {"vehicle": octavia, "title": "Brakes"}).ids[0]
    add(store, kind_named("checklist_item"), {"of": item, "title": "Order discs"})
    tab = go(shell, octavia, "plan", settled)
    tab.show_details(item)
    popover = shell.findChild(CardPopover)
    qtbot.keyClicks(popover.new_point, "Order pads")
    trouble.begin()
    popover.boxes[0].click()
    settled()
    assert not popover.boxes[0].isChecked()
    QTest.keyClick(popover.new_point, Qt.Key.Key_Return)
    settled()
    assert popover.new_point.text() == "Order pads"
    assert popover.wrong.isVisible()
    assert told(popover.wrong.text(), trouble)
    trouble.end()
    QTest.keyClick(popover.new_point, Qt.Key.Key_Return)
    settled()
    found = kept(store, ChecklistItem)
    assert sorted(point.title for point in found) == ["Order discs", "Order pads"]
    assert {point.state for point in found} == {"open"}
    popover.close_popover()


def test_a_card_that_could_not_be_moved_stands_where_it_was(
    shell, store, octavia, trouble, settled
):
    item = add(store, kind_named("plan_item"), {"vehicle": octavia, "title": "Brakes"}).ids[0]
    tab = go(shell, octavia, "plan", settled)
    trouble.begin()
    tab.board.move_to(item, "planned")
    settled()
    assert any(told(words, trouble) for words in toasts(shell))
    trouble.end()
    assert [card.state for card in kept(store, PlanItem)] == ["backlog"]
    tab.board.move_to(item, "planned")
    settled()
    assert [card.state for card in kept(store, PlanItem)] == ["planned"]
