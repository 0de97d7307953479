"""Foreign programs read the feeds of a real server: the same instants, and the same month."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest

from garage.calendar.instances import Stretch, instances
from garage.calendar.times import EventTimes
from garage.calendar.zones import zone_named
from sync_server.app import create_app
from sync_server.settings import Settings
from tests.end_to_end.serving import Profile, ServerProcess
from tests.interop.test_ical_js import FIRST, LAST, ZONES, Ask, iso
from tests.sync_server.people import World, stand_in
from tests.sync_server.templates import with_tables

pytestmark = pytest.mark.slow

MONTHS = ("2026-03", "2026-10")
"""In which the clocks change."""


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    app = create_app(Settings(with_tables(tmp_path / "server")))
    app.state.authenticate = stand_in
    with World(app) as made:
        yield made


@pytest.mark.parametrize("detail", ["full", "titles", "busy"])
def test_ical_js_finds_the_instants_of_ten_years_in_every_feed(
    world: World, ical_js: Ask, detail: str
) -> None:
    ann = world.person("ann")
    calendar = ann.add(kind="calendar", name="All", of="events")
    wanted: list[str] = []
    patches = []
    for number, zone in enumerate(ZONES):
        # Of a time that the clock leaves out ical.js has another opinion (decision 8).
        at = f"T{6 + number % 10:02}:30"
        times: dict[str, Any] = {
            "start": f"2022-01-02{at}", "duration": "PT45M", "zone": zone,
            "rules": ["FREQ=WEEKLY"], "removed": [f"2022-01-09{at}"],
        }  # fmt: skip
        fields = {"uid": f"{number}@x", "title": zone, "times": times}
        patches.append(ann.patch(kind="event", calendar=calendar.id, **fields))
        read, here = EventTimes.from_json(times), zone_named(zone)
        found = instances(read, Stretch(FIRST - timedelta(days=1), LAST), here)
        wanted += [iso(each.start) for each in found if each.start < LAST]
    assert all(each.verdict == "merged" for each in ann.push(*patches))
    made = ann.ask("POST", "/feeds", {"of": "person", "detail": detail}).json()["url"]
    answer = world.run(world.http.get("/feeds/" + made.rpartition("/")[2]))
    (theirs,) = ical_js([{"ics": answer.text, "until": iso(LAST)}])
    assert theirs == sorted(wanted)
    assert len(theirs) > 11_000


EVENTS = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:x
BEGIN:VEVENT
UID:weekly@x
DTSTAMP:20260101T000000Z
SUMMARY:Weekly over the change of clocks
DTSTART;TZID=Europe/Berlin:20260105T090000
DTEND;TZID=Europe/Berlin:20260105T100000
RRULE:FREQ=WEEKLY
EXDATE;TZID=Europe/Berlin:20260309T090000
END:VEVENT
BEGIN:VEVENT
UID:weekly@x
DTSTAMP:20260101T000000Z
SUMMARY:Weekly, but later
RECURRENCE-ID;TZID=Europe/Berlin:20260316T090000
DTSTART;TZID=Europe/Berlin:20260317T143000
DTEND;TZID=Europe/Berlin:20260317T153000
END:VEVENT
BEGIN:VEVENT
UID:friday@x
DTSTAMP:20260101T000000Z
SUMMARY:Last Friday\\, in New York
DTSTART;TZID=America/New_York:20260130T180000
DURATION:PT1H30M
RRULE:FREQ=MONTHLY;BYDAY=-1FR
END:VEVENT
BEGIN:VEVENT
UID:tour@x
DTSTAMP:20260101T000000Z
SUMMARY:Tour
DTSTART;VALUE=DATE:20260306
DTEND;VALUE=DATE:20260309
END:VEVENT
BEGIN:VEVENT
UID:yearly@x
DTSTAMP:20260101T000000Z
SUMMARY:Birthday
DTSTART;VALUE=DATE:20200329
RRULE:FREQ=YEARLY
END:VEVENT
BEGIN:VEVENT
UID:utc@x
DTSTAMP:20260101T000000Z
SUMMARY:Call
DTSTART:20261015T180000Z
DTEND:20261015T183000Z
RRULE:FREQ=DAILY;COUNT=30
END:VEVENT
BEGIN:VEVENT
UID:night@x
DTSTAMP:20260101T000000Z
SUMMARY:Night of the change
DTSTART;TZID=Europe/Berlin:20261025T013000
DTEND;TZID=Europe/Berlin:20261025T033000
END:VEVENT
END:VCALENDAR
"""

