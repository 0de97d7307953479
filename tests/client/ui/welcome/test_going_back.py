"""Going back, or undoing, after the vehicle was kept: it is changed, and nothing is there twice."""

from PySide6.QtCore import Qt

from client.ui.welcome.welcome_page import FIRST, OTHERS, REMINDERS
from garage.records import OdometerReading, Reminder, Specification, Vehicle
from tests.client.ui.welcome.conftest import all_of, type_anew


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
