"""Who did what happened lately, in a garage of one's own and in one that others share."""

from datetime import date, time

import pytest
from sqlalchemy import event, insert

from client.operations.makers import Maker
from client.operations.overview import garage_overview
from client.operations.records import add
from client.operations.settings import preferences
from client.store import Store
from client.store.schema import PEOPLE
from garage.moments import Moment
from garage.money import Money
from garage.records import kind_named
from tests.client.store.sharing import hold, put, sign_in

TODAY = date(2026, 11, 18)


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path / "profile") as opened:
        opened.set_settings({"region": "IE", "currency": "EUR", "name": "Jonas Lindner"})
        yield opened


def told(store):
    """Title or driver of each row → who did it."""
    overview = store.read(lambda reader: garage_overview(reader, TODAY, preferences(reader)))
    return {
        getattr(each.record, "title", "") or each.record.station: overview.doers.get(each.record.id)
        for each in overview.lately
    }


def fill(store, vehicle, day, station, driver=""):
    values = {"vehicle": vehicle, "date": Moment(date(2026, 11, day), time(8)), "station": station,
              "driver": driver, "total": Money("50.00", "EUR")}  # fmt: skip
    add(store, kind_named("fill_up"), values)


@pytest.fixture
def octavia(store):
    return add(store, kind_named("vehicle"), {"name": "Octavia"}).ids[0]


@pytest.mark.parametrize("driver", ["", "Jonas", "jonas lindner"])
def test_nobody_is_named_where_one_is_alone(store, octavia, driver):
    fill(store, octavia, 3, "Shell", driver)
    assert told(store) == {"Shell": None}


def test_a_driver_who_is_another_names_the_doer_of_every_row(store, octavia):
    fill(store, octavia, 3, "Shell", "Anna")
    fill(store, octavia, 4, "Aral", "Jonas")
    fill(store, octavia, 5, "Jet")
    assert told(store) == {
        "Shell": Maker("Anna"),
        "Aral": Maker("Jonas", you=True),
        "Jet": Maker("Jonas Lindner", you=True),
    }


def shared(store):
    """A family's garage: a note of Ben, who is known by name, and one of a stranger."""
    sign_in(store)
    family = hold(store)
    bus = put(store, family, "vehicle", name="Bus")
    for author, title, day in (("ben", "Key place", 4), ("ann", "Towbar", 3), ("x", "Dent", 2)):
        when = Moment(date(2026, 11, day))
        put(store, family, "note", author, vehicle=bus, title=title, date=when)
    store.layered(lambda t: t.connection.execute(insert(PEOPLE).values(id="ben", name="Ben")))


def test_in_a_shared_garage_who_wrote_a_record_did_it(store):
    shared(store)
    assert told(store) == {
        "Key place": Maker("Ben"),
        "Towbar": Maker("Jonas Lindner", you=True),
        "Dent": Maker(""),
    }


def test_one_is_named_in_a_shared_garage_though_nobody_else_did_anything(store, octavia):
    sign_in(store)
    fill(store, octavia, 3, "Shell")
    assert told(store) == {"Shell": None}
    hold(store)
    assert told(store) == {"Shell": Maker("Jonas Lindner", you=True)}


def test_who_did_it_is_read_at_once_for_all_rows(store):
    shared(store)
    asked = []

    def count(reader):
        def note(connection, cursor, statement, *rest):
            asked.append(statement)

        event.listen(reader.connection, "before_cursor_execute", note)
        garage_overview(reader, TODAY, preferences(reader))
        event.remove(reader.connection, "before_cursor_execute", note)

    store.read(count)
    assert sum("author" in each and "k_note" in each for each in asked) == 1
    assert sum("FROM people" in each for each in asked) == 1
