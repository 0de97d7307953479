"""Sentences that remember what they were made of."""

from __future__ import annotations

import pickle

from garage.words import in_words, told

GERMAN = {
    "{text!r} is no {what}": "{text!r} ist kein {what}",
    "write {n:.1f}": "{n:.1f} schreiben",
    "distance": "Weg",
}


def german(text: str) -> str:
    return GERMAN.get(text, text)


def test_a_sentence_reads_as_english_and_is_told_in_another_language() -> None:
    said = told("{text!r} is no {what}", text="abc", what="volume")
    assert said == "'abc' is no volume"
    assert in_words(said, german) == "'abc' ist kein volume"


def test_a_value_that_is_a_sentence_itself_is_translated_too() -> None:
    said = told("{text!r} is no {what}", text="abc", what=told("distance"))
    assert in_words(said, german) == "'abc' ist kein Weg"


def test_a_plain_text_is_looked_up_and_an_unknown_one_stays() -> None:
    assert in_words("distance", german) == "Weg"
    assert in_words("octane", german) == "octane"
    assert in_words("", german) == ""


def test_numbers_keep_their_form() -> None:
    assert in_words(told("write {n:.1f}", n=2.25), german) == "2.2 schreiben"


def test_a_sentence_survives_being_copied_to_another_process() -> None:
    said = told("{text!r} is no {what}", text="abc", what="volume")
    assert in_words(pickle.loads(pickle.dumps(said)), german) == "'abc' ist kein volume"
