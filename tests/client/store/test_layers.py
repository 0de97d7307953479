"""Two layers: what the server confirmed and what waits; their overlay is what is shown."""

from __future__ import annotations

from typing import Any

from sqlalchemy import update

from client.operations import records
from client.store import Store
from client.store.codec import load
from client.store.layers import Envelope, adopt_fields, adopt_known, confirm, settle
from client.store.schema import CONFIRMED, PENDING
from garage.records import registry
from garage.sync import expand
from tests.client.store import making
from tests.client.store.making import (
    VEHICLE,
    add_vehicle,
    found,
    names,
    pending,
    stamp,
    vehicle,
    waiting_patches,
)

EARLY, LATE = stamp(1), stamp(9_000_000_000_000)


def patches(store: Store, limit: int = 100) -> list[Any]:
    return store.layered(lambda t: waiting_patches(t, limit))


def waiting(store: Store) -> int:
    return store.read(lambda reader: reader.waiting())


def send(store: Store) -> None:
    """Mark all patches as on their way."""
    store.layered(lambda t: t.connection.execute(update(PENDING).values(sent=1)))


def test_a_new_record_waits_whole_with_all_that_was_edited_since(store: Store) -> None:
    id_ = add_vehicle(store, year=1963)
    records.edit(store, id_, {"year": None, "colour": "white"})
    assert pending(store) == []
    assert waiting(store) == 1
    ((_, envelope, base),) = patches(store)
    assert envelope.fields["year"] is None
    assert envelope.fields["colour"] == "white"
    assert envelope.state.stamps == making.row_stamps(store, id_)
    assert set(base.values()) == {None}
    assert base.keys() == envelope.fields.keys()
    assert waiting(store) == 1


def test_edits_of_a_written_down_record_join_its_patch(store: Store) -> None:
    id_ = add_vehicle(store)
    patches(store)
    for colour in ("white", "blue"):
        records.edit(store, id_, {"colour": colour, "name": colour})
    ((_, envelope, base),) = patches(store)
    assert (envelope.fields["colour"], envelope.fields["name"]) == ("blue", "blue")
    assert envelope.state.stamps == making.row_stamps(store, id_)
    assert set(base.values()) == {None}


def test_several_edits_of_a_confirmed_record_keep_the_base_that_the_server_has(
    store: Store,
) -> None:
    id_ = add_vehicle(store, year=1963)
    envelope = making.take(store, id_)
    store.layered(lambda t: [settle(t, n) for n, _, _ in waiting_patches(t, 9)])
    assert waiting(store) == 0
    had = envelope.state.stamps["year"]
    for year in (1964, None, 1965):
        records.edit(store, id_, {"year": year})
    records.edit(store, id_, {"colour": "white"})
    ((_, patch, base),) = patches(store)
    assert patch.fields == {"year": 1965, "colour": "white"}
    assert base == {"year": had, "colour": None}
    assert patch.state.stamps == {n: making.row_stamps(store, id_)[n] for n in base}
    assert waiting(store) == 1


def test_a_patch_on_its_way_is_left_alone(store: Store) -> None:
    id_ = add_vehicle(store)
    making.take(store, id_)
    store.layered(lambda t: [settle(t, n) for n, _, _ in waiting_patches(t, 9)])
    records.edit(store, id_, {"name": "A"})
    send(store)
    before = tuple(pending(store)[0])
    sent = making.row_stamps(store, id_)["name"]
    records.edit(store, id_, {"name": "B"})
    records.edit(store, id_, {"name": "C"})
    first, second = pending(store)
    assert tuple(first) == before
    assert load(second.base) == {"name": sent}
    assert load(second.fields) == {"name": "C"}
    making.take(store, id_, name=("A", sent))
    store.layered(lambda t: settle(t, first.n))
    assert vehicle(store, id_).name == "C"
    store.layered(lambda t: settle(t, second.n))
    assert vehicle(store, id_).name == "A"


