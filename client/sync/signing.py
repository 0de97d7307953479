"""Signing a profile in and out: its tokens to the keyring, its account to the store."""

from __future__ import annotations

import contextlib
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from client.errors import BadRequest, ClientError, SignInNeeded
from client.machine import machine_name, zone_name
from client.remote.bodies import decode
from client.remote.http import Http
from client.remote.oauth import OAuth, Tokens
from client.remote.protocol import AccountInfo
from client.remote.secrets import KeyringAway, Secrets, secret_name, secrets_of
from client.remote.server import HttpRemote, greet
from client.remote.tokens import TokenKeeper
from client.store import Store, Transaction
from client.store.account import Account, account_of, set_account, take_new_device
from client.store.parting import part_for_good
from client.store.spaces import held_spaces
from garage.ids import new_id
from garage.words import N_, told

if TYPE_CHECKING:
    import httpx


@dataclass(frozen=True)
class OtherAccount:
    """That a profile was another account's until now, and whose it would be."""

    before: str
    becomes: str
    is_over: bool
    """Whether nobody is signed in any more: only then can it be taken along."""


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
            self._another_device()
        device = self._store.read(lambda reader: reader.device())
        self.oauth = OAuth(
            self.http, device, machine_name(), zone_name() or "", self._another_device
        )
        self.issuer = self.oauth.issuer()

    def _another_device(self) -> str:
        device = secrets.token_hex(8)
        self._store.layered(lambda t: take_new_device(t, device))
        return device

    def other_account(self, tokens: Tokens) -> OtherAccount | None:
        """Whose the profile was, if it was not of the account that signs in."""
        return self._other(self._who(tokens))

    def _who(self, tokens: Tokens) -> AccountInfo:
        return decode(self.http.call("GET", "/account", token=tokens.access_token), AccountInfo)

    def finish(
        self,
        tokens: Tokens,
        *,
        leave_local: bool = False,
        must_last: bool = True,
        take_along: bool = False,
    ) -> Account:
        """Take the tokens, and let the profile be of this account.

        With `take_along` one of another account, whose sign-in is over, becomes this one's (see
        `parting`). Raises BadRequest where that was not said, KeyringAway where the tokens have to
        outlast the program and cannot.
        """
        info = self._who(tokens)
        other, before = self._other(info), self._before(info)
        if other is not None and not (take_along and other.is_over):
            # Before anything is kept: the sign-in that the profile has goes on.
            with contextlib.suppress(ClientError):
                self.oauth.revoke(tokens.refresh_token)
            raise _belongs_to(other)
        _keeper(self._store, self.http, self._kept_in).begin(tokens, must_last=must_last)

        def work(transaction: Transaction) -> None:
            if before is not None:
                part_for_good(transaction, new_id(self._store.now()))
            set_account(
                transaction.connection, server=self.http.server, person=info.id, email=info.email,
                name=info.name, signed_out=0, told=1, epoch=self.greeting.epoch,
                leave_local=int(leave_local),
            )  # fmt: skip

        self._store.layered(work)
        account = self._store.read(lambda reader: account_of(reader.connection))
        assert account is not None
        return account

    def _other(self, info: AccountInfo) -> OtherAccount | None:
        before = self._before(info)
        held = self._store.read(lambda reader: held_spaces(reader.connection))
        # A sync may have seen that the garage is gone before it was told that the account is.
        if before is None or not (before.joined or any(space.is_shared for space in held)):
            return None
        return OtherAccount(before.email or before.server, info.email, self._is_over(before))

    def _is_over(self, before: Account) -> bool:
        """Whether nobody is signed in: told by the server, or there is no token to ask it with."""
        if before.signed_out:
            return True
        with contextlib.suppress(KeyringAway):
            return self._kept_in.get(secret_name(self._store.folder, before.server)) is None
        return False

    def _before(self, info: AccountInfo) -> Account | None:
        """The account that the profile had, if it is another one."""
        before = self._store.read(lambda reader: account_of(reader.connection))
        same = before is not None and (before.person, before.server) == (info.id, self.http.server)
        return None if same else before

    def close(self) -> None:
        """Let go of the connection."""
        self.http.close()


def _belongs_to(other: OtherAccount) -> BadRequest:
    return BadRequest(
        told("this profile belongs to {who}", who=other.before),
        N_("use another profile, with --profile, or take this one along, with --take-along")
        if other.is_over
        else N_("use another profile for another account, with --profile"),
    )


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
        return OAuth(
            http, store.read(lambda reader: reader.device()), machine_name(), zone_name() or ""
        )

    def ended() -> None:
        store.layered(lambda t: set_account(t.connection, signed_out=1))

    name = secret_name(store.folder, http.server)
    return TokenKeeper(oauth, kept_in, name, store.folder, ended=ended)
