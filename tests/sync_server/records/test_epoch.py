"""A server that was restored from a backup: a new epoch, what stays gone, what is recovered."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from garage.ids import new_id
from garage.sync.wire import WireEnvelope
from sync_server.kit import meta
from sync_server.kit.clock import now
from sync_server.kit.journal import Journal
from sync_server.records.epoch import mark_backup
from sync_server.spaces import membership
from tests import forked
from tests.end_to_end.serving import PATIENCE_SECONDS
from tests.sync_server.places import Place, again
from tests.sync_server.records.starts import ROUNDS
from tests.sync_server.templates import with_tables

locks = pytest.mark.skipif(os.name == "nt", reason="Windows has no such locks")


def test_a_start_after_a_start_is_the_same_epoch(place: Place) -> None:
    with place.running() as world:
        ann = world.person("ann")
        epoch = ann.epoch()
        ann.add(name="Berta")
    with place.running() as world:
        assert again(ann, world).epoch() == epoch


def test_a_copy_from_before_begins_a_new_epoch_and_is_told_what_it_forgot(place: Place) -> None:
    with place.running() as world:
        ann = world.person("ann")
        car = ann.add(name="Berta")
        place.copy(world)
        epoch = ann.epoch()
        lost = ann.add(name="Emil")
        base = {"name": car.stamps[""]}
        ann.push(ann.patch(car.id, name="Berta II", base=base))
        lost, edited = ann.records()[lost.id], ann.records()[car.id]
    place.restore()
    with place.running() as world:
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


def test_nothing_is_recovered_where_nothing_was_forgotten(place: Place) -> None:
    with place.running() as world:
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
    with place.running() as world:
        (verdict,) = again(phone, world).push(old | {"recovered": True})
        assert verdict.verdict == "merged"


def test_what_is_younger_than_the_epoch_had_nothing_to_forget(place: Place) -> None:
    with place.running() as world:
        ann = world.person("ann")
        car = ann.add(name="Berta")
        place.copy(world)
        part = ann.add("service", vehicle=car.id, title="Oil")
        ann.push(ann.patch(car.id, base={"name": car.stamps[""]}, name="Berta II"))
        edited, part = (ann.records()[each.id] for each in (car, part))
    place.restore()
    with place.running() as world:
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


def test_a_copy_of_the_same_run_is_known_by_its_heads(place: Place) -> None:
    with place.running() as world:
        ann = world.person("ann")
        ann.add(name="Berta")
        place.copy(world)
        epoch = ann.epoch()
        ann.add(name="Emil")
        # As after a crash: nothing was drawn at the end.
        beside = {p.name: p.read_bytes() for p in place.folder.iterdir() if p.suffix != ".sqlite"}
    place.restore()
    for name in ("boot.json", "heads.log", "journal.jsonl"):
        (place.folder / name).write_bytes(beside[name])
    with place.running() as world:
        assert again(ann, world).epoch() != epoch


def test_a_crash_at_the_start_is_no_new_epoch(place: Place) -> None:
    with place.running() as world:
        ann = world.person("ann")
        epoch = ann.epoch()
        place.copy(world)
        beside = (place.folder / "boot.json").read_bytes()
    # The database drew, the file beside was never settled; or neither was.
    place.restore()
    (place.folder / "boot.json").write_bytes(beside)
    with place.running() as world:
        assert again(ann, world).epoch() == epoch


def test_a_backup_that_says_so_begins_a_new_epoch_anywhere(place: Place) -> None:
    with place.running() as world:
        ann = world.person("ann")
        epoch = ann.epoch()
        with world.database.write() as connection:
            mark_backup(connection)
    with place.running() as world:
        second = again(ann, world).epoch()
        assert second != epoch
    with place.running() as world:
        assert again(ann, world).epoch() == second


def test_what_was_erased_moved_or_removed_stays_so_in_a_restored_database(place: Place) -> None:
    with place.running() as world:
        ann, bob = world.person("ann"), world.person("bob")
        family = ann.ask("POST", "/spaces", {"name": "F", "kind": "family"}).json()["id"]
        doomed = ann.ask("POST", "/spaces", {"name": "D", "kind": "club"}).json()["id"]
        with world.database.write() as connection:
            membership.join(connection, family, bob.person, membership.Role.MEMBER, now())
        erased, moved = ann.add(name="Berta"), ann.add(name="Emil")
        place.copy(world)
        ann.ask("POST", "/records/erase", {"space": ann.home, "ids": [erased.id]})
        ann.ask("POST", "/records/move", {"space": ann.home, "to": family, "ids": [moved.id]})
        ann.ask("DELETE", f"/spaces/{family}/members/{bob.person}")
        ann.ask("DELETE", f"/spaces/{doomed}")
    place.restore()
    with place.running() as world:
        again(ann, world)
        assert ann.records() == {}
        (verdict,) = ann.push(ann.patch(erased.id, name="Back"))
        assert verdict.verdict == "gone"
        assert set(ann.records(family)) == {moved.id}
        assert set(again(bob, world).pull({family: 1}).dropped) == {family}
        assert doomed in ann.pull({doomed: 1}).dropped


@locks
def test_two_that_start_and_stop_at_once_on_a_folder_are_one_epoch(tmp_path: Path) -> None:
    folder = with_tables(tmp_path / "server")
    told = [tmp_path / name for name in ("server.told", "worker.told")]
    processes = []
    for file in told:
        with file.open("wb", buffering=0) as out:
            words = ("tests.sync_server.records.starts", [str(folder)])
            processes.append(forked.start(*words, stdout=out.fileno(), stderr=out.fileno()))
    try:
        ends = [process.wait(PATIENCE_SECONDS) for process in processes]
    finally:
        for process in processes:
            process.kill()
    lines = [file.read_text().splitlines() for file in told]
    assert ends == [0, 0], lines
    assert [len(each) for each in lines] == [ROUNDS, ROUNDS]
    assert len({epoch for each in lines for epoch in each}) == 1
    assert list(folder.glob("*.new")) == []


@locks
def test_all_who_begin_a_journal_at_once_read_the_same_name_in_it(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        for n in range(50):
            made = list(pool.map(Journal, [tmp_path / str(n)] * 8))
            assert len({each._mark for each in made}) == 1


def test_a_journal_whose_beginning_a_crash_cut_off_is_begun_again(tmp_path: Path) -> None:
    file = tmp_path / "journal.jsonl"
    for left in (b"", b'{"what":"jour'):
        file.write_bytes(left)
        assert Journal(tmp_path)._mark == Journal(tmp_path)._mark
        assert file.read_bytes().count(b"\n") == 1
