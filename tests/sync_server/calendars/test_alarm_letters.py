"""Alarms by mail: in time, once, in the person's language, quiet where nobody asked."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from garage.rules.own_marks import mute_id
from sync_server.accounts.people import set_language
from sync_server.accounts.tables import PERSON
from sync_server.app import create_app
from sync_server.calendars import mailed
from sync_server.calendars.alarm_letters import AlarmLetters, look
from sync_server.calendars.tables import MAILED
from sync_server.kit.clock import HOUR, MINUTE, now
from sync_server.kit.jobs import JOB
from sync_server.kit.tongues import Tongue
from sync_server.kit.working import Worker
from sync_server.mail.letters import letter
from sync_server.mail.service import JOB as LETTER
from sync_server.settings import Settings
from tests.sync_server.calendars.making import event
from tests.sync_server.calendars.test_busy import together
from tests.sync_server.people import Device, World, stand_in

BERLIN = {"zone": "Europe/Berlin"}


class NoPost:
    """Leaves letters in the outbox, where these tests read them: the post goes every second."""

    async def run(self) -> None:
        await asyncio.Event().wait()


@pytest.fixture
def world(settings: Settings) -> Iterator[World]:
    """A server whose jobs are done when `turn` is called, and whose letters stay."""
    app = create_app(Settings(settings.data, settings.url, jobs=False))
    app.state.authenticate = stand_in
    app.state.sender = NoPost()
    with World(app) as made:
        yield made


@dataclass
class Diary:
    """A person's calendar with what is in it."""

    device: Device
    calendar: str

    def event(self, begins: timedelta, **fields: Any) -> str:
        """One that begins so long after now."""
        start = datetime.now(UTC) + begins
        end = start + timedelta(hours=1)
        times = {
            "start": f"{start:%Y-%m-%dT%H:%M}", "end": f"{end:%Y-%m-%dT%H:%M}", "zone": "UTC",
            **fields.pop("times", {}),
        }  # fmt: skip
        return event(self.device, self.calendar, title="Club", times=times, **fields).id

    def alarm(self, event: str, trigger: str | dict[str, Any], **fields: Any) -> str:
        when = {"offset": trigger} if isinstance(trigger, str) else trigger
        said = {"action": "email", **fields}
        return self.device.add(kind="alarm", event=event, trigger=when, **said).id

    def edit(self, id_: str, kind: str, **fields: Any) -> None:
        """Change a record, and let the projections hear of it."""
        (verdict,) = self.device.push(self.device.patch(id_, kind, **fields))
        assert verdict.verdict == "merged"
        self.keep_up()

    def keep_up(self) -> None:
        """Let the projections hear of what was pushed."""
        self.device.world.run(self.device.world.app.state.keeper.catch_up())

    def turn(self) -> None:
        """Do what is due."""
        world = self.device.world
        letters = AlarmLetters(world.database)
        handlers = {mailed.JOB: letters.look, mailed.LISTEN: letters.listen}
        world.run(Worker(world.database, handlers).drain())
        assert not world.rows(select(JOB.c.id).where(JOB.c.error.is_not(None)))

    def look(self, alarm: str, after: int, space: str = "") -> None:
        """Look at an alarm as it will be after so many milliseconds."""
        world = self.device.world
        (due,) = world.rows(select(MAILED.c.next).where(MAILED.c.id == alarm))
        with world.database.write() as connection:
            look(connection, space or self.device.home, alarm, due.next, now() + after)

    def letters(self) -> list[tuple[str, str, dict[str, str]]]:
        """To whom, in which language, and what they say."""
        query = select(JOB.c.payload).where(JOB.c.name == LETTER).order_by(JOB.c.id)
        said = [json.loads(row.payload) for row in self.device.world.rows(query)]
        return [(each["to"], each["language"], each["values"]) for each in said]


@pytest.fixture
def ann(world: World) -> Diary:
    # Letters stay where they are, to be looked at.
    del world.app.state.handlers[LETTER]
    device = world.person("ann")
    calendar = device.add(kind="calendar", name="Family", of="events", zone="Europe/Berlin")
    return Diary(device, calendar.id)


def test_a_letter_goes_out_in_time_and_once(ann: Diary) -> None:
    with ann.device.world.database.write() as connection:
        set_language(connection, ann.device.person, Tongue("de"))
    alarm = ann.alarm(ann.event(timedelta(hours=3), place="Gasthof Post"), "-PT1H")
    ann.turn()
    assert ann.letters() == []
    (waiting,) = ann.device.world.rows(select(JOB.c.due).where(JOB.c.name == mailed.JOB))
    assert HOUR < waiting.due - now() <= 2 * HOUR + MINUTE
    ann.look(alarm, 2 * HOUR + MINUTE)
    ann.look(alarm, 2 * HOUR + 2 * MINUTE)
    ((to, language, values),) = ann.letters()
    assert (to, language, values["title"]) == ("ann@example.org", "de", "Club")
    written = letter(to, "paddock@example.org", "event_alarm", values, language)
    assert written["Subject"].startswith("Club: ")
    assert "Gasthof Post" in written.as_string()
    assert "Du wolltest" in written.get_body(("plain",)).get_content()  # type: ignore[union-attr]  # it has one


