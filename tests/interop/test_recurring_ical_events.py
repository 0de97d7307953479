"""The calendars that recurring-ical-events is tested with: we find what it finds in them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from garage.calendar.instances import Stretch
from garage.calendar.occurrences import Scheduled, occurrences
from garage.ics.importing import read_calendar
from tests.interop.conftest import missing

PACKAGE = "recurring-ical-events>=3.8,<4"
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
    # Floating times stay so; they take X-WR-TIMEZONE for a zone.
    "issue_86_x_wr_timezone_without_time_zone_in_dt.ics",
}  # fmt: skip
"""What we find otherwise, and why."""


@pytest.fixture(scope="session")
def theirs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What it finds, from the Python that RECURRING_ICAL names, or a venv of the tests."""
    python = os.environ.get("RECURRING_ICAL", "")
    if not python:
        place = tmp_path_factory.mktemp("recurring_ical")
        made = subprocess.run(
            [sys.executable, "-m", "venv", str(place)], capture_output=True, text=True, check=False
        )
        python = str(place / "bin" / "python")
        if not made.returncode:
            made = subprocess.run(
                [python, "-m", "pip", "install", "--quiet", PACKAGE],
                capture_output=True, text=True, timeout=300, check=False,
            )  # fmt: skip
        if made.returncode:
            missing(f"recurring-ical-events could not be installed: {made.stderr[-200:]}")
    script = str(Path(__file__).parent / "recurring_ical.py")
    done = subprocess.run([python, script], capture_output=True, text=True, timeout=300, check=True)
    said: dict[str, Any] = json.loads(done.stdout)
    return said


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
def test_every_calendar_of_its_tests_has_the_same_occurrences(theirs: dict[str, Any]) -> None:
    folder = Path(theirs["folder"])
    otherwise: set[str] = set()
    seen = 0
    for name, said in theirs["found"].items():
        found = ours(folder / name)
        shown = [] if isinstance(said, str) else said
        wanted = sorted([at, title.strip()] for at, title, status in shown if status != "CANCELLED")
        if isinstance(said, str) or found != wanted:
            otherwise.add(name)
        else:
            seen += len(found)
    assert otherwise <= OTHERWISE
    assert len(theirs["found"]) > 80
    assert seen > 10_000
