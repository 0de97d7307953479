"""An unknown table in the window: its first rows, what its columns are, checked as it is said."""

from functools import partial

from client.exchange.generic_columns import LEFT_OUT, OWN
from client.ui.text import use_language
from garage.records import OdometerReading, Vehicle
from tests.client.ui.shell.columns.conftest import answered, fills, meanings


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
