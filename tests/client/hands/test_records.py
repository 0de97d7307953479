"""The tables of a vehicle, each job by the mouse and by the keyboard."""

from __future__ import annotations

from PySide6.QtWidgets import QListView

from client.ui.widgets.rows_table import RowsTable
from tests.client.hands.person import CTRL, cell

LINE = "40.2 l 64.30 EUR 17300 km"


def rows(person, name):
    table = person.find(name, RowsTable)
    assert isinstance(table, RowsTable)
    return table


def test_a_fill_up_is_added_by_a_line_changed_and_deleted(person):
    def totals():
        return sorted(str(each.total.amount) for each in person.records("fill_up"))

    before = totals()
    # By the mouse: the key at the end of the line is pressed by it too.
    person.click("Octavia M JL 2016")
    person.tab("Fuel")
    person.click("Quick add")
    person.type(LINE)
    person.click("Enter")
    assert totals() == sorted([*before, "64.30"])
    person.click("Undo")
    assert totals() == before
    person.click("Partial")
    assert rows(person, "Fill-ups").model().rowCount() == 0
    person.click("All 3")
    table = rows(person, "Fill-ups")
    person.double_click(table.viewport(), cell(table, "67.36"))
    person.press("Ctrl+A")
    person.type("70.10")
    person.press("Return")
    assert "70.10" in totals()
    person.click("Undo")
    person.menu_of(table.viewport(), cell(table, "4 Sep"))
    person.choose("Change")
    person.click("Total")
    person.press("Ctrl+A")
    person.type("71.20")
    person.click("Save")
    assert "71.20" in totals()
    person.click("Undo")
    person.menu_of(table.viewport(), cell(table, "4 Sep"))
    person.choose("Delete")
    assert len(totals()) == 2
    person.click("Undo")
    # By the keyboard.
    person.go_to("Fill-ups", RowsTable)
    person.press("Down", "Menu")
    person.pick("Change")
    person.go_to("Total")
    person.type("71.20")
    person.press("Return")
    assert "71.20" in totals()
    person.undo()
    assert totals() == before
    person.go_to("All 3")
    person.press("Right", "Right")
    assert rows(person, "Fill-ups").model().rowCount() == 0


def test_services_are_added_narrowed_changed_tagged_and_deleted(person):
    def titles():
        return sorted(each.title for each in person.records("service"))

    before = titles()
    person.click("Octavia M JL 2016")
    # By the mouse.
    person.tab("Service")
    person.click("Add…")
    person.choose("Service")
    person.click("What")
    person.type("New battery")
    person.click("Add")
    assert titles() == sorted([*before, "New battery"])
    person.click("Undo")
    table = rows(person, "Service")
    person.double_click(table.viewport(), cell(table, "Brake fluid"))
    person.press("Ctrl+A")
    person.type("Brake fluid changed")
    person.press("Return")
    assert "Brake fluid changed" in titles()
    person.click("Undo")
    person.click(table.viewport(), cell(table, "Brake fluid"))
    person.click(table.viewport(), cell(table, "Oil and filter"), held=CTRL)
    person.menu_of(table.viewport(), cell(table, "Oil and filter"))
    person.choose("Add a tag…")
    person.type("winter")
    person.click("Add")
    assert [each.tags for each in person.records("service")] == [{"winter"}, {"winter"}]
    person.click("Undo")
    person.menu_of(table.viewport(), cell(table, "Oil and filter"))
    person.choose("Delete")
    assert titles() == []
    person.click("Undo")
    # By the keyboard.
    person.press("Ctrl+N")
    person.pick("Service")
    person.type("Coolant")
    person.press("Return")
    assert "Coolant" in titles()
    person.undo()
    person.go_to("Service", RowsTable)
    person.press("Home", "Right", "Right", "F2")
    person.press("Escape")
    person.press("Delete")
    assert len(titles()) == 1
    person.undo()
    assert titles() == before


