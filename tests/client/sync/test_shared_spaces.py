"""Spaces of several people: they come and go whole, and so does what moves or is erased."""

from __future__ import annotations

import pytest

from client.errors import Forbidden
from client.operations import records
from client.store.codec import load
from client.store.schema import KEPT
from client.store.spaces import held_spaces, put_space
from garage.records import Vehicle, kind_named
from tests.client.store import making
from tests.client.store.making import add_vehicle, vehicle
from tests.client.sync.conftest import World, add_in, check_agreement, rows, shared_space


def test_what_is_erased_leaves_with_its_history_and_edits_of_it_are_kept(world: World) -> None:
    laptop, desktop = world.device(), world.device()
    id_ = add_vehicle(laptop.store, "Secret", year=1963)
    other = add_vehicle(laptop.store, "Plain")
    records.edit(laptop.store, id_, {"name": "Secret still"})
    world.settle()
    records.edit(desktop.store, id_, {"notes": "typed"})
    records.edit(laptop.store, id_, {"notes": "typed too"})
    world.server.erase(laptop.home(), id_)
    world.settle()
    for device in (laptop, desktop):
        assert device.names() == ["Plain"]
        assert making.found(device.store, "secret") == set()
        assert [load(kept.fields) for kept in rows(device, KEPT)] in (
            [{"notes": "typed"}],
            [{"notes": "typed too"}],
        )
        left = device.store.read(
            lambda r: r.connection.exec_driver_sql(
                "SELECT count(*) FROM history WHERE id <> ?", (other,)
            ).scalar()
        )
        assert left == 0
    check_agreement(world)


def test_a_space_is_gained_and_lost_with_all_that_is_in_it(world: World) -> None:
    ann, bob = world.device("ann"), world.device("bob")
    space = shared_space(world, "ann", "bob")
    own = add_vehicle(bob.store, "Bob's own")
    world.settle()
    id_ = add_in(ann, space, "Ours")
    world.settle()
    assert set(bob.names()) == {"Ours", "Bob's own"}
    records.edit(bob.store, id_, {"colour": "blue"})
    new = add_in(bob, space, "Unsent")
    del world.server.kept.rooms[space].members["bob"]
    report = bob.sync()
    assert bob.names() == ["Bob's own"]
    assert report.spaces_changed
    assert making.found(bob.store, "ours") == set()
    assert {(kept.id, kept.space_name) for kept in rows(bob, KEPT)} == {
        (id_, "Family"),
        (new, "Family"),
    }
    for table in ("history", "k_vehicle", "space"):
        left = bob.store.read(
            lambda r, t=table: r.connection.exec_driver_sql(
                f"SELECT count(*) FROM {t} WHERE {'id' if t == 'space' else 'space'} = ?", (space,)
            ).scalar()
        )
        assert left == 0, table
    # Nor does undo know anything of it: what it would take next is what came before.
    assert bob.store.read(lambda r: r.last_deed()).title == "Bob's own"
    records.undo(bob.store)
    assert bob.names() == []
    records.redo(bob.store)
    assert own in {v.id for v in bob.store.read(lambda r: r.all(Vehicle))}
    world.server.kept.rooms[space].members["bob"] = "viewer"
    world.settle()
    assert "Ours" in bob.names()


def test_a_record_that_moves_takes_along_what_waits(world: World) -> None:
    ann, bob = world.device("ann"), world.device("bob")
    space = shared_space(world, "ann", "bob")
    id_ = add_vehicle(ann.store, "Herbie")
    world.settle()
    other = world.device("ann")
    other.sync()
    records.edit(other.store, id_, {"colour": "blue"})
    world.server.move(ann.home(), space, id_)
    world.settle()
    for device in (ann, bob, other):
        shown = vehicle(device.store, id_)
        assert (shown.space, shown.name, shown.colour) == (space, "Herbie", "blue")
        assert rows(device, KEPT) == []
    check_agreement(world)


def test_a_record_that_moves_out_of_reach_goes_and_edits_of_it_are_kept(world: World) -> None:
    ann, bob = world.device("ann"), world.device("bob")
    space = shared_space(world, "ann", "bob")
    world.settle()
    id_ = add_in(ann, space, "Herbie")
    world.settle()
    records.edit(bob.store, id_, {"colour": "blue"})
    world.server.move(space, ann.home(), id_)
    world.settle()
    assert bob.names() == []
    assert [load(kept.fields) for kept in rows(bob, KEPT)] == [{"colour": "blue"}]
    assert ann.names() == ["Herbie"]
    check_agreement(world)


def test_a_viewer_s_edits_are_kept_and_what_is_shared_stays(world: World) -> None:
    ann, bob = world.device("ann"), world.device("bob")
    space = shared_space(world, "ann", "bob", role="viewer")
    world.settle()
    id_ = add_in(ann, space, "Ours")
    world.settle()
    with pytest.raises(Forbidden):
        records.edit(bob.store, id_, {"name": "Mine"})
    # As where the role was taken while this device was offline, and edited.
    bob.store.layered(lambda t: put_space(t.connection, space, role="member"))
    records.edit(bob.store, id_, {"name": "Mine"})
    bob.store.layered(lambda t: put_space(t.connection, space, role="viewer"))
    assert bob.sync().refused == 1
    assert bob.names() == ["Ours"]
    (held,) = [s for s in bob.store.read(lambda r: held_spaces(r.connection)) if s.id == space]
    assert (held.role, held.kind, held.name, held.members) == ("viewer", "family", "Family", 2)


def test_what_hangs_on_a_shared_vehicle_is_shared_with_it(world: World) -> None:
    ann, bob = world.device("ann"), world.device("bob")
    space = shared_space(world, "ann", "bob")
    world.settle()
    car = add_in(ann, space, "Ours")
    world.settle()
    note = {"vehicle": car, "title": "Hello", "date": making.TODAY}
    id_ = making.only(records.add(bob.store, kind_named("note"), note))
    world.settle()
    found = ann.store.read(lambda reader: reader.find(id_))
    assert (found.space, found.kind) == (space, "note")
    check_agreement(world)
