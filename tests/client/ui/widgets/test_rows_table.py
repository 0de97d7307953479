"""The rows table: changes by difference, sorting, copying, and size."""

from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QWidget

from client.ui.theme import colour
from client.ui.widgets.rows_diff import rows_diff
from client.ui.widgets.rows_model import Column, RowsModel
from client.ui.widgets.rows_table import RowsTable


@dataclass(frozen=True, slots=True)
class Fill:
    """A row of the tests."""

    id: str
    litres: float | None
    station: str = "Shell"
    flagged: bool = False


FILLS = [Fill("a", 44.6), Fill("b", None, "Jet"), Fill("c", 20.0, "Aral"), Fill("d", 47.8)]


def made_model(rows=FILLS, formatted=None):
    """A model of three columns; formatted ids are noted if a list is given."""

    def litres(fill):
        if formatted is not None:
            formatted.append(fill.id)
        return "" if fill.litres is None else f"{fill.litres:.2f}"

    columns = (
        Column("station", "Station", lambda fill: fill.station, lambda fill: fill.station),
        Column("litres", "Volume, l", litres, lambda fill: fill.litres, number=True),
        Column("note", "Note", lambda fill: "two\nlines", tooltip=lambda fill: fill.id),
    )
    model = RowsModel(columns, lambda fill: fill.id, lambda fill: fill.flagged)
    model.set_rows(rows)
    return model


def ids(model):
    """The ids in the order shown."""
    return [model.id_at(place) for place in range(model.rowCount())]


@pytest.fixture
def table(qtbot):
    """A table of the four fills, shown and active."""
    widget = RowsTable(made_model(), "Fill-ups")
    widget.resize(500, 300)
    qtbot.addWidget(widget)
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()
    return widget


def recorded(model):
    """A list that fills with what the model tells its views."""
    told = []
    model.rowsRemoved.connect(lambda parent, first, last: told.append(("out", first, last)))
    model.rowsInserted.connect(lambda parent, first, last: told.append(("in", first, last)))
    model.dataChanged.connect(lambda top, bottom: told.append(("changed", top.row())))
    model.modelReset.connect(lambda: told.append(("reset",)))
    return told


def test_new_rows_tell_only_what_differs(qapp):
    model = made_model()
    told = recorded(model)
    changed = replace(FILLS[3], litres=48.0)
    model.set_rows([FILLS[0], FILLS[2], Fill("e", 1.0), Fill("f", 2.0), changed])
    assert told == [("out", 1, 1), ("in", 2, 3), ("changed", 4)]
    assert ids(model) == ["a", "c", "e", "f", "d"]


def test_the_same_rows_tell_nothing(qapp):
    model = made_model()
    told = recorded(model)
    model.set_rows([replace(fill) for fill in FILLS])
    assert told == []


def test_a_moved_row_is_taken_out_and_put_in_alone(qapp):
    model = made_model()
    told = recorded(model)
    model.set_rows([FILLS[3], *FILLS[:3]])
    assert told == [("out", 3, 3), ("in", 0, 0)]


@given(
    st.lists(st.integers(0, 20), unique=True, max_size=15),
    st.lists(st.integers(0, 20), unique=True, max_size=15),
)
def test_taking_out_and_putting_in_turns_one_list_into_the_other(old, new):
    rows = list(old)
    diff = rows_diff(old, new)
    for run in diff.removed:
        del rows[run.start : run.start + run.count]
    for run in diff.inserted:
        rows[run.start : run.start] = new[run.start : run.start + run.count]
    assert rows == new
    assert sum(run.count for run in diff.removed) <= len(old)
    if old == new:
        assert diff.removed == diff.inserted == ()


def test_the_model_keeps_qts_rules_while_it_changes(qtbot):
    model = made_model()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.sort(1, Qt.SortOrder.DescendingOrder)
    model.set_rows([FILLS[2], Fill("z", 99.0), FILLS[0]])
    model.set_rows([])
    assert tester.model() is model


def test_sorting_orders_by_the_key_and_leaves_what_has_none_last(qapp):
    model = made_model()
    model.sort(1, Qt.SortOrder.AscendingOrder)
    assert ids(model) == ["c", "a", "d", "b"]
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert ids(model) == ["d", "a", "c", "b"]
    model.sort(-1)
    assert ids(model) == ["a", "b", "c", "d"]


def test_the_order_picked_holds_for_rows_that_come_later(qapp):
    model = made_model()
    model.sort(1)
    told = recorded(model)
    model.set_rows([*FILLS, Fill("e", 30.0)])
    assert ids(model) == ["c", "e", "a", "d", "b"]
    assert told == [("in", 1, 1)]


