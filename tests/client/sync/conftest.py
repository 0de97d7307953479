"""Devices of their own for each test, with one server between them."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from client.store import Store
from client.store.account import set_account
from client.sync.engine import Engine
from client.sync.report import Report
from tests.client.store import making
from tests.client.sync.standin import Server, Session


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
