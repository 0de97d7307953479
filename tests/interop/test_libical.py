"""libical reads what we give: every text without an error, and the instants that we find."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from garage.calendar.instances import Stretch, instances
from garage.calendar.rule_text import parse_rule
from garage.calendar.times import EventTimes
from garage.ics.calendar_writer import Feed, feed_text
from garage.ics.event_writer import FullEvent
from garage.records.agenda import Event
from sync_server.app import create_app
from sync_server.settings import Settings
from tests.interop.conftest import missing
from tests.interop.libical import Libical
from tests.interop.test_ical_js import FIRST, LAST, RULES, ZONES
from tests.sync_server.calendars.making import event, things
from tests.sync_server.calendars.program import Program
from tests.sync_server.people import World, stand_in
from tests.sync_server.templates import with_tables

# A feed is published by nobody in particular: RFC 5546 wants an organizer, no reader of feeds does.
NO_ORGANIZER = "Failed iTIP restrictions for ORGANIZER property"


@pytest.fixture(scope="session")
def libical() -> Libical:
    """The system's."""
    try:
        return Libical()
    except OSError:
        missing("libical is not installed (Debian: apt install libical3)")
        raise


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    app = create_app(Settings(with_tables(tmp_path / "server")))
    app.state.authenticate = stand_in
    with World(app) as made:
        yield made


def feed_of(times: EventTimes) -> str:
    """A feed of one event."""
    return feed_text(Feed("Cars"), [FullEvent(Event(id="e", uid="u", title="Wash", times=times))])


def test_ten_years_in_twenty_two_zones_have_the_same_instants(libical: Libical) -> None:
    start = datetime(2022, 1, 1, 12, 30)
    for zone in ZONES:
        times = EventTimes(
            start=start, end=start + timedelta(hours=1), zone=zone,
            rules=(parse_rule("FREQ=DAILY"),), removed=(start + timedelta(days=9),),
        )  # fmt: skip
        found = instances(times, Stretch(FIRST - timedelta(days=1), LAST), ZoneInfo(zone))
        ours = [each.start for each in found if each.start < LAST]
        assert len(ours) > 3_600
        assert libical.starts(feed_of(times), FIRST - timedelta(days=1), LAST) == ours, zone


def test_rules_come_when_libical_says(libical: Libical) -> None:
    for rule, begin in RULES:
        often = rule.startswith(("FREQ=HOURLY", "FREQ=MINUTELY"))
        # Below a day, programs differ on the hour that the clock leaves out or has twice.
        zone = "Etc/UTC" if often else "Europe/Berlin"
        start = datetime.fromisoformat(begin)
        window = Stretch(
            start.replace(tzinfo=UTC) - timedelta(days=1),
            start.replace(tzinfo=UTC) + timedelta(days=40 if often else 900),
        )
        times = EventTimes(
            start=start, end=start + timedelta(minutes=5), zone=zone, rules=(parse_rule(rule),)
        )
        found = [each.start for each in instances(times, window, ZoneInfo(zone))]
        ours = [each for each in found if each < window.before]
        assert libical.starts(feed_of(times), *window) == ours, rule


def test_every_feed_and_resource_is_read_without_an_error(world: World, libical: Libical) -> None:
    program = Program(world.person("ann"))
    device, work = program.device, program.calendar("All", zone="Europe/Berlin", colour="teal")
    things(device)
    calendar = work.split("/")[-2]
    weekly = {
        "start": "2026-03-02T09:00", "duration": "PT45M", "zone": "Africa/Casablanca",
        "rules": ["FREQ=WEEKLY"], "removed": ["2026-03-09T09:00"],
    }  # fmt: skip
    full = event(
        device, calendar, times=weekly, place="At Ada's; left", notes="Line\nnext, \\ more",
        categories=["Müßig", "a,b"], status="tentative", free=True, privacy="private",
        url="https://example.org/a?b=c;d",
    )  # fmt: skip
    device.add(kind="alarm", event=full.id, action="display", trigger={"offset": "-PT15M"})
    device.add(kind="attendee", event=full.id, address="mailto:ben@example.org",
               name='Ben "B"; x', state="accepted")  # fmt: skip
    device.add(kind="attendee", event=full.id, name="Somebody")
    event(device, calendar, uid="a@x", times={"start": "2026-03-02", "end": "2026-03-05"})
    event(device, calendar, uid="f@x", times={"start": "2026-03-02T08:00", "duration": "PT1H"})
    for detail in ("full", "titles", "busy"):
        made = device.ask("POST", "/feeds", {"of": "person", "detail": detail}).json()["url"]
        feed = world.run(world.http.get("/feeds/" + made.rpartition("/")[2])).text
        assert feed.count("BEGIN:VEVENT") >= 2, detail
        assert [each for each in libical.errors(feed) if NO_ORGANIZER not in each] == [], detail
    hrefs = [
        href
        for path in (work, f"{program.home}due-{device.home}/")
        for href in program.find(path, "d:getetag", depth="1").by_href
        if href != path
    ]
    assert len(hrefs) > 6
    for href in hrefs:
        assert libical.errors(program.ask("GET", href).text) == [], href