def test_a_kept_index_follows_its_row_through_sorting(qapp):
    model = made_model()
    kept = QPersistentModelIndex(model.index(0, 1))
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert model.id_at(kept.row()) == "a"


def test_selected_rows_are_copied_as_a_table_for_a_spreadsheet(qtbot, table):
    table.selectRow(0)
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text()
    assert copied == "Station\tVolume, l\tNote\nShell\t44.60\ttwo lines"


def test_the_header_sorts_by_keyboard(qtbot, table):
    header = table.horizontalHeader()
    qtbot.keyClick(header, Qt.Key.Key_Right)
    qtbot.keyClick(header, Qt.Key.Key_Return)
    assert ids(table.rows) == ["c", "a", "d", "b"]
    qtbot.keyClick(header, Qt.Key.Key_Space)
    assert ids(table.rows) == ["d", "a", "c", "b"]


def test_enter_and_a_double_click_open_a_row(qtbot, table):
    table.selectRow(2)
    with qtbot.waitSignal(table.opened) as said:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert said.args == [FILLS[2]]
    place = table.visualRect(table.rows.index(1, 0)).center()
    with qtbot.waitSignal(table.opened) as said:
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
        qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert said.args == [FILLS[1]]


def test_the_selection_stays_with_its_row_when_rows_come_and_go(table):
    assert table.select_id("c")
    table.rows.set_rows([Fill("new", 1.0), *FILLS[1:]])
    assert table.selected_rows() == [FILLS[2]]
    assert not table.select_id("a")


def without(model, *gone):
    """The rows of a model as they are after some were deleted."""
    model.set_rows([fill for fill in FILLS if fill.id not in gone])


def test_the_row_that_comes_in_the_place_of_a_deleted_one_is_selected(table):
    table.setFocus()
    table.selectRow(1)
    without(table.rows, "b")
    assert [row.id for row in table.selected_rows()] == ["c"]
    assert table.currentIndex().row() == 1
    without(table.rows, "b", "c")
    assert [row.id for row in table.selected_rows()] == ["d"]
    without(table.rows, "b", "c", "d")
    assert [row.id for row in table.selected_rows()] == ["a"]


def test_nothing_is_selected_in_the_place_of_what_a_filter_hides(qtbot, table):
    other = QWidget(table, Qt.WindowType.Widget)
    other.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    other.show()
    other.setFocus()
    table.selectRow(1)
    without(table.rows, "b")
    assert table.selected_rows() == []


def test_a_selected_row_that_moves_stays_selected(table):
    table.selectRow(3)
    table.rows.set_rows([FILLS[3], *FILLS[:3]])
    assert [row.id for row in table.selected_rows()] == ["d"]


def test_copying_no_row_leaves_the_clipboard_as_it_is(qtbot, table):
    QGuiApplication.clipboard().setText("kept")
    table.clearSelection()
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "kept"


def test_flagged_selected_and_hovered_rows_have_their_own_surface(qtbot, table):
    table.rows.set_rows([FILLS[0], replace(FILLS[1], flagged=True), *FILLS[2:]])
    table.clearSelection()
    table.selectRow(2)
    table.hover(3)
    image = table.viewport().grab().toImage()
    surfaces = [image.pixelColor(4, 36 * place + 4) for place in range(4)]
    wanted = ("surface_raised", "warn_soft", "surface_selected", "surface_hover")
    assert surfaces == [colour(role) for role in wanted]


def test_rows_stay_36_high_and_the_width_is_used_up(table):
    assert {table.rowHeight(place) for place in range(4)} == {36}
    assert sum(table.columnWidth(place) for place in range(3)) == table.viewport().width()


def test_of_a_hundred_thousand_rows_only_those_in_view_are_formatted(qtbot):
    formatted = []
    rows = [Fill(str(number), float(number)) for number in range(100_000)]
    table = RowsTable(made_model(rows, formatted), "Fill-ups")
    qtbot.addWidget(table)
    table.resize(500, 400)
    table.show()
    table.viewport().grab()
    table.scrollToBottom()
    table.viewport().grab()
    assert "99999" in formatted
    assert len(set(formatted)) < 60
    assert len(table.viewport().findChildren(QWidget)) == 0


def test_a_great_change_of_many_rows_is_told_at_once(qapp):
    rows = [Fill(str(number), float(number)) for number in range(3_000)]
    model = made_model(rows)
    told = recorded(model)
    model.set_rows(rows[::2])
    assert told == [("reset",)]
    assert model.rowCount() == 1_500
