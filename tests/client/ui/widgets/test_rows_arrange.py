"""A table arranged by a person: columns moved, hidden and widened; cells changed in place."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from client.ui.widgets.columns_popover import ColumnsPopover
from client.ui.widgets.rows_layout import RowsLayout
from client.ui.widgets.rows_model import Column, RowsModel
from client.ui.widgets.rows_table import RowsTable


@dataclass(frozen=True, slots=True)
class Job:
    """A row of the tests."""

    id: str
    title: str
    cost: float


JOBS = [Job("a", "Oil", 90.0), Job("b", "Brakes", 240.0), Job("c", "Horn", 9.0)]
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def columns():
    return (
        Column("title", "Title", lambda job: job.title, lambda job: job.title, field="title"),
        Column("cost", "Cost", lambda job: f"{job.cost:.2f}", lambda job: job.cost, number=True),
        Column("shop", "Shop", lambda job: "Huber", spare=True, width=120),
        Column("note", "Note", lambda job: "–", hidden=True),
    )


@pytest.fixture
def holder(qtbot):
    widget = QWidget()
    widget.resize(700, 400)
    qtbot.addWidget(widget)
    return widget


@pytest.fixture
def table(qtbot, holder):
    model = RowsModel(columns(), lambda job: job.id)
    model.set_rows(JOBS)
    widget = RowsTable(model, "Jobs")
    widget.setParent(holder)
    widget.resize(600, 300)
    with qtbot.waitActive(holder):
        holder.show()
        holder.activateWindow()
    return widget


def titles(table):
    """The titles from left to right, as they are seen."""
    return [table.rows.columns[place].title for place in table.arrangement.shown_sections()]


def test_a_column_is_moved_by_keyboard_and_copied_where_it_stands(qtbot, table):
    header = table.horizontalHeader()
    with qtbot.waitSignal(table.arrangement.changed):
        qtbot.keyClick(header, Qt.Key.Key_Right, ALT)
    assert titles(table) == ["Cost", "Title", "Shop"]
    table.selectRow(0)
    qtbot.keyClick(table, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "Cost\tTitle\tShop\n90.00\tOil\tHuber"


def test_a_column_is_dragged_to_another_place(qtbot, table):
    header = table.horizontalHeader()
    start = QPoint(header.sectionViewportPosition(0) + 40, 16)
    end = QPoint(header.sectionViewportPosition(1) + header.sectionSize(1) - 10, 16)
    qtbot.mousePress(header.viewport(), Qt.MouseButton.LeftButton, pos=start)
    for share in (0.3, 0.6, 1.0):
        step = start + (end - start) * share
        qtbot.mouseMove(header.viewport(), step)
    qtbot.mouseRelease(header.viewport(), Qt.MouseButton.LeftButton, pos=end)
    assert titles(table) == ["Cost", "Title", "Shop"]
    assert table.arrangement.layout.order == ("cost", "title", "shop", "note")


def test_a_width_that_was_chosen_stays_when_the_table_grows(qtbot, table):
    header = table.horizontalHeader()
    before = header.sectionSize(0)
    qtbot.keyClick(header, Qt.Key.Key_Right, CTRL)
    chosen = header.sectionSize(0)
    assert chosen == before + 16
    table.resize(690, 300)
    assert header.sectionSize(0) == chosen
    assert sum(header.sectionSize(place) for place in range(3)) == table.viewport().width()


def test_a_spare_column_gives_way_until_the_person_chooses(table):
    table.resize(250, 300)
    assert titles(table) == ["Title", "Cost"]
    table.arrangement.choose(RowsLayout(hidden=frozenset({"note"})))
    assert titles(table) == ["Title", "Cost", "Shop"]


def test_spare_columns_give_way_in_turn_of_equal_ones_the_last(qtbot):
    turns = {"first": 0, "second": 2, "third": 1, "fourth": 2}
    made = [Column(key, key, lambda job: "", width=100, spare=turns[key]) for key in turns]
    shown = RowsTable(RowsModel(made, lambda job: job.id), "Turns")
    qtbot.addWidget(shown)
    shown.show()
    left = []
    for width in (400, 300, 200, 100):
        shown.resize(width, 300)
        left.append(titles(shown))
    assert left == [
        ["first", "second", "third", "fourth"],
        ["first", "second", "third"],
        ["first", "third"],
        ["first"],
    ]


def test_a_layout_kept_is_the_layout_shown(table):
    layout = RowsLayout(("shop", "title", "cost"), frozenset({"cost"}), {"shop": 200}, "-title")
    table.arrangement.set_layout(RowsLayout.from_json(layout.to_json()))
    assert titles(table) == ["Shop", "Note", "Title"]
    assert table.columnWidth(2) == 200
    assert [table.rows.id_at(place) for place in range(3)] == ["a", "c", "b"]


@pytest.mark.parametrize(
    "kept", [None, 3, [], {"order": 4, "hidden": "x", "widths": ["y"], "sort": 1}, {"order": [1]}]
)
def test_what_is_no_layout_is_taken_for_none(kept):
    assert RowsLayout.from_json(kept) == RowsLayout()


def test_a_column_that_is_not_there_now_keeps_its_place():
    layout = RowsLayout(order=("shop", "driver", "title", "cost"))
    assert layout.ordered(["title", "cost", "shop"]) == ["shop", "title", "cost"]
    assert layout.merged_order(["cost", "shop", "title"]) == ("cost", "shop", "driver", "title")


def test_columns_are_chosen_and_moved_in_the_popover_by_keyboard(qtbot, table):
    popover = ColumnsPopover(table, table.parentWidget())
    table.setFocus()
    popover.open_at(table.mapToGlobal(QPoint(600, 0)))
    assert [popover.list.item(row).text() for row in range(4)] == ["Title", "Cost", "Shop", "Note"]
    popover.list.setCurrentRow(3)
    qtbot.keyClick(popover.list, Qt.Key.Key_Space)
    assert titles(table) == ["Title", "Cost", "Shop", "Note"]
    qtbot.keyClick(popover.list, Qt.Key.Key_Up, ALT)
    assert titles(table) == ["Title", "Cost", "Note", "Shop"]
    qtbot.keyClick(popover.list, Qt.Key.Key_Space)
    assert titles(table) == ["Title", "Cost", "Shop"]
    popover.reset_button.click()
    assert table.arrangement.layout == RowsLayout()
    qtbot.keyClick(popover.list, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not table.parentWidget().findChildren(ColumnsPopover))
    assert table.hasFocus()


def cell(table, row, column):
    return table.visualRect(table.rows.index(row, column)).center()


def test_f2_opens_the_cell_and_enter_gives_what_was_typed(qtbot, table):
    table.editing.text_of = lambda job, column: job.title
    table.selectRow(1)
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_F2)
    line = table.editing.line
    assert (line.text(), line.accessibleName(), line.hasFocus()) == ("Brakes", "Title", True)
    qtbot.keyClicks(line, "Discs")
    with qtbot.waitSignal(table.editing.typed) as said:
        qtbot.keyClick(line, Qt.Key.Key_Return)
    assert said.args[0] == JOBS[1]
    assert said.args[2] == "Discs"


def test_f2_opens_the_cell_nearest_to_the_one_chosen_and_shows_all_of_it(qtbot, holder):
    text = "2026-11-26 07:31, before work"
    model = RowsModel(
        (*columns(), Column("day", "Day", lambda job: "today", field="day")), lambda job: job.id
    )
    model.set_rows(JOBS)
    table = RowsTable(model, "Jobs")
    table.setParent(holder)
    table.resize(600, 300)
    holder.show()
    table.editing.text_of = lambda job, column: text
    opened = []
    for place in (0, 1, 2, 4):
        table.setCurrentIndex(model.index(0, place))
        qtbot.keyClick(table, Qt.Key.Key_F2)
        opened.append(table.editing.line.accessibleName())
        assert table.editing.line.width() > table.fontMetrics().horizontalAdvance(text)
        table.editing.close()
    assert opened == ["Title", "Title", "Day", "Day"]


def test_what_is_wrong_stays_open_with_its_sentence_until_esc(qtbot, table):
    table.editing.text_of = lambda job, column: job.title
    where = cell(table, 0, 0)
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    line = table.editing.line
    qtbot.keyClicks(line, "?")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    table.editing.refuse("That is no title.")
    assert table.editing.complaint.words == "That is no title."
    assert table.editing.complaint.isVisible()
    assert (line.text(), line.hasFocus()) == ("?", True)
    assert line.accessibleDescription() == "That is no title."
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert not table.editing.is_open
    assert table.hasFocus()


def test_a_double_click_on_a_cell_that_is_not_changed_in_place_opens_the_row(qtbot, table):
    table.editing.text_of = lambda job, column: job.title
    where = cell(table, 2, 1)
    with qtbot.waitSignal(table.opened) as said:
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=where)
        qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert said.args == [JOBS[2]]
    assert not table.editing.is_open


def test_the_open_line_stays_with_its_row_when_others_come(qtbot, table):
    table.editing.text_of = lambda job, column: job.title
    table.selectRow(0)
    qtbot.keyClick(table, Qt.Key.Key_F2)
    top = table.editing.line.y()
    table.rows.set_rows([Job("new", "New", 1.0), *JOBS])
    assert table.editing.line.y() == top + 36
    table.editing.close()


def test_ctrl_a_and_shift_click_select_many(qtbot, table):
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_A, CTRL)
    assert len(table.selected_rows()) == 3
    left, shift = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier
    qtbot.mouseClick(table.viewport(), left, pos=cell(table, 0, 1))
    qtbot.mouseClick(table.viewport(), left, shift, cell(table, 1, 1))
    assert [job.id for job in table.selected_rows()] == ["a", "b"]
    qtbot.mouseClick(table.viewport(), left, CTRL, cell(table, 0, 1))
    assert [job.id for job in table.selected_rows()] == ["b"]


def test_the_menu_key_opens_the_menu_at_the_row_of_the_keyboard(qtbot, table):
    table.selectRow(1)
    table.setFocus()
    pressed = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), QPoint(0, 0))
    with qtbot.waitSignal(table.menu_wanted) as said:
        QApplication.sendEvent(table.viewport(), pressed)
    where, about_columns = said.args
    assert table.viewport().mapFromGlobal(where).y() in range(36, 73)
    assert not about_columns


def test_the_head_has_a_menu_about_its_columns(qtbot, table):
    header = table.horizontalHeader()
    pressed = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(10, 10), QPoint(10, 10))
    with qtbot.waitSignal(table.menu_wanted) as said:
        QApplication.sendEvent(header.viewport(), pressed)
    assert said.args[1] is True


def test_a_title_without_an_order_leaves_the_rows_sorted_as_they_were(qtbot, table):
    header = table.horizontalHeader()
    qtbot.keyClick(header, Qt.Key.Key_Right)
    qtbot.keyClick(header, Qt.Key.Key_Space)
    assert table.arrangement.layout.sort == "cost"
    qtbot.keyClick(header, Qt.Key.Key_Right)
    qtbot.keyClick(header, Qt.Key.Key_Space)
    shop = QPoint(header.sectionViewportPosition(2) + 40, header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=shop)
    assert header.sortIndicatorSection() == 1
    assert [table.rows.row(place).id for place in range(3)] == ["c", "a", "b"]
    table.arrangement.set_layout(RowsLayout(sort="shop"))
    assert header.sortIndicatorSection() == -1
