"""What the server writes for a person: with stamps that win, within the person's role."""

from garage.ids import new_id
from garage.permissions import Role
from garage.sync import stamp_device
from sync_server.kit.clock import now
from sync_server.records.epoch import current_epoch
from sync_server.records.service import Edit, changed_since, gone_since, records_of, write
from sync_server.records.wire import KeptVerdict
from tests.sync_server.people import Device, World


def _write(world: World, person: str, *edits: Edit) -> list[KeptVerdict]:
    with world.database.write() as connection:
        return write(connection, person, edits, now())


def test_what_the_server_adds_reaches_the_persons_devices(world: World) -> None:
    ann = world.person("ann")
    id_ = new_id(now())
    (verdict,) = _write(world, ann.person, Edit(ann.home, id_, "vehicle", {"name": "Berta"}))
    assert verdict.verdict == "merged"
    record = ann.records()[id_]
    assert (record.fields, record.author) == ({"name": "Berta"}, ann.person)
    with world.database.read() as connection:
        assert stamp_device(record.stamps[""]) == current_epoch(connection).device


def test_it_wins_over_what_it_has_seen_even_from_a_clock_that_is_ahead(world: World) -> None:
    ann = world.person("ann")
    ann.ahead = 30_000
    made = ann.add(name="Berta", plate="M-AB 1")
    _write(world, ann.person, Edit(ann.home, made.id, "vehicle", {"name": "Emil"}))
    records = ann.records()
    assert records[made.id].fields == {"name": "Emil", "plate": "M-AB 1"}
    assert [each.kind for each in records.values()] == ["vehicle"]


def test_writing_what_is_so_already_changes_nothing(world: World) -> None:
    ann = world.person("ann")
    made = ann.add(name="Berta")
    head = ann.pull().pages[0].head
    (verdict,) = _write(world, ann.person, Edit(ann.home, made.id, "vehicle", {"name": "Berta"}))
    assert verdict.verdict == "merged"
    assert ann.pull().pages[0].head == head


def test_a_viewer_or_a_stranger_cannot_have_the_server_write(world: World) -> None:
    ann, ben, eve = world.person("ann"), world.person("ben"), world.person("eve")
    space = _shared(ann, ben)
    id_ = new_id(now())
    for person, code in ((ben, "forbidden"), (eve, "unknown_space")):
        (verdict,) = _write(world, person.person, Edit(space, id_, "vehicle", {"name": "x"}))
        assert (verdict.verdict, verdict.code) == ("refused", code)


def test_what_changed_and_what_went_is_told_from_a_place_on(world: World) -> None:
    ann = world.person("ann")
    first, second = ann.add(name="Berta"), ann.add(name="Emil")
    ann.add(kind="note", title="hm")
    with world.database.read() as connection:
        later = changed_since(connection, ann.home, first.seq, {"vehicle"}, 10)
        assert [each.id for each in later] == [second.id]
        assert records_of(connection, ann.home, [first.id])[first.id].fields == {"name": "Berta"}
    ann.ask("POST", "/records/erase", {"space": ann.home, "ids": [first.id]})
    with world.database.read() as connection:
        assert [id_ for id_, _ in gone_since(connection, ann.home, second.seq)] == [first.id]


def _shared(owner: Device, viewer: Device) -> str:
    """A family garage with a viewer in it."""
    space: str = owner.ask("POST", "/spaces", {"name": "Us", "kind": "family"}).json()["id"]
    asked = owner.ask("POST", f"/spaces/{space}/invitations", {"role": Role.VIEWER})
    viewer.ask("POST", "/invitations/accept", {"code": asked.json()["code"]})
    return space
