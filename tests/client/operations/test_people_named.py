"""Who is offered for a field that names a person: oneself, garage-mates, and those named before."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from client.operations.form_material import form_material
from client.operations.records import add, delete
from client.operations.settings import change_settings
from client.store import Store
from client.store.people import name_people
from garage.moments import Moment
from garage.records import kind_named
from garage.sync.wire import Member

WHEN = Moment(date(2026, 11, 18))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "profile") as opened:
        yield opened


def put(store: Store, kind: str, **values) -> str:
    return add(store, kind_named(kind), values).ids[0]


def offered(store: Store, kind: str, car: str, *, brief: bool = False) -> tuple[str, ...]:
    def material(reader) -> tuple[str, ...]:
        return form_material(reader, kind_named(kind), car, None, brief=brief).people

    return store.read(material)


def test_each_is_there_once_whatever_named_them(store: Store) -> None:
    car = put(store, "vehicle", name="Herbie")
    assert offered(store, "plan_item", car) == ()
    change_settings(store, {"name": "Ada"})
    someone = Member("p1", "karl", "member")
    store.layered(lambda transaction: name_people(transaction.connection, [someone]))
    for who in ("Mia", "Mia", "Karl"):
        put(store, "trip", vehicle=car, date=WHEN, start="Jena", driver=who)
    put(store, "fill_up", vehicle=car, date=WHEN, driver="Jonas")
    put(store, "plan_item", vehicle=car, title="Axle", assignee="Zoe")
    gone = put(store, "plan_item", vehicle=car, title="Seats", assignee="Nobody")
    delete(store, [gone])
    everybody = ("Ada", "Jonas", "karl", "Mia", "Zoe")
    assert offered(store, "plan_item", car) == everybody
    assert offered(store, "trip", car) == everybody
    assert offered(store, "fill_up", car, brief=True) == everybody
    assert offered(store, "note", car) == ()
