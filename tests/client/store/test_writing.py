"""Records are kept as they were given, with the stamps that tell who set what when."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from client.errors import BadRequest, NotFound
from client.operations import records
from client.store import Query, Store
from client.store.codec import codec
from garage.errors import ValueRefused
from garage.records import Kind, Vehicle
from tests.client.store import making
from tests.client.store.making import VEHICLE, Clock, add_vehicle, found, names, open_store, vehicle
from tests.garage.records.values import kinds_with_values


@settings(
    max_examples=150,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(kinds_with_values)
def test_a_record_of_any_kind_comes_back_as_it_was(
    store: Store, drawn: tuple[Kind, dict[str, Any]]
) -> None:
    kind, given_values = drawn
    # What follows from others in this kind is written with them: an axle's tread from its wheels'.
    values = dict(kind.type.settled(None, kind.complete(given_values)))
    ids: list[str] = []
    store.operate(lambda t: ids.append(t.add(kind, values)), "add", "")
    record = store.read(lambda reader: reader.find(ids[0]))
    assert type(record) is kind.type
    plain = kind.type()
    for field in kind.fields:
        assert getattr(record, field.name) == values.get(field.name, getattr(plain, field.name))
    assert codec(kind).flat(record) == kind.fields_json(values)


def test_what_was_acknowledged_is_there_after_opening_again(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        kept, gone = add_vehicle(store, year=1963, tags="racing"), add_vehicle(store, "Giselle")
        records.edit(store, kept, {"year": 1964, "custom": {"Number": "53"}})
        records.delete(store, [gone])
        before = vehicle(store, kept)
    with open_store(tmp_path) as store:
        assert vehicle(store, kept) == before
        assert (before.year, before.custom) == (1964, {"Number": "53"})
        assert names(store) == ["Herbie"]
        assert vehicle(store, gone).deleted
        records.restore(store, [gone])
        assert names(store) == ["Giselle", "Herbie"]


def test_an_operation_that_fails_writes_nothing(store: Store) -> None:
    def work(transaction: Any) -> None:
        transaction.add(VEHICLE, {"name": "Half"})
        raise BadRequest("no", "never")

    with pytest.raises(BadRequest):
        store.operate(work, "add", "")
    assert names(store) == []
    assert store.read(lambda reader: reader.waiting()) == 0
    assert found(store, "half") == set()


def test_an_edit_stamps_only_what_it_changes(store: Store) -> None:
    id_ = add_vehicle(store, year=1963, notes="old")
    first = making.row_stamps(store, id_)
    assert len(set(first.values())) == 1
    records.edit(store, id_, {"year": 1964, "name": "Herbie"})
    second = making.row_stamps(store, id_)
    assert second["year"] > first["year"]
    assert {n for n in second if second[n] != first.get(n)} == {"year"}


def test_an_edit_to_the_same_values_is_no_edit(store: Store) -> None:
    id_ = add_vehicle(store, tags="red", custom={"Code": "LB9A"})
    before, deed = making.row_stamps(store, id_), store.read(lambda reader: reader.last_deed())
    changes = records.edit(
        store, id_, {"name": "Herbie", "tags": "red", "custom": {"Code": "LB9A"}}
    )
    assert (changes.undo, changes.touched) == (None, {})
    assert making.row_stamps(store, id_) == before
    assert store.read(lambda reader: reader.last_deed()) == deed


def test_a_cleared_field_keeps_its_stamp_even_if_all_others_are_newer(store: Store) -> None:
    id_ = add_vehicle(store, year=1963)
    records.edit(store, id_, {"year": None})
    cleared = making.row_stamps(store, id_)["year"]
    values = {"name": "H", "type": "van", "status": "sold", "source": None}
    records.edit(store, id_, values)
    stamps = making.row_stamps(store, id_)
    assert stamps["year"] == cleared == min(stamps.values())
    assert vehicle(store, id_).year is None
    records.edit(store, id_, {"colour": "white"})
    assert making.row_stamps(store, id_)["year"] == cleared


def test_a_tag_taken_away_and_set_again_bears_the_last_stamp(store: Store) -> None:
    id_ = add_vehicle(store, tags="red, fast")
    seen = [making.row_stamps(store, id_)["tags/red"]]
    for tags in ("fast", "red, fast", "red"):
        records.edit(store, id_, {"tags": tags})
        seen.append(making.row_stamps(store, id_)["tags/red"])
    assert vehicle(store, id_).tags == {"red"}
    assert seen[0] < seen[1] < seen[2] == seen[3]
    assert making.row_stamps(store, id_)["tags/fast"] > seen[2]


def test_stamps_rise_though_the_machines_time_falls(store: Store, clock: Clock) -> None:
    id_ = add_vehicle(store)
    last = making.row_stamps(store, id_)["name"]
    clock.now -= 10**9
    for name in ("A", "B", "C"):
        records.edit(store, id_, {"name": name})
        now = making.row_stamps(store, id_)["name"]
        assert now > last
        last = now


def test_a_stamp_is_later_than_one_seen_from_a_greater_device(store: Store) -> None:
    far = making.stamp(9_000_000_000_000)

    def work(transaction: Any) -> str:
        transaction.observe(far)
        return str(transaction.stamp)

    assert store.layered(work) > far
    assert making.row_stamps(store, add_vehicle(store))["name"] > far


def test_the_history_has_every_earlier_value(store: Store) -> None:
    id_ = add_vehicle(store, year=1963)
    for year in (1964, None, 1965):
        records.edit(store, id_, {"year": year})
    records.delete(store, [id_])
    records.undo(store)
    edits = store.read(lambda reader: reader.history(id_))
    years = [(edit.value, edit.current) for edit in edits if edit.field == "year"]
    assert years == [(1965, True), (None, False), (1964, False), (1963, False)]
    assert [edit.at for edit in edits] == sorted((edit.at for edit in edits), reverse=True)
    device = store.read(lambda reader: reader.device())
    assert {edit.device for edit in edits} == {device}
    assert [(e.value, e.current) for e in edits if e.field == "deleted"] == [
        (None, True), (True, False),
    ]  # fmt: skip


def test_what_is_unknown_survives_an_edit_and_the_way_round(store: Store) -> None:
    id_ = add_vehicle(store)
    at = making.stamp(5)
    extra = {"hover": ({"height": 3}, at), "custom/Smell": ({"odour": 1}, at)}
    making.take(store, id_, **extra)
    records.edit(store, id_, {"name": "New", "custom": {"Code": "LB9A"}})
    kept = vehicle(store, id_)
    assert kept.extra == {"hover": {"height": 3}, "custom/Smell": {"odour": 1}}
    assert kept.custom == {"Code": "LB9A"}
    assert codec(VEHICLE).flat(kept)["hover"] == {"height": 3}
    assert making.row_stamps(store, id_)["hover"] == at


@pytest.mark.parametrize("sort", ["name; DROP TABLE k_vehicle", "n", '"', "-", "--name", "extra"])
def test_only_fields_can_be_sorted_by(store: Store, sort: str) -> None:
    add_vehicle(store)
    with pytest.raises(ValueRefused):
        store.read(lambda reader: reader.all(Vehicle, Query(sort=sort)))
    assert names(store) == ["Herbie"]


def test_values_that_look_like_sql_are_only_values(store: Store) -> None:
    nasty = "Robert'); DROP TABLE k_vehicle;--"
    id_ = add_vehicle(store, nasty, tags="%_\\", custom={"a'\"`": "$.deleted"})
    records.edit(store, id_, {"plate": '"; DELETE FROM clock'})
    records.delete(store, [id_])
    records.undo(store)
    assert names(store) == [nasty]
    assert vehicle(store, id_).custom == {"a'\"`": "$.deleted"}


def test_lists_are_sorted_limited_and_counted(store: Store) -> None:
    for name, year in (("B", 2001), ("A", 2003), ("C", None)):
        add_vehicle(store, name, year=year)

    def listed(query: Query) -> list[str]:
        return [v.name for v in store.read(lambda reader: reader.all(Vehicle, query))]

    assert listed(Query(sort="name")) == ["A", "B", "C"]
    assert listed(Query(sort="-year")) == ["A", "B", "C"]
    assert listed(Query(sort="name", limit=1, offset=1)) == ["B"]
    assert listed(Query(sort="name", offset=2)) == ["C"]
    assert store.read(lambda reader: reader.count(VEHICLE, Query(limit=1))) == 3
    with pytest.raises(BadRequest):
        listed(Query(owner="x"))


def test_the_things_of_a_vehicle_in_the_trash_do_not_show(store: Store) -> None:
    car, other = add_vehicle(store), add_vehicle(store, "Giselle")
    for id_ in (car, other):
        values = {"vehicle": id_, "odometer": None}
        records.add(store, making.FILL_UP, values, today=making.TODAY)
    records.delete(store, [car])
    assert store.read(lambda reader: reader.count(making.FILL_UP)) == 1
    records.undo(store)
    assert store.read(lambda reader: reader.count(making.FILL_UP)) == 2


def test_what_is_not_there_is_said_so(store: Store) -> None:
    for work in (
        lambda: store.read(lambda reader: reader.find("nothing")),
        lambda: store.read(lambda reader: reader.get(Vehicle, "nothing")),
        lambda: records.edit(store, "nothing", {"name": "x"}),
    ):
        with pytest.raises(NotFound):
            work()


def test_a_closed_store_takes_nothing_and_does_not_hang(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    add_vehicle(store)
    store.close()
    store.close()
    with pytest.raises(BadRequest, match="closed"):
        add_vehicle(store)
