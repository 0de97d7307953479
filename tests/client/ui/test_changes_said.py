"""What was done is told in the person's language, whatever the store keeps as its title."""

import pytest

from client.operations.pasted_rows import PastedRow
from client.operations.pasting import add_pasted
from client.operations.records import add, completed, delete, undo
from client.store import Store
from client.ui.changes_said import said_of
from garage.records import kind_named
from garage.units import Quantity


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path) as opened:
        yield opened


@pytest.fixture
def octavia(store):
    (id_,) = add(store, kind_named("vehicle"), {"name": "Octavia"}).ids
    return id_


def fill_up(octavia, day):
    return {"vehicle": octavia, "date": day, "odometer": Quantity("84120", "km")}


def test_a_record_without_a_name_is_called_by_its_kind_in_german(german, store, octavia):
    changes = add(store, kind_named("fill_up"), fill_up(octavia, "2026-11-06"))
    assert said_of(changes) == "Hinzugefügt: Tankvorgang"
    assert said_of(undo(store)) == "Rückgängig gemacht: Tankvorgang"


def test_a_record_that_is_headed_by_a_place_or_a_firm_is_called_by_its_kind_too(
    german, store, octavia
):
    values = {**fill_up(octavia, "2026-11-06"), "station": "Shell Pasing"}
    assert said_of(add(store, kind_named("fill_up"), values)) == (
        "Hinzugefügt: Tankvorgang · Shell Pasing"
    )
    assert said_of(undo(store)) == "Rückgängig gemacht: Tankvorgang · Shell Pasing"


def test_several_records_are_counted_in_german(german, store, octavia):
    ids = [
        next(iter(add(store, kind_named("fill_up"), fill_up(octavia, f"2026-11-0{n}")).ids))
        for n in (1, 2, 3)
    ]
    assert said_of(delete(store, ids)) == "Im Papierkorb: 3 Einträge"
    assert said_of(undo(store)) == "Rückgängig gemacht: 3 Einträge"


@pytest.mark.parametrize(("count", "said"), [(1, "1 Tankvorgang"), (2, "2 Tankvorgänge")])
def test_pasted_rows_are_counted_by_their_kind_in_german(german, store, octavia, count, said):
    values = completed(kind_named("fill_up"), fill_up(octavia, "2026-11-06"))
    rows = tuple(PastedRow(1, "fill_up", (), values) for _ in range(count))
    assert said_of(add_pasted(store, rows)) == f"Hinzugefügt: {said}"


def test_a_name_that_people_gave_stays_as_it_is(german, store):
    changes = add(store, kind_named("vehicle"), {"name": "3 horses"})
    assert said_of(changes) == "Hinzugefügt: 3 horses"
