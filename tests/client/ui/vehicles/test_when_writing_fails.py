"""When what is saved cannot be written: said in place, all that was typed stays, and is kept after.

The store is a real one on a disk of its own, which is really full; the lock is another program's.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from client.operations.records import add
from client.store import Query, Store, database
from client.ui.routes import VEHICLE, Route
from client.ui.shell.shell import Shell
from client.ui.vehicles.form_dialog import FormDialog
from client.ui.vehicles.plan_popovers import CardPopover
from client.ui.vehicles.record_form import open_form
from client.ui.vehicles.vehicle_form import VehicleForm
from client.ui.vehicles.vehicle_page import VehiclePage
from client.ui.widgets.toast import Toast
from garage.moments import Moment
from garage.records import ChecklistItem, Expense, FillUp, Note, PlanItem, Vehicle, kind_named
from tests.disk import Disk, small_disk

NOW = datetime(2026, 11, 18, 10, 42, tzinfo=UTC)


class Locked:
    """Another program holds the database."""

    says = "paddock.sqlite is in use by another program; close it, or wait a moment and try again"

    def __init__(self, store: Store) -> None:
        self._other = sqlite3.connect(store.path, isolation_level=None)

    def begin(self) -> None:
        self._other.execute("BEGIN IMMEDIATE")

    def end(self) -> None:
        self._other.execute("ROLLBACK")

    def close(self) -> None:
        self._other.close()


class Full:
    """The disk has no room left."""

    says = "disk of paddock.sqlite is full; free some room and do it again"

    def __init__(self, disk: Disk) -> None:
        self.begin, self.end = disk.fill, disk.free

    def close(self) -> None:
        """Nothing is held."""


class Newer:
    """A newer version has changed the file's format while this window was open."""

    says = "was written by a newer version of Paddock"

    def __init__(self, store: Store) -> None:
        self._path = store.path

    def _set(self, version: int) -> None:
        other = sqlite3.connect(self._path)
        other.execute(f"PRAGMA user_version = {version}")
        other.close()

    def begin(self) -> None:
        self._before = sqlite3.connect(self._path).execute("PRAGMA user_version").fetchone()[0]
        self._set(99)

    def end(self) -> None:
        self._set(self._before)

    def close(self) -> None:
        """Nothing is held."""


class TurnedReadOnly:
    """The disk can be read and not written any more, as SQLite says it: also to root."""

    says = "cannot be written; make its disk writable, or give yourself the right to write there"

    def __init__(self, store: Store) -> None:
        self._store = store

    def _set(self, word: str) -> None:
        with self._store._database._writer.connect() as connection:
            raw = connection.connection.driver_connection
            assert raw is not None
            raw.execute(f"PRAGMA query_only = {word}")

    def begin(self) -> None:
        self._set("ON")

    def end(self) -> None:
        self._set("OFF")

    def close(self) -> None:
        """Nothing is held."""


@pytest.fixture(params=["locked", "full", "newer", "read only"])
def wrong(request, tmp_path) -> Iterator[str]:
    """What is wrong; the store lies on a disk of its own where that is what fails."""
    if request.param == "full":
        with small_disk(tmp_path / "profile") as disk:
            request.node.disk = disk
            yield request.param
    else:
        yield request.param


@pytest.fixture
def store(wrong, tmp_path, person, monkeypatch) -> Iterator[Store]:
    monkeypatch.setattr(database, "BUSY_MILLISECONDS", 50)
    with Store(tmp_path / "profile") as opened:
        opened.set_settings(person)
        yield opened


@pytest.fixture
def trouble(wrong, store, request):
    """`begin()` and `end()` what is wrong; `says` is how it is told."""
    made = {"locked": Locked, "newer": Newer, "read only": TurnedReadOnly}
    found = Full(request.node.disk) if wrong == "full" else made[wrong](store)
    yield found
    found.close()


@pytest.fixture
def shell(desk, octavia, qtbot, settled):
    """The window on the Octavia's page."""
    made = Shell(desk, {VEHICLE: VehiclePage})
    qtbot.addWidget(made)
    made.resize(1200, 900)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.begin(Route(VEHICLE, octavia))
    settled()
    yield made
    desk.stop()
    settled()


def kept(store, type_):
    return store.read(lambda reader: reader.all(type_, Query()))


def told(words, trouble):
    """Whether words say what is wrong, and the file's name as it is."""
    return "paddock.sqlite" in words and trouble.says in words


def refused(form, trouble, settled):
    """Press Enter in a form; it must stay open, and say why in place."""
    trouble.begin()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    settled()
    assert form.isVisible()
    assert form.wrong.isVisible()
    assert told(form.wrong.text(), trouble)
    trouble.end()


def toasts(shell):
    return [toast.accessibleName() for toast in shell.findChildren(Toast) if toast.isVisible()]


@pytest.fixture
def activated(qtbot, settled):
    def work(form: FormDialog) -> FormDialog:
        settled()
        form.activateWindow()
        qtbot.waitUntil(form.isActiveWindow)
        return form

    return work


