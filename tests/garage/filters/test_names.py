"""Fields in a filter are called in English and in the person's language."""

from __future__ import annotations

import pytest

from garage.errors import ValueRefused
from garage.filters import Comparison, Target, name_in, parse
from garage.reading import Reading
from garage.records import kind_named

GERMAN = {
    "Expense": "Ausgabe", "Category": "Kategorie", "Tax": "Steuer", "Total": "Gesamt",
    "Amount": "Betrag", "Valid until": "Gültig bis", "Date": "Datum", "Energy": "Energie",
    "Petrol": "Benzin",
}  # fmt: skip
READING = Reading(decimal_mark=",", words=lambda text: GERMAN.get(text, text))
EXPENSE = kind_named("expense")


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("Kategorie = Steuer", "category = tax"),
        ("kategorie = tax", "category = tax"),
        ("gesamt > 10", "total > 10"),
        ("betrag > 10", "total > 10"),
        ("not datum is empty and Gesamt < 5", "not date is empty and total < 5"),
    ],
)
def test_a_filter_is_read_in_both_languages(german: str, english: str) -> None:
    assert parse(german, EXPENSE, READING) == parse(english, EXPENSE, Reading(decimal_mark=","))


def test_a_field_of_several_words_is_read_without_its_accents() -> None:
    document = kind_named("document")
    assert parse("gultig bis < today", document, READING) == parse(
        "valid_until < today", document, READING
    )


def test_a_vehicles_own_field_comes_before_a_spec_of_that_name() -> None:
    vehicle = kind_named("vehicle")
    assert parse("Leistung > 5", vehicle, READING).target.source == "specification"
    found = parse("energie = benzin", vehicle, READING)
    assert found == Comparison(Target("field", "energies"), "=", "petrol")


def test_a_refusal_names_the_fields_as_the_person_calls_them() -> None:
    with pytest.raises(ValueRefused) as refused:
        parse("betrga > 10", EXPENSE, READING)
    assert "Ausgabe has no field 'betrga'" in refused.value.message
    assert "Kategorie, " in refused.value.hint
    assert "category" not in refused.value.hint
    with pytest.raises(ValueRefused, match="did you mean Kategorie"):
        parse("kategrie = tax", EXPENSE, READING)


def test_english_refusals_name_fields_as_before() -> None:
    with pytest.raises(ValueRefused, match="expense has no field 'totl'; did you mean total"):
        parse("totl > 10", EXPENSE, Reading())
    assert name_in(EXPENSE.field("category"), str) == "category"
