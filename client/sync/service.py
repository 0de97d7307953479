"""The sync as the window has it: a thread of its own that looks, listens and tells."""

from __future__ import annotations

import logging
import random
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from client.errors import ClientError, SignInNeeded, StoreLocked
from client.remote.live_socket import Poke
from client.remote.protocol import Remote
from client.store import Changes, Store
from client.sync.diary import Diary
from client.sync.engine import Engine
from client.sync.live import Live
from client.sync.plan import poll_delay, retry_delay
from client.sync.signing import connect
from client.sync.status import read_status

log = logging.getLogger(__name__)

_AFTER_EDIT = 0.2
"""Seconds that edits gather before they are sent."""
_STEP = 1.0
"""Seconds between looks at what waits here."""


@dataclass(frozen=True)
class SyncState:
    """How the sync stands, for the words that are always visible."""

    phase: str = "local"
    """"local" (no account), "signed_out", "syncing", "synced", "waiting", "offline", "outdated"."""
    waiting: int = 0
    kept: int = 0
    last_sync: int = 0
    """Unix time in milliseconds; 0: never."""
    problem: ClientError | None = None
    """What hinders it: its message and hint are to be said."""
    live: bool = False
    account: str = ""


class Connected(Remote, Protocol):
    """A remote that a service can hold: closed at the end, with tokens for the live channel."""

    def token(self, worn: str = "") -> str:
        """An access token other than `worn`."""

    def close(self) -> None:
        """Let go of the connections."""


class SyncService:
    """Syncs a profile as long as it runs. Callbacks are called in its thread."""

    def __init__(
        self,
        store: Store,
        folder: Path,
        remote_factory: Callable[[Store], Connected] = connect,
        *,
        changed: Callable[[Changes], None] = lambda _: None,
        state_changed: Callable[[SyncState], None] = lambda _: None,
        diary: Diary | None = None,
        live: bool = True,
        chance: random.Random | None = None,
    ) -> None:
        self._store = store
        self.folder = folder
        self._factory = remote_factory
        self._changed = changed
        self._state_changed = state_changed
        self._diary = diary
        self._wants_live = live
        self._chance = chance or random.Random()
        self._wake = threading.Event()
        self._stop = threading.Event()
        self._asked = True
        self._thread: threading.Thread | None = None
        self._remote: Connected | None = None
        self._engine: Engine | None = None
        self._live: Live | None = None
        self._attempt = 0
        self._seen = -1
        self.state = SyncState()

    # ------------------------------------------------------------------ from outside

    def start(self) -> None:
        """Begin, in a thread; also after signing in."""
        if self._thread is None:
            self._stop.clear()
            self._asked = True
            self._thread = threading.Thread(target=self._run, name="paddock-sync", daemon=True)
            self._thread.start()

    def ask_to_stop(self) -> None:
        """End as soon as may be, without a word more; nothing is waited for."""
        self._stop.set()
        self._wake.set()

    def stop(self, patience: float | None = None) -> None:
        """End, and wait until it has, or for so many seconds: a request under way may take longer.

        It ends by itself then; each step of a sync is whole in the store or not there.
        """
        self.ask_to_stop()
        if self._thread is not None:
            self._thread.join(patience)
            self._thread = None

    def sync_now(self) -> None:
        """Sync as soon as may be: somebody asked, or something was edited."""
        self._asked = True
        self._attempt = 0
        self._wake.set()

    # ------------------------------------------------------------------ in the thread

    def _run(self) -> None:
        try:
            due = 0.0
            while not self._stop.is_set():
                if self._asked or due <= 0 or self._edited():
                    self._asked = False
                    due = self._once()
                self._wake.wait(min(_STEP, max(due, _AFTER_EDIT)))
                self._wake.clear()
                due -= _STEP
        except ClientError:
            # The store may be closed under a request that took longer than we were waited for.
            if not self._stop.is_set():
                raise
        finally:
            self._part()

    def _edited(self) -> bool:
        """Whether something waits that did not when we last looked; not while we are offline."""
        if self._attempt or self.state.phase in ("local", "signed_out"):
            return False
        version = self._store.data_version()
        if version == self._seen:
            return False
        self._seen = version
        return self._store.read(lambda reader: reader.waiting()) > 0

    def _once(self) -> float:
        """One sync; gives the seconds until the next look."""
        try:
            engine = self._engine or self._meet()
            self._say(replace(self._read(), phase="syncing"))
            report = engine.sync()
        except SignInNeeded as error:
            self._part()
            local = self._store.read(read_status).account is None
            self._say(replace(self._read(), problem=None if local else error))
            return poll_delay(True, self._chance.random())
        except StoreLocked:
            return _STEP
        except ClientError as error:
            self._attempt += 1
            self._say(replace(self._read(), phase="offline", problem=error))
            asked = getattr(error, "retry_after", None)
            return retry_delay(self._attempt, self._chance.random(), asked)
        self._attempt = 0
        self._seen = self._store.data_version()
        if self._diary is not None:
            self._diary.note_report(report, self._store.now())
        if report.touched and not self._stop.is_set():
            self._changed(report.changes)
        self._say(self._read())
        live = self._live is not None and self._live.connected
        return poll_delay(live, self._chance.random())

    def _meet(self) -> Engine:
        self._remote = self._factory(self._store)
        self._engine = Engine(self._store, self._remote)
        if self._wants_live:
            account = self._store.read(read_status).account
            assert account is not None
            self._live = Live(
                account.server, self._remote.token, self._on_poke, chance=self._chance
            )
            self._live.start()
        return self._engine

    def _part(self) -> None:
        if self._live is not None:
            self._live.stop()
        if self._remote is not None:
            self._remote.close()
        self._live = self._remote = self._engine = None

    def _on_poke(self, poke: Poke) -> None:
        if poke.type in ("poke", "spaces", "overflow"):
            self._asked = True
            self._wake.set()

    def _read(self) -> SyncState:
        status = self._store.read(read_status)
        account = status.account
        return SyncState(
            status.state, status.waiting, status.kept,
            account.last_sync if account is not None else 0, None,
            self._live is not None and self._live.connected,
            account.email if account is not None else "",
        )  # fmt: skip

    def _say(self, state: SyncState) -> None:
        if state != self.state:
            before, self.state = self.state, state
            if self._diary is not None:
                self._diary.note_states(before, state, self._store.now())
            if not self._stop.is_set():
                self._state_changed(state)
