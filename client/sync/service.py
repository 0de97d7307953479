"""The sync as the window has it: a thread of its own that looks, listens and tells."""

from __future__ import annotations

import logging
import random
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace
from pathlib import Path

from client.errors import ClientError, SignInNeeded, StoreLocked, WorldFailed
from client.remote.protocol import Connected, Poke
from client.store import Changes, Store
from client.store.windows import WINDOWS
from client.sync.diary import Diary
from client.sync.engine import Engine
from client.sync.live import Live
from client.sync.plan import poll_delay, retry_delay
from client.sync.report import Report
from client.sync.signing import connect
from client.sync.status import read_status
from garage.words import N_

log = logging.getLogger(__name__)

_STEP = 1.0
"""Seconds between looks at what another process may have edited."""
_MOST_POKES = 256
"""Beyond, the first ones go: what comes after the gap asks for a sync."""


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
        self._edited = False
        self._pokes: deque[Poke] = deque(maxlen=_MOST_POKES)
        self._older: deque[tuple[str, int, Future[int]]] = deque()
        self._thread: threading.Thread | None = None
        self._remote: Connected | None = None
        self._engine: Engine | None = None
        self._live: Live | None = None
        self._attempt = 0
        self._seen, self._left = -1, 0
        """The database as it was when we last looked, and how much waited."""
        self._synced = 0.0
        """When the last sync ended, whatever came of it (monotonic)."""
        self._patience: float | None = None
        """Seconds until the next one; None: as long as one waits for news."""
        self._luck = 0.0
        self.state = SyncState()

    # ------------------------------------------------------------------ from outside

    def start(self) -> None:
        """Begin, in a thread; also after signing in."""
        if self._thread is None:
            self._stop.clear()
            self._asked = True
            self._store.watch(self._on_edit)
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
            self._store.unwatch(self._on_edit)
            self._thread.join(patience)
            self._thread = None

    def sync_now(self) -> None:
        """Sync as soon as may be: somebody asked, or something was edited."""
        self._asked = True
        self._attempt = 0
        self._wake.set()

    def page_back(self, space: str, count: int = WINDOWS.first) -> Future[int]:
        """Fetch what a conversation had before what is held of it; how many records came.

        None came where there is nothing older. It fails as a sync does, and can be asked again.
        """
        told: Future[int] = Future()
        self._older.append((space, count, told))
        self._wake.set()
        return told

    # ------------------------------------------------------------------ in the thread

    def _run(self) -> None:
        try:
            while not self._stop.is_set():
                if self._older:
                    self._page_back(*self._older.popleft())
                    continue
                if self._asked or self._due() <= 0:
                    self._asked = False
                    self._guarded(self._whole)
                elif self._attempt == 0 and (self._pokes or self._has_edits()):
                    self._guarded(self._little)
                elif self._edited:
                    # It goes with the next whole sync; until then it is said that it waits.
                    self._edited = False
                    waiting = self._store.read(lambda reader: reader.waiting())
                    self._say(replace(self.state, waiting=waiting))
                self._wake.wait(0 if self._asked else min(_STEP, max(self._due(), 0)))
                self._wake.clear()
        except ClientError:
            # The store may be closed under a request that took longer than we were waited for.
            if not self._stop.is_set():
                raise
        finally:
            self._part()
            while self._older:
                self._older.popleft()[2].cancel()

    def _page_back(self, space: str, count: int, told: Future[int]) -> None:
        if not told.set_running_or_notify_cancel():
            return

        def work(engine: Engine) -> Report:
            report = engine.page_back(space, count)
            told.set_result(report.received)
            return report

        self._guarded(work)
        if not told.done():
            told.set_exception(self.state.problem or SignInNeeded(N_("nobody is signed in")))

    def _due(self) -> float:
        """Seconds until the next sync, if nothing happens."""
        patience = self._patience
        if patience is None:
            patience = poll_delay(self._is_live(), self._luck)
        return self._synced + patience - time.monotonic()

    def _is_live(self) -> bool:
        return self._live is not None and self._live.connected

    def _has_edits(self) -> bool:
        """Whether something was edited since it was last sent, here or by another program."""
        # Never set back here: an edit may come while the database is looked at.
        if not self._edited and self._another_edited():
            self._edited = True
        return self._edited

    def _another_edited(self) -> bool:
        if self.state.phase in ("local", "signed_out"):
            return False
        try:
            version = self._store.data_version()
            if version == self._seen:
                return False
            self._seen = version
            return self._store.read(lambda reader: reader.waiting()) > 0
        except ClientError:
            # The disk or another program; whatever it is, the next sync tells.
            return False

    def _guarded(self, work: Callable[[Engine], Report]) -> None:
        """One sync; what nobody thought of is said and tried again, rather than end the thread."""
        try:
            self._once(work)
        except Exception as error:
            if self._stop.is_set():
                # The store may be closed under a request that took longer than we were waited for.
                return
            log.exception("the sync failed")
            self._attempt += 1
            problem = error if isinstance(error, ClientError) else _fault()
            self._say(replace(self.state, phase="offline", problem=problem))
            self._wait(retry_delay(self._attempt, self._chance.random()))

    def _whole(self, engine: Engine) -> Report:
        """Everything: what waits, and what is new in all spaces."""
        # What they tell of was committed before we ask.
        self._pokes.clear()
        self._edited = False
        self._say(replace(self._read(), phase="syncing"))
        report = engine.sync()
        self._luck = self._chance.random()
        self._patience, self._synced = None, time.monotonic()
        return report

    def _little(self, engine: Engine) -> Report:
        """What pokes brought along, and what was edited; the live line tells of the rest."""
        report = Report()
        while self._pokes and not self._asked:
            self._asked = not engine.take_poke(self._pokes.popleft(), report)
        self._tell(report)
        report = Report()
        if self._asked or not self._has_edits():
            return report
        if not self._is_live():
            self._asked = True
            return report
        self._edited = False
        report.join(engine.push_waiting())
        self._asked = self._asked or bool(report.again or report.homeless)
        return report

    def _once(self, work: Callable[[Engine], Report]) -> None:
        """Sync, or a part of it, and tell what came of it."""
        try:
            report = work(self._engine or self._meet())
        except SignInNeeded as error:
            self._part()
            local = self._store.read(read_status).account is None
            self._say(replace(self._read(), problem=None if local else error))
            self._wait(poll_delay(True, self._chance.random()))
        except StoreLocked:
            # Another Paddock is at it, on the same profile.
            self._say(self._read())
            self._wait(_STEP)
        except ClientError as error:
            self._attempt += 1
            self._say(replace(self._read(), phase="offline", problem=error))
            asked = getattr(error, "retry_after", None)
            self._wait(retry_delay(self._attempt, self._chance.random(), asked))
        else:
            self._attempt = 0
            self._seen = self._store.data_version()
            self._tell(report)
            self._say(self._read())
            # Another program may have edited meanwhile; what waits as before cannot be sent.
            if self.state.waiting > self._left:
                self._edited = True
            self._left = self.state.waiting

    def _tell(self, report: Report) -> None:
        """Write down what came of a sync, and let the window know."""
        if self._diary is not None:
            self._diary.note_report(report, self._store.now())
        if (report.touched or report.spaces_changed) and not self._stop.is_set():
            self._changed(report.changes)

    def _wait(self, seconds: float) -> None:
        """Try again then: a whole sync, whatever was begun."""
        self._pokes.clear()
        self._patience, self._synced = seconds, time.monotonic()

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

    def _on_edit(self) -> None:
        self._edited = True
        self._wake.set()

    def _on_poke(self, poke: Poke) -> None:
        if poke.type == "poke":
            self._pokes.append(poke)
        elif poke.type in ("spaces", "overflow", "broken"):
            # Whether a line broke with the server or with the sign-in, a sync finds out.
            self._asked = True
        self._wake.set()

    def _read(self) -> SyncState:
        status = self._store.read(read_status)
        account = status.account
        return SyncState(
            status.state, status.waiting, status.kept,
            account.last_sync if account is not None else 0, None, self._is_live(),
            account.email if account is not None else "",
        )  # fmt: skip

    def _say(self, state: SyncState) -> None:
        if state != self.state:
            before, self.state = self.state, state
            if self._diary is not None:
                self._diary.note_states(before, state, self._store.now())
            if not self._stop.is_set():
                self._state_changed(state)


def _fault() -> ClientError:
    return WorldFailed(
        N_("the sync failed by a fault of ours"), N_("it is tried again later; please report it")
    )
