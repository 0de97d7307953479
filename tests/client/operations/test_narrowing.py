"""A filter over the garage knows fields, facts and what the vehicles have come to."""

from datetime import date

import pytest

from client.operations.narrowing import is_language, matching
from client.operations.overview import garage_overview
from client.operations.records import add
from client.operations.settings import preferences
from client.store import Store
from garage.errors import ValueRefused
from garage.moments import Moment
from garage.reading import Reading
from garage.records import kind_named
from garage.units import Quantity

TODAY = date(2026, 11, 18)


@pytest.fixture
def store(tmp_path):
    """A worn diesel in a group, and a young trailer."""
    with Store(tmp_path / "profile") as opened:
        opened.set_settings({"region": "IE"})
        group = add(opened, kind_named("vehicle_group"), {"name": "Everyday"}).ids[0]
        octavia = add(
            opened,
            kind_named("vehicle"),
            {"name": "Octavia", "year": 2016, "energies": ("diesel",), "group": group},
        ).ids[0]
        add(opened, kind_named("vehicle"), {"name": "Trailer", "year": 2021})
        for day, way in ((date(2025, 10, 1), "90000"), (TODAY, "120000")):
            reading = {
                "vehicle": octavia,
                "date": Moment(day),
                "odometer": Quantity(way, "km"),
            }
            add(opened, kind_named("odometer_reading"), reading)
        fact = {"vehicle": octavia, "name": "Power", "value": Quantity("110", "kW")}
        add(opened, kind_named("specification"), fact)
        yield opened


def found(store, text) -> list[str]:
    """The names of the vehicles that a filter finds."""

    def read(reader):
        prefs = preferences(reader)
        cards = garage_overview(reader, TODAY, prefs).cards
        ids = matching(reader, text, cards, Reading.of(prefs, today=TODAY))
        return [card.vehicle.name for card in cards if card.vehicle.id in ids]

    return store.read(read)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("odometer > 100000 km", ["Octavia"]),
        ("odometer > 70000 mi", ["Octavia"]),
        ("odometer > 80000 mi", []),
        ("power > 100 hp", ["Octavia"]),
        ("year >= 2016", ["Octavia", "Trailer"]),
        ("year > 2016 and not energies = diesel", ["Trailer"]),
        ("group ~ every", ["Octavia"]),
        ("group is empty", ["Trailer"]),
        ("group ist leer", ["Trailer"]),
        ("year > 2016 und nicht energies = diesel", ["Trailer"]),
    ],
)
def test_a_filter_finds_what_it_says(store, text, names):
    assert is_language(text)
    assert found(store, text) == names


def test_words_are_no_filter():
    assert not is_language("octavia M JL 2016")
    assert not is_language("")


def test_a_filter_that_cannot_be_read_says_where(store):
    with pytest.raises(ValueRefused, match="a value is missing"):
        found(store, "odometer >")