@pytest.mark.parametrize(
    ("kind", "type_", "typed", "field", "value"),
    [
        ("fill_up", FillUp, {"amount": "41.5", "total": "66.40"}, "volume", "41.5 L"),
        ("expense", Expense, {"title": "Parking", "total": "9"}, "total", "9 EUR"),
    ],
)
def test_a_form_stays_with_what_was_typed_and_enter_keeps_it_later(
    shell, car, store, trouble, settled, activated, kind, type_, typed, field, value
):
    before = len(kept(store, type_))
    form = activated(open_form(shell.desk, shell, kind, car))
    lines = {name: form.fields[name] for name in typed}
    for name, text in typed.items():
        lines[name].line.setFocus()
        QTest.keyClicks(lines[name].line, text)
    refused(form, trouble, settled)
    assert {name: line.text() for name, line in lines.items()} == typed
    assert len(kept(store, type_)) == before
    QTest.keyClick(lines[name].line, Qt.Key.Key_Return)
    settled()
    found = [getattr(record, field).text for record in kept(store, type_)]
    assert (len(found), value in found) == (before + 1, True)


def test_the_form_of_a_vehicle_stays_too(shell, store, trouble, settled, activated):
    form = VehicleForm(shell.desk, shell)
    form.open()
    activated(form)
    name = form.fields["name"]
    name.line.setFocus()
    QTest.keyClicks(name.line, "Herbie")
    refused(form, trouble, settled)
    assert name.text() == "Herbie"
    QTest.keyClick(name.line, Qt.Key.Key_Return)
    settled()
    assert sorted(car.name for car in kept(store, Vehicle)) == ["Herbie", "Octavia"]


def test_the_line_of_quick_add_stays_and_says_why_below_it(shell, store, octavia, trouble, settled):
    line = "45.2 l 71.30 EUR 16400 km"
    panel = go(shell, octavia, "fuel", settled).quick
    panel.start()
    QTest.keyClicks(panel.edit, line)
    trouble.begin()
    QTest.keyClick(panel.edit, Qt.Key.Key_Return)
    settled()
    assert (panel.edit.text(), panel.edit.isReadOnly()) == (line, False)
    assert panel.question.isVisible()
    assert told(panel.question.text(), trouble)
    trouble.end()
    QTest.keyClick(panel.edit, Qt.Key.Key_Return)
    settled()
    assert panel.edit.text() == ""
    assert "16400 km" in [fill.odometer.text for fill in kept(store, FillUp)]


def go(shell, octavia, tab, settled):
    shell.desk.go(Route(VEHICLE, octavia, tab))
    settled()
    stack = shell.page.stack
    return {"overview": stack.overview, "fuel": stack.fuel}.get(tab) or stack.tab(tab)


def test_a_cell_stays_open_with_what_was_typed(shell, store, octavia, trouble, settled):
    add(store, kind_named("expense"), {"vehicle": octavia, "title": "Parking",
                                       "date": Moment(date(2026, 11, 1))})  # fmt: skip
    tab = go(shell, octavia, "expenses", settled)
    table = tab.table
    places = table.arrangement.shown_sections()
    section = next(s for s in places if table.rows.columns[s].field == "title")
    table.setCurrentIndex(table.rows.index(0, section))
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_F2)
    editor = table.findChild(QLineEdit)
    editor.selectAll()
    QTest.keyClicks(editor, "Parking at the station")
    trouble.begin()
    QTest.keyClick(editor, Qt.Key.Key_Return)
    settled()
    assert editor.isVisible()
    assert editor.text() == "Parking at the station"
    assert told(editor.accessibleDescription(), trouble)
    trouble.end()
    QTest.keyClick(editor, Qt.Key.Key_Return)
    settled()
    assert [expense.title for expense in kept(store, Expense)] == ["Parking at the station"]


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


def test_a_point_of_a_checklist_stays_in_its_line_and_a_tick_goes_back(
    shell, store, octavia, trouble, settled, qtbot
):
    item = add(store, kind_named("plan_item"), {"vehicle": octavia, "title": "Brakes"}).ids[0]
    add(store, kind_named("checklist_item"), {"of": item, "title": "Order discs"})
    tab = go(shell, octavia, "plan", settled)
    tab.show_details(item)
    popover = shell.findChild(CardPopover)
    qtbot.keyClicks(popover.new_point, "Order pads")
    trouble.begin()
    popover.boxes[0].click()
    settled()
    assert not popover.boxes[0].isChecked()
    QTest.keyClick(popover.new_point, Qt.Key.Key_Return)
    settled()
    assert popover.new_point.text() == "Order pads"
    assert popover.wrong.isVisible()
    assert told(popover.wrong.text(), trouble)
    trouble.end()
    QTest.keyClick(popover.new_point, Qt.Key.Key_Return)
    settled()
    found = kept(store, ChecklistItem)
    assert sorted(point.title for point in found) == ["Order discs", "Order pads"]
    assert {point.state for point in found} == {"open"}
    popover.close_popover()


def test_a_card_that_could_not_be_moved_stands_where_it_was(
    shell, store, octavia, trouble, settled
):
    item = add(store, kind_named("plan_item"), {"vehicle": octavia, "title": "Brakes"}).ids[0]
    tab = go(shell, octavia, "plan", settled)
    trouble.begin()
    tab.board.move_to(item, "planned")
    settled()
    assert any(told(words, trouble) for words in toasts(shell))
    trouble.end()
    assert [card.state for card in kept(store, PlanItem)] == ["backlog"]
    tab.board.move_to(item, "planned")
    settled()
    assert [card.state for card in kept(store, PlanItem)] == ["planned"]
