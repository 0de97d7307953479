"""The service tab through the real store: filters, cells, tags, pasting, and what is kept."""

from contextlib import contextmanager
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from client.operations.records import add
from client.store import Query
from client.ui.desk import Desk
from client.ui.routes import VEHICLE, Route
from client.ui.text import use_language
from client.ui.vehicles.paste_dialog import PasteDialog
from client.ui.vehicles.record_form import RecordForm
from client.ui.vehicles.records_edit import TagDialog
from client.ui.vehicles.vehicle_page import VehiclePage
from client.ui.widgets.columns_popover import ColumnsPopover
from client.ui.widgets.rows_delegate import ROW_HEIGHT
from garage.moments import Moment
from garage.money import Money
from garage.records import Service, kind_named
from garage.units import Quantity
from tests.client.ui.waiting import settle

JOBS = (
    ("service", date(2026, 10, 17), "Oil and filter", "Huber", "213.30", 82_021),
    ("repair", date(2026, 3, 27), "Rear brake discs", "Bremsen Huber", "284.50", 74_476),
    ("upgrade", date(2025, 8, 2), "Roof rails", "", "129.00", 66_000),
    ("inspection", date(2024, 11, 9), "Inspection", "TÜV Süd", "155.00", 59_950),
    ("service", date(2024, 5, 27), "Cabin filter", "", "39.40", 56_018),
)
CTRL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def garage(store, octavia):
    """The Octavia with five jobs; one of them has two lines and no total of its own."""
    for kind, day, title, supplier, total, odometer in JOBS:
        values = {
            "vehicle": octavia, "date": Moment(day), "title": title, "supplier": supplier,
            "odometer": Quantity(str(odometer), "km"),
        }  # fmt: skip
        priced = title != "Cabin filter"
        values |= {"total": Money(total, "EUR")} if priced else {}
        id_ = add(store, kind_named(kind), {k: v for k, v in values.items() if v}).ids[0]
        for cost in () if priced else ("17.90", "21.50"):
            line = {"work": id_, "title": f"Filter {cost}", "cost": Money(cost, "EUR")}
            add(store, kind_named("work_line"), line)
    return octavia


def opened(desk, qtbot, vehicle, tab="service"):
    """A vehicle's page at one of its tabs, active."""
    page = VehiclePage(desk)
    qtbot.addWidget(page)
    page.resize(1224, 836)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    desk.route_changed.connect(page.show_route)
    desk.go(Route(VEHICLE, vehicle, tab))
    settle(qtbot, desk)
    return page


@pytest.fixture
def page(desk, garage, qtbot):
    return opened(desk, qtbot, garage)


@pytest.fixture
def tab(page):
    return page.stack.tab("service")


def titles(tab):
    model = tab.table.rows
    return [model.row(place).record.title for place in range(model.rowCount())]


def words(tab, place):
    model = tab.table.rows
    return {column.key: column.text(model.row(place)) for column in model.columns}


def ask(tab, settled, text):
    tab.bar.filter.setText(text)
    tab.bar.filter.ask()
    settled()


def begin_cell(qtbot, tab, place, key):
    """Double click a cell, and give the line that opens over it."""
    index = tab.table.rows.index(place, tab.table.rows.section_of(key))
    where = tab.table.visualRect(index).center()
    qtbot.mouseClick(tab.table.viewport(), LEFT, pos=where)
    qtbot.mouseDClick(tab.table.viewport(), LEFT, pos=where)
    return tab.table.editing.line


# ---------------------------------------------------------------------- what is shown


def test_all_that_was_done_stands_together_with_kind_lines_and_sum(tab):
    assert titles(tab) == [job[2] for job in JOBS]
    assert words(tab, 0)["total"] == "213.30"
    assert [words(tab, place)["kind"] for place in range(5)] == [
        "Service", "Repair", "Upgrade", "Inspection", "Service",
    ]  # fmt: skip
    assert (words(tab, 4)["lines"], words(tab, 4)["total"]) == ("2", "39.40")
    assert tab.bar.sums.text() == "5 records · €821.20"


def test_a_segment_leaves_its_kind_and_is_what_is_added_then(tab, page, settled):
    assert page.primary.title == "Add…"
    tab.bar.segments.button("repair").click()
    settled()
    assert titles(tab) == ["Rear brake discs"]
    assert tab.bar.sums.text() == "1 of 5 · €284.50"
    assert page.primary.title == "Add repair"


def test_a_year_leaves_what_was_done_in_it(tab, settled):
    box = tab.bar.boxes[0]
    assert [box.itemText(place) for place in range(box.count())] == [
        "All years", "2026", "2025", "2024",
    ]  # fmt: skip
    box.setCurrentIndex(3)
    box.activated.emit(3)
    settled()
    assert titles(tab) == ["Inspection", "Cabin filter"]


