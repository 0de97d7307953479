"""What leaves the machine, and what of one's own is kept aside when it does."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy import select

from client.operations import records
from client.store import Store
from client.store.account import take_new_device
from client.store.layers import Envelope, confirm
from client.store.leaving import erase, lose_slice, lose_space, move_away
from client.store.offering import offer_unseen
from client.store.schema import KEPT, OPERATION, PENDING
from client.store.spaces import read_again
from client.store.writing import Transaction
from garage.records import registry
from garage.sync.wire import OVERTAKEN
from tests.client.store.making import VEHICLE, add_vehicle, found, names, pending, stamp
from tests.client.store.sharing import CLUB, FAMILY, hold, sign_in
from tests.garage.records.values import fixed_id

THEIRS = stamp(1_000)
CAR = fixed_id(1)


def own(store: Store, milliseconds: int = 2_000) -> str:
    """A stamp of this device."""
    return stamp(milliseconds, store.read(lambda reader: reader.device()))


def take_in(store: Store, fields: dict[str, Any], stamps: dict[str, str], **more: Any) -> None:
    """A record of the family's as the server has it."""
    whole = {"space": FAMILY, "id": CAR, "kind": "vehicle", **more}
    envelope = Envelope(fields=fields, stamps=stamps, author="ann", born=1, seq=1, **whole)
    store.layered(lambda t: confirm(t, envelope))


def mixed(store: Store, **fields: Any) -> None:
    """A vehicle that somebody else made; `fields` were set on this device."""
    stamps = {"": THEIRS, **dict.fromkeys(fields, own(store))}
    take_in(store, {"name": "Theirs", "colour": "red", **fields}, stamps)


def forgotten(store: Store, *, offered: bool) -> None:
    """The server was restored, and the space is being read again, or was."""
    store.layered(lambda t: read_again(t.connection, FAMILY))
    while offered and store.layered(lambda t: offer_unseen(t, FAMILY, 1)):
        pass


def lose(store: Store) -> None:
    store.layered(lambda t: lose_space(t, FAMILY))
    while store.layered(lambda t: lose_slice(t, FAMILY, 40)):
        pass


def leave(store: Store, way: str) -> None:
    """The space is lost, or the record moves out of sight."""
    if way == "lost":
        lose(store)
    else:
        store.layered(lambda t: move_away(t, FAMILY, [(CAR, "")]))


def kept(store: Store) -> list[tuple[str, str, dict[str, Any]]]:
    """(kind, record, fields) of the kept edits."""
    query = select(KEPT).order_by(KEPT.c.n)
    rows = store.read(lambda reader: reader.connection.execute(query).all())
    return [(row.kind, row.id, json.loads(row.fields)) for row in rows]


@pytest.fixture(autouse=True)
def shared(store: Store) -> None:
    sign_in(store, "bob")
    hold(store, role="manager")


@pytest.fixture(params=["lost", "moved"])
def way(request: Any) -> str:
    return str(request.param)


@pytest.fixture(params=[False, True], ids=["unseen", "offered"])
def offered(request: Any) -> bool:
    return bool(request.param)


def test_what_this_device_set_is_kept_once_and_nothing_of_others(
    store: Store, way: str, offered: bool
) -> None:
    mixed(store, notes="Mine", plate=None)
    forgotten(store, offered=offered)
    leave(store, way)
    assert kept(store) == [("vehicle", CAR, {"notes": "Mine", "plate": None})]
    assert pending(store) == []


def test_a_deletion_of_ones_own_is_kept(store: Store, way: str, offered: bool) -> None:
    mixed(store, deleted=True)
    forgotten(store, offered=offered)
    leave(store, way)
    assert kept(store) == [("vehicle", CAR, {"deleted": True})]


def test_a_record_of_ones_own_is_kept_whole(store: Store, way: str, offered: bool) -> None:
    take_in(store, {"name": "Mine", "year": 1963}, {"": own(store)})
    forgotten(store, offered=offered)
    leave(store, way)
    assert kept(store) == [("vehicle", CAR, {"name": "Mine", "year": 1963})]


def test_what_former_ids_of_this_device_set_is_its_own(store: Store, way: str) -> None:
    mixed(store, notes="Mine")
    store.layered(lambda t: take_new_device(t, "e" * 16))
    forgotten(store, offered=True)
    leave(store, way)
    assert kept(store) == [("vehicle", CAR, {"notes": "Mine"})]


def test_what_somebody_else_set_is_not_kept(store: Store, way: str, offered: bool) -> None:
    mixed(store)
    forgotten(store, offered=offered)
    leave(store, way)
    assert kept(store) == []


def test_of_an_edit_that_was_edited_again_the_second_is_kept(store: Store, way: str) -> None:
    mixed(store, notes="First", plate="M-AB 1")
    forgotten(store, offered=True)
    records.edit(store, CAR, {"notes": "Second"})
    leave(store, way)
    assert kept(store) == [
        ("vehicle", CAR, {"plate": "M-AB 1"}),
        ("vehicle", CAR, {"notes": "Second"}),
    ]


def test_what_the_server_has_of_a_record_is_not_kept(store: Store, way: str) -> None:
    mixed(store, notes="Mine", plate="M-AB 1")
    forgotten(store, offered=False)
    fields = {"name": "Theirs", "colour": "red", "notes": "Mine"}
    take_in(store, fields, {"": THEIRS, "notes": own(store)})
    leave(store, way)
    assert kept(store) == [("vehicle", CAR, {"plate": "M-AB 1"})]


def test_a_record_that_was_erased_is_not_kept(store: Store, offered: bool) -> None:
    mixed(store, notes="Mine")
    overtake(store)
    forgotten(store, offered=offered)
    store.layered(lambda t: erase(t, FAMILY, [CAR]))
    assert kept(store) == []
    assert pending(store) == []


