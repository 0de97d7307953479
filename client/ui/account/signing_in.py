"""One sign-in under way, in a thread of its own; what it needs and comes to is told by signals."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from client.errors import ClientError, ServerAway, SignInNeeded
from client.operations.local_garage import Parting, local_garage, parting
from client.ui.text import _
from garage.words import N_

if TYPE_CHECKING:
    from client.remote.oauth import Tokens
    from client.store import Store
    from client.store.account import Account
    from client.sync.signing import SignIn
    from client.ui.account.sync_link import SyncLink


@dataclass(frozen=True, slots=True)
class WhoseGarage:
    """Whose the profile was, whose it would be, and what would go along or leave."""

    before: str
    becomes: str
    parting: Parting


MakeSignIn = Callable[["Store", str], "SignIn"]

_BROWSER_SECONDS = 600.0
_LOOK = 0.2
"""Seconds within which a cancel is noticed."""


class Way(StrEnum):
    """How a person proves who they are."""

    BROWSER = "browser"
    DEVICE = "device"
    PAIR = "pair"


def sign_in_to(store: Store, server: str) -> SignIn:
    """A sign-in at a server, over the network."""
    from client.sync.signing import SignIn

    return SignIn(store, server)


class SigningIn(QObject):
    """`work` runs in a thread: it waits for an answer where it asks; `cancel` ends it all.

    The last step is the exception: what it does is done as a whole, and cannot be cancelled.
    """

    link_ready = Signal(str)
    """The page to open in the browser."""
    code_ready = Signal(str, str, str)
    """The code to type, the address to type it at, and the address that has it already."""
    join_asked = Signal(object)
    """LocalGarage: is it to join the account's?"""

    parting_asked = Signal(object)
    """WhoseGarage: the profile was another account's; is what is the person's own to go along?"""

    keyring_away = Signal(object)
    """KeyringAway: is the sign-in to last as long as the program alone?"""

    finishing = Signal()
    """The last step has begun: no cancel counts any more, unless it fails."""

    _link, _code, _last = Signal(str), Signal(str, str, str), Signal()
    _join, _parting, _keyring = Signal(object), Signal(object), Signal(object)

    def __init__(
        self, link: SyncLink, server: str, way: Way, pair: str = "", *,
        make: MakeSignIn = sign_in_to,
    ) -> None:  # fmt: skip
        super().__init__()
        self._sync, self._server, self._way, self._pair = link, server, way, pair
        self._make = make
        self._cancelled = threading.Event()
        self._answered = threading.Event()
        self._lock = threading.Lock()
        self._is_last = False
        """Whether the last step has begun; a cancel and it never pass each other: see the lock."""
        self._leave = self._take_along = False
        self._passphrase = ""
        for inner, outer in (
            (self._link, self.link_ready), (self._code, self.code_ready),
            (self._join, self.join_asked), (self._parting, self.parting_asked),
            (self._keyring, self.keyring_away), (self._last, self.finishing),
        ):  # fmt: skip
            inner.connect(outer, Qt.ConnectionType.QueuedConnection)

    def cancel(self) -> bool:
        """Give it up, and nothing is changed then; False: the last step has begun, it goes on."""
        with self._lock:
            if self._is_last:
                return False
            self._cancelled.set()
        self._answered.set()
        return True

    def leave(self) -> None:
        """Wait for no answer any more: nobody is there to give one. A last step is still done."""
        self._cancelled.set()
        self._answered.set()

    def keep_under(self, passphrase: str) -> None:
        """Keep the sign-in in a file under a passphrase; "": as long as the program runs."""
        self._passphrase = passphrase
        self._answered.set()

    def answer(self, *, leave_local: bool) -> None:
        """Whether what is here joins the account's garage, or is left alone."""
        self._leave = leave_local
        self._answered.set()

    def take_along(self) -> None:
        """Let what was another account's go along into this one."""
        self._take_along = True
        self._answered.set()

    # ------------------------------------------------------------------ in the thread

    def work(self, store: Store) -> Account | None:
        """The account, or None if it was cancelled. Raises ClientError."""
        self._sync.halt()
        try:
            signing = self._make(store, self._server)
            try:
                return self._whole(store, signing)
            finally:
                signing.close()
        except BaseException:
            self._is_last = False
            raise
        finally:
            self._sync.begin(store)

    def _whole(self, store: Store, signing: SignIn) -> Account | None:
        tokens = self._tokens(signing)
        if tokens is None:
            return None
        local = store.read(local_garage)
        if local is not None:
            self._join.emit(local)
            self._answered.wait()
        else:
            self._ask_of_parting(store, signing, tokens)
        return self._finished(store, signing, tokens)

    def _ask_of_parting(self, store: Store, signing: SignIn, tokens: Tokens) -> None:
        other = signing.other_account(tokens)
        if other is not None and other.is_over:
            self._parting.emit(WhoseGarage(other.before, other.becomes, store.read(parting)))
            self._answered.wait()

    def _finished(self, store: Store, signing: SignIn, tokens: Tokens) -> Account | None:
        if self._given_up(signing, tokens):
            return None
        try:
            return self._finish(signing, tokens)
        except ClientError as error:
            if error.code not in ("keyring", "passphrase"):
                raise
            self._ask_where_to_keep(error)
        if self._given_up(signing, tokens):
            return None
        from client.remote.secrets import FileSecrets, MemorySecrets, choose_secrets

        sealed = FileSecrets(store.folder, self._passphrase) if self._passphrase else None
        choose_secrets(store.folder, sealed or MemorySecrets())
        # The code that brought the tokens is spent: they are taken once more, and kept elsewhere.
        again = self._make(store, self._server)
        try:
            return self._finish(again, tokens)
        finally:
            again.close()

    def _given_up(self, signing: SignIn, tokens: Tokens) -> bool:
        """Whether it was cancelled, and the tokens are void; if not, the last step begins."""
        with self._lock:
            self._is_last = not self._cancelled.is_set()
        if self._is_last:
            self._last.emit()
            return False
        signing.oauth.revoke(tokens.refresh_token)
        return True

    def _finish(self, signing: SignIn, tokens: Tokens) -> Account:
        return signing.finish(tokens, leave_local=self._leave, take_along=self._take_along)

    def _ask_where_to_keep(self, error: ClientError) -> None:
        self._is_last = False
        self._answered.clear()
        if self._cancelled.is_set():
            # Nobody is there any more who could answer.
            self._answered.set()
        self._keyring.emit(error)
        self._answered.wait()

    def _tokens(self, signing: SignIn) -> Tokens | None:
        match self._way:
            case Way.PAIR:
                return signing.oauth.by_pair(self._pair)
            case Way.DEVICE:
                return self._by_device(signing)
        return self._by_browser(signing)

    def _by_browser(self, signing: SignIn) -> Tokens | None:
        from client.remote.loopback import Loopback
        from client.remote.oauth import Pkce

        listener = Loopback(_("Signed in to Paddock"), _("You can close this page."))
        try:
            proof = Pkce(signing.http, signing.issuer, listener.redirect)
            self._link.emit(proof.url)
            end = time.monotonic() + _BROWSER_SECONDS
            while (answer := listener.wait(_LOOK)) is None:
                if self._cancelled.is_set():
                    return None
                if time.monotonic() > end:
                    raise SignInNeeded(N_("the browser did not come back"), N_("begin it again"))
            code = proof.code_of(answer)
            return signing.oauth.by_code(code, proof.verifier, proof.redirect)
        finally:
            listener.close()

    def _by_device(self, signing: SignIn) -> Tokens | None:
        codes = signing.oauth.begin_device()
        whole = codes.verification_uri_complete
        self._code.emit(codes.user_code, codes.verification_uri, whole)
        interval, end = max(codes.interval, 1), time.monotonic() + codes.expires_in
        while time.monotonic() < end:
            if self._cancelled.wait(interval):
                return None
            try:
                answer = signing.oauth.poll_device(codes)
            except ServerAway:
                interval = min(interval * 2, 60)
                continue
            if not isinstance(answer, str):
                return answer
            if answer == "slow_down":
                interval += 5
        raise SignInNeeded(N_("the code was not typed in time"), N_("begin it again"))
