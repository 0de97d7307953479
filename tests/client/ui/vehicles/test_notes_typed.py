"""What is typed into notes without waiting: nothing of it is lost, nor written into another."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from client.operations.records import add, delete, edit
from client.store import Query
from client.ui.undoing import undo
from garage.moments import Moment
from garage.records import Note, Vehicle, kind_named

from .typing_on import press

pytestmark = pytest.mark.usefixtures("impatient")


def press_new():
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)


@pytest.fixture
def kept(store):
    """(vehicle, title, text) of every note."""

    def work():
        def notes(reader):
            names = {car.id: car.name for car in reader.all(Vehicle, Query())}
            found = reader.all(Note, Query())
            return sorted((names[note.vehicle], note.title, note.notes) for note in found)

        return store.read(notes)

    return work


@pytest.fixture
def put(store, octavia):
    def work(title, text, day=1):
        values = {"vehicle": octavia, "title": title, "notes": text}
        values["date"] = Moment(date(2026, 10, day))
        return add(store, kind_named("note"), values).ids[0]

    return work


def shown(tab):
    return tab.editor.title.text(), tab.editor.text.toPlainText()


# ---------------------------------------------------------------------- typing on at once


def test_the_text_is_typed_right_after_the_title(go, octavia, desk, kept, settled):
    tab = go(octavia, "notes")
    tab.add()
    desk.workers.hold()
    press("Roof box\nKeys")
    desk.workers.release()
    settled()
    press(" in the drawer")
    assert shown(tab) == ("Roof box", "Keys in the drawer")
    tab.table.setFocus()
    settled()
    assert kept() == [("Octavia", "Roof box", "Keys in the drawer")]


@pytest.mark.parametrize("waits", [True, False])
def test_one_new_note_after_another(go, octavia, desk, kept, settled, waits):
    tab = go(octavia, "notes")
    tab.add()
    if not waits:
        desk.workers.hold()
    for number, text in enumerate(("First\none", "Second", "Third")):
        if number:
            press_new()
        for part in text:
            press(part)
            if waits:
                settled()
    if not waits:
        desk.workers.release()
        settled()
    assert shown(tab) == ("Third", "")
    tab.table.setFocus()
    settled()
    assert kept() == [
        ("Octavia", "First", "one"), ("Octavia", "Second", ""), ("Octavia", "Third", ""),
    ]  # fmt: skip


def test_a_note_that_one_comes_back_to_at_once_is_as_it_was_left(
    go, octavia, desk, put, kept, settled
):
    first, second = put("First", "one", 2), put("Second", "two", 1)
    tab = go(octavia, "notes")
    tab.editor.text.setFocus()
    tab.editor.text.selectAll()
    press("more")
    desk.workers.hold()
    tab.table.select_id(second)
    tab.table.select_id(first)
    assert shown(tab) == ("First", "more")
    tab.editor.text.setFocus()
    tab.editor.text.selectAll()
    press("and more")
    desk.workers.release()
    settled()
    assert shown(tab) == ("First", "and more")
    tab.table.setFocus()
    settled()
    assert kept() == [("Octavia", "First", "and more"), ("Octavia", "Second", "two")]


def test_a_blank_between_two_words_stays_while_news_come(go, octavia, put, kept, desk, settled):
    put("Radio", "0419")
    tab = go(octavia, "notes")
    tab.editor.title.setFocus()
    tab.editor.title.selectAll()
    press("Code of ")
    tab.save()
    settled()
    desk.look_for_changes()
    settled()
    press("the radio\n")
    settled()
    assert kept() == [("Octavia", "Code of the radio", "0419")]


# ---------------------------------------------------------------------- another vehicle, leaving


def test_what_is_typed_at_one_vehicle_is_kept_there(go, octavia, herbie, desk, kept, settled):
    tab = go(octavia, "notes")
    tab.add()
    press("Of the Octavia\nits text")
    go(herbie, "notes")
    assert shown(tab) == ("", "")
    tab.add()
    press("Of Herbie")
    go(octavia, "notes")
    assert shown(tab) == ("Of the Octavia", "its text")
    assert kept() == [("Herbie", "Of Herbie", ""), ("Octavia", "Of the Octavia", "its text")]


def test_what_is_typed_before_the_notes_are_read_is_a_note_of_this_vehicle(
    go, octavia, herbie, desk, put, kept, settled
):
    put("Radio", "0419")
    tab = go(octavia, "notes")
    go(herbie, "specs")
    put("Jack", "in the boot")
    tab.show_vehicle(Vehicle(id=octavia), tab.shown)
    desk.workers.hold()
    tab.come_to_front()
    tab.editor.title.setText("Early")
    desk.workers.release()
    settled()
    assert shown(tab) == ("Early", "")
    tab.save()
    settled()
    assert [each[1] for each in kept()] == ["Early", "Jack", "Radio"]


@pytest.mark.parametrize("way", ["tab", "close"])
def test_a_new_note_is_kept_when_one_leaves_at_once(go, octavia, desk, kept, settled, way):
    tab = go(octavia, "notes")
    tab.add()
    desk.workers.hold()
    press("Roof box\nKeys")
    if way == "close":
        desk.stop()
    else:
        tab.hide()
    desk.workers.release()
    settled()
    assert kept() == [("Octavia", "Roof box", "Keys")]


# ---------------------------------------------------------------------- news while one types


def test_another_field_that_a_sync_changed_stays_changed(
    go, octavia, store, desk, put, kept, settled
):
    note = put("Radio", "0419")
    tab = go(octavia, "notes")
    tab.editor.title.setFocus()
    press(" code")
    desk.operate(desk, lambda store: edit(store, note, {"notes": "0420"}))
    settled()
    assert shown(tab) == ("Radio code", "0420")
    tab.table.setFocus()
    settled()
    assert kept() == [("Octavia", "Radio code", "0420")]


def test_what_is_typed_into_a_note_that_is_deleted_becomes_a_new_one(
    go, octavia, desk, put, kept, settled
):
    put("Other", "as it is", 2)
    note = put("Radio", "0419", 1)
    tab = go(octavia, "notes")
    tab.table.select_id(note)
    tab.editor.text.setFocus()
    tab.editor.text.selectAll()
    press("0420")
    desk.operate(desk, lambda store: delete(store, [note]))
    settled()
    assert shown(tab) == ("Radio", "0420")
    assert tab.editor.complaint.text().startswith("This note was deleted.")
    tab.table.setFocus()
    settled()
    assert kept() == [("Octavia", "Other", "as it is"), ("Octavia", "Radio", "0420")]
    assert not tab.editor.complaint.isVisible()


def test_words_on_their_way_into_a_note_that_is_deleted_become_a_new_one(
    go, octavia, desk, put, kept, settled
):
    note = put("Radio", "0419")
    tab = go(octavia, "notes")
    tab.editor.text.setPlainText("0420")
    desk.workers.hold()
    desk.operate(desk, lambda store: delete(store, [note]))
    tab.save()
    desk.workers.release()
    settled()
    assert shown(tab) == ("Radio", "0420")
    tab.save()
    settled()
    assert kept() == [("Octavia", "Radio", "0420")]


def test_a_new_note_that_is_undone_leaves_what_is_typed_into_it(go, octavia, desk, kept, settled):
    tab = go(octavia, "notes")
    tab.add()
    press("Roof box\n")
    settled()
    press("Keys")
    desk.operate(desk, undo)
    settled()
    assert (shown(tab), kept()) == (("Roof box", "Keys"), [])
    tab.save()
    settled()
    assert kept() == [("Octavia", "Roof box", "Keys")]


# ---------------------------------------------------------------------- what cannot be written


def test_a_new_note_that_was_refused_is_tried_again_with_all_that_was_typed_since(
    go, octavia, kept, locked, settled
):
    tab = go(octavia, "notes")
    tab.add()
    locked.begin()
    press("Roof box\nKeys")
    settled()
    assert tab.editor.complaint.isVisible()
    assert shown(tab) == ("Roof box", "Keys")
    locked.end()
    tab.editor.title.setFocus()
    settled()
    assert kept() == [("Octavia", "Roof box", "Keys")]
    assert not tab.editor.complaint.isVisible()


def test_new_notes_that_were_refused_come_back_at_their_vehicle_one_by_one(
    go, octavia, herbie, kept, locked, settled
):
    tab = go(octavia, "notes")
    tab.add()
    locked.begin()
    press("First\none")
    press_new()
    press("Second")
    go(herbie, "notes")
    assert shown(tab) == ("", "")
    locked.end()
    go(octavia, "notes")
    assert shown(tab) == ("First", "one")
    go(herbie, "notes")
    go(octavia, "notes")
    assert shown(tab) == ("Second", "")
    go(herbie, "notes")
    assert kept() == [("Octavia", "First", "one"), ("Octavia", "Second", "")]


@pytest.mark.parametrize("way", ["notes", "specs"])
def test_what_was_refused_of_a_note_comes_back_in_that_note(
    go, octavia, herbie, put, kept, locked, settled, way
):
    put("Radio", "0419")
    tab = go(octavia, "notes")
    locked.begin()
    tab.editor.text.setFocus()
    tab.editor.text.selectAll()
    press("0420")
    go(herbie, way)
    locked.end()
    go(octavia, "notes")
    assert shown(tab) == ("Radio", "0420")
    go(herbie, "notes")
    assert kept() == [("Octavia", "Radio", "0420")]


def test_a_note_that_was_refused_and_left_is_tried_again_as_the_window_closes(
    go, octavia, herbie, desk, kept, locked, settled
):
    tab = go(octavia, "notes")
    tab.add()
    locked.begin()
    press("Roof box")
    go(herbie, "specs")
    locked.end()
    assert kept() == []
    desk.stop()
    settled()
    assert kept() == [("Octavia", "Roof box", "")]
