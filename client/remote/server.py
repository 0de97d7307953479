"""The server over HTTP, for one signed-in person."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar
from urllib.parse import quote

import msgspec

from client.errors import NotPaddock, Refused, SignInNeeded
from client.remote.bodies import decode
from client.remote.http import Http, Unauthorized, not_paddock
from client.remote.protocol import AccountInfo, DeviceInfo
from client.remote.tokens import TokenKeeper
from garage.sync.wire import COMPRESSED_FROM, Greeting, Member, PullAnswer, PullRequest, PushAnswer
from garage.words import N_

T = TypeVar("T")


class _Home(msgspec.Struct, frozen=True):
    home: str


class _Members(msgspec.Struct, frozen=True):
    members: list[Member]


class _Devices(msgspec.Struct, frozen=True):
    devices: list[DeviceInfo]


class Nothing(msgspec.Struct, frozen=True):
    """An answer of which nothing is read."""


def greet(http: Http) -> Greeting:
    """How the server introduces itself; raises NotPaddock if it is none of ours."""
    try:
        return decode(http.call("GET", "/.well-known/paddock"), Greeting)
    except NotPaddock:
        raise
    except Refused as error:
        raise not_paddock(http.server) from error


class HttpRemote:
    """A Remote over HTTP; a token that is not good any more is replaced once a request."""

    def __init__(self, http: Http, tokens: TokenKeeper) -> None:
        self._http = http
        self._tokens = tokens

    def greet(self) -> Greeting:
        """Raises NotPaddock if it is no server of ours."""
        return greet(self._http)

    def account(self) -> AccountInfo:
        """Who is signed in."""
        return self._asked(lambda t: self._http.call("GET", "/account", token=t), AccountInfo)

    def take_home(self, space: str) -> str:
        """Make `space` the account's own garage unless it has one; gives the one it has."""
        return self._post("/account/home", {"space": space}, _Home).home

    def tell_device(self, device: str, name: str) -> None:
        """Let this session bear another device id; the next token says so."""
        self._post("/account/device", {"device": device, "name": name}, Nothing)
        self._tokens.access(self._tokens.access())

    def sign_out_others(self) -> None:
        """Sign the account out everywhere but here."""
        self._post("/account/devices/sign-out", {}, Nothing)

    def devices(self) -> list[DeviceInfo]:
        """Where the account is signed in, the one seen last first."""
        answer = self._asked(
            lambda t: self._http.call("GET", "/account/devices", token=t), _Devices
        )
        return sorted(answer.devices, key=lambda each: (not each.here, -each.last))

    def sign_out_device(self, session: str) -> None:
        """Sign one of the account's devices out."""
        path = f"/account/devices/{quote(session, safe='')}"
        self._asked(lambda t: self._http.call("DELETE", path, token=t), Nothing)

    def push(self, body: bytes) -> PushAnswer:
        """Send a PushRequest, packed with zstd; raises Cloned, EpochChanged."""
        return self._asked(
            lambda token: self._http.call(
                "POST", "/sync/push", token=token, body=body, encoding="zstd"
            ),
            PushAnswer,
        )

    def pull(self, request: PullRequest) -> PullAnswer:
        """Ask for news; raises EpochChanged."""
        return self._post("/sync/pull", request, PullAnswer)

    def members(self, space: str) -> list[Member]:
        """Who is in a space."""
        path = f"/spaces/{space}/members"
        return self._asked(lambda t: self._http.call("GET", path, token=t), _Members).members

    def token(self, worn: str = "") -> str:
        """An access token, for the live channel."""
        return self._tokens.access(worn)

    def end(self) -> None:
        """Sign this session out."""
        self._tokens.end()

    def close(self) -> None:
        """Let go of the connections."""
        self._http.close()

    def _post(self, path: str, message: object, type_: type[T]) -> T:
        return self.ask("POST", path, message, type_)

    def ask(self, method: str, path: str, message: object, type_: type[T]) -> T:
        """Ask for anything else; a `message` of None sends none."""
        body = None if message is None else msgspec.json.encode(message)
        encoding = ""
        if body is not None and len(body) >= COMPRESSED_FROM:
            import zstandard

            body, encoding = zstandard.ZstdCompressor(level=3).compress(body), "zstd"
        return self._asked(
            lambda token: self._http.call(method, path, token=token, body=body, encoding=encoding),
            type_,
        )

    def _asked(self, ask: Callable[[str], bytes], type_: type[T]) -> T:
        token = self._tokens.access()
        try:
            return decode(ask(token), type_)
        except Unauthorized:
            pass
        # Revoked before its time, or of a key that is gone: another one tells which.
        try:
            return decode(ask(self._tokens.access(token)), type_)
        except Unauthorized as error:
            raise SignInNeeded(
                N_("the server does not accept this sign-in"), N_("sign in again")
            ) from error
