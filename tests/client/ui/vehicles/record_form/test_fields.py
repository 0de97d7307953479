"""The fields of a form that are more than a line: references, tags, own fields, the calendar."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from client.operations.records import add
from client.operations.whole_record import children_of
from garage.records import Expense, Service, kind_named

from .by_keys import kept, press, type_in


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
