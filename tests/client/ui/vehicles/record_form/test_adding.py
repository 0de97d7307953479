"""A new record is typed by keys alone: as people say it, and for the vehicle it is meant for."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from shiboken6 import isValid

from client.operations.records import add
from client.operations.whole_record import children_of
from garage.money import Money
from garage.periods import Period
from garage.records import Expense, FillUp, OdometerReading, Reminder, Service, Vehicle, kind_named
from garage.units import Quantity
from tests.client.ui.vehicles.conftest import TODAY

from .by_keys import kept, lines_of, press, type_in, typed_at


def test_a_service_with_its_lines_is_typed_by_keys_alone_and_kept_as_one(
    opened, desk, store, settled
):
    told = []
    opened("service", done=told.append)
    # Title, day, odometer, total, done by; then rows of title, kind, part, number, quantity, cost.
    type_in("Oil change", "", "15700", "74.90", "Own garage")
    type_in("", "Engine oil", "", "", "G 052", "4.7 l", "60")
    type_in("", "Filter", "", "", "", "1", "14.90")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    settled()
    (service,) = kept(store, Service)
    assert (service.title, service.odometer.text, service.total.text) == (
        "Oil change", "15700 km", "74.90 EUR",
    )  # fmt: skip
    assert service.date.day == TODAY
    assert lines_of(store, service) == [("Engine oil", "60"), ("Filter", "14.90")]
    (first, _second) = store.read(lambda reader: children_of(reader, service))
    assert (first.quantity.text, first.part_number, first.type) == ("4.7 L", "G 052", "part")
    assert [changes.operation for changes in told] == ["add"]
    desk.undo()
    settled()
    assert kept(store, Service) == []
    desk.redo()
    settled()
    assert lines_of(store, kept(store, Service)[0]) == [("Engine oil", "60"), ("Filter", "14.90")]


def test_another_unit_and_another_currency_are_understood_and_said(opened, store, settled):
    form = opened("expense")
    type_in("Ferry", "6 nov", "45 GBP", "", "", "9000 mi")
    assert form.fields["odometer"].line.unit == "= 14,484 km"
    assert form.fields["total"].line.unit == "£45.00"
    assert form.fields["date"].line.unit == "Fri 6 Nov"
    press(Qt.Key.Key_Return)
    settled()
    (expense,) = kept(store, Expense)
    assert expense.odometer.text == "9000 mi"
    assert expense.total.text == "45 GBP"
    assert expense.date.day == date(2026, 11, 6)


def test_a_reminder_takes_periods_as_they_are_said(opened, store, settled):
    form = opened("reminder")
    form.fields["title"].setFocus()
    type_in("Oil", "", "1 Mar 2027", "", "1 year", "15000")
    press(Qt.Key.Key_Return)
    settled()
    reminder = next(one for one in kept(store, Reminder) if one.title == "Oil")
    assert (reminder.every.iso, reminder.every_distance.text) == ("P1Y", "15000 km")


def test_how_often_a_reminder_repeats_has_an_example_and_is_typed_in_one_word(
    opened, store, octavia, settled
):
    form = opened("reminder")
    every = form.entries["every"]
    assert every.line.placeholderText() == "e.g. 6 months"
    type_in("Chain", "")
    for name, text in (("due", "1 Dec 2026"), ("every", "monthly")):
        form.entries[name].line.setFocus()
        QTest.keyClicks(typed_at(), text)
    assert every.typed.unit == "1 month"
    press(Qt.Key.Key_Return)
    settled()
    made = next(each for each in kept(store, Reminder) if each.title == "Chain")
    assert made.every == Period(1, "M")


def test_what_a_new_one_begins_with_is_kept_and_counts_as_no_change(opened, store, settled):
    form = opened("service", preset={"title": "Brakes", "total": Money("310.00", "EUR")})
    assert form.fields["total"].text() == "310.00"
    assert not form.is_changed()
    form.save()
    settled()
    assert kept(store, Service)[0].total.text == "310.00 EUR"


def test_a_machine_that_counts_hours_is_asked_for_them_foremost(opened, store, settled):
    named = {"name": "Fendt", "type": "machine", "uses_hours": True}
    id_ = add(store, kind_named("vehicle"), named).ids[0]
    machine = store.read(lambda reader: reader.get(Vehicle, id_))
    form = opened("odometer_reading", vehicle=machine)
    form.fields["hours"].setFocus()
    type_in("1284")
    press(Qt.Key.Key_Return)
    settled()
    (reading,) = kept(store, OdometerReading)
    assert (reading.hours.text, reading.odometer) == ("1284 h", None)


def test_a_record_of_no_vehicle_yet_says_which(opened, store, car, settled):
    form = opened("expense", vehicle=None)
    type_in("octa", "Ferry")
    press(Qt.Key.Key_Return)
    settled()
    assert not isValid(form) or not form.isVisible()
    assert [(one.title, one.vehicle) for one in kept(store, Expense)] == [("Ferry", car.id)]


def test_a_hybrids_price_is_for_what_is_filled(opened, store, settled):
    named = {"name": "Plug-in", "energies": ("petrol", "electric")}
    id_ = add(store, kind_named("vehicle"), named).ids[0]
    car = store.read(lambda reader: reader.get(Vehicle, id_))
    form = opened("fill_up", vehicle=car, preset={"energy": Quantity("12.5", "kWh")})
    assert form.fields["amount"].text() == "12.5"
    form.fields["price"].setFocus()
    type_in("0.45")
    press(Qt.Key.Key_Return)
    settled()
    (fill,) = [one for one in kept(store, FillUp) if one.vehicle == id_]
    assert (fill.energy.text, fill.price.text, fill.full) == ("12.5 kWh", "0.45 EUR/kWh", True)
