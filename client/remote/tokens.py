"""Access tokens for requests: refreshed by one at a time, over threads and processes."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import filelock

from client.errors import ServerAway, SignInNeeded, of_folder
from client.remote.oauth import OAuth, Tokens
from client.remote.secrets import KeyringAway, Secrets
from garage.words import N_

LOCK_NAME = "sign-in.lock"
_EARLY = 30
"""Seconds before its end that a token is not used any more."""
_PATIENCE = 60


class TokenKeeper:
    """Keeps a session's tokens. Only `invalid_grant` ends it, and `ended` is told."""

    def __init__(
        self,
        oauth: Callable[[], OAuth],
        secrets: Secrets,
        name: str,
        folder: Path,
        *,
        ended: Callable[[], None] = lambda: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._oauth = oauth
        self._secrets = secrets
        self._name = name
        self._ended = ended
        self._clock = clock
        self._one = threading.Lock()
        self._lock = filelock.FileLock(folder / LOCK_NAME, thread_local=False)
        self._access = ""
        self._until = 0.0
        self._unkept = ""
        """A refresh token that the keyring did not take: good for as long as we run."""
        self.notice: KeyringAway | None = None
        """Why the next start will have to sign in again, if it will."""

    def begin(self, tokens: Tokens, *, must_last: bool = False) -> None:
        """Take the tokens of a sign-in; raises KeyringAway where they must outlast the program."""
        with self._one, self._across():
            self._take(tokens)
        if must_last and self.notice is not None:
            raise self.notice

    def access(self, worn: str = "") -> str:
        """A token for a request, other than `worn`; raises SignInNeeded, ServerAway."""
        with self._one:
            if self._access and self._access != worn and self._clock() < self._until:
                return self._access
            with self._across():
                return self._refreshed()

    def _refreshed(self) -> str:
        token = self._unkept or self._secrets.get(self._name)
        if token is None:
            raise SignInNeeded(N_("nobody is signed in"), N_("sign in to sync"))
        # The one it is will be worth nothing: where the next cannot be kept, it is not asked for.
        self._secrets.check()
        try:
            # An answer that is lost leaves the token as it is: the next try repeats it, and the
            # server replaces the successor that never came.
            tokens = self._oauth().refresh(token)
        except SignInNeeded:
            self._forget()
            self._ended()
            raise
        self._take(tokens)
        return tokens.access_token

    def _take(self, tokens: Tokens) -> None:
        self._access = tokens.access_token
        self._until = self._clock() + max(tokens.expires_in - _EARLY, _EARLY)
        try:
            self._secrets.put(self._name, tokens.refresh_token)
            self._unkept, self.notice = "", None
        except KeyringAway as error:
            self._unkept, self.notice = tokens.refresh_token, error

    def end(self, *, tell: bool = True) -> None:
        """Sign out: the server is told where it can be, and the tokens are forgotten."""
        with self._one, self._across():
            with contextlib.suppress(ServerAway, KeyringAway):
                token = self._unkept or self._secrets.get(self._name)
                if token is not None and tell:
                    self._oauth().revoke(token)
            self._forget()

    def _forget(self) -> None:
        self._access = self._unkept = ""
        with contextlib.suppress(KeyringAway):
            self._secrets.delete(self._name)

    @contextlib.contextmanager
    def _across(self) -> Iterator[None]:
        """Be the only one among all processes on this profile who refreshes."""
        try:
            with self._lock.acquire(timeout=_PATIENCE):
                yield
        except filelock.Timeout as error:
            raise ServerAway(
                N_("another Paddock is signing in for this profile"), N_("try again")
            ) from error
        except OSError as error:
            raise of_folder(error) from error
