"""When reminders are due: by date, distance, hours, whichever comes first."""

import dataclasses
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garage.periods import Period
from garage.records import OdometerReading, Reminder, Vehicle
from garage.rules import (
    Due,
    Timeline,
    Usage,
    due_list,
    due_status,
    hours_timeline,
    odometer_timeline,
)
from tests.garage.rules.making import CAR, day, moment, q, reading, readings

STEADY = readings(*[(each, 40 * each) for each in range(0, 101, 10)])
TODAY = day(100)


def reminder(**fields: Any) -> Reminder:
    """An oil change."""
    return Reminder(**{"id": "oil", "vehicle": "car", "title": "Oil", **fields})


def status(odometer: Timeline = STEADY, vehicle: Vehicle = CAR, **fields: Any) -> Due:
    """Where it stands today, at 4000 km and 40 km a day."""
    return due_status(reminder(**fields), TODAY, vehicle, Usage.on(TODAY, odometer))


@pytest.mark.parametrize(
    ("left", "state"), [(31, "ok"), (30, "soon"), (1, "soon"), (0, "due"), (-1, "overdue")]
)
def test_a_date_is_soon_for_30_days_due_today_and_then_overdue(left: int, state: str) -> None:
    found = status(due=day(100 + left))
    assert (found.state, found.by, found.days_left) == (state, "date", left)
    assert (found.day, found.estimate) == (day(100 + left), False)


@pytest.mark.parametrize(
    ("km", "state"),
    [(4801, "ok"), (4800, "soon"), (4001, "soon"), (4000, "due"), (3999, "overdue")],
)
def test_a_distance_is_soon_for_800_km_due_when_reached_and_then_overdue(
    km: int, state: str
) -> None:
    found = status(due_odometer=q(f"{km} km"))
    assert (found.state, found.by) == (state, "distance")
    assert found.distance_left == q(f"{km - 4000} km")


@pytest.mark.parametrize(("miles", "state"), [(3001, "ok"), (3000, "soon")])
def test_a_vehicle_that_counts_miles_has_500_of_them(miles: int, state: str) -> None:
    meter = OdometerReading(id="r", vehicle="car", date=moment(0), odometer=q("2500 mi"))
    american = dataclasses.replace(CAR, distance_unit="mi")
    found = status(odometer_timeline([meter]), american, due_odometer=q(f"{miles} mi"))
    assert found.state == state


def test_a_reminder_can_say_what_soon_means() -> None:
    assert status(due=day(120), soon=Period(2, "W")).state == "ok"
    assert status(due=day(114), soon=Period(2, "W")).state == "soon"
    assert status(due_odometer=q("4600 km"), soon_distance=q("500 km")).state == "ok"


def test_whichever_comes_first_decides() -> None:
    found = status(due=day(300), due_odometer=q("4000 km"))
    assert (found.state, found.by, found.days_left) == ("due", "distance", 200)
    found = status(due=day(99), due_odometer=q("90000 km"))
    assert (found.state, found.by) == ("overdue", "date")


def test_a_distance_has_a_projected_date_that_is_called_an_estimate() -> None:
    found = status(due_odometer=q("6000 km"))
    assert (found.projected, found.day, found.estimate) == (day(150), day(150), True)
    found = status(due_odometer=q("6000 km"), due=day(140))
    assert (found.projected, found.day, found.estimate) == (day(150), day(140), False)


def test_an_old_reading_gives_no_day_and_leaves_the_state_to_the_distance() -> None:
    def after(days: int, **fields: Any) -> Due:
        on = day(100 + days)
        return due_status(reminder(**fields), on, CAR, Usage.on(on, STEADY))

    assert after(90, due_odometer=q("14000 km")).day == day(350)
    found = after(91, due_odometer=q("14000 km"))
    assert (found.state, found.projected, found.day, found.estimate) == ("ok", None, None, False)
    assert found.distance_left == q("10000 km")
    assert after(270, due_odometer=q("4300 km")).state == "soon"
    late = after(270, due_odometer=q("3999 km"))
    assert (late.state, late.day) == ("overdue", day(370))
    both = after(270, due_odometer=q("14000 km"), due=day(400))
    assert (both.day, both.estimate) == (day(400), False)


