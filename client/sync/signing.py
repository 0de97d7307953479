"""Signing a profile in and out: its tokens to the keyring, its account to the store."""

from __future__ import annotations

import contextlib
import secrets
import socket

import httpx

from client.errors import BadRequest, ClientError, SignInNeeded
from client.remote.http import Http
from client.remote.oauth import OAuth, Tokens
from client.remote.secrets import Secrets, secret_name, secrets_of
from client.remote.server import HttpRemote, greet
from client.remote.tokens import TokenKeeper
from client.store import Store
from client.store.account import Account, account_of, forget_account, set_account, take_new_device
from client.store.spaces import held_spaces
from garage.words import N_, told


def device_name() -> str:
    """What this machine is called on the page of devices."""
    return socket.gethostname()[:80] or "Paddock"


class SignIn:
    """One sign-in under way: the server was greeted, and is asked for tokens next.

    Raises NotPaddock if what answers is no server of ours.
    """

    def __init__(
        self,
        store: Store,
        server: str,
        *,
        transport: httpx.BaseTransport | None = None,
        kept_in: Secrets | None = None,
    ) -> None:
        self._store = store
        self._kept_in = kept_in or secrets_of(store.folder)
        self.http = Http(server, transport)
        try:
            self.greeting = greet(self.http)
            self._begin()
        except BaseException:
            self.http.close()
            raise

    def _begin(self) -> None:
        before = self._store.read(lambda reader: account_of(reader.connection))
        if before is not None:
            # The profile may have been copied since: two machines never bear one id.
            self._store.layered(lambda t: take_new_device(t, secrets.token_hex(8)))
        device = self._store.read(lambda reader: reader.device())
        self.oauth = OAuth(self.http, device, device_name())
        self.issuer = self.oauth.issuer()

    def finish(
        self, tokens: Tokens, *, leave_local: bool = False, must_last: bool = True
    ) -> Account:
        """Take the tokens, and let the profile be of this account.

        Raises BadRequest where the profile is of another one, KeyringAway where the tokens have to
        outlast the program and cannot.
        """
        keeper = _keeper(self._store, self.http, self._kept_in)
        keeper.begin(tokens, must_last=must_last)
        try:
            info = HttpRemote(self.http, keeper).account()
            self._check_owner(info.id)
        except BaseException:
            with contextlib.suppress(ClientError):
                keeper.end()
            raise
        self._store.layered(
            lambda t: set_account(
                t.connection, server=self.http.server, person=info.id, email=info.email,
                name=info.name, signed_out=0, told=1, epoch=self.greeting.epoch,
                leave_local=int(leave_local),
            )
        )  # fmt: skip
        account = self._store.read(lambda reader: account_of(reader.connection))
        assert account is not None
        return account

    def _check_owner(self, person: str) -> None:
        before = self._store.read(lambda reader: account_of(reader.connection))
        if before is None or (before.person, before.server) == (person, self.http.server):
            return
        held = self._store.read(lambda reader: held_spaces(reader.connection))
        if any(space.is_shared for space in held):
            raise BadRequest(
                told("this profile belongs to {who}", who=before.email or before.server),
                N_("use another profile for another account, with --profile"),
            )
        self._store.layered(lambda t: forget_account(t.connection))

    def close(self) -> None:
        """Let go of the connection."""
        self.http.close()


def connect(
    store: Store,
    *,
    transport: httpx.BaseTransport | None = None,
    kept_in: Secrets | None = None,
) -> HttpRemote:
    """The server of a signed-in profile; raises SignInNeeded."""
    account = store.read(lambda reader: account_of(reader.connection))
    if account is None or account.signed_out:
        raise SignInNeeded(N_("nobody is signed in"), N_("sign in to sync"))
    http = Http(account.server, transport)
    return HttpRemote(http, _keeper(store, http, kept_in or secrets_of(store.folder)))


def sign_out(
    store: Store,
    *,
    everywhere: bool = False,
    transport: httpx.BaseTransport | None = None,
    kept_in: Secrets | None = None,
) -> None:
    """End the session here, or all of the account; what is here stays, unsent edits too."""
    remote = connect(store, transport=transport, kept_in=kept_in)
    try:
        if everywhere:
            remote.sign_out_others()
        remote.end()
    finally:
        remote.close()
    store.layered(lambda t: set_account(t.connection, signed_out=1))


def _keeper(store: Store, http: Http, kept_in: Secrets) -> TokenKeeper:
    def oauth() -> OAuth:
        return OAuth(http, store.read(lambda reader: reader.device()), device_name())

    def ended() -> None:
        store.layered(lambda t: set_account(t.connection, signed_out=1))

    name = secret_name(store.folder, http.server)
    return TokenKeeper(oauth, kept_in, name, store.folder, ended=ended)
