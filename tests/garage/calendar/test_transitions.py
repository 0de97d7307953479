"""Zones as rules: what the footers of TZif files say, and nothing that the zone does not do."""

from datetime import UTC, datetime, timedelta
from importlib.resources import files
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garage.calendar.observances import CustomZone, Observance
from garage.calendar.rule_text import parse_rule
from garage.calendar.transitions import observances_from, transitions
from garage.ics.zone_writer import zone_text

ZONES = [
    "Europe/Berlin", "Europe/London", "Europe/Dublin", "Europe/Lisbon", "Europe/Moscow",
    "America/New_York", "America/Santiago", "America/Nuuk", "America/Metlakatla", "America/Havana",
    "Asia/Kolkata", "Asia/Beirut", "Asia/Gaza", "Asia/Tehran", "Africa/Casablanca", "Africa/Cairo",
    "Australia/Sydney", "Australia/Lord_Howe", "Pacific/Auckland", "Pacific/Apia",
    "Antarctica/Troll",
]  # fmt: skip


@pytest.mark.parametrize("name", ZONES)
def test_a_zone_of_observances_is_the_zone_itself(name: str) -> None:
    zone = ZoneInfo(name)
    made = CustomZone(name, observances_from(zone, 2015))
    instant = datetime(2015, 1, 1, 0, 30, tzinfo=UTC)
    while instant.year < 2080:
        ours, theirs = instant.astimezone(made), instant.astimezone(zone)
        assert ours.replace(tzinfo=None) == theirs.replace(tzinfo=None)
        assert ours.fold == theirs.fold
        instant += timedelta(hours=53)


@pytest.mark.parametrize("name", ZONES)
def test_each_change_is_at_the_very_second(name: str) -> None:
    zone = ZoneInfo(name)
    for change in transitions(zone, 2020)[:20]:
        before = change.at - timedelta(seconds=1)
        assert change.at.astimezone(zone).utcoffset() == timedelta(seconds=change.after)
        assert before.astimezone(zone).utcoffset() == timedelta(seconds=change.before)


WEEKS = {"1": "1", "2": "2", "3": "3", "4": "4", "5": "-1"}
DAYS = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")


@pytest.mark.parametrize(
    "name",
    ["Europe/Berlin", "America/New_York", "Australia/Sydney", "Pacific/Auckland", "Europe/Dublin",
     "America/Havana"],
)  # fmt: skip
def test_the_rules_are_those_of_the_footer(name: str) -> None:
    data = files("tzdata").joinpath("zoneinfo", *name.split("/")).read_bytes()
    footer = data.rstrip(b"\n").rpartition(b"\n")[2].decode()
    wanted = set()
    for part in footer.split(",")[1:]:
        month, week, day = part.partition("/")[0].removeprefix("M").split(".")
        wanted.add(f"FREQ=YEARLY;BYMONTH={month};BYDAY={WEEKS[week]}{DAYS[int(day)]}")
    rules = {each.rule.text for each in observances_from(ZoneInfo(name), 2020) if each.rule}
    assert rules == wanted


def test_a_vtimezone_of_today_is_two_rules_and_no_list_of_years() -> None:
    text = zone_text("Europe/Berlin", ZoneInfo("Europe/Berlin"), 2026)
    assert text.count("BEGIN:STANDARD") == text.count("BEGIN:DAYLIGHT") == 1
    assert "DTSTART:20250330T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200" in text
    assert "RDATE" not in text


def test_a_zone_that_never_changes_is_one_observance() -> None:
    text = zone_text("Asia/Kolkata", ZoneInfo("Asia/Kolkata"), 2026)
    assert text.count("BEGIN:STANDARD") == 1
    assert "TZOFFSETTO:+0530" in text


def berlin() -> CustomZone:
    """Berlin, as Outlook describes it."""
    return CustomZone(
        "Mine",
        (
            Observance(datetime(1601, 10, 29, 3), 7200, 3600,
                       parse_rule("FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU"), (), "CET"),
            Observance(datetime(1601, 3, 25, 2), 3600, 7200,
                       parse_rule("FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU"), (), "CEST", True),
        ),
    )  # fmt: skip


@given(st.datetimes(datetime(1997, 1, 1), datetime(2099, 1, 1)), st.integers(0, 1))
def test_wall_times_in_a_calendars_own_zone_are_as_pep_495_says(wall: datetime, fold: int) -> None:
    wall = wall.replace(fold=fold)
    theirs = wall.replace(tzinfo=ZoneInfo("Europe/Berlin")).utcoffset()
    assert wall.replace(tzinfo=berlin()).utcoffset() == theirs


def test_a_calendars_own_zone_has_names_and_knows_daylight_time() -> None:
    summer = datetime(2026, 7, 1, tzinfo=berlin())
    assert (summer.tzname(), summer.dst()) == ("CEST", timedelta(hours=1))
    assert repr(summer.tzinfo) == "CustomZone('Mine')"