def test_a_newer_value_of_the_server_shows_over_what_waits_and_an_older_does_not(
    store: Store,
) -> None:
    id_ = add_vehicle(store, year=1963)
    making.take(store, id_)
    store.layered(lambda t: [settle(t, n) for n, _, _ in waiting_patches(t, 9)])
    records.edit(store, id_, {"name": "Mine", "year": 2000, "tags": "red"})
    making.take(store, id_, 2, name=("Theirs", LATE), year=(1, EARLY), colour=("blue", LATE))
    shown = vehicle(store, id_)
    assert (shown.name, shown.colour, shown.tags) == ("Theirs", "blue", {"red"})
    assert shown.year == 2000
    assert found(store, "theirs") == {id_}
    assert found(store, "mine") == set()
    assert waiting(store) == 1


def test_a_deletion_of_the_server_takes_away_and_an_edit_beneath_survives(store: Store) -> None:
    id_ = add_vehicle(store)
    making.take(store, id_)
    records.edit(store, id_, {"name": "Mine"})
    making.take(store, id_, 2, deleted=(True, LATE))
    assert names(store) == []
    assert found(store, "mine") == set()
    records.restore(store, [id_])
    assert names(store) == ["Mine"]


def test_a_fresh_record_meets_the_same_one_of_another_device(store: Store) -> None:
    """An import on two devices makes one record: what each set stays, and is sent."""
    making.import_vehicles(store, 1)
    id_ = making.fixed_id(1)
    space = store.read(lambda reader: reader.home()[0])
    fields = {"name": "Theirs", "colour": "blue"}
    envelope = Envelope(space, id_, "vehicle", fields, {"": EARLY}, "ann", 1, 1)
    store.layered(lambda t: confirm(t, envelope))
    shown = vehicle(store, id_)
    assert (shown.name, shown.colour) == ("Car 1", "blue")
    ((_, patch, _),) = patches(store)
    assert patch.fields["name"] == "Car 1"
    assert "colour" not in patch.fields


def test_a_record_that_the_server_does_not_take_goes_with_its_patch(store: Store) -> None:
    id_ = add_vehicle(store)
    ((number, _, _),) = patches(store)
    store.layered(lambda t: settle(t, number))
    assert names(store) == []
    assert found(store, "herbie") == set()
    assert waiting(store) == 0
    assert patches(store) == []
    # Its addition cannot be undone any more, which hinders nobody.
    records.undo(store)
    assert store.read(lambda reader: reader.history) is not None
    assert add_vehicle(store, "Next") != id_


def test_a_record_from_elsewhere_shows_and_does_not_wait(store: Store) -> None:
    space = store.read(lambda reader: reader.home()[0])
    fields = {"name": "Theirs", "year": None, "tags/red": True, "hover": 1}
    stamps = {"": EARLY, "year": LATE}
    envelope = Envelope(space, making.fixed_id(7), "vehicle", fields, stamps, "ann", 3, 3)
    for _ in range(2):
        store.layered(lambda t: confirm(t, envelope))
    shown = vehicle(store, making.fixed_id(7))
    assert (shown.name, shown.tags, shown.extra) == ("Theirs", {"red"}, {"hover": 1})
    assert making.row_stamps(store, shown.id) == expand(stamps, fields)
    assert waiting(store) == 0
    assert patches(store) == []
    records.edit(store, shown.id, {"year": 1999})
    ((_, patch, base),) = patches(store)
    assert (patch.fields, base) == ({"year": 1999}, {"year": LATE})


def test_nothing_of_an_import_under_way_waits_to_be_sent(store: Store) -> None:
    batch = store.begin_batch("cars.csv")
    store.land(batch, making.vehicle_rows(3))
    assert waiting(store) == 0
    assert patches(store) == []
    store.complete_batch(batch, "import")
    assert waiting(store) == 3
    assert len(patches(store, 2)) == 2
    assert len(patches(store)) == 3
    assert waiting(store) == 3


