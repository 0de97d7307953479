"""The odometer's timeline: order, readings that run backwards, distances between days."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garage.records import OdometerReading, Trip
from garage.rules import EVER, Window, hours_timeline, odometer_timeline, true_distance
from garage.rules.odometer import out_of_line
from tests.garage.rules.making import CAR, day, fill, moment, q, reading, readings


def test_all_records_with_an_odometer_are_read_in_the_order_of_days() -> None:
    trip = Trip(id="t", vehicle="car", date=moment(3), odometer=q("1100 km"),
                end=moment(4), end_odometer=q("1250 km"))  # fmt: skip
    bought = dataclasses.replace(CAR, purchased=day(-10), purchase_odometer=q("500 km"))
    found = odometer_timeline([fill(9, 1500, "30"), trip, reading(1, 1000)], bought)
    assert [(each.kind, each.shown.value) for each in found.readings] == [
        ("vehicle", "500"),
        ("odometer_reading", "1000"),
        ("trip", "1100"),
        ("trip", "1250"),
        ("fill_up", "1500"),
    ]
    assert found.current is not None
    assert found.current.shown == q("1500 km")


def test_a_reading_that_is_too_low_is_kept_and_named_with_its_neighbours() -> None:
    found = readings((0, 10_000), (5, 10_500), (8, 1_060), (12, 11_000))
    (odd,) = found.backwards
    assert odd.before is not None
    assert odd.after is not None
    shown = odd.before.shown.value, odd.reading.shown.value, odd.after.shown.value
    assert shown == ("10500", "1060", "11000")
    assert len(found.readings) == 4


def test_a_reading_that_is_too_high_is_the_one_at_fault() -> None:
    found = readings((0, 10_000), (5, 105_000), (8, 10_600), (12, 11_000))
    assert [each.reading.shown.value for each in found.backwards] == ["105000"]


def test_of_two_readings_that_disagree_the_later_is_asked_about() -> None:
    found = readings((0, 10_000), (5, 9_000))
    assert [each.reading.shown.value for each in found.backwards] == ["9000"]
    assert found.current is not None
    assert found.current.shown.value == "9000"


def test_between_two_readings_the_distance_is_shared_out_by_days() -> None:
    found = readings((0, 1000), (10, 2000))
    assert found.at(day(3)) == pytest.approx(1_300_000)
    assert found.distance(Window(day(1), day(5))) == pytest.approx(500_000)


def test_outside_the_readings_nothing_is_made_up() -> None:
    found = readings((0, 1000), (10, 2000))
    assert found.distance(Window(day(-50), day(50))) == 1_000_000
    assert found.distance(Window(day(11), day(50))) == 0
    assert found.distance(EVER) == 1_000_000
    assert readings().distance(EVER) == 0
    assert readings().current is None


def test_each_month_has_its_share() -> None:
    found = readings((0, 0), (31, 620))
    assert found.by_month(EVER) == {(2024, 1): pytest.approx(600_000), (2024, 2): 20_000}


def test_engine_hours_have_a_timeline_of_their_own() -> None:
    meter = OdometerReading(id="r", vehicle="boat", date=moment(0), hours=q("120.5 h"))
    found = hours_timeline([meter, reading(1, 5)])
    assert found.current is not None
    assert found.current.shown == q("120.5 h")


def test_the_offset_gives_the_true_distance() -> None:
    replaced = dataclasses.replace(CAR, odometer_offset=q("90000 km"))
    found = odometer_timeline([reading(0, 1000)], replaced)
    assert found.current is not None
    assert true_distance(found.current, replaced) == 91_000_000


def test_deleted_readings_do_not_count() -> None:
    assert odometer_timeline([dataclasses.replace(reading(0, 5), deleted=True)]).readings == ()


pairs = st.lists(st.tuples(st.integers(0, 90), st.integers(0, 5000)), max_size=15)


@given(pairs)
def test_what_is_trusted_never_runs_backwards_and_nothing_is_lost(
    given_pairs: list[tuple[int, int]],
) -> None:
    found = readings(*given_pairs)
    values = [each.si for each in found.trusted]
    assert values == sorted(values)
    assert len(found.trusted) + len(found.backwards) == len(found.readings) == len(given_pairs)


@given(pairs)
def test_what_is_out_of_line_is_so_beside_one_that_fits(given_pairs: list[tuple[int, int]]) -> None:
    found = out_of_line(given_pairs)
    fitting = sorted(pair for at, pair in enumerate(given_pairs) if at not in found)
    assert [metres for _, metres in fitting] == sorted(metres for _, metres in fitting)
    for odd, other in found.items():
        assert other not in found
        assert given_pairs[odd][1] != given_pairs[other][1]
        later = given_pairs[odd] > given_pairs[other]
        assert later == (given_pairs[odd][1] < given_pairs[other][1])


@given(pairs, st.integers(-5, 95), st.integers(-5, 95), st.integers(-5, 95))
def test_the_distances_of_adjoining_windows_add_up(
    given_pairs: list[tuple[int, int]], a: int, b: int, c: int
) -> None:
    first, middle, last = sorted((a, b, c))
    found = readings(*given_pairs)
    parts = found.distance(Window(day(first), day(middle))) + found.distance(
        Window(day(middle + 1), day(last))
    )
    whole = found.distance(Window(day(first), day(last)))
    assert parts == pytest.approx(whole) or last == middle
    assert sum(found.by_month(EVER).values()) == pytest.approx(found.distance(EVER))
