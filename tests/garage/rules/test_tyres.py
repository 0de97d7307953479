"""Tyre sets: distance over mounted spans, wear, age, which one is on."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garage.records import TyreEvent, TyreSet
from garage.rules import Timeline, TyreState, parse_dot, tyre_states
from tests.garage.rules.making import day, moment, q, readings

SUMMER = TyreSet(id="summer", vehicle="car", name="Summer", dot="2319")
WINTER = TyreSet(id="winter", vehicle="car", name="Winter", limit=q("4 mm"))
ODOMETER = readings((0, 10_000), (100, 20_000), (200, 30_000), (300, 40_000))


def event(tyres: str, number: int, what: str, km: int | None = None, **fields: Any) -> TyreEvent:
    """A set mounted, dismounted or measured on a day."""
    odometer = None if km is None else q(f"{km} km")
    return TyreEvent(id=f"{tyres}{number}", tyre_set=tyres, date=moment(number), type=what,
                     odometer=odometer, **fields)  # fmt: skip


def states(*events: TyreEvent, odometer: Timeline = ODOMETER) -> dict[str, TyreState]:
    """By set, on day 300."""
    found = tyre_states([SUMMER, WINTER], events, odometer, day(300))
    return {each.tyre_set.id: each for each in found}


def test_a_set_has_run_what_it_ran_while_it_was_on() -> None:
    found = states(
        event("summer", 0, "mount", 10_000),
        event("summer", 100, "dismount", 20_000),
        event("winter", 100, "mount", 20_000),
        event("winter", 200, "dismount", 30_000),
        event("summer", 200, "mount", 30_000),
    )
    assert found["summer"].distance == 20_000_000
    assert found["winter"].distance == 10_000_000
    assert (found["summer"].on, found["winter"].on) == (True, False)
    assert found["summer"].faults == found["winter"].faults == ()
    assert [span.end for span in found["summer"].spans] == [day(100), None]


def test_an_odometer_nobody_wrote_down_is_taken_from_the_readings_of_that_day() -> None:
    found = states(event("summer", 50, "mount"), event("summer", 100, "dismount"))
    assert found["summer"].distance == pytest.approx(5_000_000)


def test_two_sets_that_are_on_at_once_are_pointed_out() -> None:
    found = states(event("summer", 0, "mount", 10_000), event("winter", 100, "mount", 20_000))
    assert found["summer"].faults == found["winter"].faults == ("overlap",)


def test_events_that_make_no_sense_are_pointed_out_and_nothing_raises() -> None:
    found = states(
        event("summer", 0, "dismount", 10_000),
        event("summer", 1, "mount", 10_100),
        event("summer", 2, "mount", 10_200),
        event("winter", 5, "mount", 20_000),
        event("winter", 9, "dismount", 19_000),
    )
    assert {"not_mounted", "mounted_twice"} <= set(found["summer"].faults)
    assert "backwards" in found["winter"].faults
    assert found["winter"].distance == 0


def test_the_tread_wears_by_what_the_set_ran_and_the_worse_axle_decides() -> None:
    found = states(
        event("winter", 0, "mount", 10_000, tread_front=q("8 mm"), tread_rear=q("8 mm")),
        event("winter", 100, "dismount", 20_000),
        event("winter", 200, "mount", 30_000),
        event("winter", 300, "measure", 40_000, tread_front=q("6 mm"), tread_rear=q("7 mm")),
    )
    wear = found["winter"].wear
    assert wear is not None
    assert wear.place == "front"
    assert wear.per_1000_km == pytest.approx(0.0001)
    assert wear.tread == pytest.approx(0.006)
    assert wear.left == pytest.approx(20_000_000)


def test_the_wheel_that_wears_fastest_decides_from_what_its_axle_had() -> None:
    found = states(
        event("winter", 0, "mount", 10_000, tread_front=q("8 mm"), tread_rear=q("8 mm")),
        event("winter", 300, "measure", 20_000, tread_fl=q("7 mm"), tread_fr=q("6 mm")),
    )
    wear = found["winter"].wear
    assert wear is not None
    assert (wear.place, wear.tread) == ("fr", pytest.approx(0.006))
    assert wear.per_1000_km == pytest.approx(0.0002)


def test_tread_below_the_limit_has_nothing_left() -> None:
    found = states(
        event("summer", 0, "mount", 10_000, tread_front=q("8 mm")),
        event("summer", 100, "measure", 20_000, tread_front=q("1 mm")),
    )
    assert found["summer"].wear is not None
    assert found["summer"].wear.left == 0


def test_one_measuring_tells_no_rate() -> None:
    found = states(event("summer", 0, "mount", 10_000, tread_front=q("8 mm")))
    assert found["summer"].wear is None


def test_the_dot_code_tells_the_age() -> None:
    found = states()["summer"]
    assert found.made == date(2019, 6, 3)
    assert found.age_years(date(2024, 6, 3)) == pytest.approx(5.0, abs=0.01)


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("2319", date(2019, 6, 3)),
        ("DOT U2LL LMLR 2319", date(2019, 6, 3)),
        ("lmlr0100", date(2000, 1, 3)),
        ("239", date(1999, 6, 7)),
        ("5320", date(2020, 12, 28)),
        ("5319", None),
        ("0019", None),
        ("9919", None),
        ("12319", None),
        ("", None),
        ("new", None),
        ("٢٣١٩", None),
    ],
)
def test_dot_codes_are_read_and_nonsense_is_not(text: str, made: date | None) -> None:
    assert parse_dot(text) == made


def test_tyres_from_the_future_are_not_believed() -> None:
    assert parse_dot("2330", date(2024, 1, 1)) is None


@given(st.lists(st.integers(0, 300), min_size=2, max_size=12, unique=True))
def test_a_seasonal_pair_together_runs_what_the_vehicle_runs(changes: list[int]) -> None:
    changes.sort()
    events = [event("summer", changes[0], "mount")]
    for number, when in enumerate(changes[1:]):
        sets = ("summer", "winter") if number % 2 == 0 else ("winter", "summer")
        events += [event(sets[0], when, "dismount"), event(sets[1], when, "mount")]
    found = states(*events)
    run = (ODOMETER.at(day(300)) or 0) - (ODOMETER.at(day(changes[0])) or 0)
    assert sum(each.distance for each in found.values()) == pytest.approx(run)
    assert [each.on for each in found.values()].count(True) == 1
    assert not any(each.faults for each in found.values())


@given(st.text(max_size=12))
def test_no_text_upsets_the_dot_reader(text: str) -> None:
    made = parse_dot(text)
    assert made is None or made.weekday() == 0
