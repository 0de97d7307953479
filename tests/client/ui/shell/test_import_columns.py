"""An unknown table in the window: its first rows, what its columns are, checked as it is said."""

from functools import partial

import pytest
from PySide6.QtCore import Qt

from client.exchange.generic_columns import LEFT_OUT, OWN
from client.operations.records import add
from client.ui.shell.import_dialog import ImportDialog
from client.ui.text import use_language
from garage.records import FillUp, OdometerReading, Vehicle, kind_named

UNKNOWN = """Päivä;Mittarilukema;Litrat;Hinta;Yhteensä;Sää
31.08.2026;84120;40,5;1,76;71,28;sade
15.09.2026;84720;41,0;1,71;70,11;lunta
31.09.2026;85300;40,0;1,70;68,00;lunta
"""


@pytest.fixture
def log(tmp_path):
    file = tmp_path / "tankkaukset.csv"
    file.write_text(UNKNOWN, encoding="utf-8")
    return file


@pytest.fixture
def choose(settled):
    def choose_(box, value):
        place = box.findData(value)
        assert place >= 0, value
        box.setCurrentIndex(place)
        settled()

    return choose_


def answered(dialog, press):
    """Go on until nothing is asked any more."""
    while dialog.go_button.text() == "Go on":
        press(dialog.go_button)
    return dialog


def meanings(dialog):
    return list(dialog.columns.choice.columns)


def fills(store):
    return store.read(lambda reader: reader.all(FillUp))


def test_the_first_rows_are_shown_with_what_the_columns_are_guessed_to_be(opened, log):
    dialog = opened(log)
    assert dialog.columns.isVisible()
    assert meanings(dialog) == ["date", "odometer", "volume", "price", "total", OWN]
    first = dialog.columns.previews[0]
    assert first.cells.texts == ("31.08.2026", "15.09.2026", "31.09.2026")
    assert first.box.accessibleName() == "Column Päivä is"
    assert first.box.accessibleDescription() == "31.08.2026; 15.09.2026; 31.09.2026"
    assert "guessed" in dialog.columns.intro.text()


def test_a_guess_is_not_imported_by_an_enter_that_came_too_soon(opened, log, store, press):
    dialog = answered(opened(log), press)
    assert dialog.words.text() == "Fill-ups: 2 new. 1 row cannot be taken."
    assert dialog.focusWidget() is dialog.columns.previews[0].box
    press(dialog.focusWidget())
    assert (dialog.isVisible(), fills(store)) == (True, [])
    assert dialog.go_button.hasFocus()
    press(dialog.focusWidget())
    fill = min(fills(store), key=lambda one: str(one.date))
    assert (fill.odometer.value, fill.custom) == ("84120", {"Sää": "sade"})


def test_what_cannot_be_read_is_marked_in_the_rows_and_told(opened, log, press):
    dialog = answered(opened(log), press)
    assert dialog.columns.previews[0].cells.wrong == {2}
    assert dialog.columns.previews[1].cells.wrong == set()
    assert "Line 4, Päivä: there is no day" in dialog.details.text()


def test_another_choice_is_checked_at_once(opened, log, press, choose):
    dialog = answered(opened(log), press)
    choose(dialog.columns.previews[5].box, "volume")
    assert dialog.columns.fault.text() == "Several columns are “Volume”: only one can be."
    assert not dialog.go_button.isEnabled()
    choose(dialog.columns.previews[2].box, LEFT_OUT)
    assert not dialog.columns.fault.isVisible()
    assert "no row could be taken" in dialog.wrong.text().lower()
    assert "say otherwise" in dialog.wrong.text()
    assert dialog.columns.previews[5].cells.wrong == {0, 1}
    assert not dialog.go_button.isEnabled()
    choose(dialog.columns.previews[5].box, OWN)
    # Price and total tell what was filled, but the total alone does not.
    assert dialog.words.text() == "Fill-ups: 2 new. 1 row cannot be taken."
    choose(dialog.columns.previews[3].box, LEFT_OUT)
    assert dialog.columns.fault.text() == "Which column is “Volume”?"
    choose(dialog.columns.previews[2].box, "volume")
    assert dialog.words.text() == "Fill-ups: 2 new. 1 row cannot be taken."
    assert not dialog.wrong.isVisible()
    assert dialog.go_button.isEnabled()


def test_what_was_answered_can_be_answered_otherwise(opened, log, store, press, choose, qtbot):
    dialog = answered(opened(log), press)
    assert list(dialog.asking.answered) == ["--distance-unit", "--volume-unit"]
    choose(dialog.asking.answered["--distance-unit"].editor, "mi")
    dialog.go_button.click()
    qtbot.waitUntil(lambda: len(fills(store)) == 2, timeout=60_000)
    assert {fill.odometer.unit for fill in fills(store)} == {"mi"}


