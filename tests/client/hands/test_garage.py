"""The garage's page, each job by the mouse and by the keyboard."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QListView

from client.ui.routes import GARAGE, VEHICLE
from client.ui.widgets.key_caps import KeyCaps
from client.ui.widgets.rows_table import RowsTable
from tests.client.hands.person import CTRL, cell


def test_vehicles_are_arranged_compared_and_opened(person):
    # By the keyboard, which stays with the vehicles whatever they are shown as.
    person.go_to("Sort by")
    person.press("Tab", "Tab")
    assert person.at.startswith("Octavia, ")
    person.press("Left", "Up")
    assert person.at.startswith("Octavia, ")
    person.press("Ctrl+Shift+L")
    assert isinstance(person.keyboard, RowsTable)
    person.press("Ctrl+Shift+L")
    assert person.at.startswith("Octavia, ")
    person.press("Space", "Right", "Space", "Right", "Down")
    assert person.at.startswith("Herbie, ")
    person.command("Compare what is selected")
    assert person.sees("Copy as text")
    person.press("Escape", "Escape")
    assert person.at.startswith("Octavia, ")
    person.go_to("Sort by")
    person.press("Space")
    person.pick("Name")
    person.go_to("Herbie, ")
    person.press("Return")
    assert person.shell.desk.trail.here.page == VEHICLE
    person.press("Alt+Left")
    # By the mouse.
    person.click("Table")
    table = person.find("Vehicles", RowsTable)
    assert cell(table, "Herbie").y() < cell(table, "Octavia").y()
    person.double_click(table.viewport(), cell(table, "Octavia"))
    assert person.shell.windowTitle().startswith("Octavia")
    person.click("Back")
    assert person.shell.page.isAncestorOf(person.keyboard) or person.keyboard is person.shell.page
    person.click("Cards")
    person.click("Sort by")
    person.choose("Name")
    person.click("Herbie, ", held=CTRL)
    person.click("Octavia, M JL", held=CTRL)
    person.click("Compare")
    assert person.sees("Copy as text")


def test_a_vehicle_is_laid_up_grouped_sold_and_deleted_by_its_menu(person):
    def octavia():
        return person.only("vehicle", name="Octavia")

    (classics,) = person.records("vehicle_group")
    herbie = person.only("vehicle", name="Herbie")
    person.menu_of("Octavia, M JL")
    person.choose("Lay up")
    assert octavia().status == "laid_up"
    person.undo()
    assert octavia().status == "active"
    person.menu_of("Herbie, ")
    person.choose("Put in group", "Classics")
    assert person.only("vehicle", name="Herbie").group == classics.id
    person.click("Undo")
    assert person.only("vehicle", name="Herbie").group == herbie.group
    person.menu_of("Octavia, M JL")
    person.choose("Delete")
    assert len(person.records("vehicle")) == 1
    person.click("Undo")
    # The same by keys.
    person.go_to("Octavia, M JL")
    person.press("Menu")
    person.pick("Lay up")
    assert octavia().status == "laid_up"
    person.undo()
    person.go_to("Herbie, ")
    person.press("Menu")
    person.pick("Put in group", "Classics")
    assert person.only("vehicle", name="Herbie").group == classics.id
    person.undo()
    person.go_to("Octavia, M JL")
    person.press("Menu")
    person.pick("Sell…")
    person.press("Return")
    assert octavia().status == "sold"
    person.undo()
    assert octavia().status == "active"


def test_a_vehicle_is_added_and_filtered_by_the_mouse_and_the_keyboard_stays_on_the_page(person):
    person.click("Add vehicle")
    person.click("Name")
    person.type("Z3")
    person.click("Add vehicle")
    assert person.only("vehicle", name="Z3")
    assert person.shell.desk.trail.here.page != GARAGE
    assert person.shell.sidebar.isAncestorOf(person.keyboard) is False
    person.undo()
    assert len(person.records("vehicle")) == 2
    person.press("Ctrl+1")
    person.click("Filter (Ctrl+F)")
    person.type("octa")
    assert not person.sees("Herbie, 1973")
    person.click("Filter (Ctrl+F)")
    assert person.sees("Herbie, 1973")


def figures(person):
    """The Zoe's battery, and what its odometer showed; None where there is no Zoe."""
    zoe = [each for each in person.records("vehicle") if each.name == "Zoe"]
    if not zoe:
        return None
    read = [each for each in person.records("odometer_reading") if each.vehicle == zoe[0].id]
    return zoe[0].battery.text, [each.odometer.text for each in read]


def test_a_vehicle_is_added_with_its_odometer_and_battery_by_the_mouse(person):
    before = len(person.records("odometer_reading"))
    person.click("Add vehicle")
    person.click("Name")
    person.type("Zoe")
    person.click("Energy")
    offered = person.front.findChild(QListView)
    person.click(offered.viewport(), cell(offered, "Electricity"))
    person.click("Battery (kWh)")
    person.type("52")
    person.click("Odometer now (km)")
    person.type("18300")
    person.click("Add vehicle")
    assert figures(person) == ("52 kWh", ["18300 km"])
    person.click("Undo")
    assert figures(person) is None
    assert len(person.records("odometer_reading")) == before


def test_a_vehicle_is_added_by_its_number_with_its_odometer_and_tank_by_keys(person):
    person.press("Ctrl+Shift+N")
    person.type("Bus")
    person.go_to("VIN")
    person.type("WVWZZZ3CZJE123456")
    person.go_to("Look up")
    person.press("Space")
    assert person.sees("Filled in: Volkswagen")
    person.go_to("Odometer now")
    person.type("84120 km")
    person.go_to("Tank")
    person.type("66")
    person.press("Return")
    bus = person.only("vehicle", name="Bus")
    assert (bus.make, bus.tank.text) == ("Volkswagen", "66 L")
    assert person.only("odometer_reading", vehicle=bus.id).odometer.text == "84120 km"
    person.undo()
    assert [each for each in person.records("vehicle") if each.name == "Bus"] == []
    assert [each for each in person.records("odometer_reading") if each.vehicle == bus.id] == []


def test_the_keys_that_add_a_vehicle_here_are_shown_and_those_of_everywhere_do_it_too(person):
    for keys in ("Ctrl+N", "Ctrl+Shift+N"):
        person.press(keys)
        assert person.front.windowTitle() == "Add vehicle"
        person.press("Escape")
    assert person.find("Add vehicle").toolTip() == "Add vehicle (Ctrl+N)"
    person.press("F1")
    assert person.sees("Ctrl N")
    assert not person.sees("Ctrl Shift N")
    caps = person.front.findChildren(KeyCaps)
    assert [cap.width() for cap in caps] == [cap.sizeHint().width() for cap in caps]
    titles = [each.geometry() for each in person.front.findChildren(QLabel)]
    assert not [cap for cap in caps if any(cap.geometry().intersects(each) for each in titles)]
