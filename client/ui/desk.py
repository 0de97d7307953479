"""The desk: what every page works with. Reads and operations off the GUI thread, routes, habits."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from client.ui.account.sync_link import SyncLink
from client.ui.changes_said import SHORT_OPERATIONS, said_of
from client.ui.commands import Command, Commands
from client.ui.habits import Habits
from client.ui.keeping import Unwritten
from client.ui.routes import Route, Trail
from client.ui.text import _, months
from client.ui.undoing import redo, undo, what_turned
from client.ui.version_seen import VersionSeen
from client.ui.work import Workers, key_of

if TYPE_CHECKING:
    from client.store import Changes, Reader, Store
    from garage.reading import Reading
    from garage.records import Vehicle
    from garage.regions import Preferences

T = TypeVar("T")
Failed = Callable[[Exception], None]
Undoing = bool | Callable[[], None]

WATCH_MILLISECONDS = 1_000


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


class Desk(QObject):
    """One for the window. `commands` holds what can be done from anywhere ("vehicle.add", …).

    It may be made before the store is open: reads and writes then wait in line until `open`.
    """

    opened = Signal()
    """The store is open: what waited for it begins."""
    changed = Signal(object)
    """Changes: after every operation of ours, and when another process has written."""
    settings_changed = Signal()
    route_changed = Signal(object)
    """Route: where one is now."""
    said = Signal(str, object)
    """Words for a toast, and whether Undo stands beside them, or what Undo is to do (`Undoing`)."""
    failed = Signal(object)
    """An error that no page took, to be told in a toast."""
    closing = Signal()
    """Long work is to stop: the window goes."""

    def __init__(
        self,
        store: Store | None,
        settings: Mapping[str, Any],
        clock: Callable[[], datetime] = now,
    ) -> None:
        super().__init__()
        self.commands = Commands()
        self.trail = Trail()
        self.workers = Workers()
        self.sync = SyncLink(self)
        self.sync.came.connect(self.tell)
        self._opened = store
        self._clock = clock
        self._seen = VersionSeen()
        self._unwritten = Unwritten()
        self._watch = QTimer(self)
        self._watch.setInterval(WATCH_MILLISECONDS)
        self._watch.timeout.connect(self.look_for_changes)
        self._watch.timeout.connect(self.look_at_clock)
        self._day: date | None = None
        self._take(settings)
        if store is None:
            self.workers.hold()

    # ------------------------------------------------------------------ the store

    @property
    def is_open(self) -> bool:
        """Whether the store is open."""
        return self._opened is not None

    @property
    def _store(self) -> Store:
        assert self._opened is not None, "work waits until the store is open"
        return self._opened

    def open(self, store: Store, settings: Mapping[str, Any]) -> None:
        """Give the desk its store, and the settings as they are; what waited begins."""
        self._opened = store
        self._on_settings(settings)
        self.opened.emit()
        self.workers.release()

    @property
    def folder(self) -> Path:
        """Where the profile is: pictures are kept beside its database."""
        return self._store.folder

    # ------------------------------------------------------------------ the person's habits

    def _take(self, settings: Mapping[str, Any]) -> None:
        self.settings = dict(settings)
        self._habits = Habits(self.settings)
        self.months = months()

    @property
    def preferences(self) -> Preferences:
        """How the person wants values read and shown."""
        return self._habits.preferences

    @property
    def garage(self) -> str:
        """The id of the garage that is shown; empty for all of them."""
        return str(self.settings.get("space") or "")

    @property
    def zone(self) -> tzinfo:
        """The person's time zone."""
        return self._habits.zone

    def today(self) -> date:
        """Today in the person's time zone."""
        return self._clock().astimezone(self.zone).date()

    def now(self) -> datetime:
        """The moment in the person's time zone."""
        return self._clock().astimezone(self.zone)

    def reading(self, vehicle: Vehicle) -> Reading:
        """How what the person types about a vehicle is read."""
        from garage.reading import Reading

        habits = Reading.of(self.preferences, zone=self.zone, today=self.today(), words=_)
        return habits.for_vehicle(vehicle)

    def change_settings(self, owner: QObject, values: Mapping[str, Any]) -> None:
        """Keep settings, then tell every page; a value that is refused is told in a toast."""

        def work() -> Mapping[str, Any]:
            from client.operations.settings import change_settings

            change_settings(self._store, values)
            return self._store.read(lambda reader: reader.settings())

        self.workers.write(owner, work, self._on_settings, self.failed.emit)

    def keep(self, values: Mapping[str, Any]) -> None:
        """Keep settings that no page shows (where the window was), without a word."""
        self.settings |= values
        self._unwritten.add(values)
        work, ended = functools.partial(self._keep, values), self._unwritten.ended
        self.workers.write(self, work, ended, ended)

    def _keep(self, values: Mapping[str, Any]) -> None:
        from client.operations.settings import change_settings

        before = self._store.data_version()
        change_settings(self._store, values)
        # No page shows it, so the watch need not have them all read again.
        self._seen.wrote(self._store, before)

    def _on_settings(self, read: Mapping[str, Any]) -> None:
        settings = self._unwritten.over(read)
        if settings != self.settings:
            self._take(settings)
            self.settings_changed.emit()

    # ------------------------------------------------------------------ reading and writing

    def read(
        self,
        owner: QObject,
        work: Callable[[Reader], T],
        done: Callable[[T], None],
        failed: Failed | None = None,
        *,
        key: str = "",
        patient: bool = False,
    ) -> None:
        """Run `work` over one snapshot, then `done` with what it gave, on the GUI thread.

        A newer read of the same owner and `key` (else: the same function) supersedes an older;
        a `patient` one lets the window be painted first.
        """
        self.workers.read(
            owner,
            key or key_of(work),
            lambda: self._store.read(work, self.garage),
            done,
            failed or self.failed.emit,
            patient=patient,
        )

    def operate(
        self,
        owner: QObject,
        work: Callable[[Store], Changes],
        done: Callable[[Changes], None] | None = None,
        failed: Failed | None = None,
    ) -> None:
        """Run one operation, tell everyone what changed, and say so in a toast with Undo."""

        def finished(changes: Changes) -> None:
            self.tell(changes)
            if done is not None and isValid(owner):
                done(changes)

        def refused(error: Exception) -> None:
            if failed is not None and isValid(owner):
                failed(error)
            else:
                self.failed.emit(error)

        # The owner may be gone when it is done; what changed is told nevertheless.
        self.workers.write(self, lambda: self._operated(work), finished, refused)

    def run(
        self,
        owner: QObject,
        work: Callable[[Store], T],
        done: Callable[[T], None],
        failed: Failed | None = None,
    ) -> None:
        """Run longer work over the store (an import), in line with the operations."""
        self.workers.write(owner, lambda: work(self._store), done, failed or self.failed.emit)

    def look_long(
        self, owner: QObject, work: Callable[[Store], T], done: Callable[[T], None], failed: Failed
    ) -> None:
        """Run longer reading (an export) beside the operations, which do not wait for it."""
        self.workers.read(owner, key_of(work), lambda: work(self._store), done, failed)

    def aside(
        self,
        owner: QObject,
        work: Callable[[Store], T],
        done: Callable[[T], None],
        failed: Failed | None = None,
    ) -> None:
        """Run work that waits for others (a browser, a server) in a thread of its own.

        Nobody waits for its end as the window closes: it is to heed `closing` itself.
        """
        store = self._store
        self.workers.aside(owner, lambda: work(store), done, failed or self.failed.emit)

    def _operated(self, work: Callable[[Store], Changes]) -> Changes:
        before = self._store.data_version()
        changes = work(self._store)
        # The pages are told of it, so the watch need not wake them a second time.
        if changes.operation in SHORT_OPERATIONS:
            self._seen.wrote(self._store, before)
        return changes

    def tell(self, changes: Changes, what: str = "") -> None:
        """Tell everyone what was changed: the pages, and the person in a toast."""
        self.changed.emit(changes)
        words = said_of(changes, what)
        if words:
            self.said.emit(words, changes.undo is not None and changes.operation != "undo")

    def undo(self) -> None:
        """Undo the last operation."""
        self._turn(undo)

    def redo(self) -> None:
        """Do again what was undone last."""
        self._turn(redo)

    def _turn(self, work: Callable[[Store], Changes]) -> None:
        def turned() -> tuple[Changes, str]:
            changes = self._operated(work)
            habits = self.preferences, self.today(), self.months
            return changes, what_turned(self._store, self.garage, changes, habits)

        self.workers.write(self, turned, lambda told: self.tell(*told), self.failed.emit)

    # ------------------------------------------------------------------ other processes

    def watch(self) -> None:
        """Follow what the command line, or another process, writes into the same profile."""
        self._watch.start()

    def look_for_changes(self) -> None:
        """Look once whether another process has written."""
        self.workers.read(self, "watch", self._looked, self._on_looked, None)

    def look_at_clock(self) -> None:
        """Have every page read again when another day has begun, or the system changed its zone."""
        fresh = Habits(self.settings)
        if str(fresh.zone) != str(self.zone):
            self._habits = fresh
            self._day = date.min
        before, self._day = self._day, self.today()
        if before not in (None, self._day):
            self.settings_changed.emit()

    def _looked(self) -> Mapping[str, Any] | None:
        if not self._seen.is_news(self._store):
            return None
        return self._store.read(lambda reader: reader.settings())

    def _on_looked(self, settings: Mapping[str, Any] | None) -> None:
        if settings is not None:
            from client.store import Changes
            from garage.records import kinds

            self._on_settings(settings)
            self.changed.emit(Changes(touched={kind.name: frozenset() for kind in kinds()}))

    # ------------------------------------------------------------------ going places

    def go(self, route: Route) -> None:
        """Go to a page."""
        if self.trail.go(route):
            self.route_changed.emit(route)

    def back(self) -> None:
        """Go back to where one was."""
        route = self.trail.back()
        if route is not None:
            self.route_changed.emit(route)

    def command(self, id_: str) -> Command:
        """The command of this id; KeyError if there is none."""
        return self.commands[id_]

    def stop(self) -> None:
        """Ask long work to stop, as the window goes."""
        self._watch.stop()
        self.workers.collector.stop()
        self.closing.emit()

    def close(self) -> None:
        """Wait for the operations under way; nothing is read or told afterwards."""
        self.workers.close()
