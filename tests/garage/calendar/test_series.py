"""Series in a zone: daylight time, exceptions, overrides, this and following."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from garage.calendar.durations import Duration
from garage.calendar.instances import Instance, Stretch, instances
from garage.calendar.rule_text import parse_rule
from garage.calendar.series import InstanceId, Override, divide, series_instances
from garage.calendar.times import Added, EventTimes, When
from garage.errors import ValueRefused

BERLIN = ZoneInfo("Europe/Berlin")
NEW_YORK = ZoneInfo("America/New_York")
EVER = Stretch(datetime(1970, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC))


def timed(start: datetime, rule: str = "", **fields: Any) -> EventTimes:
    """An hour in Berlin."""
    fields = {"zone": "Europe/Berlin", "end": start + timedelta(hours=1), **fields}
    return EventTimes(start=start, rules=(parse_rule(rule),) if rule else (), **fields)


def found(times: EventTimes, stretch: Stretch = EVER) -> list[Instance]:
    """Its instances, in Berlin."""
    return list(instances(times, stretch, BERLIN))


def utc(*parts: int) -> datetime:
    """An instant."""
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type, misc]  # the parts of a time


def test_a_series_keeps_its_wall_time_over_daylight_saving() -> None:
    times = timed(datetime(2026, 3, 27, 10), "FREQ=DAILY;COUNT=4")
    hours = [each.start.hour for each in found(times)]
    assert hours == [9, 9, 8, 8]


def test_a_time_that_the_clock_leaves_out_comes_an_hour_later() -> None:
    times = timed(datetime(2026, 3, 28, 2, 30), "FREQ=DAILY;COUNT=3")
    assert [each.start for each in found(times)] == [
        utc(2026, 3, 28, 1, 30), utc(2026, 3, 29, 1, 30), utc(2026, 3, 30, 0, 30),
    ]  # fmt: skip


def test_a_time_that_comes_twice_is_the_first_of_the_two() -> None:
    times = timed(datetime(2026, 10, 24, 2, 30), "FREQ=DAILY;COUNT=2")
    assert [each.start for each in found(times)] == [
        utc(2026, 10, 24, 0, 30),
        utc(2026, 10, 25, 0, 30),
    ]


def test_hours_in_the_gap_are_one_instance() -> None:
    times = timed(datetime(2026, 3, 29, 1), "FREQ=HOURLY;COUNT=4", end=None)
    assert [each.start.hour for each in found(times)] == [0, 1, 2]


def test_an_end_makes_every_instance_as_long_as_the_first_and_days_of_a_duration_do_not() -> None:
    night = timed(datetime(2026, 3, 27, 22), "FREQ=DAILY;COUNT=3", end=datetime(2026, 3, 28, 6))
    assert {each.end - each.start for each in found(night)} == {timedelta(hours=8)}
    day = timed(
        datetime(2026, 3, 27, 22), "FREQ=DAILY;COUNT=3", end=None, duration=Duration.parse("P1D")
    )
    hours = [(each.end - each.start) / timedelta(hours=1) for each in found(day)]
    assert hours == [24, 23, 24]


def test_days_are_days_wherever_one_is() -> None:
    times = EventTimes(start=date(2026, 3, 28), end=date(2026, 3, 30))
    (berlin,) = instances(times, EVER, BERLIN)
    (york,) = instances(times, EVER, NEW_YORK)
    assert (berlin.start, berlin.end) == (utc(2026, 3, 27, 23), utc(2026, 3, 29, 22))
    assert (york.start, york.end) == (utc(2026, 3, 28, 4), utc(2026, 3, 30, 4))
    assert berlin.at == york.at == date(2026, 3, 28)


def test_an_end_given_as_a_day_includes_the_whole_day() -> None:
    times = timed(datetime(2026, 3, 1, 10), "FREQ=DAILY;UNTIL=20260303")
    assert [each.start.day for each in found(times)] == [1, 2, 3]


def test_an_end_in_utc_is_compared_as_an_instant() -> None:
    times = timed(datetime(2026, 3, 1, 10), "FREQ=DAILY;UNTIL=20260303T090000Z")
    assert len(found(times)) == 3
    times = timed(datetime(2026, 3, 1, 10), "FREQ=DAILY;UNTIL=20260303T085959Z")
    assert len(found(times)) == 2


def test_hours_in_a_rule_mean_nothing_to_a_day() -> None:
    times = EventTimes(
        start=date(2026, 3, 1), rules=(parse_rule("FREQ=DAILY;BYHOUR=9,10;COUNT=2"),)
    )
    assert [each.at for each in found(times)] == [date(2026, 3, 1), date(2026, 3, 2)]


def test_a_start_that_does_not_fit_the_rule_is_the_first_of_the_count() -> None:
    times = timed(datetime(1997, 9, 2, 9), "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;COUNT=3")
    assert [each.at for each in found(times)] == [
        datetime(1997, 9, 2, 9), datetime(1998, 2, 13, 9), datetime(1998, 3, 13, 9),
    ]  # fmt: skip


def test_days_are_added_and_removed() -> None:
    times = timed(
        datetime(2026, 3, 1, 10),
        "FREQ=DAILY;COUNT=3",
        added=(
            Added(datetime(2026, 3, 9, 8), datetime(2026, 3, 9, 12)),
            Added(datetime(2026, 3, 2, 10)),
        ),
        removed=(datetime(2026, 3, 1, 10),),
    )
    assert [(each.start.day, each.end - each.start) for each in found(times)] == [
        (2, timedelta(hours=1)), (3, timedelta(hours=1)), (9, timedelta(hours=4)),
    ]  # fmt: skip


def test_only_what_touches_the_stretch_is_found() -> None:
    times = timed(datetime(2026, 3, 1, 10), "FREQ=DAILY")
    stretch = Stretch(utc(2026, 3, 5, 10), utc(2026, 3, 7, 9))
    assert [each.start.day for each in found(times, stretch)] == [6]
    stretch = Stretch(utc(2026, 3, 5, 9, 59), utc(2026, 3, 7, 9, 1))
    assert [each.start.day for each in found(times, stretch)] == [5, 6, 7]


def test_a_journey_ends_in_another_zone() -> None:
    flight = EventTimes(
        start=datetime(2026, 3, 1, 10), end=datetime(2026, 3, 1, 12, 30),
        zone="Europe/Berlin", end_zone="America/New_York",
    )  # fmt: skip
    (only,) = found(flight)
    assert only.end - only.start == timedelta(hours=8, minutes=30)


MASTER = timed(datetime(2026, 3, 27, 10), "FREQ=DAILY;COUNT=5")


def override(at: When, start: datetime, zone: str = "Europe/Berlin", **fields: Any) -> Override:
    """Half an hour instead."""
    times = timed(start, end=start + timedelta(minutes=30))
    return Override("other", InstanceId(at, zone), times, **fields)


def shown(*overrides: Override, times: EventTimes = MASTER) -> list[tuple[str, str]]:
    """(record, UTC) of what is seen."""
    pairs = series_instances("own", times, overrides, EVER, BERLIN)
    return sorted(
        ((id_, f"{each.start:%d %H:%M}") for id_, each in pairs), key=lambda pair: pair[1]
    )


def test_an_override_stands_for_its_instance_named_in_any_zone() -> None:
    moved = datetime(2026, 3, 28, 15)
    for at, zone in (
        (datetime(2026, 3, 28, 10), "Europe/Berlin"),
        (datetime(2026, 3, 28, 9), "UTC"),
        (datetime(2026, 3, 28, 5), "America/New_York"),
    ):
        assert shown(override(at, moved, zone)) == [
            ("own", "27 09:00"), ("other", "28 14:00"), ("own", "29 08:00"),
            ("own", "30 08:00"), ("own", "31 08:00"),
        ]  # fmt: skip


def test_an_override_named_by_its_day_stands_for_the_instance_of_that_day() -> None:
    moved = override(date(2026, 3, 28), datetime(2026, 3, 28, 15), "")
    assert [id_ for id_, _ in shown(moved)] == ["own", "other", "own", "own", "own"]


def test_a_cancelled_instance_is_not_shown_nor_one_that_was_removed() -> None:
    at = datetime(2026, 3, 28, 10)
    assert ("own", "28 09:00") not in shown(override(at, at, cancelled=True))
    removed = replace(MASTER, removed=(at,))
    assert len(shown(override(at, at), times=removed)) == 4


def test_an_override_that_moves_into_the_stretch_from_outside_is_found() -> None:
    stretch = Stretch(utc(2026, 5, 1), utc(2026, 5, 2))
    moved = override(datetime(2026, 3, 28, 10), datetime(2026, 5, 1, 10))
    pairs = list(series_instances("own", MASTER, [moved], stretch, BERLIN))
    assert [(id_, each.at) for id_, each in pairs] == [("other", datetime(2026, 3, 28, 10))]


def test_this_and_following_moves_all_that_come_after() -> None:
    moved = override(datetime(2026, 3, 28, 10), datetime(2026, 3, 28, 12), following=True)
    assert shown(moved) == [
        ("own", "27 09:00"), ("other", "28 11:00"), ("other", "29 10:00"),
        ("other", "30 10:00"), ("other", "31 10:00"),
    ]  # fmt: skip
    alone = override(datetime(2026, 3, 30, 10), datetime(2026, 3, 30, 18))
    assert ("other", "30 16:00") in shown(moved, alone)


def test_this_and_following_can_end_the_series() -> None:
    at = datetime(2026, 3, 29, 10)
    assert len(shown(override(at, at, following=True, cancelled=True))) == 2


RULES = st.sampled_from(
    ["FREQ=DAILY;COUNT=9", "FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR",
     "FREQ=MONTHLY", "FREQ=MONTHLY;BYDAY=-1FR;COUNT=12", "FREQ=YEARLY;INTERVAL=2",
     "RSCALE=GREGORIAN;FREQ=MONTHLY;SKIP=BACKWARD", "FREQ=MONTHLY;BYDAY=MO,TU,WE;BYSETPOS=-1",
     "FREQ=WEEKLY;UNTIL=20261001T000000Z", "FREQ=HOURLY;INTERVAL=36"]
)  # fmt: skip


@settings(max_examples=60)
@given(
    RULES,
    st.datetimes(datetime(2026, 1, 1), datetime(2026, 3, 31)),
    st.integers(1, 30),
    st.booleans(),
)
def test_a_divided_series_has_the_instances_of_the_whole(
    rule: str, start: datetime, place: int, of_days: bool
) -> None:
    start = start.replace(microsecond=0)
    whole = timed(start, rule)
    if of_days:
        whole = EventTimes(start=start.date(), rules=(parse_rule(rule),))
    whole = replace(whole, added=(Added(when(of_days, datetime(2027, 1, 1, 3))),))
    stretch = Stretch(utc(2025, 12, 1), utc(2031, 1, 1))
    all_of_it = found(whole, stretch)
    at = all_of_it[min(place, len(all_of_it) - 1)].at
    before, after = divide(whole, at)
    parts = found(before, stretch) + found(after, stretch)
    assert [each.start for each in parts] == [each.start for each in all_of_it]


def when(of_days: bool, moment: datetime) -> When:
    """A day, or the moment itself."""
    return moment.date() if of_days else moment


def test_a_series_is_not_divided_before_its_start() -> None:
    with pytest.raises(ValueRefused, match="nothing of the series is before that day"):
        divide(MASTER, MASTER.start)


@pytest.mark.parametrize(
    "text", ["2026-03-03", "2026-03-03T10:00", "2026-03-03T10:00[Europe/Berlin]"]
)
def test_the_name_of_an_instance_reads_back(text: str) -> None:
    assert InstanceId.parse(text).text == text


def test_what_is_no_name_of_an_instance_is_refused() -> None:
    for text in ("", "tomorrow", "2026-13-01", "2026-03-03T10:00["):
        with pytest.raises(ValueRefused):
            InstanceId.parse(text)


def test_what_a_change_of_all_following_moves_past_the_calendars_ends_is_left_out() -> None:
    times = EventTimes(
        start=datetime(9999, 12, 25, 9), zone="UTC", rules=(parse_rule("FREQ=DAILY"),)
    )
    later = EventTimes(start=datetime(9999, 12, 31, 9), end=datetime(9999, 12, 31, 10), zone="UTC")
    change = Override("b", InstanceId(datetime(9999, 12, 27, 9), "UTC"), later, following=True)
    stretch = Stretch(datetime(9999, 12, 20, tzinfo=UTC), datetime.max.replace(tzinfo=UTC))
    found = [(id_, each.start.day) for id_, each in series_instances(
        "a", times, [change], stretch, UTC)]  # fmt: skip
    assert found == [("a", 25), ("a", 26), ("b", 31)]


def test_a_series_of_events_of_a_thousand_years_is_not_divided_past_the_calendars_end() -> None:
    times = EventTimes(
        start=datetime(2000, 1, 1), end=datetime(9999, 12, 31), zone="UTC",
        rules=(parse_rule("FREQ=DAILY"),),
    )  # fmt: skip
    with pytest.raises(ValueRefused, match="past the calendar's end"):
        divide(times, datetime(2026, 3, 2))
