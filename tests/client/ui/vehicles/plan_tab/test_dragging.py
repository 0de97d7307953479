"""A card dragged with the mouse goes where it is dropped, or back."""

from PySide6.QtCore import QPoint, Qt

from client.operations.records import add
from client.ui.vehicles.plan_card import CardGhost
from client.ui.vehicles.plan_popovers import CardPopover
from garage.records import kind_named

from .seen import columns, drag, kept, popover_of


def test_a_card_dragged_between_two_others_stays_there_and_undo_brings_it_back(
    plan, cards, desk, store, octavia, qtbot, settled
):
    second = plan.board.card(cards["Points"])
    drag(qtbot, plan, plan.board.card(cards["Exhaust"]), "doing", second.y() - 4)
    assert columns(plan)["doing"] == ["Axle", "Exhaust", "Points"]
    settled()
    assert kept(store, octavia)["doing"] == ["Axle", "Exhaust", "Points"]
    assert columns(plan)["planned"] == []
    desk.undo()
    settled()
    assert columns(plan)["planned"] == ["Exhaust"]
    assert columns(plan)["doing"] == ["Axle", "Points"]


def test_while_dragging_the_card_hangs_on_the_pointer_over_its_drop_place(
    plan, page, cards, store, octavia, qtbot, settled
):
    card = plan.board.card(cards["Exhaust"])
    drag(qtbot, plan, card, "backlog", 20, release=False)
    (ghost,) = page.window().findChildren(CardGhost)
    assert ghost.isVisible()
    assert plan.board.drag.column.state == "backlog"
    assert plan.board.drag.place == 0
    assert plan.board.columns[0].cards[0].y() > 60
    qtbot.keyClick(card, Qt.Key.Key_Escape)
    assert plan.board.drag is None
    assert not ghost.isVisible()
    qtbot.mouseRelease(card, Qt.MouseButton.LeftButton)
    settled()
    assert columns(plan)["planned"] == ["Exhaust"]
    assert kept(store, octavia)["planned"] == ["Exhaust"]
    assert popover_of(page, CardPopover) is None


def test_a_card_dragged_beside_the_board_stays_where_it_was(plan, cards, qtbot, settled):
    card = plan.board.card(cards["Exhaust"])
    qtbot.mousePress(card, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    qtbot.mouseMove(card, QPoint(20, 60))
    qtbot.mouseMove(card, QPoint(20, -600))
    qtbot.mouseRelease(card, Qt.MouseButton.LeftButton, pos=QPoint(20, -600))
    settled()
    assert columns(plan)["planned"] == ["Exhaust"]


def test_near_the_edge_the_column_scrolls_under_the_dragged_card(
    plan, cards, store, octavia, desk, qtbot, settled
):
    for place in range(14):
        given = {
            "vehicle": octavia,
            "state": "doing",
            "title": f"Job {place}",
            "order": f"a{place}5",
        }
        add(store, kind_named("plan_item"), given)
    plan.refresh()
    settled()
    column = plan.board.columns[2]
    bar = column.roll.verticalScrollBar()
    card = plan.board.card(cards["Exhaust"])
    qtbot.mousePress(card, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    qtbot.mouseMove(card, QPoint(20, 60))
    view = column.roll.viewport()
    low = view.mapToGlobal(QPoint(view.width() // 2, view.height() - 6))
    qtbot.mouseMove(card, card.mapFromGlobal(low))
    qtbot.waitUntil(lambda: bar.value() == bar.maximum() > 0)
    qtbot.mouseRelease(card, Qt.MouseButton.LeftButton, pos=card.mapFromGlobal(low))
    settled()
    assert kept(store, octavia)["doing"][-1] == "Exhaust"
