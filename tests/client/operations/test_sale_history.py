"""What a buyer is shown of a vehicle, gathered from the store."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from client.errors import NotFound
from client.operations import records
from client.operations.sale_history import SaleHistory, read_sale_history
from client.operations.settings import change_settings
from client.store import Store
from garage.moments import Moment
from garage.money import Money
from garage.records import kind_named
from garage.units import Quantity

TODAY = date(2026, 11, 22)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty garage in Germany."""
    with Store(tmp_path) as made:
        change_settings(made, {"region": "DE"})
        yield made


def add(
    store: Store, kind: str, day: date | None = None, km: int | None = None, **more: Any
) -> str:
    """Add a record; gives its id."""
    values = dict(more)
    if day is not None:
        values["date"] = Moment(day)
    if km is not None:
        values["odometer"] = Quantity.of(km, "km")
    return records.add(store, kind_named(kind), values).ids[0]


def read(store: Store, vehicle: str, *, costs: bool = False) -> SaleHistory:
    """The history as it would be printed."""
    return store.read(lambda r: read_sale_history(r, vehicle, TODAY, include_costs=costs))


@pytest.fixture
def herbie(store: Store) -> str:
    """A vehicle with two services, an inspection, a repair and another one's service."""
    car = add(store, "vehicle", name="Herbie")
    add(store, "service", date(2024, 3, 1), 50_000, vehicle=car, title="Oil", own_work=True,
        total=Money("40.00", "EUR"))  # fmt: skip
    work = add(store, "service", date(2025, 3, 1), 60_000, vehicle=car, title="Brakes")
    add(store, "work_line", work=work, title="Pads", cost=Money("80.50", "EUR"), order="a")
    add(store, "work_line", work=work, title="Labour", cost=Money("20.00", "EUR"), order="b")
    add(store, "repair", date(2023, 1, 1), vehicle=car, title="Clutch", total=Money("9", "CHF"))
    add(store, "inspection", date(2024, 6, 1), 52_000, vehicle=car, title="HU", result="passed")
    add(store, "inspection", date(2026, 6, 1), vehicle=car, title="HU", result="open")
    add(store, "odometer_reading", date(2024, 9, 1), 5_400, vehicle=car)
    add(store, "odometer_reading", date(2026, 9, 1), 70_000, vehicle=car)
    other = add(store, "vehicle", name="Octavia")
    add(store, "service", date(2024, 3, 1), 1, vehicle=other, title="Elsewhere")
    return car


def test_work_comes_newest_first_and_only_this_vehicles(store: Store, herbie: str) -> None:
    history = read(store, herbie)
    assert [entry.what for entry in history.entries] == ["HU", "Brakes", "HU", "Oil", "Clutch"]
    assert history.entries[1].details == ("Pads", "Labour")
    assert (history.count("service"), history.count("repair", "upgrade")) == (2, 1)


def test_the_odometer_leaves_out_what_does_not_fit_and_says_so(store: Store, herbie: str) -> None:
    history = read(store, herbie)
    assert history.backwards == 1
    assert [shown.value for _, shown in history.readings] == ["50000", "52000", "60000", "70000"]
    assert (history.odometer, history.odometer_day) == (Quantity("70000", "km"), date(2026, 9, 1))
    assert history.distance == Quantity("20000", "km")


def test_the_last_inspection_is_one_that_took_place(store: Store, herbie: str) -> None:
    inspection = read(store, herbie).last_inspection
    assert inspection is not None
    assert (inspection.day, inspection.result) == (date(2024, 6, 1), "passed")


def test_costs_are_not_even_read_out_unless_asked_for(store: Store, herbie: str) -> None:
    history = read(store, herbie)
    assert history.costs is None
    assert {entry.cost for entry in history.entries} == {None}


def test_costs_are_summed_in_each_currency_from_totals_or_lines(store: Store, herbie: str) -> None:
    history = read(store, herbie, costs=True)
    assert history.entries[1].cost == Money("100.50", "EUR")
    assert history.costs is not None
    assert {money.currency: money.decimal for money in history.costs} == {
        "EUR": Money("140.50", "EUR").decimal,
        "CHF": 9,
    }


def test_the_economy_is_that_of_the_vehicles_full_fill_ups(store: Store, herbie: str) -> None:
    for day, km, litres in ((1, 71_000, "40"), (2, 71_500, "40"), (3, 72_000, "40")):
        add(store, "fill_up", date(2026, 10, day), km, vehicle=herbie,
            volume=Quantity(litres, "L"), fuel="petrol")  # fmt: skip
    (petrol,) = read(store, herbie).consumption
    assert (petrol.average, petrol.fill_ups) == (Quantity("8.00", "L/100km"), 2)
    assert petrol.distance == Quantity("1000", "km")


def test_what_is_in_the_trash_is_not_shown(store: Store, herbie: str) -> None:
    before = len(read(store, herbie).entries)
    records.delete(store, [add(store, "repair", TODAY, vehicle=herbie, title="Never happened")])
    assert len(read(store, herbie).entries) == before


def test_a_vehicle_that_is_not_there_is_named(store: Store) -> None:
    with pytest.raises(NotFound):
        read(store, "01890a5d-ac96-774b-bcce-b302099a8057")
