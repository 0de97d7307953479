"""The line of quick add in the whole window, and the range that the chart calls usual."""

import re
import sqlite3
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt

from client.operations.records import add
from client.operations.vehicle_overview import vehicle_page
from client.store import Query
from client.ui.routes import GARAGE, VEHICLE, Route
from client.ui.shell.shell import Shell
from client.ui.vehicles.economy_series import economy_series
from client.ui.vehicles.garage_page import GaragePage
from client.ui.vehicles.shown import Shown
from client.ui.vehicles.vehicle_form import VehicleForm
from client.ui.vehicles.vehicle_page import FUEL, VehiclePage
from garage.records import FillUp, Vehicle, kind_named

from .conftest import TODAY, fill_values


def fills(store):
    return store.read(lambda reader: reader.all(FillUp, Query()))


@pytest.fixture
def window(desk, octavia, qtbot, settled):
    """The whole window on the fuel log, with the keyboard in the line."""
    made = Shell(desk, {GARAGE: GaragePage, VEHICLE: VehiclePage})
    qtbot.addWidget(made)
    made.resize(1224, 836)
    made.show()
    made.begin(Route(VEHICLE, octavia, FUEL))
    settled()
    made.activateWindow()
    made.page.fuel.quick.start()
    qtbot.waitUntil(made.page.fuel.quick.edit.hasFocus)
    return made


def test_ctrl_z_in_the_line_takes_a_quick_fill_up_back(window, store, qtbot, settled):
    edit = window.page.fuel.quick.edit
    qtbot.keyClicks(edit, "45.2 l 16400 km")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    settled()
    assert len(fills(store)) == 9
    # Without a window manager the window does not always stay active.
    window.activateWindow()
    qtbot.waitUntil(edit.hasFocus)
    qtbot.keyClick(edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settled()
    assert (len(fills(store)), edit.text()) == (8, "")


def test_ctrl_z_in_a_line_with_words_takes_back_words_alone(window, store, qtbot, settled):
    edit = window.page.fuel.quick.edit
    qtbot.keyClicks(edit, "45.2 l")
    qtbot.keyClick(edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settled()
    assert (len(fills(store)), edit.text()) == (8, "")


@pytest.fixture
def press_thrice(store, qtbot, settled):
    """Press Enter three times while another program holds the database, then let it go."""

    def press(line):
        other = sqlite3.connect(store.path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        for _time in range(3):
            qtbot.keyClick(line, Qt.Key.Key_Return)
        other.execute("ROLLBACK")
        other.close()
        settled()

    return press


def test_enter_again_while_the_line_is_being_kept_keeps_it_once(
    window, store, qtbot, settled, press_thrice
):
    edit = window.page.fuel.quick.edit
    qtbot.keyClicks(edit, "45.2 l 16400 km")
    press_thrice(edit)
    assert (len(fills(store)), edit.text()) == (9, "")
    qtbot.keyClicks(edit, "40 l 17000 km")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    settled()
    assert len(fills(store)) == 10


def test_enter_again_while_a_form_is_being_kept_keeps_it_once(window, store, qtbot, press_thrice):
    form = VehicleForm(window.desk, window)
    form.open()
    name = form.fields["name"].line
    qtbot.keyClicks(name, "Herbie")
    press_thrice(name)
    cars = store.read(lambda reader: reader.all(Vehicle, Query()))
    assert sorted(car.name for car in cars) == ["Herbie", "Octavia"]


def test_an_odometer_that_is_asked_about_is_grouped_as_the_region_has_it(window, settled):
    quick = window.page.fuel.quick
    quick.edit.setText("45 l 1200 km")
    settled()
    assert quick.question.text().startswith("1,200 km is less than the last reading, ")
    assert re.search(r"[0-9]{2},[0-9]{3} km\.$", quick.question.text())


def test_the_usual_range_is_that_of_the_span_shown(desk, store, settled):
    car = add(store, kind_named("vehicle"), {"name": "Polo", "energies": ("petrol",)}).ids[0]
    for place in range(20):
        litres = "100.00" if place < 12 else "50.00"
        day = date(2025, 4, 1) + timedelta(days=30 * place)
        add(store, kind_named("fill_up"), fill_values(car, day, 1_000 * (1 + place), litres))
    page = store.read(lambda reader: vehicle_page(reader, car, TODAY))
    shown = Shown(desk.preferences, TODAY)
    bands = [economy_series(page.overview.economy, span, shown).band for span in ("6", "all")]
    assert sorted(bands[0]) == [5.0, 5.0]
    assert sorted(bands[1]) == [5.0, 10.0]


@pytest.mark.parametrize(("region", "amount"), [("DE", "45,2 l"), ("US", "45.2 gal")])
def test_what_is_missing_is_asked_for_as_the_region_writes_it(
    region, amount, window, desk, qtbot, settled
):
    desk.change_settings(desk, {"region": region})
    settled()
    quick = window.page.fuel.quick
    qtbot.keyClicks(quick.edit, "67 eur 17300 km")
    qtbot.keyClick(quick.edit, Qt.Key.Key_Return)
    assert f"as “{amount}”" in quick.question.text()
