"""A fleet: devices of several people over one server, all in this process, with faults on the way.

What is under test is real: the client's store and engine, the server's application over a real
database, HTTP between them. Only the network is in our hands (`faults`), the clocks of the
devices, and when somebody dies.
"""

from __future__ import annotations

import contextlib
import random
import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from client.errors import ClientError, SignInNeeded
from client.remote.http import Http
from client.remote.server import HttpRemote
from client.store import Store
from client.store.account import set_account, take_new_device
from client.store.windows import Bounds
from client.sync.engine import Engine
from client.sync.report import Report
from garage.ids import new_id
from garage.permissions import Role
from sync_server.accounts import sessions
from sync_server.accounts.people import add_person
from sync_server.kit import clock
from sync_server.spaces import heads, making, membership, parts
from tests.simulation.faults import Crash, Faulty, dying
from tests.simulation.server import Server

ADDRESS = "http://127.0.0.1:8765"
PEOPLE = ("ann", "bob", "cid")
DEVICES = {"laptop": "ann", "desk": "ann", "bobs": "bob", "cids": "cid"}
"""Device → whose it is."""
SHARED = {"family": {"ann": Role.OWNER, "bob": Role.MEMBER, "cid": Role.VIEWER},
          "club": {"bob": Role.OWNER, "ann": Role.MANAGER, "cid": Role.MEMBER},
          "talk": {"ann": Role.OWNER, "bob": Role.MEMBER, "cid": Role.MEMBER}}  # fmt: skip
WINDOWS = Bounds(first=3, most=6, kept=4)
"""How much of the talk, a conversation, is held: little, so that some of it goes again."""
PUSH_SIZE = 3
"""Patches in a push: few, so that a sync is many steps."""


class Minted:
    """Access tokens without the refreshing itself, which has tests of its own.

    Two profiles with one refresh token are found out as they are by the server: its family dies,
    and both have to sign in anew.
    """

    def __init__(self, fleet: Fleet, device: Device) -> None:
        self._fleet = fleet
        self._device = device
        self._token = ""

    def access(self, worn: str = "") -> str:
        """A token other than `worn`; raises SignInNeeded."""
        if not self._token or worn:
            session, fleet = self._device.session, self._fleet
            if fleet.refreshed.setdefault(session, self._device.name) != self._device.name:
                fleet.ended.add(session)
            self._token = "" if session in fleet.ended else fleet.token(session)
            if not self._token:
                raise SignInNeeded("the session ended", "sign in again")
        return self._token

    def end(self) -> None:
        """Sessions do not end here."""


