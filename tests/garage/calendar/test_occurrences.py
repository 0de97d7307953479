"""Occurrences of many events, for views."""

import time
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from garage.calendar.occurrences import (
    Occurrence,
    Scheduled,
    days_stretch,
    next_occurrences,
    occurrences,
)
from garage.calendar.rule_text import parse_rule
from garage.calendar.series import InstanceId
from garage.calendar.times import EventTimes

BERLIN = ZoneInfo("Europe/Berlin")
MARCH = days_stretch(date(2026, 3, 1), date(2026, 3, 31), BERLIN)


def scheduled(id_: str, start: date, hours: int = 1, rule: str = "", **fields: object) -> Scheduled:
    """An event in Berlin, or of a day."""
    end = start + timedelta(hours=hours) if isinstance(start, datetime) else None
    zone = "Europe/Berlin" if isinstance(start, datetime) else ""
    rules = (parse_rule(rule),) if rule else ()
    times = EventTimes(start=start, end=end, zone=zone, rules=rules)
    return Scheduled(id_, times, uid=f"u-{id_}", **fields)  # type: ignore[arg-type]  # fields


def march(*events: Scheduled) -> list[Occurrence]:
    """What there is in March."""
    return list(occurrences(events, MARCH, BERLIN).occurrences)


def test_all_that_touches_the_month_is_found_by_start_and_the_longer_first() -> None:
    found = march(
        scheduled("short", datetime(2026, 3, 5, 10)),
        scheduled("long", datetime(2026, 3, 5, 10), hours=5),
        scheduled("night", datetime(2026, 2, 28, 23), hours=3),
        scheduled("before", datetime(2026, 2, 28, 23), hours=1),
        scheduled("day", date(2026, 3, 31)),
        scheduled("after", date(2026, 4, 1)),
    )
    assert [each.event for each in found] == ["night", "long", "short", "day"]
    assert (found[0].first, found[0].last, found[0].days) == (
        date(2026, 2, 28),
        date(2026, 3, 1),
        2,
    )
    assert (found[3].first, found[3].last, found[3].all_day) == (
        date(2026, 3, 31),
        date(2026, 3, 31),
        True,
    )


def test_what_ends_at_midnight_does_not_touch_the_next_day() -> None:
    (found,) = march(scheduled("late", datetime(2026, 3, 5, 20), hours=4))
    assert found.last == date(2026, 3, 5)


def test_overrides_are_joined_to_their_series_by_calendar_and_identifier() -> None:
    series = scheduled("series", datetime(2026, 3, 2, 10), rule="FREQ=WEEKLY;COUNT=3", calendar="c")
    at = InstanceId(datetime(2026, 3, 9, 10), "Europe/Berlin")
    moved = Scheduled(
        "moved", EventTimes(start=datetime(2026, 3, 10, 12), zone="Europe/Berlin"),
        uid="u-series", calendar="c", recurrence=at,
    )  # fmt: skip
    found = march(moved, series)
    assert [(each.event, each.series, each.start.day) for each in found] == [
        ("series", "series", 2), ("moved", "series", 10), ("series", "series", 16),
    ]  # fmt: skip
    assert found[1].at == at
    elsewhere = march(series, Scheduled(**{**vars_of(moved), "calendar": "other"}))
    assert len(elsewhere) == 4


def vars_of(event: Scheduled) -> dict[str, object]:
    """Its fields."""
    return {name: getattr(event, name) for name in event.__slots__}


def test_a_cancelled_series_is_not_there() -> None:
    assert march(scheduled("off", datetime(2026, 3, 2, 10), cancelled=True)) == []


def test_a_rule_that_is_too_much_does_not_take_the_others_away() -> None:
    agenda = occurrences(
        [scheduled("busy", datetime(2026, 3, 1), rule="FREQ=SECONDLY"),
         scheduled("good", datetime(2026, 3, 5, 10))],
        MARCH, BERLIN,
    )  # fmt: skip
    assert [each.event for each in agenda.occurrences] == ["good"]
    ((event, why),) = agenda.refused
    assert (event, "takes too long" in why) == ("busy", True)


def test_the_next_dates_are_found_however_far_apart() -> None:
    yearly = scheduled("leap", datetime(2024, 2, 29, 9), rule="FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29")
    found = next_occurrences(yearly, datetime(2026, 3, 1, tzinfo=BERLIN), 3, BERLIN)
    assert [each.first.year for each in found] == [2028, 2032, 2036]
    daily = scheduled("daily", datetime(2026, 1, 1, 9), rule="FREQ=DAILY")
    found = next_occurrences(daily, datetime(2026, 3, 1, tzinfo=BERLIN), 5, BERLIN)
    assert [each.first.day for each in found] == [1, 2, 3, 4, 5]


def test_a_month_of_a_thousand_old_series_is_quick() -> None:
    rules = ["FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,TH", "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=YEARLY",
             "FREQ=WEEKLY;INTERVAL=2;COUNT=500"]  # fmt: skip
    events = [
        scheduled(str(n), datetime(2016, 1, 1 + n % 28, n % 24), rule=rules[n % 5])
        for n in range(1_000)
    ]
    march(*events)
    begun = time.thread_time()
    assert len(march(*events)) > 5_000
    assert time.thread_time() - begun < 2
