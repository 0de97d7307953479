"""Who does what of a plan, and with which parts: on cards, in the filter, the list, the form."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from client.operations.part_rows import move_stock
from client.operations.plan_parts import add_plan_part
from client.operations.records import add, edit
from client.store import Query
from client.ui.routes import VEHICLE, Route
from client.ui.vehicles.plan_card import fitting
from client.ui.vehicles.plan_popovers import CardPopover
from client.ui.vehicles.plan_shown import FootPart
from garage.moments import Moment
from garage.money import Money
from garage.records import PlanItem, WorkLine, kind_named
from tests.client.ui.vehicles.conftest import TODAY

CARDS = (
    ("backlog", "Rust", {"assignee": "Karl", "tags": ["body"], "estimate": Money("900", "EUR")}),
    ("planned", "Exhaust", {"assignee": "karl", "due": TODAY}),
    ("doing", "Axle", {"assignee": "Jonas", "estimate": Money("880", "EUR")}),
    ("doing", "Points", {}),
)


@pytest.fixture
def cards(store, octavia):
    """Four cards, two of them Karl's, and parts of which some are on the shelf; title → id."""
    made = {}
    for place, (state, title, values) in enumerate(CARDS):
        given = {"vehicle": octavia, "state": state, "title": title, "order": f"{place}5"}
        made[title] = add(store, kind_named("plan_item"), given | values).ids[0]
    joints = {"vehicle": octavia, "name": "Ball joints", "part_number": "131 405 361"}
    part = add(store, kind_named("part"), joints).ids[0]
    move_stock(store, part, 3, Moment(TODAY))
    add_plan_part(store, made["Axle"], "4 × Ball joints")
    add_plan_part(store, made["Points"], "Condenser")
    return made


def titles(plan):
    return [card.words.title for column in plan.board.columns for card in column.cards]


def choose(box, key):
    box.setCurrentIndex(box.findData(key))
    box.activated.emit(box.currentIndex())


def popover_of(page):
    return next(each for each in page.window().findChildren(CardPopover) if each.isVisible())


def parts_of(store):
    found = store.read(lambda reader: reader.all(WorkLine))
    return sorted((line.title, line.quantity and line.quantity.value) for line in found)


def test_a_card_says_who_does_it_and_how_many_of_its_parts_are_there(plan, cards):
    axle = plan.board.card(cards["Axle"])
    assert axle.words.assignee == "Jonas"
    assert [part.words for part in axle.words.foot] == ["€880", "3 of 4"]
    assert axle.toolTip() == "Jonas does it"
    assert axle.accessibleName() == "Axle, Doing, €880, 3 of 4 parts in stock, Jonas does it"
    points = plan.board.card(cards["Points"])
    assert [part.words for part in points.words.foot] == ["1 part"]
    assert points.toolTip() == ""


def test_a_card_that_only_has_a_person_has_a_foot_for_the_avatar(
    plan, desk, store, octavia, settled
):
    given = {"vehicle": octavia, "title": "Bare", "order": "z"}
    bare = add(store, kind_named("plan_item"), given).ids[0]
    plan.refresh()
    settled()
    before = plan.board.card(bare).height()
    desk.operate(plan, lambda kept: edit(kept, bare, {"assignee": "Anna"}))
    settled()
    assert plan.board.card(bare).words.foot == ()
    assert plan.board.card(bare).height() == before + 28


def test_the_person_chosen_leaves_theirs_in_all_three_views(plan, cards):
    people = plan.filters.people
    assert people.isVisible()
    assert [people.itemText(at) for at in range(people.count())] == ["Anyone", "Jonas", "Karl"]
    choose(people, "Karl")
    assert titles(plan) == ["Rust", "Exhaust"]
    assert plan.board.columns[2].sum.text() == ""
    assert plan.list.table.rows.rowCount() == 2
    assert [entry.title for entry in plan.timeline.canvas.entries] == ["Exhaust"]
    choose(plan.filters.tags, "body")
    assert titles(plan) == ["Rust"]
    choose(people, "")
    choose(plan.filters.tags, "")
    assert len(titles(plan)) == 4


def test_the_list_has_a_column_of_avatars(plan):
    plan.which.button("list").click()
    rows = plan.list.table.rows
    at = [column.key for column in rows.columns].index("assignee")
    name = Qt.ItemDataRole.AccessibleTextRole
    told = {rows.row(row).item.title: rows.index(row, at).data(name) for row in range(4)}
    assert told["Axle"] == "Who does it: Jonas"
    assert rows.headerData(at, Qt.Orientation.Horizontal, name) == "Who does it"


def test_a_route_to_a_card_that_the_person_hides_shows_it(plan, cards, desk, octavia, settled):
    choose(plan.filters.people, "Jonas")
    desk.go(Route(VEHICLE, octavia, "plan", cards["Exhaust"]))
    settled()
    assert plan.filters.people.currentData() == ""
    assert "Exhaust" in titles(plan)


