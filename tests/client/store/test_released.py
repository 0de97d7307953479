"""A database that a released version wrote opens here, and shows all that was in it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from client.operations import records
from client.store import DATABASE_NAME, Query, Store
from client.store.schema import VERSION
from garage.money import Money, UnitPrice
from garage.records import FillUp, Note, Reminder, Vehicle
from garage.units import Quantity
from tests.client.store.making import Clock, fixed_id, found, names, open_store

RELEASED = sorted((Path(__file__).parent / "released").glob("version-*.sql"))


@pytest.fixture(params=RELEASED, ids=lambda path: path.stem)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """The store of a release, opened by this version."""
    raw = sqlite3.connect(tmp_path / DATABASE_NAME)
    raw.executescript(request.param.read_text(encoding="utf-8"))
    raw.commit()
    raw.close()
    with open_store(tmp_path, Clock(now=1_950_000_000_000)) as store:
        yield store


def herbie(store: Store) -> Vehicle:
    (found_,) = store.read(lambda r: [v for v in r.all(Vehicle) if v.name == "Herbie"])
    return found_


def test_every_release_has_its_database() -> None:
    assert [path.stem for path in RELEASED] == [f"version-{n}" for n in range(1, VERSION + 1)]


def test_all_that_was_kept_is_shown(old: Store) -> None:
    old.quick_check()
    car = herbie(old)
    assert (car.make, car.model, car.year, car.plate) == ("Volkswagen", "Käfer", 1963, "OFP 857")
    assert (car.energies, car.purchased) == (("petrol",), date(1968, 12, 24))
    assert (car.purchase_price, car.colour) == (Money("80.00", "USD"), "")
    assert (car.tags, car.trim) == ({"racing", "white"}, "Deluxe")
    assert car.custom == {"Number": "53", "Ordered": date(1962, 9, 1)}
    assert car.odometer_offset == Quantity("-12", "mi")
    assert car.extra == {"hover": {"height": 1}}
    (fuel,) = old.read(lambda r: r.all(FillUp, Query(owner=car.id)))
    assert fuel.volume == Quantity("45.20", "L", "45,20 l")
    assert (fuel.total, fuel.price) == (Money("71.30", "EUR"), UnitPrice("1.577", "EUR", "L"))
    assert fuel.date
    assert fuel.date.iso == "2024-03-10T16:01+01:00"
    assert (fuel.station, fuel.notes) == ("", "with the window open")
    assert [note.title for note in old.read(lambda r: r.all(Note, Query(deleted=True)))] == [
        "Flies"
    ]
    assert [r.title for r in old.read(lambda r: r.all(Reminder))] == ["Oil"]
    assert names(old) == ["Car 1", "Car 2", "Herbie"]
    assert old.read(lambda r: r.settings()) == {"region": "DE", "units": {"distance": "mi"}}
    assert old.read(lambda r: r.home()[1]) == "Our garage"


def test_its_index_is_made_as_that_of_a_new_one(old: Store, tmp_path: Path) -> None:
    with open_store(tmp_path / "new") as new:
        made = [_made(store, "search", "search_words") for store in (old, new)]
    assert made[0] == made[1]
    assert _made(old, "search_before") == []
    assert old.read(lambda r: [hit.heading for hit in r.search("h k")]) == [
        "Herbie Volkswagen Käfer OFP 857"
    ]
    old.quick_check()


def _made(store: Store, *tables: str) -> list[str]:
    sql = "SELECT sql FROM sqlite_schema WHERE name = ?"
    rows = [
        store.read(lambda r, name=name: r.connection.exec_driver_sql(sql, (name,)).all())
        for name in tables
    ]
    return [row.sql for found in rows for row in found]


def test_its_index_history_and_undo_go_on(old: Store) -> None:
    car = herbie(old)
    assert found(old, "kafer") == {car.id}
    assert found(old, "flies") == set()
    (fuel,) = old.read(lambda r: r.all(FillUp))
    history = old.read(lambda r: r.history(fuel.id))
    assert ("station", "Müller") in [(edit.field, edit.value) for edit in history]
    # A record of an unknown kind, which no server has confirmed either, waits with the others.
    assert old.read(lambda r: r.waiting()) == 7
    records.undo(old)
    assert herbie(old).trim == ""
    records.undo(old)
    assert names(old) == ["Herbie"]
    records.undo(old)
    assert old.read(lambda r: r.get(Note, r.all(Note)[0].id)).title == "Flies"
    records.redo(old)
    records.redo(old)
    assert names(old) == ["Car 1", "Car 2", "Herbie"]
    assert not old.read(lambda r: r.get(Vehicle, fixed_id(1))).deleted
