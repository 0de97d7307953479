"""The first vehicle, by its number or by hand: what is in doubt is asked, and it is kept once."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from client.ui.vehicles.vehicle_form import VehicleForm
from client.ui.welcome.welcome_page import FIRST, REMINDERS
from garage.records import Specification, Vehicle
from tests.client.ui.welcome.conftest import VIN, all_of, type_anew


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
