"""Adding, changing and deleting records as a person asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from client.errors import BadRequest, Forbidden, NotFound
from client.operations import records
from client.store import Store
from garage.errors import ValueRefused
from garage.moments import Moment
from garage.records import FillUp, Vehicle, kind_named
from garage.units import Quantity
from tests.client.store.making import TODAY, add_vehicle, names, only, open_store, vehicle


@pytest.fixture
def garage(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path) as store:
        yield store


FILL_UP, NOTE = kind_named("fill_up"), kind_named("note")


def test_what_is_left_out_gets_its_usual_value(garage: Store) -> None:
    car = vehicle(garage, add_vehicle(garage))
    assert (car.type, car.status) == ("car", "active")
    assert car.source is not None
    assert car.source.how == "typed"
    fill = only(records.add(garage, FILL_UP, {"vehicle": car.id}, today=TODAY))
    read = garage.read(lambda reader: reader.get(FillUp, fill))
    assert (read.date, read.full) == (TODAY, True)


def test_a_date_that_was_given_stays(garage: Store) -> None:
    car, then = add_vehicle(garage), Moment.parse("2001-02-03")
    fill = only(records.add(garage, FILL_UP, {"vehicle": car, "date": then}, today=TODAY))
    assert garage.read(lambda reader: reader.get(FillUp, fill)).date == then


def test_an_addition_says_what_it_was(garage: Store) -> None:
    changes = records.add(garage, kind_named("vehicle"), {"name": "Herbie"})
    assert (changes.operation, changes.title) == ("add", "Herbie")
    assert changes.concerns("vehicle")
    assert not changes.concerns("fill_up")
    deed = garage.read(lambda reader: reader.last_deed())
    assert deed is not None
    assert (deed.name, deed.title, deed.number) == ("add", "Herbie", changes.undo)


def test_what_must_be_there_is_asked_for(garage: Store) -> None:
    with pytest.raises(ValueRefused) as refused:
        records.add(garage, kind_named("vehicle"), {"make": "VW"})
    assert refused.value.field == "name"
    assert names(garage) == []
    id_ = add_vehicle(garage)
    for empty in (None, ""):
        with pytest.raises(BadRequest, match="needs name"):
            records.edit(garage, id_, {"name": empty})
    assert names(garage) == ["Herbie"]


def test_a_bad_value_changes_nothing_of_the_rest(garage: Store) -> None:
    id_ = add_vehicle(garage)
    with pytest.raises(ValueRefused) as refused:
        records.edit(garage, id_, {"name": "New", "year": "soon"})
    assert refused.value.field == "year"
    assert names(garage) == ["Herbie"]


def test_references_lead_to_what_is_there(garage: Store) -> None:
    car, gone = add_vehicle(garage), add_vehicle(garage, "Gone")
    fill = only(records.add(garage, FILL_UP, {"vehicle": car}, today=TODAY))
    records.delete(garage, [gone])
    nobody = car[:-1] + ("0" if car[-1] != "0" else "1")
    for wrong, error in ((nobody, NotFound), (gone, NotFound), (fill, BadRequest)):
        with pytest.raises(error):
            records.add(garage, FILL_UP, {"vehicle": wrong}, today=TODAY)
        with pytest.raises(error):
            records.edit(garage, fill, {"vehicle": wrong})
    assert garage.read(lambda reader: reader.get(FillUp, fill)).vehicle == car


def test_what_is_in_the_trash_is_not_edited_until_it_is_restored(garage: Store) -> None:
    id_ = add_vehicle(garage)
    records.delete(garage, [id_])
    with pytest.raises(Forbidden, match="trash"):
        records.edit(garage, id_, {"name": "New"})
    records.restore(garage, [id_])
    records.edit(garage, id_, {"name": "New"})
    assert names(garage) == ["New"]


def test_several_are_deleted_in_one_step_or_none(garage: Store) -> None:
    ids = [add_vehicle(garage, name) for name in ("A", "B", "C")]
    with pytest.raises(NotFound):
        records.delete(garage, [ids[0], "nothing"])
    assert names(garage) == ["A", "B", "C"]
    changes = records.delete(garage, ids[:2])
    assert changes.title == "2 records"
    assert names(garage) == ["C"]
    records.undo(garage)
    assert names(garage) == ["A", "B", "C"]
    assert records.delete(garage, []).undo is None
    assert records.restore(garage, ids).undo is None


def test_the_typed_text_is_kept_with_its_value(garage: Store) -> None:
    car = add_vehicle(garage)
    volume = Quantity("45.20", "L", "45,20 l")
    fill = only(records.add(garage, FILL_UP, {"vehicle": car, "volume": volume}, today=TODAY))
    assert garage.read(lambda reader: reader.get(FillUp, fill)).volume == volume
    assert isinstance(garage.read(lambda reader: reader.find(car)), Vehicle)