def test_the_next_table_of_its_shape_is_read_alike_and_not_asked_about(
    opened, log, store, press, choose, tmp_path
):
    dialog = answered(opened(log), press)
    choose(dialog.columns.previews[5].box, "notes")
    dialog.go_button.click()
    press(dialog)
    later = tmp_path / "later.csv"
    later.write_text(
        "Sää;Päivä;Mittarilukema;Litrat;Hinta;Yhteensä\ntuuli;1.10.2026;86000;40;1,70;68,00\n",
        encoding="utf-8",
    )
    again = opened(later)
    assert meanings(again) == ["notes", "date", "odometer", "volume", "price", "total"]
    assert again.words.text() == "Fill-ups: 1 new."
    assert again.go_button.hasFocus()
    assert "last table with these columns" in again.columns.intro.text()
    press(again.go_button)
    assert {fill.notes for fill in fills(store)} == {"sade", "lunta", "tuuli"}


def test_a_table_without_headings_is_read_from_its_first_row(opened, press, tmp_path, store):
    file = tmp_path / "bare.csv"
    file.write_text("31.08.2026;84120;40,5;71,30\n15.09.2026;84720;41,0;70,10\n", encoding="utf-8")
    dialog = answered(opened(file), press)
    assert dialog.columns.heading_box.currentText() == "Nowhere"
    assert dialog.columns.previews[1].box.accessibleName() == "Column 2"
    assert dialog.words.text() == "Fill-ups: 2 new."


def test_where_the_names_stand_can_be_said(opened, press, choose, tmp_path):
    file = tmp_path / "titled.csv"
    file.write_text("My car;2026\nX;Y\n31.08.2026;84120\n15.09.2026;84720\n", encoding="utf-8")
    dialog = opened(file)
    choose(dialog.columns.heading_box, 2)
    assert [each.box.accessibleName() for each in dialog.columns.previews] == [
        "Column X is", "Column Y is",
    ]  # fmt: skip
    assert meanings(dialog) == ["date", "odometer"]


def test_rows_of_another_sort_have_other_columns(opened, log, store, press, choose):
    dialog = answered(opened(log), press)
    choose(dialog.columns.rows_box, "odometer")
    assert meanings(dialog) == ["date", "odometer", OWN, OWN, OWN, OWN]
    assert dialog.words.text() == "Odometer readings: 2 new. 1 row cannot be taken."
    dialog.go_button.click()
    press(dialog)
    readings = store.read(lambda reader: reader.all(OdometerReading))
    assert {one.custom["Sää"] for one in readings} == {"sade", "lunta"}


def test_a_known_table_offers_its_columns_and_stays_short(opened, press, tmp_path):
    file = tmp_path / "known.csv"
    file.write_text(
        "date,odometer (km),volume (l),total (EUR)\n2026-09-01,90000,40.5,60.10\n", encoding="utf-8"
    )
    dialog = opened(file)
    assert not dialog.columns.isVisible()
    assert dialog.go_button.hasFocus()
    press(dialog.columns_button)
    assert dialog.columns.isVisible()
    assert not dialog.columns_button.isVisible()
    assert meanings(dialog) == ["date", "odometer", "volume", "total"]
    assert dialog.columns.previews[0].box.hasFocus()


def test_a_table_of_which_nothing_can_be_guessed_asks_what_is_what(opened, press, choose, tmp_path):
    file = tmp_path / "foo.csv"
    file.write_text("foo,bar\n1,2\n3,4\n", encoding="utf-8")
    dialog = opened(file)
    assert "Which column is “Date”?" in dialog.columns.fault.text()
    assert not dialog.go_button.isEnabled()
    assert dialog.focusWidget() is dialog.columns.previews[0].box
    press(dialog.focusWidget())
    assert dialog.isVisible()
    dialog.reject()


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


def test_a_table_of_which_no_row_can_be_read_as_guessed_can_be_said_otherwise(
    opened, press, choose, tmp_path
):
    file = tmp_path / "minutes.csv"
    file.write_text("X;Y;Z\n31.11.2026;84120;40,5\n31.09.2026;84720;41,0\n", encoding="utf-8")
    dialog = answered(opened(file), press)
    assert "31.11.2026" in dialog.wrong.text()
    assert (dialog.columns.isVisible(), dialog.cancel_button.text()) == (True, "Cancel")
    assert not dialog.go_button.isEnabled()
    choose(dialog.columns.previews[0].box, "notes")
    assert dialog.columns.fault.text() == "Which column is “Date”?"


