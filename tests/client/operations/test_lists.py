"""Lists of records: of a vehicle, filtered, sorted, limited."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from client.errors import BadRequest, NotFound
from client.operations.lists import Listing, list_records
from client.operations.records import add, delete
from client.store import Store
from garage.errors import ValueRefused
from garage.moments import Moment
from garage.reading import Reading
from garage.records import kind_named
from garage.units import Quantity


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Two vehicles; one runs miles. Each has a service with a line, one has three fill-ups."""
    with Store(tmp_path / "profile") as opened:
        for name, unit in (("Golf", "km"), ("Z3", "mi")):
            values = {"name": name, "distance_unit": unit}
            (vehicle,) = add(opened, kind_named("vehicle"), values).ids
            service = {"vehicle": vehicle, "title": "Oil", "date": Moment.parse("2024-01-01")}
            (work,) = add(opened, kind_named("service"), service).ids
            add(opened, kind_named("work_line"), {"work": work, "title": f"Filter of {name}"})
        for n in (1, 2, 3):
            values = {
                "vehicle": vehicle, "date": Moment.parse(f"2024-0{n}-01"),
                "odometer": Quantity(f"{1000 * n}", "mi"), "volume": Quantity(f"{n}0", "L"),
            }  # fmt: skip
            add(opened, kind_named("fill_up"), values)
        yield opened


def listed(store: Store, kind: str, **options: object) -> Listing:
    return store.read(
        lambda reader: list_records(reader, kind_named(kind), Reading(), **options)  # type: ignore[arg-type]
    )


def volumes(found: Listing) -> list[str]:
    return [record.volume.value for record in found.records]  # type: ignore[attr-defined]


def test_the_total_counts_what_the_limit_leaves_out(store: Store) -> None:
    found = listed(store, "fill_up", limit=2)
    assert (found.total, volumes(found)) == (3, ["30", "20"])
    assert listed(store, "fill_up", where="volume > 15 l", limit=1).total == 2


def test_bare_numbers_of_a_filter_are_in_the_vehicles_units(store: Store) -> None:
    assert listed(store, "fill_up", where="odometer >= 2000", vehicle="Z3").total == 2
    assert listed(store, "fill_up", where="odometer >= 2000").total == 2
    assert listed(store, "fill_up", where="odometer >= 3200").total == 2
    assert listed(store, "fill_up", where="odometer >= 3200", vehicle="Z3").total == 0


def test_what_hangs_on_a_vehicles_records_is_listed_for_it(store: Store) -> None:
    (line,) = listed(store, "work_line", vehicle="golf").records
    assert line.title == "Filter of Golf"  # type: ignore[attr-defined]
    assert listed(store, "vehicle", vehicle="golf").total == 1
    with pytest.raises(BadRequest, match="belongs to no vehicle"):
        listed(store, "vehicle_group", vehicle="golf")
    with pytest.raises(NotFound):
        listed(store, "fill_up", vehicle="Polo")


def test_sorting_either_way(store: Store) -> None:
    assert volumes(listed(store, "fill_up", sort="volume")) == ["10", "20", "30"]
    assert volumes(listed(store, "fill_up", sort="-odometer")) == ["30", "20", "10"]
    with pytest.raises(ValueRefused):
        listed(store, "fill_up", sort="colour")


def test_the_trash_is_a_list_of_its_own(store: Store) -> None:
    gone = listed(store, "fill_up").records[0].id
    delete(store, [gone])
    assert gone not in [record.id for record in listed(store, "fill_up").records]
    assert [record.id for record in listed(store, "fill_up", deleted=True).records] == [gone]


@pytest.mark.parametrize("limit", [0, -1, 10**9])
def test_a_limit_out_of_range(store: Store, limit: int) -> None:
    with pytest.raises(BadRequest):
        listed(store, "fill_up", limit=limit)
