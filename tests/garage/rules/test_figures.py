"""Worked-out numbers as quantities, and windows of time."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garage.errors import ValueRefused
from garage.records import Vehicle
from garage.rules import Window, economy_unit, figure, months_between
from garage.units import UNITS, Dimension
from tests.garage.rules.making import q


def test_a_figure_is_rounded_but_never_to_nothing() -> None:
    assert figure(84_120_400, "km") == q("84120.40 km")
    assert figure(0.0000042, "mm") == q("0.00420 mm")
    assert figure(293.15, "degC") == q("20.00 degC")
    assert figure(0, "km").decimal == 0


def test_a_consumption_of_no_distance_is_refused() -> None:
    with pytest.raises(ValueRefused):
        figure(0, "L/100km")


def test_a_vehicles_own_economy_unit_counts_only_for_what_it_measures() -> None:
    hybrid = Vehicle(name="Prius", distance_unit="mi", volume_unit="gal_us", economy_unit="km/L")
    assert economy_unit(hybrid, "volume") == "km/L"
    assert economy_unit(hybrid, "energy") == "mi/kWh"
    assert economy_unit(hybrid, "mass") == "mi/kg"


@given(
    st.floats(1e5, 1e8),
    st.sampled_from([each.code for each in UNITS.values() if each.dimension is Dimension.ECONOMY]),
)
def test_a_figure_means_what_it_was_made_from(si: float, code: str) -> None:
    assert figure(si, code, places=9).si == pytest.approx(si, rel=1e-6)


def test_twelve_months_end_today_and_begin_the_day_after_today_a_year_ago() -> None:
    assert Window.months_to(date(2026, 11, 18)) == Window(date(2025, 11, 19), date(2026, 11, 18))
    assert Window.of_month(2024, 2) == Window(date(2024, 2, 1), date(2024, 2, 29))


def test_a_window_may_be_open() -> None:
    assert Window().holds(date.min)
    assert not Window(date(2024, 1, 2)).holds(date(2024, 1, 1))
    assert Window().until(date(2024, 1, 1)) == Window(None, date(2024, 1, 1))
    assert Window(date.min).before is None


def test_months_run_over_the_year() -> None:
    assert list(months_between(date(2025, 12, 31), date(2026, 1, 1))) == [(2025, 12), (2026, 1)]
