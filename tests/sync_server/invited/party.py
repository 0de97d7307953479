"""Somebody who asks guests to an event, and the letters that go out."""

from __future__ import annotations

import asyncio
import email
import email.policy
import re
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any

import httpx
from sqlalchemy import select

from garage.sync.wire import WireEnvelope
from sync_server.invited import ending, leaving
from sync_server.invited.house import House
from sync_server.invited.marking import JOB
from sync_server.invited.settling import Settling
from sync_server.invited.tables import WAITING
from sync_server.kit.clock import MINUTE, now
from sync_server.kit.jobs import JOB as JOBS
from sync_server.kit.working import Worker
from sync_server.mail.service import JOB as LETTER
from tests.sync_server.people import Device, World
from tests.sync_server.visiting import forms_of

TIMES = {"start": "2047-03-05T10:00", "end": "2047-03-05T11:00", "zone": "Europe/Berlin"}


@dataclass
class Party:
    """A person with a calendar and an event in it."""

    device: Device
    calendar: WireEnvelope
    event: WireEnvelope

    @classmethod
    def of(cls, world: World, **more: Any) -> Party:
        device = world.person("ann")
        calendar = device.add("calendar", name="Mine", of="events")
        return cls(device, calendar, _event(device, calendar, **more))

    @property
    def world(self) -> World:
        return self.device.world

    def invite(self, address: str, **more: Any) -> WireEnvelope:
        """Ask somebody."""
        fields = {"event": self.event.id, "address": f"mailto:{address}", **more}
        return self.device.add("attendee", **fields)

    def change(self, **fields: Any) -> None:
        """Change the event."""
        self.change_of(self.event, **fields)

    def change_of(self, record: WireEnvelope, **fields: Any) -> None:
        """Change a record, having seen it."""
        there = self.device.records(record.space)[record.id]
        stamps = there.stamps
        base = {name: stamps.get(name, stamps[""]) for name in fields if name in there.fields}
        (verdict,) = self.device.push(
            self.device.patch(record.id, record.kind, record.space, base, **fields)
        )
        assert verdict.verdict == "merged", verdict

    def turn(self) -> None:
        """Let it be quiet for a while, and do what is due then."""
        turn(self.world)

    def letters(self) -> list[EmailMessage]:
        """All letters so far."""
        return letters(self.world)

    def guests(self) -> dict[str, dict[str, Any]]:
        """Address → fields of who attends."""
        return {
            each.fields["address"].removeprefix("mailto:"): each.fields
            for each in self.device.records().values()
            if each.kind == "attendee" and not each.fields.get("deleted")
        }


def _event(device: Device, calendar: WireEnvelope, **more: Any) -> WireEnvelope:
    fields = {"calendar": calendar.id, "uid": "tour@x", "title": "Tour", "times": TIMES}
    return device.add("event", **{**fields, **more})


def turn(world: World) -> None:
    """Let it be quiet everywhere, and do the jobs of guests until nothing is left."""
    house = House.of(world.app.state.settings)
    settling = Settling(world.database, house)
    worker = Worker(
        world.database,
        {
            JOB: settling.space,
            leaving.JOB: settling.erased,
            ending.JOB: settling.calendar,
        },
    )
    for _ in range(5):
        with world.database.write() as connection:
            connection.execute(WAITING.update().values(changed=now() - 2 * MINUTE))
            connection.execute(JOBS.update().values(due=now(), key=JOBS.c.id))
        if not world.run(worker.drain()):
            break
    assert not world.rows(select(JOBS.c.id).where(JOBS.c.error.is_not(None)))
    assert not world.count(WAITING)


def letters(world: World) -> list[EmailMessage]:
    """All letters so far, sent now if they wait."""

    waiting = JOBS.c.name == LETTER

    async def send() -> None:
        # The server's own worker may have one of them, and goes on only while the loop turns.
        worker = Worker(world.database, {LETTER: world.app.state.handlers[LETTER]})
        while await worker.work_one() or world.rows(select(JOBS.c.id).where(waiting)):
            await asyncio.sleep(0.005)

    world.run(send())
    files = sorted((world.app.state.settings.data / "mail").glob("*.eml"))
    return [
        email.message_from_bytes(file.read_bytes(), policy=email.policy.default) for file in files
    ]


def calendar_of(letter: EmailMessage) -> tuple[str, str]:
    """The method that the letter says, and its calendar unfolded."""
    (part,) = [each for each in letter.walk() if each.get_content_type() == "text/calendar"]
    text = part.get_content().replace("\r\n ", "").replace("\n ", "").replace("\r\n", "\n")
    return str(part.get_param("method")), text


def link_of(letter: EmailMessage) -> str:
    """The path of the letter's link."""
    body = letter.get_body(("plain",))
    assert body is not None
    found = re.search(r"/invited/\S+", body.get_content())
    assert found is not None
    return found[0]


class Visitor:
    """Somebody with a browser, and no account."""

    def __init__(self, world: World, language: str = "en") -> None:
        self.world = world
        transport = httpx.ASGITransport(world.app)
        self.client = httpx.AsyncClient(transport=transport, base_url="http://server")
        self.client.headers["Accept-Language"] = language

    def open(self, path: str) -> httpx.Response:
        """Go there."""
        answer: httpx.Response = self.world.run(self.client.get(path))
        return answer

    def send(self, path: str, n: int = 0, **typed: str) -> httpx.Response:
        """Fill in a form of the page, and follow where it leads."""
        form = forms_of(self.open(path).text)[n]
        data = {**form.fields, **typed}
        answer: httpx.Response = self.world.run(
            self.client.post(form.action, data=data, follow_redirects=True)
        )
        return answer
