"""The plan as a person works with it: dragging, keys, popovers, the filter, and undo."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from client.operations.plan_board import plan_board
from client.operations.records import add
from client.store import Query
from client.ui.routes import VEHICLE, Route
from client.ui.vehicles.plan_card import CardGhost
from client.ui.vehicles.plan_popovers import CardPopover, DonePopover
from client.ui.vehicles.vehicle_page import VehiclePage
from client.ui.widgets.columns_popover import ColumnsPopover
from garage.money import Money
from garage.records import ChecklistItem, PlanItem, Repair, Service, kind_named
from tests.client.ui.waiting import settle

from .conftest import TODAY

CARDS = (
    ("backlog", "Headliner", {"estimate": Money("320", "EUR"), "tags": ["interior"]}),
    ("backlog", "Rust", {"estimate": Money("900", "EUR"), "tags": ["body", "before-winter"]}),
    ("planned", "Exhaust", {"estimate": Money("320", "EUR"), "becomes": "repair"}),
    ("doing", "Axle", {"estimate": Money("880", "EUR"), "tags": ["chassis"]}),
    ("doing", "Points", {}),
)


@pytest.fixture
def cards(store, octavia):
    """Five cards and a checklist; title → id."""
    made = {}
    for place, (state, title, values) in enumerate(CARDS):
        given = {"vehicle": octavia, "state": state, "title": title, "order": f"{place}5"}
        made[title] = add(store, kind_named("plan_item"), given | values).ids[0]
    for place, point in enumerate(("Beam out", "Beam in", "Brakes bled")):
        given = {"of": made["Axle"], "title": point, "order": str(place)}
        add(store, kind_named("checklist_item"), given)
    return made


@pytest.fixture
def page(desk, octavia, cards, qtbot, settled):
    shown = VehiclePage(desk)
    qtbot.addWidget(shown)
    shown.resize(1224, 836)
    shown.show()
    desk.route_changed.connect(shown.show_route)
    desk.go(Route(VEHICLE, octavia, "plan"))
    settled()
    return shown


@pytest.fixture
def plan(page):
    return page.stack.tab("plan")


def at(plan):
    """What has the keyboard in the window."""
    return plan.window().focusWidget()


def columns(plan):
    return {column.state: [card.words.title for card in column.cards]
            for column in plan.board.columns}  # fmt: skip


def kept(store, vehicle):
    board = store.read(lambda reader: plan_board(reader, vehicle, TODAY))
    return {column: [card.item.title for card in cards] for column, cards in board.columns.items()}


def drag(qtbot, plan, card, target, y, *, release=True):
    """Drag a card with the mouse until its middle is at a height of a column."""
    start = card.rect().center()
    column = next(each for each in plan.board.columns if each.state == target)
    end = column.ground.mapToGlobal(QPoint(column.ground.width() // 2, y))
    qtbot.mousePress(card, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(card, start + QPoint(4, 12))
    qtbot.mouseMove(card, card.mapFromGlobal(end))
    if release:
        qtbot.mouseRelease(card, Qt.MouseButton.LeftButton, pos=card.mapFromGlobal(end))


def popover_of(page, kind):
    return next((each for each in page.window().findChildren(kind) if each.isVisible()), None)


def test_the_board_shows_columns_sums_and_the_line_of_money(plan):
    assert columns(plan) == {
        "backlog": ["Headliner", "Rust"], "planned": ["Exhaust"], "doing": ["Axle", "Points"],
        "done": [],
    }  # fmt: skip
    assert [column.sum.text() for column in plan.board.columns] == ["€1,220", "€320", "€880", ""]
    assert [column.count.text() for column in plan.board.columns] == ["2", "1", "2", "0"]
    assert plan.sums.text() == "Planned €1,200 · spent this year €0.00"
    rust = plan.board.columns[0].cards[1].words
    assert [words for words, _kind in rust.chips] == ["body", "before winter"]


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


def test_space_opens_the_card_and_ticks_its_points(plan, page, cards, store, qtbot, settled):
    plan.board.focus_card(cards["Axle"])
    card = plan.board.card(cards["Axle"])
    qtbot.keyClick(card, Qt.Key.Key_Space)
    details = popover_of(page, CardPopover)
    assert [box.text() for box in details.boxes] == ["Beam out", "Beam in", "Brakes bled"]
    assert at(plan) is details.boxes[0]
    qtbot.keyClick(details.boxes[0], Qt.Key.Key_Space)
    settled()
    assert card.words.checked == "1 of 3"
    assert details.isVisible()
    qtbot.keyClick(details.boxes[0], Qt.Key.Key_Escape)
    assert at(plan) is card


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


def test_a_tag_leaves_its_cards_and_their_sums(plan):
    plan.filters.tags.setCurrentIndex(plan.filters.tags.findData("interior"))
    plan.filters.tags.activated.emit(plan.filters.tags.currentIndex())
    assert columns(plan)["backlog"] == ["Headliner"]
    assert columns(plan)["doing"] == []
    assert plan.board.columns[0].sum.text() == "€320"


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


def test_narrow_columns_scroll_sideways_and_none_is_narrower_than_232(plan, page):
    page.resize(720, 800)
    assert min(column.width() for column in plan.board.columns) == 232
    assert plan.board.horizontalScrollBar().maximum() > 0


def test_a_route_with_a_card_leads_to_it(page, plan, cards, desk, octavia, settled):
    desk.go(Route(VEHICLE, octavia, "plan", cards["Points"]))
    settled()
    assert at(plan) is plan.board.card(cards["Points"])


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


def test_of_a_long_column_the_first_cards_are_shown_and_one_dropped_last_stays_among_them(
    plan, cards, desk, store, octavia, settled
):
    for place in range(53):
        order = f"{place:02}5"
        given = {"vehicle": octavia, "state": "done", "title": f"Job {place}", "order": order}
        add(store, kind_named("plan_item"), given)
    plan.refresh()
    settled()
    done = plan.board.columns[3]
    assert (done.count.text(), len(done.cards)) == ("53", 50)
    assert done.ground.more == "and 3 more, in the list"
    assert plan.list.table.rows.rowCount() == 58
    first, last = plan.board.ids("done")[0], plan.board.ids("done")[-1]
    plan.board._put(first, done, 49)
    settled()
    assert plan.board.ids("done")[-2:] == [last, first]


def test_a_route_to_a_card_that_the_filter_hides_shows_it_again(
    page, plan, cards, desk, octavia, settled
):
    plan.filters.tags.setCurrentIndex(plan.filters.tags.findData("interior"))
    plan.filters.tags.activated.emit(plan.filters.tags.currentIndex())
    desk.go(Route(VEHICLE, octavia, "plan", cards["Points"]))
    settled()
    assert plan.filters.tags.currentData() == ""
    assert at(plan) is plan.board.card(cards["Points"])


def test_a_point_is_added_to_the_checklist_and_undone(plan, page, cards, desk, qtbot, settled):
    plan.show_details(cards["Points"])
    details = popover_of(page, CardPopover)
    assert at(plan) is details.new_point
    qtbot.keyClicks(details.new_point, "Gap & timing")
    for _impatient in range(2):
        qtbot.keyClick(details.new_point, Qt.Key.Key_Return)
    settled()
    assert [box.text() for box in details.boxes] == ["Gap && timing"]
    assert plan.board.card(cards["Points"]).words.checked == "0 of 1"
    details.boxes[0].click()
    settled()
    assert plan.board.card(cards["Points"]).words.checked == "1 of 1"
    desk.undo()
    settled()
    desk.undo()
    settled()
    assert plan.board.card(cards["Points"]).words.points == 0


def test_a_point_is_renamed_and_deleted_by_keys_and_both_are_undone(
    plan, page, cards, desk, store, qtbot, settled
):
    def points():
        return sorted(point.title for point in store.read(lambda r: r.all(ChecklistItem)))

    plan.show_details(cards["Axle"])
    details = popover_of(page, CardPopover)
    first, second = details.boxes[:2]
    qtbot.keyClick(first, Qt.Key.Key_F2)
    assert first.line is not None
    qtbot.keyClicks(first.line, "Beam & bolts out")
    qtbot.keyClick(first.line, Qt.Key.Key_Return)
    settled()
    assert (first.text(), at(plan)) == ("Beam && bolts out", first)
    assert "Beam & bolts out" in points()
    second.setFocus()
    qtbot.keyClick(second, Qt.Key.Key_F2)
    qtbot.keyClicks(second.line, "x")
    qtbot.keyClick(second.line, Qt.Key.Key_Escape)
    assert details.isVisible()
    assert (second.line, second.text()) == (None, "Beam in")
    qtbot.keyClick(second, Qt.Key.Key_Delete)
    settled()
    assert [box.text() for box in details.boxes] == ["Beam && bolts out", "Brakes bled"]
    assert at(plan) is details.boxes[1]
    assert "Beam in" not in points()
    desk.undo()
    settled()
    desk.undo()
    settled()
    assert points() == sorted(["Beam out", "Beam in", "Brakes bled"])


def test_the_menu_of_a_card_moves_it_where_no_mouse_can_drag(
    plan, cards, store, octavia, qtbot, settled
):
    menu = plan.menu_of(plan.card_of(cards["Headliner"]))
    assert "Move to Backlog" not in [action.text() for action in menu.actions()]
    next(action for action in menu.actions() if action.text() == "Move to Doing").trigger()
    settled()
    assert kept(store, octavia)["doing"] == ["Headliner", "Axle", "Points"]


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


def test_the_list_its_columns_and_the_way_it_is_looked_at_outlive_a_restart(
    page, plan, desk, octavia, qtbot, settled, next_desk
):
    qtbot.mouseClick(plan.which.button("list"), Qt.MouseButton.LeftButton)
    assert plan.columns.isVisible()
    plan.choose_columns()
    popover = page.window().findChild(ColumnsPopover)
    popover.list.setCurrentRow(2)
    qtbot.keyClick(popover.list, Qt.Key.Key_Space)
    qtbot.keyClick(popover.list, Qt.Key.Key_Escape)
    plan.list.table.selectRow(2)
    (title,) = (card.item.title for card in plan.list.table.selected_rows())
    page.hide()
    desk.stop()
    settled()
    again = next_desk()
    second = VehiclePage(again)
    qtbot.addWidget(second)
    second.show()
    second.show_route(Route(VEHICLE, octavia, "plan"))
    settle(qtbot, again)
    kept = second.stack.tab("plan")
    assert kept.which.current == "list"
    table = kept.list.table
    shown = [table.rows.columns[s].key for s in table.arrangement.shown_sections()]
    assert shown == ["title", "state", "priority", "points", "cost", "day", "assignee"]
    assert [card.item.title for card in table.selected_rows()] == [title]
