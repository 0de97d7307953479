"""Changes to a series: this one, this and following, all."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from garage.calendar.edits import (
    all_of_them,
    moved_instance,
    only_this,
    this_and_following,
    without,
)
from garage.calendar.instances import Stretch, instances
from garage.calendar.rule_text import parse_rule
from garage.calendar.series import InstanceId
from garage.calendar.times import Added, EventTimes, When
from garage.errors import ValueRefused

BERLIN = ZoneInfo("Europe/Berlin")
EVER = Stretch(datetime(2020, 1, 1, tzinfo=UTC), datetime(2030, 1, 1, tzinfo=UTC))
MONDAY = datetime(2026, 3, 2, 10)
AN_HOUR = timedelta(hours=1)


def series(rule: str, start: When = MONDAY) -> EventTimes:
    """An hour in Berlin, or days."""
    timed = isinstance(start, datetime)
    return EventTimes(
        start=start,
        end=start + AN_HOUR if timed else None,
        zone="Europe/Berlin" if timed else "",
        rules=(parse_rule(rule),),
    )


def walls(times: EventTimes) -> list[When]:
    """Its starts in its zone."""
    return [each.at for each in instances(times, EVER, BERLIN)]


def test_one_time_is_taken_out() -> None:
    left = without(series("FREQ=DAILY;COUNT=3"), datetime(2026, 3, 3, 10))
    assert [each.day for each in walls(left)] == [2, 4]


def test_one_time_is_changed_alone() -> None:
    later = datetime(2026, 3, 3, 15)
    name, own = only_this(series("FREQ=DAILY"), datetime(2026, 3, 3, 10), later, later + AN_HOUR)
    assert name.text == "2026-03-03T10:00[Europe/Berlin]"
    assert (own.start, own.end, own.recurs) == (later, later + AN_HOUR, False)


def test_this_and_following_are_moved_and_the_rest_stays() -> None:
    at, later = datetime(2026, 3, 4, 10), datetime(2026, 3, 5, 12)
    before, after = this_and_following(
        series("FREQ=WEEKLY;BYDAY=MO,WE;COUNT=5"), at, later, later + 2 * AN_HOUR
    )
    assert walls(before) == [MONDAY]
    assert walls(after) == [
        datetime(2026, 3, 5, 12), datetime(2026, 3, 10, 12), datetime(2026, 3, 12, 12),
        datetime(2026, 3, 17, 12),
    ]  # fmt: skip
    assert after.end == after.start + 2 * AN_HOUR


@pytest.mark.parametrize(
    ("rule", "moved"),
    [
        ("FREQ=WEEKLY;BYDAY=MO,WE", "FREQ=WEEKLY;BYDAY=TU,TH"),
        ("FREQ=WEEKLY", "FREQ=WEEKLY"),
        ("FREQ=MONTHLY;BYDAY=1MO", "FREQ=MONTHLY;BYDAY=1TU"),
        ("FREQ=MONTHLY;BYMONTHDAY=2,15", "FREQ=MONTHLY;BYMONTHDAY=3,15"),
        ("FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=2", "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=3"),
        ("FREQ=DAILY;UNTIL=20260310", "FREQ=DAILY;UNTIL=20260311"),
        ("FREQ=DAILY;UNTIL=20260310T090000Z", "FREQ=DAILY;UNTIL=20260311T110000Z"),
    ],
)
def test_all_are_moved_with_the_days_of_their_rule(rule: str, moved: str) -> None:
    whole = series(rule)
    later = datetime(2026, 3, 3, 12)
    changed = all_of_them(whole, MONDAY, later, later + AN_HOUR)
    assert changed.rules[0].text == moved
    assert changed.start == later
    if whole.rules[0].until:
        assert len(walls(changed)) == len(walls(whole))


def test_every_other_week_moves_as_a_whole() -> None:
    whole = series("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR;COUNT=6")
    later = MONDAY + timedelta(days=3)
    changed = all_of_them(whole, MONDAY, later, later + AN_HOUR)
    assert walls(changed) == [each + timedelta(days=3) for each in walls(whole)]


def test_exceptions_and_overrides_go_along() -> None:
    whole = EventTimes(**{**vars(series("FREQ=DAILY;COUNT=4")),
                          "removed": (datetime(2026, 3, 3, 10),),
                          "added": (Added(datetime(2026, 3, 9, 10)),)})  # fmt: skip
    at, later = datetime(2026, 3, 4, 10), datetime(2026, 3, 4, 11)
    changed = all_of_them(whole, at, later, later + AN_HOUR)
    assert [each + timedelta(hours=-1) for each in walls(changed)] == walls(whole)
    name = moved_instance(InstanceId(datetime(2026, 3, 5, 10), "Europe/Berlin"), at, later)
    assert name.when == datetime(2026, 3, 5, 11)


def test_times_become_days_and_days_times() -> None:
    days = all_of_them(series("FREQ=DAILY;COUNT=2"), MONDAY, date(2026, 3, 2), None)
    assert walls(days) == [date(2026, 3, 2), date(2026, 3, 3)]
    timed = all_of_them(
        series("FREQ=DAILY;COUNT=2", date(2026, 3, 2)), date(2026, 3, 2), MONDAY, MONDAY + AN_HOUR
    )
    assert walls(timed) == [MONDAY, MONDAY + timedelta(days=1)]


def test_a_rule_that_picks_by_place_is_not_moved_to_other_days() -> None:
    workday = series("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1")
    later = datetime(2026, 3, 3, 10)
    with pytest.raises(ValueRefused, match="cannot be moved to other days"):
        all_of_them(workday, MONDAY, later, later + AN_HOUR)
    assert all_of_them(workday, MONDAY, MONDAY + AN_HOUR, None).rules == workday.rules
