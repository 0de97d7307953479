"""Rules as the builder shows them: nothing is lost on the way there and back."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from client.ui.calendar.rule_pattern import Pattern, pattern_of, usual_rules
from garage.calendar.rule import Rule
from garage.calendar.rule_text import parse_rule
from garage.calendar.rule_words import rule_words

START = datetime(2026, 11, 19, 8, 30)
"""A Thursday, the third of its month."""


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=DAILY;INTERVAL=3",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR",
        "FREQ=MONTHLY;BYMONTHDAY=1,15",
        "FREQ=MONTHLY;BYMONTHDAY=-1",
        "FREQ=MONTHLY;BYDAY=-1FR",
        "FREQ=MONTHLY;COUNT=5;INTERVAL=2;BYDAY=3TH",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
        "FREQ=YEARLY;UNTIL=20301231;BYMONTH=3,10;BYDAY=-1SU",
        "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=19",
    ],
)
def test_what_can_be_built_comes_back_as_it_was(text: str) -> None:
    rule = parse_rule(text)
    pattern = pattern_of(rule, START)
    assert pattern is not None
    assert pattern.rule == rule


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=TH"),
        ("FREQ=MONTHLY", "FREQ=MONTHLY;BYMONTHDAY=19"),
        ("FREQ=YEARLY", "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=19"),
        ("FREQ=MONTHLY;BYDAY=TH;BYSETPOS=3", "FREQ=MONTHLY;BYDAY=3TH"),
    ],
)
def test_what_the_start_says_anyway_is_shown(text: str, days: str) -> None:
    pattern = pattern_of(parse_rule(text), START)
    assert pattern is not None
    assert pattern.rule.text == days


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=HOURLY",
        "FREQ=YEARLY;BYWEEKNO=20",
        "FREQ=MONTHLY;BYDAY=1MO,3MO",
        "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
        "FREQ=DAILY;BYHOUR=8,20",
        "FREQ=DAILY;BYMONTH=1",
        "FREQ=WEEKLY;INTERVAL=2;WKST=SU",
        "FREQ=YEARLY;BYDAY=20MO",
        "RSCALE=GREGORIAN;FREQ=MONTHLY;BYMONTHDAY=31;SKIP=FORWARD",
    ],
)
def test_what_would_lose_a_part_is_not_built(text: str) -> None:
    assert pattern_of(parse_rule(text), START) is None


def test_the_usual_rules_all_have_plain_words() -> None:
    words = [rule_words(rule, START) for rule in usual_rules(START)]
    assert words == [
        "every day",
        "every weekday",
        "every week on Thursday",
        "every 2 weeks on Thursday",
        "every month on day 19",
        "every month on the third Thursday",
        "every year on 19 November",
    ]


def test_the_last_thursday_is_offered_where_it_is_one() -> None:
    rules = usual_rules(date(2026, 11, 26))
    assert Rule(frequency="MONTHLY", by_day=parse_rule("FREQ=MONTHLY;BYDAY=-1TH").by_day) in rules


def test_an_end_is_written_only_where_it_is_chosen() -> None:
    assert Pattern.of_start(START, "DAILY").rule.text == "FREQ=DAILY"


_DAYS = st.lists(st.integers(1, 28) | st.just(-1), min_size=1, max_size=4, unique=True).map(tuple)


@given(
    st.builds(
        Pattern,
        frequency=st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]),
        interval=st.integers(1, 1000),
        weekdays=st.lists(st.integers(0, 6), min_size=1, unique=True).map(tuple),
        month_days=_DAYS,
        nth=st.sampled_from([0, 1, 2, 3, 4, 5, -1]),
        weekday=st.integers(0, 6),
        months=st.lists(st.integers(1, 12), min_size=1, unique=True).map(tuple),
        ends=st.sampled_from(["never", "on", "after"]),
        until=st.dates(date(2026, 11, 19), date(2100, 1, 1)),
        count=st.integers(1, 1000),
    )
)
def test_whatever_is_built_can_be_built_again(pattern: Pattern) -> None:
    again = pattern_of(pattern.rule, START)
    assert again is not None
    assert again.rule == pattern.rule
