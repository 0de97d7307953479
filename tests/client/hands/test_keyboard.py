"""Where the keyboard is after one went somewhere, or after what it was at has gone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from client.ui.routes import SETTINGS, VEHICLE, Route
from client.ui.widgets.focus_ring import FocusRing
from client.ui.widgets.page_tabs import PageTabs
from client.ui.widgets.rows_table import RowsTable


@pytest.fixture
def octavia(person):
    """`octavia(tab)`: go to a tab of the Octavia's page, with the keyboard nowhere."""
    vehicle = person.only("vehicle", name="Octavia").id

    def go(tab):
        person.shell.desk.go(Route(VEHICLE, vehicle, tab))
        person.settle()
        return vehicle

    return go


def look_for(person, words, title):
    """Go by the search to what bears a title, by keys alone."""
    person.press("Ctrl+K")
    person.type(words)
    found = person.shell.search.list
    person.until(lambda: title in [each.title for each in found.found()])
    while found.current().title != title:
        person.press("Down")
    person.press("Return")


def chosen(person):
    """The titles of the rows chosen in the table that has the keyboard."""
    assert isinstance(person.keyboard, RowsTable)
    return [row.id for row in person.keyboard.selected_rows()]


# ---------------------------------------------------------------------- settings


@pytest.mark.parametrize(
    ("title", "field"),
    [("Units", "Distance"), ("Appearance and language", "Colours"), ("Own fields", "Add a field")],
)
def test_a_section_looked_for_begins_at_its_first_field(person, title, field):
    look_for(person, title, title)
    assert person.at == field
    # Another one, from the field of this one.
    look_for(person, "profile", "You and your garage")
    assert person.at == "Your name"


def test_f6_stops_at_the_settings_index_and_at_the_section(person):
    person.shell.desk.go(Route(SETTINGS, tab="window"))
    person.settle()
    assert person.at == "Appearance and language"
    person.press("F6")
    assert person.at == "Colours"
    person.press("Tab", "F6")
    assert person.shell.sidebar.isAncestorOf(person.keyboard)
    person.press("F6")
    assert person.shell.header.isAncestorOf(person.keyboard)
    person.press("F6")
    assert person.at == "Appearance and language"
    person.press("F6")
    assert person.at == "Language"
    person.press("Shift+F6")
    assert person.at == "Appearance and language"


# ---------------------------------------------------------------------- a vehicle's tabs


def ring_around(person):
    """What the ring of the window is around, in its own pixels; None where there is none."""
    rings = [each for each in person.shell.findChildren(FocusRing) if each.isVisible()]
    return rings[0].geometry() if rings else None


def tab_in_front(person):
    """Where the words of the tab chosen stand in the window."""
    tabs = person.find("Vehicle", PageTabs)
    return tabs.tabRect(tabs.currentIndex()).translated(tabs.mapTo(person.shell, QPoint(0, 0)))


def test_turning_the_tabs_goes_to_their_tables_and_else_shows_the_keyboard_at_the_bar(
    person, octavia
):
    octavia("overview")
    person.press("Ctrl+PgDown")
    assert (person.at, len(chosen(person))) == ("Fill-ups", 1)
    person.click("Octavia M JL 2016")
    assert person.shell.sidebar.isAncestorOf(person.keyboard)
    person.press("Ctrl+PgDown")
    assert person.at == "Fill-ups"
    # Read only now: the table comes after its tab.
    person.press("Ctrl+PgDown")
    assert (person.at, len(chosen(person))) == ("Service", 1)
    # There are no trips.
    person.press("Ctrl+PgDown", "Ctrl+PgDown")
    assert person.at == "Vehicle"
    assert ring_around(person).intersects(tab_in_front(person))
    left = ring_around(person).left()
    person.press("Right")
    assert person.at == "Vehicle"
    assert ring_around(person).left() > left
    assert ring_around(person).intersects(tab_in_front(person))
    # With the mouse it is where one clicked.
    person.tab("Overview")
    assert ring_around(person) is None
    person.press("Ctrl+PgUp", "Ctrl+PgDown")
    assert person.at == "Fill-ups"
    person.tab("Trips")
    assert (person.at, ring_around(person)) == ("Vehicle", None)


def test_the_arrows_stay_on_the_bar(person, octavia):
    octavia("overview")
    person.go_to("Vehicle", PageTabs)
    assert ring_around(person).intersects(tab_in_front(person))
    person.press("Right", "Right")
    assert person.shell.page.tabs.current == "service"
    assert person.at == "Vehicle"


def test_the_fuel_tab_that_was_looked_for_takes_a_line(person, octavia):
    # From the page of another vehicle, and from the sidebar.
    octavia("overview")
    look_for(person, "octavia fuel", "Fuel, Octavia")
    assert person.at == "Quick add"
    person.press("Ctrl+2", "F6")
    assert person.shell.sidebar.isAncestorOf(person.keyboard)
    look_for(person, "octavia fuel", "Fuel, Octavia")
    assert person.at == "Quick add"
    person.type("40 l 60 EUR 17400 km")
    person.press("Return")
    assert len(person.records("fill_up")) == 4


