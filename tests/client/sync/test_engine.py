"""Two devices and a server between them: what one writes the other shows, and nothing is lost."""

from __future__ import annotations

from datetime import UTC, date
from typing import Any

import pytest
from sqlalchemy import select

from client.errors import Forbidden, ServerAway
from client.operations import records
from client.operations.sample import make_sample_garage
from client.store import Query, restore_backup
from client.store.arriving import land_slice
from client.store.codec import load
from client.store.schema import CONFIRMED, KEPT, PENDING, PUSH, SENDING, SPACE, UNKNOWN
from client.store.spaces import held_spaces, put_space
from client.sync.status import read_status
from garage.records import FillUp, Vehicle, kind_named, kinds, registry
from garage.sync.wire import PushRequest
from tests.client.store import making
from tests.client.store.making import add_vehicle, vehicle
from tests.client.sync.conftest import Device, World
from tests.client.sync.standin import Room


def rows(device: Device, table: Any) -> list[Any]:
    return device.store.read(lambda reader: list(reader.connection.execute(select(table))))


def check_agreement(world: World) -> None:
    """All devices hold what the server holds, and know it by the digest."""
    for device in world.devices:
        assert device.waiting() == 0
        assert rows(device, CONFIRMED) == []
        assert rows(device, PENDING) == rows(device, PUSH) == rows(device, SENDING) == []
        for space in device.store.read(lambda reader: held_spaces(reader.connection)):
            if space.is_shared:
                room = world.server.kept.rooms[space.id]
                assert (space.digest, space.cursor) == (room.digest(), room.head)


def pushes(world: World) -> list[PushRequest]:
    return [request for name, request in world.server.requests if name == "push"]


def test_a_garage_shows_on_the_other_device(world: World) -> None:
    laptop, desktop = world.device(), world.device()
    id_ = add_vehicle(laptop.store, "Herbie", year=1963, tags="racing, white")
    assert laptop.sync().sent == 1
    report = desktop.sync()
    assert report.received == 1
    assert report.changes.touched == {"vehicle": {id_}}
    shown = vehicle(desktop.store, id_)
    assert (shown.name, shown.year, shown.tags) == ("Herbie", 1963, {"racing", "white"})
    assert making.found(desktop.store, "herbie") == {id_}
    assert desktop.home() == laptop.home() == shown.space
    records.edit(desktop.store, id_, {"year": 1964})
    assert desktop.sync().sent == 1
    assert laptop.sync().received == 1
    assert vehicle(laptop.store, id_).year == 1964
    assert laptop.sync().received == 0
    check_agreement(world)


def test_what_was_just_pushed_does_not_come_back(world: World) -> None:
    laptop = world.device()
    making.import_vehicles(laptop.store, 30)
    laptop.sync()
    pulls = [request for name, request in world.server.requests if name == "pull"]
    assert [set(pull.spaces.values()) for pull in pulls] == [{30}]
    check_agreement(world)


def test_edits_of_both_meet_field_by_field_and_the_loser_shows_as_overtaken(world: World) -> None:
    laptop, desktop = world.device(), world.device()
    id_ = add_vehicle(laptop.store, "Herbie", year=1963)
    world.settle()
    records.edit(laptop.store, id_, {"name": "Laptop", "colour": "white"})
    records.edit(desktop.store, id_, {"name": "Desktop", "year": 1964})
    laptop.sync()
    assert desktop.sync().overtaken == 1
    world.settle()
    for device in (laptop, desktop):
        shown = vehicle(device.store, id_)
        assert (shown.name, shown.colour, shown.year) == ("Desktop", "white", 1964)
        history = device.store.read(lambda reader: reader.history(id_))
        assert [e.value for e in history if e.overtaken] == ["Laptop"]
        assert [(e.field, e.value) for e in history if e.current and e.field == "name"] == [
            ("name", "Desktop")
        ]
        assert ("year", 1963) in [(e.field, e.value) for e in history if not e.current]
    check_agreement(world)


def test_what_lost_before_it_was_sent_shows_as_overtaken_after_another_edit_too(
    world: World,
) -> None:
    laptop, desktop = world.device(), world.device()
    id_ = add_vehicle(laptop.store, "Herbie")
    world.settle()
    records.edit(laptop.store, id_, {"name": "Laptop"})
    records.edit(desktop.store, id_, {"name": "Desktop"})
    desktop.sync()
    laptop.engine.pull_once()
    assert vehicle(laptop.store, id_).name == "Desktop"
    records.edit(laptop.store, id_, {"name": "Both"})
    world.settle()
    for device in (laptop, desktop):
        assert vehicle(device.store, id_).name == "Both"
        history = device.store.read(lambda reader: reader.history(id_))
        assert [e.value for e in history if e.overtaken] == ["Laptop"]
    check_agreement(world)