def test_tab_brings_each_box_into_sight(opened, log, press, settled):
    dialog = answered(opened(log), press)
    dialog.resize(dialog.minimumWidth(), dialog.height())
    settled()
    dialog.columns.previews[0].box.setFocus()
    for preview in dialog.columns.previews[1:]:
        press(dialog.focusWidget(), Qt.Key.Key_Tab)
        assert preview.box.hasFocus()
        assert preview.box.visibleRegion().boundingRect().width() > preview.box.width() - 2


def test_what_comes_of_another_choice_is_read_out(opened, log, press, choose, monkeypatch):
    heard = []
    monkeypatch.setattr(
        "client.ui.shell.import_dialog.announce", lambda _dialog, words: heard.append(words)
    )
    dialog = answered(opened(log), press)
    choose(dialog.columns.previews[5].box, "date")
    choose(dialog.columns.previews[5].box, "notes")
    assert heard == [
        "Several columns are “Date”: only one can be.",
        "Fill-ups: 2 new. 1 row cannot be taken.",
    ]


def test_a_column_that_names_the_vehicle_takes_the_place_of_the_question(
    opened, press, choose, tmp_path, store
):
    file = tmp_path / "two.csv"
    file.write_text(
        "Wer;Wann;Stand (km);Menge (l)\nRot;31.08.2026;84120;40,5\nBlau;1.09.2026;720;41\n",
        encoding="utf-8",
    )
    dialog = answered(opened(file), press)
    assert dialog.vehicle.box.currentText() == "Octavia"
    choose(dialog.columns.previews[0].box, "vehicle")
    assert not dialog.vehicle.isVisible()
    assert dialog.words.text() == "Vehicles: 2 new, Fill-ups: 2 new."
    assert "Vehicle: Rot, Blau" in dialog.details.text()
    choose(dialog.columns.previews[0].box, OWN)
    assert dialog.vehicle.box.currentText() == "Octavia"
    choose(dialog.columns.previews[0].box, "vehicle")
    dialog.go_button.click()
    press(dialog)
    names = {one.id: one.name for one in store.read(lambda reader: reader.all(Vehicle))}
    assert {names[fill.vehicle] for fill in fills(store)} == {"Rot", "Blau"}


def test_tab_goes_through_the_dialog_from_top_to_bottom(qtbot, opened, log, press):
    dialog = answered(opened(log), press)
    dialog.columns.rows_box.setFocus()
    seen = [dialog.focusWidget()]
    while seen[-1] is not dialog.go_button:
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        assert dialog.focusWidget() not in seen
        seen.append(dialog.focusWidget())
    kept = [field.editor for field in dialog.asking.answered.values()]
    columns = [each.box for each in dialog.columns.previews]
    above = [dialog.columns.rows_box, dialog.columns.heading_box, *columns]
    assert kept
    assert seen == [*above, *kept, dialog.vehicle.box, dialog.cancel_button, dialog.go_button]


def test_a_dialog_that_grows_by_its_columns_stays_on_the_screen(qtbot, shell, log, settled):
    shell.resize(780, 700)
    dialog = ImportDialog(shell.desk, log, shell)
    room = dialog.screen().availableGeometry()
    dialog.open()
    at, before = room.right() - dialog.width() - 120, dialog.width()
    dialog.move(at, room.bottom() - dialog.height() - 60)
    settled()
    assert dialog.width() == shell.width() - 64
    assert dialog.x() == at - (dialog.width() - before) // 2
    qtbot.waitUntil(lambda: room.contains(dialog.frameGeometry()))
    dialog.reject()


def test_what_a_file_leaves_open_is_asked_no_wider_than_the_vehicle(opened, log):
    dialog = opened(log)
    widths = {field.editor.width() for field in dialog.asking.asked.values()}
    assert widths == {dialog.vehicle.vehicle.editor.maximumWidth()}
    assert dialog.width() > 800


def test_why_no_row_could_be_taken_is_said_in_the_language_of_the_window(
    opened, log, press, choose, request
):
    request.addfinalizer(partial(use_language, "en"))
    use_language("de")
    dialog = opened(log)
    while dialog.go_button.text() != "Importieren":
        press(dialog.go_button)
    choose(dialog.columns.previews[2].box, OWN)
    choose(dialog.columns.previews[5].box, "volume")
    assert "Sää: „sade“ ist keine Zahl" in dialog.wrong.text()


def test_the_column_that_the_keyboard_begins_at_is_scrolled_to(opened, log, press, shell):
    shell.resize(700, 700)
    dialog = answered(opened(log), press)
    last, first = dialog.columns.previews[-1], dialog.columns.previews[0]
    dialog.columns.focus_first([len(dialog.columns.previews) - 1])
    assert last.box.hasFocus()
    assert last.visibleRegion().boundingRect().width() == last.width()
    assert first.visibleRegion().isEmpty()
    dialog.columns.focus_first()
    assert first.visibleRegion().boundingRect().width() == first.width()
