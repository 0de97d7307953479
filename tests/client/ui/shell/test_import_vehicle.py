"""A file that names no vehicle: the window always says which one it goes into."""

import pytest
from PySide6.QtCore import Qt

from client.operations.records import add, delete, edit
from client.ui.routes import VEHICLE, Route
from client.ui.shell.import_dialog import ImportDialog
from garage.moments import Moment
from garage.records import FillUp, Vehicle, kind_named
from garage.units import Quantity

LOG = """date,odometer (km),volume (l),total (EUR)
2026-09-01,90000,40.5,60.10
2026-10-15,90750,41.2,63.00
"""


@pytest.fixture
def log(tmp_path):
    file = tmp_path / "log.csv"
    file.write_text(LOG, encoding="utf-8")
    return file


@pytest.fixture
def opened(opened, log):
    return opened(log)


def vehicles(store):
    return {one.name: one for one in store.read(lambda reader: reader.all(Vehicle))}


def owners(store):
    return {fill.vehicle for fill in store.read(lambda reader: reader.all(FillUp))}


def choices(dialog):
    box = dialog.vehicle.box
    return [box.itemText(place) for place in range(box.count())]


def test_the_only_vehicle_is_named_and_a_new_one_is_among_the_choices(opened, store, press):
    assert opened.vehicle.box.isVisible()
    assert choices(opened) == ["Octavia", "New vehicle…"]
    assert opened.vehicle.box.currentText() == "Octavia"
    assert "Octavia" not in opened.details.text()
    press(opened)
    assert owners(store) == {vehicles(store)["Octavia"].id}


def test_a_second_vehicle_is_made_for_the_file(opened, store, press, qtbot):
    opened.vehicle.box.setCurrentIndex(1)
    assert not opened.words.isVisible()
    assert opened.go_button.text() == "Go on"
    press(opened.vehicle.box)
    assert opened.vehicle.name.error == "Give the new vehicle a name."
    assert owners(store) == set()
    qtbot.keyClicks(opened.vehicle.name.editor, "octavia")
    press(opened.vehicle.name.editor)
    assert "of this name already" in opened.vehicle.name.error
    opened.vehicle.name.set_text("Golf")
    press(opened.vehicle.name.editor)
    assert opened.words.text() == "Vehicles: 1 new, Fill-ups: 2 new."
    assert opened.vehicle.box.currentText() == "New vehicle…"
    press(opened)
    assert owners(store) == {vehicles(store)["Golf"].id}


def test_a_new_vehicle_is_new_although_an_import_made_one_of_its_name(
    opened, shell, log, store, press, settled
):
    opened.vehicle.box.setCurrentIndex(1)
    opened.vehicle.name.set_text("Golf")
    press(opened.vehicle.name.editor)
    press(opened)
    old = vehicles(store)["Golf"].id
    edit(store, old, {"name": "Old Golf"})
    again = ImportDialog(shell.desk, log, shell)
    again.open()
    settled()
    assert sorted(choices(again)) == ["New vehicle…", "Octavia", "Old Golf"]
    again.vehicle.box.setCurrentIndex(again.vehicle.box.count() - 1)
    again.vehicle.name.set_text("Golf")
    press(again.vehicle.name.editor)
    press(again)
    assert owners(store) == {old, vehicles(store)["Golf"].id}


def test_in_an_empty_garage_it_is_said_that_one_is_made(
    shell, log, store, octavia, press, settled, qtbot
):
    delete(store, [octavia])
    dialog = ImportDialog(shell.desk, log, shell)
    dialog.open()
    settled()
    assert "a new one is made for it" in dialog.words.text()
    assert not dialog.vehicle.box.isVisible()
    assert dialog.vehicle.name.editor.hasFocus()
    press(dialog.vehicle.name.editor)
    assert dialog.vehicle.name.error == "Give the new vehicle a name."
    qtbot.keyClicks(dialog.vehicle.name.editor, "Golf")
    press(dialog.vehicle.name.editor)
    press(dialog)
    assert owners(store) == {vehicles(store)["Golf"].id}


