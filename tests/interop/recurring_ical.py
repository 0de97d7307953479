"""Run by the Python that has recurring-ical-events: what it finds in each calendar of its tests.

Standard output is JSON: file → [[start, title, status], …], or why it could not; the first line is
the folder of the calendars.
"""

import datetime
import json
import sys
from pathlib import Path
from typing import Any

import icalendar
import recurring_ical_events

FIRST, LAST = (datetime.datetime(year, 1, 1, tzinfo=datetime.UTC) for year in (2010, 2030))


def start_of(when: datetime.date) -> str:
    """In UTC, floating times taken for that; a day as a day."""
    if not isinstance(when, datetime.datetime):
        return when.isoformat()
    return f"{when.astimezone(datetime.UTC) if when.tzinfo else when:%Y-%m-%dT%H:%M:%S}"


def found_in(path: Path) -> Any:
    """The occurrences between two years."""
    try:
        calendar = icalendar.Calendar.from_ical(path.read_bytes())
        events = recurring_ical_events.of(calendar).between(FIRST, LAST)
    except Exception as error:
        return repr(error)
    return [
        [start_of(each["DTSTART"].dt), str(each.get("SUMMARY", "")), str(each.get("STATUS", ""))]
        for each in events
    ]


if __name__ == "__main__":
    folder = Path(recurring_ical_events.__file__).parent / "test" / "calendars"
    said = {path.name: found_in(path) for path in sorted(folder.glob("*.ics"))}
    json.dump({"folder": str(folder), "found": said}, sys.stdout)