@dataclass
class Device:
    """A profile on somebody's machine."""

    fleet: Fleet
    name: str
    person: str
    folder: Path
    session: str
    skew: int = 0
    """Milliseconds by which its clock is wrong."""
    backup: Path | None = None
    lost_since: int = 0
    """The number of the last edit that a restored backup of this device still knew."""
    store: Store = field(init=False)

    def __post_init__(self) -> None:
        self.open()

    def open(self) -> None:
        """Start the program."""
        self.store = Store(self.folder, lambda: time.time_ns() // 1_000_000 + self.skew)

    def close(self) -> None:
        """End it, or what is left of it after a crash."""
        self.store.close()

    @property
    def engine(self) -> Engine:
        """An engine over the store, as a program that starts makes one."""
        transport = Faulty(self.fleet, self.name)
        remote = HttpRemote(Http(ADDRESS, transport), Minted(self.fleet, self))  # type: ignore[arg-type]  # what a TokenKeeper is used for
        chance = random.Random(self.fleet.chance.random())
        size = self.fleet.push_size
        return Engine(
            self.store, remote, chance=chance, push_size=size, device_name=self.name, bounds=WINDOWS
        )

    def attempt(self, work: Callable[[Engine], Any]) -> bool:
        """Sync a little; what the network and the server refuse is no fault of this test."""
        try:
            try:
                work(self.engine)
            except SignInNeeded:
                self.sign_in_anew()
        except Crash:
            # A sign-in that was cut off is asked for again at the next sync.
            self.reopen()
        except ClientError:
            return False
        return True

    def sign_in_anew(self) -> None:
        """What a person does when told to; the program takes a new device id with it."""
        device = f"{self.fleet.chance.getrandbits(64):016x}"
        self.store.layered(lambda t: take_new_device(t, device))
        self.store.layered(lambda t: set_account(t.connection, told=1))
        self.session = self.fleet.session_for(self.person, device, self.name)
        self.fleet.counts["signed in anew"] += 1

    def sync(self) -> Report:
        """One whole sync, after signing in anew if need be."""
        try:
            return self.engine.sync()
        except SignInNeeded:
            self.sign_in_anew()
            return self.engine.sync()

    def reopen(self) -> None:
        """Die, and start again."""
        self.close()
        self.open()


@dataclass
class Template:
    """A server and devices in step, made once and copied for each schedule."""

    folder: Path
    spaces: dict[str, str]
    people: dict[str, str]
    sessions: dict[str, str]
    url: str = ""


class Fleet:
    """One schedule's world."""

    def __init__(self, template: Template, folder: Path, url: str, counts: Counter[str]) -> None:
        shutil.copytree(template.folder, folder)
        self.template = template
        self.folder = folder
        self.counts = counts
        self.chance = random.Random(0)
        self.people = template.people
        self.spaces = template.spaces
        self.fault = ""
        self.push_size = PUSH_SIZE
        self.late: list[httpx.Request] = []
        self.refreshed: dict[str, str] = {}
        """Session → the profile that uses its refresh token."""
        self.ended: set[str] = set()
        self._tokens: dict[tuple[str, str], str] = {}
        """By session and the device that it bears: a program has one for minutes."""
        self.server = Server(folder / "server", url)
        self.devices = {
            name: Device(self, name, person, folder / name, template.sessions[name])
            for name, person in DEVICES.items()
        }

    def close(self) -> None:
        """Put everything away."""
        for device in self.devices.values():
            device.close()
        self.server.leave()
        shutil.rmtree(self.folder)

    @contextlib.contextmanager
    def with_fault(self, fault: str) -> Iterator[None]:
        """The next request meets this fault."""
        self.fault = fault
        try:
            yield
        finally:
            self.fault = ""

    @contextlib.contextmanager
    def server_dies(self, at: int, *, after: bool) -> Iterator[list[int]]:
        """The server dies at its `at`-th commit from now, before or after it; whether it did."""
        with dying(self.server.database, at, after=after) as died:
            yield died
        if died:
            self.counts[f"server dies {'after' if after else 'before'} a commit"] += 1
            self.server.crash()

    def session_for(self, person: str, device: str, name: str) -> str:
        """Sign a device in."""
        granted = sessions.Granted(self.people[person], "paddock-desktop", "account sync", 0)
        with self.server.database.write() as connection:
            return sessions.open_session(connection, granted, device, name, clock.now()).id

    def ask(self, person: str, method: str, path: str, body: Any = None) -> httpx.Response:
        """A request of a person's browser, so to say."""
        device = next(name for name, owner in DEVICES.items() if owner == person)
        token = self.token(self.template.sessions[device])
        request = httpx.Request(
            method, ADDRESS + path, json=body, headers={"Authorization": f"Bearer {token}"}
        )
        return self.server.bridge.handle_request(request)

    def member_of(self, person: str) -> set[str]:
        """The spaces that the person is in, as the server has it."""
        with self.server.database.read() as connection:
            return set(parts.roles_of(connection, self.people[person]))

    def token(self, session: str) -> str:
        """An access token of a session as it is now; "" for one that a restored server forgot."""
        with self.server.database.read() as connection:
            found = sessions.session_of(connection, session)
        if found is None:
            return ""
        key = found.id, found.device
        if key not in self._tokens:
            keys = self.server.app.state.keys
            self._tokens[key] = keys.access_token(found, clock.now())
        return self._tokens[key]


def make_template(folder: Path, url: str = "") -> Template:
    """A server with three people, two shared spaces, and four devices that are signed in."""
    from tests.simulation import deeds

    folder.mkdir(parents=True)
    template = Template(folder, {}, {}, {}, url)
    server = Server(folder / "server", url)
    now = clock.now()
    with server.database.write() as connection:
        for person in PEOPLE:
            template.people[person] = add_person(
                connection, f"{person}@example.org", person, None, now
            )
        for space, members in SHARED.items():
            owner = next(name for name, role in members.items() if role is Role.OWNER)
            id_ = new_id(now)
            kind = "conversation" if space == "talk" else "family"
            making.make(connection, id_, space, kind, template.people[owner], now)
            template.spaces[space] = id_
            heads.lock_heads(connection, [id_])
            for name, role in members.items():
                membership.join(connection, id_, template.people[name], role, now)
    for name, person in DEVICES.items():
        _sign_in(template, server, name, person)
    server.stop()
    fleet = Fleet(template, folder.with_name(folder.name + "-first"), url, Counter())
    for device in [*fleet.devices.values()] * 2:
        device.engine.sync()
    for name, which in (("laptop", "family"), ("laptop", "home"), ("bobs", "club")):
        for pick in range(2):
            device = fleet.devices[name]
            space = deeds.space_of(fleet, device, which)
            assert space is not None
            deeds.add(device, space, pick, f"{which} {pick}")
    for device in [*fleet.devices.values()] * 2:
        device.engine.sync()
    for device in fleet.devices.values():
        home = device.store.read(lambda reader: reader.home()[0])
        template.spaces[f"home of {device.person}"] = home
    for device in fleet.devices.values():
        device.close()
    fleet.server.stop()
    shutil.rmtree(folder)
    fleet.folder.rename(folder)
    return template


def _sign_in(template: Template, server: Server, name: str, person: str) -> None:
    store = Store(template.folder / name)
    device = store.read(lambda reader: reader.device())
    granted = sessions.Granted(template.people[person], "paddock-desktop", "account sync", 0)
    with server.database.write() as connection:
        session = sessions.open_session(connection, granted, device, name, clock.now())
    template.sessions[name] = session.id
    store.layered(
        lambda t: set_account(
            t.connection, server=ADDRESS, person=template.people[person], name=person, told=1
        )
    )
    store.close()