def test_a_series_is_told_each_time_but_not_what_was_moved_or_acknowledged(ann: Diary) -> None:
    daily = ann.event(timedelta(hours=2), times={"rules": ["FREQ=DAILY"]})
    alarm = ann.alarm(daily, "-PT1H")
    ann.turn()
    for day in range(3):
        ann.look(alarm, day * 24 * HOUR + HOUR + MINUTE)
    assert len(ann.letters()) == 3
    seen = datetime.now(UTC) + timedelta(days=3, hours=2)
    ann.edit(alarm, kind="alarm", acknowledged=f"{seen:%Y-%m-%dT%H:%M}+00:00")
    ann.turn()
    ann.look(alarm, 3 * 24 * HOUR + HOUR + MINUTE)
    assert len(ann.letters()) == 3


def test_muted_and_subscribed_calendars_are_quiet(ann: Diary) -> None:
    alarm = ann.alarm(ann.event(timedelta(hours=2)), "-PT1H")
    ann.edit(ann.calendar, kind="calendar", muted=True)
    ann.turn()
    ann.look(alarm, HOUR + MINUTE)
    assert ann.letters() == []


def test_among_several_each_is_told_as_they_chose_for_themselves(ann: Diary) -> None:
    ben, cat = (ann.device.world.person(name) for name in ("ben", "cat"))
    space = together(ann.device, ben, cat)
    with ann.device.world.database.write() as connection:
        # An alarm names them, so they are found by their addresses.
        connection.execute(update(PERSON).values(email_key=PERSON.c.email))
    calendar = ann.device.add(kind="calendar", space=space, name="Us", of="events").id
    times = {"start": f"{datetime.now(UTC) + timedelta(hours=2):%Y-%m-%dT%H:%M}", "zone": "UTC"}
    club = event(ann.device, calendar, space=space, title="Club", times=times).id
    alarm = ann.device.add(
        kind="alarm", space=space, event=club, trigger={"offset": "-PT1H"}, action="email",
        addresses=[f"mailto:{name}@example.org" for name in ("ann", "ben", "cat")],
    ).id  # fmt: skip

    def choose(who: Device, uid: str) -> None:
        fields = {"event": calendar, "uid": uid, "trigger": {"offset": "PT0S"}}
        mark = who.patch(mute_id(who.home, calendar), "alarm", **fields)
        assert who.push(mark)[0].verdict == "merged"

    choose(ben, "muted")
    ann.turn()
    ann.look(alarm, HOUR + MINUTE, space)
    assert [to for to, _, _ in ann.letters()] == ["ann@example.org", "cat@example.org"]
    # Where the calendar is quiet, it is heard by whoever wants it.
    choose(cat, "wanted")
    ann.edit(calendar, kind="calendar", space=space, muted=True)
    ann.edit(alarm, kind="alarm", space=space, trigger={"offset": "-PT30M"})
    ann.turn()
    ann.look(alarm, HOUR + 31 * MINUTE, space)
    assert [to for to, _, _ in ann.letters()[2:]] == ["cat@example.org"]


def test_an_odometer_that_is_passed_is_told_once(ann: Diary) -> None:
    car = ann.device.add(name="Golf").id
    club = ann.event(timedelta(days=40), vehicle=car)
    alarm = ann.alarm(club, {"odometer": {"value": "90000", "unit": "km"}})
    ann.turn()
    for number, reading in enumerate(("89900", "90010", "90500")):
        ann.device.add(kind="odometer_reading", vehicle=car, date=f"2026-01-0{number + 1}",
                       odometer={"value": reading, "unit": "km"})  # fmt: skip
        ann.keep_up()
        ann.turn()
        assert len(ann.letters()) == (number > 0)
    assert ann.letters()[0][2]["reading"] == "90,000 km"
    # At another distance it is told once more.
    ann.edit(alarm, kind="alarm", trigger={"odometer": {"value": "91000", "unit": "km"}})
    ann.turn()
    assert len(ann.letters()) == 1
    for reading in ("91001", "91002"):
        ann.device.add(kind="odometer_reading", vehicle=car, date="2026-01-04",
                       odometer={"value": reading, "unit": "km"})  # fmt: skip
        ann.keep_up()
        ann.turn()
        assert len(ann.letters()) == 2
    written = letter("a@example.org", "p@example.org", "event_alarm", ann.letters()[1][2], "de")
    assert "Der Kilometerstand hat 91,000 km" in written.as_string()


def test_strangers_get_no_letters_and_alarms_on_the_desktop_none(ann: Diary) -> None:
    club = ann.event(timedelta(hours=2))
    ann.alarm(club, "-PT1H", action="display")
    ann.turn()
    assert ann.device.world.count(MAILED) == 0
    alarm = ann.alarm(club, "-PT90M", addresses=["mailto:stranger@example.com"])
    ann.turn()
    ann.look(alarm, HOUR)
    assert [to for to, _, _ in ann.letters()] == ["ann@example.org"]
    # It is no longer told by mail.
    ann.edit(alarm, kind="alarm", action="display")
    assert ann.device.world.count(MAILED) == 0
