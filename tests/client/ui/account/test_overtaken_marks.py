"""A record with a value that was overtaken bears a mark, which opens its history."""

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtWidgets import QApplication
from sqlalchemy import insert

from client.operations.overtaken_here import fine_as_it_is
from client.operations.records import add
from client.store.codec import dump
from client.store.schema import OVERTAKEN
from client.ui.routes import VEHICLE, Route
from client.ui.vehicles.record_history import RecordHistory
from client.ui.widgets.buttons import Button
from client.ui.widgets.rows_delegate import mark_rect
from garage.moments import Moment
from garage.records import kind_named

WORDS = "a value was overtaken; H opens the history"


@pytest.fixture
def toll(store, herbie):
    """An expense whose title somebody else's edit has overtaken, beside one that is as it was."""
    day = Moment.parse("2026-03-01")
    values = {"vehicle": herbie, "category": "toll", "date": day}
    add(store, kind_named("expense"), values | {"title": "Brenner"})
    toll = add(store, kind_named("expense"), values | {"title": "Gotthard"}).ids[0]
    space = store.read(lambda reader: reader.home()[0])
    store.layered(
        lambda transaction: transaction.connection.execute(
            insert(OVERTAKEN).values(
                space=space, id="lost", seq=1, record=toll, field="title", value=dump("Tauern"),
                stamp=f"{1:012x}0000{'b' * 16}", by_stamp=f"{2:012x}0000{'a' * 16}", author="anna",
                stamps="{}",
            )
        )
    )  # fmt: skip
    return toll


@pytest.fixture
def table(shell, herbie, toll, settled):
    shell.desk.go(Route(VEHICLE, herbie, "expenses"))
    settled()
    settled()
    return shell.page.stack.front.table


def marked(table):
    return [table.rows.id_at(at) for at in range(table.rows.rowCount()) if table.rows.is_marked(at)]


def sheet():
    """The history that is open."""
    (found,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, RecordHistory)]
    return found


def test_only_the_record_whose_value_was_overtaken_is_marked(table, toll):
    assert marked(table) == [toll]
    first = table.rows.index(table.rows.place_of(toll), 0)
    assert table.rows.data(first, Qt.ItemDataRole.AccessibleTextRole).endswith(WORDS)


def test_a_click_on_the_mark_opens_the_history_with_the_value(table, toll, settled, qtbot):
    at = table.arrangement.shown_sections()[0]
    cell = QRectF(table.visualRect(table.rows.index(table.rows.place_of(toll), at)))
    where = mark_rect(cell).center().toPoint()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    settled()
    assert [r.before for r in sheet().list.rows() if r.earlier and r.deed < 0] == ["Tauern"]
    sheet().accept()


def test_h_on_the_row_opens_it_too(table, toll, settled, qtbot):
    table.select_id(toll)
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_H)
    settled()
    assert "Gotthard" in sheet().title.text()
    sheet().accept()


def test_the_mark_goes_once_it_is_fine_as_it_is(table, shell, store, settled):
    fine_as_it_is(store, "lost")
    shell.desk.settings_changed.emit()
    settled()
    assert marked(table) == []


def test_the_form_says_it_at_its_foot_and_opens_the_history(table, shell, toll, settled):
    tab = shell.page.stack.front
    table.select_id(toll)
    tab.edit_selected()
    settled()
    (form,) = [w for w in QApplication.topLevelWidgets() if hasattr(w, "save_button")]
    (link,) = [b for b in form.findChildren(Button) if b.icon_name == "git-branch"]
    assert link.text() == "1 value was overtaken"
    link.click()
    settled()
    sheet().accept()
    form.reject()