def test_a_fill_up_that_was_looked_for_has_the_keyboard_on_its_row(person):
    vehicle = person.only("vehicle", name="Octavia").id
    first, second, _third = (each.id for each in person.records("fill_up")
                             if each.vehicle == vehicle)  # fmt: skip

    def go(fill):
        person.shell.desk.go(Route(VEHICLE, vehicle, "fuel", fill))
        person.settle()

    go(first)
    assert (person.at, chosen(person)) == ("Fill-ups", [first])
    # One that the filter hides, too.
    table = person.keyboard
    person.press("Ctrl+F")
    person.type("nothing that fits")
    person.until(lambda: not table.rows.rowCount())
    go(second)
    assert (person.at, chosen(person)) == ("Fill-ups", [second])
    person.press("Del")
    assert second not in [each.id for each in person.records("fill_up")]


# ---------------------------------------------------------------------- the only row of a table


def test_the_only_row_that_comes_back_has_the_keyboard_again(person, octavia):
    octavia("expenses")
    expense = person.only("expense", title="Car wash")
    for undo in (person.undo, lambda: person.click("Undo")):
        person.find("Expenses", RowsTable).enter()
        person.press("Del")
        assert person.at == "Add expense"
        undo()
        assert (person.at, chosen(person)) == ("Expenses", [expense.id])
    # By its own keys it goes again.
    person.press("Del")
    assert not [each for each in person.records("expense") if each.id == expense.id]


def test_the_only_row_that_a_filter_left_comes_back_with_the_keyboard(person, octavia):
    octavia("service")
    person.press("Ctrl+F")
    person.type("brake")
    person.press("Down")
    (service,) = chosen(person)
    person.press("Del")
    assert person.at == "Columns"
    person.undo()
    assert (person.at, chosen(person)) == ("Service", [service])


def test_all_fill_ups_come_back_with_the_keyboard_unless_one_writes_the_next(person, octavia):
    octavia("fuel")
    person.find("Fill-ups", RowsTable).enter()
    person.press("Ctrl+A", "Del")
    assert person.at == "Quick add"
    person.undo()
    assert person.at == "Fill-ups"
    person.press("Ctrl+A", "Del")
    person.type("40 l 60 EUR 17400 km")
    person.press("Return")
    assert person.sees("1 fill-up")
    assert person.at == "Quick add"


@pytest.mark.parametrize(
    ("use", "place"),
    [
        (lambda person: person.click("Quick add"), "Quick add"),
        (lambda person: compose(person, "に"), "Quick add"),
        (lambda person: compose(person, ""), "Fill-ups"),
    ],
    ids=["clicked", "composed", "nothing composed"],
)
def test_rows_that_come_back_leave_the_keyboard_to_who_clicked_or_composes(
    person, octavia, use, place
):
    octavia("fuel")
    person.find("Fill-ups", RowsTable).enter()
    person.press("Ctrl+A", "Del")
    assert person.at == "Quick add"
    use(person)
    person.shell.desk.undo()
    person.settle()
    assert person.find("Fill-ups", RowsTable).rows.rowCount() == 3
    assert person.at == place


def compose(person, words):
    """Tell what has the keyboard which letters are being put together, as for Japanese."""
    QApplication.sendEvent(person.keyboard, QInputMethodEvent(words, []))


def test_ctrl_z_brings_rows_back_and_not_what_was_typed_in_a_line(person, octavia):
    octavia("fuel")
    person.type("4")
    person.press("Backspace")
    person.find("Fill-ups", RowsTable).enter()
    person.press("Ctrl+A", "Del")
    assert person.at == "More fields"
    person.undo()
    assert person.at == "Fill-ups"


def test_the_only_note_comes_back_with_the_keyboard(person, octavia):
    octavia("notes")
    person.click("Add note")
    person.type("Wheel bolts")
    person.press("Tab", "Tab")
    person.go_to("Notes", RowsTable)
    (note,) = chosen(person)
    person.press("Del")
    assert person.at == "Add note"
    person.undo()
    assert (person.at, chosen(person)) == ("Notes", [note])


def test_a_narrower_fuel_tab_keeps_its_row_and_the_keyboard(person, octavia):
    octavia("fuel")
    table = person.find("Fill-ups", RowsTable)
    table.enter()
    person.press("Down")
    second = chosen(person)
    wide = len(table.arrangement.shown_sections())
    for width in (700, 1440):
        person.shell.resize(width, 900)
        person.settle()
        assert (person.at, chosen(person)) == ("Fill-ups", second)
        assert QApplication.focusWidget() is table
    assert len(table.arrangement.shown_sections()) == wide
