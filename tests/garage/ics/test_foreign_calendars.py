"""The calendars that icalendar is tested with, broken ones too: each event comes back the same."""

from contextlib import suppress
from pathlib import Path

import icalendar
import pytest

from garage.errors import ValueRefused
from garage.ics.calendar_writer import calendar_text
from garage.ics.importing import plan_import, read_calendar
from tests.garage.ics.making import events, read, starts, vevent

CALENDARS = sorted((Path(icalendar.__file__).parent / "tests" / "calendars").glob("*.ics"))


@pytest.mark.skipif(not CALENDARS, reason="icalendar came without its tests")
def test_every_event_of_foreign_calendars_comes_back_the_same() -> None:
    seen = 0
    for path in CALENDARS:
        full = []
        # Some of them are parts that are no calendar.
        with suppress(ValueRefused):
            full = events(read_calendar(path.read_bytes(), "Europe/Berlin"))
        for each in full:
            again = read_calendar(calendar_text([each]).encode(), "Europe/Berlin")
            plan = plan_import(again, [each.event])
            assert plan.unchanged == (each.event.id,), path.name
            (back,) = events(again)
            assert list(back.attendees) == list(each.attendees), path.name
            assert list(back.alarms) == list(each.alarms), path.name
            seen += 1
    assert seen > 50


def test_an_empty_rule_and_a_count_below_zero_lose_no_event() -> None:
    # As calendarlabs.com and Confluence write them.
    once = read(vevent("DTSTART:20260301", "RRULE:"))
    assert starts(events(once)[0].event) == ["02-28 23:00"]
    rule = "RRULE:FREQ=WEEKLY;UNTIL=20260331;COUNT=-1;INTERVAL=2;BYDAY=MO"
    weekly = read(vevent("DTSTART;VALUE=DATE:20260302", rule), zone="UTC")
    assert len(starts(events(weekly)[0].event)) == 3
    for found in (once, weekly):
        assert not found.refused
        assert [fault.line for fault in found.faults] == [8]