def test_both_choices_outlive_a_restart(plan, restarted):
    choose(plan.filters.people, "Karl")
    choose(plan.filters.tags, "body")
    kept = restarted()
    assert (kept.filters.people.currentData(), kept.filters.tags.currentData()) == ("Karl", "body")
    assert titles(kept) == ["Rust"]


def test_without_people_and_tags_there_are_no_boxes(plan, desk, store, octavia, settled):
    choose(plan.filters.people, "Karl")
    other = add(store, kind_named("vehicle"), {"name": "Trailer"}).ids[0]
    add(store, kind_named("plan_item"), {"vehicle": other, "title": "Bare"})
    desk.go(Route(VEHICLE, other, "plan"))
    settled()
    assert titles(plan) == ["Bare"]
    assert not plan.filters.people.isVisible()
    assert not plan.filters.tags.isVisible()
    desk.go(Route(VEHICLE, octavia, "plan"))
    settled()
    assert plan.filters.people.isVisible()
    assert len(titles(plan)) == 4


def test_the_form_offers_names_that_are_known_and_writes_the_one_chosen(
    plan, cards, store, desk, octavia, qtbot, settled
):
    trip = {"vehicle": octavia, "date": Moment(TODAY), "driver": "Mia"}
    add(store, kind_named("trip"), trip)
    desk.keep({"name": "Ada"})
    settled()
    plan.open_card(cards["Points"])
    settled()
    form = next(w for w in QApplication.topLevelWidgets() if w.isVisible() and hasattr(w, "save"))
    model = form.fields["assignee"].typed.completer().model()
    offered = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert offered == ["Ada", "Jonas", "Karl", "Mia"]
    form.fields["assignee"].set_text("Mia")
    form.save()
    settled()
    items = store.read(lambda reader: reader.all(PlanItem, Query()))
    assert {each.title: each.assignee for each in items}["Points"] == "Mia"
    assert plan.board.card(cards["Points"]).words.assignee == "Mia"


def test_parts_are_added_and_removed_beside_the_card_and_undone(
    plan, page, cards, desk, store, qtbot, settled
):
    plan.show_details(cards["Points"])
    settled()
    parts = popover_of(page).parts
    model = parts.new_part.completer().model()
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == ["Ball joints"]
    parts.new_part.setFocus()
    qtbot.keyClicks(parts.new_part, "2 x ball joints")
    for _impatient in range(2):
        qtbot.keyClick(parts.new_part, Qt.Key.Key_Return)
    settled()
    both = [("Ball joints", "4"), ("Condenser", None), ("ball joints", "2")]
    assert parts_of(store) == both
    assert parts.new_part.text() == ""
    names = [button.accessibleName() for button in parts.remove_buttons]
    assert names == ["Remove Condenser", "Remove ball joints"]
    words = [part.words for part in plan.board.card(cards["Points"]).words.foot]
    assert words == ["2 of 3"]
    qtbot.mouseClick(parts.remove_buttons[0], Qt.MouseButton.LeftButton)
    settled()
    assert parts_of(store) == [both[0], both[2]]
    assert len(parts.remove_buttons) == 1
    assert plan.window().focusWidget() is parts.new_part
    desk.undo()
    settled()
    assert parts_of(store) == both


def test_in_a_low_window_the_lists_of_a_card_are_lower(plan, page, cards, store, settled):
    for place in range(14):
        point = {"of": cards["Axle"], "title": f"Point {place}", "order": f"{place:02}"}
        add(store, kind_named("checklist_item"), point)
        add_plan_part(store, cards["Axle"], f"Part {place}")
    plan.refresh()
    settled()
    page.resize(1000, 560)
    plan.show_details(cards["Axle"])
    settled()
    assert popover_of(page).height() <= 560 + 32


def test_long_names_take_no_room_from_what_is_beside_them(plan, page, cards, desk, store, settled):
    long = "Wolfeschlegelsteinhausenbergerdorff " * 13
    edit(store, cards["Points"], {"assignee": long})
    add_plan_part(store, cards["Points"], long)
    plan.refresh()
    settled()
    assert plan.filters.people.width() <= 240
    assert plan.filters.tags.geometry().right() < plan.width() / 2
    plan.show_details(cards["Points"])
    settled()
    popover = popover_of(page)
    for button in popover.parts.remove_buttons:
        right = button.mapTo(popover, button.rect().topRight()).x()
        assert right < popover.width() - 16


def test_a_foot_drops_its_parts_before_it_cuts_off_the_day():
    foot = (FootPart("€320"), FootPart("0 of 2", "package", spare=True),
            FootPart("18 Feb", "calendar"))  # fmt: skip
    assert fitting(foot, 400) == foot
    assert fitting(foot, 120) == (foot[0], foot[2])
    assert fitting(foot, 20) == foot[:1]
