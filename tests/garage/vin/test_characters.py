"""Tidying and refusing the text of a number, and its check digit."""

from __future__ import annotations

from datetime import date

import pytest

from garage.errors import ValueRefused
from garage.vin import decode
from garage.vin.characters import check_digit, normalise

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    "text", [" 1hgcm82633a004352 ", "1HG-CM826-33A-004352", "1HG CM8 2633 A00 4352\n"]
)
def test_spaces_dashes_and_small_letters_do_not_matter(text: str) -> None:
    assert decode(text, today=TODAY).vin == "1HGCM82633A004352"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("1HGCM82633AO04352", "the digit 0"),
        ("IHGCM82633A004352", "the digit 1"),
        ("1HGCM82633Q004352", "position 11"),
        ("", "too short"),
        ("1234", "too short"),
        ("1HGCM82633A0043521", "more than the 17"),
        ("1HGCM82633A00435?", "'?'"),
        ("ЖHGCM82633A004352", "letters A to Z"),
    ],
)
def test_a_refusal_says_what_is_wrong(text: str, says: str) -> None:
    with pytest.raises(ValueRefused) as caught:
        decode(text, today=TODAY)
    assert says in str(caught.value)
    assert caught.value.hint


def test_old_numbers_may_hold_the_letters_that_modern_ones_do_not() -> None:
    assert normalise("QOI-12345") == "QOI12345"


@pytest.mark.parametrize(
    ("vin", "digit"),
    [("1M8GDM9AXKP042788", "X"), ("1HGCM82633A004352", "3"), ("11111111111111111", "1")],
)
def test_the_check_digit_is_that_of_the_regulation(vin: str, digit: str) -> None:
    assert check_digit(vin) == digit


def test_one_wrong_character_is_noticed() -> None:
    assert decode("1HGCM82633A004352", today=TODAY).check_digit == "valid"
    assert decode("1HGCM82633A004353", today=TODAY).check_digit == "invalid"
