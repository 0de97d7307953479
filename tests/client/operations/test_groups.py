"""Groups of vehicles: made, filled, dissolved; each in one operation that can be undone."""

import pytest

from client.errors import BadRequest, NotFound
from client.operations.groups import add_group, dissolve, put_in_group, set_status
from client.operations.records import add, delete
from client.store import Query, Store
from garage.records import Vehicle, VehicleGroup, kind_named


@pytest.fixture
def store(tmp_path):
    """An empty garage."""
    with Store(tmp_path / "profile") as opened:
        yield opened


@pytest.fixture
def vehicles(store) -> list[str]:
    """Three vehicles in no group."""
    names = ("Herbie", "Octavia", "Z3")
    return [add(store, kind_named("vehicle"), {"name": name}).ids[0] for name in names]


def groups_of(store) -> dict[str, str]:
    """The name of the group of each vehicle."""

    def read(reader):
        names = {group.id: group.name for group in reader.all(VehicleGroup)}
        return {v.name: names.get(v.group, "") for v in reader.all(Vehicle, Query(sort="name"))}

    return store.read(read)


def test_a_new_group_takes_vehicles_with_it_and_one_undo_takes_all_back(store, vehicles):
    add_group(store, "Classics", [vehicles[0], vehicles[2]])
    assert groups_of(store) == {"Herbie": "Classics", "Octavia": "", "Z3": "Classics"}
    store.undo()
    assert set(groups_of(store).values()) == {""}
    assert store.read(lambda reader: reader.all(VehicleGroup)) == []


def test_a_group_is_not_made_twice(store, vehicles):
    add_group(store, "Classics")
    with pytest.raises(BadRequest, match="there is a group Classics already"):
        add_group(store, "classics", vehicles)
    assert set(groups_of(store).values()) == {""}


def test_vehicles_go_into_a_group_and_out_in_one_operation(store, vehicles):
    group = add_group(store, "Work").ids[0]
    changes = put_in_group(store, vehicles, group)
    assert changes.touched == {"vehicle": frozenset(vehicles)}
    assert set(groups_of(store).values()) == {"Work"}
    put_in_group(store, vehicles[:1], "")
    assert groups_of(store)["Herbie"] == ""
    store.undo()
    store.undo()
    assert set(groups_of(store).values()) == {""}


def test_nothing_is_put_into_a_group_in_the_trash(store, vehicles):
    group = add_group(store, "Work").ids[0]
    delete(store, [group])
    with pytest.raises(NotFound, match="in the trash"):
        put_in_group(store, vehicles, group)


def test_a_dissolved_group_leaves_its_vehicles(store, vehicles):
    changes = add_group(store, "Classics", vehicles[:2])
    (group,) = changes.touched["vehicle_group"]
    dissolve(store, group)
    assert {vehicle.group for vehicle in store.read(lambda reader: reader.all(Vehicle))} == {""}
    assert len(groups_of(store)) == 3
    store.undo()
    assert groups_of(store)["Herbie"] == "Classics"


def test_several_vehicles_are_laid_up_at_once(store, vehicles):
    set_status(store, vehicles[:2], "laid_up")
    states = store.read(lambda reader: {v.name: v.status for v in reader.all(Vehicle)})
    assert states == {"Herbie": "laid_up", "Octavia": "laid_up", "Z3": "active"}
