"""The form of a vehicle that is there, and what its number fills in and takes back."""

import pytest
from PySide6.QtCore import Qt

from client.operations.records import add
from client.store import Query
from client.ui.vehicles.vehicle_edit import VehicleEdit
from garage.records import Specification, Vehicle, kind_named
from garage.units import Quantity

from .by_keys import kept, press, type_in


def facts_of(store, vehicle):
    return store.read(lambda r: r.count(kind_named("specification"), Query(owner=vehicle)))


@pytest.fixture
def bare(store):
    """A vehicle of which nothing is known but its name."""
    id_ = add(store, kind_named("vehicle"), {"name": "Bare"}).ids[0]
    return store.read(lambda reader: reader.get(Vehicle, id_))


def type_vin(form, vin):
    form.fields["vin"].setFocus()
    form.fields["vin"].line.selectAll()
    type_in(vin)


def test_a_vehicle_is_changed_with_its_units_and_purchase(opened, store, car, octavia, settled):
    form = opened("vehicle", car)
    assert isinstance(form, VehicleEdit)
    form.fields["purchase_price"].setFocus()
    type_in("18400", "12")
    form.fields["distance_unit"].setFocus()
    type_in("mi")
    press(Qt.Key.Key_Return)
    settled()
    after = store.read(lambda reader: reader.get(Vehicle, octavia))
    assert after.purchase_price.text == "18400 EUR"
    assert after.purchase_odometer.text == "12 km"
    assert after.distance_unit == "mi"
    assert (after.energies, after.tank) == (car.energies, Quantity("50", "L"))


def test_a_new_vin_fills_in_what_is_empty_and_brings_its_facts_along(
    opened, desk, store, car, octavia, settled
):
    form = opened("vehicle", car)
    form.fields["vin"].setFocus()
    type_in("1HGCM82633A004352")
    form.look_up_button.click()
    settled()
    assert form.fields["make"].text() == "Škoda"
    assert "more fact" in form.told.text()
    form.save()
    settled()
    after = store.read(lambda reader: reader.get(Vehicle, octavia))
    assert (after.vin, after.make) == ("1HGCM82633A004352", "Škoda")
    facts = store.read(lambda r: r.count(kind_named("specification"), Query(owner=octavia)))
    assert facts > 0
    desk.undo()
    settled()
    assert store.read(lambda reader: reader.get(Vehicle, octavia)).vin == ""


def test_facts_of_a_number_that_was_corrected_are_not_kept(opened, store, car, octavia, settled):
    form = opened("vehicle", car)
    type_vin(form, "1HGCM82633A004352")
    form.look_up_button.click()
    settled()
    assert "more fact" in form.told.text()
    type_vin(form, "WVWZZZ1KZ6W000001")
    assert not form.told.isVisible()
    form.save()
    settled()
    assert store.read(lambda reader: reader.get(Vehicle, octavia)).vin == "WVWZZZ1KZ6W000001"
    assert facts_of(store, octavia) == 0


def test_what_a_number_filled_in_goes_with_it_and_what_was_typed_stays(
    opened, store, bare, settled
):
    form = opened("vehicle", bare)
    type_vin(form, "1HGCM82633A004352")
    form.look_up_button.click()
    settled()
    filled = [form.fields[name].text() for name in ("make", "model", "year")]
    assert filled == ["Honda", "Accord", "2003"]
    assert form.entries["energies"].typed.state() == ("petrol",)
    form.entries["model"].set_text("Golf Plus")
    type_vin(form, "WVWZZZ1KZ6W000001")
    assert [form.fields[name].text() for name in ("make", "model", "year")] == ["", "Golf Plus", ""]
    assert form.entries["energies"].typed.state() == ()
    form.look_up_button.click()
    settled()
    assert form.fields["make"].text() == "Volkswagen"
    form.save()
    settled()
    after = store.read(lambda reader: reader.get(Vehicle, bare.id))
    assert (after.make, after.model, after.year) == ("Volkswagen", "Golf Plus", 2006)
    assert after.type == "car"
    makers = [one.text for one in kept(store, Specification) if one.name == "manufacturer"]
    assert "honda" not in " ".join(makers).lower()


def test_a_number_that_cannot_be_read_drops_the_facts_of_the_one_before(
    opened, store, car, octavia, settled
):
    form = opened("vehicle", car)
    type_vin(form, "1HGCM82633A004352")
    form.look_up_button.click()
    settled()
    type_vin(form, "12")
    form.look_up_button.click()
    settled()
    assert form.fields["vin"].error
    assert not form.told.isVisible()
    # The facts went with the look: the number typed once more is not looked up by that.
    type_vin(form, "1HGCM82633A004352")
    form.save()
    settled()
    assert facts_of(store, octavia) == 0


def test_what_is_read_of_a_number_that_was_corrected_meanwhile_is_not_filled_in(
    opened, desk, store, bare, settled
):
    form = opened("vehicle", bare)
    type_vin(form, "1HGCM82633A004352")
    desk.workers.hold()
    form.look_up_button.click()
    type_vin(form, "WVWZZZ1KZ6W000001")
    desk.workers.release()
    settled()
    assert form.look_up_button.isEnabled()
    assert form.fields["make"].text() == ""
    form.save()
    settled()
    assert facts_of(store, bare.id) == 0


def test_a_number_typed_wrong_is_asked_about_in_the_form_of_a_vehicle(
    opened, store, octavia, settled
):
    car = store.read(lambda reader: reader.get(Vehicle, octavia))
    form = opened("vehicle", car)
    form.fields["vin"].setFocus()
    type_in("1HGCM82633A004353")
    form.fields["make"].setFocus()
    settled()
    assert "check digit" in form.fields["vin"].caution