@pytest.mark.parametrize("lost", [1, 2, 3])
def test_a_lost_answer_is_repeated_to_the_byte_and_changes_nothing(world: World, lost: int) -> None:
    laptop, desktop = world.device(), world.device()
    world.settle()
    id_ = add_vehicle(laptop.store, "Herbie")
    world.server.requests.clear()
    laptop.session.lose = lost
    for _ in range(lost):
        with pytest.raises(ServerAway):
            laptop.sync()
        records.edit(laptop.store, id_, {"notes": f"after {_}"})
        laptop.reopen()
    laptop.sync()
    sent = pushes(world)
    assert sent[0] == sent[lost]
    assert {request.number for request in sent} == {1, 2}
    world.settle()
    assert vehicle(desktop.store, id_).notes == f"after {lost - 1}"
    assert vehicle(desktop.store, id_).name == "Herbie"
    check_agreement(world)


def test_an_edit_while_its_record_is_on_its_way_waits_for_the_next_push(world: World) -> None:
    laptop = world.device()
    laptop.sync()
    id_ = add_vehicle(laptop.store, "First")
    laptop.session.lose = 1
    with pytest.raises(ServerAway):
        laptop.engine.push_once()
    records.edit(laptop.store, id_, {"name": "Second"})
    assert vehicle(laptop.store, id_).name == "Second"
    laptop.engine.push_once()
    assert vehicle(laptop.store, id_).name == "Second"
    ((_, patch, base),) = laptop.store.layered(lambda t: making.waiting_patches(t, 9))
    assert patch.fields == {"name": "Second"}
    assert base["name"] is not None
    laptop.sync()
    check_agreement(world)


def test_what_is_refused_is_kept_and_the_confirmed_value_shows_again(world: World) -> None:
    laptop = world.device()
    id_ = add_vehicle(laptop.store, "Confirmed")
    laptop.sync()
    records.edit(laptop.store, id_, {"name": "Refused", "year": 1970})
    world.server.refuse[id_] = "forbidden"
    new = add_vehicle(laptop.store, "Allowed")
    report = laptop.sync()
    assert (report.sent, report.refused) == (1, 1)
    assert id_ in report.changes.ids
    assert vehicle(laptop.store, id_).name == "Confirmed"
    assert making.found(laptop.store, "refused") == set()
    assert vehicle(laptop.store, new).name == "Allowed"
    (kept,) = rows(laptop, KEPT)
    assert load(kept.fields) == {"name": "Refused", "year": 1970}
    assert (kept.id, kept.code, kept.reason) == (id_, "forbidden", "no")
    check_agreement(world)


def test_a_new_record_that_is_refused_goes_with_what_was_edited_since(world: World) -> None:
    laptop = world.device()
    laptop.sync()
    id_ = add_vehicle(laptop.store, "Refused")
    world.server.refuse[id_] = "invalid"
    laptop.session.lose = 1
    with pytest.raises(ServerAway):
        laptop.engine.push_once()
    records.edit(laptop.store, id_, {"year": 1970})
    laptop.sync()
    assert laptop.names() == []
    assert [load(kept.fields).get("year") for kept in rows(laptop, KEPT)] == [None, 1970]
    check_agreement(world)


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


def test_a_clock_that_runs_ahead_is_corrected_and_nothing_is_lost(world: World) -> None:
    ahead, right = world.device(skew=86_400_000), world.device()
    id_ = add_vehicle(ahead.store, "Tomorrow")
    records.edit(ahead.store, id_, {"name": "Tomorrow's"})
    ahead.sync()
    assert rows(ahead, KEPT) == []
    right.sync()
    assert vehicle(right.store, id_).name == "Tomorrow's"
    records.edit(right.store, id_, {"name": "Later today"})
    world.settle()
    assert vehicle(ahead.store, id_).name == "Later today"
    records.edit(ahead.store, id_, {"name": "Later still"})
    records.undo(ahead.store)
    world.settle()
    assert vehicle(right.store, id_).name == "Later today"
    check_agreement(world)


def test_undo_goes_on_after_what_it_undoes_got_another_stamp(world: World) -> None:
    ahead = world.device(skew=86_400_000)
    id_ = add_vehicle(ahead.store, "First")
    records.edit(ahead.store, id_, {"name": "Second"})
    ahead.sync()
    records.undo(ahead.store)
    assert vehicle(ahead.store, id_).name == "First"
    records.undo(ahead.store)
    assert ahead.names() == []
    ahead.sync()
    check_agreement(world)


