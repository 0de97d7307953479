"""The first steps as a newcomer goes through them, with the keyboard and with the mouse."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from client.store import Query
from client.ui.routes import GARAGE, NEW, SETTINGS, VEHICLE, WELCOME, Route
from client.ui.vehicles.vehicle_form import VehicleForm
from client.ui.welcome.welcome_page import FIRST, OTHERS, REMINDERS, YOU, WelcomePage
from garage.records import OdometerReading, Reminder, Specification, Vehicle

VIN = "TMBJJ7NE8G0123456"


@pytest.fixture
def page(desk, qtbot, settled):
    shown = WelcomePage(desk)
    qtbot.addWidget(shown)
    shown.resize(1440, 900)
    shown.show()
    shown.show_route(Route(WELCOME))
    settled()
    return shown


def all_of(store, kind) -> list:
    """All records of a kind."""
    return store.read(lambda reader: reader.all(kind, Query()))


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


def test_a_number_that_tells_nothing_is_no_dead_end(page, qtbot, settled):
    page.show_step(FIRST)
    qtbot.keyClicks(page.first.vin, "1139876")
    qtbot.keyClick(page.first.vin, Qt.Key.Key_Return)
    settled()
    assert page.first.facts.isVisible()
    assert not page.foot.go_on.isEnabled()
    qtbot.keyClicks(page.first.facts.name.line, "Herbie")
    assert page.foot.go_on.isEnabled()
    assert page.foot.go_on.accessibleName() == "Add Herbie and continue"


def test_an_odometer_that_is_no_number_is_told_in_place_and_nothing_is_lost(
    page, store, qtbot, settled
):
    page.show_step(FIRST)
    qtbot.keyClicks(page.first.vin, VIN)
    settled()
    odometer = page.first.facts.odometer
    qtbot.keyClicks(odometer.line, "a lot")
    page.foot.go_on.click()
    settled()
    assert odometer.editor.accessibleDescription()
    assert odometer.text() == "a lot"
    assert all_of(store, Vehicle) == []


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


def test_a_vehicle_can_be_entered_by_hand(page, store, qtbot, settled):
    page.show_step(FIRST)
    qtbot.mouseClick(page.first.hand, Qt.MouseButton.LeftButton)
    form = next(w for w in QApplication.topLevelWidgets() if isinstance(w, VehicleForm))
    qtbot.keyClicks(form.fields["name"].line, "Trailer")
    qtbot.keyClick(form.fields["name"].line, Qt.Key.Key_Return)
    settled()
    assert [vehicle.name for vehicle in all_of(store, Vehicle)] == ["Trailer"]
    assert page.step == REMINDERS
    assert page.reminders.title.text() == "What shall Trailer remind you of?"
    assert page.rail.rows[FIRST].accessibleName().count("Trailer") == 1


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


def test_a_plate_typed_while_the_vehicle_is_being_kept_is_kept_too(
    page, desk, store, qtbot, settled
):
    page.show_step(FIRST)
    qtbot.keyClicks(page.first.vin, VIN)
    settled()
    desk.workers.hold()
    page.foot.go_on.click()
    qtbot.keyClicks(page.first.facts.plate.line, "161-D-2016")
    desk.workers.release()
    settled()
    assert [vehicle.plate for vehicle in all_of(store, Vehicle)] == ["161-D-2016"]
    assert page.step == REMINDERS


@pytest.fixture
def added(page, qtbot, settled):
    """The page after the Octavia was added: it asks what to be reminded of."""
    page.show_step(FIRST)
    qtbot.keyClicks(page.first.vin, VIN)
    settled()
    page.foot.go_on.click()
    settled()
    assert page.step == REMINDERS
    return page


def type_anew(qtbot, field, text):
    field.line.selectAll()
    qtbot.keyClicks(field.line, text)


def standing(store):
    """Where the odometers stand, as they were written."""
    return [reading.odometer.text for reading in all_of(store, OdometerReading)]


def test_what_is_typed_after_going_back_changes_the_vehicle(added, store, qtbot, settled):
    facts = added.first.facts
    for name, odometer in (("Herbie", "84,120"), ("Herbie II", "84,200")):
        added.foot.back.click()
        type_anew(qtbot, facts.name, name)
        type_anew(qtbot, facts.odometer, odometer)
        added.foot.go_on.click()
        settled()
        assert added.step == REMINDERS
        assert [vehicle.name for vehicle in all_of(store, Vehicle)] == [name]
        assert standing(store) == [odometer.replace(",", "") + " km"]
    specs = len(all_of(store, Specification))
    added.foot.back.click()
    facts.odometer.line.clear()
    added.foot.go_on.click()
    settled()
    assert standing(store) == []
    assert (len(all_of(store, Vehicle)), len(all_of(store, Specification))) == (1, specs)


def test_a_vehicle_kept_does_not_lose_its_name(added, store, settled):
    added.foot.back.click()
    added.first.facts.name.line.clear()
    added.foot.go_on.click()
    settled()
    assert added.step == FIRST
    assert added.first.facts.name.editor.accessibleDescription()
    assert [vehicle.name for vehicle in all_of(store, Vehicle)] == ["Octavia"]


def test_another_number_after_going_back_brings_its_own_facts(added, store, qtbot, settled):
    added.foot.back.click()
    added.first.vin.selectAll()
    qtbot.keyClicks(added.first.vin, "1HGCM82633A004352")
    settled()
    added.foot.go_on.click()
    settled()
    (vehicle,) = all_of(store, Vehicle)
    assert (vehicle.make, vehicle.vin) == ("Honda", "1HGCM82633A004352")
    makers = [s.text for s in all_of(store, Specification) if s.name == "manufacturer"]
    assert len(makers) == 1
    assert "honda" in makers[0].lower()


def test_a_number_made_shorter_does_not_keep_the_facts_of_the_longer_one(
    page, store, qtbot, settled
):
    page.show_step(FIRST)
    qtbot.keyClicks(page.first.vin, "1FA6P8TH0J5100001")
    settled()
    facts = page.first.facts
    assert facts.energies.currentText() == "Petrol"
    assert "Ford" in [value for _name, value, _source in facts.said]
    type_anew(qtbot, facts.name, "Bertha")
    qtbot.keyClick(page.first.vin, Qt.Key.Key_Backspace)
    assert (facts.said, facts.energies.currentText()) == ((), "Please choose")
    assert page.first.described == "Bertha"
    page.foot.go_on.click()
    settled()
    (vehicle,) = all_of(store, Vehicle)
    assert (vehicle.name, vehicle.vin) == ("Bertha", "1FA6P8TH0J510000")
    assert (vehicle.make, vehicle.model, vehicle.year) == ("", "", None)
    assert vehicle.energies == ()
    assert all_of(store, Specification) == []


def test_what_was_chosen_for_a_number_stays_when_the_number_is_another_one(page, qtbot, settled):
    page.show_step(FIRST)
    qtbot.keyClicks(page.first.vin, VIN)
    settled()
    facts = page.first.facts
    facts.energies.setCurrentIndex(facts.energies.findText("LPG"))
    facts.kind.setCurrentIndex(facts.kind.findData("van"))
    qtbot.keyClick(page.first.vin, Qt.Key.Key_Backspace)
    assert facts.energies.currentText() == "LPG"
    assert facts.kind.currentData() == "van"


def test_a_shorter_number_takes_the_facts_of_the_kept_one_back(added, store, qtbot, settled):
    assert all_of(store, Specification)
    added.foot.back.click()
    added.first.vin.selectAll()
    qtbot.keyClicks(added.first.vin, "TMB1234567")
    added.foot.go_on.click()
    settled()
    (vehicle,) = all_of(store, Vehicle)
    assert (vehicle.make, vehicle.year, vehicle.vin) == ("", None, "TMB1234567")
    assert all_of(store, Specification) == []


def test_a_day_changed_after_going_back_changes_its_reminder(added, store, qtbot, settled):
    inspection, insurance = added.reminders.fields[:2]
    for day in ("9 Dec 2026", "10 Dec 2026"):
        type_anew(qtbot, inspection, day)
        added.foot.go_on.click()
        settled()
        assert added.step == OTHERS
        added.foot.back.click()
    assert [r.due.isoformat() for r in all_of(store, Reminder)] == ["2026-12-10"]
    inspection.line.clear()
    type_anew(qtbot, insurance, "1 Jan 2027")
    added.foot.go_on.click()
    settled()
    assert [r.title for r in all_of(store, Reminder)] == ["Insurance renewal"]


def test_a_day_typed_while_another_is_being_kept_is_kept_too(added, desk, store, qtbot, settled):
    inspection, insurance = added.reminders.fields[:2]
    type_anew(qtbot, inspection, "9 Dec 2026")
    desk.workers.hold()
    qtbot.keyClick(inspection.line, Qt.Key.Key_Return)
    type_anew(qtbot, insurance, "1 Jan 2027")
    desk.workers.release()
    settled()
    titles = sorted(reminder.title for reminder in all_of(store, Reminder))
    assert titles == ["Inspection", "Insurance renewal"]
    assert added.step == OTHERS


def test_a_vehicle_that_is_undone_takes_the_steps_back_to_it(added, desk, store, qtbot, settled):
    desk.undo()
    settled()
    assert all_of(store, Vehicle) == []
    assert added.step == FIRST
    assert added.foot.go_on.accessibleName() == "Add Octavia and continue"
    added.show_step(REMINDERS)
    assert not added.reminders.fields[0].isEnabled()
    added.show_step(OTHERS)
    assert added.foot.go_on.accessibleName() == "Open the garage"
    desk.redo()
    settled()
    assert added.foot.go_on.accessibleName() == "To the first fill-up"
    added.show_step(FIRST)
    added.foot.go_on.click()
    settled()
    assert [vehicle.name for vehicle in all_of(store, Vehicle)] == ["Octavia"]
    assert added.step == REMINDERS


def test_a_vehicle_that_was_undone_can_be_added_again(added, desk, store, settled):
    desk.undo()
    settled()
    added.foot.go_on.click()
    settled()
    assert [vehicle.name for vehicle in all_of(store, Vehicle)] == ["Octavia"]
    assert added.step == REMINDERS


def test_days_that_are_undone_are_kept_again(added, desk, store, qtbot, settled):
    type_anew(qtbot, added.reminders.fields[0], "9 Dec 2026")
    added.foot.go_on.click()
    settled()
    desk.undo()
    settled()
    assert all_of(store, Reminder) == []
    added.foot.back.click()
    added.foot.go_on.click()
    settled()
    assert [r.title for r in all_of(store, Reminder)] == ["Inspection"]


def test_another_vehicle_described_beside_one_that_was_entered_by_hand_is_added_too(
    page, store, qtbot, settled
):
    page.show_step(FIRST)
    page.first.hand.click()
    form = next(w for w in QApplication.topLevelWidgets() if isinstance(w, VehicleForm))
    qtbot.keyClicks(form.fields["name"].line, "Trailer")
    qtbot.keyClick(form.fields["name"].line, Qt.Key.Key_Return)
    settled()
    page.foot.back.click()
    qtbot.keyClicks(page.first.vin, VIN)
    settled()
    page.foot.go_on.click()
    settled()
    assert sorted(v.name for v in all_of(store, Vehicle)) == ["Octavia", "Trailer"]


def test_enter_again_while_the_vehicle_is_being_kept_adds_it_once(page, store, qtbot, settled):
    page.show_step(FIRST)
    qtbot.keyClicks(page.first.vin, VIN)
    settled()
    for _impatient in range(3):
        qtbot.keyClick(page.first.facts.plate.line, Qt.Key.Key_Return)
    settled()
    assert len(all_of(store, Vehicle)) == 1
    assert page.step == REMINDERS


def test_a_number_whose_check_digit_is_wrong_is_asked_about_and_nothing_is_called_sure(
    page, qtbot, settled
):
    page.show_step(FIRST)
    qtbot.keyClicks(page.first.vin, "1HGCM82633A004353")
    settled()
    words = "The check digit at position 9 does not fit; compare the number with the vehicle, "
    assert page.first.doubt.isVisible()
    assert page.first.doubt.text() == f"{words}character by character."
    assert not page.first.facts._sure.isVisible()
    qtbot.keyClick(page.first.vin, Qt.Key.Key_Backspace)
    qtbot.keyClicks(page.first.vin, "2")
    settled()
    assert not page.first.doubt.isVisible()
    assert page.first.facts._sure.isVisible()


def test_a_number_of_a_market_without_check_digits_is_not_asked_about(page, qtbot, settled):
    page.show_step(FIRST)
    qtbot.keyClicks(page.first.vin, VIN)
    settled()
    assert not page.first.doubt.isVisible()
