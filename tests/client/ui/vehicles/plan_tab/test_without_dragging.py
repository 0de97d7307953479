"""Cards are moved, deleted and added by keys and by their menu."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from client.store import Query
from garage.records import PlanItem

from .seen import at, columns, kept


def test_arrows_go_between_cards_and_control_takes_the_card_along(
    plan, cards, desk, store, octavia, qtbot, settled
):
    plan.board.focus_card(cards["Headliner"])
    qtbot.keyClick(at(plan), Qt.Key.Key_Down)
    assert at(plan) is plan.board.card(cards["Rust"])
    qtbot.keyClick(at(plan), Qt.Key.Key_Right)
    assert at(plan) is plan.board.card(cards["Exhaust"])
    qtbot.keyClick(at(plan), Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    settled()
    assert kept(store, octavia)["doing"] == ["Exhaust", "Axle", "Points"]
    assert at(plan) is plan.board.card(cards["Exhaust"])
    qtbot.keyClick(at(plan), Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    settled()
    assert kept(store, octavia)["doing"] == ["Axle", "Exhaust", "Points"]
    desk.undo()
    settled()
    desk.undo()
    settled()
    assert kept(store, octavia)["planned"] == ["Exhaust"]


def test_delete_puts_the_card_in_the_trash_and_the_keyboard_goes_on(
    plan, cards, desk, store, qtbot, settled
):
    plan.board.focus_card(cards["Headliner"])
    qtbot.keyClick(at(plan), Qt.Key.Key_Delete)
    settled()
    assert columns(plan)["backlog"] == ["Rust"]
    assert at(plan) is plan.board.card(cards["Rust"])
    desk.undo()
    settled()
    assert columns(plan)["backlog"] == ["Headliner", "Rust"]


def test_n_opens_the_form_of_a_new_card_in_its_column(plan, cards, store, qtbot, settled):
    plan.board.focus_card(cards["Exhaust"])
    qtbot.keyClick(at(plan), Qt.Key.Key_N)
    form = next(w for w in QApplication.topLevelWidgets() if w.isVisible() and hasattr(w, "save"))
    form.fields["title"].set_text("New seals")
    form.save()
    settled()
    found = store.read(lambda reader: reader.all(PlanItem, Query()))
    (new,) = [item for item in found if item.title == "New seals"]
    assert new.state == "planned"
    assert columns(plan)["planned"] == ["New seals", "Exhaust"]


def test_the_menu_of_a_card_moves_it_where_no_mouse_can_drag(
    plan, cards, store, octavia, qtbot, settled
):
    menu = plan.menu_of(plan.card_of(cards["Headliner"]))
    assert "Move to Backlog" not in [action.text() for action in menu.actions()]
    next(action for action in menu.actions() if action.text() == "Move to Doing").trigger()
    settled()
    assert kept(store, octavia)["doing"] == ["Headliner", "Axle", "Points"]
