"""Specifications stand under engine, fluids, wheels …, by their names in both languages."""

import pytest

from client.operations.sample.german import GERMAN
from garage.records import Specification
from garage.rules.spec_sections import section_of
from garage.units import Quantity


@pytest.mark.parametrize(
    ("name", "section"),
    [
        ("Power", "engine"), ("Engine", "engine"), ("Displacement", "engine"),
        ("Points gap", "engine"), ("Spark plugs", "engine"), ("Hubraum", "engine"),
        ("Zündfolge", "engine"), ("Ventilspiel, kalt", "engine"), ("Leistung", "engine"),
        ("Gearbox", "drive"), ("Chain slack", "drive"), ("Getriebe", "drive"),
        ("Engine oil", "fluids"), ("Oil grade", "fluids"), ("Motoröl", "fluids"),
        ("Brake fluid", "fluids"), ("Kühlmittel", "fluids"), ("Ölsorte", "fluids"),
        ("Tyre pressure, front", "wheels"), ("Wheel bolts", "wheels"), ("Tire size", "wheels"),
        ("Reifendruck vorn", "wheels"), ("Radschrauben", "wheels"), ("wheel_size_front", "wheels"),
        ("Battery, usable", "electrics"), ("Charging, AC", "electrics"), ("Plug", "electrics"),
        ("Wheelbase", "dimensions"), ("Kerb weight", "dimensions"), ("Payload", "dimensions"),
        ("Anhängelast, gebremst", "dimensions"), ("curb_weight", "dimensions"),
        ("Braked trailer load", "dimensions"),
        ("Brake discs, front", "chassis"), ("Paint code", "body"), ("Farbcode", "body"),
        ("Radio code", "other"), ("Key number", "other"),
    ],
)  # fmt: skip
def test_the_name_tells_the_section(name, section):
    assert section_of(Specification(id="1", name=name)) == section


def test_the_unit_tells_where_no_word_does_and_what_was_chosen_goes_before():
    spec = Specification(id="1", name="Front", value=Quantity("2.3", "bar"))
    assert section_of(spec) == "wheels"
    chosen = Specification(id="1", name="Front", value=spec.value, section="chassis")
    assert section_of(chosen) == "chassis"
    # As a newer version may have it.
    assert section_of(Specification(id="1", name="Power", section="hover")) == "engine"


def test_the_samples_german_facts_stand_where_the_english_ones_do():
    english = ("Engine oil", "Tyre pressure, rear", "Gearbox", "Kerb weight", "Firing order")
    for name in english:
        here, there = (section_of(Specification(id="1", name=n)) for n in (name, GERMAN[name]))
        assert here == there, name
