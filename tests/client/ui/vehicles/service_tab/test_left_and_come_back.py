"""What stays of the table, and what goes, with another vehicle, other units and a restart."""

from datetime import date

from PySide6.QtCore import Qt

from client.operations.records import add
from client.ui.routes import VEHICLE, Route
from client.ui.widgets.columns_popover import ColumnsPopover
from garage.moments import Moment
from garage.records import kind_named
from tests.client.ui.vehicles.tabs import CTRL, again, ask, titles, words


def test_columns_order_width_and_sorting_outlive_a_restart(tab, page, desk, store, garage, qtbot):
    tab.choose_columns()
    popover = page.window().findChild(ColumnsPopover)
    popover.list.setCurrentRow(3)
    qtbot.keyClick(popover.list, Qt.Key.Key_Space)
    qtbot.keyClick(popover.list, Qt.Key.Key_Escape)
    header = tab.table.horizontalHeader()
    qtbot.keyClick(header, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(header, Qt.Key.Key_Right, CTRL)
    qtbot.keyClick(header, Qt.Key.Key_Space)
    width = header.sectionSize(0)
    with again(desk, store, qtbot, garage) as second:
        kept = second.stack.tab("service").table
        shown = [kept.rows.columns[place].key for place in kept.arrangement.shown_sections()]
        assert shown[:2] == ["kind", "date"]
        assert "lines" not in shown
        assert kept.columnWidth(0) == width
        assert kept.rows.row(0).record.title == "Cabin filter"


def test_selection_and_place_outlive_another_vehicle_and_a_restart(
    tab, page, desk, store, garage, qtbot, settled
):
    for number in range(60):
        values = {"vehicle": garage, "title": f"Job {number:02}", "date": Moment(date(2020, 1, 1))}
        add(store, kind_named("service"), values)
    tab.refresh()
    settled()
    place = titles(tab).index("Job 30")
    tab.table.selectRow(place)
    tab.table.scrollTo(tab.table.rows.index(place, 0), tab.table.ScrollHint.PositionAtTop)
    top = tab.table.top_id()
    other = add(store, kind_named("vehicle"), {"name": "Z3"}).ids[0]
    desk.go(Route(VEHICLE, other, "service"))
    settled()
    desk.go(Route(VEHICLE, garage, "service"))
    settled()
    assert [row.record.title for row in tab.selected()] == ["Job 30"]
    assert tab.table.top_id() == top
    page.hide()
    with again(desk, store, qtbot, garage) as second:
        kept = second.stack.tab("service")
        assert [row.record.title for row in kept.selected()] == ["Job 30"]
        assert kept.table.top_id() == top


def test_a_record_that_one_comes_to_is_selected_even_behind_a_filter(tab, desk, garage, settled):
    ask(tab, settled, "huber")
    record = tab.content.rows[2].id
    desk.go(Route(VEHICLE, garage, "service", record))
    settled()
    assert [row.record.title for row in tab.selected()] == ["Roof rails"]
    assert tab.bar.filter.text() == ""


def test_other_units_write_the_table_anew_where_one_was(tab, page, desk, settled):
    tab.table.selectRow(2)
    desk.change_settings(page, {"units": {"distance": "mi"}})
    settled()
    settled()
    assert words(tab, 0)["odometer"] == "50,965"
    assert [row.record.title for row in tab.selected()] == ["Roof rails"]


def test_a_filter_is_left_behind_with_its_vehicle(tab, desk, store, garage, settled):
    ask(tab, settled, "submarine")
    other = add(store, kind_named("vehicle"), {"name": "Z3"}).ids[0]
    add(store, kind_named("service"), {"vehicle": other, "title": "Hood", "date": Moment(
        date(2026, 1, 1))})  # fmt: skip
    desk.go(Route(VEHICLE, other, "service"))
    settled()
    assert titles(tab) == ["Hood"]
    assert tab.bar.filter.text() == ""
