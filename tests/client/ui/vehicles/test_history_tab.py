"""The history of a vehicle and of a record: read by day, and taken back value by value."""

from datetime import UTC, date

from PySide6.QtCore import Qt

from client.operations.records import add, delete, edit
from client.operations.sample import make_sample_garage
from client.store import Query
from client.ui.text import use_language
from client.ui.vehicles.history_tab import HistoryTab
from client.ui.vehicles.record_history import RecordHistory, open_history
from client.ui.vehicles.shown import Shown
from client.ui.vehicles.story_list import link_of
from client.ui.vehicles.story_shown import RowSort
from garage.records import FillUp, OdometerReading, Vehicle, kind_named
from garage.units import Quantity

TODAY = date(2026, 11, 18)


def newest_fill(store, vehicle):
    return store.read(lambda reader: reader.all(FillUp, Query(owner=vehicle, limit=1)))[0]


def change(history, settled, id_, **values):
    history.desk.operate(history, lambda store: edit(store, id_, values))
    settled()


def all_rows(list_):
    return list(list_._rows.rows)


def test_what_was_added_is_told_with_what_it_came_to(history):
    assert all_rows(history.list)[0].sort is RowSort.DAY
    deeds = [row for row in history.list.rows() if row.sort is RowSort.DEED]
    fill = next(row for row in deeds if "Fill-up" in row.title)
    assert fill.title == "You added Fill-up, 15 Nov"
    assert fill.detail == "44.80 l · €71.68 · 15,600 km"


def test_an_edit_is_told_from_what_to_what_and_the_earlier_value_used_again_with_the_keyboard(
    history, store, octavia, settled, qtbot
):
    fill = newest_fill(store, octavia)
    change(history, settled, fill.id, odometer=Quantity("15700", "km"))
    row = next(row for row in history.list.rows() if row.sort is RowSort.STEP)
    assert (row.label, row.before, row.after) == ("Odometer", "15,600 km", "15,700 km")
    history.list.choose(history.list.place_of(row))
    qtbot.keyClick(history.list, Qt.Key.Key_Return)
    settled()
    assert newest_fill(store, octavia).odometer.value == "15600"
    history.desk.undo()
    settled()
    assert newest_fill(store, octavia).odometer.value == "15700"


def test_a_click_on_use_this_instead_takes_the_value_back(history, store, octavia, settled, qtbot):
    fill = newest_fill(store, octavia)
    change(history, settled, fill.id, station="Esso")
    row = next(row for row in history.list.rows() if row.sort is RowSort.STEP)
    spot = history.list.rect_of(row).toRect()
    middle = spot.center()
    middle.setX(round(sum(link_of(row)) / 2))
    qtbot.mouseClick(history.list.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    settled()
    assert newest_fill(store, octavia).station == "Shell"


def test_what_is_filtered_out_is_not_told(history, settled, qtbot):
    button = history.filter.button("details")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    settled()
    assert [row.title for row in history.list.rows()] == ["You added Octavia"]


def test_deleting_many_is_one_line_that_unfolds(history, store, octavia, settled, qtbot):
    fills = store.read(lambda reader: reader.all(FillUp, Query(owner=octavia)))
    history.desk.operate(history, lambda s: delete(s, [fill.id for fill in fills]))
    settled()
    row = history.list.rows()[0]
    assert row.title == "You put 8 records in the trash"
    history.list.choose(history.list.place_of(row))
    qtbot.keyClick(history.list, Qt.Key.Key_Return)
    steps = [row for row in all_rows(history.list) if row.sort is RowSort.STEP]
    assert len(steps) == 8
    assert steps[0].after == "in the trash"


def test_what_was_undone_says_so(history, store, octavia, settled):
    change(history, settled, newest_fill(store, octavia).id, station="Esso")
    history.desk.undo()
    settled()
    deeds = [row for row in history.list.rows() if row.sort is RowSort.DEED]
    assert deeds[0].title == "You undid “Fill-up, 15 Nov”"
    assert deeds[1].chip == "undone"


def test_a_record_that_is_asked_for_is_chosen(history, store, octavia, settled):
    fill = newest_fill(store, octavia)
    history.pick(fill.id)
    assert history.list.current().record == fill.id


def test_older_deeds_come_when_asked_for(history, store, octavia, settled, qtbot):
    history._most = 5
    history.refresh()
    settled()
    last = history.list.rows()[-1]
    assert last.title == "Show older"
    history.list.choose(history.list.place_of(last))
    qtbot.keyClick(history.list, Qt.Key.Key_Return)
    settled()
    assert history.list.rows()[-1].title == "You added Octavia"


def test_a_records_own_history_opens_over_the_window_and_follows_changes(
    history, desk, store, octavia, settled, qtbot
):
    fill = newest_fill(store, octavia)
    sheet = open_history(desk, history, fill.id)
    settled()
    assert sheet.windowTitle() == "History of Fill-up, 15 Nov"
    assert len(sheet.list.rows()) == 1
    change(history, settled, fill.id, station="Esso")
    assert sheet.list.rows()[0].title == "You changed Fill-up, 15 Nov"
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert not any(child is sheet and child.isVisible() for child in history.children())


def test_h_opens_the_history_of_the_record_in_the_row(history, store, octavia, qtbot, settled):
    fill = newest_fill(store, octavia)
    history.pick(fill.id)
    command = next(command for command in history.more if command.id == "record.history")
    assert command.enabled()
    command.run()
    settled()
    sheet = history.findChild(RecordHistory)
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


def test_in_german_what_was_undone_is_not_called_by_its_english_kind(
    history, store, octavia, settled
):
    use_language("de")
    try:
        history.desk.operate(
            history, lambda opened: add(opened, kind_named("fill_up"), {
                "vehicle": octavia, "date": "2026-11-16", "odometer": Quantity("16000", "km"),
            })
        )  # fmt: skip
        settled()
        history.desk.undo()
        settled()
        titles = [row.title for row in history.list.rows() if row.sort is RowSort.DEED]
    finally:
        use_language("en")
    assert titles[0] == "Du: „Tankvorgang, 16 Nov“ rückgängig gemacht"
