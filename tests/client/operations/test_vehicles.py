"""A vehicle is found by what a person calls it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from client.errors import BadRequest, NotFound
from client.operations import records
from client.operations.vehicles import (
    find_referred,
    find_vehicle,
    name_of,
    only_vehicle,
    title_of,
)
from client.store import Store
from garage.records import Vehicle, kind_named
from tests.client.store.making import add_vehicle, only, open_store


@pytest.fixture(scope="module")
def garage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, dict[str, str]]]:
    with open_store(tmp_path_factory.mktemp("vehicles")) as store:
        yield (
            store,
            {
                "skoda": add_vehicle(store, "Škoda Octavia", plate="M-AB 1234", vin="TMB 00 1"),
                "herbie": add_vehicle(store, "Herbie", plate="OFP 857", model="Kafer", make="VW"),
                "twin": add_vehicle(store, "Herbert", make="VW", model="1302"),
            },
        )


@pytest.mark.parametrize(
    ("text", "what"),
    [("skoda octavia", "skoda"), ("SKO", "skoda"), ("mab1234", "skoda"), ("tmb001", "skoda"),
     ("herbie", "herbie"), ("Herbi", "herbie"), ("ofp-857", "herbie"), ("herbert", "twin"),
     ("octavia", "skoda"), ("OCTAVIA Škoda", "skoda"), ("käfer", "herbie"), ("vw 1302", "twin")],
)  # fmt: skip
def test_it_is_found_by_name_plate_or_vin(
    garage: tuple[Store, dict[str, str]], text: str, what: str
) -> None:
    store, ids = garage
    assert store.read(lambda reader: find_vehicle(reader, text)).id == ids[what]
    assert store.read(lambda reader: find_vehicle(reader, ids[what])).id == ids[what]
    assert store.read(lambda reader: find_referred(reader, ("vehicle",), text)).id == ids[what]


@pytest.mark.parametrize(
    ("text", "error", "says"),
    [("herb", BadRequest, "Herbie.*Herbert|Herbert.*Herbie"), ("", BadRequest, "no vehicle"),
     ("  -  ", BadRequest, "no vehicle"), ("Giselle", NotFound, "Herbie"),
     ("vw", BadRequest, "Herbie.*Herbert|Herbert.*Herbie"), ("oct", NotFound, "Herbie")],
)  # fmt: skip
def test_what_is_meant_must_be_plain(
    garage: tuple[Store, dict[str, str]], text: str, error: type[Exception], says: str
) -> None:
    with pytest.raises(error, match=says):
        garage[0].read(lambda reader: find_vehicle(reader, text))


def test_the_only_vehicle_need_not_be_named(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        assert store.read(only_vehicle) is None
        id_ = add_vehicle(store)
        alone = store.read(only_vehicle)
        assert alone is not None
        assert alone.id == id_
        add_vehicle(store, "Giselle")
        assert store.read(only_vehicle) is None


def test_other_records_are_found_by_their_title(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        group = kind_named("vehicle_group")
        id_ = only(records.add(store, group, {"name": "Old ones"}))
        for text in ("old ones", "OldOnes", id_):
            assert store.read(lambda r, t=text: find_referred(r, ("vehicle_group",), t)).id == id_
        car = add_vehicle(store)
        with pytest.raises(BadRequest):
            store.read(lambda reader: find_referred(reader, ("vehicle_group",), car))
        with pytest.raises(NotFound):
            store.read(lambda reader: find_referred(reader, ("vehicle_group",), "new"))
        records.add(store, group, {"name": "OLD ones"})
        with pytest.raises(BadRequest, match="more than one"):
            store.read(lambda reader: find_referred(reader, ("vehicle_group",), "old ones"))
        assert store.read(lambda reader: name_of(reader, car)) == "Herbie"
        assert store.read(lambda reader: name_of(reader, "gone")) == "gone"


def test_a_record_without_a_name_is_called_by_its_kind() -> None:
    assert title_of(kind_named("vehicle"), Vehicle()) == "Vehicle"
    assert title_of(kind_named("vehicle"), Vehicle(make="VW")) == "VW"