def test_trips_parts_facts_and_notes_are_written_by_the_mouse(person):
    person.click("Octavia M JL 2016")
    person.tab("Trips")
    person.click("Add trip")
    for field, words in (("From", "Pasing"), ("To", "Lindau"), ("Distance", "180")):
        person.click(field)
        person.type(words)
    person.click("Add")
    assert [each.destination for each in person.records("trip")] == ["Lindau"]
    person.click("Undo")
    assert person.records("trip") == []
    person.tab("Parts")
    table = rows(person, "Parts")
    person.menu_of(table.viewport(), cell(table, "Oil filter"))
    person.choose("One came")
    assert len(person.records("stock_movement")) == 1, person.words()
    person.click("Undo")
    assert person.records("stock_movement") == []
    person.tab("Specs")
    person.click("Name")
    person.type("Wheel bolts")
    person.click("Value")
    person.type("120 Nm")
    person.click("Add")
    assert person.only("specification", name="Wheel bolts")
    person.click("Undo")
    assert person.records("specification") == []
    person.tab("Notes")
    person.click("Add note")
    person.click("Title")
    person.type("Roof box")
    person.click("Text")
    person.type("Keys in the drawer")
    person.tab("Documents")
    assert person.only("note", title="Roof box").notes == "Keys in the drawer"
    # Kept field by field, it is taken back so.
    person.click("Undo")
    person.press("Ctrl+Z")
    assert person.records("note") == []
    person.click("Add document")
    person.click("Title")
    person.type("Registration")
    person.click("Add")
    assert person.only("document", title="Registration")
    person.click("Undo")


def test_trips_parts_facts_and_notes_are_written_by_keys(person):
    person.click("Octavia M JL 2016")
    person.tab("Trips")
    person.press("Ctrl+N")
    person.type("Pasing")
    person.go_to("To")
    person.type("Lindau")
    person.go_to("Distance")
    person.type("180")
    person.press("Return")
    assert [each.destination for each in person.records("trip")] == ["Lindau"]
    person.undo()
    person.press("Ctrl+PgDown", "Ctrl+PgDown", "Ctrl+PgDown")
    person.go_to("Parts", RowsTable)
    person.press("Home", "+")
    assert len(person.records("stock_movement")) == 1
    person.undo()
    person.press("Ctrl+PgDown", "Ctrl+PgDown")
    person.press("Ctrl+N")
    person.type("Wheel bolts")
    person.press("Tab")
    person.type("120 Nm")
    person.press("Return")
    assert person.only("specification", name="Wheel bolts")
    person.undo()
    assert person.records("specification") == []
    person.press("Ctrl+PgDown", "Ctrl+PgDown")
    person.press("Ctrl+N")
    person.type("Roof box")
    person.press("Return")
    person.type("Keys in the drawer")
    person.press("Ctrl+PgUp")
    assert person.only("note", title="Roof box")
    person.undo()
    person.undo()
    assert person.records("note") == []


def toll(person):
    """How much it was and of which category; None where there is no such expense."""
    found = [each for each in person.records("expense") if each.title == "Toll"]
    return (str(found[0].total.amount), found[0].category) if found else None


def test_an_expense_is_added_by_the_mouse(person):
    person.click("Octavia M JL 2016")
    person.tab("Expenses")
    person.click("Add…")
    person.choose("Expense")
    person.click("What for")
    person.type("Toll")
    person.click("Amount")
    person.type("9.50")
    person.click("Category")
    offered = person.front.findChild(QListView)
    person.click(offered.viewport(), cell(offered, "Toll"))
    person.click("Add")
    assert toll(person) == ("9.50", "toll")
    person.click("Undo")
    assert toll(person) is None


def test_an_expense_is_added_by_keys(person):
    person.go_to("Octavia, M JL")
    person.press("Return", *["Ctrl+PgDown"] * 3)
    person.press("Ctrl+N")
    person.pick("Expense")
    person.type("Toll")
    person.go_to("Amount")
    person.type("9.50")
    person.go_to("Category")
    person.press("Home")
    for _step in range(person.keyboard.count()):
        if person.keyboard.currentText() == "Toll":
            break
        person.press("Down")
    person.press("Return")
    assert toll(person) == ("9.50", "toll")
    person.undo()
    assert toll(person) is None
