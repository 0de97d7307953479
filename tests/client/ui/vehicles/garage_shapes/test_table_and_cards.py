"""The garage as a table or as cards, and in which order: also after a restart."""

from PySide6.QtCore import Qt

from client.store import Query
from client.ui.routes import VEHICLE, Route
from client.ui.vehicles.garage_page import GaragePage
from client.ui.vehicles.garage_view import CARDS, TABLE, View
from client.ui.widgets.columns_popover import ColumnsPopover
from garage.records import Vehicle, kind_named
from tests.client.ui.waiting import settle

from .seen import choose, names_of, vehicle_of


def test_the_tables_sections_have_headings_and_stay_when_a_column_is_sorted(page):
    page.content.set_view(View(TABLE, "name", grouped=True))
    rows = page.content.table.rows

    def headed():
        return [(row, rows.heading_at(place)) for place, row in enumerate(names_of(page))]

    assert headed() == [("Herbie", "Classics"), ("Ape", "In no group"), ("Octavia", "")]
    page.content.table.horizontalHeader().setSortIndicator(1, Qt.SortOrder.DescendingOrder)
    assert headed() == [("Herbie", "Classics"), ("Octavia", "In no group"), ("Ape", "")]
    page.content.set_view(View(TABLE, "name"))
    assert {words for _name, words in headed()} == {""}


def test_the_table_says_what_the_cards_say_and_more(page, qtbot):
    page.switch_layout()
    assert names_of(page) == ["Octavia", "Ape", "Herbie"]
    assert not page.grid.isVisible()
    rows = page.content.table.rows
    octavia = {column.key: column.text(rows.row(0)) for column in rows.columns}
    assert octavia["plate"] == "M JL 2016"
    assert octavia["odometer"] == "15,600 km"
    assert octavia["cost"] == "€282.88"
    assert octavia["due"] == "Inspection, 9 days late"
    assert octavia["per"].startswith("€0.")
    assert rows.row(2).cells["group"] == "Classics"


def test_shape_and_order_are_kept_over_a_restart(page, settled, qtbot, next_desk):
    qtbot.mouseClick(page.head.layout_switch.button(TABLE), Qt.MouseButton.LeftButton)
    choose(page.head.make_sort_menu(), "Make")
    settled()
    again = next_desk()
    second = GaragePage(again)
    qtbot.addWidget(second)
    assert (second.head.view.layout, second.head.view.sort) == (TABLE, "make")


def test_the_columns_of_the_table_their_order_and_the_rows_selected_outlive_a_restart(
    page, desk, settled, qtbot, next_desk
):
    page.switch_layout()
    settled()
    table = page.content.table
    page.content.choose_columns()
    popover = page.window().findChild(ColumnsPopover)
    gone = popover.list.item(popover.list.count() - 1).text()
    popover.list.setCurrentRow(popover.list.count() - 1)
    qtbot.keyClick(popover.list, Qt.Key.Key_Space)
    qtbot.keyClick(popover.list, Qt.Key.Key_Escape)
    table.selectRow(1)
    name = table.selected_rows()[0].cells["name"]
    page.hide()
    desk.stop()
    settled()
    again = next_desk()
    second = GaragePage(again)
    qtbot.addWidget(second)
    second.show()
    second.show_route(Route("garage"))
    settle(qtbot, again)
    kept = second.content.table
    titles = [kept.rows.columns[s].title for s in kept.arrangement.shown_sections()]
    assert gone
    assert gone not in titles
    assert [row.cells["name"] for row in kept.selected_rows()] == [name]


def test_the_garage_is_scrolled_to_where_it_was_before_a_restart(
    page, desk, settled, qtbot, next_desk
):
    page.resize(700, 400)
    bar = page.content.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 200)
    bar.setValue(180)
    desk.stop()
    settled()
    again = next_desk()
    second = GaragePage(again)
    qtbot.addWidget(second)
    second.resize(700, 400)
    second.show()
    second.show_route(Route("garage"))
    settle(qtbot, again)
    qtbot.waitUntil(lambda: second.content.verticalScrollBar().value() == 180)


def test_odd_kept_settings_are_as_if_there_were_none(desk, qtbot):
    desk.settings["garage"] = {"layout": "spiral", "sort": 7}
    shown = GaragePage(desk)
    qtbot.addWidget(shown)
    assert (shown.head.view.layout, shown.head.view.sort) == (CARDS, "due")


def test_enter_opens_a_row_and_delete_puts_it_in_the_trash(
    page, desk, store, fleet, qtbot, settled
):
    page.switch_layout()
    table = page.content.table
    assert table.select_id(fleet["Ape"])
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert desk.trail.here == Route(VEHICLE, fleet["Ape"])
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    settled()
    assert vehicle_of(store, fleet["Ape"]).deleted
    assert names_of(page) == ["Octavia", "Herbie"]
    desk.undo()
    settled()
    assert names_of(page) == ["Octavia", "Ape", "Herbie"]


def test_many_vehicles_are_shown_without_holding_up_the_window(desk, store, qtbot, settled):
    kind = kind_named("vehicle")
    names = [f"Car {n:03}" for n in range(120)]
    store.operate(lambda t: [t.add(kind, kind.complete({"name": n})) for n in names], "add", "")
    shown = GaragePage(desk)
    qtbot.addWidget(shown)
    shown.show()
    with qtbot.waitSignal(shown.grid.all_made):
        shown.show_route(Route("garage"))
    assert names_of(shown) == names
    assert len(store.read(lambda reader: reader.all(Vehicle, Query()))) == 120