def test_plain_words_find_rows_by_what_they_show(tab, settled):
    ask(tab, settled, "huber brake")
    assert titles(tab) == ["Rear brake discs"]
    ask(tab, settled, "TUV")
    assert titles(tab) == ["Inspection"]


def test_the_filter_language_is_understood_and_its_mistakes_said_in_place(tab, settled):
    ask(tab, settled, "total > 100 eur and supplier ~ huber")
    assert titles(tab) == ["Oil and filter", "Rear brake discs"]
    ask(tab, settled, "result = open")
    assert titles(tab) == ["Inspection"]
    ask(tab, settled, "total > many")
    assert len(titles(tab)) == 5
    assert "“many” is not an amount" in tab.bar.complaint.text()
    assert tab.bar.complaint.isVisible()
    assert tab.bar.filter.property("wrong") is True
    ask(tab, settled, "")
    assert not tab.bar.complaint.isVisible()


def test_the_filter_language_is_understood_in_german_too(tab, settled):
    use_language("de")
    try:
        ask(tab, settled, "Gesamt > 100 und supplier ~ huber")
        assert titles(tab) == ["Oil and filter", "Rear brake discs"]
        ask(tab, settled, "nicht Gesamt > 100 oder Ergebnis = offen")
        assert "Inspection" in titles(tab)
        assert not tab.bar.complaint.isVisible()
        ask(tab, settled, "Gesamt ist nicht leer und")
        assert "„Gesamt ist nicht leer und▸“" in tab.bar.complaint.text()
    finally:
        use_language("en")


def test_what_nothing_fits_is_said(tab, settled):
    ask(tab, settled, "submarine")
    assert tab.none_left.isVisible()
    assert not tab.table.isVisible()
    assert tab.bar.sums.text() == "0 of 5"


def test_esc_empties_the_filter_and_then_goes_back_to_the_rows(tab, qtbot, settled):
    tab.to_filter()
    qtbot.keyClicks(tab.bar.filter, "huber")
    qtbot.waitUntil(lambda: len(titles(tab)) == 2)
    qtbot.keyClick(tab.bar.filter, Qt.Key.Key_Escape)
    settled()
    assert len(titles(tab)) == 5
    qtbot.keyClick(tab.bar.filter, Qt.Key.Key_Escape)
    assert tab.table.hasFocus()


def test_an_empty_tab_says_what_it_is_for_and_adds(desk, store, qtbot, octavia, settled):
    page = opened(desk, qtbot, octavia)
    tab = page.stack.tab("service")
    assert tab.empty.isVisible()
    assert not tab.bar.isVisible()
    add(store, kind_named("service"), {"vehicle": octavia, "date": Moment(date(2026, 1, 1)),
                                       "title": "Oil"})  # fmt: skip
    page.refresh()
    tab.refresh()
    settled()
    assert titles(tab) == ["Oil"]
    assert not tab.empty.isVisible()


# ---------------------------------------------------------------------- what is changed


def test_a_cell_is_changed_in_place_and_undone(tab, desk, qtbot, settled):
    line = begin_cell(qtbot, tab, 0, "total")
    assert line.text() == "€213.30"
    line.selectAll()
    qtbot.keyClicks(line, "199")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    settled()
    assert not tab.table.editing.is_open
    assert words(tab, 0)["total"] == "199.00"
    desk.undo()
    settled()
    assert words(tab, 0)["total"] == "213.30"


def test_a_cell_that_cannot_be_stays_open_with_the_reason(tab, qtbot, settled):
    line = begin_cell(qtbot, tab, 1, "date")
    assert line.text() == "27 Mar 2026"
    qtbot.keyClicks(line, "someday")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    settled()
    assert tab.table.editing.is_open
    assert "“someday” is no date" in tab.table.editing.complaint.words
    line.setText("28.3.2026")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    settled()
    assert words(tab, 1)["date"] == "28 Mar 2026"


def test_tab_goes_to_the_next_cell_that_can_be_changed_and_keeps_what_was_typed(
    tab, qtbot, settled
):
    line = begin_cell(qtbot, tab, 0, "total")
    line.selectAll()
    qtbot.keyClicks(line, "199")
    qtbot.keyClick(line, Qt.Key.Key_Backtab)
    settled()
    editing = tab.table.editing
    assert words(tab, 0)["total"] == "199.00"
    assert (editing.line.accessibleName(), editing.line.hasFocus()) == ("Odometer, km", True)
    qtbot.keyClick(editing.line, Qt.Key.Key_Tab)
    assert editing.line.text() == "€199.00"
    qtbot.keyClick(editing.line, Qt.Key.Key_Tab)
    assert editing.line.text() == "27 Mar 2026"
    assert [row.record.title for row in tab.selected()] == ["Rear brake discs"]


