"""In which order vehicles stand in the garage, and what their units are called there."""

from datetime import date

import pytest

from client.operations.overview import GarageCard
from client.ui.vehicles.garage_shown import sort_key
from client.ui.vehicles.shown import Shown
from garage.money import Money
from garage.records import Vehicle
from garage.regions import Preferences


def card(name: str, make: str) -> GarageCard:
    """A vehicle of which only its name and make are known."""
    nothing = Money("0", "EUR")
    return GarageCard(
        vehicle=Vehicle(id=name, name=name, make=make), odometer=None, hours=None, economy=None,
        due=None, month_cost=nothing, month_distance=0.0, year_cost=nothing, per_distance=None,
        last_used=None,
    )  # fmt: skip


def test_a_letter_with_an_accent_stands_beside_its_own() -> None:
    cards = [card("Z3", "BMW"), card("Ägidius", "Škoda"), card("alfa", "VW"), card("Bulli", "VW")]
    for sort in ("name", "due"):
        names = [each.vehicle.name for each in sorted(cards, key=sort_key(sort))]
        assert names == ["Ägidius", "alfa", "Bulli", "Z3"]
    makes = [each.vehicle.make for each in sorted(cards, key=sort_key("make"))]
    assert makes == ["BMW", "Škoda", "VW", "VW"]


@pytest.mark.parametrize(
    ("region", "units", "own", "said"),
    [
        ("GB", {}, "mpg_uk", "mpg"),
        ("GB", {}, "mpg_us", "mpg (US)"),
        ("US", {}, "mpg_us", "mpg"),
        ("US", {}, "mpg_uk", "mpg (UK)"),
        ("DE", {}, "mpg_us", "mpg (US)"),
        ("DE", {"economy": "mpg_uk"}, "mpg_uk", "mpg"),
        ("DE", {}, "L/100km", "l/100 km"),
    ],
)
def test_a_gallon_is_named_unless_the_person_counts_in_it(region, units, own, said) -> None:
    home = Shown(Preferences.for_region(region).with_units(units), date(2026, 11, 18))
    there = home.of(Vehicle(id="v", name="Z3", economy_unit=own))
    assert there.unmistakable(own) == said
