"""A profile or a server with another past, copied, restored or from before the account, agrees."""

from __future__ import annotations

from typing import Any

from client.operations import records
from client.store import restore_backup
from client.store.schema import KEPT, SPACE
from tests.client.store import making
from tests.client.store.making import add_vehicle, vehicle
from tests.client.sync.conftest import World, add_in, check_agreement, rows, shared_space
from tests.client.sync.standin import Room


def test_a_copied_profile_becomes_a_device_of_its_own(world: World, tmp_path: Any) -> None:
    import shutil

    laptop = world.device()
    first = add_vehicle(laptop.store, "First")
    laptop.sync()
    laptop.store.close()
    shutil.copytree(laptop.folder, tmp_path / "device-1")
    laptop.reopen()
    copy = world.device(sign_in=False)
    copy.session = laptop.session.server.session("ann", copy.store.read(lambda r: r.device()))
    copy.session.session = laptop.session.session
    copy.engine = type(laptop.engine)(copy.store, copy.session, chance=copy.chance)
    records.edit(laptop.store, first, {"notes": "of the laptop"})
    second = add_vehicle(laptop.store, "Of the laptop")
    laptop.sync()
    third = add_vehicle(copy.store, "Of the copy")
    records.edit(copy.store, first, {"colour": "blue"})
    before = copy.store.read(lambda r: r.device())
    copy.session.session = "session-copy"
    world.server.kept.devices["session-copy"] = before
    copy.sync()
    assert copy.store.read(lambda r: r.device()) != before
    world.settle()
    for device in (laptop, copy):
        assert set(device.names()) == {"First", "Of the laptop", "Of the copy"}
        shown = vehicle(device.store, first)
        assert (shown.notes, shown.colour) == ("of the laptop", "blue")
    assert {second, third} <= set(making.found(copy.store, "of"))
    assert rows(copy, KEPT) == []
    check_agreement(world)


def test_a_restored_server_is_offered_what_it_forgot(world: World) -> None:
    laptop, desktop = world.device(), world.device()
    old = add_vehicle(laptop.store, "Old", year=1963)
    world.settle()
    backup = world.server.backup()
    new = add_vehicle(laptop.store, "New")
    records.edit(desktop.store, old, {"name": "Renamed"})
    world.settle()
    world.server.restore(backup)
    waiting = add_vehicle(desktop.store, "Waiting")
    records.edit(laptop.store, new, {"colour": "red"})
    world.settle()
    for device in (laptop, desktop):
        assert device.names() == ["New", "Renamed", "Waiting"]
        assert rows(device, KEPT) == []
        assert vehicle(device.store, new).colour == "red"
    assert vehicle(laptop.store, waiting).name == "Waiting"
    assert all(record.kind != "overtaken" for room in world.server.kept.rooms.values()
               for record in room.records.values())  # fmt: skip
    check_agreement(world)


def test_a_space_whose_digest_differs_is_read_again_and_what_waits_stays(world: World) -> None:
    laptop, desktop = world.device(), world.device()
    ids = [add_vehicle(laptop.store, f"Car {n}") for n in range(5)]
    world.settle()
    desktop.store.layered(
        lambda t: t.connection.exec_driver_sql(
            "UPDATE k_vehicle SET name = 'Spoilt', seq = seq + 100 WHERE id = ?", (ids[2],)
        )
    )
    desktop.store.layered(lambda t: t.connection.execute(SPACE.update().values(digest="f" * 16)))
    records.edit(desktop.store, ids[1], {"colour": "blue"})
    records.edit(laptop.store, ids[0], {"colour": "red"})
    world.settle()
    assert desktop.names() == [f"Car {n}" for n in range(5)]
    assert vehicle(laptop.store, ids[1]).colour == "blue"
    check_agreement(world)


def test_a_digest_that_cannot_be_met_is_not_chased_for_ever(world: World, monkeypatch: Any) -> None:
    laptop = world.device()
    add_vehicle(laptop.store)
    monkeypatch.setattr(Room, "digest", lambda _: "0123456789abcdef")
    laptop.sync()
    world.server.requests.clear()
    laptop.sync()
    assert [name for name, _ in world.server.requests] == ["pull"]


def test_a_restored_local_backup_is_another_device_and_shows_shared_garages_once_confirmed(
    world: World, tmp_path: Any
) -> None:
    ann, bob = world.device("ann"), world.device("bob")
    space = shared_space(world, "ann", "bob")
    own = add_vehicle(bob.store, "Own")
    world.settle()
    ours = add_in(ann, space, "Ours")
    world.settle()
    records.edit(bob.store, own, {"colour": "unsent"})
    bob.store.backup(tmp_path / "backup.sqlite")
    bob.sync()
    records.edit(bob.store, own, {"name": "Own, later", "colour": "red"})
    bob.sync()
    before = bob.store.read(lambda r: r.device())
    bob.store.close()
    restore_backup(tmp_path / "backup.sqlite", bob.folder)
    bob.reopen()
    assert bob.store.read(lambda r: r.device()) != before
    assert bob.names() == ["Own"]
    assert making.found(bob.store, "ours") == set()
    bob.sync()
    world.settle()
    assert bob.names() == ["Ours", "Own, later"]
    assert making.found(bob.store, "ours") == {ours}
    # What was unsent at the time of the backup met what was said since: nothing is lost.
    values = [e.value for e in bob.store.read(lambda r: r.history(own)) if e.field == "colour"]
    assert {"unsent", "red"} <= set(values)
    check_agreement(world)
    bob.store.close()
    restore_backup(tmp_path / "backup.sqlite", bob.folder)
    del world.server.kept.rooms[space].members["bob"]
    bob.reopen()
    bob.sync()
    assert bob.names() == ["Own, later"]


def test_what_was_typed_before_the_first_sign_in_joins_the_account_s_garage(world: World) -> None:
    first = world.device()
    first.sync()
    add_vehicle(first.store, "There")
    first.sync()
    second = world.device(sign_in=False)
    id_ = add_vehicle(second.store, "Typed before")
    records.edit(second.store, id_, {"name": "Typed before all"})
    making.import_vehicles(second.store, 3)
    local = second.home()
    second.sign_in()
    world.settle()
    assert second.home() == first.home() != local
    for device in (first, second):
        assert set(device.names()) == {"There", "Typed before all", "Car 1", "Car 2", "Car 3"}
    records.undo(second.store)
    records.undo(second.store)
    world.settle()
    assert set(first.names()) == {"There", "Typed before"}
    check_agreement(world)


def test_what_is_left_local_stays_here_alone(world: World) -> None:
    first = world.device()
    add_vehicle(first.store, "There")
    first.sync()
    second = world.device(sign_in=False, leave_local=True)
    add_vehicle(second.store, "Only here")
    second.sign_in()
    world.settle()
    assert second.names() == ["Only here", "There"]
    assert first.names() == ["There"]
    assert second.home() == first.home()
