"""Columns of chips are as wide as the longest of their words, in every language."""

import pytest

from client.ui.text import use_language
from client.ui.vehicles.record_cells import chips_width, choice_words
from client.ui.widgets.chip import chip_width


@pytest.fixture
def german():
    use_language("de")
    yield
    use_language("en")


def test_in_english_a_column_of_purposes_stays_as_narrow_as_it_may():
    assert chips_width("trip", "purpose", 100) == 100


def test_in_german_the_longest_purpose_has_room(german, qapp):
    words = choice_words("trip", "purpose")("business")
    assert words == "Geschäftlich"
    assert chips_width("trip", "purpose", 100) >= chip_width(words) + 24
