"""The state machine: people edit, sync badly, fall out and meet again; then all must agree."""

from __future__ import annotations

import itertools
import random
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from client.store import restore_backup
from tests.simulation import deeds
from tests.simulation.agreement import all_agree
from tests.simulation.book import Book
from tests.simulation.faults import NETWORK, client_dying
from tests.simulation.fleet import DEVICES, PUSH_SIZE, SHARED, Device, Fleet, Template
from tests.simulation.looks import looks

MOST_DEVICES = 6
PUSH_SIZE_AT_REST = 1_000
DAY = 86_400_000

names = st.sampled_from(sorted(DEVICES))
numbers = st.integers(0, 2**16)
deaths = st.sampled_from(["", "before", "after"])
"""Whether the server dies at a commit, and on which side of it."""


class Machine(RuleBasedStateMachine):
    """One schedule. Subclasses say over which database, and where the template is."""

    template: Callable[[], Template]
    database: Callable[[], tuple[str, Callable[[], None]]]
    """Gives the address of a copy of the template's database, and how to put it away."""
    counts: ClassVar[Counter[str]]

    def __init__(self) -> None:
        super().__init__()
        self.counts["schedules"] += 1
        self.folder = Path(tempfile.mkdtemp(prefix="paddock-sim-", dir=_fast_disk()))
        template = type(self).template()
        url, self.put_away = type(self).database()
        self.fleet = Fleet(template, self.folder / "fleet", url, self.counts)
        self.book = Book()
        self.values = itertools.count(1)
        self.following = ExitStack()
        self.following.enter_context(self.book.following())

    @initialize(seed=numbers)
    def begin(self, seed: int) -> None:
        """From the template: something is in each garage, and known to all."""
        self.fleet.chance = random.Random(seed)

    # ------------------------------------------------------------------ people

    @rule(name=names, space=st.sampled_from(["home", *SHARED]), pick=numbers)
    def add(self, name: str, space: str, pick: int) -> None:
        device = self._device(name)
        place = deeds.space_of(self.fleet, device, space)
        if place is not None:
            made = deeds.add(device, place, pick, self._value())
            if made:
                self.book.write(device.name, {}, looks(device, [made]))
                self._count("added")

    @rule(name=names, space=st.sampled_from(["home", *SHARED]), count=st.integers(4, 8))
    def add_many(self, name: str, space: str, count: int) -> None:
        """More than go in one push: the next is made while one is on its way."""
        for _ in range(count):
            self.add(name, space, 0)
        self._count("added many")

    @rule(name=names, pick=numbers, field=st.sampled_from(["name", "trim", "tag", "note"]))
    def edit(self, name: str, pick: int, field: str) -> None:
        self._edit(self._device(name), pick, field)

    @rule(first=names, second=names, picks=st.lists(numbers, min_size=1, max_size=4))
    def an_ordinary_day(self, first: str, second: str, picks: list[int]) -> None:
        """Somebody edits, and syncs; somebody else as well."""
        for name in (first, second):
            for pick in picks:
                self.edit(name, pick, ("name", "trim", "tag", "note")[pick % 4])
            self.sync(name, "sync")

    def _edit(self, device: Device, pick: int, field: str) -> None:
        record = deeds.choose(device, pick)
        if record is None:
            return
        before = looks(device, [record.id])
        if deeds.edit(device, record, field, self._value()):
            self.book.write(device.name, before, looks(device, [record.id]))
            self._count("edited")

    @rule(one=names, other=names, pick=numbers)
    def edit_at_once(self, one: str, other: str, pick: int) -> None:
        """Two devices set one field without seeing each other."""
        for name in sorted({one, other}):
            self._edit(self._device(name), pick, "name")
        self._count("edited at once")

    @rule(name=names, pick=numbers)
    def delete_or_restore(self, name: str, pick: int) -> None:
        device = self._device(name)
        # What is deleted is little among all, and half of the time looked for first.
        record = (deeds.choose(device, pick, deleted=True) if pick % 2 else None) or deeds.choose(
            device, pick, deleted=None
        )
        if record is None:
            return
        before = looks(device, [record.id])
        if deeds.mark(device, record):
            self.book.write(device.name, before, looks(device, [record.id]))
            self._count("restored" if record.deleted else "deleted")

    @rule(name=names)
    def undo(self, name: str) -> None:
        device = self._device(name)
        # What was deleted meanwhile, or what it hangs on, is undone beneath that deletion.
        before = looks(device)
        if deeds.undo(device):
            self.book.write(device.name, before, looks(device))
            self._count("undone")

    # ------------------------------------------------------------------ the sync, and its faults

    @rule(name=names, what=st.sampled_from(["sync", "push_once", "pull_once"]))
    def sync(self, name: str, what: str) -> None:
        self._device(name).attempt(lambda engine: getattr(engine, what)())

    @rule(name=names, fault=st.sampled_from(NETWORK), skip=st.integers(0, 2),
          what=st.sampled_from(["sync", "push_once", "pull_once"]))  # fmt: skip
    def sync_badly(self, name: str, fault: str, skip: int, what: str) -> None:
        """A fault at one of the first requests."""
        self._edit(self._device(name), skip, "note")
        with self.fleet.with_fault(fault):
            self._device(name).attempt(lambda engine: getattr(engine, what)())

    @rule()
    def late_requests_arrive(self) -> None:
        late, self.fleet.late = self.fleet.late, []
        for request in late:
            answer = self.fleet.server.bridge.handle_request(request)
            assert answer.status_code < 500
            self._count("arrived late")

    @rule(name=names, at=st.integers(1, 12), after=st.booleans())
    def client_dies(self, name: str, at: int, after: bool) -> None:
        device = self._device(name)
        self._edit(device, at, "name")
        with client_dying(device.store, at, after=after) as died:
            device.attempt(lambda engine: engine.sync())
        if died:
            self._count(f"client dies {'after' if after else 'before'} a commit")

    @rule(name=names, at=st.integers(1, 4), after=st.booleans())
    def server_dies(self, name: str, at: int, after: bool) -> None:
        """At one of the commits of a sync that has so many at least."""
        device = self._device(name)
        self._edit(device, at, "name")
        if at > 1:
            self.add_many(name, "home", PUSH_SIZE * (at - 1))
        with self.fleet.server_dies(at, after=after):
            device.attempt(lambda engine: engine.sync())

    @rule(name=names, days=st.sampled_from([-1, 1]))
    def clock_goes_wrong(self, name: str, days: int) -> None:
        self._device(name).skew = days * DAY
        self._count("clock a day off")

    # ------------------------------------------------------------------ the server's affairs

    @rule(role=st.sampled_from(["viewer", "member", "manager"]), dies=deaths)
    def bobs_role_changes(self, role: str, dies: str = "") -> None:
        path = f"/spaces/{self.fleet.spaces['family']}/members/{self.fleet.people['bob']}"
        with self._served("role changed", dies):
            if self.fleet.ask("ann", "PATCH", path, {"role": role}).status_code < 300:
                self._count("role changed")

    @rule(dies=deaths)
    def bob_is_removed_or_returns(self, dies: str = "") -> None:
        family, bob = self.fleet.spaces["family"], self.fleet.people["bob"]
        if family in self.fleet.member_of("bob"):
            with self._served("removed", dies):
                path = f"/spaces/{family}/members/{bob}"
                if self.fleet.ask("ann", "DELETE", path).status_code < 300:
                    self._count("removed")
            return
        code = deeds.invite(self.fleet, "ann", family)
        with self._served("returned", dies):
            returned = bool(code) and deeds.accept(self.fleet, "bob", code)
        # Whoever gets no answer tries again.
        if returned or (code and deeds.accept(self.fleet, "bob", code)):
            self._count("returned")

    @rule(pick=numbers, there=st.booleans(), dies=deaths)
    def a_vehicle_moves(self, pick: int, there: bool, dies: str = "") -> None:
        ends = [self.fleet.spaces["club"], self.fleet.spaces["home of ann"]]
        source, target = ends if there else reversed(ends)
        with self._served("moved", dies):
            if deeds.move(self.fleet, "ann", source, target, pick):
                self._count("moved")

    @rule(pick=numbers, dies=deaths)
    def something_is_erased(self, pick: int, dies: str = "") -> None:
        with self._served("erased", dies):
            if deeds.erase(self.fleet, "ann", self.fleet.spaces["family"], pick):
                self._count("erased")

    @contextmanager
    def _served(self, what: str, dies: str) -> Iterator[None]:
        """Let the server die where this request is committed, if it shall."""
        if not dies:
            yield
            return
        with self.fleet.server_dies(1, after=dies == "after") as died:
            yield
        if died:
            self._count(f"server dies as {what}")

    @rule(pick=numbers)
    def a_member_is_hostile(self, pick: int) -> None:
        self._count("hostile pushes", deeds.hostile(self.fleet, "cid", pick))

    @rule(pick=numbers)
    def a_newer_version_writes(self, pick: int) -> None:
        self._count("newer schema", deeds.newer(self.fleet, "ann", pick, self._value()))

    # ------------------------------------------------------------------ backups and copies

    @rule(name=names)
    def profile_is_copied(self, name: str) -> None:
        if len(self.fleet.devices) < MOST_DEVICES:
            device = self._device(name)
            copy = f"{name}-{len(self.fleet.devices)}"
            device.close()
            shutil.copytree(device.folder, self.fleet.folder / copy)
            device.open()
            self.fleet.devices[copy] = Device(
                self.fleet, copy, device.person, self.fleet.folder / copy, device.session
            )
            self._count("profile copied")

    @rule(name=names)
    def backup_is_made(self, name: str) -> None:
        device = self._device(name)
        device.backup = self.fleet.folder / f"{device.name}.sqlite"
        device.store.backup(device.backup)
        device.lost_since = len(self.book.entries)

    @rule(name=names)
    def backup_is_restored(self, name: str) -> None:
        device = self._device(name)
        if device.backup is None:
            self.backup_is_made(name)
            return
        device.close()
        restore_backup(device.backup, device.folder)
        device.open()
        self.book.excuse(device.name, device.lost_since, self.fleet)
        self._count("old backup restored")

    @rule()
    def server_is_backed_up(self) -> None:
        self.fleet.server.backup()

    @rule()
    def server_is_restored(self) -> None:
        if self.fleet.server.restore():
            self.book.excuse_forgotten(self.fleet)
            self._count("server restored")
        else:
            self.server_is_backed_up()

    # ------------------------------------------------------------------ the end

    def teardown(self) -> None:
        try:
            self.fleet.fault = ""
            self.late_requests_arrive()
            for device in self.fleet.devices.values():
                device.skew = 0
            # What was to be cut in pieces was: from here on it only has to arrive.
            self.fleet.push_size = PUSH_SIZE_AT_REST
            all_agree(self.fleet, self.book)
        finally:
            self.following.close()
            self.fleet.close()
            self.put_away()
            shutil.rmtree(self.folder, ignore_errors=True)

    # ------------------------------------------------------------------

    def _device(self, name: str) -> Device:
        """The device of that name, or one of its copies."""
        alike = [d for n, d in self.fleet.devices.items() if n.partition("-")[0] == name]
        return self.fleet.chance.choice(alike)

    def _value(self) -> str:
        return f"value {next(self.values)}"

    def _count(self, what: str, by: int = 1) -> None:
        self.counts[what] += by


def _fast_disk() -> str | None:
    """Where files are quick: what is tested is whether commits are right, not the disk."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None
