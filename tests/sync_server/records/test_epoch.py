"""A server that was restored from a backup: a new epoch, what stays gone, what is recovered."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from garage.ids import new_id
from garage.sync.wire import WireEnvelope
from sync_server.app import create_app
from sync_server.kit import meta
from sync_server.kit.clock import now
from sync_server.records.epoch import mark_backup
from sync_server.settings import Settings
from sync_server.spaces import membership
from tests.sync_server.people import Device, World, stand_in


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "server"


@contextmanager
def running(folder: Path) -> Iterator[World]:
    """A server over the folder's database."""
    app = create_app(Settings(folder))
    app.state.authenticate = stand_in
    with World(app) as world:
        yield world


def again(device: Device, world: World) -> Device:
    """The same device before another start of the server."""
    device.world = world
    return device


def copy_of(folder: Path, world: World) -> Path:
    """A copy of the database as it is."""
    with world.database.read() as connection:
        connection.exec_driver_sql("SELECT 1")
    copy = folder.parent / "copy.sqlite"
    copy.unlink(missing_ok=True)
    with world.database.engine.connect() as connection:
        connection.exec_driver_sql(f"VACUUM INTO '{copy}'")
    return copy


def restore(folder: Path, copy: Path) -> None:
    """Put the copy in the database's place."""
    for name in ("paddock-server.sqlite-wal", "paddock-server.sqlite-shm"):
        (folder / name).unlink(missing_ok=True)
    shutil.copy(copy, folder / "paddock-server.sqlite")


def test_a_start_after_a_start_is_the_same_epoch(folder: Path) -> None:
    with running(folder) as world:
        ann = world.person("ann")
        epoch = ann.epoch()
        ann.add(name="Berta")
    with running(folder) as world:
        assert again(ann, world).epoch() == epoch


def test_a_copy_from_before_begins_a_new_epoch_and_is_told_what_it_forgot(folder: Path) -> None:
    with running(folder) as world:
        ann = world.person("ann")
        car = ann.add(name="Berta")
        copy = copy_of(folder, world)
        epoch = ann.epoch()
        lost = ann.add(name="Emil")
        base = {"name": car.stamps[""]}
        ann.push(ann.patch(car.id, name="Berta II", base=base))
        lost, edited = ann.records()[lost.id], ann.records()[car.id]
    restore(folder, copy)
    with running(folder) as world:
        again(ann, world)
        assert ann.epoch() != epoch
        assert set(ann.records()) == {car.id}
        phone = ann.another()
        offered = [
            {"space": ann.home, "id": each.id, "kind": each.kind, "fields": each.fields,
             "stamps": each.stamps, "recovered": True}
            for each in (lost, edited)
        ]  # fmt: skip
        given = phone.push(*offered)
        assert [(each.verdict, each.reason) for each in given] == [("merged", "")] * 2
        records = ann.records()
        assert records[lost.id].fields == {"name": "Emil"}
        assert records[car.id].fields == {"name": "Berta II"}
        # Another device cannot say who made it, until the one that did offers it too.
        assert records[lost.id].author == ""
        ann.push(*offered)
        assert ann.records()[lost.id].author == ann.person
        fresh = phone.patch(name="Otto") | {"recovered": True}
        (verdict,) = phone.push(fresh)
        assert (verdict.verdict, verdict.code) == ("refused", "wrong_device")


def test_nothing_is_recovered_where_nothing_was_forgotten(folder: Path) -> None:
    with running(folder) as world:
        ann = world.person("ann")
        phone, old = ann.another(), ann.patch(name="Berta")
        old["stamps"] = {"": f"{now() - 1_000:012x}0000{ann.device}"}
        with world.database.write() as connection:
            begun = meta.said(connection, "began")["began"]
            # As if the server had begun long after: what is older could be recovered.
            meta.say(connection, began=str(now()))
        (verdict,) = phone.push(old | {"recovered": True})
        assert (verdict.verdict, verdict.code) == ("refused", "wrong_device")
        with world.database.write() as connection:
            meta.say(connection, began=begun)
            mark_backup(connection)
    with running(folder) as world:
        (verdict,) = again(phone, world).push(old | {"recovered": True})
        assert verdict.verdict == "merged"


