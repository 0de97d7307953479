"""What an undo or a redo was about, and where, as its toast tells it."""

import pytest

from client.operations.records import add, delete, edit
from client.operations.upkeep import complete_reminder
from client.store import Query
from client.ui.text import use_language
from garage.moments import Moment
from garage.records import FillUp, Reminder, kind_named
from garage.units import Quantity

from .conftest import TODAY


@pytest.fixture
def toasts(desk):
    said = []
    desk.said.connect(lambda words, _undo: said.append(words))
    return said


def newest_fill(store, vehicle):
    return store.read(lambda reader: reader.all(FillUp, Query(owner=vehicle, limit=1)))[0]


def test_an_undone_name_is_told_as_it_is_now(desk, store, octavia, toasts, settled):
    note = {"vehicle": octavia, "title": "Alps"}
    (id_,) = add(store, kind_named("note"), note).ids
    desk.operate(desk, lambda opened: edit(opened, id_, {"title": "Alps 2026"}))
    desk.undo()
    settled()
    desk.redo()
    settled()
    assert toasts[1:] == [
        "Undone: Title · Alps · Octavia",
        "Done again: Title · Alps 2026 · Octavia",
    ]


def test_what_bears_no_name_is_told_with_its_day_and_vehicle(desk, store, octavia, toasts, settled):
    fill = newest_fill(store, octavia)
    desk.operate(desk, lambda opened: edit(opened, fill.id, {"odometer": Quantity("15700", "km")}))
    desk.undo()
    settled()
    assert toasts[-1] == "Undone: Odometer · Fill-up, 15 Nov · Octavia"
    desk.operate(desk, lambda opened: delete(opened, [fill.id]))
    desk.undo()
    settled()
    assert toasts[-1] == "Undone: Fill-up, 15 Nov · Octavia"


def test_a_vehicle_is_told_once(desk, store, octavia, toasts, settled):
    desk.operate(desk, lambda opened: edit(opened, octavia, {"name": "Kombi", "colour": "red"}))
    desk.undo()
    settled()
    assert toasts[-1] == "Undone: Octavia"


def test_several_records_are_told_with_the_vehicle_that_they_share(
    desk, store, octavia, herbie, toasts, settled
):
    fills = store.read(lambda reader: reader.all(FillUp, Query(owner=octavia)))
    desk.operate(desk, lambda opened: delete(opened, [each.id for each in fills[:3]]))
    desk.undo()
    settled()
    assert toasts[-1] == "Undone: 3 records · Octavia"
    desk.operate(desk, lambda opened: delete(opened, [octavia, herbie]))
    desk.undo()
    settled()
    assert toasts[-1].startswith("Undone: ")
    assert not toasts[-1].endswith(("· Octavia", "· Herbie"))


def test_what_was_done_with_a_record_of_it_is_called_by_the_deed(
    desk, store, octavia, toasts, settled
):
    (reminder,) = store.read(lambda reader: reader.all(Reminder, Query(owner=octavia)))
    done = Moment(TODAY)
    desk.operate(desk, lambda opened: complete_reminder(opened, reminder.id, done, service={}))
    desk.undo()
    settled()
    assert toasts[-1] == "Undone: Inspection · Octavia"


def test_it_is_told_in_german(desk, store, octavia, toasts, settled):
    use_language("de")
    try:
        fill = newest_fill(store, octavia)
        desk.operate(desk, lambda opened: edit(opened, fill.id, {"station": "Esso"}))
        desk.undo()
        settled()
    finally:
        use_language("en")
    assert toasts[-1] == "Rückgängig gemacht: Station · Tankvorgang, 15 Nov · Octavia"
