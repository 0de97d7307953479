"""The forms of records as a person fills them in: typing, Tab, Enter, over the real store."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from client.operations.records import add, edit
from client.operations.whole_record import children_of
from client.store import Query
from client.ui.vehicles.fill_form import FillForm
from client.ui.vehicles.record_form import RecordForm, open_form
from client.ui.vehicles.vehicle_edit import VehicleEdit
from garage.moments import Moment
from garage.money import Money
from garage.periods import Period
from garage.records import (
    Expense,
    FillUp,
    OdometerReading,
    Reminder,
    Service,
    Specification,
    Vehicle,
    kind_named,
    kinds,
)
from garage.units import Quantity

from .conftest import TODAY

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def opened(desk, window, car, qtbot, settled):
    """`opened(kind, record, preset)`: the form, with all that it reads."""

    made = []

    def make(kind, record=None, preset=None, vehicle=car, done=None):
        form = open_form(desk, window, kind, vehicle, record, preset, done)
        made.append(form)
        settled()
        form.activateWindow()
        qtbot.waitUntil(form.isActiveWindow)
        return form

    yield make
    for form in made:
        if isValid(form):
            form.done(0)


def typed_at():
    """What takes the keys: a list that popped up before the field below it."""
    return QApplication.activePopupWidget() or QApplication.focusWidget()


def type_in(*texts):
    """Type texts one after the other, with Tab between them; the last is not left."""
    for place, text in enumerate(texts):
        if place:
            QTest.keyClick(typed_at(), Qt.Key.Key_Tab)
        QTest.keyClicks(typed_at(), text)


def press(key, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(typed_at(), key, modifiers)


def kept(store, type_):
    return store.read(lambda reader: reader.all(type_, Query()))


def lines_of(store, record):
    found = store.read(lambda reader: children_of(reader, record))
    return [(line.title, line.cost.amount if line.cost else None) for line in found]


# ------------------------------------------------------------------ adding


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


def test_what_a_new_one_begins_with_is_kept_and_counts_as_no_change(opened, store, settled):
    form = opened("service", preset={"title": "Brakes", "total": Money("310.00", "EUR")})
    assert form.fields["total"].text() == "310.00"
    assert not form.is_changed()
    form.save()
    settled()
    assert kept(store, Service)[0].total.text == "310.00 EUR"


# ------------------------------------------------------------------ what is wrong


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


def test_a_refusal_of_the_store_keeps_the_form_and_all_that_was_typed(
    opened, store, car, settled, desk
):
    record = _service(store, car, "Oil")
    form = opened("service", record)
    store.operate(lambda t: t.mark_deleted(kind_named("service"), record.id, True), "delete", "Oil")
    form.fields["title"].set_text("Oil and filter")
    form.save()
    settled()
    assert form.isVisible()
    assert form.fields["title"].text() == "Oil and filter"
    assert form.save_button.isEnabled()


# ------------------------------------------------------------------ leaving


def test_esc_asks_before_it_throws_away_what_was_typed_and_is_no_answer(opened, store):
    form = opened("expense")
    press(Qt.Key.Key_Escape)
    assert not form.isVisible()
    form = opened("expense")
    type_in("Ferry")
    press(Qt.Key.Key_Escape)
    assert form.isVisible()
    assert form.asks
    press(Qt.Key.Key_Return)
    assert not form.asks
    assert form.fields["title"].line.hasFocus()
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_Escape)
    assert not form.asks
    assert form.fields["title"].line.hasFocus()
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Return)
    assert not form.isVisible()
    assert kept(store, Expense) == []


# ------------------------------------------------------------------ changing


def _service(store, car, title, *lines):
    values = {"vehicle": car.id, "date": TODAY, "title": title, "supplier": "Own garage"}
    id_ = add(store, kind_named("service"), values).ids[0]
    for order, (line, cost) in enumerate(lines, 1):
        each = {"work": id_, "title": line, "order": str(order), "cost": Money(cost, "EUR")}
        add(store, kind_named("work_line"), each)
    return store.read(lambda reader: reader.get(Service, id_))


def test_lines_are_moved_changed_and_taken_away_by_keys(opened, desk, store, car, settled):
    record = _service(store, car, "Oil", ("Oil", "60"), ("Filter", "14"), ("Washer", "2"))
    form = opened("service", record)
    assert [row.value("title") for row in form.rows.rows] == ["Oil", "Filter", "Washer", None]
    form.rows.rows[2].editors["title"].setFocus()
    press(Qt.Key.Key_Up, CTRL_SHIFT)
    press(Qt.Key.Key_Up, CTRL_SHIFT)
    form.rows.rows[1].editors["cost"].setFocus()
    form.rows.rows[1].editors["cost"].selectAll()
    type_in("61.50")
    form.rows.rows[2].editors["title"].setFocus()
    press(Qt.Key.Key_Delete, CTRL_SHIFT)
    form.save()
    settled()
    assert lines_of(store, record) == [("Washer", "2"), ("Oil", "61.50")]
    desk.undo()
    settled()
    assert lines_of(store, record) == [("Oil", "60"), ("Filter", "14"), ("Washer", "2")]


def test_only_what_was_changed_is_written(opened, store, car, settled):
    record = _service(store, car, "Oil", ("Oil", "60"))
    told = []
    form = opened("service", record, done=told.append)
    form.save()
    assert not form.isVisible()
    assert told == []
    form = opened("service", record, done=told.append)
    form.fields["supplier"].setFocus()
    form.fields["supplier"].line.selectAll()
    press(Qt.Key.Key_Delete)
    press(Qt.Key.Key_Return)
    settled()
    assert set(told[0].touched) == {"service"}
    after = kept(store, Service)[0]
    assert (after.supplier, after.title) == ("", "Oil")


def test_more_fields_unfold_and_those_that_have_a_value_are_always_there(
    opened, store, car, settled
):
    values = {"vehicle": car.id, "date": TODAY, "title": "Oil", "invoice": "2512"}
    id_ = add(store, kind_named("service"), values).ids[0]
    form = opened("service", store.read(lambda reader: reader.get(Service, id_)))
    assert form.fields["invoice"].text() == "2512"
    assert "labour" not in form.fields
    form.more_link.click()
    assert form.fields["hours"].line.hasFocus() or "labour" in form.fields
    form.fields["labour"].setFocus()
    type_in("90 min")
    press(Qt.Key.Key_Return)
    settled()
    assert kept(store, Service)[0].labour.text == "90 min"


def test_a_reference_is_found_by_part_of_its_name(opened, store, car, settled):
    add(store, kind_named("part"), {"name": "Oil filter MANN", "vehicle": car.id})
    part = add(store, kind_named("part"), {"name": "Pollen filter"}).ids[0]
    opened("service")
    type_in("Filters", "", "", "", "", "", "", "pollen")
    press(Qt.Key.Key_Tab)
    form = QApplication.focusWidget().window()
    assert form.rows.rows[0].value("title") == "Pollen filter"
    form.save()
    settled()
    (service,) = kept(store, Service)
    (line,) = store.read(lambda reader: children_of(reader, service))
    assert line.part == part


def test_text_can_be_put_into_any_field_as_if_it_were_typed(opened, store, car, settled):
    form = opened("expense", vehicle=None)
    texts = {"vehicle": "octavia", "title": "Ferry", "category": "toll", "tags": "sea norway",
             "notes": "with the van", "total": "45"}  # fmt: skip
    for name, text in texts.items():
        form.fields[name].set_text(text)
    assert form.fields["category"].text() == "toll"
    form.save()
    settled()
    (expense,) = kept(store, Expense)
    assert (expense.vehicle, expense.category, expense.notes) == (car.id, "toll", "with the van")
    assert expense.tags == frozenset({"sea", "norway"})


def test_tags_are_added_by_a_comma_and_enter_and_taken_away_by_backspace(opened, store, settled):
    form = opened("expense")
    type_in("Ferry")
    form.fields["tags"].setFocus()
    type_in("holiday,norway")
    press(Qt.Key.Key_Return)
    type_in("x,")
    press(Qt.Key.Key_Backspace)
    assert form.isVisible()
    press(Qt.Key.Key_Return)
    settled()
    assert kept(store, Expense)[0].tags == frozenset({"holiday", "norway"})


def test_an_own_field_is_made_filled_in_and_offered_in_the_next_form(opened, store, settled):
    form = opened("expense")
    type_in("Ferry")
    form.own.link.click()
    type_in("Cabin")
    press(Qt.Key.Key_Return)
    type_in("B 214")
    press(Qt.Key.Key_Return)
    settled()
    (expense,) = kept(store, Expense)
    assert expense.custom == {"Cabin": "B 214"}
    form = opened("expense")
    assert list(form.own.entries) == ["Cabin"]


def test_own_numbers_days_and_choices_are_typed_and_kept(opened, store, settled):
    kind = kind_named("custom_field")
    for values in (
        {"name": "Height", "sort": "number", "unit": "mm"},
        {"name": "Booked", "sort": "day"},
        {"name": "Deck", "sort": "choice", "options": "upper\nlower"},
    ):
        add(store, kind, {**values, "applies_to": "expense"})
    form = opened("expense")
    type_in("Ferry")
    form.own.entries["Booked"].setFocus()
    type_in("6 nov", "")
    press(Qt.Key.Key_End)
    type_in("", "1480")
    press(Qt.Key.Key_Return)
    settled()
    custom = kept(store, Expense)[0].custom
    assert custom["Booked"] == date(2026, 11, 6)
    assert custom["Deck"] == ("lower",)
    assert custom["Height"].text == "1480 mm"


@pytest.mark.parametrize("kind", ["expense", "fill_up"])
def test_own_fields_and_tags_that_came_while_a_form_is_open_stay(
    opened, store, octavia, settled, kind
):
    values = {"vehicle": octavia, "date": Moment(TODAY), "total": Money("9.50", "EUR")}
    values |= {"custom": {"Cabin": "B 214", "Deck": "old"}, "tags": {"holiday"}}
    if kind == "expense":
        values["title"] = "Ferry"
    else:
        values["volume"] = Quantity("5", "L")
    id_ = add(store, kind_named(kind), values).ids[0]
    type_ = kind_named(kind).type
    form = opened(kind, store.read(lambda reader: reader.get(type_, id_)))
    others = {"Cabin": "B 214", "Deck": "new", "Seat": "7"}
    edit(store, id_, {"custom": others, "tags": {"holiday", "sea"}})
    own = form.own if kind == "expense" else form.more.own
    own.entries["Cabin"].setFocus()
    QApplication.focusWidget().selectAll()
    type_in("C 1")
    form.save()
    settled()
    record = store.read(lambda reader: reader.get(type_, id_))
    assert record.custom == {"Cabin": "C 1", "Deck": "new", "Seat": "7"}
    assert record.tags == {"holiday", "sea"}


def test_the_calendar_opens_by_keys_and_gives_its_day(opened, qtbot):
    form = opened("expense")
    form.fields["date"].setFocus()
    press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    calendar = form.fields["date"].editor.calendar
    qtbot.waitUntil(calendar.isVisible)
    QTest.keyClick(calendar, Qt.Key.Key_Up)
    QTest.keyClick(calendar, Qt.Key.Key_PageUp)
    QTest.keyClick(calendar, Qt.Key.Key_Return)
    assert form.fields["date"].text() == "11 Oct 2026"


# ------------------------------------------------------------------ every kind


@pytest.mark.parametrize("kind", [kind.name for kind in kinds()])
def test_every_kind_has_a_form_all_of_whose_stops_have_names(kind, opened, car):
    record = car if kind == "vehicle" else None
    form = opened(kind, record)
    if isinstance(form, RecordForm):
        form.unfold()
    stops = [
        widget
        for widget in form.findChildren(QWidget)
        if widget.isVisibleTo(form) and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert [widget for widget in stops if not widget.accessibleName()] == []
    assert not form.is_changed()
    form.reject()
    assert not form.isVisible()


def test_tab_comes_to_the_buttons_after_all_fields(opened):
    form = opened("service")
    form.unfold()
    form.fields["title"].setFocus()
    seen = []
    while QApplication.focusWidget() is not form.save_button and len(seen) < 80:
        seen.append(QApplication.focusWidget())
        press(Qt.Key.Key_Tab)
    assert seen[-1] is form.cancel_button
    assert len(set(seen)) == len(seen) > 20


def test_a_fill_up_has_its_own_form(opened):
    assert isinstance(opened("fill_up"), FillForm)


# ------------------------------------------------------------------ the vehicle


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


# ------------------------------------------------------------------ what the vehicle asks for


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


def test_an_odometer_reading_without_a_figure_is_not_kept(opened, store, settled):
    form = opened("odometer_reading")
    press(Qt.Key.Key_Return)
    settled()
    assert form.fields["odometer"].error.startswith("Say what it shows")
    assert kept(store, OdometerReading) == []


def test_a_record_of_no_vehicle_yet_says_which(opened, store, car, settled):
    form = opened("expense", vehicle=None)
    type_in("octa", "Ferry")
    press(Qt.Key.Key_Return)
    settled()
    assert not isValid(form) or not form.isVisible()
    assert [(one.title, one.vehicle) for one in kept(store, Expense)] == [("Ferry", car.id)]


def test_a_record_that_was_read_in_part_is_shown_whole(opened, store, car):
    record = _service(store, car, "Oil")
    form = opened("service", Service(id=record.id, vehicle=car.id, title="Oil"))
    assert form.fields["supplier"].text() == "Own garage"
    assert not form.is_changed()


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


def test_the_wheel_goes_through_a_form_and_chooses_nothing(opened, qtbot):
    form = opened("expense")
    box = form.fields["category"].editor
    before = box.state()
    delta = QPoint(0, -120)
    middle = QPointF(box.rect().center())
    wheel = QWheelEvent(
        middle, box.mapToGlobal(middle), QPoint(), delta, Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(box, wheel)
    assert box.state() == before


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
