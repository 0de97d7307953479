"""The calendar on the command line: agenda, events in words, calendar files in and out."""

import io
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from tests.client.cli.running import Paddock

CLUB = dedent("""\
    BEGIN:VCALENDAR
    VERSION:2.0
    PRODID:-//club//EN
    X-WR-CALNAME:Beetle club
    BEGIN:VEVENT
    UID:evening@club
    DTSTAMP:20260101T100000Z
    SUMMARY:Club evening
    LOCATION:Gasthof Post
    DTSTART;TZID=Europe/Berlin:20261105T193000
    DTEND;TZID=Europe/Berlin:20261105T220000
    RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=6
    X-CLUB-ROOM:2
    BEGIN:VALARM
    ACTION:DISPLAY
    TRIGGER:-PT1H
    DESCRIPTION:Club evening
    END:VALARM
    END:VEVENT
    BEGIN:VEVENT
    UID:evening@club
    RECURRENCE-ID;TZID=Europe/Berlin:20261119T193000
    DTSTAMP:20260101T100000Z
    SUMMARY:Club evening with guests
    DTSTART;TZID=Europe/Berlin:20261120T180000
    DTEND;TZID=Europe/Berlin:20261120T200000
    END:VEVENT
    BEGIN:VEVENT
    UID:bad@club
    SUMMARY:Broken
    DTSTART:someday
    END:VEVENT
    END:VCALENDAR
    """).replace("\n", "\r\n")


@pytest.fixture
def club(tmp_path: Path) -> Path:
    path = tmp_path / "club.ics"
    path.write_bytes(CLUB.encode())
    return path


def test_a_calendar_comes_in_and_is_told(paddock: Paddock, club: Path) -> None:
    report = paddock("import", str(club), "--json").json
    assert (report["format"], report["added"], report["updated"]) == ("ics", 2, 0)
    (refused,) = report["refused"]
    assert (refused["line"], refused["title"]) == (28, "Broken")
    assert "someday" in refused["reason"]
    found = paddock("agenda", "--from", "2026-11-01", "--to", "2026-12-03", "--json").json
    said = [(e["start"], e["title"]) for e in found["occurrences"]]
    assert said == [
        ("2026-11-05T18:30:00+00:00", "Club evening"),
        ("2026-11-20T17:00:00+00:00", "Club evening with guests"),
        ("2026-12-03T18:30:00+00:00", "Club evening"),
    ]
    first = found["occurrences"][0]
    assert (first["end"], first["all_day"], first["zone"]) == (
        "2026-11-05T21:00:00+00:00", False, "UTC",
    )  # fmt: skip
    assert first["calendar"] == report["calendar"]


def test_what_comes_in_again_is_left_updated_or_added(paddock: Paddock, club: Path) -> None:
    paddock("import", str(club))
    again = paddock("import", str(club), "--json").json
    assert (again["added"], again["updated"], again["unchanged"]) == (0, 0, 2)
    newer = CLUB.replace("Gasthof Post", "Gasthof Krone").replace("TRIGGER:-PT1H", "TRIGGER:-PT2H")
    newer = newer.replace("SUMMARY:Club evening with", "SEQUENCE:1\r\nSUMMARY:Evening with")
    club.write_bytes(newer.replace("DTSTART:someday", "DTSTART;VALUE=DATE:20261224").encode())
    told = paddock("import", str(club), "--dry-run")
    assert "would add 1, updated 2, 0 unchanged, 0 refused" in told.out
    report = paddock("import", str(club), "--json").json
    assert (report["added"], report["updated"], report["unchanged"]) == (1, 2, 0)
    (alarm,) = paddock("list", "alarm", "--json").json["records"]
    assert alarm["trigger"] == {"offset": "-PT2H"}
    paddock("undo")
    events = paddock("list", "event", "--json").json["records"]
    assert {e["title"] for e in events} == {"Club evening", "Club evening with guests"}
    assert {e.get("place") for e in events} == {"Gasthof Post", None}


def test_one_import_is_one_step_to_undo_with_its_calendar(paddock: Paddock, club: Path) -> None:
    paddock("import", str(club))
    paddock("undo")
    assert paddock("list", "event", "--json").json["total"] == 0
    assert paddock("list", "calendar", "--json").json["total"] == 0
    again = paddock("import", str(club), "--json").json
    assert again["added"] == 2


def test_a_file_goes_where_it_is_told(paddock: Paddock, club: Path) -> None:
    paddock("add", "calendar", "name=Family")
    report = paddock("import", str(club), "--calendar", "family", "--json").json
    assert report["judged"]["calendar"] == "Family"
    error = paddock("import", str(club), "--calendar", "Work", "--json").error
    assert error["code"] == "not_found"


