"""The wall times of rules: as libical and dateutil have them, and where those are wrong, right."""

import time
from datetime import date, datetime, timedelta
from itertools import islice
from pathlib import Path

import pytest
from dateutil.rrule import rrulestr
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from garage.calendar.expand import wall_times
from garage.calendar.rule import Rule
from garage.calendar.rule_text import parse_rule
from garage.errors import ValueRefused
from tests.garage.calendar.making import STARTS, rules

CASES = Path(__file__).parents[2] / "data" / "calendar" / "recurrence.tsv"
FAR = datetime(9999, 1, 1)


def moment(text: str) -> datetime:
    """A time as the table has it."""
    return datetime.strptime(text, "%Y%m%dT%H%M%S" if "T" in text else "%Y%m%d")


def cases() -> list[list[str]]:
    """Lines of the table."""
    return [line.split("\t") for line in CASES.read_text("utf-8").splitlines()]


def end(rule: Rule) -> datetime:
    """Just after UNTIL, taken for wall time."""
    until = rule.until
    if until is None:
        return FAR
    wall = until if isinstance(until, datetime) else datetime(until.year, until.month, until.day)
    return wall.replace(tzinfo=None) + timedelta(seconds=1)


@pytest.mark.parametrize(
    ("text", "start", "since", "times"),
    [pytest.param(*case[1:], id=f"{case[0]} {case[1]} {case[3]}") for case in cases()],
)
def test_a_rule_comes_when_libical_and_dateutil_say(
    text: str, start: str, since: str, times: str
) -> None:
    rule, begin = parse_rule(text), moment(start)
    found = wall_times(rule, begin, moment(since) if since else begin, end(rule))
    assert list(found) == list(map(moment, times.split()))


