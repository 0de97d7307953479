"""What is done with the rows selected: deleted, tagged, begun once more."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from client.store import Query
from client.ui.vehicles.record_form import RecordForm
from client.ui.vehicles.records_edit import TagDialog
from garage.records import Service
from tests.client.ui.vehicles.tabs import CTRL, ask, titles, words


def test_del_and_undo_work_on_many_rows(tab, desk, qtbot, settled):
    tab.table.setFocus()
    qtbot.keyClick(tab.table, Qt.Key.Key_A, CTRL)
    qtbot.keyClick(tab.table, Qt.Key.Key_Delete)
    settled()
    assert tab.empty.isVisible()
    desk.undo()
    settled()
    assert len(titles(tab)) == 5


def test_a_tag_is_put_on_all_that_is_selected(tab, store, qtbot, settled):
    tab.table.setFocus()
    qtbot.keyClick(tab.table, Qt.Key.Key_A, CTRL)
    qtbot.keyClick(tab.table, Qt.Key.Key_T)
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, TagDialog))
    qtbot.keyClick(dialog.fields["tags"].line, Qt.Key.Key_Return)
    assert "Write a word" in dialog.fields["tags"]._error.text()
    qtbot.keyClicks(dialog.fields["tags"].line, "Warranty case")
    qtbot.keyClick(dialog.fields["tags"].line, Qt.Key.Key_Return)
    settled()
    services = store.read(lambda reader: reader.all(Service, Query()))
    assert {each.tags for each in services} == {frozenset({"warranty", "case"})}
    ask(tab, settled, "tags = warranty")
    assert len(titles(tab)) == 5


def test_a_record_like_another_begins_with_its_values_today(tab, store, qtbot, settled):
    tab.table.selectRow(1)
    tab.table.setFocus()
    qtbot.keyClick(tab.table, Qt.Key.Key_D, CTRL)
    settled()
    form = next(w for w in QApplication.topLevelWidgets() if isinstance(w, RecordForm))
    assert len(titles(tab)) == 5
    form.save()
    settled()
    shown = words(tab, 0)
    assert (shown["kind"], shown["title"], shown["supplier"], shown["total"]) == (
        "Repair", "Rear brake discs", "Bremsen Huber", "284.50",
    )  # fmt: skip
    assert (shown["date"], shown["odometer"]) == ("18 Nov 2026", "")
    assert len(titles(tab)) == 6
