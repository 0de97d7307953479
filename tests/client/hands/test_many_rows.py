"""One field of many rows is changed at once, by the mouse and by the keyboard."""

from __future__ import annotations

from PySide6.QtWidgets import QListView

from client.operations.records import add
from client.ui.routes import VEHICLE, Route
from client.ui.widgets.rows_table import RowsTable
from garage.records import kind_named
from tests.client.hands.conftest import moment
from tests.client.hands.person import CTRL, Person, cell
from tests.client.store.sharing import hold, put, sign_in


def rows(person: Person, name: str) -> RowsTable:
    table = person.find(name, RowsTable)
    assert isinstance(table, RowsTable)
    return table


def choose(person: Person, title: str) -> None:
    """Pick a field from the list by the mouse."""
    person.click("Field")
    offered = person.front.findChild(QListView)
    person.click(offered.viewport(), cell(offered, title))


def press_to(person: Person, title: str) -> None:
    """Pick from the list that has the keyboard by the arrows."""
    person.press("Home")
    for _step in range(person.keyboard.count()):
        if person.keyboard.currentText() == title:
            return
        person.press("Down")
    raise AssertionError(f"“{title}” is not offered")


def values(person: Person, kind: str, name: str) -> list[str]:
    return sorted(str(getattr(each, name)) for each in person.records(kind))


def test_the_station_of_some_fill_ups_is_changed_by_the_mouse(person):
    before = values(person, "fill_up", "station")
    person.click("Octavia M JL 2016")
    person.tab("Fuel")
    table = rows(person, "Fill-ups")
    person.click(table.viewport(), cell(table, "6 Nov 2026"))
    last = cell(table, "2 Oct 2026")
    person.click(table.viewport(), last, held=CTRL)
    person.menu_of(table.viewport(), last)
    person.choose("Change a field…")
    assert person.sees("Change a field: 2 fill-ups")
    choose(person, "Station")
    person.click("New value")
    person.press("Ctrl+A")
    person.type("Aral")
    assert person.sees("2 records change.")
    person.click("Change")
    assert values(person, "fill_up", "station").count("Aral") == 2
    assert person.toast.startswith("Changed: 2 fill-ups")
    assert len(table.selected_rows()) == 2
    person.click("Undo")
    assert values(person, "fill_up", "station") == before


def test_the_field_of_the_cell_at_hand_is_changed_and_cleared_by_keys(person):
    before = values(person, "service", "supplier")
    person.go_to("Octavia, M JL")
    person.press("Return")
    person.press(*["Ctrl+PgDown"] * 2)
    person.go_to("Service", RowsTable)
    table = rows(person, "Service")
    person.press("Home")
    while table.currentIndex().column() != table.rows.section_of("supplier"):
        person.press("Right")
    person.press("Ctrl+A", "Shift+E")
    # It begins at the cell's field, with the value that all have.
    assert person.at == "New value"
    assert person.keyboard.text() == "Huber"
    person.type("Schmid")
    person.press("Return")
    assert values(person, "service", "supplier") == ["Schmid", "Schmid"]
    person.undo()
    assert values(person, "service", "supplier") == before
    # Empty clears, and asks before.
    person.press("Shift+E", "Delete")
    assert person.sees("Left empty, it is cleared in 2 records.")
    person.press("Return")
    assert person.sees("Clears Done by in 2 services. Enter does it.")
    assert values(person, "service", "supplier") == before
    person.press("Return")
    assert values(person, "service", "supplier") == ["", ""]
    person.undo()
    assert values(person, "service", "supplier") == before


def test_a_value_that_is_wrong_or_odd_is_told_where_it_is_typed(person):
    before = values(person, "fill_up", "volume")
    person.click("Octavia M JL 2016")
    person.tab("Fuel")
    person.go_to("Fill-ups", RowsTable)
    person.press("Ctrl+A")
    person.command("Change a field of what is selected…")
    person.go_to("Field")
    press_to(person, "Volume")
    person.press("Tab", "Ctrl+A")
    person.type("plenty")
    person.press("Return")
    assert person.sees("plenty"), person.words()
    assert values(person, "fill_up", "volume") == before
    person.press("Ctrl+A")
    person.type("80")
    person.press("Return")
    assert person.sees("3 look wrong, first “Shell Pasing”: 80 l is more than the 50 l that fit in")
    assert values(person, "fill_up", "volume") == before
    person.press("Return")
    assert [each.volume.text for each in person.records("fill_up")].count("80 L") == 3
    person.undo()
    assert values(person, "fill_up", "volume") == before


