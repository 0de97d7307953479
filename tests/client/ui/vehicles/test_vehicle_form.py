"""The form of a new vehicle: what is wrong or odd is said where it is typed, before it is kept."""

import pytest
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from client.operations.records import add
from client.store import Query
from client.ui.vehicles.vehicle_form import VehicleForm
from garage.records import Vehicle, kind_named


@pytest.fixture
def form(desk, qtbot, settled):
    """The form, open in a window of its own."""
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    made = VehicleForm(desk, window)
    made.open()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    if isValid(made):
        made.done(0)
    settled()


@pytest.fixture
def typed(form, qtbot, settled):
    """Type into a field and go on to another; gives the field."""

    def work(name, text):
        line = form.vin if name == "vin" else form.fields[name].line
        line.setFocus()
        line.selectAll()
        qtbot.keyClicks(line, text)
        form.fields["make" if name != "make" else "model"].setFocus()
        settled()
        return form.fields[name]

    return work


def test_a_year_that_is_none_is_told_as_soon_as_it_is_left(typed, form, qtbot):
    field = typed("year", "abc")
    assert "abc" in field.error
    field.setFocus()
    qtbot.keyClicks(field.line, "2")
    assert field.error == ""


def test_a_year_that_has_not_come_is_asked_about(typed):
    assert typed("year", "2050").caution == "2050 has not come yet; check the year."
    assert typed("year", "2016").caution == ""


def test_a_number_with_a_wrong_check_digit_is_asked_about(typed):
    assert "check digit" in typed("vin", "1HGCM82633A004353").caution
    assert typed("vin", "1HGCM82633A004352").caution == ""


def test_a_second_vehicle_of_the_same_name_or_number_is_asked_about_and_can_be_kept(
    typed, form, store, settled
):
    vin = "TMBJJ7NE8G0123456"
    add(store, kind_named("vehicle"), {"name": "Octavia", "vin": vin})
    name, number = typed("name", "octavia"), typed("vin", vin)
    assert name.caution.startswith("Another vehicle is called octavia")
    assert number.caution == "Octavia has this number already; add each vehicle once."
    form.save()
    settled()
    assert len(store.read(lambda reader: reader.all(Vehicle, Query()))) == 2
