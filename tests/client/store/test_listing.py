"""Statements that are kept list what is there now, for whoever asks and in whatever way."""

from __future__ import annotations

from datetime import UTC, date, timedelta
from typing import Any

import pytest
from sqlalchemy import Table, bindparam

from client.errors import BadRequest
from client.operations import records
from client.operations.agenda import agenda
from client.store import Query, Store
from client.store.codec import codec
from client.store.listing import _listing
from client.store.spaces import put_space
from garage.records import FillUp, Vehicle
from tests.client.store.making import FILL_UP, VEHICLE, add_vehicle, vehicle_rows
from tests.client.store.sharing import CLUB, FAMILY, hold, put

MONDAY = date(2026, 11, 23)


def _is_named_so(vehicle: Table[Any]) -> Any:
    return vehicle.c.name.like("Car%")


def named(store: Store, query: Query, garage: str = "") -> list[str]:
    return [each.name for each in store.read(lambda reader: reader.all(Vehicle, query), garage)]


def land(store: Store, count: int) -> None:
    batch = store.begin_batch("cars.csv")
    store.land(batch, vehicle_rows(count))
    store.complete_batch(batch, "import")


def test_a_page_holds_what_was_asked_for_though_another_was_asked_the_same_way(
    store: Store,
) -> None:
    land(store, 7)
    for offset, limit, expected in ((0, 3, [1, 2, 3]), (3, 3, [4, 5, 6]), (6, 3, [7])):
        found = named(store, Query(sort="name", limit=limit, offset=offset))
        assert found == [f"Car {number}" for number in expected]
    assert named(store, Query(sort="name", offset=5)) == ["Car 6", "Car 7"]
    assert named(store, Query(sort="-name", limit=0)) == []


def test_what_hangs_on_one_is_not_told_of_another(store: Store) -> None:
    cars = [add_vehicle(store, name) for name in ("Herbie", "Dory")]
    for car in cars:
        records.add(store, FILL_UP, {"vehicle": car, "date": "2026-03-14"})
    for car in cars:
        found = store.read(lambda reader, car=car: reader.all(FillUp, Query(owner=car)))
        assert [each.vehicle for each in found] == [car]
        assert store.read(lambda reader, car=car: reader.count(FILL_UP, Query(owner=car))) == 1
    with pytest.raises(BadRequest, match="a vehicle hangs on nothing"):
        store.read(lambda reader: reader.all(Vehicle, Query(owner=cars[0])))


def test_an_import_under_way_and_the_garage_that_is_shown_change_what_a_list_tells(
    store: Store,
) -> None:
    add_vehicle(store, "Herbie")
    put(store, hold(store), "vehicle", name="Car of all")
    by_name = Query(sort="name")
    batch = store.begin_batch("cars.csv")
    store.land(batch, vehicle_rows(2))
    assert named(store, by_name) == ["Car of all", "Herbie"]
    store.complete_batch(batch, "import")
    assert named(store, by_name) == ["Car 1", "Car 2", "Car of all", "Herbie"]
    assert named(store, by_name, FAMILY) == ["Car of all"]
    always = Query(where=_is_named_so, sort="name")
    assert named(store, always) == ["Car 1", "Car 2", "Car of all"]
    assert named(store, always, FAMILY) == ["Car of all"]
    assert store.read(lambda reader: reader.count(VEHICLE, always)) == 3
    this_time = Query(where=codec(VEHICLE).table.c.name.like("Herb%"), sort="name")
    assert named(store, this_time) == ["Herbie"]


def _is_as_new_as(vehicle: Table[Any]) -> Any:
    return vehicle.c.year >= bindparam("since")


def test_what_a_condition_leaves_open_is_given_each_time_in_whatever_garage(store: Store) -> None:
    add_vehicle(store, "Herbie", year=1963)
    family, club = hold(store), hold(store, CLUB)
    put(store, family, "vehicle", name="Dory", year=2016)
    put(store, club, "vehicle", name="Nemo", year=2016)

    def since(year: int) -> Query:
        return Query(where=_is_as_new_as, given={"since": year}, sort="name")

    for _time in range(2):
        assert named(store, since(1960)) == ["Dory", "Herbie", "Nemo"]
        assert named(store, since(2000)) == ["Dory", "Nemo"]
        assert named(store, since(2000), FAMILY) == ["Dory"]
        assert store.read(lambda reader: reader.count(VEHICLE, since(2000)), FAMILY) == 1
    store.layered(lambda t: put_space(t.connection, club, hidden=1))
    batch = store.begin_batch("cars.csv")
    store.land(batch, vehicle_rows(2))
    assert named(store, since(1960)) == ["Dory", "Herbie"]
    assert named(store, since(1960), FAMILY) == ["Dory"]
    assert store.read(lambda reader: reader.count(VEHICLE, since(1960))) == 2
    store.complete_batch(batch, "import")


def test_a_week_that_was_shown_once_makes_no_statement_again(store: Store) -> None:
    def week(number: int) -> None:
        first = MONDAY + timedelta(days=7 * number)
        store.read(lambda r: agenda(r, first, first + timedelta(days=7), UTC, today=MONDAY))

    week(0)
    made = _listing.cache_info().misses
    for number in range(1, 4):
        week(number)
    assert _listing.cache_info().misses == made
