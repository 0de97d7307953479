"""A conversation is held by a window: the newest of it, more on demand, and always one's own."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from client.operations import records
from client.store import Store
from client.store.arriving import slices
from client.store.leaving import erase
from client.store.spaces import HeldSpace, held_spaces, put_space
from client.store.windows import WINDOWS, Bounds, window_digest
from client.sync.engine import Engine
from client.sync.plan import floor_after
from client.sync.service import SyncService
from garage.ids import new_id
from garage.permissions import Role
from garage.records import Vehicle, kind_named
from garage.sync.wire import Page, WireEnvelope, digest_text
from sync_server.kit import clock
from sync_server.records import erasure
from sync_server.records.finishing import finish
from sync_server.records.tables import RECORD
from sync_server.spaces import making, membership
from tests.client.sync.real_server import RealServer, remote, running

BOUNDS = Bounds(first=10, most=30, kept=15)
PULLED = 20
SAID = kind_named("vehicle")


class Teller:
    """One who has part in the talk, on a device of their own."""

    def __init__(self, server: RealServer, folder: Path, person: str, bounds: Bounds) -> None:
        self.server, self.person = server, person
        self.store = Store(folder)
        server.sign_in(self.store, person)
        self.remote = remote(self.store)
        self.engine = Engine(
            self.store, self.remote, chance=random.Random(1), bounds=bounds, pull_size=PULLED
        )

    def say(self, talk: str, *names: str) -> None:
        """Write some; synced before and after."""
        self.engine.sync()

        def work(transaction: Any) -> None:
            for name in names:
                transaction.add(SAID, {"name": name}, space=talk)

        self.store.operate(work, "add", "Said")
        self.engine.sync()

    def edit(self, name: str, becomes: str) -> None:
        records.edit(self.store, self.ids()[name], {"name": becomes})

    def ids(self) -> dict[str, str]:
        found = self.store.read(lambda reader: reader.all(Vehicle))
        return {vehicle.name: vehicle.id for vehicle in found}

    def names(self) -> list[str]:
        """What is held, the oldest first; what waits comes last."""
        return sorted(self.ids(), key=lambda name: (len(name), name))

    def space(self, talk: str) -> HeldSpace:
        held = self.store.read(lambda reader: held_spaces(reader.connection))
        return next(space for space in held if space.id == talk)

    def close(self) -> None:
        self.remote.close()
        self.store.close()


class Talk:
    """A conversation of Ann and Ben, Ben's device holding all of it."""

    def __init__(self, server: RealServer, folder: Path) -> None:
        ann, ben = server.person("ann"), server.person("ben")
        self.server, self.id = server, new_id(clock.now())
        with server.app.state.database.write() as connection:
            making.make(connection, self.id, "Talk", "conversation", ben, clock.now())
            membership.join(connection, self.id, ann, Role.MEMBER, clock.now())
        self.ann = Teller(server, folder / "ann", ann, BOUNDS)
        self.ben = Teller(server, folder / "ben", ben, WINDOWS)
        self.ben.engine.sync()

    def erase(self, *ids: str) -> None:
        with self.server.app.state.database.write() as connection:
            _, writing = erasure.erase(connection, self.ben.person, self.id, ids, clock.now())
            finish(connection, [writing])

    def agrees(self) -> None:
        """Ann's window is that of the server: all born since, by its digest too."""
        space = self.ann.space(self.id)
        here = (RECORD.c.space == self.id) & (RECORD.c.born >= space.floor)
        with self.server.app.state.database.read() as connection:
            there = connection.execute(select(RECORD.c.id, RECORD.c.part).where(here)).all()
        assert {row.id for row in there} <= set(self.ann.ids().values())
        held = self.ann.store.read(lambda reader: window_digest(reader.connection, space))
        assert (held, space.state) == (digest_text(row.part for row in there), "shared")


@pytest.fixture
def talk(tmp_path: Path) -> Iterator[Talk]:
    with running(tmp_path / "server") as server:
        made = Talk(server, tmp_path)
        yield made
        made.ann.close()
        made.ben.close()


def numbered(start: int, end: int) -> list[str]:
    return [f"{n:03}" for n in range(start, end)]


def test_the_newest_are_held_and_the_rest_comes_on_demand(talk: Talk) -> None:
    talk.ben.say(talk.id, *numbered(0, 25))
    talk.ann.engine.sync()
    assert talk.ann.names() == numbered(15, 25)
    talk.agrees()
    assert talk.ann.engine.page_back(talk.id, 10).received == 10
    assert talk.ann.names() == numbered(5, 25)
    talk.agrees()
    assert talk.ann.engine.page_back(talk.id, 10).received == 5
    assert talk.ann.names() == numbered(0, 25)
    assert talk.ann.space(talk.id).floor == 0
    assert talk.ann.engine.page_back(talk.id, 10).received == 0
    assert talk.ann.space(talk.id).digest == talk.ben.space(talk.id).digest