def test_what_the_pace_should_have_reached_is_not_told_for_today() -> None:
    on = day(160)
    found = due_status(
        reminder(due_odometer=q("6000 km")), on, CAR, Usage.on(on, STEADY)
    )  # 50 days at the pace, the reading 60 days old
    assert (found.state, found.day) == ("ok", day(210))


def test_what_an_old_reading_cannot_date_is_listed_after_what_has_a_day() -> None:
    on = day(370)
    reminders = [
        reminder(id="stale", due_odometer=q("14000 km")),
        reminder(id="dated", due=day(600)),
    ]
    found = due_list(reminders, on, {"car": CAR}, {"car": Usage.on(on, STEADY)})
    assert [each.reminder.id for each in found] == ["dated", "stale"]


def test_engine_hours_count_too() -> None:
    meters = [
        OdometerReading(id=str(each), vehicle="car", date=moment(each), hours=q(f"{each} h"))
        for each in range(0, 101, 20)
    ]
    usage = Usage.on(TODAY, odometer_timeline([]), hours_timeline(meters))
    found = due_status(reminder(due_hours=q("120 h")), TODAY, CAR, usage)
    assert (found.state, found.by, found.hours_left) == ("ok", "hours", q("20 h"))
    assert found.projected == day(120)


def test_the_share_of_the_interval_counts_from_when_it_was_last_done() -> None:
    assert status(due=day(120), last_done=day(20)).share == pytest.approx(0.8)
    assert status(due=day(90), last_done=day(0)).share == pytest.approx(100 / 90)
    found = status(due_odometer=q("5000 km"), every_distance=q("2000 km"))
    assert found.share == pytest.approx(0.5)
    assert status(due=day(120)).share is None


def test_without_a_reading_a_distance_is_never_due() -> None:
    found = status(readings(), due_odometer=q("5000 km"))
    assert (found.state, found.distance_left, found.day) == ("ok", None, None)


def test_a_reminder_that_says_nothing_is_not_due() -> None:
    assert (status().state, status().by) == ("ok", "")


def test_what_falls_due_is_listed_across_vehicles_late_first_then_by_day() -> None:
    boat = Vehicle(id="boat", name="Boat")
    sold = Vehicle(id="sold", name="Sold", status="sold")
    reminders = [
        reminder(id="later", due=day(130)),
        reminder(id="estimate", due_odometer=q("4400 km")),
        reminder(id="unknown", vehicle="boat", due_odometer=q("5 km")),
        reminder(id="late", vehicle="boat", due=day(91)),
        reminder(id="today", due=day(100)),
        reminder(id="done", due=day(1), finished=True),
        reminder(id="gone", due=day(1), deleted=True),
        reminder(id="not ours", due=day(1), vehicle="sold"),
    ]
    vehicles = {each.id: each for each in (CAR, boat, sold)}
    found = due_list(reminders, TODAY, vehicles, {"car": Usage.on(TODAY, STEADY)})
    assert [each.reminder.id for each in found] == ["late", "today", "estimate", "later", "unknown"]
    assert [each.estimate for each in found] == [False, False, True, False, False]


ORDER = ["ok", "soon", "due", "overdue"]


@given(st.integers(0, 400), st.integers(0, 400), st.integers(0, 9000))
def test_time_and_distance_only_ever_make_it_more_urgent(early: int, later: int, km: int) -> None:
    early, later = sorted((early, later))
    told = reminder(due=day(200), due_odometer=q(f"{km} km"))
    meters = odometer_timeline([reading(each, 40 * each) for each in range(0, 401, 5)])
    states = [
        ORDER.index(due_status(told, day(when), CAR, Usage.on(day(when), meters)).state)
        for when in (early, later)
    ]
    assert states[0] <= states[1]