def test_trips_become_business_by_their_field_of_choices(person, store):
    octavia = person.only("vehicle", name="Octavia")
    for day in ("2026-11-03", "2026-11-05"):
        add(store, kind_named("trip"), {
            "vehicle": octavia.id, "date": moment(day), "destination": "Lindau",
            "purpose": "private",
        })  # fmt: skip
    person.press("F5")
    person.click("Octavia M JL 2016")
    person.tab("Trips")
    person.go_to("Trips", RowsTable)
    person.press("Ctrl+A", "Shift+E")
    person.go_to("Field")
    press_to(person, "Purpose")
    person.press("Tab")
    press_to(person, "Business")
    person.press("Return")
    assert values(person, "trip", "purpose") == ["business", "business"]
    person.undo()
    assert values(person, "trip", "purpose") == ["private", "private"]


def test_vehicles_are_changed_together_and_those_of_others_are_named(person, store):
    sign_in(store)
    put(store, hold(store), "vehicle", name="Club bus")
    hold(store, role="viewer")
    person.press("F5")
    person.go_to("Octavia, M JL")
    person.press("Space")
    person.go_to("Club bus")
    person.press("Space", "Shift+E")
    assert person.sees("Left alone: “Club bus”. Members and above can change this.")
    person.go_to("Field")
    press_to(person, "Colour")
    person.press("Tab")
    person.type("red")
    assert person.sees("1 record changes.")
    person.press("Return")
    colours = {each.name: each.colour for each in person.records("vehicle")}
    assert (colours["Octavia"], colours["Club bus"]) == ("red", "")
    person.undo()
    assert person.only("vehicle", name="Octavia").colour == ""


def test_cards_of_the_plan_and_changes_of_tyres_are_changed_together_by_keys(person):
    person.go_to("Octavia, M JL")
    person.press("Return")
    person.tab("Plan")
    person.click("List")
    person.go_to("Plan", RowsTable)
    person.press("Ctrl+A", "Shift+E")
    press_to(person, "Priority")
    person.press("Tab")
    press_to(person, "High")
    person.press("Return")
    assert [each.priority for each in person.records("plan_item")].count("high") == 2
    person.undo()
    assert [each.priority for each in person.records("plan_item")].count("high") == 0
    herbie = person.only("vehicle", name="Herbie")
    person.shell.desk.go(Route(VEHICLE, herbie.id, "tyres"))
    person.settle()
    person.go_to("What happened to the tyres", RowsTable)
    person.press("Ctrl+A", "Shift+E")
    press_to(person, "Notes")
    person.press("Tab")
    person.type("by Huber")
    person.click("Change")
    assert {each.notes for each in person.records("tyre_event")} == {"by Huber"}
    person.undo()
    assert {each.notes for each in person.records("tyre_event")} == {""}


def test_of_a_familys_notes_only_ones_own_is_changed(person, store):
    sign_in(store)
    family = hold(store)
    bus = put(store, family, "vehicle", name="Bus")
    for author, title in (("ben", "Key place"), ("ann", "Towbar")):
        put(store, family, "note", author, vehicle=bus, title=title, date=moment("2026-11-02"))
    hold(store, role="member")
    person.shell.desk.go(Route(VEHICLE, bus, "notes"))
    person.settle()
    table = rows(person, "Notes")
    person.click(table.viewport(), cell(table, "Key place"))
    person.press("Ctrl+A")
    person.command("Change a field of what is selected…")
    assert person.sees("Left alone: “Key place”. Only who wrote a note can change it.")
    choose(person, "Date")
    person.click("New value")
    person.press("Ctrl+A")
    person.type("6 Nov")
    person.click("Change")
    days = {each.title: each.date.day.day for each in person.records("note") if each.vehicle == bus}
    assert days == {"Key place": 2, "Towbar": 6}
    person.undo()


def test_a_capital_e_is_a_letter_where_one_types(person):
    person.go_to("Octavia, M JL")
    person.press("Return")
    person.tab("Fuel")
    table = rows(person, "Fill-ups")
    person.click(table.viewport(), cell(table, "6 Nov 2026"))
    person.press("F2", "Ctrl+A", "Shift+E")
    assert table.editing.line.text().lower() == "e"
    person.press("Escape", "Ctrl+F", "Shift+E")
    assert person.keyboard.text().lower() == "e"
    assert person.front is person.shell