def test_a_window_is_held_to_its_bounds_and_never_loses_one_s_own(talk: Talk) -> None:
    talk.ann.say(talk.id, "mine")
    talk.ben.say(talk.id, *numbered(0, 20))
    talk.ann.engine.sync()
    assert talk.ann.names() == [*numbered(0, 20), "mine"]
    edited, waits = "000, by Ann", "001, by Ann"
    talk.ann.edit("000", edited)
    talk.ann.engine.sync()
    talk.ann.edit("001", waits)
    # Ann only listens meanwhile: what waits stays, whatever comes.
    talk.ben.say(talk.id, *numbered(20, 35))
    while talk.ann.engine.pull_once():
        pass
    assert talk.ann.names() == [*numbered(20, 35), "mine", edited, waits]
    assert talk.ann.store.read(lambda reader: reader.waiting()) == 1
    assert talk.ann.store.read(lambda reader: reader.search("007")) == []
    talk.ann.engine.sync()
    talk.agrees()
    # All of it is to be had again, and then it is the same as everywhere.
    while talk.ann.space(talk.id).floor:
        talk.ann.engine.page_back(talk.id, 10)
    talk.ben.engine.sync()
    assert talk.ann.names() == talk.ben.names()
    assert talk.ann.space(talk.id).digest == talk.ben.space(talk.id).digest


def test_what_became_of_older_ones_is_heard_where_it_is_held(talk: Talk) -> None:
    talk.ann.say(talk.id, "mine", "erased")
    for start in range(0, 40, 10):
        talk.ben.say(talk.id, *numbered(start, start + 10))
        talk.ann.engine.sync()
    assert talk.ann.names() == [*numbered(15, 40), "mine", "erased"]
    talk.ben.engine.sync()
    talk.ben.edit("mine", "mine, by Ben")
    talk.ben.edit("000", "000, by Ben")
    talk.erase(talk.ben.ids()["erased"], talk.ben.ids()["039"])
    talk.ben.engine.sync()
    talk.ann.engine.sync()
    assert talk.ann.names() == [*numbered(15, 39), "mine, by Ben"]
    talk.agrees()


def test_after_a_long_absence_the_newest_come_and_no_gap_stays(talk: Talk) -> None:
    talk.ann.say(talk.id, "mine", "erased")
    talk.ben.say(talk.id, *numbered(0, 5))
    talk.ann.engine.sync()
    talk.ben.engine.sync()
    talk.ben.edit("mine", "mine, by Ben")
    talk.ben.say(talk.id, *numbered(5, 80))
    talk.erase(talk.ben.ids()["erased"])
    asked = talk.server.pulls
    talk.ann.engine.sync()
    # One look by the cursor, which tells how much was missed; then the latest, and what changed.
    assert talk.server.pulls - asked == 3
    assert talk.ann.names() == [*numbered(70, 80), "mine, by Ben"]
    talk.agrees()
    talk.ann.engine.page_back(talk.id, 10)
    assert talk.ann.names()[:20] == numbered(60, 80)
    talk.agrees()


def test_a_window_that_is_not_what_the_server_has_is_read_again(talk: Talk) -> None:
    talk.ann.say(talk.id, "mine")
    for start in range(0, 40, 10):
        talk.ben.say(talk.id, *numbered(start, start + 10))
        talk.ann.engine.sync()
    lost = talk.ann.ids()["030"]
    talk.ann.store.layered(lambda t: erase(t, talk.id, [lost]))
    talk.ann.store.layered(lambda t: put_space(t.connection, talk.id, digest="f" * 16))
    talk.ben.say(talk.id, "040")
    talk.ann.engine.sync()
    assert talk.ann.names() == [*numbered(15, 41), "mine"]
    talk.agrees()
    talk.ben.engine.sync()
    assert talk.ann.space(talk.id).cursor == talk.ben.space(talk.id).cursor


def test_the_window_asks_for_older_ones_and_hears_how_many_came(talk: Talk, tmp_path: Path) -> None:
    talk.ben.say(talk.id, *numbered(0, 30))
    talk.ann.engine.sync()
    service = SyncService(talk.ann.store, tmp_path, remote, live=False)
    service.start()
    assert service.page_back(talk.id, 5).result(20) == 5
    assert service.page_back(talk.id, 50).result(20) == 15
    assert service.page_back(talk.id).result(20) == 0
    assert service.page_back("no such space").result(20) == 0
    service.stop()
    assert talk.ann.names() == numbered(0, 30)


def test_a_restored_server_s_new_births_are_not_taken_for_old_ones() -> None:
    held = HeldSpace("a", "", False, "conversation", "member", "", 2, "again", "", False, 0, 90,
                     "", 60)  # fmt: skip
    assert floor_after(held, Page("a", 30, 50), BOUNDS, window=False) == 40
    assert floor_after(held, Page("a", 30, 5), BOUNDS, window=False) == 0
    assert floor_after(held, Page("a", 30, 70), BOUNDS, window=False) == 60


def test_a_window_that_is_cut_off_while_it_lands_is_asked_for_again() -> None:
    said = [WireEnvelope("a", str(n), "strange", n, n, {"": "0"}) for n in (9, 8, 7, 6)]
    cursors = [part.cursor for part in slices(Page("a", 12, 12, said, floor=6), 2, between=3)]
    assert cursors == [3, 12]
