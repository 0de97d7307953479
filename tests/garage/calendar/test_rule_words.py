"""Rules in plain words, and how they sound in another language."""

from datetime import date, datetime

import pytest

from garage.calendar.rule_text import parse_rule
from garage.calendar.rule_words import rule_words
from garage.words import in_words

START = datetime(2026, 3, 27, 10)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=DAILY", "every day"),
        ("FREQ=DAILY;INTERVAL=3", "every 3 days"),
        ("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", "every weekday"),
        ("FREQ=WEEKLY", "every week on Friday"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU", "every day"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR,MO,WE", "every 2 weeks on Monday, Wednesday and Friday"),
        ("FREQ=MONTHLY", "every month on day 27"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "every month on the last day"),
        ("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1,15", "every 3 months on day 1 and day 15"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "every month on the last Friday"),
        ("FREQ=MONTHLY;BYDAY=TU;BYSETPOS=2", "every month on the second Tuesday"),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "every month on the last workday"),
        ("FREQ=YEARLY", "every year on 27 March"),
        ("FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "every year on the last Sunday of October"),
        ("FREQ=YEARLY;INTERVAL=2;COUNT=4", "every 2 years on 27 March, 4 times"),
        ("FREQ=DAILY;COUNT=1", "every day, once"),
        ("FREQ=DAILY;UNTIL=20261231T225959Z", "every day, until 2026-12-31"),
        ("FREQ=HOURLY;INTERVAL=6", "every 6 hours"),
        ("FREQ=YEARLY;BYWEEKNO=20", "by the rule FREQ=YEARLY;BYWEEKNO=20"),
        ("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "by the rule FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR"),
    ],
)
def test_a_rule_is_told_in_plain_words(rule: str, words: str) -> None:
    assert rule_words(parse_rule(rule), START) == words


def test_days_are_written_as_the_person_has_them() -> None:
    rule = parse_rule("FREQ=DAILY;UNTIL=20261231")
    assert rule_words(rule, START, lambda day: f"{day:%d.%m.%Y}") == "every day, until 31.12.2026"


GERMAN = {
    "{how}, until {day}": "{how}, bis {day}",
    "every {n} weeks on {days}": "alle {n} Wochen am {days}",
    "{first} and {last}": "{first} und {last}",
    "Monday": "Montag",
    "Friday": "Freitag",
}


def test_the_words_are_translated_whole() -> None:
    rule = parse_rule("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR;UNTIL=20261231")
    told = rule_words(rule, START, date.isoformat)
    german = in_words(told, lambda text: GERMAN.get(text, text))
    assert german == "alle 2 Wochen am Montag und Freitag, bis 2026-12-31"
