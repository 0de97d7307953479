"""A card opened beside the board: its checklist is ticked, written and renamed."""

from PySide6.QtCore import Qt

from client.ui.vehicles.plan_popovers import CardPopover
from garage.records import ChecklistItem

from .seen import at, popover_of


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
