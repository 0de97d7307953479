"""The palette: deeds on a vehicle, places, commands, recents, and where things lead."""

import pytest
from PySide6.QtCore import Qt

from client.operations.records import add
from client.operations.settings import change_settings
from client.ui.desk import Desk
from client.ui.routes import GARAGE, SETTINGS, VEHICLE, Route
from client.ui.vehicles.record_form import RecordForm
from garage.records import kind_named
from tests.client.ui.shell.palette import headings, look_for, take


def test_a_vehicles_name_offers_what_can_be_done_to_it(shell, settled, qtbot):
    found = look_for(shell, settled, qtbot, "octa")
    assert [row.title for row in found][:4] == [
        "Add fill-up to Octavia",
        "Add service to Octavia",
        "Note odometer of Octavia",
        "Octavia",
    ]
    assert headings(shell) == ["Do", "Go to", "Found in records"]
    start, end = found[0].marks[0]
    assert found[0].title[start:end] == "Octa"
    assert found[3].plate.letters == "M JL 2016"


@pytest.mark.parametrize("typed", ["octavia", "OCTAVIA ", "m jl 2016", "MJL2016"])
def test_a_vehicle_that_is_named_in_full_stands_first(shell, store, settled, qtbot, octavia, typed):
    add(store, kind_named("vehicle"), {"name": "Another Octavia", "plate": "M JL 20161"})
    found = look_for(shell, settled, qtbot, typed)
    assert found[0].open == Route(VEHICLE, octavia)
    assert headings(shell)[:2] == ["Go to", "Do"]
    assert "Add fill-up to Octavia" in [row.title for row in found]
    qtbot.keyClick(shell.search.field, Qt.Key.Key_Return)
    assert shell.desk.trail.here == Route(VEHICLE, octavia)


def test_add_service_to_a_vehicle_opens_its_form(shell, settled, qtbot, golf):
    look_for(shell, settled, qtbot, "add serv golf")
    qtbot.keyClick(shell.search.field, Qt.Key.Key_Return)
    assert shell.findChild(RecordForm) is not None


def test_a_deed_without_a_vehicle_is_offered_for_each(shell, settled, qtbot, octavia, golf):
    found = look_for(shell, settled, qtbot, "add fill")
    titles = [row.title for row in found]
    assert titles[:2] == ["Add fill-up to Golf", "Add fill-up to Octavia"]
    look_for(shell, settled, qtbot, "zebra")
    nothing = shell.search.box.nothing
    assert nothing.isVisible()
    assert nothing.height() >= nothing.heightForWidth(nothing.width())


def test_the_vehicle_one_is_at_needs_no_naming(shell, settled, qtbot, octavia, golf):
    shell.desk.go(Route(VEHICLE, golf))
    settled()
    found = look_for(shell, settled, qtbot, "")
    assert "Add fill-up to Golf" in [row.title for row in found]
    assert "Add fill-up to Octavia" not in [row.title for row in found]


@pytest.mark.parametrize(
    ("typed", "section"), [("units", "units"), ("backup", "backups"), ("miles", "units")]
)
def test_a_section_of_the_settings_is_found(shell, settled, qtbot, typed, section):
    found = look_for(shell, settled, qtbot, typed)
    assert Route(SETTINGS, tab=section) in [row.open for row in found]


@pytest.mark.parametrize("typed", ["ks", "keybaord", "shortc key", "keyboard"])
def test_a_command_is_found_by_initials_slips_and_beginnings(shell, settled, qtbot, typed):
    found = look_for(shell, settled, qtbot, typed)
    assert "Keyboard shortcuts" in [row.title for row in found]


def test_what_was_used_last_stands_first_and_is_kept(shell, store, settled, qtbot, octavia, golf):
    shell.desk.go(Route(VEHICLE, golf))
    look_for(shell, settled, qtbot, "garage")
    take(shell, qtbot, "Garage")
    settled()
    assert shell.desk.trail.here == Route(GARAGE)
    found = look_for(shell, settled, qtbot, "")
    assert [row.title for row in found][:2] == ["Garage", "Golf"]
    kept = store.read(lambda reader: reader.settings())["recent"]
    assert kept == ["command:go.garage", f"vehicle:{golf}"]


def test_enter_at_once_waits_for_what_is_found(shell, settled, qtbot):
    qtbot.keyClick(shell, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    settled()
    qtbot.keyClicks(shell.search.field, "settings")
    qtbot.keyClick(shell.search.field, Qt.Key.Key_Return)
    settled()
    assert shell.desk.trail.here == Route(SETTINGS)


def test_what_is_kept_quietly_wakes_no_page(shell, desk, settled):
    seen = []
    desk.look_for_changes()
    settled()
    desk.changed.connect(seen.append)
    desk.keep({"recent": ["command:go.garage"]})
    settled()
    desk.look_for_changes()
    settled()
    assert seen == []


def test_the_numbers_and_dates_that_were_chosen_are_written(store, qtbot):
    change_settings(store, {"numbers": "1.234,5", "date_order": "YMD"})
    desk = Desk(store, store.read(lambda reader: reader.settings()))
    assert (desk.preferences.grouping, desk.preferences.decimal_mark) == (".", ",")
    assert desk.preferences.date_order == "YMD"
    desk.stop()
    desk.close()


def test_a_tab_is_found_by_its_vehicle_and_its_title(shell, settled, qtbot, octavia, golf):
    assert "Plan, Octavia" in [row.title for row in look_for(shell, settled, qtbot, "octa plan")]
    assert "Plan, Golf" not in [row.title for row in shell.search.list.found()]
    take(shell, qtbot, "Plan, Octavia")
    settled()
    assert shell.desk.trail.here == Route(VEHICLE, octavia, "plan")
    titles = [row.title for row in look_for(shell, settled, qtbot, "remin")]
    assert "Reminders, Octavia" in titles
    assert "Reminders, Golf" not in titles
    look_for(shell, settled, qtbot, "octavia overview")
    take(shell, qtbot, "Overview, Octavia")
    settled()
    assert shell.desk.trail.here == Route(VEHICLE, octavia, "overview")
