"""A family with all that a route can be asked about, and for each route a request that is taken."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import quote, urlencode

import httpx
from sqlalchemy import Connection, insert

from garage.ids import new_id
from garage.permissions import Role
from sync_server.abroad import connections
from sync_server.accounts.tables import SESSION
from sync_server.kit.clock import DAY, now
from sync_server.oauth.service import pair_code
from sync_server.spaces import making, membership
from tests.sync_server.people import Device, World
from tests.sync_server.visiting import PAIR

CLIENT = "paddock-desktop"
PUSH = "POST /sync/push"


@dataclass(frozen=True)
class Asked:
    """A request by the template of its route, and who may make it."""

    by: Device
    path: dict[str, str] = field(default_factory=dict)
    query: dict[str, Any] = field(default_factory=dict)
    body: dict[str, Any] | None = None
    form: bool = False

    def send(self, label: str, by: Device | None = None) -> httpx.Response:
        """Ask, as somebody else if one is named; `label` is the route's method and path."""
        method, _, template = label.partition(" ")
        where = template.format(**{name: quote(each, safe="") for name, each in self.path.items()})
        if self.query:
            where += f"?{urlencode(self.query, doseq=True)}"
        by = by or self.by
        if not self.form:
            return by.ask(method, where, self.body)
        answer: httpx.Response = by.world.run(by.world.http.request(method, where, data=self.body))
        return answer

    def of(self, other: dict[str, str]) -> Asked:
        """The same with other ids."""
        return replace(
            self,
            path=swapped(self.path, other),
            query=swapped(self.query, other),
            body=swapped(self.body, other),
        )


def swapped(value: Any, other: dict[str, str]) -> Any:
    """A message in which other ids stand, also within a text."""
    if isinstance(value, dict):
        return {swapped(name, other): swapped(each, other) for name, each in value.items()}
    if isinstance(value, list):
        return [swapped(each, other) for each in value]
    if isinstance(value, str):
        for old, new in other.items():
            value = value.replace(old, new)
    return value


def sign_in(connection: Connection, device: Device, session: str) -> None:
    """A session of a device."""
    values = {
        "id": session, "person": device.person, "device": device.device, "client": CLIENT,
        "scope": "account sync", "auth_time": now() // 1000, "first": now(), "last": now(),
    }  # fmt: skip
    connection.execute(insert(SESSION).values(values))


