"""Laws that fuel economy keeps whatever the log book: counted by hand, in any order, muddled."""

import dataclasses
import itertools
import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garage.records import FillUp
from garage.rules import economies
from garage.rules.intervals import outliers
from garage.units import Quantity
from tests.garage.rules.making import CAR, fill

litres = st.integers(1, 9_000).map(lambda centilitres: f"{centilitres / 100:.2f}")


@st.composite
def logs(draw: st.DrawFn) -> list[FillUp]:
    """Log books whose days and odometers agree."""
    steps = draw(st.lists(st.tuples(st.integers(1, 20), st.integers(1, 900)), max_size=25))
    fills, when, km = [], 0, 0
    for days, driven in steps:
        when, km = when + days, km + driven
        full, missed = draw(st.booleans()), draw(st.integers(0, 9)) == 0
        fills.append(fill(when, km, draw(litres), full=full, missed=missed))
    return fills


def by_hand(fills: list[FillUp]) -> list[tuple[float, float] | None]:
    """(distance in km, litres) of each interval, counted the slow way; None without a figure."""
    full = [place for place, each in enumerate(fills) if each.full]
    found: list[tuple[float, float] | None] = []
    for first, last in itertools.pairwise(full):
        inside = fills[first + 1 : last + 1]
        km = float(fills[last].odometer.value) - float(fills[first].odometer.value)  # type: ignore[union-attr]  # all have one
        volume = sum(float(each.volume.value) for each in inside if each.volume)
        found.append(None if any(each.missed for each in inside) else (km, volume))
    return found


@given(logs())
def test_every_interval_is_what_counting_by_hand_gives(fills: list[FillUp]) -> None:
    expected = by_hand(fills)
    found = economies(fills, vehicle=CAR)
    intervals = found[0].intervals if found else ()
    assert [each.si is None for each in intervals] == [each is None for each in expected]
    for interval, known in zip(intervals, expected, strict=True):
        if known:
            assert interval.si == pytest.approx(known[0] * 1e6 / known[1])


@given(logs(), st.randoms())
def test_the_order_of_typing_never_matters(fills: list[FillUp], chance: object) -> None:
    shuffled = list(fills)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]  # a random.Random
    assert economies(shuffled, vehicle=CAR) == economies(fills, vehicle=CAR)


@given(logs())
def test_each_fill_up_has_one_row_and_the_average_lies_between_best_and_worst(
    fills: list[FillUp],
) -> None:
    for found in economies(fills, vehicle=CAR):
        assert sorted(row.fill.id for row in found.rows) == sorted(each.id for each in fills)
        scored = [each.si for each in found.intervals if each.si is not None]
        if found.average:
            assert min(scored) * 0.999999 <= found.average.si <= max(scored) * 1.000001
        assert sum(row.si is not None for row in found.rows) == len(scored)


fuzzy = st.lists(
    st.builds(
        fill,
        st.integers(0, 60),
        st.none() | st.integers(0, 3000),
        st.none() | litres,
        full=st.booleans(),
        missed=st.booleans(),
        charge_to=st.none() | st.integers(0, 100).map(lambda level: Quantity(str(level), "%")),
    ),
    max_size=20,
)


@given(fuzzy)
def test_no_log_book_is_too_muddled_to_be_read(fills: list[FillUp]) -> None:
    counted = economies(fills, vehicle=CAR)
    assert sum(len(found.rows) for found in counted) == len(fills)
    for found in counted:
        for each in found.intervals:
            assert each.distance >= 0
            assert (each.si is None) == (each.flag not in (None, "outlier"))


@given(logs(), st.integers(1, 900), litres)
def test_an_odometer_out_of_line_is_no_odometer(
    fills: list[FillUp], short: int, volume: str
) -> None:
    if not fills or fills[-1].odometer is None or fills[-1].odometer.si < short * 1000:
        return
    km = fills[-1].odometer.si / 1000 - short
    (found,) = economies([*fills, fill(900, km, volume)], vehicle=CAR)
    (without,) = economies([*fills, fill(900, None, volume)], vehicle=CAR)
    assert [each[2:] for each in found.intervals] == [each[2:] for each in without.intervals]
    assert [row[1:-1] for row in found.rows[:-1]] == [row[1:-1] for row in without.rows[:-1]]
    marked = found.rows[-1]
    assert (marked.fill.id, marked.flag, marked.beside) == ("f900", "backwards", fills[-1])


@given(logs(), st.integers(-50_000, 50_000))
def test_an_odometer_offset_changes_no_figure(fills: list[FillUp], km: int) -> None:
    moved = dataclasses.replace(CAR, odometer_offset=Quantity(str(km), "km"))
    assert economies(fills, vehicle=moved) == economies(fills, vehicle=CAR)


@given(st.lists(st.integers(1, 60).map(float), max_size=90))
def test_outliers_are_judged_by_the_median_of_the_31_around_them(figures: list[float]) -> None:
    expected = []
    for place, each in enumerate(figures):
        median = statistics.median(figures[max(place - 15, 0) : place + 16])
        if len(figures) > 2 and not median / 2 <= each <= median * 2:
            expected.append(place)
    assert outliers(figures) == expected
