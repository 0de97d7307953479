"""Reading foreign feeds from the window: those that are due while it is open, or one at once."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from client.store import Store
from client.ui.desk import Desk
from client.ui.text import _, said
from garage.ics.foreign_feed import fault_again
from garage.records import kind_named

if TYPE_CHECKING:
    from client.operations.subscriptions import Reach, Refreshed

EVERY_MILLISECONDS = 15 * 60 * 1000
"""How often it is looked whether a feed is due."""


class FeedReading(QObject):
    """Nobody waits for it; what it brings is told to every page, faults are told in a toast."""

    def __init__(self, desk: Desk, parent: QObject, reach: Reach | None = None) -> None:
        super().__init__(parent)
        self._desk, self._reach = desk, reach
        self._reading = False
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MILLISECONDS)
        self._timer.timeout.connect(self.read_due)

    def begin(self) -> None:
        """Read what is due now and then; does nothing the second time."""
        if self._timer.isActive():
            return
        self._timer.start()
        if self._desk.is_open:
            self.read_due()
        else:
            self._desk.opened.connect(self.read_due)

    def read_due(self) -> None:
        """Read the feeds whose time has come and that no server reads."""
        if self._reading:
            return
        self._reading = True
        work = functools.partial(_due, reach=self._reach)
        self._desk.aside(self, work, self._on_due, self._on_failed)

    def read_now(self, subscription: str, deed: int | None = None) -> None:
        """Read one feed at once, and say what came of it.

        `deed` is what subscribed to it: as long as nothing else was done, Undo takes that back.
        """
        work = functools.partial(_one, id_=subscription, reach=self._reach, deed=deed)
        self._desk.aside(self, work, self._on_read)

    def _on_due(self, done: Sequence[Refreshed]) -> None:
        self._reading = False
        for each in done:
            if each.changes.touched:
                self._desk.changed.emit(each.changes)

    def _on_failed(self, _error: Exception) -> None:
        # What is wrong with a feed stands on its record; this is the machine's trouble.
        self._reading = False

    def _on_read(self, read: tuple[Refreshed, bool]) -> None:
        done, undoable = read
        self._desk.changed.emit(done.changes)
        if done.fault and not done.written:
            words = "; ".join(map(said, fault_again(done.fault)))
            self._desk.said.emit(f"{words[:1].upper()}{words[1:]}.", undoable)
        elif done.by_server:
            self._desk.said.emit(_("The server reads the feed within a few minutes"), undoable)
        else:
            self._desk.said.emit(_("The feed was read"), undoable)


def _due(store: Store, *, reach: Reach | None) -> Sequence[Refreshed]:
    # The network is not needed before: importing it would hold up the first look.
    if not store.read(lambda reader: reader.count(kind_named("subscription"))):
        return ()
    from client.operations.subscriptions import refresh_due

    return refresh_due(store, reach)


def _one(
    store: Store, *, id_: str, reach: Reach | None, deed: int | None
) -> tuple[Refreshed, bool]:  # fmt: skip
    """What came of it, and whether `deed` is what would be undone."""
    from client.operations.subscriptions import refresh_subscription

    done = refresh_subscription(store, id_, reach)
    last = store.read(lambda reader: reader.last_deed())
    return done, last is not None and last.number == deed
