"""The tab of notes: what is written is kept when one leaves it."""

from datetime import date

from PySide6.QtCore import Qt

from client.store import Query
from client.ui.routes import VEHICLE, Route
from garage.moments import Moment
from garage.records import Note


def notes(store):
    return store.read(lambda reader: reader.all(Note, Query()))


def test_a_note_is_kept_when_one_leaves_it(at, put, store, desk, octavia, qtbot, settled):
    put("note", title="Radio code", notes="0419", date=Moment(date(2026, 10, 13)))
    tab = at("notes")
    assert (tab.editor.title.text(), tab.editor.text.toPlainText()) == ("Radio code", "0419")
    tab.editor.text.setFocus()
    tab.editor.text.selectAll()
    qtbot.keyClicks(tab.editor.text, "0420")
    desk.go(Route(VEHICLE, octavia, "specs"))
    settled()
    assert notes(store)[0].notes == "0420"
    desk.undo()
    settled()
    desk.go(Route(VEHICLE, octavia, "notes"))
    settled()
    assert tab.editor.text.toPlainText() == "0419"


def test_a_new_note_is_kept_once_something_is_written(at, store, qtbot, settled):
    tab = at("notes")
    assert tab.empty.isVisible()
    tab.empty.primary_button.click()
    assert tab.editor.title.hasFocus()
    qtbot.keyClicks(tab.editor.title, "Roof box")
    qtbot.keyClick(tab.editor.title, Qt.Key.Key_Return)
    settled()
    qtbot.keyClicks(tab.editor.text, "Keys in the drawer")
    tab.table.setFocus()
    settled()
    kept = notes(store)
    assert [(note.title, note.notes) for note in kept] == [("Roof box", "Keys in the drawer")]
    tab.add()
    tab.table.setFocus()
    settled()
    assert len(notes(store)) == 1


def test_going_to_another_note_keeps_the_one_that_was_left(at, put, store, qtbot, settled):
    put("note", title="First", notes="one", date=Moment(date(2026, 2, 1)))
    put("note", title="Second", notes="two", date=Moment(date(2026, 1, 1)))
    tab = at("notes")
    tab.editor.text.setPlainText("one more")
    tab.table.selectRow(1)
    settled()
    assert tab.editor.text.toPlainText() == "two"
    assert {note.title: note.notes for note in notes(store)} == {
        "First": "one more", "Second": "two",
    }  # fmt: skip