def test_what_holds_no_event_that_can_be_taken_is_bad_input(
    paddock: Paddock, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.ics"
    for text in (
        "hello", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:x\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
    ):  # fmt: skip
        bad.write_text(text)
        assert paddock("import", str(bad)).status == 2
    assert paddock("list", "calendar", "--json").json["total"] == 0


def test_what_goes_out_comes_in_elsewhere_as_it_was(
    paddock: Paddock, club: Path, tmp_path: Path
) -> None:
    paddock("import", str(club))
    out = tmp_path / "out.ics"
    report = paddock("export", str(out), "--calendar", "Beetle club", "--json").json
    assert (report["format"], report["records"]) == ("ics", 2)
    text = out.read_text()
    assert "X-CLUB-ROOM:2" in text
    assert "BEGIN:VTIMEZONE" in text
    assert "TRIGGER:-PT1H" in text
    assert paddock("export", str(out)).status == 2
    again = paddock("import", str(out), "--json").json
    assert (again["added"], again["updated"], again["unchanged"]) == (0, 0, 2)


def test_a_range_a_vehicle_and_the_streams(
    garage: Paddock, club: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    garage("import", str(club))
    garage("add", "event", "Wash the Z3 on 2026-12-24 9:00")
    said = garage("export", "-", "--format", "ics", "--vehicle", "Z3").out
    assert said.count("BEGIN:VEVENT") == 1
    said = garage(
        "export", "-", "--format", "ics", "--from", "2026-12-20", "--to", "2027-01-10"
    ).out
    assert "evening@club" in said
    assert said.count("BEGIN:VEVENT") == 3
    assert garage("export", "x.json", "--from", "2026-12-20").status == 2
    feed = io.TextIOWrapper(io.BytesIO(CLUB.encode()))
    monkeypatch.setattr(sys, "stdin", feed)
    report = garage("import", "-", "--format", "ics", "--json").json
    assert (report["added"], report["unchanged"]) == (0, 2)


def test_an_event_is_added_as_one_would_say_it(garage: Paddock) -> None:
    words = "MOT 1 Dec 2026 9:00 for the Z3, remind 2 days before"
    event = garage("add", "event", words, "--json").json
    assert event["title"] == "MOT"
    assert event["times"] == {
        "start": "2026-12-01T09:00", "end": "2026-12-01T10:00", "zone": "UTC",
    }  # fmt: skip
    assert event["vehicle"]
    (alarm,) = garage("list", "alarm", "--json").json["records"]
    assert (alarm["event"], alarm["trigger"]) == (event["id"], {"offset": "-P2D"})
    (calendar,) = garage("list", "calendar", "--json").json["records"]
    assert (calendar["name"], calendar["id"]) == ("My calendar", event["calendar"])
    assert garage("add", "event", "Nothing in particular").status == 2


def test_an_event_of_fields_is_added_and_changed(garage: Paddock) -> None:
    event = garage("add", "event", "title=Wash", "times=2026-12-01T09:00", "--json").json
    assert event["times"] == {"start": "2026-12-01T09:00", "zone": "UTC"}
    changed = garage("edit", event["id"], "place=At home", "--json").json
    assert (changed["place"], changed["sequence"]) == ("At home", 1)
    line = garage("show", event["id"]).out
    assert "1 Dec 2026 09:00 UTC" in line
    found = garage("list", "event", "--where", "times > 2026-11-30", "--json").json
    assert found["total"] == 1
    assert garage("list", "event", "--where", "times < 2026-11-30", "--json").json["total"] == 0


def test_what_is_due_is_in_the_agenda(garage: Paddock) -> None:
    garage("add", "reminder", "title=MOT", "due=2026-12-05")
    found = garage("agenda", "--from", "2026-12-01", "--to", "2026-12-05", "--json").json
    (entry,) = found["occurrences"]
    assert (entry["calendar"], entry["kind"], entry["start"]) == (
        "due:reminders", "reminder", "2026-12-05",
    )  # fmt: skip
    assert "Reminders" in garage("agenda", "--from", "2026-12-05").out
    only = garage("agenda", "--from", "2026-12-01", "--calendar", "plan", "--json").json
    assert only == {"occurrences": []}
    assert "nothing" in garage("agenda", "--from", "2031-01-01").out
    assert garage("agenda", "--from", "2026-12-05", "--to", "2026-12-01").status == 2


def test_the_last_days_of_all_are_asked_for_like_any_others(paddock: Paddock) -> None:
    for first, last in (("9999-12-01", "9999-12-31"), ("0001-01-01", "9999-12-31")):
        assert paddock("agenda", "--from", first, "--to", last, "--json").json["occurrences"] == []
    assert paddock("agenda", "--from", "9999-12-20", "--json").status == 0
