"""Foreign feeds: read by the server for who subscribed, and the last good copy kept."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from sqlalchemy import select

from garage.permissions import Role
from garage.sync.wire import WireEnvelope
from sync_server.app import create_app
from sync_server.calendars import service
from sync_server.calendars.subscriptions import JOB, Subscriptions
from sync_server.calendars.tables import FETCHING
from sync_server.kit.clock import HOUR, now
from sync_server.kit.jobs import JOB as JOBS
from sync_server.kit.working import Worker
from sync_server.settings import Settings
from tests.sync_server.calendars.program import Program, text
from tests.sync_server.people import Device, World, stand_in

URL = "https://club.example/meetings.ics"


def feed(*events: str) -> bytes:
    """A feed with these events."""
    return "\r\n".join(
        ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", *events, "END:VCALENDAR", ""]
    ).encode()


def meeting(uid: str, title: str, *more: str, day: int = 2) -> str:
    return "\r\n".join(
        ["BEGIN:VEVENT", f"UID:{uid}", "DTSTAMP:20260101T000000Z", f"SUMMARY:{title}",
         f"DTSTART;TZID=Europe/Berlin:202603{day:02}T190000", *more, "END:VEVENT"]
    )  # fmt: skip


@dataclass
class Club:
    """The foreign server, without a network."""

    body: bytes = b""
    status: int = 200
    etag: str = '"1"'
    address: str = "93.184.216.34"
    asked: list[Mapping[str, str]] = field(default_factory=list)

    def resolve(self, host: str, port: int) -> list[str]:
        return [self.address]

    @contextlib.contextmanager
    def get(
        self, url: str, address: str, headers: Mapping[str, str], until: float
    ) -> Iterator[Club]:
        self.asked.append(headers)
        yield self

    @property
    def headers(self) -> dict[str, str]:
        return {"etag": self.etag}

    def chunks(self) -> Iterator[bytes]:
        yield self.body


@pytest.fixture
def club() -> Club:
    return Club(feed(meeting("1@club", "Meeting"), meeting("2@club", "Tour", day=9)))


@pytest.fixture
def world(settings: Settings, club: Club) -> Iterator[World]:
    """A server whose jobs are done when `turn` is called."""
    app = create_app(Settings(settings.data, settings.url, jobs=False))
    app.state.authenticate = stand_in
    with World(app) as made:
        yield made


@dataclass
class Subscribed:
    """Somebody with a calendar that a feed fills."""

    device: Device
    club: Club
    calendar: WireEnvelope
    subscription: WireEnvelope

    def turn(self) -> None:
        """Do what is due."""
        database = self.device.world.database
        worker = Worker(database, {JOB: Subscriptions(database, self.club).refresh})
        self.device.world.run(worker.drain())
        assert not self.device.world.rows(select(JOBS.c.id).where(JOBS.c.error.is_not(None)))

    def later(self) -> None:
        """Let the next reading be due, and do it."""
        with self.device.world.database.write() as connection:
            connection.execute(JOBS.update().values(due=now()))
        self.turn()

    def events(self) -> dict[str, dict[str, Any]]:
        """UID → fields, of what is not in the trash."""
        return {
            each.fields["uid"]: each.fields
            for each in self.device.records().values()
            if each.kind == "event" and not each.fields.get("deleted")
        }

    def told(self) -> dict[str, Any]:
        """What the subscription's record says."""
        return self.device.records()[self.subscription.id].fields


@pytest.fixture
def ann(world: World, club: Club) -> Subscribed:
    device = world.person("ann")
    calendar = device.add(kind="calendar", name="Club", of="events", zone="Europe/Berlin")
    made = device.add(kind="subscription", calendar=calendar.id, url=URL)
    return Subscribed(device, club, calendar, made)


def test_a_subscription_is_read_as_soon_as_it_is_made(ann: Subscribed) -> None:
    ann.turn()
    events = ann.events()
    assert {uid: each["title"] for uid, each in events.items()} == {
        "1@club": "Meeting", "2@club": "Tour",
    }  # fmt: skip
    assert all(each["calendar"] == ann.calendar.id for each in events.values())
    assert ann.told()["fetched"]
    assert ann.told()["etag"] == '"1"'
    assert not ann.told().get("fault")


