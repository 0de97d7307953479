"""HTTP Basic with app passwords: who was let in is remembered for a moment, and written down."""

from __future__ import annotations

import base64
import binascii
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass

from fastapi import Request
from starlette.concurrency import run_in_threadpool

from sync_server.accounts import app_passwords
from sync_server.accounts.app_passwords import LetIn
from sync_server.kit.database import Database
from sync_server.kit.moments import Moments
from sync_server.kit.problem import Unauthorized
from sync_server.kit.secret import hash_of
from sync_server.kit.tries import take

FRESH_SECONDS = 5.0
"""How long another process may not notice that a password was revoked."""
FAILURES = "60/10minutes"
"""From one place; whoever has a password that is right is let in all the same."""
_MOST = 10_000
_CHALLENGE = 'Basic realm="Paddock", charset="UTF-8"'


class NotLetIn(Unauthorized):
    """Address and app password do not go together, or are missing."""

    def __init__(self) -> None:
        super().__init__(
            "an address and an app password are asked for",
            "make an app password on your account's page",
        )
        self.headers["WWW-Authenticate"] = _CHALLENGE


@dataclass(frozen=True)
class _Known:
    who: LetIn
    until: float


class Door:
    """Lets people in for one process; safe to ask from any thread."""

    def __init__(self, database: Database) -> None:
        self._database = database
        # By the hash of what was sent: no secret stays in memory.
        self._known: OrderedDict[str, _Known] = OrderedDict()
        self._used = Moments()
        self._lock = threading.Lock()

    def remembered(self, key: str) -> LetIn | None:
        """Whom it let in a moment ago."""
        with self._lock:
            known = self._known.get(key)
        if known is None or known.until <= time.monotonic():
            return None
        self._used.note(known.who.password)
        return known.who

    def ask(self, key: str, email: str, secret: str) -> LetIn | None:
        """Whom the two let in, as the database says."""
        with self._database.read() as connection:
            who = app_passwords.let_in(connection, email, secret)
        with self._lock:
            self._known.pop(key, None)
            if who is not None:
                self._known[key] = _Known(who, time.monotonic() + FRESH_SECONDS)
                self._used.note(who.password)
            while len(self._known) > _MOST:
                self._known.popitem(last=False)
        return who

    def forget_all(self) -> None:
        """Ask the database again: a password was revoked."""
        with self._lock:
            self._known.clear()

    async def write_down(self) -> None:
        """Write when passwords were last used; called once a minute."""
        await self._used.write_down(self._database, app_passwords.used)


async def let_in(request: Request) -> LetIn:
    """Who asks; raises NotLetIn, and TooMany for one place that tries on and on."""
    door: Door = request.app.state.door
    header = request.headers.get("authorization", "")
    email, secret = _pair(header)
    if not secret:
        raise NotLetIn
    key = hash_of(header)
    who = door.remembered(key) or await run_in_threadpool(door.ask, key, email, secret)
    if who is None:
        await take(request, FAILURES, "app-password")
        raise NotLetIn
    return who


def _pair(header: str) -> tuple[str, str]:
    """Address and password of an Authorization header (RFC 7617), or nothing."""
    scheme, _, encoded = header.partition(" ")
    if scheme.lower() != "basic" or len(encoded) > 2_000:
        return "", ""
    try:
        email, _, secret = base64.b64decode(encoded.strip(), validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return email, secret.strip()