class Household:
    """An owner, one person of each role, somebody about to come, and something of everything."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.owner, self.newcomer = world.person("owner"), world.person("newcomer")
        self.member, self.viewer = world.person("member"), world.person("viewer")
        self.guest, self.talk = world.person("guest"), new_id(now())
        self.space = self.made("/spaces", name="Family", kind="family")["id"]
        with world.database.write() as connection:
            for each, role in ((self.member, Role.MEMBER), (self.viewer, Role.VIEWER)):
                membership.join(connection, self.space, each.person, role, now())
            making.make(connection, self.talk, "Talk", "conversation", self.owner.person, now())
            membership.join(connection, self.talk, self.guest.person, Role.GUEST, now())
            self.session = new_id(now())
            sign_in(connection, self.owner, f"session-{self.owner.device}")
            sign_in(connection, self.owner.another(), self.session)
            self.connected = connections.add(connection, self.owner.person, "google", "a@b", "")
            self.pair_code = pair_code(connection, self.owner.person, now())
        self.inner = self.made(f"/spaces/{self.space}/enclosed", name="Papers")["id"]
        made = self.made(f"/spaces/{self.space}/invitations", role="member")
        self.invitation, self.code = made["id"], made["code"]
        made = self.made("/feeds", of="space", space=self.space)
        self.feed, self.feed_token = made["feed"]["id"], made["url"].split("/")[-1][: -len(".ics")]
        cars = [self.owner.patch(space=self.space, name=name) for name in ("Berta", "Emil", "Otto")]
        diary = self.owner.patch(kind="calendar", space=self.space, name="Diary", of="events")
        self.owner.push(*cars, diary)
        self.calendar = diary["id"]
        self.record, self.erased, self.moved = (each["id"] for each in cars)
        self.epoch = self.owner.epoch()

    def made(self, path: str, **asked: Any) -> dict[str, Any]:
        """What the owner was answered."""
        answer = self.owner.ask("POST", path, asked)
        assert answer.status_code == 200, answer.text
        made: dict[str, Any] = answer.json()
        return made

    @property
    def ids(self) -> dict[str, str]:
        """What has an id here."""
        return {
            "space": self.space, "inner": self.inner, "talk": self.talk, "home": self.owner.home,
            "person": self.member.person, "invitation": self.invitation, "session": self.session,
            "feed": self.feed, "connected": self.connected, "record": self.record,
            "erased": self.erased, "moved": self.moved, "calendar": self.calendar,
        }  # fmt: skip

    def push(self) -> dict[str, Any]:
        """A push of two edits: of a record that is there, and of one that is new."""
        vehicle = self.owner.patch(self.record, space=self.space, name="Bertha")
        return self.owner.body(vehicle, self.owner.patch(space=self.space, name="Moritz"))

    def requests(self) -> dict[str, Asked]:
        """Method and path of every route → a request that is taken, if none before it was."""
        return {**self._of_spaces(), **self._of_records(), **self._of_accounts(), **self._of_all()}

    def request(self, label: str) -> Asked:
        """The request of one route; of a push another one each time."""
        if label == PUSH:
            return Asked(self.owner, body=self.push())
        return self.requests()[label]

    def _of_spaces(self) -> dict[str, Asked]:
        owner, space = self.owner, {"space": self.space}
        member = {**space, "person": self.member.person}
        inner = {"space": self.inner, "person": self.member.person}
        invitation = {**space, "invitation": self.invitation}
        code, role = {"code": self.code}, {"role": "viewer"}
        new = {"name": "New", "kind": "family", "id": new_id(now())}
        hands = {"person": self.member.person}
        enclosed = {"name": "Inner", "id": new_id(now()), "members": [{**hands, **role}]}
        return {
            "GET /spaces": Asked(owner),
            "POST /spaces": Asked(owner, body=new),
            "PATCH /spaces/{space}": Asked(owner, space, body={"name": "Clan"}),
            "DELETE /spaces/{space}": Asked(owner, space),
            "GET /spaces/{space}/members": Asked(owner, space),
            "PATCH /spaces/{space}/members/{person}": Asked(owner, member, body=role),
            "PUT /spaces/{space}/members/{person}": Asked(owner, inner, body=role),
            "DELETE /spaces/{space}/members/{person}": Asked(owner, member),
            "POST /spaces/{space}/take-back": Asked(owner, inner),
            "POST /spaces/{space}/leave": Asked(self.member, space),
            "POST /spaces/{space}/owner": Asked(owner, space, body=hands),
            "POST /spaces/{space}/enclosed": Asked(owner, space, body=enclosed),
            "GET /spaces/{space}/invitations": Asked(owner, space),
            "POST /spaces/{space}/invitations": Asked(owner, space, body=role),
            "DELETE /spaces/{space}/invitations/{invitation}": Asked(owner, invitation),
            "POST /invitations/look": Asked(self.newcomer, body=code),
            "POST /invitations/accept": Asked(self.newcomer, body=code),
        }

    def _of_records(self) -> dict[str, Asked]:
        owner = self.owner
        pull = {
            "epoch": self.epoch, "schema": 1, "limit": 100,
            "spaces": {owner.home: 0, self.space: 0, self.talk: 0},
            "windows": {self.talk: {"before": 0, "limit": 10}},
        }  # fmt: skip
        move = {"space": self.space, "to": owner.home, "ids": [self.moved]}
        erase = {"space": self.space, "ids": [self.erased]}
        feed = {
            "of": "calendar", "space": self.space, "target": self.calendar, "name": "Ours",
            "zone": "UTC", "language": "en",
        }  # fmt: skip
        busy = {"person": [f"{self.member.person}@example.org"], "since": 0, "before": DAY}
        return {
            PUSH: Asked(owner),
            "POST /sync/pull": Asked(owner, body=pull),
            "POST /records/move": Asked(owner, body=move),
            "POST /records/erase": Asked(owner, body=erase),
            "GET /feeds": Asked(owner, query={"space": self.space}),
            "POST /feeds": Asked(owner, body=feed),
            "DELETE /feeds/{feed}": Asked(owner, {"feed": self.feed}),
            "GET /feeds/{token}.ics": Asked(owner, {"token": self.feed_token}),
            "HEAD /feeds/{token}.ics": Asked(owner, {"token": self.feed_token}),
            "GET /calendars/busy": Asked(owner, query=busy),
            "GET /calendars/connected": Asked(owner),
            "POST /calendars/connected/{connected}/sync": Asked(
                owner, {"connected": self.connected}
            ),
        }

    def _of_accounts(self) -> dict[str, Asked]:
        owner, session = self.owner, {"session": self.session}
        return {
            "GET /account": Asked(owner),
            "PATCH /account": Asked(owner, body={"name": "Anna"}),
            "DELETE /account": Asked(owner),
            "POST /account/home": Asked(owner, body={"space": owner.home}),
            "GET /account/devices": Asked(owner),
            "DELETE /account/devices/{session}": Asked(owner, session),
            "POST /account/devices/sign-out": Asked(owner),
            "POST /account/device": Asked(owner, body={"device": owner.device[::-1]}),
        }

    def _of_all(self) -> dict[str, Asked]:
        owner, client = self.owner, {"client_id": CLIENT}
        pairing = {**client, "grant_type": PAIR, "pair_code": self.pair_code, "zone": "UTC",
                   "device": "", "device_name": "Phone"}  # fmt: skip
        token = {**client, "token": "none that there is"}
        return {
            "GET /.well-known/paddock": Asked(owner),
            "GET /.well-known/oauth-authorization-server": Asked(owner),
            "GET /oauth/jwks": Asked(owner),
            "POST /oauth/token": Asked(owner, body=pairing, form=True),
            "POST /oauth/device_authorization": Asked(owner, body=client, form=True),
            "POST /oauth/revoke": Asked(owner, body=token, form=True),
            "POST /oauth/introspect": Asked(owner, body=token, form=True),
            "GET /health": Asked(owner),
            "GET /metrics": Asked(owner),
        }
