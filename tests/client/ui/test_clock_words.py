"""A time of day is read off the clock of one's region, wherever it stands and is typed."""

from __future__ import annotations

from datetime import UTC, date, time

import pytest

from client.ui.calendar.clock_editor import read_clock
from client.ui.clock_words import clock, typed_clock
from client.ui.forms.written import Habits
from client.ui.vehicles.field_words import value_words as field_words
from client.ui.vehicles.quick_shown import value_words
from client.ui.vehicles.record_cells import cell_text
from client.ui.vehicles.shown import Shown
from garage.moments import Moment
from garage.reading import Reading
from garage.records import kind_named
from garage.regions import Preferences

TODAY = date(2026, 11, 18)
AFTERNOON = Moment(TODAY, time(15, 30), 0)
AMERICA = Preferences.for_region("US")
DATE = kind_named("fill_up").field("date")


def in_america() -> Habits:
    return Habits(Reading.of(AMERICA, zone=UTC, today=TODAY), Shown(AMERICA, TODAY))


def test_where_the_clock_goes_to_twelve_every_place_says_so() -> None:
    habits = in_america()
    assert habits.text(AFTERNOON, DATE).endswith(" 3:30 pm")
    assert cell_text(DATE, AFTERNOON, habits.shown, habits.reading).endswith(" 3:30 pm")
    assert field_words(DATE, AFTERNOON, habits.shown, str).endswith(" 3:30 pm")
    assert value_words("date", AFTERNOON, habits.shown).endswith(" 3:30 pm")


def test_elsewhere_it_goes_to_twenty_four() -> None:
    ireland = Shown(Preferences.for_region("IE"), TODAY)
    assert ireland.moment(AFTERNOON) == f"{ireland.day(TODAY)} 15:30"
    assert ireland.moment(Moment(TODAY)) == ireland.day(TODAY)


@pytest.mark.parametrize("hour", range(24))
def test_german_halves_read_back_where_a_time_alone_is_typed(german: None, hour: int) -> None:
    there = time(hour, 5)
    assert read_clock(clock(there, AMERICA)) == there


def test_german_halves_are_not_typed_into_a_form(german: None) -> None:
    habits = in_america()
    assert typed_clock(AFTERNOON.time or time(), AMERICA) == "15:30"
    text = habits.text(AFTERNOON, DATE)
    back = habits.reading.value(DATE, text)
    assert (back.day, back.time) == (TODAY, time(15, 30))
