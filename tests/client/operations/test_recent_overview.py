"""A long history's last years say what all of it says, or leave the saying to it."""

import dataclasses
from datetime import date, timedelta

import pytest

from client.operations.recent_overview import LONG, recent_overview
from client.operations.records import add
from client.operations.vehicle_overview import vehicle_page
from client.store import Store
from garage.moments import Moment
from garage.money import Money
from garage.periods import Period
from garage.records import kind_named
from garage.units import Quantity

TODAY = date(2026, 11, 18)


@pytest.fixture
def store(tmp_path):
    """An empty garage of a person in Ireland."""
    with Store(tmp_path / "profile") as opened:
        opened.set_settings({"region": "IE", "currency": "EUR"})
        yield opened


@pytest.fixture
def car(store) -> str:
    """A car with a reminder by distance, and what it has cost every month for ten years."""
    id_ = add(store, kind_named("vehicle"), {"name": "Taxi", "energies": ("diesel",)}).ids[0]
    put(store, "reminder", id_, title="Oil", due_odometer=km(990_000), every_distance=km(15_000))
    put(
        store, "expense", id_, date=Moment(date(2016, 12, 1)), title="Stand", every=Period(1, "M"),
        total=Money("80.00", "EUR"), category="parking",
    )  # fmt: skip
    return id_


def put(store, kind, vehicle, **values):
    return add(store, kind_named(kind), {"vehicle": vehicle, **values}).ids[0]


def km(value):
    return Quantity(str(value), "km")


def fill(store, vehicle, count, days, odd=29):
    """So many fill-ups, one every so many days up to yesterday."""
    kind = kind_named("fill_up")
    first = TODAY - timedelta(days=1 + days * (count - 1))
    values = [
        {
            "vehicle": vehicle, "date": Moment(first + timedelta(days=days * n)),
            "odometer": km(100_000 + 310 * n + n % 5), "full": n % 6 != 4, "missed": n % 97 == 5,
            "volume": Quantity(f"{18 + n % 7 + (40 if n % odd == 3 else 0)}.5", "L"),
            "total": Money(f"{30 + n % 11}.20", "EUR"), "station": "Shell",
        }
        for n in range(count)
    ]  # fmt: skip
    store.operate(lambda t: [t.add(kind, kind.complete(each)) for each in values], "add", "fills")


def both(store, vehicle):
    recent = store.read(lambda reader: recent_overview(reader, vehicle, TODAY))
    return recent, store.read(lambda reader: vehicle_page(reader, vehicle, TODAY)).overview


def last_year(figures):
    """The intervals that the overview's line is made of."""
    day = TODAY - timedelta(days=365)
    return [each for each in figures.whole.intervals if each.day and each.day > day]


@pytest.mark.parametrize("days", [1, 2, 3])
def test_the_last_years_say_what_the_whole_says(store, car, days):
    fill(store, car, LONG + 600, days)
    recent, whole = both(store, car)
    assert recent is not None
    assert not recent.whole
    assert (recent.economy.year, recent.economy.before) == (
        whole.economy.year,
        whole.economy.before,
    )
    assert recent.economy.bars == whole.economy.bars
    assert last_year(recent.economy) == last_year(whole.economy)
    apart = {"economies": (), "whole": True}
    assert dataclasses.replace(recent, **apart) == dataclasses.replace(whole, **apart)


def test_a_history_of_many_trips_and_few_fill_ups_is_told_whole(store, car):
    fill(store, car, 200, 3)
    kind = kind_named("trip")
    trips = [
        {
            "vehicle": car, "date": Moment(TODAY - timedelta(days=n)), "title": "Round",
            "odometer": km(170_000 - 50 * n),
        }
        for n in range(LONG)
    ]  # fmt: skip
    store.operate(lambda t: [t.add(kind, kind.complete(each)) for each in trips], "add", "trips")
    recent, whole = both(store, car)
    assert recent == whole


def test_a_short_history_is_left_to_be_read_whole(store, car):
    fill(store, car, LONG - 2, 1)
    assert both(store, car)[0] is None


@pytest.mark.parametrize(
    ("last", "days"),
    [(400, 1), (20, 1), (0, 40)],
    ids=["stood for a year", "begun anew lately", "hardly driven"],
)
def test_years_that_do_not_tell_are_left_to_the_whole(store, car, last, days):
    kind = kind_named("fill_up")
    old = [
        {
            "vehicle": car, "date": Moment(date(2008, 1, 1) + timedelta(days=n)),
            "odometer": km(10_000 + 40 * n), "volume": Quantity("5", "L"),
        }
        for n in range(LONG + 50)
    ]  # fmt: skip
    store.operate(lambda t: [t.add(kind, kind.complete(each)) for each in old], "add", "fills")
    if last == 400:
        put(store, "fill_up", car, date=Moment(TODAY - timedelta(days=last)), odometer=km(99_000))
    else:
        fill(store, car, 20, days)
    assert both(store, car)[0] is None
