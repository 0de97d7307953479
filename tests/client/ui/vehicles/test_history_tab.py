"""The history of a vehicle and of a record: read by day, and taken back value by value."""

from datetime import UTC, date

import pytest
from PySide6.QtCore import Qt

from client.operations.records import delete, edit
from client.operations.sample import make_sample_garage
from client.store import Query
from client.ui.vehicles.history_tab import HistoryTab
from client.ui.vehicles.record_history import RecordHistory, open_history
from client.ui.vehicles.shown import Shown
from client.ui.vehicles.story_list import link_of
from client.ui.vehicles.story_shown import RowSort
from garage.records import FillUp, OdometerReading, Vehicle
from garage.units import Quantity

TODAY = date(2026, 11, 18)


@pytest.fixture
def tab(desk, store, octavia, qtbot, settled):
    """The tab on the small garage's vehicle, in front."""
    made = HistoryTab(desk)
    qtbot.addWidget(made)
    made.resize(1100, 800)
    made.show()
    vehicle = store.read(lambda reader: reader.get(Vehicle, octavia))
    made.show_vehicle(vehicle, Shown(desk.preferences, desk.today(), desk.months).of(vehicle))
    made.come_to_front()
    settled()
    desk.changed.connect(lambda changes: (made.take_changes(changes), made.come_to_front()))
    return made


def newest_fill(store, vehicle):
    return store.read(lambda reader: reader.all(FillUp, Query(owner=vehicle, limit=1)))[0]


def change(tab, settled, id_, **values):
    tab.desk.operate(tab, lambda store: edit(store, id_, values))
    settled()


def all_rows(list_):
    return list(list_._rows.rows)


def test_what_was_added_is_told_with_what_it_came_to(tab):
    assert all_rows(tab.list)[0].sort is RowSort.DAY
    deeds = [row for row in tab.list.rows() if row.sort is RowSort.DEED]
    fill = next(row for row in deeds if "Fill-up" in row.title)
    assert fill.title == "You added Fill-up, 15 Nov"
    assert fill.detail == "44.80 l · €71.68 · 15,600 km"


def test_an_edit_is_told_from_what_to_what_and_the_earlier_value_used_again_with_the_keyboard(
    tab, store, octavia, settled, qtbot
):
    fill = newest_fill(store, octavia)
    change(tab, settled, fill.id, odometer=Quantity("15700", "km"))
    row = next(row for row in tab.list.rows() if row.sort is RowSort.STEP)
    assert (row.label, row.before, row.after) == ("Odometer", "15,600 km", "15,700 km")
    tab.list.choose(tab.list.place_of(row))
    qtbot.keyClick(tab.list, Qt.Key.Key_Return)
    settled()
    assert newest_fill(store, octavia).odometer.value == "15600"
    tab.desk.undo()
    settled()
    assert newest_fill(store, octavia).odometer.value == "15700"


def test_a_click_on_use_this_instead_takes_the_value_back(tab, store, octavia, settled, qtbot):
    fill = newest_fill(store, octavia)
    change(tab, settled, fill.id, station="Esso")
    row = next(row for row in tab.list.rows() if row.sort is RowSort.STEP)
    spot = tab.list.rect_of(row).toRect()
    middle = spot.center()
    middle.setX(round(sum(link_of(row)) / 2))
    qtbot.mouseClick(tab.list.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    settled()
    assert newest_fill(store, octavia).station == "Shell"


def test_what_is_filtered_out_is_not_told(tab, settled, qtbot):
    button = tab.filter.button("details")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    settled()
    assert [row.title for row in tab.list.rows()] == ["You added Octavia"]


def test_deleting_many_is_one_line_that_unfolds(tab, store, octavia, settled, qtbot):
    fills = store.read(lambda reader: reader.all(FillUp, Query(owner=octavia)))
    tab.desk.operate(tab, lambda s: delete(s, [fill.id for fill in fills]))
    settled()
    row = tab.list.rows()[0]
    assert row.title == "You put 8 records in the trash"
    tab.list.choose(tab.list.place_of(row))
    qtbot.keyClick(tab.list, Qt.Key.Key_Return)
    steps = [row for row in all_rows(tab.list) if row.sort is RowSort.STEP]
    assert len(steps) == 8
    assert steps[0].after == "in the trash"


def test_what_was_undone_says_so(tab, store, octavia, settled):
    change(tab, settled, newest_fill(store, octavia).id, station="Esso")
    tab.desk.undo()
    settled()
    deeds = [row for row in tab.list.rows() if row.sort is RowSort.DEED]
    assert deeds[0].title.startswith("You undid")
    assert deeds[1].chip == "undone"


def test_a_record_that_is_asked_for_is_chosen(tab, store, octavia, settled):
    fill = newest_fill(store, octavia)
    tab.pick(fill.id)
    assert tab.list.current().record == fill.id


def test_older_deeds_come_when_asked_for(tab, store, octavia, settled, qtbot):
    tab._most = 5
    tab.refresh()
    settled()
    last = tab.list.rows()[-1]
    assert last.title == "Show older"
    tab.list.choose(tab.list.place_of(last))
    qtbot.keyClick(tab.list, Qt.Key.Key_Return)
    settled()
    assert tab.list.rows()[-1].title == "You added Octavia"


def test_a_records_own_history_opens_over_the_window_and_follows_changes(
    tab, desk, store, octavia, settled, qtbot
):
    fill = newest_fill(store, octavia)
    sheet = open_history(desk, tab, fill.id)
    settled()
    assert sheet.windowTitle() == "History of Fill-up, 15 Nov"
    assert len(sheet.list.rows()) == 1
    change(tab, settled, fill.id, station="Esso")
    assert sheet.list.rows()[0].title == "You changed Fill-up, 15 Nov"
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert not any(child is sheet and child.isVisible() for child in tab.children())


def test_h_opens_the_history_of_the_record_in_the_row(tab, store, octavia, qtbot, settled):
    fill = newest_fill(store, octavia)
    tab.pick(fill.id)
    command = next(command for command in tab.more if command.id == "record.history")
    assert command.enabled()
    command.run()
    settled()
    sheet = tab.findChild(RecordHistory)
    assert sheet.windowTitle() == "History of Fill-up, 15 Nov"
    sheet.reject()


def test_what_was_made_in_bulk_is_one_line_that_unfolds(desk, store, qtbot, settled):
    make_sample_garage(store, TODAY, UTC)
    vehicle = next(v for v in store.read(lambda r: r.all(Vehicle)) if v.name == "Octavia")
    made = HistoryTab(desk)
    qtbot.addWidget(made)
    made.show()
    made.show_vehicle(vehicle, Shown(desk.preferences, desk.today(), desk.months).of(vehicle))
    made.come_to_front()
    settled()
    (row,) = made.list.rows()
    assert row.title == "You made the sample garage"
    assert "Fill-ups" in row.detail
    made.list.choose(made.list.place_of(row))
    qtbot.keyClick(made.list, Qt.Key.Key_Return)
    assert "1 Vehicle" in [each.label for each in all_rows(made.list)]
    reading = store.read(lambda r: r.all(OdometerReading, Query(owner=vehicle.id, limit=1)))[0]
    made.pick(reading.id)
    settled()
    sheet = made.findChild(RecordHistory)
    assert [each.title for each in sheet.list.rows()] == ["You made the sample garage"]
    sheet.reject()
