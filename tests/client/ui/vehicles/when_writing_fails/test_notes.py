"""A note that cannot be kept is not lost, wherever one goes, and is tried again."""

from __future__ import annotations

from datetime import date

from client.operations.records import add
from garage.moments import Moment
from garage.records import Note, kind_named

from .seen import go, kept, toasts
from .troubles import told


def notes_of(store):
    return {note.title: note.notes for note in kept(store, Note)}


def test_a_note_is_tried_again_when_one_leaves_it_again(
    shell, store, octavia, trouble, settled, qtbot
):
    add(store, kind_named("note"), {"vehicle": octavia, "title": "Radio", "notes": "0419",
                                    "date": Moment(date(2026, 11, 1))})  # fmt: skip
    tab = go(shell, octavia, "notes", settled)
    tab.editor.text.setFocus()
    tab.editor.text.selectAll()
    qtbot.keyClicks(tab.editor.text, "0420")
    trouble.begin()
    tab.table.setFocus()
    settled()
    assert tab.editor.complaint.isVisible()
    assert told(tab.editor.complaint.text(), trouble)
    assert tab.editor.text.toPlainText() == "0420"
    trouble.end()
    assert notes_of(store) == {"Radio": "0419"}
    tab.editor.text.setFocus()
    tab.table.setFocus()
    settled()
    assert notes_of(store) == {"Radio": "0420"}


def test_a_note_that_was_left_for_another_comes_back_with_what_was_typed(
    shell, store, octavia, trouble, settled, qtbot
):
    for day, title in ((2, "First"), (1, "Second")):
        add(store, kind_named("note"), {"vehicle": octavia, "title": title, "notes": title,
                                        "date": Moment(date(2026, 11, day))})  # fmt: skip
    tab = go(shell, octavia, "notes", settled)
    tab.editor.text.setPlainText("More of the first")
    trouble.begin()
    tab.table.selectRow(1)
    settled()
    assert any(told(words, trouble) for words in toasts(shell))
    trouble.end()
    tab.table.selectRow(0)
    settled()
    assert tab.editor.text.toPlainText() == "More of the first"
    tab.table.selectRow(1)
    settled()
    assert notes_of(store)["First"] == "More of the first"


def test_a_new_note_is_not_lost_when_one_goes_to_another_tab(
    shell, store, octavia, trouble, settled, qtbot
):
    tab = go(shell, octavia, "notes", settled)
    tab.add()
    qtbot.keyClicks(tab.editor.title, "Roof box")
    trouble.begin()
    go(shell, octavia, "overview", settled)
    trouble.end()
    go(shell, octavia, "notes", settled)
    assert tab.editor.title.text() == "Roof box"
    go(shell, octavia, "overview", settled)
    assert list(notes_of(store)) == ["Roof box"]
