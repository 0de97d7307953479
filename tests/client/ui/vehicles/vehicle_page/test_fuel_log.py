"""The fuel log on the page: its rows and sums, its keys, its width and its units."""

from datetime import date

from PySide6.QtCore import Qt

from client.operations.records import add, delete
from client.ui.routes import VEHICLE, Route
from client.ui.vehicles.vehicle_page import FUEL, VehiclePage
from garage.records import kind_named
from garage.units import Quantity
from tests.client.ui.vehicles.conftest import fill_values

from .seen import cells, fills, form_of


def test_rows_without_a_figure_say_why_and_the_odd_one_is_flagged(page):
    model = page.fuel.table.rows
    words = {cells(page, at)["odometer"]: cells(page, at)["economy"] for at in range(8)}
    assert words == {
        "15,600": "5.60", "14,800": "16.50", "14,000": "no figure", "12,400": "5.50",
        "12,000": "joins the next", "11,600": "5.40", "10,800": "5.50", "10,000": "first full one",
    }  # fmt: skip
    assert [model.is_flagged(at) for at in range(8)] == [at == 1 for at in range(8)]
    tanks = [cells(page, at)["tank"] for at in range(8)]
    assert tanks[2] == "Missed before"
    assert tanks[4] == "Partial"


def test_filters_leave_their_rows_and_their_sums(page, qtbot):
    assert page.fuel.totals.text() == "8 fill-ups · 393.00 l · €628.80"
    page.fuel.which.button("partial").click()
    assert page.fuel.table.rows.rowCount() == 1
    assert page.fuel.totals.text() == "1 of 8 · 20.00 l · €32.00"
    page.fuel.which.button("flagged").click()
    assert cells(page, 0)["odometer"] == "14,800"


def test_del_puts_the_selected_rows_in_the_trash_and_undo_brings_them_back(
    page, desk, store, qtbot, settled
):
    table = page.fuel.table
    table.selectRow(0)
    table.setFocus()
    page.fuel.delete_selected()
    settled()
    assert len(fills(store)) == 7
    assert cells(page, 0)["odometer"] == "14,800"
    desk.undo()
    settled()
    assert len(fills(store)) == 8
    assert cells(page, 0)["odometer"] == "15,600"


def test_the_keys_of_the_log_change_and_delete_what_is_selected(page, store, qtbot, settled):
    table = page.fuel.table
    page.activateWindow()
    table.selectRow(0)
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_E)
    settled()
    form = form_of(page)
    qtbot.keyClick(form, Qt.Key.Key_Escape)
    assert not form.isVisible()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    settled()
    assert len(fills(store)) == 7


def test_a_narrow_log_leaves_out_first_what_others_tell_and_need_not_be_scrolled(page, settled):
    table = page.fuel.table
    whole = [column.key for column in table.rows.columns]
    gone = []
    for width in range(1400, 480, -20):
        page.resize(width, 700)
        settled()
        left = [whole[place] for place in table.arrangement.shown_sections()]
        gone += [key for key in whole if key not in (*left, *gone)]
        assert not table.horizontalScrollBar().isVisible(), width
        assert page.fuel.chart.isVisible() == (width >= 930)
    in_turn = ["driver", "price", "distance", "station", "tank", "odometer"]
    assert gone == [key for key in in_turn if key in whole]


def test_the_log_follows_the_persons_units(page, desk, store, settled):
    desk.change_settings(page, {"units": {"distance": "mi", "economy": "mpg_uk"}})
    settled()
    settled()
    titles = [column.title for column in page.fuel.table.rows.columns]
    assert "Odometer, mi" in titles
    assert "mpg (UK)" in titles or "mpg" in titles
    assert cells(page, 0)["odometer"] == "9,693"


def test_a_hidden_page_reads_what_changed_when_one_comes_back(page, desk, octavia, store, settled):
    page.hide()
    desk.operate(page, lambda s: delete(s, [fills(s)[0].id]))
    settled()
    page.show()
    page.show_route(Route(VEHICLE, octavia, FUEL))
    settled()
    assert cells(page, 0)["odometer"] == "14,800"


def test_a_car_with_a_plug_and_a_tank_has_both_in_one_log(desk, store, qtbot, settled):
    named = {"name": "Plug-in", "energies": ("petrol", "electric")}
    car = add(store, kind_named("vehicle"), named).ids[0]
    for place in range(6):
        values = fill_values(car, date(2026, 10, 1 + place), 1_000 + place * 300, "20.00")
        if place % 2:
            values["energy"] = Quantity("12.5", "kWh")
            del values["volume"]
        add(store, kind_named("fill_up"), values)
    page = VehiclePage(desk)
    qtbot.addWidget(page)
    page.show()
    page.show_route(Route(VEHICLE, car, FUEL))
    settled()
    assert {cells(page, at)["amount"] for at in range(6)} == {"20.00 l", "12.5 kWh"}
    assert cells(page, 1)["economy"].endswith(" l/100 km")
    page.fuel.energy.setCurrentIndex(page.fuel.energy.findData("electric"))
    page.fuel.energy.activated.emit(page.fuel.energy.currentIndex())
    assert page.fuel.table.rows.rowCount() == 3
    assert page.fuel.totals.text().startswith("3 of 6 · 37.50 kWh")
