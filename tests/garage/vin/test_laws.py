"""Laws that hold for every number."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from garage.errors import ValueRefused
from garage.vin import Decoded, decode, north_american
from garage.vin.years import CODES, cycle

ALPHABET = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789"
VINS = st.text(ALPHABET, min_size=17, max_size=17)
DAYS = st.dates(date(2020, 1, 1), date(2060, 12, 31))


class Unknowing:
    """An engine that knows the kind of vehicle and nothing else."""

    def __init__(self, vehicle_type: str = "PASSENGER CAR") -> None:
        self.vehicle_type = vehicle_type

    def decode(self, vin: str, *, year: int | None = None) -> Mapping[str, Any]:
        attributes = {"Vehicle Type": self.vehicle_type}
        return {"attributes": attributes, "error_codes": [0], "model_year": year}


def attempt(text: str, today: date) -> Decoded | ValueRefused:
    try:
        return decode(text, today=today)
    except ValueRefused as refused:
        return refused


@given(st.text(max_size=60), DAYS)
@example("ß" * 9, date(2026, 1, 1))
@example("\x00" * 17, date(2026, 1, 1))
@example("ı" * 17, date(2026, 1, 1))
def test_any_text_decodes_or_is_refused(text: str, today: date) -> None:
    found = attempt(text, today)
    assert found.hint if isinstance(found, ValueRefused) else json.dumps(found.to_json())


@given(VINS, DAYS)
def test_any_seventeen_characters_decode_into_plain_json(vin: str, today: date) -> None:
    shape = decode(vin, today=today).to_json()
    assert json.loads(json.dumps(shape)) == shape
    assert shape["vin"] == vin


@given(st.integers(18, 10**5))
def test_a_long_text_is_refused_in_few_words(length: int) -> None:
    found = attempt("1HG-" * length, date(2026, 1, 1))
    assert isinstance(found, ValueRefused)
    assert len(str(found)) < 300


@given(VINS)
def test_outside_north_america_and_china_no_check_digit_is_wrong(vin: str) -> None:
    found = decode(vin, today=date(2026, 1, 1), engine=Unknowing())
    if not north_american(vin) and vin[0] != "L":
        assert found.check_digit == "not_applicable"


@given(VINS, DAYS)
def test_a_year_is_only_claimed_when_it_is_the_one_candidate(vin: str, today: date) -> None:
    found = decode(vin, today=today, engine=Unknowing())
    assert found.year is None or found.years == (found.year,)
    assert all(1980 <= year <= today.year + 2 for year in found.years)
    assert found.confidence != "high" or found.year is not None


@given(st.sampled_from(CODES), st.integers(2020, 2100))
def test_position_ten_names_the_same_year_every_thirty(code: str, this_year: int) -> None:
    years = cycle(code, this_year)
    assert years == tuple(sorted(years, reverse=True))
    assert all(later - earlier == 30 for later, earlier in pairwise(years))
    assert all((year - 1980) % 30 == CODES.index(code) for year in years)


@given(st.sampled_from(CODES), st.sampled_from("0123456789"))
def test_a_digit_at_position_seven_of_a_car_means_before_2010(code: str, seventh: str) -> None:
    found = decode(f"1HGCM8{seventh}63{code}A004352", today=date(2026, 1, 1), engine=Unknowing())
    assert found.year is not None
    assert 1980 <= found.year <= 2009


@given(st.sampled_from("ABCDEFGHJKLMNPRSTVW"), st.sampled_from("ABCDEFGHJKLMNPRSTUVWXYZ"))
def test_a_letter_at_position_seven_of_a_car_means_2010_or_later(code: str, seventh: str) -> None:
    found = decode(f"1HGCM8{seventh}63{code}A004352", today=date(2026, 1, 1), engine=Unknowing())
    assert found.year is not None
    assert found.year >= 2010


@given(st.sampled_from("ABCDEFGHJKLMNPRSTVW"))
def test_other_vehicles_keep_both_candidates(code: str) -> None:
    found = decode(f"1HD1KB413{code}B000001", today=date(2026, 1, 1), engine=Unknowing("TRAILER"))
    assert found.year is None
    assert len(found.years) == 2


def test_more_than_two_years_ahead_means_thirty_years_earlier() -> None:
    trailer = Unknowing("TRAILER")
    assert decode("1HD1KB413XB000001", today=date(2026, 1, 1), engine=trailer).years == (1999,)
    assert decode("1HD1KB413XB000001", today=date(2027, 1, 1), engine=trailer).years == (2029, 1999)
