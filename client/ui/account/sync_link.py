"""What the window and its sync tell each other: states and changes in, wishes out."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Qt, Signal

from client.errors import SignInNeeded

if TYPE_CHECKING:
    from client.store import Changes, Store
    from client.sync.service import SyncState


class Runner(Protocol):
    """Runs the sync of an open profile; any thread may call it."""

    def begin(self, store: Store) -> None:
        """Sync from now on, if somebody is signed in."""

    def halt(self) -> None:
        """Stop syncing, within a second."""

    def sync_now(self) -> None:
        """Look for news at once."""


class SyncLink(QObject):
    """One for a desk; without a runner it only shows what it is told.

    ``tell`` and ``bring`` may be called in any thread; the signals come in the window's.
    """

    state_changed = Signal()
    came = Signal(object)
    """Changes: records that look different since a pull."""

    _told = Signal(object)
    _brought = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.runner: Runner | None = None
        self.state: SyncState | None = None
        """How the sync stands; None while nobody has said."""
        self.offline_since: datetime | None = None
        self.lost = False
        """Whether the sign-in holds no longer, as far as is known: while it is tried once more the
        window goes on asking for another."""
        self._told.connect(self._on_told, Qt.ConnectionType.QueuedConnection)
        self._brought.connect(self.came.emit, Qt.ConnectionType.QueuedConnection)

    # ------------------------------------------------------------------ from the sync

    def tell(self, state: SyncState) -> None:
        """Say how the sync stands."""
        self._told.emit(state)

    def bring(self, changes: Changes) -> None:
        """Say what a pull has changed."""
        self._brought.emit(changes)

    def _on_told(self, state: SyncState) -> None:
        if state.phase == "offline":
            self.offline_since = self.offline_since or datetime.now().astimezone()
        elif state.phase != "syncing":
            self.offline_since = None
        if state.phase != "syncing":
            self.lost = isinstance(state.problem, SignInNeeded)
        self.state = state
        self.state_changed.emit()

    # ------------------------------------------------------------------ from the window

    @property
    def signed_in(self) -> bool:
        """Whether somebody is signed in, with a sign-in that still holds."""
        state = self.state
        if state is None or self.lost:
            return False
        return state.phase not in ("local", "signed_out")

    def sync_now(self) -> None:
        """Look for news at once, if somebody is signed in."""
        if self.runner is not None:
            self.runner.sync_now()

    def begin(self, store: Store) -> None:
        """Sync from now on; in a thread of the desk's."""
        if self.runner is not None:
            self.runner.begin(store)

    def halt(self) -> None:
        """Stop syncing, and wait until it has, a second at most."""
        if self.runner is not None:
            self.runner.halt()