def test_an_edit_that_no_server_had_is_kept_of_an_erased_record(store: Store) -> None:
    mixed(store, notes="First")
    forgotten(store, offered=True)
    records.edit(store, CAR, {"notes": "Second"})
    store.layered(lambda t: erase(t, FAMILY, [CAR]))
    assert kept(store) == [("vehicle", CAR, {"notes": "Second"})]


def test_a_record_that_goes_where_one_is_takes_along_what_is_offered(store: Store) -> None:
    mixed(store, notes="Mine")
    hold(store, CLUB)
    forgotten(store, offered=True)
    store.layered(lambda t: move_away(t, FAMILY, [(CAR, CLUB)]))
    assert kept(store) == []
    ((space, recovered),) = [(row.space, row.recovered) for row in pending(store)]
    assert (space, recovered) == (CLUB, 1)


def overtake(store: Store) -> None:
    """Two values of the record that lost: one of this device, one of somebody else."""
    for number, (value, lost) in enumerate([("Mine", own(store, 500)), ("Hers", stamp(600))], 50):
        fields = {
            "record": CAR, "of": "vehicle", "field": "colour", "value": value, "stamp": lost,
            "by": THEIRS, "author": "bob",
        }  # fmt: skip
        take_in(store, fields, {"": THEIRS}, id=fixed_id(number), kind=OVERTAKEN)


def test_an_overtaken_value_of_ones_own_is_kept_of_a_lost_space(
    store: Store, offered: bool
) -> None:
    mixed(store)
    overtake(store)
    forgotten(store, offered=offered)
    lose(store)
    assert kept(store) == [("vehicle", CAR, {"colour": "Mine"})]


def test_overtaken_values_of_a_record_that_moved_wait_to_be_given_back(
    store: Store, offered: bool
) -> None:
    mixed(store)
    overtake(store)
    forgotten(store, offered=offered)
    store.layered(lambda t: move_away(t, FAMILY, [(CAR, "")]))
    query = select(PENDING.c.kind, PENDING.c.recovered)
    rows = store.read(lambda reader: reader.connection.execute(query).all())
    assert [tuple(row) for row in rows] == [(OVERTAKEN, 1)] * 2
    assert kept(store) == []


def test_a_record_of_a_kind_that_is_not_known_is_kept_too(
    store: Store, offered: bool, monkeypatch: Any
) -> None:
    monkeypatch.delitem(registry._KINDS, "note")
    stamps = {"": THEIRS, "body": own(store)}
    take_in(store, {"title": "Theirs", "body": "Mine"}, stamps, kind="note")
    forgotten(store, offered=offered)
    lose(store)
    assert kept(store) == [("note", CAR, {"body": "Mine"})]


# ---------------------------------------------------------------------- the log of operations


def log(store: Store) -> list[tuple[str, str, str]]:
    """(name, title, state) of each operation."""
    query = select(OPERATION.c.name, OPERATION.c.title, OPERATION.c.state).order_by(OPERATION.c.n)
    return [tuple(row) for row in store.read(lambda reader: reader.connection.execute(query).all())]


def test_an_operation_on_what_has_gone_has_no_title_and_is_not_undone(
    store: Store, way: str
) -> None:
    mixed(store)
    add_vehicle(store, "Herbie")
    records.edit(store, CAR, {"colour": "blue"})
    records.edit(store, CAR, {"colour": "green"})
    records.undo(store)
    assert [title for _, title, _ in log(store)] == ["Herbie", "Theirs", "Theirs", "Theirs"]
    leave(store, way)
    assert log(store) == [
        ("add", "Herbie", "done"), ("edit", "", "past"), ("edit", "", "past"), ("undo", "", "past")
    ]  # fmt: skip
    # What is undone next is what was done here.
    records.undo(store)
    assert names(store) == []


def test_an_operation_on_others_too_says_how_many_are_left(store: Store, way: str) -> None:
    mixed(store)
    mine = add_vehicle(store, "Herbie")
    records.delete(store, [CAR, mine])
    leave(store, way)
    assert log(store)[-1] == ("delete", "1 records", "done")
    records.undo(store)
    assert names(store) == ["Herbie"]


def test_an_operation_on_a_record_that_moved_along_keeps_its_title(store: Store) -> None:
    mixed(store)
    hold(store, CLUB)
    records.edit(store, CAR, {"colour": "blue"})
    store.layered(lambda t: move_away(t, FAMILY, [(CAR, CLUB)]))
    assert log(store) == [("edit", "Theirs", "done")]


def test_the_name_of_an_import_is_that_of_its_file(store: Store) -> None:
    mixed(store)
    batch = store.begin_batch("cars.csv")
    store.complete_batch(batch, "import", _paint)
    lose(store)
    assert log(store) == [("import", "cars.csv", "done")]


def _paint(transaction: Transaction) -> None:
    transaction.change(VEHICLE, CAR, {"colour": "blue"})


# ---------------------------------------------------------------------- the index


def test_no_word_of_what_has_gone_stays_in_the_index(store: Store) -> None:
    store.layered(_add_many)
    mixed(store)
    take_in(store, {"name": "Quartzsecret"}, {"": THEIRS})
    assert found(store, "quartzsecret") == {CAR}
    lose(store)
    store.close()
    assert b"quartzsecret" not in store.path.read_bytes().lower()


def _add_many(transaction: Transaction) -> None:
    for number in range(400):
        words = " ".join(f"w{number * k % 997}" for k in range(30))
        transaction.add(VEHICLE, VEHICLE.complete({"name": f"Car {number}", "notes": words}))
