"""Filling in a vehicle from its VIN: shown before, over nothing typed, one undo."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from client.operations.records import add, edit, undo
from client.operations.vin import VinFill, apply_vin, preview_vin
from client.store import Store
from garage.errors import ValueRefused
from garage.records import Specification, Vehicle, kind_named

ACCORD = "1HGCM82633A004352"
TODAY = date(2026, 11, 22)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "profile") as opened:
        add(opened, kind_named("vehicle"), {"name": "Ours"})
        yield opened


def car(store: Store) -> Vehicle:
    (found,) = store.read(lambda reader: reader.all(Vehicle))
    return found


def specs(store: Store) -> dict[str, Specification]:
    return {one.name: one for one in store.read(lambda reader: reader.all(Specification))}


def preview(store: Store) -> VinFill:
    return store.read(lambda reader: preview_vin(reader, car(store).id, ACCORD, TODAY))


def test_a_preview_writes_nothing(store: Store) -> None:
    fill = preview(store)
    assert {"make", "model", "year"} <= {part.field for part in fill.settable}
    assert (car(store).make, car(store).vin) == ("", "")


def test_all_of_it_is_set_with_its_origin_and_undone_at_once(store: Store) -> None:
    apply_vin(store, car(store).id, preview(store))
    filled = car(store)
    assert (filled.vin, filled.make, filled.model, filled.year) == (ACCORD, "Honda", "Accord", 2003)
    assert specs(store)
    assert all(one.origin.startswith("vin") for one in specs(store).values())
    undo(store)
    assert car(store).make == ""
    assert specs(store) == {}


def test_what_was_typed_stays(store: Store) -> None:
    edit(store, car(store).id, {"model": "My Accord", "year": 2004})
    fill = preview(store)
    assert {part.field for part in fill.proposed if part.skipped} >= {"model", "year"}
    apply_vin(store, car(store).id, fill)
    assert (car(store).make, car(store).model, car(store).year) == ("Honda", "My Accord", 2004)


def test_only_what_is_chosen_is_set(store: Store) -> None:
    fill = preview(store)
    apply_vin(store, car(store).id, fill, [p for p in fill.settable if p.field == "make"])
    assert (car(store).make, car(store).model, specs(store)) == ("Honda", "", {})


def test_a_second_time_adds_nothing_twice(store: Store) -> None:
    apply_vin(store, car(store).id, preview(store))
    before = specs(store)
    apply_vin(store, car(store).id, preview(store))
    assert specs(store) == before
    assert len(store.read(lambda reader: reader.all(Specification))) == len(before)


def test_no_vin_no_preview(store: Store) -> None:
    with pytest.raises(ValueRefused):
        store.read(lambda reader: preview_vin(reader, car(store).id, "foo", TODAY))
