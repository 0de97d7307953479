"""Which sessions are live and when they were last heard of, kept in memory for a moment."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from dataclasses import dataclass

from sync_server.accounts import sessions
from sync_server.accounts.sessions import Session
from sync_server.kit.bus import Message, SignedOut
from sync_server.kit.database import Database
from sync_server.kit.moments import Moments

FRESH_SECONDS = 5.0
"""How long another process may not notice that a session was signed out, if the bus lost it."""
_MOST = 10_000


@dataclass(frozen=True)
class _Known:
    session: Session | None
    until: float


class Presence:
    """Answers for one process whether a session is live; safe to ask from any thread."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: OrderedDict[str, _Known] = OrderedDict()
        self._seen = Moments()
        self._lock = threading.Lock()

    def session(self, id_: str, device: str) -> Session | None:
        """The live session, if it bears this device; what is remembered is asked again if not."""
        found = self.remembered(id_, device)
        if found is not None:
            return found
        found = self._ask(id_)
        if found is None or not found.live or found.device != device:
            return None
        self._seen.note(id_)
        return found

    def remembered(self, id_: str, device: str) -> Session | None:
        """The live session, if that was asked a moment ago and it bears this device."""
        with self._lock:
            known = self._known.get(id_)
            found = known.session if known and known.until > time.monotonic() else None
        if found is None or not found.live or found.device != device:
            return None
        self._seen.note(id_)
        return found

    def forget(self, *ids: str) -> None:
        """Ask the database again: these were signed out, or changed."""
        with self._lock:
            for id_ in ids:
                self._known.pop(id_, None)

    def hear(self, message: Message) -> None:
        """What came over the bus: a session that was signed out in any process."""
        if isinstance(message, SignedOut):
            self.forget(message.session)

    def forget_all(self) -> None:
        """Ask again for every session."""
        with self._lock:
            self._known.clear()

    async def write_down(self) -> None:
        """Write when sessions were last heard of; called once a minute."""
        await self._seen.write_down(self._database, sessions.seen)

    def _ask(self, id_: str) -> Session | None:
        with self._database.read() as connection:
            found = sessions.session_of(connection, id_)
        with self._lock:
            self._known[id_] = _Known(found, time.monotonic() + FRESH_SECONDS)
            self._known.move_to_end(id_)
            while len(self._known) > _MOST:
                self._known.popitem(last=False)
        return found
