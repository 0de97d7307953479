"""The first steps as a newcomer goes through them, with the keyboard and with the mouse."""

from PySide6.QtCore import Qt

from client.ui.routes import GARAGE, NEW, SETTINGS, VEHICLE, WELCOME, Route
from client.ui.welcome.welcome_page import FIRST, OTHERS, REMINDERS, YOU
from garage.records import OdometerReading, Reminder, Specification, Vehicle
from tests.client.ui.welcome.conftest import VIN, all_of


def test_a_newcomer_gets_to_the_first_fill_up_with_the_keyboard_alone(
    page, desk, store, qtbot, settled
):
    name = page.first.person.name.line
    assert page.step == YOU
    qtbot.keyClicks(name, "Jonas")
    qtbot.keyClick(name, Qt.Key.Key_Return)
    settled()
    assert page.first.greeting.text() == "Welcome, Jonas. Which vehicle comes first?"
    assert store.read(lambda reader: reader.settings())["name"] == "Jonas"
    qtbot.keyClicks(page.first.vin, VIN)
    settled()
    facts = page.first.facts
    assert ("Model", "Octavia", "Paddock’s table of European types") in facts.said
    assert facts.name.text() == "Octavia"
    qtbot.keyClick(page.first.vin, Qt.Key.Key_Return)
    settled()
    assert all_of(store, Vehicle) == []
    assert page.focusWidget() is facts.name.line
    facts.energies.setCurrentIndex(facts.energies.findText("Diesel"))
    qtbot.keyClicks(facts.plate.line, "161-D-2016")
    qtbot.keyClicks(facts.odometer.line, "84,120")
    qtbot.keyClick(facts.odometer.line, Qt.Key.Key_Return)
    settled()
    (kept,) = all_of(store, Vehicle)
    assert (kept.name, kept.make, kept.year, kept.vin) == ("Octavia", "Škoda", 2016, VIN)
    assert (kept.energies, kept.plate, kept.plate_region) == (("diesel",), "161-D-2016", "IE")
    (reading,) = all_of(store, OdometerReading)
    assert (reading.odometer.value, reading.odometer.unit) == ("84120", "km")
    assert {spec.name for spec in all_of(store, Specification)} >= {"manufacturer"}
    assert page.step == REMINDERS
    inspection = page.reminders.fields[0].line
    qtbot.keyClicks(inspection, "9 Dec 2026")
    qtbot.keyClick(inspection, Qt.Key.Key_Return)
    settled()
    (reminder,) = all_of(store, Reminder)
    assert (reminder.title, reminder.due.isoformat()) == ("Inspection", "2026-12-09")
    assert (reminder.category, reminder.vehicle) == ("inspection", kept.id)
    assert page.step == OTHERS
    qtbot.keyClick(page.foot.go_on, Qt.Key.Key_Return)
    assert desk.trail.here == Route(VEHICLE, kept.id, "fuel", NEW)


def test_the_region_decides_units_money_and_dates_and_is_shown_as_examples(
    page, desk, qtbot, settled
):
    person = page.first.person
    assert person.examples[:3] == ("km", "l", "l/100 km")
    assert person.examples[-3:] == ("€", "18 Nov 2026", "1,234.5")
    assert person.region.currentText() == "As the system says (IE)"
    person.region.setCurrentIndex(person.region.findData("US"))
    person.region.activated.emit(0)
    settled()
    assert person.examples[:3] == ("mi", "gal", "mpg")
    assert "$" in person.examples
    assert {e.placeholderText() for e in page.reminders.editors} == {"Nov 18, 2026"}
    assert desk.settings["region"] == "US"
    qtbot.keyClick(person.change_button, Qt.Key.Key_Return)
    assert desk.trail.here == Route(SETTINGS, tab="units")


def test_back_from_the_units_everything_is_where_it_was_left(added, desk, qtbot, settled):
    page = added
    qtbot.mouseClick(page.foot.back, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.foot.back, Qt.MouseButton.LeftButton)
    change, vehicle, step = page.first.person.change_button, page._vehicle, page.step
    qtbot.keyClick(change, Qt.Key.Key_Return)
    page.foot.skip.setFocus()
    page.show_route(Route(WELCOME))
    settled()
    assert change.hasFocus()
    assert (page._vehicle, page.step) == (vehicle, step)


def test_a_name_given_while_the_region_is_being_kept_stays(page, desk, qtbot, settled):
    person = page.first.person
    desk.workers.hold()
    person.region.setCurrentIndex(person.region.findData("US"))
    person.region.activated.emit(0)
    desk.workers.release()
    qtbot.keyClicks(person.name.line, "Anna")
    person.region.setFocus()
    desk.settings_changed.emit()
    assert person.name.text() == "Anna"
    settled()
    assert (person.name.text(), desk.settings["name"]) == ("Anna", "Anna")


def test_every_step_can_be_skipped_and_come_back_to(page, desk, store, qtbot, settled):
    page.foot.skip.click()
    assert page.step == FIRST
    assert not page.foot.go_on.isEnabled()
    qtbot.mouseClick(page.rail.rows[REMINDERS], Qt.MouseButton.LeftButton)
    assert page.step == REMINDERS
    assert page.reminders.first.isVisible()
    page.foot.back.click()
    page.foot.skip.click()
    settled()
    assert desk.trail.here == Route(GARAGE)
    assert store.read(lambda reader: reader.settings())["welcomed"] is True
    assert all_of(store, Vehicle) == []
    page.show_route(Route(WELCOME))
    assert page.step == YOU


def test_a_day_that_does_not_exist_is_told_at_its_field(page, store, qtbot, settled):
    page.show_step(FIRST)
    qtbot.keyClicks(page.first.vin, VIN)
    settled()
    page.foot.go_on.click()
    settled()
    field = page.reminders.fields[1]
    qtbot.keyClicks(field.line, "31 Nov 2026")
    page.foot.go_on.click()
    settled()
    assert field.editor.accessibleDescription()
    assert all_of(store, Reminder) == []
    field.line.selectAll()
    qtbot.keyClicks(field.line, "30 Nov 2026")
    assert (field.error, field.editor.accessibleDescription()) == ("", "")


def test_what_was_typed_is_still_there_after_a_look_at_the_settings(page, qtbot, settled):
    page.show_step(FIRST)
    qtbot.keyClicks(page.first.vin, VIN)
    settled()
    qtbot.keyClicks(page.first.facts.plate.line, "161-D-2016")
    page.show_route(Route(WELCOME))
    assert page.first.facts.plate.text() == "161-D-2016"
    assert page.first.vin.text() == VIN


def test_gone_through_again_the_steps_begin_with_no_vehicle(page, store, qtbot, settled):
    page.show_step(FIRST)
    qtbot.keyClicks(page.first.vin, VIN)
    settled()
    page.foot.go_on.click()
    settled()
    assert page.step == REMINDERS
    page.show_route(Route(WELCOME))
    page.show_step(FIRST)
    assert page.first.vin.text() == ""
    assert not page.first.facts.isVisible()
    assert not page.foot.go_on.isEnabled()
    assert len(all_of(store, Vehicle)) == 1
