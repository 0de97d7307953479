"""A word in a line makes it an expense, a service, a repair or a reading of the odometer."""

from __future__ import annotations

import pytest

from garage.quick import understand
from garage.records import kind_named
from tests.garage.quick.lines import amounts, context


@pytest.mark.parametrize(
    ("text", "kind", "values"),
    [
        ("parking 9 €", "expense", {"category": "parking", "title": "Parking"}),
        ("9 Parkhaus", "expense", {"category": "parking", "title": "Parkhaus"}),
        ("Maut Brenner 12", "expense", {"category": "toll", "title": "Brenner"}),
        ("flowers 9 €", "expense", {"category": "other", "title": "flowers"}),
        ("service 249 € oil and filter 84120 km", "service", {"title": "Oil and filter"}),
        ("oil change 89 84120", "service", {"title": "Oil change"}),
        ("Ölwechsel mit Filter 89 €", "service", {"title": "Ölwechsel mit Filter"}),
        ("Reparatur Auspuff 310 €", "repair", {"title": "Auspuff"}),
        ("84120 km", "odometer_reading", {}),
        ("Kilometerstand 84120", "odometer_reading", {}),
        ("84120", "odometer_reading", {}),
    ],
)
def test_words_make_it_another_kind(text: str, kind: str, values: dict[str, str]) -> None:
    found = understand(text, context())
    assert found.kind == kind
    assert {name: found.values[name] for name in values} == values
    kind_named(kind).complete({**found.values, "vehicle": "0197a000-0000-7000-8000-000000000000"})


def test_an_expense_and_a_service_have_their_money_and_odometer() -> None:
    found = understand("service 249 € oil and filter 84120 km", context())
    assert amounts(found) == {"total": "249 EUR", "odometer": "84120 km"}
    assert amounts(understand("9 Parkhaus", context())) == {"total": "9 EUR"}


def test_litres_beside_a_service_word_are_part_of_what_was_done() -> None:
    found = understand("service 249 € 4.5 l oil", context())
    assert found.kind == "service"
    assert "volume" not in found.values
    assert "4.5 l oil" in found.values["title"]
