"""The calendars that recurring-ical-events is tested with: we find what it finds in them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import icalendar
import pytest
import recurring_ical_events

from garage.calendar.instances import Stretch
from garage.calendar.occurrences import Scheduled, occurrences
from garage.ics.importing import read_calendar

STRETCH = Stretch(datetime(2010, 1, 1, tzinfo=UTC), datetime(2030, 1, 1, tzinfo=UTC))

OTHERWISE = {
    # No rule of theirs: UNTL for UNTIL.
    "bad_rrule_missing_until_event.ics",
    # An end before the start: it begins when it says so (they swap the two).
    "end_before_start_event.ics", "issue_132_swapped_start_and_end.ics",
    # DTSTART is the first instance and counts, whatever its rule says (decision 8).
    "issue_117_until_before_dtstart.ics", "multiple_rrule.ics",
    # Whole days by DTSTART; a DTEND of another sort makes no midnight of them.
    "issue_201_mixed_datetime_and_date.ics",
    # An instance that its series has no more, of an older revision: kept rather than lost.
    "issue_253_additional_recurrence_id.ics",
    # UNTIL as a day takes the whole day in; they leave its last instance out.
    "issue_75_range_parameter.ics",
}  # fmt: skip
"""What we find otherwise, and why."""


FOLDER = Path(recurring_ical_events.__file__).parent / "test" / "calendars"


def theirs(path: Path) -> list[list[str]] | None:
    """Start and title of what it finds, without what was cancelled; None if it could not."""
    try:
        calendar = icalendar.Calendar.from_ical(path.read_bytes())
        events = recurring_ical_events.of(calendar).between(*STRETCH)
    except Exception:
        return None
    return sorted(
        [_start_of(each["DTSTART"].dt), str(each.get("SUMMARY", "")).strip()]
        for each in events
        if each.get("STATUS", "") != "CANCELLED"
    )


def _start_of(when: date) -> str:
    """In UTC, floating times taken for that; a day as a day."""
    if not isinstance(when, datetime):
        return when.isoformat()
    return f"{when.astimezone(UTC) if when.tzinfo else when:%Y-%m-%dT%H:%M:%S}"


def ours(path: Path) -> list[list[str]]:
    """The same of ours: start and title, without what was cancelled."""
    events = read_calendar(path.read_bytes(), "UTC").events
    scheduled = [
        Scheduled(
            str(place), each.values["times"], each.values.get("uid", ""), "",
            each.values.get("recurrence"), each.values.get("following", False),
            each.values.get("status") == "cancelled",
        )
        for place, each in enumerate(events)
    ]  # fmt: skip
    agenda = occurrences(scheduled, STRETCH, UTC)
    assert not agenda.refused
    return sorted(
        [
            each.first.isoformat() if each.all_day else f"{each.start:%Y-%m-%dT%H:%M:%S}",
            events[int(each.event)].values.get("title", ""),
        ]
        for each in agenda.occurrences
    )


@pytest.mark.slow
def test_every_calendar_of_its_tests_has_the_same_occurrences() -> None:
    otherwise: set[str] = set()
    calendars = sorted(FOLDER.glob("*.ics"))
    seen = 0
    for path in calendars:
        found = ours(path)
        if found == theirs(path):
            seen += len(found)
        else:
            otherwise.add(path.name)
    assert otherwise == OTHERWISE
    assert len(calendars) > 80
    assert seen > 10_000