def test_a_line_follows_its_row_where_tab_sorts_it_to(tab, qtbot, settled):
    line = begin_cell(qtbot, tab, 1, "date")
    line.setText("1.11.2026")
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    settled()
    assert titles(tab)[0] == "Rear brake discs"
    line = tab.table.editing.line
    assert line.text() == "Rear brake discs"
    assert abs(line.geometry().center().y() - tab.table.rowViewportPosition(0) - 18) < 3


def test_what_is_wrong_keeps_tab_in_its_cell(tab, qtbot, settled):
    line = begin_cell(qtbot, tab, 1, "date")
    line.setText("someday")
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    settled()
    assert tab.table.editing.line is line
    assert line.hasFocus()


def test_a_required_cell_is_not_emptied(tab, qtbot, settled):
    line = begin_cell(qtbot, tab, 1, "title")
    line.clear()
    qtbot.keyClick(line, Qt.Key.Key_Return)
    settled()
    assert "needs title" in tab.table.editing.complaint.words
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert titles(tab)[1] == "Rear brake discs"


def test_leaving_a_cell_keeps_what_was_typed(tab, qtbot, settled):
    line = begin_cell(qtbot, tab, 0, "supplier")
    line.selectAll()
    qtbot.keyClicks(line, "Reifen Meier")
    tab.bar.filter.setFocus()
    settled()
    assert words(tab, 0)["supplier"] == "Reifen Meier"


def test_del_and_undo_work_on_many_rows(tab, desk, qtbot, settled):
    tab.table.setFocus()
    qtbot.keyClick(tab.table, Qt.Key.Key_A, CTRL)
    qtbot.keyClick(tab.table, Qt.Key.Key_Delete)
    settled()
    assert tab.empty.isVisible()
    desk.undo()
    settled()
    assert len(titles(tab)) == 5


def test_a_tag_is_put_on_all_that_is_selected(tab, store, qtbot, settled):
    tab.table.setFocus()
    qtbot.keyClick(tab.table, Qt.Key.Key_A, CTRL)
    qtbot.keyClick(tab.table, Qt.Key.Key_T)
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, TagDialog))
    qtbot.keyClick(dialog.fields["tags"].line, Qt.Key.Key_Return)
    assert "Write a word" in dialog.fields["tags"]._error.text()
    qtbot.keyClicks(dialog.fields["tags"].line, "Warranty case")
    qtbot.keyClick(dialog.fields["tags"].line, Qt.Key.Key_Return)
    settled()
    services = store.read(lambda reader: reader.all(Service, Query()))
    assert {each.tags for each in services} == {frozenset({"warranty", "case"})}
    ask(tab, settled, "tags = warranty")
    assert len(titles(tab)) == 5


def test_a_record_like_another_begins_with_its_values_today(tab, store, qtbot, settled):
    tab.table.selectRow(1)
    tab.table.setFocus()
    qtbot.keyClick(tab.table, Qt.Key.Key_D, CTRL)
    settled()
    form = next(w for w in QApplication.topLevelWidgets() if isinstance(w, RecordForm))
    assert len(titles(tab)) == 5
    form.save()
    settled()
    shown = words(tab, 0)
    assert (shown["kind"], shown["title"], shown["supplier"], shown["total"]) == (
        "Repair", "Rear brake discs", "Bremsen Huber", "284.50",
    )  # fmt: skip
    assert (shown["date"], shown["odometer"]) == ("18 Nov 2026", "")
    assert len(titles(tab)) == 6


# ---------------------------------------------------------------------- pasting


def paste(tab, qtbot, settled, text):
    QGuiApplication.clipboard().setText(text)
    tab.table.setFocus()
    qtbot.keyClick(tab.table, Qt.Key.Key_V, CTRL)
    settled()
    dialog = next(
        w for w in QApplication.topLevelWidgets() if isinstance(w, PasteDialog) and w.isVisible()
    )
    # Until then nothing in it has the keyboard.
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def test_pasted_rows_are_shown_first_and_added_in_one_step(tab, desk, qtbot, settled):
    dialog = paste(
        tab, qtbot, settled,
        "Date\tWhat was done\tTotal (USD)\tKind\tShelf\n"
        "2026-11-02\tWiper blades\t31.50\tRepair\tA\n"
        "9.11.2026\tHeadlights\t24\t\tB\n"
        "soon\tHorn\t9\t\t\n"
        "17.10.2026\tOil and filter\t213.30\t\t\n",
    )  # fmt: skip
    assert dialog.title.text() == "2 new rows"
    assert dialog.understood.text() == "1 row is in the garage already."
    # A title that is not known is shown with its box: what stands there may be wanted.
    boxes = [each.box.currentText() for each in dialog.columns.previews]
    assert boxes == ["Date", "What was done", "Total", "Kind", "Leave out"]
    assert dialog.refusals.text().startswith("Line 4, Date: “soon” is no date")
    dialog.add_button.click()
    settled()
    assert titles(tab)[:2] == ["Headlights", "Wiper blades"]
    assert (words(tab, 1)["kind"], words(tab, 1)["total"]) == ("Repair", "$31.50")
    desk.undo()
    settled()
    assert len(titles(tab)) == 5


