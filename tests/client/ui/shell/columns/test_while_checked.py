"""What is said while the table is checked counts: columns, the vehicle, its name, closing."""

import pytest

from client.exchange.generic_columns import LEFT_OUT
from client.operations.records import add
from client.ui.shell.import_dialog import ImportDialog
from garage.records import Vehicle, kind_named
from tests.client.ui.shell.columns.conftest import answered, fills


def test_more_said_while_it_is_checked_is_checked_once_more(
    opened, log, press, settled, shell, store
):
    dialog = answered(opened(log), press)
    boxes = [each.box for each in dialog.columns.previews]
    for at, meaning in ((5, "notes"), (5, "station"), (4, LEFT_OUT)):
        boxes[at].setCurrentIndex(boxes[at].findData(meaning))
    assert not dialog.go_button.isEnabled()
    settled()
    assert dialog.words.text() == "Fill-ups: 2 new. 1 row cannot be taken."
    dialog.go_button.click()
    settled()
    assert {fill.station for fill in fills(store)} == {"sade", "lunta"}


@pytest.fixture
def two(opened, octavia, log, press, store):
    """The dialog in a garage of two cars, ready to import into the Octavia."""
    add(store, kind_named("vehicle"), {"name": "Herbie"})
    dialog = opened(log)
    while dialog.vehicle.isHidden():
        press(dialog.go_button)
    dialog.vehicle.box.setCurrentIndex(dialog.vehicle.box.findText("Octavia"))
    answered(dialog, press)
    assert (dialog.vehicle.box.currentText(), dialog.go_button.text()) == ("Octavia", "Import")
    return dialog


def mean(dialog, at, meaning):
    """Say what a column is, and wait for nothing."""
    box = dialog.columns.previews[at].box
    box.setCurrentIndex(box.findData(meaning))


def names_filled(store):
    names = {one.id: one.name for one in store.read(lambda reader: reader.all(Vehicle))}
    return {names[fill.vehicle] for fill in fills(store)}


def test_a_vehicle_chosen_while_it_is_checked_is_the_one_it_goes_into(
    two, desk, store, press, settled
):
    desk.workers.hold()
    mean(two, 5, "notes")
    two.vehicle.box.setCurrentIndex(two.vehicle.box.findText("Herbie"))
    desk.workers.release()
    settled()
    assert (two.vehicle.box.currentText(), two.go_button.text()) == ("Herbie", "Go on")
    assert not two.words.isVisible()
    assert two.columns.previews[0].cells.wrong == {2}
    press(two.go_button)
    assert (two.vehicle.box.currentText(), two.go_button.text()) == ("Herbie", "Import")
    press(two.go_button)
    assert names_filled(store) == {"Herbie"}
    assert {fill.notes for fill in fills(store)} == {"sade", "lunta"}


def test_a_vehicle_chosen_before_a_column_stays_chosen(two, store, press, choose):
    two.vehicle.box.setCurrentIndex(two.vehicle.box.findText("Herbie"))
    choose(two.columns.previews[5].box, "notes")
    assert (two.vehicle.box.currentText(), two.go_button.text()) == ("Herbie", "Go on")
    press(two.go_button)
    press(two.go_button)
    assert names_filled(store) == {"Herbie"}


def test_a_name_typed_on_while_it_is_checked_is_the_name_of_the_new_vehicle(
    two, desk, store, press, settled, qtbot
):
    two.vehicle.box.setCurrentIndex(two.vehicle.box.findData(""))
    two.vehicle.name.set_text("Bus")
    press(two.vehicle.name.editor)
    assert two.go_button.text() == "Import"
    desk.workers.hold()
    mean(two, 5, "notes")
    qtbot.keyClicks(two.vehicle.name.editor, "ter")
    desk.workers.release()
    settled()
    assert (two.vehicle.name.text(), two.go_button.text()) == ("Buster", "Go on")
    press(two.go_button)
    press(two.go_button)
    assert names_filled(store) == {"Buster"}


def test_a_vehicle_chosen_while_a_check_fails_can_be_gone_on_with(two, desk, press, settled):
    desk.workers.hold()
    mean(two, 5, "volume")
    mean(two, 2, LEFT_OUT)
    two.vehicle.box.setCurrentIndex(two.vehicle.box.findText("Herbie"))
    desk.workers.release()
    settled()
    assert "no row could be taken" in two.wrong.text().lower()
    assert (two.go_button.text(), two.go_button.isEnabled()) == ("Go on", True)
    press(two.go_button)
    assert two.vehicle.box.currentText() == "Herbie"
    assert (two.go_button.text(), two.go_button.isEnabled()) == ("Import", False)


def test_closed_while_it_is_checked_it_is_gone(opened, log, press, shell, settled, choose):
    dialog = answered(opened(log), press)
    box = dialog.columns.previews[5].box
    box.setCurrentIndex(box.findData("notes"))
    dialog.reject()
    settled()
    assert shell.findChildren(ImportDialog) == []