def test_what_is_younger_than_the_epoch_had_nothing_to_forget(folder: Path) -> None:
    with running(folder) as world:
        ann = world.person("ann")
        car = ann.add(name="Berta")
        copy = copy_of(folder, world)
        part = ann.add("service", vehicle=car.id, title="Oil")
        ann.push(ann.patch(car.id, base={"name": car.stamps[""]}, name="Berta II"))
        edited, part = (ann.records()[each.id] for each in (car, part))
    restore(folder, copy)
    with running(folder) as world:
        phone = again(ann, world).another()
        young = ann.ask("POST", "/spaces", {"name": "Y", "kind": "family"}).json()["id"]

        def offered(each: WireEnvelope, id_: str = "") -> dict[str, object]:
            return {"space": young, "id": id_ or each.id, "kind": each.kind,
                    "fields": each.fields, "stamps": each.stamps, "recovered": True}  # fmt: skip

        (verdict,) = phone.push(offered(edited))
        assert (verdict.verdict, verdict.code) == ("refused", "wrong_device")
        # What was moved there takes along what was forgotten of it.
        ann.ask("POST", "/records/move", {"space": ann.home, "to": young, "ids": [car.id]})
        verdicts = phone.push(offered(edited), offered(part), offered(edited, new_id(now())))
        assert [each.verdict for each in verdicts] == ["merged", "merged", "refused"], verdicts
        assert ann.records(young)[car.id].fields == {"name": "Berta II"}


def test_a_copy_of_the_same_run_is_known_by_its_heads(folder: Path) -> None:
    with running(folder) as world:
        ann = world.person("ann")
        ann.add(name="Berta")
        copy = copy_of(folder, world)
        epoch = ann.epoch()
        ann.add(name="Emil")
        # As after a crash: nothing was drawn at the end.
        beside = {p.name: p.read_bytes() for p in folder.iterdir() if p.suffix != ".sqlite"}
    restore(folder, copy)
    for name in ("boot.json", "heads.log", "journal.jsonl"):
        (folder / name).write_bytes(beside[name])
    with running(folder) as world:
        assert again(ann, world).epoch() != epoch


def test_a_crash_at_the_start_is_no_new_epoch(folder: Path) -> None:
    with running(folder) as world:
        ann = world.person("ann")
        epoch = ann.epoch()
        copy = copy_of(folder, world)
        beside = (folder / "boot.json").read_bytes()
    # The database drew, the file beside was never settled; or neither was.
    restore(folder, copy)
    (folder / "boot.json").write_bytes(beside)
    with running(folder) as world:
        assert again(ann, world).epoch() == epoch


def test_a_backup_that_says_so_begins_a_new_epoch_anywhere(folder: Path) -> None:
    with running(folder) as world:
        ann = world.person("ann")
        epoch = ann.epoch()
        with world.database.write() as connection:
            mark_backup(connection)
    with running(folder) as world:
        second = again(ann, world).epoch()
        assert second != epoch
    with running(folder) as world:
        assert again(ann, world).epoch() == second


def test_what_was_erased_moved_or_removed_stays_so_in_a_restored_database(folder: Path) -> None:
    with running(folder) as world:
        ann, bob = world.person("ann"), world.person("bob")
        family = ann.ask("POST", "/spaces", {"name": "F", "kind": "family"}).json()["id"]
        doomed = ann.ask("POST", "/spaces", {"name": "D", "kind": "club"}).json()["id"]
        with world.database.write() as connection:
            membership.join(connection, family, bob.person, membership.Role.MEMBER, now())
        erased, moved = ann.add(name="Berta"), ann.add(name="Emil")
        copy = copy_of(folder, world)
        ann.ask("POST", "/records/erase", {"space": ann.home, "ids": [erased.id]})
        ann.ask("POST", "/records/move", {"space": ann.home, "to": family, "ids": [moved.id]})
        ann.ask("DELETE", f"/spaces/{family}/members/{bob.person}")
        ann.ask("DELETE", f"/spaces/{doomed}")
    restore(folder, copy)
    with running(folder) as world:
        again(ann, world)
        assert ann.records() == {}
        (verdict,) = ann.push(ann.patch(erased.id, name="Back"))
        assert verdict.verdict == "gone"
        assert set(ann.records(family)) == {moved.id}
        assert set(again(bob, world).pull({family: 1}).dropped) == {family}
        assert doomed in ann.pull({doomed: 1}).dropped
