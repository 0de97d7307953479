"""What the list and the timeline show in their tests: two vehicles, two calendars, five entries."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from client.operations.agenda import CalendarShown
from client.ui.calendar.calendar_view import Surroundings
from tests.client.ui.calendar.entries import at, timed, whole

TRAILER = whole("Karl has the trailer", 16, 19, calendar="trips", vehicle="t")
REVIEW = timed("Review", 18, "09:30", "11:00", calendar="work")
INSPECTION = timed(
    "Inspection", 19, "08:30", "10:00", calendar="trips", place="TÜV Süd", vehicle="o"
)
NIGHT = replace(
    timed("Night drive", 24, "22:00", "23:00", calendar="trips", vehicle="o"), end=at(25, "03:00")
)
FAR = replace(
    whole("Christmas", 1, 1, calendar="trips"), start=date(2026, 12, 24), end=date(2026, 12, 27)
)
ENTRIES = (TRAILER, REVIEW, INSPECTION, NIGHT, FAR)

AROUND = Surroundings(
    {
        "trips": CalendarShown("trips", "Trips", "seagreen", "events", True, True, ""),
        "work": CalendarShown("work", "Work", "slategray", "events", True, False, "Read only"),
    },
    {"o": "Octavia", "t": "Trailer"},
)
