"""When an event is, as it is typed: the end moves along, wrong times are told in their place."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from pytestqt.qtbot import QtBot

from client.ui.calendar.clock_editor import read_clock
from client.ui.calendar.times_fields import TimesFields
from client.ui.forms.written import Habits
from garage.calendar.durations import Duration
from garage.calendar.rule import Rule
from garage.calendar.times import EventTimes

INSPECTION = EventTimes(
    start=datetime(2026, 11, 19, 8, 30), end=datetime(2026, 11, 19, 10), zone="Europe/Berlin"
)


@pytest.fixture
def fields(qtbot: QtBot, habits: Habits) -> TimesFields:
    made = TimesFields(habits, INSPECTION)
    qtbot.addWidget(made)
    made.show()
    return made


def _type(fields: TimesFields, name: str, text: str) -> None:
    editor = getattr(fields, name)
    editor.setText(text)
    editor.left.emit()


def test_what_nobody_touched_comes_back_as_it_was(qtbot: QtBot, habits: Habits) -> None:
    times = EventTimes(
        start=datetime(2026, 11, 19, 8, 30), duration=Duration(seconds=5400), zone="Europe/Berlin"
    )
    made = TimesFields(habits, times)
    qtbot.addWidget(made)
    assert made.times() == times
    assert not made.is_changed


def test_the_end_moves_with_the_start(fields: TimesFields) -> None:
    _type(fields, "starts", "20 Nov")
    _type(fields, "from_time", "14")
    assert fields.times().start == datetime(2026, 11, 20, 14)
    assert fields.times().end == datetime(2026, 11, 20, 15, 30)


def test_an_end_that_is_earlier_is_of_the_next_day(fields: TimesFields) -> None:
    _type(fields, "from_time", "22:00")
    _type(fields, "to_time", "1:00")
    assert fields.times().end == datetime(2026, 11, 20, 1)


def test_whole_days_end_with_the_last_one_that_is_typed(fields: TimesFields) -> None:
    fields.all_day.click()
    _type(fields, "ends", "21 Nov")
    times = fields.times()
    assert (times.start, times.end) == (date(2026, 11, 19), date(2026, 11, 22))
    assert times.zone == ""


def test_a_day_of_whole_days_can_get_a_time(qtbot: QtBot, habits: Habits) -> None:
    made = TimesFields(habits, EventTimes(start=date(2026, 11, 19)))
    qtbot.addWidget(made)
    made.all_day.click()
    times = made.times()
    assert times.start == datetime(2026, 11, 19, 9)
    assert times.end == datetime(2026, 11, 19, 10)
    assert times.zone == "Europe/Berlin"


def test_what_ends_before_it_starts_is_told_at_the_end(fields: TimesFields) -> None:
    _type(fields, "ends", "17 Nov")
    assert not fields.check()
    assert "ends before it starts" in fields.fields["ends"].error


def test_a_time_that_is_none_is_told_in_its_place(fields: TimesFields) -> None:
    _type(fields, "from_time", "half past")
    assert not fields.check()
    assert fields.fields["from_time"].error


def test_another_zone_is_shown_with_when_that_is_here(qtbot: QtBot, habits: Habits) -> None:
    made = TimesFields(
        habits,
        EventTimes(
            start=datetime(2026, 11, 19, 8, 30), end=datetime(2026, 11, 19, 10),
            zone="America/New_York",
        ),
    )  # fmt: skip
    qtbot.addWidget(made)
    made.show()
    assert made.zone.isVisible()
    assert made.elsewhere.text() == "Here that is Thu 19 November, 14:30 – 16:00."


def test_the_persons_own_zone_stays_out_of_the_way(fields: TimesFields) -> None:
    assert not fields.zone.isVisible()
    fields.zone_link.click()
    fields.set_zones(["Asia/Tokyo"])
    fields.zone.show_text("Tokyo")
    fields.zone.left.emit()
    assert fields.times().zone == "Asia/Tokyo"


def test_an_unknown_zone_is_told(fields: TimesFields) -> None:
    fields.zone_link.click()
    fields.zone.show_text("Europe/Atlantis")
    assert not fields.check()
    assert fields.fields["zone"].error


def test_rules_are_not_of_the_times(qtbot: QtBot, habits: Habits) -> None:
    series = EventTimes(start=date(2026, 11, 19), rules=(Rule(frequency="DAILY"),))
    made = TimesFields(habits, series)
    qtbot.addWidget(made)
    assert made.times().rules == ()


@pytest.mark.parametrize(
    ("text", "clock"),
    [("8", time(8)), ("830", time(8, 30)), ("0830", time(8, 30)), ("8:30", time(8, 30)),
     ("2:30 pm", time(14, 30)), ("9 Uhr", time(9)), ("24:00", time(0))],
)  # fmt: skip
def test_times_are_read_as_people_type_them(text: str, clock: time) -> None:
    assert read_clock(text) == clock


def test_the_length_follows_the_end(fields: TimesFields) -> None:
    _type(fields, "to_time", "9:00")
    _type(fields, "from_time", "10:00")
    times = fields.times()
    assert isinstance(times.end, datetime)
    assert times.end - times.start == timedelta(minutes=30)
