"""Records go where what they hang on is, and the role there decides what may be written."""

from __future__ import annotations

import pytest

from client.errors import BadRequest, Forbidden
from client.operations import records
from client.operations.groups import add_group
from client.operations.settings import change_settings
from client.operations.whole_record import Along, save_whole
from client.store import Query, Store
from garage.records import Expense, FillUp, Service, Vehicle, VehicleGroup, WorkLine, kind_named
from garage.units import Quantity
from tests.client.store import making
from tests.client.store.sharing import CLUB, FAMILY, hold, put, sign_in

NOTE = kind_named("note")


def fill_up(vehicle: str) -> dict[str, object]:
    return {"vehicle": vehicle, "date": making.TODAY, "volume": Quantity("40", "L")}


def home(store: Store) -> str:
    return store.read(lambda reader: reader.home()[0])


@pytest.fixture
def octavia(store: Store) -> str:
    """A vehicle of a family in which the person is a member; somebody else added it."""
    sign_in(store)
    hold(store)
    vehicle = put(store, FAMILY, "vehicle", name="Octavia")
    hold(store, role="member")
    return vehicle


def test_what_hangs_on_a_shared_vehicle_goes_into_its_garage(store: Store, octavia: str) -> None:
    id_ = making.only(records.add(store, making.FILL_UP, fill_up(octavia)))
    assert store.read(lambda r: r.get(FillUp, id_)).space == FAMILY
    own = making.add_vehicle(store, "Herbie")
    mine = making.only(records.add(store, making.FILL_UP, fill_up(own)))
    assert store.read(lambda r: r.get(FillUp, mine)).space == home(store)


def test_lines_of_a_form_go_where_their_service_goes(store: Store, octavia: str) -> None:
    values = {"vehicle": octavia, "date": making.TODAY, "title": "Oil"}
    save_whole(
        store, kind_named("service"), None, values, [Along("work_line", values={"title": "Filter"})]
    )
    (service,) = store.read(lambda r: r.all(Service))
    (line,) = store.read(lambda r: r.all(WorkLine, Query(owner=service.id)))
    assert (service.space, line.space) == (FAMILY, FAMILY)


def test_a_new_vehicle_goes_into_the_garage_that_is_shown(store: Store, octavia: str) -> None:
    change_settings(store, {"space": FAMILY})
    assert making.vehicle(store, making.add_vehicle(store, "Z3")).space == FAMILY
    change_settings(store, {"space": None})
    assert making.vehicle(store, making.add_vehicle(store, "Herbie")).space == home(store)


def test_a_shown_garage_that_is_gone_is_no_place_for_anything(store: Store, octavia: str) -> None:
    change_settings(store, {"space": FAMILY})
    hold(store, role="member", state="lost")
    assert making.vehicle(store, making.add_vehicle(store, "Herbie")).space == home(store)


def test_a_group_is_made_beside_its_vehicles(store: Store, octavia: str) -> None:
    hold(store, role="manager")
    add_group(store, "Classics", [octavia])
    assert [g.space for g in store.read(lambda r: r.all(VehicleGroup))] == [FAMILY]


def test_undo_redo_trash_and_history_stay_in_the_shared_garage(store: Store, octavia: str) -> None:
    id_ = making.only(records.add(store, making.FILL_UP, fill_up(octavia)))
    records.edit(store, id_, {"notes": "full"})
    records.undo(store)
    assert store.read(lambda r: r.get(FillUp, id_)).notes == ""
    records.redo(store)
    records.delete(store, [id_])
    records.restore(store, [id_])
    found = store.read(lambda r: r.get(FillUp, id_))
    assert (found.space, found.notes, found.deleted) == (FAMILY, "full", False)
    notes = [e.value for e in store.read(lambda r: r.history(id_)) if e.field == "notes"]
    assert notes[0] == "full"


def test_a_viewer_changes_nothing_and_is_told_who_may(store: Store, octavia: str) -> None:
    hold(store, role="viewer")
    with pytest.raises(Forbidden) as refused:
        records.add(store, making.FILL_UP, fill_up(octavia))
    assert "you may look at what is in Lindner" in refused.value.message
    assert refused.value.hint == "Members and above can add here"
    with pytest.raises(Forbidden, match="Members and above can change this"):
        records.edit(store, octavia, {"name": "Mine"})
    with pytest.raises(Forbidden, match="so can managers"):
        records.delete(store, [octavia])
    assert making.vehicle(store, octavia).name == "Octavia"
    assert store.read(lambda r: r.all(FillUp)) == []


def test_a_member_deletes_what_is_their_own_alone(store: Store, octavia: str) -> None:
    with pytest.raises(Forbidden):
        records.delete(store, [octavia])
    own = making.only(records.add(store, making.FILL_UP, fill_up(octavia)))
    records.delete(store, [own])
    sent = put(store, FAMILY, "expense", author="ann", vehicle=octavia, date=making.TODAY,
               title="Toll")  # fmt: skip
    records.delete(store, [sent])
    assert store.read(lambda r: r.get(Expense, sent)).deleted


def test_nobody_writes_in_the_note_of_another(store: Store, octavia: str) -> None:
    note = put(store, FAMILY, "note", vehicle=octavia, title="Theirs", date=making.TODAY)
    with pytest.raises(Forbidden, match="Only who wrote a note can change it"):
        records.edit(store, note, {"title": "Mine"})


def test_an_undo_obeys_a_role_that_was_taken(store: Store, octavia: str) -> None:
    records.edit(store, octavia, {"colour": "blue"})
    hold(store, role="viewer")
    with pytest.raises(Forbidden):
        records.undo(store)
    assert making.vehicle(store, octavia).colour == "blue"


def test_nothing_is_hung_on_a_vehicle_of_another_garage(store: Store, octavia: str) -> None:
    own = making.add_vehicle(store, "Herbie")
    mine = making.only(records.add(store, making.FILL_UP, fill_up(own)))
    with pytest.raises(BadRequest, match="cannot hang on something of another"):
        records.edit(store, mine, {"vehicle": octavia})
    assert store.read(lambda r: r.get(FillUp, mine)).vehicle == own


def test_one_refusal_keeps_the_whole_operation_from_happening(store: Store, octavia: str) -> None:
    own = making.add_vehicle(store, "Herbie")
    with pytest.raises(Forbidden):
        records.delete(store, [own, octavia])
    assert not making.vehicle(store, own).deleted


def test_a_garage_that_is_not_held_cannot_be_written(store: Store) -> None:
    with pytest.raises(Forbidden):
        store.operate(lambda t: t.add(NOTE, {"title": "x"}, space=CLUB), "add", "")


def test_a_shared_vehicle_is_imported_into_where_it_is(store: Store, octavia: str) -> None:
    batch = store.begin_batch("cars.csv")
    hold(store, role="viewer")
    row = making.vehicle_rows(1)[0]._replace(space=FAMILY)
    with pytest.raises(Forbidden):
        store.land(batch, [row])
    hold(store, role="member")
    store.land(batch, [row])
    store.complete_batch(batch, "import")
    (car,) = store.read(lambda r: [v for v in r.all(Vehicle) if v.name == "Car 1"])
    assert car.space == FAMILY
    store.undo()
    assert making.names(store) == ["Octavia"]
    store.redo()
    assert making.names(store) == ["Car 1", "Octavia"]
