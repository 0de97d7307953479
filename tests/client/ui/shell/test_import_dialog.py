"""Importing from the window: what a file would bring, then the import, or a plain refusal."""

import threading
from collections import Counter
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from client.exchange.formats import NAMES
from client.operations.importing import ImportReport
from client.operations.records import add
from client.ui.routes import VEHICLE, Route
from client.ui.shell.import_words import found_words, plain_words
from client.ui.vehicles.shown import Shown
from garage.records import FillUp, kind_named
from garage.regions import Preferences

LOG = """date,odometer,volume,total
2026-10-01,10000,40.5,60.10
2026-10-15,10750,41.2,63.00
2026-11-01,11500,not a number,60.00
"""


@pytest.fixture
def log(tmp_path):
    file = tmp_path / "log.csv"
    file.write_text(LOG, encoding="utf-8")
    return file


def answer(dialog, settled, qtbot):
    """Answer every question with its first choice until there is none."""
    while dialog.go_button.text() == "Go on":
        qtbot.mouseClick(dialog.go_button, Qt.MouseButton.LeftButton)
        settled()


def fills(store):
    return len(store.read(lambda reader: reader.all(FillUp)))


def test_a_log_is_judged_asked_about_and_imported_with_undo(
    opened, log, store, settled, qtbot, shell
):
    dialog = opened(log)
    assert dialog.asking.asked
    answer(dialog, settled, qtbot)
    assert dialog.words.text().startswith("Fill-ups: 2 new")
    assert "1 row cannot be taken" in dialog.words.text()
    assert dialog.details.text().startswith("Format: plain CSV\nDates: year-month-day")
    assert fills(store) == 0
    said = []
    shell.desk.said.connect(lambda words, undoable: said.append((words, undoable)))
    qtbot.mouseClick(dialog.go_button, Qt.MouseButton.LeftButton)
    settled()
    assert (fills(store), said) == (2, [("Imported: log.csv", True)])
    shell.desk.undo()
    settled()
    assert fills(store) == 0


def test_many_records_are_counted_in_the_way_of_the_region():
    report = ImportReport(
        "generic", {}, unchanged=1000, repeated=2000, refusals=3000,
        kinds=Counter({"fill_up": 60000}),
    )  # fmt: skip
    words = found_words(report, Shown(Preferences.for_region("DE"), date(2026, 11, 18)))
    for count in ("60.000 new", "1.000 records", "2.000 rows", "3.000 rows"):
        assert count in words


def test_enter_goes_on_and_the_vehicle_one_is_at_is_proposed(
    opened, log, store, settled, qtbot, shell, octavia
):
    add(store, kind_named("vehicle"), {"name": "Golf"})
    shell.desk.go(Route(VEHICLE, octavia))
    settled()
    dialog = opened(log)
    while dialog.asking.asked:
        qtbot.keyClick(next(iter(dialog.asking.asked.values())).editor, Qt.Key.Key_Return)
        settled()
    assert dialog.vehicle.box.currentText() == "Octavia"
    assert dialog.go_button.text() == "Go on"
    qtbot.keyClick(dialog.vehicle.box, Qt.Key.Key_Return)
    settled()
    assert dialog.vehicle.box.currentText() == "Octavia"
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    settled()
    owners = {fill.vehicle for fill in store.read(lambda reader: reader.all(FillUp))}
    assert owners == {octavia}


def test_a_row_that_the_file_repeats_is_said_as_such(opened, log, settled, qtbot):
    log.write_text(LOG + "2026-10-15,10750,41.2,63.00\n", encoding="utf-8")
    dialog = opened(log)
    answer(dialog, settled, qtbot)
    assert "1 row stands in the file twice and is taken once." in dialog.words.text()
    assert "here already" not in dialog.words.text()


def test_every_format_has_a_name_that_a_person_reads():
    for name in NAMES:
        assert plain_words("format", name) != name


def test_a_file_that_is_no_log_is_refused_in_words(opened, tmp_path, store, qtbot):
    file = tmp_path / "photo.csv"
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    dialog = opened(file)
    assert dialog.wrong.isVisible()
    assert "photo.csv" in dialog.wrong.text()
    assert not dialog.go_button.isEnabled()
    dialog.reject()


def test_an_import_that_is_stopped_keeps_nothing(opened, log, store, settled, qtbot, shell):
    dialog = opened(log)
    answer(dialog, settled, qtbot)
    hold = threading.Event()
    shell.desk.run(shell, lambda _store: hold.wait(60), lambda _waited: None)
    qtbot.mouseClick(dialog.go_button, Qt.MouseButton.LeftButton)
    assert dialog.strip.isVisible()
    qtbot.mouseClick(dialog.strip.cancel_button, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(dialog.finished):
        hold.set()
    assert fills(store) == 0


def test_a_second_enter_does_not_stop_what_the_first_began(
    opened, log, store, settled, qtbot, shell
):
    dialog = opened(log)
    answer(dialog, settled, qtbot)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    hold = threading.Event()
    shell.desk.run(shell, lambda _store: hold.wait(60), lambda _waited: None)
    for _press in range(2):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    hold.set()
    settled()
    assert fills(store) == 2


def test_escape_stops_an_import_and_nothing_of_it_is_kept(
    opened, log, store, settled, qtbot, shell
):
    dialog = opened(log)
    answer(dialog, settled, qtbot)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    hold = threading.Event()
    shell.desk.run(shell, lambda _store: hold.wait(60), lambda _waited: None)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    with qtbot.waitSignal(dialog.finished):
        hold.set()
    assert fills(store) == 0


def test_the_keys_that_close_the_window_do_so_from_the_dialog(opened, log, qtbot, shell):
    dialog = opened(log)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    with qtbot.waitSignal(shell.closed):
        qtbot.keyClick(
            QApplication.focusWidget(), Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier
        )


def test_a_calendar_file_has_a_look_of_its_own(shell, settled, tmp_path):
    from client.ui.calendar.ics_import import IcsImport

    path = tmp_path / "club.ics"
    path.write_bytes(
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-WR-CALNAME:Club\r\nBEGIN:VEVENT\r\nUID:a\r\n"
        b"DTSTART;VALUE=DATE:20261119\r\nSUMMARY:Tour\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    shell.import_file(str(path))
    settled()
    dialog = shell.findChild(IcsImport)
    assert dialog.words.text().startswith("Events for “Club”: 1 new")
    dialog.reject()