Shown = set[tuple[str, str]]


@pytest.fixture
def read_by_khal(khal: str, tmp_path: Path) -> Callable[[bytes, str, str], Shown]:
    """What khal shows of a feed between two days: (start, title)."""

    def read(feed: bytes, first: str, last: str) -> Shown:
        (tmp_path / "vdir").mkdir(exist_ok=True)
        (tmp_path / "feed.ics").write_bytes(feed)
        config = tmp_path / "khal.conf"
        config.write_text(
            f"[calendars]\n[[feed]]\npath = {tmp_path / 'vdir'}\n"
            f"[sqlite]\npath = {tmp_path / 'khal.db'}\n"
            "[locale]\nlocal_timezone = UTC\ndefault_timezone = UTC\ntimeformat = %H:%M\n"
            "dateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
            "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
        )

        def ask(*words: str) -> str:
            done = subprocess.run(
                [khal, "-c", str(config), *words], capture_output=True, text=True, timeout=120,
                check=True,
            )  # fmt: skip
            return done.stdout

        ask("import", "--batch", str(tmp_path / "feed.ics"))
        listed = ask(
            "list", "--day-format", "", "--format", "{start-long-full}|{title}", first, last
        )
        pairs = (line.split("|", 1) for line in listed.splitlines() if "|" in line)
        return {(start.strip(), title.strip()) for start, title in pairs}

    return read


def test_khal_shows_the_months_that_our_own_agenda_shows(
    read_by_khal: Callable[[bytes, str, str], Shown], tmp_path: Path
) -> None:
    server = ServerProcess(tmp_path / "server")
    server.start()
    try:
        server.command("account", "add", "ann@example.org", "--name", "Ann")
        ann = Profile(tmp_path / "ann")
        ann.ask("login", server.url, "--pair", server.pair("ann@example.org"))
        (tmp_path / "events.ics").write_text(EVENTS)
        assert ann.ask("import", str(tmp_path / "events.ics"))["added"] == 7
        ann.ask("add", "vehicle", "name=Berta")
        ann.ask("add", "plan_item", "vehicle=Berta", "title=New tyres", "due=2026-10-12")
        url = ann.ask("feed", "create", "--detail", "full")["url"]
        feed = httpx.get(url, timeout=60).content
        for month in MONTHS:
            first = datetime.fromisoformat(f"{month}-01").replace(tzinfo=UTC)
            last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
            days = f"{first:%Y-%m-%d}", f"{last:%Y-%m-%d}"
            found = ann.ask("agenda", "--from", days[0], "--to", days[1])["occurrences"]
            ours = {(_start(each), _title(each)) for each in found}
            assert len(ours) > 6
            assert read_by_khal(feed, *days) == ours, month
    finally:
        server.stop()


def _start(each: dict[str, Any]) -> str:
    if each["all_day"]:
        return f"{each['start'][:10]} 00:00"
    at = datetime.fromisoformat(each["start"]).astimezone(ZoneInfo("UTC"))
    return f"{at:%Y-%m-%d %H:%M}"


def _title(each: dict[str, Any]) -> str:
    # A feed names the vehicle of what is due, which our own agenda shows beside it.
    return each["title"] if each["kind"] == "event" else f"{each['title']} (Berta)"
