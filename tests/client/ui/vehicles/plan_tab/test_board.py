"""What the board shows: columns, sums, the tag chosen, and the card that one comes to."""

from client.operations.records import add
from client.ui.routes import VEHICLE, Route
from garage.records import kind_named

from .seen import at, columns


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


def test_a_tag_leaves_its_cards_and_their_sums(plan):
    plan.filters.tags.setCurrentIndex(plan.filters.tags.findData("interior"))
    plan.filters.tags.activated.emit(plan.filters.tags.currentIndex())
    assert columns(plan)["backlog"] == ["Headliner"]
    assert columns(plan)["doing"] == []
    assert plan.board.columns[0].sum.text() == "€320"


def test_narrow_columns_scroll_sideways_and_none_is_narrower_than_232(plan, page):
    page.resize(720, 800)
    assert min(column.width() for column in plan.board.columns) == 232
    assert plan.board.horizontalScrollBar().maximum() > 0


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


def test_a_route_with_a_card_leads_to_it(page, plan, cards, desk, octavia, settled):
    desk.go(Route(VEHICLE, octavia, "plan", cards["Points"]))
    settled()
    assert at(plan) is plan.board.card(cards["Points"])


def test_a_route_to_a_card_that_the_filter_hides_shows_it_again(
    page, plan, cards, desk, octavia, settled
):
    plan.filters.tags.setCurrentIndex(plan.filters.tags.findData("interior"))
    plan.filters.tags.activated.emit(plan.filters.tags.currentIndex())
    desk.go(Route(VEHICLE, octavia, "plan", cards["Points"]))
    settled()
    assert plan.filters.tags.currentData() == ""
    assert at(plan) is plan.board.card(cards["Points"])