# Walks that are long take long to shrink.
LAWS = settings(
    max_examples=15,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
LOOKED_AT = {"YEARLY": 1_500, "MONTHLY": 500, "WEEKLY": 100, "DAILY": 50}
OFTENER = {"HOURLY": 30, "MINUTELY": 3, "SECONDLY": 0.1}


def some_way(rule: Rule, start: datetime) -> datetime:
    """The end of a stretch that is worth looking at."""
    days = {**LOOKED_AT, **OFTENER}[rule.frequency]
    return start + timedelta(days=days * rule.interval)


@LAWS
@given(rules(tuple(LOOKED_AT)), STARTS, st.integers(0, 300))
def test_random_rules_entered_anywhere_agree_with_dateutil(
    rule: Rule, start: datetime, days: int
) -> None:
    # dateutil takes BYDAY=MO,1MO for the first Monday alone, and a week number for all its days.
    mixed = len({bool(day.nth) for day in rule.by_day}) > 1
    if mixed or (rule.by_week and not (rule.by_day or rule.by_year_day or rule.by_month_day)):
        return
    since = start + timedelta(days=days)
    before = since + timedelta(days=LOOKED_AT[rule.frequency])
    ours = list(islice(wall_times(rule, start, since, before), 200))
    theirs = rrulestr(f"{rule.text};UNTIL={before:%Y%m%dT%H%M%S}", dtstart=start)
    assert ours == list(islice((each for each in theirs if since <= each < before), 200))


@given(rules(), STARTS, st.integers(0, 20), st.integers(1, 40))
@LAWS
def test_entering_late_gives_what_walking_from_the_start_gives(
    rule: Rule, start: datetime, skipped: int, count: int
) -> None:
    before = some_way(rule, start)
    try:
        walked = list(islice(wall_times(rule, start, start, before), skipped + count))
    except ValueRefused:
        return
    if len(walked) > skipped:
        entered = islice(wall_times(rule, start, walked[skipped], before), len(walked) - skipped)
        assert list(entered) == walked[skipped:]


@given(rules(), STARTS, st.integers(1, 30))
@LAWS
def test_a_counted_rule_is_the_first_so_many_of_the_endless_one(
    rule: Rule, start: datetime, count: int
) -> None:
    counted = Rule(**{**vars(rule), "count": count})
    before = some_way(rule, start)
    try:
        endless = list(islice(wall_times(rule, start, start, before), count))
    except ValueRefused:
        return
    assert list(wall_times(counted, start, start, before)) == endless


def test_a_week_number_alone_takes_the_weekday_of_the_start() -> None:
    rule = parse_rule("FREQ=YEARLY;BYWEEKNO=20;COUNT=3")
    start = datetime(1997, 5, 12, 9)
    days = [each.date() for each in wall_times(rule, start, start)]
    assert days == [date(1997, 5, 12), date(1998, 5, 11), date(1999, 5, 17)]


def test_a_weekday_and_its_first_in_a_month_are_both_meant() -> None:
    rule = parse_rule("FREQ=MONTHLY;BYDAY=FR,1MO;COUNT=6")
    start = datetime(2026, 3, 1, 9)
    days = [each.day for each in wall_times(rule, start, start)]
    assert days == [2, 6, 13, 20, 27, 3]


def test_a_leap_second_is_the_last_of_its_minute() -> None:
    rule = parse_rule("FREQ=DAILY;BYSECOND=59,60;COUNT=2")
    start = datetime(2026, 3, 1, 9, 0, 59)
    assert [each.day for each in wall_times(rule, start, start)] == [1, 2]


def test_the_calendar_ends_with_year_9999() -> None:
    start = datetime(9998, 6, 1)
    assert len(list(wall_times(parse_rule("FREQ=YEARLY"), start, start))) == 2
    assert list(wall_times(parse_rule("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"), start, start)) == []


def test_a_rule_of_ten_years_ago_is_entered_where_it_is_asked_about() -> None:
    start, since = datetime(2016, 1, 1), datetime(2026, 3, 1)
    for text in ("FREQ=SECONDLY", "FREQ=MINUTELY;INTERVAL=7", "FREQ=DAILY;BYDAY=MO"):
        begun = time.thread_time()
        assert next(wall_times(parse_rule(text), start, since)) >= since
        assert time.thread_time() - begun < 0.5


def _to(first: int, last: int) -> str:
    return ",".join(map(str, range(first, last + 1)))


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=SECONDLY;INTERVAL=2;BYSECOND=1",
        "FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        # A year of seconds, to choose one from: it does not fit into memory.
        f"FREQ=YEARLY;BYMONTH={_to(1, 12)};BYMONTHDAY={_to(1, 31)};BYHOUR={_to(0, 23)};"
        f"BYMINUTE={_to(0, 59)};BYSECOND={_to(0, 59)};BYSETPOS=-1",
        f"FREQ=YEARLY;BYHOUR={_to(0, 23)};BYMINUTE={_to(0, 59)};BYSECOND={_to(0, 59)};BYSETPOS=1",
    ],
)
def test_a_rule_that_never_matches_is_refused_in_time(text: str) -> None:
    start = datetime(2026, 1, 1)
    begun = time.thread_time()
    with pytest.raises(ValueRefused) as refused:
        list(wall_times(parse_rule(text), start, start))
    assert refused.value.code == "rule_too_busy"
    assert "takes too long" in refused.value.message
    assert time.thread_time() - begun < 5


def test_a_count_beyond_reach_does_not_stop_a_window_near_the_start() -> None:
    rule = parse_rule("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR;COUNT=2000000000")
    start = datetime(2026, 1, 1)
    assert len(list(wall_times(rule, start, start, datetime(2026, 2, 1)))) == 22


@pytest.mark.parametrize(
    ("rule", "start", "times"),
    [
        ("FREQ=DAILY;COUNT=9999999", datetime(2026, 3, 2), 50),
        ("FREQ=HOURLY;COUNT=99999999", datetime(2026, 3, 2), 50),
        ("FREQ=DAILY;COUNT=3", datetime(9999, 12, 30), 2),
        ("FREQ=WEEKLY;COUNT=3", datetime(9999, 12, 30), 1),
        ("FREQ=SECONDLY;COUNT=5", datetime(9999, 12, 31, 23, 59, 57), 3),
        ("FREQ=MONTHLY;COUNT=3;BYMONTHDAY=1", datetime(1, 1, 1), 3),
        ("FREQ=WEEKLY;COUNT=3;BYDAY=MO", datetime(1, 1, 1), 3),
    ],
)
def test_a_counted_rule_stops_at_the_calendars_ends(rule: str, start: datetime, times: int) -> None:
    assert len([*islice(wall_times(parse_rule(rule), start, start), 50)]) == times