def test_a_device_that_asks_and_asks_does_not_trouble_who_publishes_it(ann: Subscribed) -> None:
    ann.turn()
    for hours in range(1, 30):
        ann.device.push(
            ann.device.patch(ann.subscription.id, "subscription", every=f"PT{hours}H")
        )  # fmt: skip
        ann.turn()
    assert len(ann.club.asked) == 20
    assert ann.told()["every"] == "PT29H"
    ann.later()
    assert len(ann.club.asked) == 21, "what is planned goes on"


def test_it_is_read_again_with_the_version_it_has(ann: Subscribed) -> None:
    ann.turn()
    (waiting,) = ann.device.world.rows(select(JOBS.c.due))
    assert 11 * HOUR < waiting.due - now() < 13 * HOUR
    ann.club.status = 304
    ann.later()
    assert "If-None-Match" not in ann.club.asked[0]
    assert ann.club.asked[1]["If-None-Match"] == '"1"'
    assert len(ann.events()) == 2
    assert len(ann.device.world.rows(select(JOBS.c.id))) == 1


def test_times_without_a_zone_are_in_the_one_that_the_feed_names(ann: Subscribed) -> None:
    training = meeting("1@club", "Training").replace(";TZID=Europe/Berlin", "")
    for said, zone in (("", ""), ("X-WR-TIMEZONE:Europe/Zurich", "Europe/Zurich")):
        ann.club.body = feed(said, training) if said else feed(training)
        ann.later()
        times = ann.events()["1@club"]["times"]
        assert (times["start"], times.get("zone", "")) == ("2026-03-02T19:00", zone)


def test_what_changed_in_the_feed_changes_here_and_nothing_else(ann: Subscribed) -> None:
    ann.turn()
    before = {each.id: each for each in ann.device.records().values() if each.kind == "event"}
    ann.club.body = feed(meeting("1@club", "Meeting"), meeting("3@club", "New", day=16))
    ann.later()
    after = {each.id: each for each in ann.device.records().values() if each.kind == "event"}
    titles = {each["title"] for each in ann.events().values()}
    assert titles == {"Meeting", "New"}
    same = next(each for each in before.values() if each.fields["uid"] == "1@club")
    assert after[same.id] == same
    ann.club.body = feed(meeting("1@club", "Meeting"), meeting("2@club", "Tour again", day=9))
    ann.later()
    assert {each["title"] for each in ann.events().values()} == {"Meeting", "Tour again"}
    assert len(after) == 3, "what comes back is what was there before"


def test_alarms_of_others_are_left_out_unless_asked_for(ann: Subscribed) -> None:
    alarm = "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT30M\r\nDESCRIPTION:x\r\nEND:VALARM"
    ann.club.body = feed(meeting("1@club", "Meeting", "ATTENDEE:mailto:ben@example.org", alarm))
    ann.turn()
    kinds = [each.kind for each in ann.device.records().values()]
    assert "attendee" in kinds
    assert "alarm" not in kinds
    ann.device.push(ann.device.patch(ann.subscription.id, kind="subscription", alarms=True))
    ann.turn()
    (made,) = [each for each in ann.device.records().values() if each.kind == "alarm"]
    assert made.fields["trigger"] == {"offset": "-PT30M"}
    ann.device.push(ann.device.patch(ann.subscription.id, kind="subscription", alarms=False))
    ann.turn()
    assert ann.device.records()[made.id].fields["deleted"] is True


@pytest.mark.parametrize(
    ("status", "body", "words"),
    [
        (404, b"", "not there any more"),
        (410, b"", "not there any more"),
        (500, b"", "fault"),
        (200, b"<!DOCTYPE html><html>Sign in</html>", "web page"),
        (200, b"", "calendar"),
        (200, feed(), ""),
    ],
)
def test_a_feed_that_fails_leaves_the_last_good_copy_and_says_so(
    ann: Subscribed, status: int, body: bytes, words: str
) -> None:
    ann.club.body = feed(*(meeting(f"{n}@club", f"No {n}", day=n + 1) for n in range(9)))
    ann.turn()
    good = ann.told()["fetched"]
    ann.club.status, ann.club.body = status, body
    ann.later()
    assert len(ann.events()) == 9
    told = ann.told()
    assert words in told["fault"]
    assert told["fetched"] == good
    ann.club.status, ann.club.body = 200, feed(meeting("1@club", "Back"))
    ann.later()
    assert [each["title"] for each in ann.events().values()] == ["Back"]
    assert not ann.told().get("fault")