@pytest.fixture
def golf(store):
    return add(store, kind_named("vehicle"), {"name": "Golf"}).ids[0]


def test_away_from_any_vehicle_it_is_asked_which_of_several(
    shell, golf, log, store, press, settled
):
    dialog = ImportDialog(shell.desk, log, shell)
    dialog.open()
    settled()
    box = dialog.vehicle.box
    assert dialog.words.text() == "The file does not say which vehicle it is about."
    assert (box.currentIndex(), dialog.vehicle.name.isVisible()) == (-1, False)
    assert dialog.height() == dialog.layout().totalHeightForWidth(dialog.width())
    press(box)
    assert dialog.vehicle.vehicle.error == "Say which vehicle it goes into."
    assert box.hasFocus()
    press(box, Qt.Key.Key_Down)
    assert (box.currentText(), dialog.vehicle.vehicle.error) == ("Golf", "")
    press(box)
    press(dialog)
    assert owners(store) == {golf}


def test_at_a_vehicle_that_one_is_proposed(shell, golf, log, settled):
    shell.desk.go(Route(VEHICLE, golf))
    settled()
    dialog = ImportDialog(shell.desk, log, shell)
    dialog.open()
    settled()
    assert dialog.vehicle.box.currentText() == "Golf"


def test_the_dialog_keeps_its_height_from_step_to_step(opened, shell, press, settled):
    """While it looks, and where it says less than before, its buttons stay where they are."""
    opened.vehicle.box.setCurrentIndex(1)
    opened.vehicle.name.set_text("Golf")
    settled()
    tall = opened.height()
    shell.desk.workers.hold()
    opened.go_button.click()
    assert (opened.strip.isVisible(), opened.height()) == (True, tall)
    shell.desk.workers.release()
    settled()
    assert opened.height() >= tall
    tall = opened.height()
    opened.vehicle.box.setCurrentIndex(0)
    settled()
    assert (opened.words.isVisible(), opened.height()) == (False, tall)


def filled(store, vehicle, day, shown):
    values = {
        "vehicle": vehicle, "date": Moment.parse(day), "odometer": Quantity(shown, "km"),
        "volume": Quantity("40", "L"),
    }  # fmt: skip
    add(store, kind_named("fill_up"), values)


def test_readings_of_another_car_are_asked_about(shell, log, store, octavia, press, settled):
    filled(store, octavia, "2026-11-01", "2400")
    dialog = ImportDialog(shell.desk, log, shell)
    dialog.open()
    settled()
    caution = dialog.vehicle.vehicle.caution
    assert caution.startswith("2 of 2 odometer readings do not fit the vehicle's. 90,000 km on")
    assert "2,400 km" in caution
    assert caution.endswith("Is it another vehicle?")
    dialog.vehicle.box.setCurrentIndex(1)
    assert not dialog.vehicle.vehicle.caution


def test_one_enter_does_not_mix_the_logs_of_two_cars(shell, log, store, octavia, press, settled):
    filled(store, octavia, "2026-11-01", "2400")
    dialog = ImportDialog(shell.desk, log, shell)
    dialog.open()
    settled()
    press(dialog.focusWidget())
    assert dialog.isVisible()
    assert dialog.go_button.hasFocus()
    press(dialog.focusWidget())
    assert len(store.read(lambda reader: reader.all(FillUp))) == 3


def test_readings_that_go_on_from_the_vehicles_are_not_asked_about(
    shell, log, store, octavia, settled
):
    filled(store, octavia, "2026-08-01", "89200")
    dialog = ImportDialog(shell.desk, log, shell)
    dialog.open()
    settled()
    assert dialog.vehicle.box.currentText() == "Octavia"
    assert not dialog.vehicle.vehicle.caution
