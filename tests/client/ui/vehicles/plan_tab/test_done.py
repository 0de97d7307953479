"""A card that is moved to Done is asked what was done, and becomes its record."""

from PySide6.QtCore import Qt

from client.operations.records import add
from client.ui.vehicles.plan_popovers import DonePopover
from garage.records import Repair, Service, kind_named
from tests.client.ui.vehicles.conftest import TODAY

from .seen import at, columns, drag, popover_of


def test_a_move_to_done_asks_what_was_done_and_writes_the_repair(
    plan, page, cards, desk, store, octavia, qtbot, settled
):
    drag(qtbot, plan, plan.board.card(cards["Exhaust"]), "done", 30)
    asked = popover_of(page, DonePopover)
    assert asked.fields["total"].text() == "€320.00"
    assert asked.becomes.current == "repair"
    asked.fields["odometer"].set_text("15700")
    asked.fields["total"].set_text("298.40")
    qtbot.keyClick(asked.fields["total"].line, Qt.Key.Key_Return)
    settled()
    (repair,) = store.read(lambda reader: reader.all(Repair))
    assert (repair.title, repair.total.amount, repair.date.day) == ("Exhaust", "298.40", TODAY)
    assert columns(plan)["done"] == ["Exhaust"]
    assert plan.board.columns[3].sum.text() == "€298.40"
    assert popover_of(page, DonePopover) is None
    desk.undo()
    settled()
    assert columns(plan)["planned"] == ["Exhaust"]
    assert store.read(lambda reader: reader.all(Repair)) == []


def test_esc_in_the_question_leaves_the_card_where_it_was(plan, page, cards, qtbot, settled):
    drag(qtbot, plan, plan.board.card(cards["Exhaust"]), "done", 30)
    asked = popover_of(page, DonePopover)
    assert columns(plan)["done"] == ["Exhaust"]
    qtbot.keyClick(asked.fields["date"].line, Qt.Key.Key_Escape)
    settled()
    assert columns(plan)["planned"] == ["Exhaust"]
    assert columns(plan)["done"] == []


def test_one_can_just_move_to_done_and_wrong_values_are_told_in_place(
    plan, page, cards, store, qtbot, settled
):
    plan.board.focus_card(cards["Points"])
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(at(plan), Qt.Key.Key_Right, control)
    asked = popover_of(page, DonePopover)
    asked.fields["odometer"].set_text("far")
    asked.keep_button.click()
    assert asked.isVisible()
    assert asked.fields["odometer"].editor.property("wrong")
    asked.other_button.click()
    settled()
    assert columns(plan)["done"] == ["Points"]
    assert store.read(lambda reader: reader.all(Service)) == []


def test_what_others_write_does_not_move_the_card_while_one_is_asked(
    plan, page, cards, desk, store, octavia, qtbot, settled
):
    drag(qtbot, plan, plan.board.card(cards["Exhaust"]), "done", 30)
    given = {"vehicle": octavia, "state": "backlog", "title": "New", "order": "z"}
    desk.operate(plan, lambda kept: add(kept, kind_named("plan_item"), given))
    settled()
    assert columns(plan)["done"] == ["Exhaust"]
    popover_of(page, DonePopover).close_popover()
    assert columns(plan)["planned"] == ["Exhaust"]
    assert columns(plan)["backlog"] == ["Headliner", "Rust", "New"]
