"""Calendars that foreign feeds fill, where no server does it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from client.operations import records
from client.operations.agenda import agenda, calendars
from client.operations.subscriptions import (
    Reach,
    Refreshed,
    add_subscription,
    refresh_due,
    refresh_subscription,
    subscribed,
)
from client.store import Store
from garage.ics.foreign_feed import FeedFault
from garage.records import Alarm, Attendee, Event, Subscription, kind_named

LONDON = ZoneInfo("Europe/London")
ALARM = "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT30M\r\nDESCRIPTION:x\r\nEND:VALARM"


def feed(*titles: str, more: str = "") -> bytes:
    """A feed of an event for each title."""
    events = "".join(
        f"BEGIN:VEVENT\r\nUID:{title}@club\r\nDTSTAMP:20260101T000000Z\r\nSUMMARY:{title}\r\n"
        f"DTSTART;VALUE=DATE:20260302\r\n{more}END:VEVENT\r\n"
        for title in titles
    )
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{events}END:VCALENDAR\r\n".encode()


@dataclass
class Club:
    """The foreign server, without a network."""

    body: bytes
    status: int = 200
    address: str = "93.184.216.34"
    headers: Mapping[str, str] = field(default_factory=lambda: {"etag": '"1"'})
    asked: int = 0

    def resolve(self, host: str, port: int) -> list[str]:
        return [self.address]

    @contextlib.contextmanager
    def get(
        self, url: str, address: str, headers: Mapping[str, str], until: float
    ) -> Iterator[Club]:
        self.asked += 1
        yield self

    def chunks(self) -> Iterator[bytes]:
        yield self.body


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "profile") as opened:
        yield opened


@pytest.fixture
def club() -> Club:
    return Club(feed("Meeting", "Tour"))


def refresh(store: Store, club: Club, id_: str) -> Refreshed:
    return refresh_subscription(store, id_, Reach(club))


def titles(store: Store) -> set[str]:
    return {each.title for each in store.read(lambda reader: reader.all(Event))}


def record(store: Store) -> Subscription:
    (found,) = store.read(lambda reader: reader.all(Subscription))
    return found


def test_a_feed_fills_a_calendar_that_cannot_be_edited(store: Store, club: Club) -> None:
    id_, _ = add_subscription(store, "webcal://www.club.example/x.ics", colour="teal")
    done = refresh(store, club, id_)
    assert (done.written, done.fault) == (2, "")
    assert titles(store) == {"Meeting", "Tour"}
    (shown,) = [each for each in store.read(calendars) if each.of == "events"]
    assert (shown.name, shown.colour, shown.editable) == ("club.example", "teal", False)
    assert record(store).url == "https://www.club.example/x.ics"
    assert record(store).fetched is not None


def test_what_goes_from_the_feed_goes_and_may_come_back(store: Store, club: Club) -> None:
    id_, _ = add_subscription(store, "https://club.example/x.ics", "Club")
    refresh(store, club, id_)
    club.body = feed("Meeting", "Dance")
    assert refresh(store, club, id_).written == 2
    assert titles(store) == {"Meeting", "Dance"}
    club.body = feed("Meeting", "Tour")
    refresh(store, club, id_)
    assert titles(store) == {"Meeting", "Tour"}
    assert refresh(store, club, id_).written == 0


def test_attendees_come_and_alarms_only_if_wanted(store: Store, club: Club) -> None:
    club.body = feed("Meeting", more=f"ATTENDEE;CN=Ben:mailto:ben@x.org\r\n{ALARM}\r\n")
    id_, _ = add_subscription(store, "https://club.example/x.ics", "Club")
    refresh(store, club, id_)
    assert [each.name for each in store.read(lambda reader: reader.all(Attendee))] == ["Ben"]
    assert store.read(lambda reader: reader.all(Alarm)) == []
    club.body = feed("Meeting", more="ATTENDEE:mailto:ben@x.org\r\n")
    refresh(store, club, id_)
    assert [each.name for each in store.read(lambda reader: reader.all(Attendee))] == [""]


def test_times_without_a_zone_are_in_the_one_that_the_feed_names(store: Store, club: Club) -> None:
    timed = feed("Training").replace(b";VALUE=DATE:20260302", b":20260302T190000")
    id_, _ = add_subscription(store, "https://www.club.example/x.ics")
    days = date(2026, 3, 2), date(2026, 3, 3)
    for said, hour in ((b"", 19), (b"X-WR-TIMEZONE:Europe/Zurich\r\n", 18)):
        club.body = timed.replace(b"BEGIN:VEVENT", said + b"BEGIN:VEVENT")
        assert refresh(store, club, id_).written
        (found,) = store.read(lambda r: agenda(r, *days, LONDON, today=days[0]))
        assert found.start == datetime(2026, 3, 2, hour, tzinfo=LONDON)


def test_a_fault_is_told_and_the_last_good_copy_stays(store: Store, club: Club) -> None:
    id_, _ = add_subscription(store, "https://club.example/x.ics", "Club")
    refresh(store, club, id_)
    good = record(store).fetched
    club.status = 404
    assert "not there any more" in refresh(store, club, id_).fault
    assert titles(store) == {"Meeting", "Tour"}
    assert "not there any more" in record(store).fault
    assert record(store).fetched == good
    club.address = "192.168.1.1"
    assert "private network" in refresh(store, club, id_).fault
    assert club.asked == 2


def test_only_what_is_due_is_read(store: Store, club: Club) -> None:
    add_subscription(store, "https://club.example/x.ics", "Club")
    assert [each.written for each in refresh_due(store, Reach(club))] == [2]
    assert refresh_due(store, Reach(club)) == []
    assert club.asked == 1


def test_what_is_no_address_is_refused_before_anything_is_made(store: Store) -> None:
    with pytest.raises(FeedFault):
        add_subscription(store, "file:///etc/passwd")
    assert store.read(lambda reader: reader.all(Subscription)) == []
    assert store.read(subscribed) == []


def test_what_a_feed_brings_is_no_deed_that_could_be_undone(store: Store, club: Club) -> None:
    id_, added = add_subscription(store, "https://club.example/a.ics")
    records.add(store, kind_named("vehicle"), {"name": "Golf"})
    records.undo(store)
    done = refresh(store, club, id_)
    assert done.changes.undo is None
    # What was undone before can still be done again, and what was done before be undone.
    records.redo(store)
    records.undo(store)
    assert titles(store) == {"Meeting", "Tour"}
    undone = records.undo(store)
    assert undone.touched == added.touched
