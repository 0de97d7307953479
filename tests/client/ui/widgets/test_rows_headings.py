"""Sections of a table stand below headings, which are no rows: keys and sorting pass them by."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

from client.ui.widgets.rows_delegate import ROW_HEIGHT
from client.ui.widgets.rows_headings import HEADING_HEIGHT
from client.ui.widgets.rows_model import Column, RowsModel
from client.ui.widgets.rows_table import RowsTable

HEADED = ROW_HEIGHT + HEADING_HEIGHT


@dataclass(frozen=True, slots=True)
class Spec:
    """A row of the tests."""

    name: str
    section: str


SPECS = [Spec("Power", "Engine"), Spec("Bore", "Engine"), Spec("Oil", "Fluids"),
         Spec("Bolts", "Wheels"), Spec("Air", "Wheels")]  # fmt: skip


@pytest.fixture
def holder(qtbot):
    widget = QWidget()
    widget.resize(500, 400)
    qtbot.addWidget(widget)
    return widget


@pytest.fixture
def table(qtbot, holder):
    column = Column("name", "Name", lambda s: s.name, lambda s: s.name, stretch=True, field="name")
    model = RowsModel((column,), lambda spec: spec.name, heading=lambda spec: spec.section)
    model.set_rows(SPECS)
    widget = RowsTable(model, "Specs")
    widget.setParent(holder)
    widget.resize(460, 380)
    with qtbot.waitActive(holder):
        holder.show()
        holder.activateWindow()
    return widget


def headed(table):
    """What stands above each row, and whether there is room for it."""
    rows = table.rows
    found = [(rows.row(n).name, rows.heading_at(n)) for n in range(rows.rowCount())]
    for place, (_, words) in enumerate(found):
        assert table.rowHeight(place) == (HEADED if words else ROW_HEIGHT)
    return found


def test_rows_stay_in_their_sections_however_they_are_sorted_and_filtered(table):
    assert headed(table) == [("Power", "Engine"), ("Bore", ""), ("Oil", "Fluids"),
                             ("Bolts", "Wheels"), ("Air", "")]  # fmt: skip
    table.horizontalHeader().setSortIndicator(0, Qt.SortOrder.AscendingOrder)
    assert headed(table) == [("Bore", "Engine"), ("Power", ""), ("Oil", "Fluids"),
                             ("Air", "Wheels"), ("Bolts", "")]  # fmt: skip
    table.rows.set_rows([SPECS[1], SPECS[3]])
    assert headed(table) == [("Bore", "Engine"), ("Bolts", "Wheels")]
    moved = Spec("Bore", "Wheels")
    table.rows.set_rows([SPECS[3], moved])
    assert headed(table) == [("Bolts", "Wheels"), ("Bore", "")] or headed(table) == [
        ("Bore", "Wheels"), ("Bolts", ""),
    ]  # fmt: skip
    table.fit_rows()
    assert table.sizeHint().height() >= HEADED + ROW_HEIGHT


def test_keys_pass_by_headings_and_a_click_on_one_selects_nothing(table, qtbot):
    table.selectRow(0)
    table.setFocus()
    for _ in range(2):
        qtbot.keyClick(table, Qt.Key.Key_Down)
    assert [row.name for row in table.selected_rows()] == ["Oil"]
    top = table.rowViewportPosition(2)
    heading = QPoint(60, top + HEADING_HEIGHT // 2)
    assert not table.indexAt(heading).isValid()
    row = QPoint(60, top + HEADED - 8)
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=row)
    assert [each.name for each in table.selected_rows()] == ["Oil"]
    said = table.rows.index(2, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Fluids. Name: Oil"


def test_a_cell_below_a_heading_is_changed_in_its_row(table):
    table.editing.text_of = lambda row, column: row.name
    assert table.editing.begin(table.rows.index(2, 0))
    line = table.editing.line
    assert line.geometry().top() >= table.rowViewportPosition(2) + HEADING_HEIGHT
    assert line.height() < ROW_HEIGHT


def test_sections_come_and_go_as_one_looks(table):
    table.rows.heading = None
    table.headings.fit()
    assert {table.rowHeight(place) for place in range(5)} == {ROW_HEIGHT}
    assert table.headings.count == 0
