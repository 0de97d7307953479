"""What is wrong or odd in a form is said in place, and nothing typed is lost."""

from PySide6.QtCore import Qt

from garage.records import OdometerReading, Reminder, Service, kind_named

from .by_keys import add_service, kept, press, type_in


def test_a_field_is_complained_about_as_it_is_left_and_made_right_as_it_is_typed(opened):
    form = opened("service")
    form.fields["total"].setFocus()
    type_in("lots", "")
    assert "not an amount" in form.fields["total"].error
    assert form.fields["total"].editor.accessibleDescription() == form.fields["total"].error
    form.fields["total"].setFocus()
    form.fields["total"].line.selectAll()
    type_in("71")
    assert form.fields["total"].error == ""


def test_what_is_missing_is_said_on_saving_and_nothing_typed_is_lost(opened, store, settled):
    form = opened("service")
    form.fields["odometer"].setFocus()
    type_in("16000")
    press(Qt.Key.Key_Return)
    settled()
    assert form.fields["title"].error.startswith("What was done is needed")
    assert form.fields["title"].line.hasFocus()
    assert form.fields["odometer"].text() == "16000"
    assert kept(store, Service) == []


def test_an_odometer_that_runs_backwards_is_asked_about_and_can_be_kept(opened, store, settled):
    form = opened("service")
    type_in("Oil", "", "1560")
    press(Qt.Key.Key_Tab)
    settled()
    assert form.fields["odometer"].caution == "Lower than 15,600 km on 15 Nov. Was a digit lost?"
    assert form.fields["odometer"].error == ""
    form.save()
    settled()
    assert kept(store, Service)[0].odometer.text == "1560 km"


def test_a_total_that_the_lines_do_not_come_to_is_asked_about(opened, settled):
    form = opened("service")
    form.fields["total"].setFocus()
    type_in("50", "", "Oil", "", "", "", "", "60")
    press(Qt.Key.Key_Tab)
    settled()
    assert form.fields["total"].caution.startswith("The lines come to €60.00, the total says €50")
    assert form.rows.sum.text() == "Together €60.00"


def test_a_line_that_says_nothing_of_what_it_is_is_not_kept(opened, store, settled):
    form = opened("service")
    type_in("Oil", "", "", "", "", "", "", "", "", "", "12 much")
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settled()
    assert form.rows.wrong.text().startswith("Line 1: Part or labour is needed")
    assert kept(store, Service) == []
    assert form.isVisible()


def test_a_row_is_looked_at_when_it_is_left_whole_and_not_before(opened):
    form = opened("service")
    form.rows.rows[0].editors["quantity"].setFocus()
    type_in("4 l", "much")
    assert form.rows.wrong.text() == ""
    press(Qt.Key.Key_Tab)
    assert form.rows.wrong.text().startswith("Line 1: Part or labour is needed")
    form.rows.rows[0].editors["title"].setFocus()
    type_in("Oil")
    assert form.rows.wrong.text().startswith("Line 1: “much” is not an amount")


def test_a_reminder_needs_a_day_or_an_odometer_and_takes_a_period_as_it_is_spoken(
    opened, store, settled
):
    form = opened("reminder")
    before = len(kept(store, Reminder))
    form.fields["title"].setFocus()
    type_in("Oil change")
    form.fields["every"].setFocus()
    type_in("every 6 months")
    form.save()
    settled()
    assert form.fields["due"].error == "Say when it falls due first: on a day or at an odometer."
    assert len(kept(store, Reminder)) == before
    form.fields["due_odometer"].setFocus()
    type_in("20000")
    form.save()
    settled()
    (made,) = [one for one in kept(store, Reminder) if one.title == "Oil change"]
    assert (made.every.iso, made.due_odometer.text) == ("P6M", "20000 km")


def test_an_odometer_reading_without_a_figure_is_not_kept(opened, store, settled):
    form = opened("odometer_reading")
    press(Qt.Key.Key_Return)
    settled()
    assert form.fields["odometer"].error.startswith("Say what it shows")
    assert kept(store, OdometerReading) == []


def test_a_refusal_of_the_store_keeps_the_form_and_all_that_was_typed(
    opened, store, car, settled, desk
):
    record = add_service(store, car, "Oil")
    form = opened("service", record)
    store.operate(lambda t: t.mark_deleted(kind_named("service"), record.id, True), "delete", "Oil")
    form.fields["title"].set_text("Oil and filter")
    form.save()
    settled()
    assert form.isVisible()
    assert form.fields["title"].text() == "Oil and filter"
    assert form.save_button.isEnabled()