def test_a_kind_of_a_newer_version_is_kept_and_shown_once_it_is_known(
    store: Store, monkeypatch: Any
) -> None:
    space = store.read(lambda reader: reader.home()[0])
    with monkeypatch.context() as patch:
        patch.delitem(registry._KINDS, "note")
        note = Envelope(
            space, making.fixed_id(8), "note", {"title": "Hello"}, {"": EARLY}, "ann", 4, 4
        )
        for _ in range(2):
            store.layered(lambda t: confirm(t, note))
        assert store.layered(adopt_known) == 0
        assert found(store, "hello") == set()
    assert store.layered(adopt_known) == 1
    assert store.layered(adopt_known) == 0
    assert found(store, "hello") == {note.id}
    assert waiting(store) == 0
    assert patches(store) == []
    # Nothing waits on top of it, so its row says all that is confirmed.
    assert store.read(lambda reader: list(reader.connection.execute(CONFIRMED.select()))) == []
    assert making.row_stamps(store, note.id, "note") == {"title": EARLY}


def test_a_field_of_a_newer_version_is_kept_and_shown_once_it_is_known(store: Store) -> None:
    space = store.read(lambda reader: reader.home()[0])
    fields = {"name": "Theirs", "colour": "red", "hover": 1}
    stamps = {"": EARLY, "colour": LATE}
    envelope = Envelope(space, making.fixed_id(7), "vehicle", fields, stamps, "ann", 3, 3)
    store.layered(lambda t: confirm(t, envelope))
    # As a version that knew no colour would have kept it.
    old = 'UPDATE k_vehicle SET colour = NULL, extra = \'{"hover":1,"colour":"red"}\''
    store.layered(lambda t: t.connection.exec_driver_sql(old))
    assert store.layered(adopt_fields) == 1
    shown = vehicle(store, envelope.id)
    assert (shown.colour, shown.extra) == ("red", {"hover": 1})
    assert making.row_stamps(store, shown.id) == expand(stamps, fields)
    assert waiting(store) == 0
    assert store.layered(adopt_fields) == 0


def test_undo_reverts_only_what_still_bears_its_stamp(store: Store) -> None:
    id_ = add_vehicle(store, "First", year=1963)
    records.edit(store, id_, {"name": "Second", "year": 2000})
    making.take(store, id_, name=("Theirs", LATE))
    records.undo(store)
    shown = vehicle(store, id_)
    assert (shown.name, shown.year) == ("Theirs", 1963)
    records.redo(store)
    shown = vehicle(store, id_)
    assert (shown.name, shown.year) == ("Theirs", 2000)


def test_undoing_an_import_brings_back_only_what_it_took(store: Store) -> None:
    making.import_vehicles(store, 3)
    making.take(store, making.fixed_id(2), deleted=(True, LATE))
    assert records.undo(store).concerns("vehicle")
    assert names(store) == []
    assert found(store, "car") == set()
    records.redo(store)
    assert names(store) == ["Car 1", "Car 3"]
    assert found(store, "car") == {making.fixed_id(1), making.fixed_id(3)}
    ((_, patch, base),) = [p for p in patches(store) if p[1].id == making.fixed_id(2)]
    assert "deleted" not in patch.fields
    assert "deleted" not in base


def test_the_mark_of_an_undone_import_is_sent_with_its_base(store: Store) -> None:
    making.import_vehicles(store, 1)
    making.take(store, making.fixed_id(1))
    store.layered(lambda t: [settle(t, n) for n, _, _ in waiting_patches(t, 9)])
    records.undo(store)
    ((_, patch, base),) = patches(store)
    assert (patch.fields, base) == ({"deleted": True}, {"deleted": None})
    mark = patch.state.stamps["deleted"]
    send(store)
    records.redo(store)
    ((_, patch, base),) = patches(store)
    assert (patch.fields, base) == ({"deleted": None}, {"deleted": mark})
    assert VEHICLE.name in records.undo(store).touched
