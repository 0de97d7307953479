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
    "Petrol": "Benzin", "Full": "Voll", "Octane or kind": "Oktan oder Sorte",
    "Volume in": "Menge in", "Insurance and tax": "Versicherung und Steuer",
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
        ("Gesamt > 10 und Kategorie = Steuer", "total > 10 and category = tax"),
        ("Gesamt > 10 oder nicht (Betrag = 5)", "total > 10 or not (total = 5)"),
        ("Datum ist leer", "date is empty"),
        ("Datum ist nicht leer", "date is not empty"),
        ("Kategorie nicht in (Steuer, fine)", "category not in (tax, fine)"),
        (
            "Gesamt > 10 and Datum ist leer ODER Gesamt < 5",
            "total > 10 and date is empty or total < 5",
        ),
    ],
)
def test_a_filter_is_read_in_both_languages(german: str, english: str) -> None:
    assert parse(german, EXPENSE, READING) == parse(english, EXPENSE, Reading(decimal_mark=","))


def test_both_languages_are_read_whatever_the_persons_is() -> None:
    said = parse("total > 10 und nicht date ist leer", EXPENSE, Reading())
    assert said == parse("total > 10 and not date is empty", EXPENSE, Reading())


def test_a_label_with_such_a_word_in_it_names_its_field_all_the_same() -> None:
    fill_up, vehicle = kind_named("fill_up"), kind_named("vehicle")
    assert parse("Oktan oder Sorte = 98 oder voll", fill_up, READING) == parse(
        "grade = 98 or full", fill_up, READING
    )
    assert parse("Menge in = L", vehicle, READING) == parse("volume_unit = L", vehicle, READING)
    # What only begins like it is none.
    assert parse("gesamt in 5", EXPENSE, READING) == parse("total in 5", EXPENSE, READING)


def test_a_choice_with_such_a_word_in_it_is_read_whole() -> None:
    reminder = kind_named("reminder")
    wanted = parse("category = insurance_tax and due is empty", reminder, READING)
    for said in ("category = Versicherung und Steuer und due ist leer",
                 "category = Insurance and tax and due is empty"):  # fmt: skip
        assert parse(said, reminder, READING) == wanted
    # A text ends where it can: what is more than that stands in quotes.
    with pytest.raises(ValueRefused, match="filter"):
        parse("title ~ oil und filter", kind_named("service"), READING)
    quoted = parse('title ~ "oil und filter"', kind_named("service"), READING)
    assert quoted == Comparison(Target("field", "title"), "~", "oil und filter")


def test_a_value_that_is_none_is_refused_where_it_begins_however_it_goes_on() -> None:
    with pytest.raises(ValueRefused, match="'much' is not an amount") as refused:
        parse("total > much und category = tax und date ist leer", EXPENSE, READING)
    assert "character 9" in refused.value.message


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
