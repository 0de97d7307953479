"""What comes with a poke is taken in where it is all there is to know; else a pull is wanted."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from client.operations import records
from client.remote.protocol import Poke
from client.store.spaces import held_spaces, put_space, read_again
from client.sync.report import Report
from client.sync.status import read_status
from garage.records import Vehicle
from garage.sync.wire import SCHEMA, PullRequest, WireEnvelope
from tests.client.store.making import add_vehicle
from tests.client.sync.conftest import Device, World


@dataclass
class Line:
    """Two devices in step; what the one does then can be poked to the other."""

    laptop: Device
    desktop: Device
    vehicle: str

    def space(self) -> tuple[str, int]:
        home = self.desktop.home()
        held = self.desktop.store.read(lambda reader: held_spaces(reader.connection))
        return home, next(space.cursor for space in held if space.id == home)

    def news(self) -> list[WireEnvelope]:
        home, cursor = self.space()
        epoch = self.laptop.world.server.epoch
        (page,) = self.laptop.session.pull(PullRequest(epoch, SCHEMA, {home: cursor})).pages
        return page.envelopes

    def taken(self, before: int, head: int, envelopes: list[WireEnvelope]) -> bool:
        poke = Poke("poke", self.space()[0], before, head, envelopes)
        return self.desktop.engine.take_poke(poke, Report())

    def name(self) -> str:
        return self.desktop.store.read(lambda reader: reader.get(Vehicle, self.vehicle)).name


@pytest.fixture
def line(world: World) -> Line:
    laptop, desktop = world.device(), world.device()
    vehicle = add_vehicle(laptop.store, "Herbie")
    laptop.sync()
    desktop.sync()
    records.edit(laptop.store, vehicle, {"name": "Berta"})
    laptop.sync()
    return Line(laptop, desktop, vehicle)


def test_what_follows_on_what_is_held_is_taken_in(line: Line) -> None:
    _, cursor = line.space()
    news = line.news()
    head = news[-1].seq
    assert line.taken(cursor, head, news)
    assert line.name() == "Berta"
    assert line.space()[1] == head
    # The pull finds nothing that would be news, and the digests agree.
    assert line.desktop.sync().received == 0


def test_what_is_held_already_needs_nothing(line: Line) -> None:
    line.desktop.sync()
    _, cursor = line.space()
    assert line.taken(cursor - 1, cursor, [])


def test_a_gap_before_it_or_a_hole_in_it_wants_a_pull(line: Line) -> None:
    _, cursor = line.space()
    news = line.news()
    head = news[-1].seq
    assert not line.taken(cursor + 1, head + 1, news)
    assert not line.taken(cursor, head + 1, news)
    assert not line.taken(cursor, head, [])
    assert line.name() == "Herbie"
    assert line.space()[1] == cursor


def test_a_space_that_is_read_again_or_hidden_wants_a_pull(line: Line) -> None:
    home, cursor = line.space()
    news = line.news()
    line.desktop.store.layered(lambda t: put_space(t.connection, home, hidden=1))
    assert not line.taken(cursor, news[-1].seq, news)
    line.desktop.store.layered(lambda t: put_space(t.connection, home, hidden=0))
    line.desktop.store.layered(lambda t: read_again(t.connection, home))
    assert not line.taken(0, news[-1].seq, news)


def test_an_edit_that_waits_stays_on_top(line: Line) -> None:
    records.edit(line.desktop.store, line.vehicle, {"trim": "Mine"})
    _, cursor = line.space()
    news = line.news()
    assert line.taken(cursor, news[-1].seq, news)
    vehicle = line.desktop.store.read(lambda reader: reader.get(Vehicle, line.vehicle))
    assert (vehicle.name, vehicle.trim) == ("Berta", "Mine")
    assert line.desktop.waiting() == 1


def test_what_the_live_line_brings_and_what_it_lets_be_sent_is_a_sync_as_well(line: Line) -> None:
    def synced(device: Device) -> int:
        account = device.store.read(read_status).account
        assert account is not None
        return account.last_sync

    clock, news, cursor = line.laptop.world.clock, line.news(), line.space()[1]
    clock.now += 120_000
    since = clock.now
    assert line.taken(cursor, news[-1].seq, news)
    assert synced(line.desktop) > since
    clock.now += 120_000
    since = clock.now
    records.edit(line.desktop.store, line.vehicle, {"name": "Herbie again"})
    line.desktop.engine.push_waiting()
    assert synced(line.desktop) > since
