"""The book of edits finds what a broken client or server loses, and nothing where all is right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from client.store import settling, waiting
from garage.records import Record
from sync_server.records.overtaken import Overtaken
from tests.simulation import deeds
from tests.simulation.agreement import all_agree
from tests.simulation.book import Book
from tests.simulation.fleet import Device, Fleet, make_template
from tests.simulation.looks import looks
from tests.simulation.one_thread import in_one_thread


class World:
    """A fleet, and the book of what is done in it to one vehicle of the family."""

    def __init__(self, fleet: Fleet) -> None:
        self.fleet, self.book = fleet, Book()
        self.laptop, self.desk = fleet.devices["laptop"], fleet.devices["desk"]
        self.bobs = fleet.devices["bobs"]
        self.family = fleet.spaces["family"]
        self.id = self._found(self.laptop).id

    def _found(self, device: Device) -> Record:
        there = deeds.all_of(device, deleted=None)
        return next(
            r for r in there
            if r.space == self.family and r.kind == "vehicle" and r.id == getattr(self, "id", r.id)
        )  # fmt: skip

    def name(self, device: Device, value: str) -> None:
        """Give it a name."""
        self._write(device, lambda record: deeds.edit(device, record, "name", value))

    def mark(self, device: Device) -> None:
        """Delete it, or bring it back."""
        self._write(device, lambda record: deeds.mark(device, record))

    def _write(self, device: Device, work: Callable[[Record], bool]) -> None:
        before = looks(device, [self.id])
        assert work(self._found(device))
        self.book.write(device.name, before, looks(device, [self.id]))

    def let_bob(self, role: str) -> None:
        """Change his role."""
        path = f"/spaces/{self.family}/members/{self.fleet.people['bob']}"
        assert self.fleet.ask("ann", "PATCH", path, {"role": role}).status_code < 300


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with in_one_thread():
        fleet = Fleet(make_template(tmp_path / "template"), tmp_path / "world", "", Counter())
        made = World(fleet)
        with made.book.following():
            yield made
        fleet.close()


def a_deletion_that_is_refused(world: World) -> None:
    world.let_bob("manager")
    world.bobs.sync()
    world.mark(world.bobs)
    world.let_bob("viewer")


def a_deletion_that_lost(world: World) -> None:
    world.mark(world.laptop)
    world.laptop.sync()
    world.desk.sync()
    # One device brings it back and deletes it again; another, which has not seen that, brings it
    # back.
    world.mark(world.desk)
    world.mark(world.desk)
    world.mark(world.laptop)
    world.laptop.sync()


def a_value_beneath_one_that_is_refused(world: World) -> None:
    world.fleet.server.backup()
    world.name(world.bobs, "First")
    world.bobs.sync()
    assert world.fleet.server.restore()
    world.book.excuse_forgotten(world.fleet)
    # What the server forgot waits to be offered; then it is replaced, and neither may be sent.
    for _ in range(2):
        world.bobs.attempt(lambda engine: engine.pull_once())
    world.name(world.bobs, "Second")
    world.let_bob("viewer")


def a_tag_that_is_refused(world: World) -> None:
    world._write(world.bobs, lambda record: deeds.edit(world.bobs, record, "tag", "new"))
    world.let_bob("viewer")


def keep_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settling, "keep_edit", lambda *args, **named: None)


def overtake_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Overtaken, "add", lambda self, loser: None)


def join_what_is_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    def takes_more(row: Any, base: Any) -> bool:
        return row.sent is None

    monkeypatch.setattr(waiting, "_takes_more", takes_more)


CASES = [
    (a_deletion_that_is_refused, keep_nothing),
    (a_deletion_that_lost, overtake_nothing),
    (a_value_beneath_one_that_is_refused, join_what_is_offered),
    (a_tag_that_is_refused, keep_nothing),
]


@pytest.mark.parametrize("deed", [deed for deed, _ in CASES])
def test_where_all_is_right_nothing_is_lost(deed: Callable[[World], None], world: World) -> None:
    deed(world)
    all_agree(world.fleet, world.book)


@pytest.mark.parametrize(("deed", "fault"), CASES)
def test_what_a_fault_loses_is_found(
    deed: Callable[[World], None],
    fault: Callable[[pytest.MonkeyPatch], None],
    world: World,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fault(monkeypatch)
    deed(world)
    with pytest.raises(AssertionError, match="acknowledged edits are nowhere"):
        all_agree(world.fleet, world.book)
