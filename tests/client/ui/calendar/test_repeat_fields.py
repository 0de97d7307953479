"""How an event comes again: the usual ways, an own rule, its words and its next five dates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from pytestqt.qtbot import QtBot

from client.ui.calendar.repeat_fields import RepeatFields
from client.ui.forms.written import Habits
from garage.calendar.rule_text import parse_rule
from garage.calendar.times import EventTimes

ONCE = EventTimes(
    start=datetime(2026, 11, 19, 8, 30), end=datetime(2026, 11, 19, 10), zone="Europe/Berlin"
)


def _fields(qtbot: QtBot, habits: Habits, *rules: str) -> RepeatFields:
    made = RepeatFields(habits, replace(ONCE, rules=tuple(map(parse_rule, rules))))
    qtbot.addWidget(made)
    made.show()
    return made


def _choose(fields: RepeatFields, words: str) -> None:
    at = fields.choice.findText(words)
    assert at >= 0, words
    fields.choice.setCurrentIndex(at)
    fields.choice.activated.emit(at)


def test_what_comes_once_has_no_dates_ahead(qtbot: QtBot, habits: Habits) -> None:
    fields = _fields(qtbot, habits)
    assert fields.choice.currentText() == "Does not repeat"
    assert fields.rules == ()
    assert not fields.dates.isVisible()


def test_the_usual_ways_are_in_plain_words(qtbot: QtBot, habits: Habits) -> None:
    fields = _fields(qtbot, habits)
    _choose(fields, "Every month on the third Thursday")
    assert [rule.text for rule in fields.rules] == ["FREQ=MONTHLY;BYDAY=3TH"]
    assert fields.dates.text() == (
        "Next: Thu 19 Nov, Thu 17 Dec, Thu 21 Jan, Thu 18 Feb, Thu 18 Mar"
    )


def test_an_own_rule_is_built_and_told_in_words(qtbot: QtBot, habits: Habits) -> None:
    fields = _fields(qtbot, habits)
    _choose(fields, "In another way…")
    builder = fields.builder
    builder.interval.line.setText("3")
    builder.interval.edited.emit("3")
    builder.weekday_row.boxes[0].click()
    builder.ends.show_value("after")
    builder.ends.activated.emit(2)
    builder.count.line.setText("4")
    builder.count.edited.emit("4")
    assert [rule.text for rule in fields.rules] == ["FREQ=WEEKLY;COUNT=4;INTERVAL=3;BYDAY=MO,TH"]
    assert fields.words.text() == "Every 3 weeks on Monday and Thursday, 4 times."
    assert fields.dates.text() == "Next: Thu 19 Nov, Mon 7 Dec, Thu 10 Dec, Mon 28 Dec"


def test_a_wrong_number_is_told_at_its_field(qtbot: QtBot, habits: Habits) -> None:
    fields = _fields(qtbot, habits, "FREQ=WEEKLY;INTERVAL=3;BYDAY=TH")
    builder = fields.builder
    builder.interval.line.setText("often")
    builder.interval.edited.emit("often")
    assert builder.interval.error
    assert not fields.check()
    assert fields.is_changed


def test_days_of_a_month_are_typed_with_commas(qtbot: QtBot, habits: Habits) -> None:
    fields = _fields(qtbot, habits, "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=1,-1")
    builder = fields.builder
    assert builder.days.text() == "1, last"
    builder.days.line.setText("1, 15, last")
    builder.days.edited.emit("")
    assert fields.rules[0].by_month_day == (-1, 1, 15)
    builder.days.line.setText("1, 40")
    builder.days.edited.emit("")
    assert builder.days.error


def test_no_weekday_at_all_is_told(qtbot: QtBot, habits: Habits) -> None:
    fields = _fields(qtbot, habits, "FREQ=WEEKLY;INTERVAL=3;BYDAY=TH")
    fields.builder.weekday_row.boxes[3].click()
    assert not fields.check()


@pytest.mark.parametrize(
    "rule", ["FREQ=HOURLY;INTERVAL=6", "FREQ=YEARLY;BYWEEKNO=20", "FREQ=MONTHLY;BYDAY=1MO,3MO"]
)
def test_a_rule_that_cannot_be_built_is_kept(qtbot: QtBot, habits: Habits, rule: str) -> None:
    fields = _fields(qtbot, habits, rule)
    assert [each.text for each in fields.rules] == [parse_rule(rule).text]
    assert fields.words.text()
    assert not fields.is_changed


def test_two_rules_are_kept(qtbot: QtBot, habits: Habits) -> None:
    fields = _fields(qtbot, habits, "FREQ=WEEKLY;BYDAY=TH", "FREQ=MONTHLY;BYMONTHDAY=1")
    assert len(fields.rules) == 2
    assert not fields.is_changed


def test_a_rule_that_was_just_chosen_follows_the_start(qtbot: QtBot, habits: Habits) -> None:
    fields = _fields(qtbot, habits)
    _choose(fields, "Every week on Thursday")
    fields.set_times(replace(ONCE, start=datetime(2026, 11, 20, 8, 30), end=None))
    assert [rule.text for rule in fields.rules] == ["FREQ=WEEKLY;BYDAY=FR"]
    assert fields.choice.currentText() == "Every week on Friday"


def test_a_rule_that_never_comes_again_says_what_is_left(qtbot: QtBot, habits: Habits) -> None:
    fields = _fields(qtbot, habits, "FREQ=WEEKLY;INTERVAL=2;COUNT=1;BYDAY=TH")
    assert fields.dates.text() == "Next: Thu 19 Nov"


def test_whole_days_repeat_too(qtbot: QtBot, habits: Habits) -> None:
    times = EventTimes(start=date(2026, 11, 30), rules=(parse_rule("FREQ=MONTHLY;BYMONTHDAY=30"),))
    made = RepeatFields(habits, times)
    qtbot.addWidget(made)
    assert made.dates.text().startswith("Next: Mon 30 Nov, Wed 30 Dec, Sat 30 Jan, Tue 30 Mar")
