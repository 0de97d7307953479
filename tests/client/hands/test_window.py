"""Search, insights, trash, settings and the garages: each job by the mouse and by the keyboard."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from client.ui.routes import CALENDAR, INSIGHTS, PEOPLE, SETTINGS, TRASH, VEHICLE, WELCOME, Route
from client.ui.vehicles.tabs import tab_specs
from tests.client.hands.person import cell

SMALL_SCREEN = 700
"""What a screen of 768 leaves between the bars of a desktop, in pixels."""


def choose_file(person, path):
    """Type a name into the question for a file, and press Enter."""
    assert isinstance(person.front, QFileDialog)
    person.press("Ctrl+A")
    person.type(str(path))
    person.press("Return")


def search_for(person, words, first):
    """Type into the search that is open, and wait for what it finds."""
    person.type(words)
    found = person.shell.search.list
    person.until(lambda: any(first in str(found.model().index(row, 0).data())
                             for row in range(2) if found.model().rowCount() > row))  # fmt: skip
    return found


def test_something_is_found_and_gone_to(person):
    # By the mouse.
    person.click("Search or press")
    found = search_for(person, "brake fl", "Brake fluid")
    person.click(found.viewport(), cell(found, "Brake fluid"))
    assert person.shell.windowTitle().startswith("Octavia")
    assert person.shell.desk.trail.here.tab == "service"
    # By the keyboard: a line that is kept, from anywhere.
    person.press("Ctrl+1", "Ctrl+K")
    search_for(person, "40 l 60 EUR 17400 km octavia", "40")
    person.press("Return")
    assert len(person.records("fill_up")) == 4
    person.undo()
    assert len(person.records("fill_up")) == 3


def test_insights_are_asked_shown_as_tables_and_saved(person, tmp_path):
    # By the mouse.
    person.click("Insights")
    person.click("Quarter")
    person.click("Calendar year")
    person.click("Vehicles: All 2")
    person.click("Herbie")
    person.press("Escape")
    assert person.sees("Vehicles: Octavia")
    person.click(person.find("Table"))
    person.click("Cost by month: save")
    person.choose("Save table as CSV…")
    choose_file(person, tmp_path / "costs.csv")
    person.until((tmp_path / "costs.csv").exists)
    # By the keyboard.
    person.press("Ctrl+1", "Ctrl+3")
    person.press("T")
    person.go_to("Cost by month: save")
    person.press("Space")
    person.pick("Save picture…")
    choose_file(person, tmp_path / "costs.png")
    person.until((tmp_path / "costs.png").exists)
    person.go_to("Vehicles: ")
    person.press("Space")
    person.go_to("Herbie")
    person.press("Space", "Escape")
    assert person.sees("Vehicles: All 2")


def test_what_is_in_the_trash_comes_back_settings_change_and_garages_are_chosen(person):
    def parking():
        return [each for each in person.records("expense") if each.title == "Parking"]

    person.click("Trash")
    person.click("Restore")
    assert len(parking()) == 1
    person.click("Undo")
    assert parking() == []
    person.press("Ctrl+1", "Ctrl+Shift+T", "R")
    assert len(parking()) == 1
    person.undo()
    assert parking() == []

    def fields():
        return sorted(each.name for each in person.records("custom_field"))

    # By the mouse.
    person.click("Settings")
    person.click("Own fields")
    person.click("Add a field")
    person.click("Name")
    person.type("Interior")
    person.click("Add")
    assert fields() == ["Interior", "Paint code"]
    person.click("Undo")
    person.click("Rename Paint code")
    person.press("Ctrl+A")
    person.type("Colour")
    person.click("Save")
    assert fields() == ["Colour"]
    person.click("Undo")
    person.click("Delete Paint code")
    assert fields() == []
    person.click("Undo")
    person.click("My garage, Jonas")
    person.click("My garage, Your own")
    assert not person.sees("New family, club or workshop…")
    # By the keyboard.
    person.go_to("You and your garage")
    person.press("Return")
    person.go_to("Name of the garage")
    person.type("Lindner garage")
    person.press("Return")
    assert person.sees("Lindner garage, Jonas, owner")
    person.go_to("Own fields")
    person.press("Return")
    person.go_to("Add a field")
    person.press("Return")
    person.type("Interior")
    person.press("Return")
    assert fields() == ["Interior", "Paint code"]
    person.undo()
    person.press("Ctrl+Shift+G")
    assert person.at.startswith("Lindner garage")
    person.press("Escape")


def test_f6_goes_round_the_parts_of_the_window_and_finds_its_place_in_each(person):
    person.go_to("Octavia, M JL")
    person.press("F6")
    assert person.shell.sidebar.isAncestorOf(person.keyboard)
    person.press("Shift+Tab")
    place = person.at
    person.press("F6")
    assert person.shell.header.isAncestorOf(person.keyboard)
    person.press("F6")
    assert person.at.startswith("Octavia, M JL")
    person.press("F6")
    assert person.at == place
    person.press("Shift+F6", "Shift+F6")
    assert person.shell.header.isAncestorOf(person.keyboard)
    # What lies over the page closes first.
    person.press("Ctrl+K", "F6")
    assert not person.shell.search.isVisible()
    assert person.shell.page.isAncestorOf(person.keyboard)


def test_the_sheet_of_shortcuts_fits_a_small_screen(person):
    for page in ("Ctrl+1", "Ctrl+2"):
        person.press(page, "F1")
        assert person.sees("Next part of the window")
        assert person.front.height() < SMALL_SCREEN
        person.press("Escape")


class Windows(QObject):
    """Hears of everything that is shown as a window."""

    def __init__(self):
        super().__init__()
        self.shown = []

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(repr(watched))
        return False


@pytest.fixture
def windows(qapp):
    """What was shown as a window since."""
    made = Windows()
    qapp.installEventFilter(made)
    yield made.shown
    qapp.removeEventFilter(made)


def test_no_part_of_a_page_is_shown_as_a_window_and_takes_the_keyboard(person, windows):
    octavia = person.only("vehicle", name="Octavia").id
    tabs = ["fuel", *(spec.key for spec in tab_specs()), "overview"]
    pages = (CALENDAR, INSIGHTS, TRASH, PEOPLE, SETTINGS, WELCOME)
    for route in (*(Route(VEHICLE, octavia, tab) for tab in tabs), *map(Route, pages)):
        person.shell.desk.go(route)
        person.settle()
        assert windows == [], route
        assert QApplication.activeWindow() is person.shell


def test_a_backup_is_restored_only_once_one_was_asked_by_either_hand(person, store):
    backup = store.daily_backup(date(2026, 11, 18))
    kept = "As the garage was on"
    # By the keyboard: Enter alone restores nothing.
    person.command("Garage", "Restore a backup")
    assert person.at == "Cancel"
    person.go_to(kept)
    person.press("Return")
    assert person.sees("What was entered after it was made is not in it.")
    assert person.at == "Cancel"
    person.press("Return")
    assert person.at.startswith(kept)
    assert person.shell.restoring is None
    person.press("Escape")
    # By the mouse.
    person.click("Settings")
    person.click("Backups")
    person.click("Restore…")
    person.click(kept)
    person.click("Restore")
    assert person.shell.restoring == backup
