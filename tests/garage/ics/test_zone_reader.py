"""What TZIDs of other programs mean."""

from datetime import datetime

import pytest

from garage.calendar.series import InstanceId
from garage.ics.importing import read_calendar
from garage.ics.zone_reader import ZoneBook, iana_name
from tests.garage.ics.making import calendar

OUTLOOK = """
BEGIN:VTIMEZONE
TZID:(UTC+01:00) Amsterdam\\, Berlin
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
"""


@pytest.mark.parametrize(
    ("tzid", "name"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("/freeassociation.sourceforge.net/Tzfile/Europe/Berlin", "Europe/Berlin"),
        (
            "/mozilla.org/20050126_1/America/Argentina/Buenos_Aires",
            "America/Argentina/Buenos_Aires",
        ),
        ("Pacific Standard Time", "America/Los_Angeles"),
        ("tzone://Microsoft/Utc", "UTC"),
        ("Z", "UTC"),
        ("Europe", ""),
        ("../../etc/passwd", ""),
        ("", ""),
        ("x" * 1_000, ""),
    ],
)
def test_a_name_is_found_in_what_programs_write(tzid: str, name: str) -> None:
    assert iana_name(tzid) == name


def test_an_offset_alone_is_a_zone_and_with_a_place_behind_it_a_guess() -> None:
    book = ZoneBook(fallback="Europe/Berlin")
    assert (book.zone("UTC+02:00").name, book.zone("UTC+02:00").doubt) == ("Etc/GMT-2", "")
    guess = book.zone("(UTC-05:00) Eastern Time")
    assert guess.name == "Etc/GMT+5"
    assert "is unknown: taken for Etc/GMT+5" in guess.doubt


def test_what_the_calendar_says_of_a_zone_counts_before_an_offset_in_its_name() -> None:
    book = ZoneBook.of(calendar(OUTLOOK))
    found = book.zone("(UTC+01:00) Amsterdam, Berlin")
    assert len(found.observances) == 2
    assert found.doubt == ""


def test_a_name_that_we_know_counts_before_what_the_calendar_says_of_it() -> None:
    wrong = OUTLOOK.replace("(UTC+01:00) Amsterdam\\, Berlin", "Europe/Berlin").replace("02", "09")
    assert ZoneBook.of(calendar(wrong)).zone("Europe/Berlin").observances == ()


def test_the_calendars_own_zone_is_the_last_resort() -> None:
    book = ZoneBook.of(calendar("X-WR-TIMEZONE:America/New_York"), "Europe/Berlin")
    assert book.zone("Nowhere").name == "America/New_York"
    broken = OUTLOOK.replace("TZOFFSETTO:+0100", "TZOFFSETTO:soon")
    book = ZoneBook.of(calendar(broken), "Europe/Berlin")
    assert book.zone("(UTC+01:00) Amsterdam, Berlin").doubt


def test_a_zone_that_changes_its_clocks_all_the_time_is_not_worked_out() -> None:
    part = (
        "BEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\n"
        "RRULE:FREQ=SECONDLY\nEND:STANDARD\n"
    )
    data = calendar(f"BEGIN:VTIMEZONE\nTZID:Mine\n{part * 400}END:VTIMEZONE")
    found = ZoneBook.of(data, "Europe/Paris").zone("Mine")
    assert (found.name, found.observances) == ("Europe/Paris", ())
    assert "is unknown" in found.doubt


FLOATING = "DTSTART:20260519T180000\nDTEND:20260519T193000\nRRULE:FREQ=WEEKLY\n"


@pytest.mark.parametrize(
    ("head", "beside", "zone"),
    [
        # As a rink writes it, and some write Windows' name.
        ("X-WR-TIMEZONE:Europe/Zurich", "DTSTART:20260520T180000Z", "Europe/Zurich"),
        ("X-WR-TIMEZONE:W. Europe Standard Time", "", "Europe/Berlin"),
        # What floats among times with a zone is meant to.
        ("X-WR-TIMEZONE:Europe/Zurich", "DTSTART;TZID=Europe/Zurich:20260520T180000", ""),
        ("X-WR-TIMEZONE:Europe/Zurich", 'DTSTART;tzid="Europe/Rome":20260520T180000', ""),
        ("X-WR-TIMEZONE:Nowhere", "", ""),
        ("", "", ""),
    ],
)
def test_times_of_a_calendar_that_names_a_zone_but_at_none_of_them_are_in_it(
    head: str, beside: str, zone: str
) -> None:
    listed = "EXDATE:20260526T180000\nRDATE:20260527T180000\n"
    one = f"BEGIN:VEVENT\nUID:a\n{FLOATING}{listed}END:VEVENT"
    moved = f"BEGIN:VEVENT\nUID:a\nRECURRENCE-ID:20260602T180000\n{FLOATING}END:VEVENT"
    day = "BEGIN:VEVENT\nUID:d\nDTSTART;VALUE=DATE:20260519\nEND:VEVENT"
    other = f"BEGIN:VEVENT\nUID:b\n{beside}\nEND:VEVENT" if beside else ""
    read = read_calendar(calendar(head, one, moved, day, other), "America/New_York")
    first, again, whole = (each.values for each in read.events[:3])
    assert (read.faults, read.refused) == ((), ())
    assert [each["times"].zone for each in (first, again, whole)] == [zone, zone, ""]
    times = first["times"]
    assert times.end == datetime(2026, 5, 19, 19, 30)
    assert times.removed == (datetime(2026, 5, 26, 18),)
    assert [each.start for each in times.added] == [datetime(2026, 5, 27, 18)]
    assert again["recurrence"] == InstanceId(datetime(2026, 6, 2, 18), zone)
