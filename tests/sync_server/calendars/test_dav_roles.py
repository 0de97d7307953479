"""What each role may do through a calendar program: as much as on a device, and no more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import httpx
import pytest

from garage.ids import new_id
from garage.permissions import Role, Verb, may
from sync_server.kit.clock import now
from sync_server.spaces import making, membership
from tests.sync_server.calendars.making import event
from tests.sync_server.calendars.program import Program, text
from tests.sync_server.calendars.test_dav_finding import privileges
from tests.sync_server.people import Device, World

NAMING = (
    '<d:propertyupdate xmlns:d="DAV:"><d:set><d:prop><d:displayname>Tours</d:displayname>'
    "</d:prop></d:set></d:propertyupdate>"
)


class Club:
    """A club where Ann, a member, and who asks have each made a calendar, and an event in Ann's."""

    def __init__(self, world: World, role: Role) -> None:
        self.chief, self.ann = world.person("chief"), world.person("ann")
        self.space = new_id(now())
        self.chief.ask("POST", "/spaces", {"id": self.space, "name": "Club", "kind": "club"})
        self.asks = self.chief if role is Role.OWNER else world.person("ben")
        with world.database.write() as connection:
            for each in {self.ann.person, self.asks.person} - {self.chief.person}:
                membership.join(connection, self.space, each, Role.MEMBER, now())
        self.calendar = self._calendar(self.ann, "Rides")
        self.own_calendar = self._calendar(self.asks, "Own")
        event(self.ann, self.calendar, space=self.space, uid="hers")
        event(self.asks, self.calendar, space=self.space, uid="own")
        if role not in (Role.OWNER, Role.MEMBER):
            path = f"/spaces/{self.space}/members/{self.asks.person}"
            assert self.chief.ask("PATCH", path, {"role": role}).is_success
        self.program = Program(self.asks)

    def _calendar(self, device: Device, name: str) -> str:
        return device.add(kind="calendar", space=self.space, name=name, of="events").id

    def at(self, calendar: str, name: str = "") -> str:
        """An address that who asks has for a calendar, or for an event in it."""
        return f"{self.program.home}{calendar}/{name}"

    @property
    def there(self) -> dict[str, int]:
        """The club's records, and which state each is in."""
        return {id_: record.seq for id_, record in self.chief.records(self.space).items()}


@dataclass(frozen=True)
class Try:
    """Something to do at a club; what it would be on a device."""

    verb: Verb
    kind: str
    own: bool
    do: Callable[[Club], httpx.Response]


def put(uid: str) -> Callable[[Club], httpx.Response]:
    """An event, written with another title."""
    body = text("SUMMARY:Dirt", uid=uid)
    return lambda club: club.program.put(club.at(club.calendar, f"{uid}.ics"), body)


def delete(uid: str) -> Callable[[Club], httpx.Response]:
    """An event, deleted."""
    return lambda club: club.program.ask("DELETE", club.at(club.calendar, f"{uid}.ics"))


def rename(club: Club, calendar: str) -> httpx.Response:
    """A calendar, called otherwise."""
    return club.program.ask("PROPPATCH", club.at(calendar), NAMING, Content_Type="application/xml")


TRIES = {
    "read an event": Try(
        Verb.READ, "event", False, lambda c: c.program.ask("GET", c.at(c.calendar, "hers.ics"))
    ),
    "add an event": Try(Verb.ADD, "event", True, put("new")),
    "edit another's event": Try(Verb.EDIT, "event", False, put("hers")),
    "edit one's own event": Try(Verb.EDIT, "event", True, put("own")),
    "delete another's event": Try(Verb.DELETE, "event", False, delete("hers")),
    "delete one's own event": Try(Verb.DELETE, "event", True, delete("own")),
    "rename another's calendar": Try(Verb.EDIT, "calendar", False, lambda c: rename(c, c.calendar)),
    "rename one's own calendar": Try(
        Verb.EDIT, "calendar", True, lambda c: rename(c, c.own_calendar)
    ),
    "delete another's calendar": Try(
        Verb.DELETE, "calendar", False, lambda c: c.program.ask("DELETE", c.at(c.calendar))
    ),
    "delete one's own calendar": Try(
        Verb.DELETE, "calendar", True, lambda c: c.program.ask("DELETE", c.at(c.own_calendar))
    ),
}


@pytest.mark.parametrize("role", [Role.OWNER, Role.MANAGER, Role.MEMBER, Role.VIEWER])
@pytest.mark.parametrize("what", TRIES)
def test_a_program_does_what_the_role_may_and_nothing_else(
    world: World, role: Role, what: str
) -> None:
    club, tried = Club(world, role), TRIES[what]
    before = club.there
    answer = tried.do(club)
    assert (answer.status_code == 403 or "403 Forbidden" in answer.text) == (
        not may(role, tried.verb, tried.kind, own=tried.own)
    ), (answer.status_code, answer.text)
    if answer.status_code == 403:
        assert "need-privileges" in set(club.program.refused(answer))
    else:
        assert answer.is_success, answer.text
    changes = tried.verb is not Verb.READ and may(role, tried.verb, tried.kind, own=tried.own)
    assert (club.there != before) == changes


@pytest.mark.parametrize("role", [Role.OWNER, Role.MANAGER, Role.MEMBER, Role.VIEWER])
def test_a_program_is_told_what_the_role_may(world: World, role: Role) -> None:
    club = Club(world, role)
    told = privileges(club.program, club.at(club.calendar))
    assert "read" in told
    for name, verb in (("write-content", Verb.EDIT), ("bind", Verb.ADD)):
        assert (name in told) == may(role, verb, "event")
    assert ("write-properties" in told) == may(role, Verb.EDIT, "calendar")


def test_a_guest_of_a_conversation_finds_no_calendar_of_it(world: World) -> None:
    host, guest = world.person("host"), world.person("guest")
    talk = new_id(now())
    with world.database.write() as connection:
        making.make(connection, talk, "Talk", "conversation", host.person, now())
        membership.join(connection, talk, guest.person, Role.GUEST, now())
    calendar = host.add(kind="calendar", space=talk, name="Rides", of="events").id
    event(host, calendar, space=talk, uid="hers")
    program = Program(guest)
    path = f"{program.home}{calendar}/"
    assert path not in program.find(program.home, "d:displayname", depth="1").by_href
    for method, where in (("PROPFIND", path), ("GET", f"{path}hers.ics"), ("DELETE", path)):
        assert program.ask(method, where, Depth="0").status_code == 404
    assert program.put(f"{path}new.ics", text(uid="new")).status_code == 404
