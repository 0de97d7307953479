"""A record and its lines saved together: one operation, one undo."""

from datetime import date

import pytest

from client.errors import BadRequest, Forbidden, NotFound
from client.operations.records import delete, edit
from client.operations.whole_record import Along, children_of, in_order, save_whole
from client.store import Query
from garage.errors import ValueRefused
from garage.money import Money
from garage.records import Service, WorkLine, kind_named
from garage.units import Quantity
from tests.client.store.making import add_vehicle, open_store

SERVICE, LINE = kind_named("service"), kind_named("work_line")


@pytest.fixture
def garage(tmp_path):
    with open_store(tmp_path) as store:
        yield store


def services(store):
    return store.read(lambda reader: reader.all(Service, Query()))


def lines(store):
    found = store.read(lambda reader: [children_of(reader, one) for one in services(store)])
    return [(line.title, line.cost.amount if line.cost else "") for line in found[0]]


def new_service(store, *titles):
    values = {"vehicle": add_vehicle(store), "date": date(2026, 11, 6), "title": "Oil change"}
    along = [Along("work_line", values={"title": title}) for title in titles]
    return save_whole(store, SERVICE, None, values, in_order(LINE, along, {}))


def test_a_service_and_its_lines_come_with_one_operation_and_go_with_one_undo(garage):
    changes = new_service(garage, "Oil", "Filter", "Labour")
    assert (changes.operation, changes.title) == ("add", "Oil change")
    assert lines(garage) == [("Oil", ""), ("Filter", ""), ("Labour", "")]
    garage.undo()
    assert services(garage) == []
    assert garage.read(lambda reader: reader.all(WorkLine, Query())) == []
    garage.redo()
    assert lines(garage) == [("Oil", ""), ("Filter", ""), ("Labour", "")]


def test_lines_are_changed_moved_taken_away_and_added_together_with_the_service(garage):
    new_service(garage, "Oil", "Filter", "Labour")
    (service,) = services(garage)
    oil, filter_, labour = garage.read(lambda reader: children_of(reader, service))
    before = {line.id: line.order for line in (oil, filter_, labour)}
    along = [
        Along("work_line", labour.id),
        Along("work_line", oil.id, {"cost": Money("61.50", "EUR")}),
        Along("work_line", filter_.id, deleted=True),
        Along("work_line", values={"title": "Washer"}),
    ]
    ordered = in_order(LINE, along, before)
    changes = save_whole(garage, SERVICE, service.id, {"title": "Oil and filter"}, ordered)
    assert (changes.operation, changes.title) == ("edit", "Oil and filter")
    assert lines(garage) == [("Labour", ""), ("Oil", "61.50"), ("Washer", "")]
    garage.undo()
    assert services(garage)[0].title == "Oil change"
    assert lines(garage) == [("Oil", ""), ("Filter", ""), ("Labour", "")]
    garage.redo()
    assert lines(garage) == [("Labour", ""), ("Oil", "61.50"), ("Washer", "")]


def test_nothing_is_kept_where_one_line_cannot_be(garage):
    values = {"vehicle": add_vehicle(garage), "date": date(2026, 11, 6), "title": "Oil change"}
    along = [Along("work_line", values={"title": "Oil", "part": "0" * 26})]
    with pytest.raises((NotFound, BadRequest, ValueRefused)):
        save_whole(garage, SERVICE, None, values, along)
    assert services(garage) == []


def test_what_was_not_changed_writes_nothing(garage):
    new_service(garage, "Oil")
    (service,) = services(garage)
    assert save_whole(garage, SERVICE, service.id, {"title": "Oil change"}, []).operation == ""


def test_an_own_field_is_defined_along_with_the_record_that_has_it(garage):
    own = Along("custom_field", values={"name": "Mechanic", "applies_to": "service"})
    values = {
        "vehicle": add_vehicle(garage), "date": date(2026, 11, 6), "title": "Oil change",
        "custom": {"Mechanic": "Ada"},
    }  # fmt: skip
    changes = save_whole(garage, SERVICE, None, values, [own])
    assert set(changes.touched) == {"service", "custom_field"}
    garage.undo()
    assert garage.read(lambda reader: reader.records(kind_named("custom_field"))) == []


def test_tags_and_own_fields_that_came_meanwhile_stay(garage):
    new_service(garage, "Oil")
    (service,) = services(garage)
    first = {"custom": {"Mechanic": "Ada", "Bay": "2", "Oil": "5W-30"}, "tags": {"a", "b"}}
    edit(garage, service.id, first)
    (seen,) = services(garage)
    meanwhile = {"custom": {"Mechanic": "Ada", "Bay": "3", "Ramp": "1"}, "tags": {"b", "c"}}
    edit(garage, service.id, meanwhile)
    values = {"custom": {"Mechanic": "Eve", "Bay": "2", "Lamp": "on"}, "tags": {"a", "d"}}
    save_whole(garage, SERVICE, service.id, values, [], seen)
    (kept,) = services(garage)
    assert kept.custom == {"Mechanic": "Eve", "Bay": "3", "Ramp": "1", "Lamp": "on"}
    assert kept.tags == {"c", "d"}
    save_whole(garage, SERVICE, service.id, {"custom": None, "tags": None}, [], kept)
    (bare,) = services(garage)
    assert (dict(bare.custom), bare.tags) == ({}, frozenset())


def test_a_service_in_the_trash_is_not_changed(garage):
    new_service(garage, "Oil")
    (service,) = services(garage)
    delete(garage, [service.id])
    with pytest.raises(Forbidden, match="trash"):
        save_whole(garage, SERVICE, service.id, {"title": "Other"}, [])


def test_a_movement_hangs_on_the_part_it_is_saved_with(garage):
    values = {"date": date(2026, 11, 6), "amount": Quantity("4", "")}
    movement = Along("stock_movement", values=values)
    changes = save_whole(garage, kind_named("part"), None, {"name": "Oil"}, [movement])
    part = next(iter(changes.touched["part"]))
    kept = garage.read(lambda reader: children_of(reader, reader.find(part)))
    assert [one.amount.value for one in kept] == ["4"]
