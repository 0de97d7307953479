"""The tab of parts: what is in stock, and that one came or went."""

from datetime import date

from PySide6.QtCore import Qt

from client.operations.records import add
from client.store import Query
from garage.moments import Moment
from garage.records import StockMovement, kind_named
from garage.units import Quantity
from tests.client.ui.vehicles.tabs import column

from .conftest import euros


def oil(put, store):
    part = put("part", name="Engine oil", minimum=Quantity("2", "L"), place="Cellar", unit="L")
    bought = {"part": part, "date": Moment(date(2026, 1, 1)), "amount": Quantity("4", "L"),
              "total": euros("60.00")}  # fmt: skip
    add(store, kind_named("stock_movement"), bought)
    return part


def test_plus_and_minus_say_that_one_came_or_went(at, put, store, desk, qtbot, settled):
    oil(put, store)
    tab = at("parts")
    tab.table.selectRow(0)
    tab.table.setFocus()
    assert (column(tab, "stock"), column(tab, "price"), column(tab, "worth")) == (
        ["4 l"], ["€15.00"], ["€60.00"],
    )  # fmt: skip
    for _ in range(3):
        qtbot.keyClick(tab.table, Qt.Key.Key_Minus)
        settled()
    assert column(tab, "stock") == ["1 l"]
    assert tab.table.rows.is_flagged(0)
    assert tab.bar.sums.text().startswith("1 part · 1 to order")
    qtbot.keyClick(tab.table, Qt.Key.Key_Plus)
    settled()
    assert column(tab, "stock") == ["2 l"]
    moved = store.read(lambda reader: reader.all(StockMovement, Query()))
    assert sorted(each.reason for each in moved) == ["bought", "bought", "used", "used", "used"]
    desk.undo()
    settled()
    assert column(tab, "stock") == ["1 l"]
    assert [row.record.name for row in tab.selected()] == ["Engine oil"]
