"""What the history tells of an event's times and alarms, in words."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from client.ui.forms.written import Habits
from client.ui.vehicles.field_words import flat_words
from garage.calendar.durations import Duration
from garage.calendar.rule_text import parse_rule
from garage.calendar.series import InstanceId
from garage.calendar.times import EventTimes
from garage.records.agenda_fields import Trigger
from garage.sync.merge import Json

CLUB = EventTimes(
    start=datetime(2026, 11, 19, 19, 30), end=datetime(2026, 11, 19, 22), zone="Europe/Berlin",
    rules=(parse_rule("FREQ=WEEKLY;INTERVAL=2"),), removed=(datetime(2026, 12, 3, 19, 30),),
)  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "name", "json", "words"),
    [
        ("event", "times", CLUB.to_json(),
         "Thu 19 November, 19:30 – 22:00 (Europe/Berlin), every 2 weeks on Thursday, "
         "without 1 day"),
        ("event", "times", EventTimes(start=date(2026, 11, 20)).to_json(), "Fri 20 November"),
        ("event", "recurrence", InstanceId(date(2026, 11, 20)).text, "Fri 20 November"),
        ("event", "categories", ["Car", "Work"], "Car, Work"),
        ("alarm", "trigger", Trigger(Duration.parse("-PT15M")).to_json(), "15 minutes before"),
    ],
)  # fmt: skip
def test_it_is_told_in_words(kind: str, name: str, json: Json, words: str, habits: Habits) -> None:
    assert flat_words(kind, name, json, habits.shown, str) == words
