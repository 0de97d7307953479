"""What one can do with what the sync left: overtaken values, kept edits, vehicles that met."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from client.errors import BadRequest, NotFound
from client.operations import records
from client.operations.joining import doubles, join_vehicles
from client.operations.kept_edits import discard_kept, do_again, kept_edits, kept_json
from client.operations.overtaken import overtaken_of, use_this_instead
from client.store import Query, Store
from client.store.deeds import UNDO_DEPTH
from client.store.kept import keep_edit
from client.store.schema import OVERTAKEN, PEOPLE
from client.sync.status import read_status
from garage.records import FillUp, Vehicle
from garage.units import Quantity
from tests.client.store import making
from tests.client.store.making import add_vehicle, names, stamp, vehicle


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with making.open_store(tmp_path / "profile", making.Clock()) as opened:
        yield opened


def test_an_overtaken_value_comes_back_as_an_ordinary_edit(store: Store) -> None:
    id_ = add_vehicle(store, "Theirs")
    space = vehicle(store, id_).space

    def work(transaction):  # type: ignore[no-untyped-def]
        transaction.connection.execute(PEOPLE.insert().values(id="ann", name="Ann"))
        transaction.connection.execute(
            OVERTAKEN.insert().values(
                space=space, id=making.fixed_id(5), seq=4, record=id_, field="name",
                value='"Mine"', stamp=stamp(5), by_stamp=stamp(6), author="ann", stamps="{}",
            )
        )  # fmt: skip

    store.layered(work)
    (lost,) = store.read(lambda reader: overtaken_of(reader, id_))
    assert (lost.value, lost.by) == ("Mine", "Ann")
    assert store.read(lambda reader: reader.overtaken([id_])) == {id_}
    (edit,) = [e for e in store.read(lambda reader: reader.history(id_)) if e.overtaken]
    assert (edit.value, edit.by, edit.current) == ("Mine", "Ann", False)
    use_this_instead(store, lost.id)
    assert vehicle(store, id_).name == "Mine"
    records.undo(store)
    assert vehicle(store, id_).name == "Theirs"
    with pytest.raises(NotFound):
        use_this_instead(store, making.fixed_id(6))


def keep(store: Store, id_: str, **fields: object) -> None:
    space = store.read(lambda reader: reader.home()[0])
    store.layered(
        lambda t: keep_edit(
            t, space=space, id_=id_, kind="vehicle", fields=fields, stamps={"": stamp(1)}, base={},
            code="forbidden", reason="only readers here",
        )
    )  # fmt: skip


def test_kept_edits_are_told_done_again_and_let_go(store: Store) -> None:
    id_ = add_vehicle(store, "Herbie")
    keep(store, id_, name="Refused", year=1970)
    keep(store, making.fixed_id(9), name="Lost")
    lost, refused = store.read(kept_edits)
    assert (refused.title, refused.code, refused.reason) == (
        "Herbie", "forbidden", "only readers here",
    )  # fmt: skip
    assert (lost.title, lost.fields) == ("Lost", {"name": "Lost"})
    assert [each["title"] for each in store.read(kept_json)] == ["Lost", "Herbie"]
    do_again(store, refused.number)
    do_again(store, lost.number)
    assert names(store) == ["Lost", "Refused"]
    assert vehicle(store, id_).year == 1970
    assert store.read(kept_edits) == []
    with pytest.raises(NotFound):
        do_again(store, lost.number)
    keep(store, id_, name="Third")
    discard_kept(store, [edit.number for edit in store.read(kept_edits)])
    assert store.read(kept_edits) == []


def test_what_was_done_about_a_kept_edit_is_undone_with_it_over_restarts(tmp_path: Path) -> None:
    def titles(store: Store) -> list[str]:
        return [edit.title for edit in store.read(kept_edits)]

    with making.open_store(tmp_path) as store:
        id_ = add_vehicle(store, "Herbie")
        keep(store, id_, name="Refused")
        keep(store, making.fixed_id(9), name="Lost")
        lost, refused = store.read(kept_edits)
        do_again(store, refused.number)
        assert discard_kept(store, [lost.number]).title == "Lost"
        assert (titles(store), store.read(read_status).kept) == ([], 0)
    with making.open_store(tmp_path) as store:
        store.undo()
        assert titles(store) == ["Lost"]
        store.redo()
        assert titles(store) == []
        store.undo()
        store.undo()
        assert (titles(store), names(store)) == (["Lost", "Herbie"], ["Herbie"])
        # A new edit ends what could be redone: they are kept as ever.
        records.edit(store, id_, {"year": 1970})
        assert titles(store) == ["Lost", "Herbie"]
        do_again(store, refused.number)
        assert (titles(store), names(store)) == (["Lost"], ["Refused"])


def test_what_was_let_go_is_erased_once_it_cannot_be_undone(tmp_path: Path) -> None:
    with making.open_store(tmp_path) as store:
        id_ = add_vehicle(store, "Herbie")
        keep(store, id_, name="Secret")
        keep(store, id_, name="Kept")
        _kept, secret = store.read(kept_edits)
        discard_kept(store, [secret.number])
        for year in range(1900, 1900 + UNDO_DEPTH):
            records.edit(store, id_, {"year": year})
        held = "SELECT fields FROM kept"
        rows = store.read(lambda r: r.connection.exec_driver_sql(held).scalars().all())
        assert rows == ['{"name":"Kept"}']


def test_vehicles_that_met_are_joined_with_all_that_hangs_on_them(store: Store) -> None:
    first = add_vehicle(store, "Herbie", vin="WVWZZZ1KZ6W000001", year=1963)
    second = add_vehicle(store, "Käfer", vin="wvwzzz1kz6w000001", colour="white")
    third = add_vehicle(store, "Z3", plate="M-AB 1234")
    fourth = add_vehicle(store, "Z 3", plate="MAB1234")
    add_vehicle(store, "Alone")
    fuel = {"vehicle": second, "date": making.TODAY, "volume": Quantity("40", "L")}
    id_ = making.only(records.add(store, making.FILL_UP, fuel))
    pairs = store.read(doubles)
    assert [(d.keep.id, d.other.id, d.by) for d in pairs] == [
        (first, second, "vin"),
        (third, fourth, "plate"),
    ]
    join_vehicles(store, first, second)
    assert [f.id for f in store.read(lambda r: r.all(FillUp, Query(owner=first)))] == [id_]
    kept = vehicle(store, first)
    assert (kept.name, kept.year, kept.colour) == ("Herbie", 1963, "white")
    assert store.read(lambda r: r.get(Vehicle, second)).deleted
    records.undo(store)
    assert [f.id for f in store.read(lambda r: r.all(FillUp, Query(owner=second)))] == [id_]
    assert not store.read(lambda r: r.get(Vehicle, second)).deleted
    with pytest.raises(BadRequest):
        join_vehicles(store, first, first)
