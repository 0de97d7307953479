"""Rules as text: what is read, how it is written, and what is refused with which words."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given

from garage.calendar.rule import NthDay, Rule
from garage.calendar.rule_text import parse_rule
from garage.errors import ValueRefused
from tests.garage.calendar.making import rules


def test_a_rule_is_read_into_its_parts() -> None:
    rule = parse_rule("FREQ=MONTHLY;INTERVAL=2;BYDAY=-1FR,MO;BYSETPOS=1,-1;COUNT=5;WKST=SU")
    assert rule == Rule(
        frequency="MONTHLY",
        interval=2,
        count=5,
        by_day=(NthDay(0), NthDay(4, -1)),
        positions=(-1, 1),
        week_start=6,
    )


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("freq=daily", "FREQ=DAILY"),
        ("RRULE:FREQ=DAILY;INTERVAL=1;WKST=MO", "FREQ=DAILY"),
        ("FREQ=WEEKLY;COUNT=2;BYDAY=MO;", "FREQ=WEEKLY;COUNT=2;BYDAY=MO"),
        ("BYDAY=FR,MO,FR;FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=MO,FR"),
        ("FREQ=MONTHLY;BYDAY=+2TU", "FREQ=MONTHLY;BYDAY=2TU"),
        ("SKIP=FORWARD;RSCALE=GREGORIAN;FREQ=MONTHLY",
         "RSCALE=GREGORIAN;FREQ=MONTHLY;SKIP=FORWARD"),
        ("FREQ=DAILY;UNTIL=20260303", "FREQ=DAILY;UNTIL=20260303"),
        ("FREQ=DAILY;UNTIL=20260303T235960Z", "FREQ=DAILY;UNTIL=20260303T235959Z"),
    ],
)  # fmt: skip
def test_a_rule_has_one_canonical_text(written: str, canonical: str) -> None:
    assert parse_rule(written).text == canonical


@given(rules())
def test_the_canonical_text_reads_back_as_the_same_rule(rule: Rule) -> None:
    assert parse_rule(rule.text) == rule


def test_an_end_is_a_day_a_wall_time_or_a_time_in_utc() -> None:
    assert parse_rule("FREQ=DAILY;UNTIL=20260303").until == date(2026, 3, 3)
    assert parse_rule("FREQ=DAILY;UNTIL=20260303T100000").until == datetime(2026, 3, 3, 10)
    in_utc = datetime(2026, 3, 3, 10, tzinfo=UTC)
    assert parse_rule("FREQ=DAILY;UNTIL=20260303T100000Z").until == in_utc


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "'' is no part of a rule"),
        ("COUNT=3", "does not say how often"),
        ("FREQ=FORTNIGHTLY", "'FORTNIGHTLY' is no frequency"),
        ("FREQ=DAILY;COUNT=2;UNTIL=20260101", "not both"),
        ("FREQ=DAILY;COUNT=0", "COUNT=0 is out of range"),
        ("FREQ=DAILY;INTERVAL=0", "INTERVAL=0 is out of range"),
        ("FREQ=DAILY;INTERVAL=x", "INTERVAL=X is no whole number"),
        ("FREQ=YEARLY;BYMONTH=13", "BYMONTH=13 is out of range; use 1 to 12"),
        ("FREQ=YEARLY;BYMONTHDAY=0", "BYMONTHDAY=0 is out of range; use -31 to 31 without 0"),
        ("FREQ=MONTHLY;BYDAY=0MO", "BYDAY=0MO is no weekday"),
        ("FREQ=WEEKLY;BYDAY=1MO", "only months and years have a first or a last weekday"),
        ("FREQ=DAILY;BYYEARDAY=1", "BYYEARDAY does not go with FREQ=DAILY"),
        ("FREQ=MONTHLY;BYWEEKNO=1", "BYWEEKNO does not go with FREQ=MONTHLY"),
        ("FREQ=WEEKLY;BYMONTHDAY=1", "BYMONTHDAY does not go with FREQ=WEEKLY"),
        ("FREQ=DAILY;BYSETPOS=1", "BYSETPOS has nothing to choose from"),
        ("FREQ=DAILY;BYEASTER=0", "'BYEASTER' is no part of a rule"),
        ("FREQ=DAILY;FREQ=WEEKLY", "FREQ is said twice"),
        ("FREQ=DAILY;UNTIL=20260230", "UNTIL=20260230 is no date"),
        ("FREQ=DAILY;SKIP=FORWARD", "SKIP needs RSCALE"),
        ("RSCALE=CHINESE;FREQ=YEARLY", "rules of the calendar CHINESE are not supported"),
        ("FREQ=DAILY;WKST=XX", "'XX' is no weekday"),
        ("FREQ=DAILY;BYHOUR=" + "1," * 2_000, "the rule is too long"),
    ],
)
def test_a_wrong_rule_is_refused_with_words_that_say_what(text: str, words: str) -> None:
    with pytest.raises(ValueRefused) as refused:
        parse_rule(text)
    assert words in str(refused.value)
    assert refused.value.code == "bad_rule"
