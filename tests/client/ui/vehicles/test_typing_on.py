"""Editors in place, typed into without waiting: what is typed meanwhile is not lost."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from client.operations.groups import add_group
from client.operations.records import add
from client.store import Query
from client.ui.routes import VEHICLE, Route
from client.ui.vehicles.group_dialogs import GroupList
from client.ui.vehicles.plan_popovers import CardPopover
from garage.moments import Moment
from garage.records import ChecklistItem, Expense, VehicleGroup, WorkLine, kind_named

from .conftest import fill_values
from .typing_on import press

pytestmark = pytest.mark.usefixtures("impatient")

# ---------------------------------------------------------------------- cells


@pytest.fixture
def expenses(store, octavia):
    """Two expenses; gives (title, supplier) of all, the newest first."""
    for day, title in ((2, "Parking"), (1, "Toll")):
        values = {"vehicle": octavia, "title": title, "date": Moment(date(2026, 11, day))}
        add(store, kind_named("expense"), values)

    def work():
        found = store.read(lambda reader: reader.all(Expense, Query()))
        return sorted((each.title, each.notes) for each in found)

    return work


@pytest.fixture
def cell(go, octavia, expenses):
    """Open the title of the first expense for typing; gives the tab."""
    tab = go(octavia, "expenses")
    table = tab.table
    shown = table.arrangement.shown_sections()
    section = next(at for at in shown if table.rows.columns[at].field == "title")
    table.setFocus()
    table.setCurrentIndex(table.rows.index(0, section))
    QTest.keyClick(table, Qt.Key.Key_F2)
    return tab


def test_what_is_typed_right_after_tab_is_for_the_next_cell(cell, desk, store, settled):
    editing, asked = cell.table.editing, []
    editing.typed.connect(lambda _row, column, text: asked.append((column.field, text)))
    desk.workers.hold()
    press("Garage\tToll\t9")
    desk.workers.release()
    settled()
    assert asked == [("title", "Garage"), ("supplier", "Toll")]
    assert editing.line.text() == "9"
    press("\n")
    settled()
    assert asked[2] == ("total", "9")
    assert not editing.is_open


def test_what_is_typed_ahead_after_tab_stays_in_a_cell_that_is_refused(cell, locked, settled):
    line = cell.table.editing.line
    locked.begin()
    press("Garage\t more")
    settled()
    locked.end()
    assert cell.table.editing.line is line
    assert line.text() == "Garage more"


def test_what_is_typed_right_after_enter_stays_in_the_cell(cell, desk, expenses, settled):
    desk.workers.hold()
    press("Garage\n by")
    desk.workers.release()
    settled()
    assert cell.table.editing.line.text() == "Garage by"
    press(" day\n")
    settled()
    assert not cell.table.editing.is_open
    assert expenses() == [("Garage by day", ""), ("Toll", "")]


def test_tab_after_more_was_typed_goes_on_once_that_is_kept_as_well(cell, desk, expenses, settled):
    desk.workers.hold()
    press("Garage\n by\tToll")
    desk.workers.release()
    settled()
    assert expenses() == [("Garage by", ""), ("Toll", "")]
    assert cell.table.editing.line.text() == "Toll"
    press("\n")
    settled()
    assert not cell.table.editing.is_open


def test_what_is_typed_after_enter_is_kept_when_the_cell_is_left(cell, desk, expenses, settled):
    desk.workers.hold()
    press("Garage\n by")
    cell.table.setFocus()
    desk.workers.release()
    settled()
    assert expenses() == [("Garage by", ""), ("Toll", "")]
    assert not cell.table.editing.is_open


def test_what_is_typed_after_enter_is_kept_when_another_vehicle_is_shown(
    cell, herbie, desk, expenses, settled
):
    desk.workers.hold()
    press("Garage\n by")
    desk.go(Route(VEHICLE, herbie, "expenses"))
    desk.workers.release()
    settled()
    assert expenses() == [("Garage by", ""), ("Toll", "")]


def test_the_answer_about_one_cell_is_not_given_to_the_next(cell, desk, locked, expenses, settled):
    table, told = cell.table, []
    desk.failed.connect(told.append)
    locked.begin()
    desk.workers.hold()
    press("Garage\n")
    QTest.keyClick(table.editing.line, Qt.Key.Key_Escape)
    table.setCurrentIndex(table.rows.index(1, table.currentIndex().column()))
    QTest.keyClick(table, Qt.Key.Key_F2)
    press("Tol")
    desk.workers.release()
    settled()
    locked.end()
    assert len(told) == 1
    assert (table.editing.line.text(), table.editing.complaint.words) == ("Tol", "")
    press("ls\n")
    settled()
    assert expenses() == [("Parking", ""), ("Tolls", "")]


def test_a_cell_that_is_left_for_another_vehicle_is_kept(
    cell, go, herbie, octavia, expenses, settled
):
    press("Garage")
    go(herbie, "expenses")
    assert expenses() == [("Garage", ""), ("Toll", "")]


def test_a_cell_that_is_refused_after_one_has_left_is_told(
    cell, go, herbie, desk, locked, expenses, settled
):
    told = []
    desk.failed.connect(told.append)
    locked.begin()
    press("Garage")
    go(herbie, "expenses")
    locked.end()
    assert not cell.table.editing.is_open
    assert ["in use by another program" in str(each) for each in told] == [True]


def test_a_cell_with_what_cannot_be_kept_does_not_stay_over_another_vehicle(
    go, octavia, herbie, store, desk, settled
):
    values = fill_values(herbie, date(2026, 11, 17), 500, "30.00")
    add(store, kind_named("fill_up"), values)
    log = go(octavia, "fuel")
    table = log.table
    table.setCurrentIndex(table.rows.index(0, table.rows.section_of("amount")))
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_F2)
    said = []
    desk.said.connect(lambda words, _undo: said.append(words))
    press("12 Nm")
    go(herbie, "fuel")
    assert not log.table.editing.is_open
    assert said == ["Not kept: “12 Nm”"]


# ---------------------------------------------------------------------- points of a card


@pytest.fixture
def opened(go, store, octavia):
    """Opens the popover of a card without points, again each time."""
    values = {"vehicle": octavia, "title": "Brakes", "state": "planned"}
    card = add(store, kind_named("plan_item"), values).ids[0]
    tab = go(octavia, "plan")

    def work():
        tab.show_details(card)
        return next(each for each in tab.window().findChildren(CardPopover) if each.isVisible())

    return work


@pytest.fixture
def points(opened):
    """The popover of a card without points."""
    return opened()


def titles(store):
    return [each.title for each in store.read(lambda r: r.all(ChecklistItem, Query(sort="title")))]


def test_the_next_point_is_typed_while_the_one_before_is_being_kept(points, store, desk, settled):
    points.new_point.setFocus()
    desk.workers.hold()
    press("Discs\n\nPads\nFlu")
    desk.workers.release()
    settled()
    assert points.new_point.text() == "Flu"
    assert titles(store) == ["Discs", "Pads"]
    assert [box.title for box in points.boxes] == ["Discs", "Pads"]


def test_the_next_part_is_typed_while_the_one_before_is_being_kept(points, store, desk, settled):
    points.parts.new_part.setFocus()
    desk.workers.hold()
    press("Discs\n\n2 × Pads\nFlu")
    desk.workers.release()
    settled()
    assert points.parts.new_part.text() == "Flu"
    lines = store.read(lambda r: r.all(WorkLine, Query(sort="order")))
    assert [line.title for line in lines] == ["Discs", "Pads"]
    assert len(points.parts.remove_buttons) == 2


def test_a_part_that_was_not_kept_is_in_its_line_again(points, locked, settled):
    points.parts.new_part.setFocus()
    locked.begin()
    press("Discs\n")
    settled()
    locked.end()
    assert points.parts.new_part.text() == "Discs"
    assert "in use by another program" in points.wrong.text()
    press("\n")
    settled()
    assert len(points.parts.remove_buttons) == 1
    assert points.wrong.text() == ""


def test_what_is_begun_at_a_card_stands_there_when_it_is_opened_again(points, opened, settled):
    points.new_point.setText("Flu")
    points.parts.new_part.setText("2 × Pa")
    points.close_popover()
    again = opened()
    assert (again.new_point.text(), again.parts.new_part.text()) == ("Flu", "2 × Pa")
    again.new_point.clear()
    again.close_popover()
    assert opened().new_point.text() == ""


def test_what_was_refused_after_a_card_was_closed_stands_there_again(
    points, opened, desk, locked, settled
):
    told = []
    desk.failed.connect(told.append)
    locked.begin()
    desk.workers.hold()
    for line, text in ((points.new_point, "Flush\n"), (points.parts.new_part, "Pads\n")):
        line.setFocus()
        press(text)
    points.close_popover()
    desk.workers.release()
    settled()
    locked.end()
    assert len(told) == 2
    again = opened()
    assert (again.new_point.text(), again.parts.new_part.text()) == ("Flush", "Pads")


@pytest.mark.parametrize("gone", ["part", "point"])
def test_the_keyboard_stays_where_somebody_types_while_a_row_goes(points, desk, settled, gone):
    for line, text in ((points.new_point, "Flush\n"), (points.parts.new_part, "Pads\n")):
        line.setFocus()
        press(text)
        settled()
    desk.workers.hold()
    if gone == "part":
        points.parts.remove_buttons[0].click()
        line = points.new_point
    else:
        points.remove(points.boxes[0])
        line = points.parts.new_part
    line.setFocus()
    press("Fl")
    desk.workers.release()
    settled()
    press("uid")
    assert line.text() == "Fluid"


# ---------------------------------------------------------------------- groups


@pytest.fixture
def groups(store, desk, go, settled):
    """The list of two groups; gives it, and reads their names."""
    for name in ("Classics", "Work"):
        add_group(store, name, [])
    made = GroupList(desk, QApplication.activeWindow())
    made.open()
    settled()
    yield made
    made.reject()


def names(store):
    return [each.name for each in store.read(lambda r: r.all(VehicleGroup, Query(sort="name")))]


def test_the_next_group_is_named_while_the_one_before_is_being_kept(groups, store, desk, settled):
    lines = [row.name.line for row in groups.rows]
    lines[0].setFocus()
    lines[0].selectAll()
    desk.workers.hold()
    press("Old ones\n")
    lines[1].setFocus()
    lines[1].selectAll()
    press("Job")
    desk.workers.release()
    settled()
    assert QApplication.focusWidget() is lines[1]
    press("s\n")
    settled()
    assert names(store) == ["Jobs", "Old ones"]
    assert [row.name.text() for row in groups.rows] == ["Jobs", "Old ones"]


def test_of_two_names_for_a_group_the_last_one_stays(groups, store, desk, settled):
    line = groups.rows[0].name.line
    line.setFocus()
    desk.workers.hold()
    for name in ("Old ones", "Classics"):
        line.selectAll()
        press(f"{name}\n")
    desk.workers.release()
    settled()
    assert names(store) == ["Classics", "Work"]
    assert line.text() == "Classics"


def test_tab_follows_the_groups_as_they_stand_after_a_name_changed(groups, settled):
    line = groups.rows[0].name.line
    line.setFocus()
    line.selectAll()
    press("Zoo\n")
    settled()
    assert [row.name.text() for row in groups.rows] == ["Work", "Zoo"]
    groups.rows[0].name.line.setFocus()
    press("\t\t")
    assert QApplication.focusWidget() is groups.rows[1].name.line