def test_good_events_come_in_and_the_others_are_told_by_line(ann: Subscribed) -> None:
    ann.turn()
    bad = meeting("2@club", "Tour").replace("20260302T190000", "yesterday")
    ann.club.body = feed(bad, meeting("3@club", "Good"))
    ann.later()
    assert {each["title"] for each in ann.events().values()} == {"Tour", "Good"}
    assert "1 of 2 events were not understood (lines 4)" in ann.told()["fault"]


def test_a_feed_that_is_cut_off_deletes_nothing(ann: Subscribed) -> None:
    ann.turn()
    ann.club.body = feed(meeting("1@club", "Meeting")).removesuffix(b"END:VCALENDAR\r\n")
    ann.later()
    assert len(ann.events()) == 2


def test_an_address_within_the_network_is_never_asked(ann: Subscribed) -> None:
    ann.club.address = "169.254.169.254"
    ann.turn()
    assert ann.club.asked == []
    assert "private network" in ann.told()["fault"]


def test_what_fails_is_tried_less_and_less_often(ann: Subscribed) -> None:
    ann.club.status = 500
    pauses = []
    ann.turn()
    for _ in range(4):
        (row,) = ann.device.world.rows(select(FETCHING.c.next))
        pauses.append(row.next - now())
        ann.later()
    assert pauses == sorted(pauses)
    assert pauses[-1] > 6 * pauses[0]


def test_a_subscription_that_is_deleted_is_read_no_more(ann: Subscribed) -> None:
    ann.turn()
    ann.device.push(ann.device.patch(ann.subscription.id, kind="subscription", deleted=True))
    ann.turn()
    ann.later()
    assert len(ann.club.asked) == 1
    assert ann.device.world.rows(select(JOBS.c.id)) == []


def test_changing_it_twice_has_it_read_by_one_job_from_then_on(ann: Subscribed) -> None:
    ann.turn()
    for every in ("PT1H", "PT2H"):
        ann.device.push(ann.device.patch(ann.subscription.id, kind="subscription", every=every))
        ann.turn()
    ann.later()
    (row,) = ann.device.world.rows(select(JOBS.c.due))
    assert HOUR < row.due - now() <= 2 * HOUR


def test_who_may_not_write_any_more_has_nothing_written(ann: Subscribed, world: World) -> None:
    ben = world.person("ben")
    space = ann.device.ask("POST", "/spaces", {"name": "Us", "kind": "family"}).json()["id"]
    asked = ann.device.ask("POST", f"/spaces/{space}/invitations", {"role": Role.MEMBER})
    ben.ask("POST", "/invitations/accept", {"code": asked.json()["code"]})
    calendar = ben.add(kind="calendar", space=space, name="Club", of="events")
    ben.add(kind="subscription", space=space, calendar=calendar.id, url=URL)
    path = f"/spaces/{space}/members/{ben.person}"
    ann.device.ask("PATCH", path, {"role": Role.VIEWER})
    ann.turn()
    kinds = [each.kind for each in ann.device.records(space).values()]
    assert "event" not in kinds


def test_nobody_else_writes_where_a_feed_does(ann: Subscribed, world: World) -> None:
    ann.turn()
    with world.database.write() as connection:
        service.bring_all_up(connection, [ann.device.home])
        (seen,) = service.calendars_of(connection, ann.device.person)
    assert seen.subscribed
    assert not seen.editable
    program = Program(ann.device)
    path = f"{program.home}{ann.calendar.id}/new.ics"
    assert program.put(path, text(uid="new@x")).status_code == 403
    ann.device.push(ann.device.patch(ann.subscription.id, kind="subscription", deleted=True))
    assert program.put(path, text(uid="new@x")).status_code == 201
