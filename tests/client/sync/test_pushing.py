"""While one push is on its way the next is made: whatever happens, each record goes once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select

from client.errors import ServerAway, TooSlow
from client.operations import records
from client.store.schema import PENDING, PUSH, SENDING
from client.sync.engine import Engine
from garage.records import Vehicle
from garage.sync.wire import PushAnswer
from tests.client.store.making import add_vehicle, vehicle
from tests.client.sync.conftest import Device, World

SIZE = 2


class OnItsWay:
    """A way to the server on which something happens to a push."""

    def __init__(self, device: Device, happens: Callable[[int], None]) -> None:
        self.session: Any = device.session
        self.happens = happens
        self.pushes = 0

    def push(self, body: bytes) -> PushAnswer:
        """Carry it, and let happen what happens before its answer comes."""
        answer: PushAnswer = self.session.push(body)
        self.pushes += 1
        self.happens(self.pushes)
        return answer

    def __getattr__(self, name: str) -> Any:
        return getattr(self.session, name)


def small_pushes(device: Device, happens: Callable[[int], None] = lambda _: None) -> Engine:
    remote: Any = OnItsWay(device, happens)
    return Engine(device.store, remote, chance=device.chance, push_size=SIZE, device_name="test")


def vehicles(device: Device) -> list[Vehicle]:
    return device.store.read(lambda reader: reader.all(Vehicle))


def count(device: Device, table: Any) -> int:
    query = select(func.count()).select_from(table)
    return device.store.read(lambda reader: reader.connection.execute(query).scalar_one())


@pytest.fixture
def laptop(world: World) -> Device:
    """A device with five vehicles that nobody has seen: three pushes, the first of them of one."""
    made = world.device()
    made.sync()
    for n in range(5):
        add_vehicle(made.store, f"Car {n}")
    return made


def settled(world: World, laptop: Device, desktop: Device) -> None:
    """All of it is on the other device, and nothing is left of the pushes."""
    world.settle()
    for table in (PUSH, SENDING, PENDING):
        assert count(laptop, table) == 0
    assert sorted(desktop.names()) == sorted(laptop.names())
    room = world.server.kept.rooms[laptop.home()]
    assert len(room.records) == 5


def test_the_next_push_is_ready_when_one_is_answered(world: World, laptop: Device) -> None:
    under_way: list[int] = []
    engine = small_pushes(laptop, lambda _: under_way.append(count(laptop, PUSH)))
    assert engine.sync().sent == 5
    assert len(under_way) == 3
    settled(world, laptop, world.device())


def test_new_records_go_in_pushes_that_grow_and_edits_all_at_once(
    world: World, laptop: Device
) -> None:
    for n in range(15):
        add_vehicle(laptop.store, f"Van {n}")
    engine = Engine(laptop.store, laptop.session, chance=laptop.chance, push_size=8)
    assert engine.sync().sent == 20
    for each in vehicles(laptop)[:7]:
        records.edit(laptop.store, each.id, {"notes": "washed"})
    add_vehicle(laptop.store, "Bus")
    assert engine.sync().sent == 8
    sent = [len(asked.patches) for name, asked in world.server.requests if name == "push"]
    assert sent == [2, 4, 8, 6, 7, 1]


@pytest.mark.parametrize(("lost", "left"), [(1, 5), (2, 4), (3, 2)])
def test_a_lost_answer_leaves_both_pushes_to_be_sent_again(
    world: World, laptop: Device, lost: int, left: int
) -> None:
    def lose(number: int) -> None:
        if number == lost:
            raise ServerAway("the answer was lost", "try again later")

    with pytest.raises(ServerAway):
        small_pushes(laptop, lose).sync()
    assert count(laptop, PUSH) == (2 if lost < 3 else 1)
    laptop.reopen()
    assert small_pushes(laptop).sync().sent == left
    pushed = [request for name, request in world.server.requests if name == "push"]
    assert [push.number for push in pushed] == sorted([1, 2, 3, lost])
    settled(world, laptop, world.device())


@pytest.mark.parametrize("at", [1, 2, 3])
def test_an_edit_of_what_is_on_its_way_in_either_push_goes_after_it(
    world: World, laptop: Device, at: int
) -> None:
    cars = vehicles(laptop)

    def edit(number: int) -> None:
        if number == at:
            for each in cars:
                records.edit(laptop.store, each.id, {"notes": f"of {each.name}"})

    small_pushes(laptop, edit).sync()
    desktop = world.device()
    settled(world, laptop, desktop)
    for each in cars:
        shown = vehicle(desktop.store, each.id)
        assert (shown.name, shown.notes) == (each.name, f"of {each.name}")


def test_what_is_refused_in_one_push_holds_up_nothing_of_the_other(
    world: World, laptop: Device
) -> None:
    world.server.refuse[vehicles(laptop)[0].id] = "forbidden"
    report = small_pushes(laptop).sync()
    assert (report.sent, report.refused) == (4, 1)
    assert laptop.waiting() == 0
    assert len(laptop.names()) == 4


class SlowLine(OnItsWay):
    """A line that brings a push of up to `most` bytes in time, `seconds` after it was sent."""

    def __init__(self, device: Device, monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
        super().__init__(device, lambda _: None)
        self.most, self.seconds, self.now = 900, seconds, 0.0
        self.sizes: list[int] = []
        self.late = 0
        monkeypatch.setattr("client.sync.pushing.monotonic", lambda: self.now)

    def push(self, body: bytes) -> PushAnswer:
        self.now += self.seconds
        if len(body) > self.most:
            self.late += 1
            raise TooSlow("what we sent came too slowly", "it is tried again later")
        self.sizes.append(len(body))
        return super().push(body)


@pytest.mark.parametrize(("seconds", "grows"), [(15.0, False), (0.1, True)])
def test_pushes_grow_again_on_a_line_that_has_become_quick(
    world: World, laptop: Device, monkeypatch: pytest.MonkeyPatch, seconds: float, grows: bool
) -> None:
    line: Any = SlowLine(laptop, monkeypatch, 15.0)
    engine = Engine(laptop.store, line, chance=laptop.chance, device_name="test")
    for n in range(200):
        add_vehicle(laptop.store, f"Van {n}")
    assert engine.sync().sent == 205
    late, largest = line.late, max(line.sizes)
    assert late
    assert largest <= line.most
    # What the line carries was found out: it is not tried again while pushes take their time.
    line.most, line.seconds, line.sizes = 10**6, seconds, []
    for n in range(200):
        add_vehicle(laptop.store, f"Bus {n}")
    assert engine.sync().sent == 200
    assert line.late == late
    assert (len(line.sizes) < 8) is grows


class LateAgain(OnItsWay):
    """A line on which a push is taken and its answer lost, and the next ones come too slowly."""

    def __init__(self, device: Device, late: int) -> None:
        super().__init__(device, lambda _: None)
        self.late = late
        self.sent: list[bytes] = []

    def push(self, body: bytes) -> PushAnswer:
        self.sent.append(body)
        if 1 < len(self.sent) <= 1 + self.late:
            raise TooSlow("what we sent came too slowly", "it is tried again later")
        answer = super().push(body)
        if len(self.sent) == 1:
            raise ServerAway("the answer was lost", "try again later")
        return answer


@pytest.mark.parametrize(("late", "as_it_was"), [(1, True), (2, False)])
@pytest.mark.parametrize("live", [False, True])
def test_what_may_have_been_taken_goes_once_more_as_it_is_before_it_is_made_anew(
    world: World, laptop: Device, *, live: bool, late: int, as_it_was: bool
) -> None:
    laptop.sync()
    for each in vehicles(laptop):
        records.edit(laptop.store, each.id, {"notes": "washed"})
    line: Any = LateAgain(laptop, late)
    engine = Engine(laptop.store, line, chance=laptop.chance, device_name="test")
    with pytest.raises(ServerAway):
        engine.sync()
    report = engine.push_waiting() if live else engine.sync()
    assert report.sent == 5
    assert line.sent[0] == line.sent[1] == line.sent[2]
    assert (len(line.sent) == 3) is as_it_was
    settled(world, laptop, world.device())
