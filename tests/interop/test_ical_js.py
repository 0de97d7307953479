"""ical.js, which Thunderbird is built on, reads our feeds and finds the instants that we do."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from garage.calendar.expand import wall_times
from garage.calendar.instances import Stretch, instances
from garage.calendar.rule_text import parse_rule
from garage.calendar.times import EventTimes
from garage.ics.calendar_writer import Feed, feed_text
from garage.ics.event_writer import FullEvent
from garage.records.agenda import Event

Ask = Callable[[list[dict[str, Any]]], list[Any]]

ZONES = [
    "Europe/Berlin", "Europe/London", "Europe/Dublin", "Europe/Athens", "Europe/Moscow",
    "Africa/Casablanca", "Africa/Cairo", "Africa/Johannesburg", "Asia/Kolkata", "Asia/Kathmandu",
    "Asia/Tokyo", "Asia/Jerusalem", "Asia/Gaza", "Australia/Lord_Howe", "Australia/Sydney",
    "Pacific/Auckland", "Pacific/Chatham", "America/New_York", "America/St_Johns",
    "America/Santiago", "America/Nuuk", "America/Sao_Paulo",
]  # fmt: skip
FIRST, LAST = datetime(2022, 1, 1, tzinfo=UTC), datetime(2032, 1, 1, tzinfo=UTC)


def iso(moment: datetime) -> str:
    """As JavaScript has it."""
    return f"{moment:%Y-%m-%dT%H:%M:%S}.000Z"


def test_ten_years_in_twenty_two_zones_have_the_same_instants(ical_js: Ask) -> None:
    requests, wanted = [], []
    for zone in ZONES:
        start = datetime(2022, 1, 1, 12, 30)
        times = EventTimes(
            start=start, end=start + timedelta(hours=1), zone=zone,
            rules=(parse_rule("FREQ=DAILY"),),
        )  # fmt: skip
        text = feed_text(Feed("Cars"), [FullEvent(Event(id="e", uid="u", times=times))])
        requests.append({"ics": text, "until": iso(LAST)})
        found = instances(times, Stretch(FIRST - timedelta(days=1), LAST), ZoneInfo(zone))
        wanted.append([iso(each.start) for each in found if each.start < LAST])
    for zone, theirs, ours in zip(ZONES, ical_js(requests), wanted, strict=True):
        assert theirs == ours, zone


# Not asked: BYDAY=20MO, which ical.js 2.2 takes for every Monday from the 20th on.
RULES = [
    ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;WKST=SU", "2026-03-02T09:00:00"),
    ("FREQ=MONTHLY;BYDAY=-1FR", "2026-03-27T09:00:00"),
    ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2", "2026-03-30T09:00:00"),
    ("FREQ=MONTHLY;BYMONTHDAY=31,-2", "2026-03-30T09:00:00"),
    ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "2024-02-29T09:00:00"),
    ("FREQ=YEARLY;BYMONTH=6,7;BYDAY=TH", "2026-06-04T09:00:00"),
    ("FREQ=YEARLY;BYYEARDAY=1,100,-1", "2026-01-01T09:00:00"),
    ("FREQ=DAILY;BYMONTH=1;INTERVAL=3", "2026-01-01T09:00:00"),
    ("FREQ=HOURLY;INTERVAL=5", "2026-01-01T09:00:00"),
    ("FREQ=MINUTELY;INTERVAL=25;BYHOUR=9,10", "2026-01-01T09:00:00"),
]


def test_rules_come_when_ical_js_says(ical_js: Ask) -> None:
    requests = [{"rule": rule, "start": start, "count": 40} for rule, start in RULES]
    for (rule, start), theirs in zip(RULES, ical_js(requests), strict=True):
        begin = datetime.fromisoformat(start)
        ours = islice(wall_times(parse_rule(rule), begin, begin), 40)
        assert [each.isoformat() for each in ours] == theirs, rule
