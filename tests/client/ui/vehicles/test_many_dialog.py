"""The question about one field of many records: which it offers, what it shows, what it asks."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from client.operations.records import add, edit
from client.store import Query
from client.ui.vehicles.many_dialog import ManyDialog
from client.ui.vehicles.many_fields import Chosen, chosen_of, chosen_rows
from client.ui.vehicles.service_tab import ServiceTab
from client.ui.vehicles.shown import Shown
from client.ui.vehicles.specs_tab import SpecsTab
from garage.moments import Moment
from garage.records import FillUp, Vehicle, kind_named
from tests.client.store.sharing import hold, put, sign_in

TODAY = Moment(date(2026, 11, 18))


@pytest.fixture
def window(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def ask(desk, window, qtbot, settled):
    """Open the dialog about what is chosen, and wait until it has read it."""
    opened: list[ManyDialog] = []

    def work(chosen: Chosen) -> ManyDialog:
        dialog = ManyDialog(desk, window, chosen)
        opened.append(dialog)
        dialog.open()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        settled()
        return dialog

    yield work
    for dialog in opened:
        if isValid(dialog):
            dialog.done(0)
    settled()


def vehicle_of(store, id_):
    return store.read(lambda reader: reader.get(Vehicle, id_))


def fills(store, octavia):
    return store.read(lambda reader: reader.all(FillUp, Query(owner=octavia)))


def all_fills(store, octavia, first=0):
    """All but the `first` newest."""
    ids = [fill.id for fill in fills(store, octavia)[first:]]
    return chosen_of(vehicle_of(store, octavia), "fill_up", ids)


def newest(store, octavia):
    one = max(fills(store, octavia), key=lambda fill: fill.date.day)
    return chosen_of(vehicle_of(store, octavia), "fill_up", [one.id])


def titles(dialog):
    return [dialog.which.itemText(place) for place in range(dialog.which.count())]


def rows_of(tab, desk, store, octavia, settled, qtbot):
    made = tab(desk)
    qtbot.addWidget(made)
    shown = Shown(desk.preferences, desk.today(), desk.months)
    made.show_vehicle(vehicle_of(store, octavia), shown)
    made.come_to_front()
    settled()
    return made


def test_records_of_several_kinds_offer_what_they_share(desk, store, octavia, ask, settled, qtbot):
    given = {"vehicle": octavia, "title": "Brakes", "date": TODAY}
    add(store, kind_named("service"), given)
    add(store, kind_named("inspection"), given)
    tab = rows_of(ServiceTab, desk, store, octavia, settled, qtbot)
    dialog = ask(chosen_rows(tab, tab.content.rows, tab.table.rows.columns))
    offered = titles(dialog)
    assert offered[:4] == ["Date", "What was done", "Done by", "Odometer"]
    assert "Result" not in offered
    assert "Own work" not in offered
    assert len(set(offered)) == len(offered)


def test_a_fact_is_not_given_the_value_of_another(desk, store, octavia, ask, settled, qtbot):
    add(store, kind_named("specification"), {"vehicle": octavia, "name": "Oil", "text": "5W-30"})
    tab = rows_of(SpecsTab, desk, store, octavia, settled, qtbot)
    dialog = ask(chosen_rows(tab, tab.content.rows, tab.table.rows.columns))
    assert titles(dialog) == ["Name", "Section", "Notes", "Known from"]


def test_what_all_share_is_shown_and_what_differs_is_said_to(store, octavia, ask):
    dialog = ask(all_fills(store, octavia))
    dialog.choose("Station")
    assert dialog.entry.text() == "Shell"
    assert dialog.told.text() == "All of them are so already."
    dialog.choose("Odometer")
    assert (dialog.entry.text(), dialog.entry.typed.placeholderText()) == ("", "different values")
    assert dialog.told.text() == "Left empty, it is cleared in 8 records."
    dialog.choose("Date")
    assert dialog.told.text() == "It cannot be left empty."
    dialog.save()
    assert dialog.entry.error == "A day is needed; write it as “today” or “6 Nov”."


def test_esc_closes_at_once_as_long_as_nothing_was_typed(store, octavia, ask):
    dialog = ask(all_fills(store, octavia))
    for title in titles(dialog):
        dialog.choose(title)
    dialog.reject()
    assert not isValid(dialog) or not dialog.isVisible()


def test_yes_and_no_are_chosen_and_those_that_are_so_already_are_counted(
    store, octavia, ask, settled
):
    dialog = ask(all_fills(store, octavia))
    dialog.choose("Full")
    dialog.save()
    assert "cannot be left empty" in dialog.entry.error
    dialog.entry.typed.show_value("yes")
    dialog.entry.typed.touched.emit()
    assert dialog.told.text() == "1 record changes. 7 are so already."
    dialog.save()
    settled()
    assert all(fill.full for fill in fills(store, octavia))


def test_a_unit_is_heeded_as_in_a_cell(store, octavia, ask, settled):
    one = fills(store, octavia)[0]
    dialog = ask(chosen_of(vehicle_of(store, octavia), "fill_up", [one.id]))
    dialog.choose("Odometer")
    dialog.entry.set_text("9800 mi")
    assert dialog.entry.typed.unit.startswith("= 15,772")
    dialog.save()
    settled()
    assert fills(store, octavia)[0].odometer.text == "9800 mi"


def test_after_a_question_the_keyboard_is_where_enter_answers_it(store, octavia, ask, settled):
    dialog = ask(all_fills(store, octavia, first=3))
    dialog.choose("Odometer")
    dialog.entry.set_text("99000")
    dialog.save_button.setFocus()
    dialog.save()
    settled()
    assert "look wrong" in dialog.entry.typed.accessibleDescription()
    assert dialog.focusWidget() is dialog.entry.typed
    # Another value is another question.
    dialog.entry.set_text("98000")
    dialog.entry.typed.touched.emit()
    assert dialog.entry.typed.accessibleDescription() == ""
    dialog.save()
    settled()
    assert len({fill.odometer.text for fill in fills(store, octavia)}) == 8


def type_in(dialog, text):
    dialog.entry.set_text(text)
    dialog.entry.typed.touched.emit()


def odometers(store, octavia):
    return {fill.odometer.text for fill in fills(store, octavia)}


@pytest.mark.parametrize("meanwhile", ["16000", "far"])
def test_what_is_typed_while_the_rules_look_is_not_kept_as_it_was_before(
    desk, store, octavia, ask, settled, meanwhile
):
    before = odometers(store, octavia)
    dialog = ask(newest(store, octavia))
    dialog.choose("Odometer")
    type_in(dialog, "15700")
    desk.workers.hold()
    dialog.save()
    type_in(dialog, meanwhile)
    desk.workers.release()
    settled()
    assert odometers(store, octavia) == before
    assert isValid(dialog)
    assert dialog.isVisible()
    assert dialog.save_button.isEnabled()
    assert dialog.entry.text() == meanwhile
    type_in(dialog, "16000")
    dialog.save()
    settled()
    assert "16000 km" in odometers(store, octavia)


def test_another_field_chosen_while_the_rules_look_is_not_overtaken(
    desk, store, octavia, ask, settled
):
    before = odometers(store, octavia)
    dialog = ask(newest(store, octavia))
    dialog.choose("Odometer")
    type_in(dialog, "15700")
    desk.workers.hold()
    dialog.save()
    dialog.choose("Station")
    desk.workers.release()
    settled()
    assert odometers(store, octavia) == before
    assert dialog.isVisible()
    assert dialog.told.text() == "It is so already."


def test_what_is_typed_while_it_is_written_stays_to_be_given(
    desk, store, octavia, ask, settled, qtbot
):
    dialog = ask(all_fills(store, octavia))
    dialog.choose("Station")
    dialog.entry.setFocus()
    type_in(dialog, "Aral")
    desk.workers.hold()
    dialog.save()
    qtbot.keyClicks(dialog.entry.line, " Nord")
    desk.workers.release()
    settled()
    assert {fill.station for fill in fills(store, octavia)} == {"Aral"}
    assert dialog.isVisible()
    assert (dialog.entry.text(), dialog.told.text()) == ("Aral Nord", "8 records change.")
    qtbot.keyClicks(dialog.entry.line, "!")
    dialog.save()
    settled()
    assert {fill.station for fill in fills(store, octavia)} == {"Aral Nord!"}
    assert not isValid(dialog) or not dialog.isVisible()


def test_another_field_chosen_while_one_is_written_is_not_closed(
    desk, store, octavia, ask, settled
):
    dialog = ask(all_fills(store, octavia))
    dialog.choose("Station")
    type_in(dialog, "Aral")
    desk.workers.hold()
    dialog.save()
    dialog.choose("Notes")
    desk.workers.release()
    settled()
    assert dialog.isVisible()
    assert dialog.save_button.isEnabled()
    # What was kept is nothing to lose.
    dialog.reject()
    assert not dialog.asks


def test_a_doubt_about_what_was_typed_before_is_not_asked(desk, store, octavia, ask, settled):
    dialog = ask(all_fills(store, octavia, first=3))
    dialog.choose("Odometer")
    type_in(dialog, "99000")
    desk.workers.hold()
    dialog.save()
    type_in(dialog, "98000")
    desk.workers.release()
    settled()
    assert dialog.entry.typed.accessibleDescription() == ""
    assert dialog.told.text() == "5 records change."


def test_a_text_that_is_no_value_changes_nothing_and_says_so_alone(store, octavia, ask):
    dialog = ask(all_fills(store, octavia))
    dialog.choose("Odometer")
    dialog.entry.set_text("far")
    dialog.entry.typed.touched.emit()
    assert dialog.told.text() == ""
    dialog.save()
    assert "“far”" in dialog.entry.error
    assert dialog.isVisible()


def test_only_what_changed_is_told_to_the_pages(desk, store, octavia, ask, settled):
    some = fills(store, octavia)
    edit(store, some[0].id, {"station": "Aral"})
    told = []
    desk.changed.connect(told.append)
    dialog = ask(all_fills(store, octavia))
    dialog.choose("Station")
    dialog.entry.set_text("Aral")
    dialog.save()
    settled()
    (changes,) = told
    assert changes.touched == {"fill_up": frozenset(fill.id for fill in some[1:])}


def test_what_all_may_only_be_looked_at_cannot_be_typed_in(store, ask):
    sign_in(store)
    bus = put(store, hold(store), "vehicle", name="Bus")
    hold(store, role="viewer")
    dialog = ask(chosen_of(None, "vehicle", [bus]))
    assert not dialog.save_button.isEnabled()
    assert "Members and above can change this" in dialog.save_button.accessibleDescription()
    assert not dialog.which.isEnabled()


def test_a_vehicles_own_units_are_chosen_from_a_list_and_its_name_is_its_own(store, octavia, ask):
    dialog = ask(chosen_of(None, "vehicle", [octavia]))
    offered = titles(dialog)
    assert not {"Name", "Plate", "VIN or chassis number", "Picture", "Group"} & set(offered)
    dialog.choose("Currency")
    assert dialog.entry.typed.itemText(0) == "EUR (usual)"


def test_what_another_field_needed_is_given_back(octavia, ask, settled):
    dialog = ask(chosen_of(None, "vehicle", [octavia]))
    dialog.choose("Currency")
    settled()
    needed = dialog.height()
    dialog.choose("What it runs on")
    settled()
    assert dialog.height() > needed + 20
    dialog.choose("Currency")
    settled()
    assert dialog.height() == needed