def test_undo_after_the_confirmation_and_of_a_whole_import(world: World) -> None:
    laptop, desktop = world.device(), world.device()
    id_ = add_vehicle(laptop.store, "First")
    records.edit(laptop.store, id_, {"name": "Second", "year": 1963})
    making.import_vehicles(laptop.store, 5)
    world.settle()
    records.edit(desktop.store, making.fixed_id(2), {"name": "Mine"})
    world.settle()
    records.undo(laptop.store)
    assert laptop.names() == ["Second"]
    world.settle()
    assert desktop.names() == ["Second"]
    records.redo(laptop.store)
    world.settle()
    assert desktop.names() == ["Car 1", "Car 3", "Car 4", "Car 5", "Mine", "Second"]
    records.undo(laptop.store)
    records.undo(laptop.store)
    world.settle()
    assert vehicle(desktop.store, id_).name == "First"
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


def shared_space(world: World, *people: str, role: str = "member") -> str:
    id_ = making.fixed_id(777)
    roles = {person: "owner" if person == people[0] else role for person in people}
    world.server.kept.rooms[id_] = Room("Family", "family", members=roles)
    return id_


def add_in(device: Device, space: str, name: str) -> str:
    kind = kind_named("vehicle")
    changes = device.store.operate(
        lambda t: t.add(kind, kind.complete({"name": name}), space=space), "add", name
    )
    return making.only(changes)


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


def test_what_this_version_does_not_know_is_kept_whole(world: World, monkeypatch: Any) -> None:
    new, old = world.device(), world.device()
    with monkeypatch.context() as patch:
        car = add_vehicle(new.store, "Herbie")
        note = making.only(
            records.add(
                new.store,
                kind_named("note"),
                {"vehicle": car, "title": "Hello", "date": making.TODAY},
            )
        )
        new.sync()
        patch.delitem(registry._KINDS, "note")
        old.sync()
        assert [row.id for row in rows(old, UNKNOWN)] == [note]
        (held,) = old.store.read(lambda reader: held_spaces(reader.connection))
        assert held.digest == world.server.kept.rooms[held.id].digest()
        check_agreement(world)


def test_a_fill_up_is_the_same_on_both_devices_to_the_cell(world: World) -> None:
    laptop, desktop = world.device(), world.device()
    make_sample_garage(laptop.store, date(2029, 3, 10), UTC)
    world.settle()

    def cells(device: Device, table: str) -> list[Any]:
        return device.store.read(
            lambda r: [
                {n: v for n, v in row._mapping.items() if n not in ("n", "batch")}
                for row in r.connection.exec_driver_sql(f"SELECT * FROM {table} ORDER BY id")
            ]
        )

    for kind in kinds():
        assert cells(laptop, f"k_{kind.name}") == cells(desktop, f"k_{kind.name}"), kind.name
    fills = desktop.store.read(lambda r: r.all(FillUp, Query()))
    assert len(fills) > 10
    check_agreement(world)


def test_an_import_undone_while_it_is_on_its_way_is_undone_everywhere(world: World) -> None:
    laptop, desktop = world.device(), world.device()
    world.settle()
    making.import_vehicles(laptop.store, 4)
    laptop.session.lose = 1
    with pytest.raises(ServerAway):
        laptop.engine.push_once()
    records.undo(laptop.store)
    world.settle()
    assert laptop.names() == desktop.names() == []
    records.redo(laptop.store)
    world.settle()
    assert desktop.names() == ["Car 1", "Car 2", "Car 3", "Car 4"]
    check_agreement(world)


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


def test_below_the_server_s_minimum_it_sends_what_it_has_and_then_reads_only(world: World) -> None:
    old, new = world.device(), world.device()
    id_ = add_vehicle(old.store, "Herbie")
    world.server.schema_minimum = 99
    assert old.sync().sent == 1
    assert old.store.read(read_status).state == "outdated"
    records.edit(old.store, id_, {"name": "Waits"})
    assert old.sync().sent == 0
    assert old.waiting() == 1
    new.sync()
    assert new.names() == ["Herbie"]
    world.server.schema_minimum = 0
    assert old.sync().sent == 1
    assert old.waiting() == 0


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


def test_a_pull_that_is_cut_short_goes_on_where_it_stopped(world: World, monkeypatch: Any) -> None:
    laptop, desktop = world.device(), world.device()
    making.import_vehicles(laptop.store, 50)
    laptop.sync()
    monkeypatch.setattr("client.sync.pulling.SLICE", 10)
    landed = []

    def dies(part: Any, _: Any, transaction: Any) -> Any:
        if len(landed) == 3:
            raise ServerAway("the process died")
        landed.append(part)
        return land_slice(transaction, part)

    with monkeypatch.context() as patch:
        patch.setattr("client.sync.pulling._land_part", dies)
        with pytest.raises(ServerAway):
            desktop.sync()
    desktop.reopen()
    assert len(desktop.names()) == 30
    assert desktop.sync().received == 20
    check_agreement(world)


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
