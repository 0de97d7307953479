"""The form of a new vehicle: what is wrong or odd is said where it is typed, before it is kept."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from client.operations.records import add
from client.store import Query
from client.ui.vehicles.vehicle_form import VehicleForm
from garage.records import OdometerReading, Specification, Vehicle, kind_named


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


def test_enter_in_the_number_looks_it_up_first(form, store, qtbot, settled):
    form.fields["name"].set_text("Civic")
    form.vin.setFocus()
    qtbot.keyClicks(form.vin, "1HGCM82633A004352")
    qtbot.keyClick(form.vin, Qt.Key.Key_Return)
    settled()
    assert form.isVisible()
    assert form.fields["make"].text() == "Honda"
    qtbot.keyClick(form.vin, Qt.Key.Key_Return)
    settled()
    (kept,) = store.read(lambda reader: reader.all(Vehicle, Query()))
    assert (kept.name, kept.make) == ("Civic", "Honda")


def test_enter_again_while_a_number_is_looked_up_adds_nothing_yet(
    form, desk, store, settled, qtbot
):
    form.fields["name"].set_text("Civic")
    form.vin.setFocus()
    qtbot.keyClicks(form.vin, "1HGCM82633A004352")
    desk.workers.hold()
    qtbot.keyClick(form.vin, Qt.Key.Key_Return)
    qtbot.keyClick(form.vin, Qt.Key.Key_Return)
    desk.workers.release()
    settled()
    assert (form.isVisible(), form.fields["make"].text()) == (True, "Honda")
    assert not store.read(lambda reader: reader.all(Vehicle, Query()))


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


def kept(store):
    """The one vehicle and what its odometer showed."""
    (vehicle,) = store.read(lambda reader: reader.all(Vehicle, Query()))
    readings = store.read(lambda reader: reader.all(OdometerReading, Query(owner=vehicle.id)))
    return vehicle, [(each.odometer.text, each.date.day) for each in readings]


def test_what_the_odometer_shows_is_a_reading_of_today_and_one_undo_takes_both(
    typed, form, store, desk, settled
):
    typed("name", "Zoe")
    form.unit.setCurrentIndex(form.unit.findData("mi"))
    typed("odometer", "12 345")
    typed("tank", "45")
    form.save()
    settled()
    vehicle, readings = kept(store)
    assert (vehicle.distance_unit, vehicle.tank.text) == ("mi", "45 L")
    assert readings == [("12345 mi", desk.today())]
    store.undo()
    assert store.read(lambda reader: reader.all(Vehicle, Query())) == []
    assert store.read(lambda reader: reader.all(OdometerReading, Query())) == []


def test_a_vehicle_without_these_figures_has_none(typed, form, store, settled):
    typed("name", "Zoe")
    form.save()
    settled()
    vehicle, readings = kept(store)
    assert (vehicle.tank, vehicle.battery, readings) == (None, None, [])


def test_figures_that_are_none_or_odd_are_told_where_they_are_typed(typed, form, store, settled):
    typed("name", "Zoe")
    assert "plenty" in typed("tank", "plenty").error
    assert "much" in typed("odometer", "much").error
    form.save()
    settled()
    assert store.read(lambda reader: reader.all(Vehicle, Query())) == []
    typed("tank", "45")
    assert typed("odometer", "9 000 000").caution == (
        "9,000,000 km is more than vehicles run in their lives; check the digits and the unit."
    )


@pytest.mark.parametrize(
    ("energies", "asked"),
    [
        ("None, or not known", ["tank"]),
        ("Diesel", ["tank"]),
        ("Electricity", ["battery"]),
        ("Petrol + Electricity", ["tank", "battery"]),
    ],
)
def test_what_is_charged_is_asked_for_its_battery(form, energies, asked):
    form.energies.setCurrentText(energies)
    assert [name for name in ("tank", "battery") if form.fields[name].isVisible()] == asked


def test_what_was_typed_for_a_tank_that_is_none_is_not_kept(typed, form, store, settled):
    typed("name", "Zoe")
    typed("tank", "45")
    form.energies.setCurrentText("Electricity")
    typed("battery", "52")
    form.save()
    settled()
    vehicle, _readings = kept(store)
    assert (vehicle.tank, vehicle.battery.text) == (None, "52 kWh")


def test_the_odometers_unit_is_spoken_with_it_and_follows_the_choice(form):
    assert form.odometer.accessibleName() == "Odometer now (km)"
    form.unit.setCurrentIndex(form.unit.findData("mi"))
    assert (form.odometer.accessibleName(), form.odometer.unit) == ("Odometer now (mi)", "mi")


def looked_up(form, qtbot, number):
    """Type a number and have it looked up."""
    form.vin.setFocus()
    form.vin.selectAll()
    qtbot.keyClicks(form.vin, number)
    form.look_up_button.click()


def test_a_number_that_is_corrected_while_it_is_looked_up_fills_in_nothing(
    form, desk, store, qtbot, settled
):
    form.fields["name"].set_text("Civic")
    desk.workers.hold()
    looked_up(form, qtbot, "1HGCM82633A004352")
    form.vin.selectAll()
    qtbot.keyClicks(form.vin, "WVWZZZ1KZ6W000001")
    desk.workers.release()
    settled()
    assert form.look_up_button.isEnabled()
    assert (form.fields["make"].text(), form.energies.chosen) == ("", ())
    assert not form.told.isVisible()
    assert not form.facts.isVisible()
    form.save()
    settled()
    assert kept(store)[0].make == ""
    assert store.read(lambda reader: reader.all(Specification, Query())) == []


def test_what_a_number_filled_in_goes_with_it_but_where_it_was_changed(form, qtbot, settled):
    looked_up(form, qtbot, "1HGCM82633A004352")
    settled()
    assert (form.fields["make"].text(), form.energies.chosen) == ("Honda", ("petrol",))
    form.fields["model"].set_text("Accord Coupé")
    form.vin.setFocus()
    qtbot.keyClick(form.vin, Qt.Key.Key_Backspace)
    assert (form.fields["make"].text(), form.energies.chosen) == ("", ())
    assert form.fields["model"].text() == "Accord Coupé"
    assert not form.told.isVisible()
    assert not form.facts.isVisible()
    settled()


def test_what_is_typed_while_a_number_is_looked_up_stays(form, desk, qtbot, settled):
    desk.workers.hold()
    looked_up(form, qtbot, "1HGCM82633A004352")
    form.fields["make"].set_text("Honda of America")
    desk.workers.release()
    settled()
    assert form.fields["make"].text() == "Honda of America"
    assert form.fields["model"].text() in form.told.text()
    assert "Honda" not in form.told.text()


def test_a_slip_in_a_number_that_was_looked_up_costs_none_of_what_it_tells(
    form, store, qtbot, settled
):
    form.fields["name"].set_text("Civic")
    looked_up(form, qtbot, "1HGCM82633A004352")
    settled()
    form.vin.setFocus()
    qtbot.keyClicks(form.vin, "x")
    qtbot.keyClick(form.vin, Qt.Key.Key_Backspace)
    settled()
    assert form.fields["make"].text() == ""
    qtbot.keyClick(form.vin, Qt.Key.Key_Return)
    settled()
    assert (form.isVisible(), form.fields["make"].text()) == (True, "Honda")
    qtbot.keyClick(form.vin, Qt.Key.Key_Return)
    settled()
    assert kept(store)[0].make == "Honda"
    assert store.read(lambda reader: reader.all(Specification, Query()))


def test_a_number_that_is_come_back_to_after_another_is_looked_up_again(form, desk, qtbot, settled):
    form.fields["name"].set_text("Civic")
    desk.workers.hold()
    looked_up(form, qtbot, "1HGCM82633A004352")
    qtbot.keyClicks(form.vin, "x")
    desk.workers.release()
    settled()
    qtbot.keyClick(form.vin, Qt.Key.Key_Backspace)
    qtbot.keyClick(form.vin, Qt.Key.Key_Return)
    settled()
    assert (form.isVisible(), form.fields["make"].text()) == (True, "Honda")