def test_what_was_copied_here_is_known_again_when_it_is_pasted(tab, qtbot, settled):
    tab.table.setFocus()
    qtbot.keyClick(tab.table, Qt.Key.Key_A, CTRL)
    qtbot.keyClick(tab.table, Qt.Key.Key_C, CTRL)
    dialog = paste(tab, qtbot, settled, QGuiApplication.clipboard().text())
    assert dialog.title.text() == "No new rows"
    assert "5 rows are in the garage already." in dialog.understood.text()
    assert not dialog.add_button.isEnabled()
    # Its words stand together: no room is left for rows that are not there.
    qtbot.waitUntil(lambda: dialog.height() < 240)
    assert dialog.understood.y() - dialog.title.geometry().bottom() < 24
    dialog.reject()


def test_nothing_is_added_while_its_columns_are_looked_at_anew(tab, qtbot, settled):
    dialog = paste(
        tab, qtbot, settled,
        "Date\tWhat was done\tTotal\tShelf\n2026-11-02\tWiper blades\t31.50\tA\n"
        "17.10.2026\tOil and filter\t213.30\t\n",
    )  # fmt: skip
    assert dialog.add_button.isEnabled()
    box = dialog.columns.previews[3].box
    box.setFocus()
    qtbot.keyClicks(box, "Not")
    assert box.currentText() == "Notes"
    for _look in range(2):
        dialog.again.toggle()
        assert not dialog.add_button.isEnabled()
    dialog.add()
    settled()
    assert dialog.isVisible()
    assert dialog.add_button.isEnabled()
    dialog.reject()


@pytest.mark.parametrize(("rows", "room"), [(1, 1), (4, 4), (30, 6)])
def test_the_preview_is_as_high_as_its_rows_up_to_a_few(tab, qtbot, settled, rows, room):
    lines = "".join(f"2026-10-{day:02}\tWiper blade {day}\n" for day in range(1, rows + 1))
    dialog = paste(tab, qtbot, settled, f"Date\tWhat was done\n{lines}")
    view = dialog.table.viewport()
    qtbot.waitUntil(lambda: 0 <= view.height() - room * ROW_HEIGHT < ROW_HEIGHT // 2)
    assert dialog.add_button.geometry().bottom() < dialog.height()
    dialog.reject()


def test_the_last_row_does_not_lie_below_the_bar_that_scrolls_the_columns(tab, qtbot, settled):
    titles = ("Date", "What was done", "Total", "Supplier", "Odometer", "Notes", "Kind", "Invoice")
    row = ("2026-10-05", "Wiper blade", "31.50", "Huber", "84000", "in front", "Service", "R 12")
    dialog = paste(tab, qtbot, settled, "\t".join(titles) + "\n" + "\t".join(row) + "\n")
    view = dialog.table.viewport()
    qtbot.waitUntil(lambda: dialog.table.horizontalScrollBar().maximum() > 0)
    qtbot.waitUntil(lambda: view.height() >= ROW_HEIGHT)
    dialog.reject()


def test_rows_without_titles_are_read_in_the_order_of_the_table(tab, qtbot, settled):
    row = "2 Nov 2026\tService\tWiper blades\t\tHuber\t83,000\t31.50\n"
    dialog = paste(tab, qtbot, settled, row)
    assert dialog.title.text() == "1 new row"
    dialog.add_button.click()
    settled()
    shown = words(tab, 0)
    assert (shown["title"], shown["supplier"], shown["odometer"], shown["total"]) == (
        "Wiper blades", "Huber", "83,000", "31.50",
    )  # fmt: skip


# ---------------------------------------------------------------------- what is kept


@contextmanager
def again(desk, store, qtbot, vehicle, tab="service"):
    """The page after the program was closed and opened once more, until that is closed as well."""
    desk.stop()
    settle(qtbot, desk)
    settings = store.read(lambda reader: reader.settings())
    assert settings["region"] == "IE"
    later = Desk(store, settings, clock=lambda: datetime(2026, 11, 18, 11, tzinfo=UTC))
    page = opened(later, qtbot, vehicle, tab)
    try:
        yield page
    finally:
        # One nobody holds, left open, is collected with its desk and hidden when that is gone.
        page.close()
        later.stop()
        later.close()


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
