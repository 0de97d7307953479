"""Many values that were overtaken, or none: all are marked, and few questions find them."""

import pytest
from sqlalchemy import event, insert

from client.operations.overtaken_here import MOST, vehicle_overtaken
from client.operations.records import add
from client.store.codec import dump
from client.store.schema import OVERTAKEN
from client.ui.routes import VEHICLE, Route
from client.ui.vehicles import overtaken_marks
from client.ui.vehicles.group_dialogs import GroupList, _groups_with_counts
from client.ui.vehicles.overtaken_reading import count_open, lost_of, marked_of
from garage.moments import Moment
from garage.records import kind_named
from tests.client.ui.account.overtaken_world import WITHIN

DAY = Moment.parse("2026-03-01")


def lose(store, records, field="notes", value="What Anna wrote", since=1):
    """A value of each was overtaken, of the first one first of all."""
    rows = [
        {
            "space": store.read(lambda reader: reader.home()[0]), "id": f"lost-{since + n}",
            "seq": since + n, "record": record, "field": field, "value": dump(value),
            "author": "anna", "stamp": f"{since + n:012x}0000{'b' * 16}",
            "by_stamp": f"{since + n + 1:012x}0000{'a' * 16}", "stamps": "{}",
        }
        for n, record in enumerate(records)
    ]  # fmt: skip
    store.layered(lambda t: t.connection.execute(insert(OVERTAKEN), rows))


def tolls(store, vehicle, count):
    values = {"vehicle": vehicle, "category": "toll", "date": DAY, "title": "Brenner"}
    return [add(store, kind_named("expense"), values).ids[0] for _each in range(count)]


def asked(store, work):
    """How many statements a reading takes."""
    found = []

    def note(_connection, _cursor, statement, *_rest):
        found.append(statement)

    def read(reader):
        event.listen(reader.connection, "before_cursor_execute", note)
        try:
            work(reader)
        finally:
            event.remove(reader.connection, "before_cursor_execute", note)

    store.read(read)
    return len(found)


@pytest.fixture
def meeting(store):
    """An event; more guests come by ``invite``."""
    calendar = add(store, kind_named("calendar"), {"name": "Family", "of": "events"}).ids[0]
    values = WITHIN["event"][2] | {"calendar": calendar}
    return add(store, kind_named("event"), values).ids[0]


def invite(store, meeting, count):
    return [
        add(
            store,
            kind_named("attendee"),
            {"event": meeting, "address": f"mailto:guest{n}@example.org"},
        ).ids[0]
        for n in range(count)
    ]


def test_every_record_with_such_a_value_is_marked(store, herbie):
    found = tolls(store, herbie, MOST + 10)
    lose(store, found)
    assert store.read(lambda reader: marked_of(reader, herbie)) == set(found)
    assert len(store.read(lambda reader: vehicle_overtaken(reader, herbie))) == MOST


def test_what_counts_again_takes_no_other_value_its_place(store, herbie):
    found = tolls(store, herbie, MOST + 10)
    lose(store, found[:5])
    lose(store, found[5:], "title", "Brenner", since=100)
    lost = store.read(lambda reader: vehicle_overtaken(reader, herbie))
    assert [each.record.id for each in lost] == found[4::-1]
    assert store.read(lambda reader: marked_of(reader, herbie)) == set(found[:5])


def test_an_event_of_many_guests_asks_no_more_than_one_of_few(store, meeting):
    guests = invite(store, meeting, 2)
    lose(store, guests[:1])

    def readings():
        return [
            asked(store, lambda reader: count_open(reader, meeting)),
            asked(store, lambda reader: lost_of(reader, reader.find(meeting))),
        ]

    few = readings()
    guests += invite(store, meeting, 30)
    assert readings() == few
    lose(store, guests[-1:], since=100)
    assert store.read(lambda reader: count_open(reader, meeting)) == 2
    lost = store.read(lambda reader: lost_of(reader, reader.find(meeting)))
    assert [each.record.id for each in lost] == [guests[-1], guests[0]]


def test_more_records_than_one_question_takes_are_asked_for_in_parts(store, meeting, monkeypatch):
    monkeypatch.setattr("client.operations.overtaken_here._AT_ONCE", 3)
    guests = invite(store, meeting, 8)
    lose(store, guests)
    assert store.read(lambda reader: count_open(reader, meeting)) == 8
    lost = store.read(lambda reader: lost_of(reader, reader.find(meeting)))
    assert [each.record.id for each in lost] == guests[::-1]


def test_where_nothing_was_ever_overtaken_one_question_is_enough(store, herbie, meeting):
    invite(store, meeting, 3)
    event_ = store.read(lambda reader: reader.find(meeting))
    assert asked(store, lambda reader: count_open(reader, meeting)) == 1
    assert asked(store, lambda reader: lost_of(reader, event_)) == 1
    assert asked(store, lambda reader: marked_of(reader, herbie)) == 1


def test_many_groups_ask_no_more_than_one(store, shell, settled):
    def group(name):
        return add(store, kind_named("vehicle_group"), {"name": name}).ids[0]

    first = group("Group 0")
    lose(store, [first])
    few = asked(store, _groups_with_counts)
    for n in range(1, 9):
        group(f"Group {n}")
    assert asked(store, _groups_with_counts) == few
    dialog = GroupList(shell.desk, shell)
    dialog.show()
    settled()
    assert [row.group.id for row in dialog.rows if row.mark.isVisible()] == [first]
    dialog.accept()


def marked(tab):
    rows = tab.table.rows
    return [rows.id_at(at) for at in range(rows.rowCount()) if rows.is_marked(at)]


@pytest.fixture
def walk(shell, herbie, settled):
    """Go to a tab of the vehicle; gives it."""

    def go(name):
        shell.desk.go(Route(VEHICLE, herbie, name))
        for _again in range(3):
            settled()
        return shell.page.stack.front

    return go


def test_a_tab_behind_others_looks_for_marks_only_once_it_is_in_front(
    walk, shell, store, herbie, settled, monkeypatch
):
    (toll,) = tolls(store, herbie, 1)
    for name in ("parts", "trips", "expenses"):
        walk(name)
    expenses = walk("expenses")
    walk("service")
    read = []

    def noted(reader, vehicle):
        read.append(vehicle)
        return marked_of(reader, vehicle)

    monkeypatch.setattr(overtaken_marks, "marked_of", noted)
    lose(store, [toll])
    shell.desk.settings_changed.emit()
    settled()
    assert read == [herbie]
    assert marked(expenses) == []
    assert marked(walk("expenses")) == [toll]


def test_fine_as_it_is_in_the_history_takes_the_mark_at_once(walk, shell, store, herbie, settled):
    (toll,) = tolls(store, herbie, 1)
    lose(store, [toll])
    assert marked(walk("expenses")) == [toll]
    history = walk("history")
    told = []
    shell.desk.settings_changed.connect(lambda: told.append(True))
    history.card.fine_button.click()
    settled()
    assert told
    assert marked(walk("expenses")) == []
