"""Devices of their own for each test, with one server between them."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from client.store import Store
from client.store.account import set_account
from client.store.schema import CONFIRMED, PENDING, PUSH, SENDING
from client.store.spaces import held_spaces
from client.sync.engine import Engine
from client.sync.report import Report
from garage.records import kind_named
from tests.client.store import making
from tests.client.sync.standin import Room, Server, Session


@dataclass
class World:
    """Time, a server, and the devices that were made."""

    folder: Path
    clock: making.Clock = field(default_factory=making.Clock)
    devices: list[Device] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.server = Server(lambda: self.clock.now)

    def device(self, person: str = "ann", **options: Any) -> Device:
        """A new profile, signed in."""
        return Device(self, person, self.folder / f"device-{len(self.devices)}", **options)

    def settle(self) -> None:
        """Sync all devices until nothing is left to say."""
        for _ in range(3):
            for device in self.devices:
                device.sync()


class Device:
    """A profile with its engine."""

    def __init__(
        self, world: World, person: str, folder: Path, skew: int = 0, leave_local: bool = False,
        sign_in: bool = True,
    ) -> None:  # fmt: skip
        self.world, self.person, self.folder, self.skew = world, person, folder, skew
        self.leave_local = leave_local
        self.chance = random.Random(len(world.devices))
        self.open()
        world.devices.append(self)
        if sign_in:
            self.sign_in()

    def open(self) -> None:
        self.store = Store(self.folder, lambda: self.world.clock() + self.skew)

    def sign_in(self) -> None:
        device = self.store.read(lambda reader: reader.device())
        self.session: Session = self.world.server.session(self.person, device)
        self.store.layered(
            lambda t: set_account(
                t.connection, server="http://stand.in", person=self.person,
                leave_local=int(self.leave_local),
            )
        )  # fmt: skip
        self.engine = Engine(self.store, self.session, chance=self.chance, device_name="test")

    def reopen(self) -> None:
        """As after a crash: everything in memory is gone."""
        self.store.close()
        self.open()
        self.engine = Engine(self.store, self.session, chance=self.chance, device_name="test")

    def sync(self) -> Report:
        return self.engine.sync()

    def home(self) -> str:
        return self.store.read(lambda reader: reader.home()[0])

    def waiting(self) -> int:
        return self.store.read(lambda reader: reader.waiting())

    def names(self) -> list[str]:
        return making.names(self.store)


def rows(device: Device, table: Any) -> list[Any]:
    """All rows of a table of the store."""
    return device.store.read(lambda reader: list(reader.connection.execute(select(table))))


def check_agreement(world: World) -> None:
    """All devices hold what the server holds, and know it by the digest."""
    for device in world.devices:
        assert device.waiting() == 0
        assert rows(device, CONFIRMED) == []
        assert rows(device, PENDING) == rows(device, PUSH) == rows(device, SENDING) == []
        for space in device.store.read(lambda reader: held_spaces(reader.connection)):
            if space.is_shared:
                room = world.server.kept.rooms[space.id]
                assert (space.digest, space.cursor) == (room.digest(), room.head)


def shared_space(world: World, *people: str, role: str = "member") -> str:
    """The id of a space that the first of the people owns; the others have the role."""
    id_ = making.fixed_id(777)
    roles = {person: "owner" if person == people[0] else role for person in people}
    world.server.kept.rooms[id_] = Room("Family", "family", members=roles)
    return id_


def add_in(device: Device, space: str, name: str) -> str:
    """The id of a vehicle that a device adds in a space."""
    kind = kind_named("vehicle")
    changes = device.store.operate(
        lambda t: t.add(kind, kind.complete({"name": name}), space=space), "add", name
    )
    return making.only(changes)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A server and no device yet."""
    made = World(tmp_path)
    yield made
    for device in made.devices:
        device.store.close()


@pytest.fixture
def device(world: World) -> Callable[..., Device]:
    """Makes devices; of Ann, unless a person is named."""
    return world.device
