"""Signing in: OAuth 2 as the desktop's public client (RFC 8252, 7636, 8628, 9207)."""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections.abc import Callable, Mapping
from urllib.parse import urlencode

import msgspec

from client.errors import NotPaddock, Refused, ServerAway, SignInNeeded
from client.remote.bodies import decode
from client.remote.http import Http, not_paddock
from garage.words import N_

CLIENT = "paddock-desktop"
PAIR_GRANT = "urn:paddock:params:oauth:grant-type:pair"
DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code"


class Tokens(msgspec.Struct, frozen=True):
    """What the token endpoint gives."""

    access_token: str
    refresh_token: str
    expires_in: int = 600


class DeviceCodes(msgspec.Struct, frozen=True):
    """What a person types elsewhere, while this device asks again and again (RFC 8628)."""

    device_code: str
    user_code: str
    verification_uri: str
    verification_uri_complete: str = ""
    expires_in: int = 600
    interval: int = 5


class _Metadata(msgspec.Struct, frozen=True):
    issuer: str
    authorization_endpoint: str
    token_endpoint: str


class OAuth:
    """The authorization server, as this device speaks with it.

    `another` gives the profile another device id, where somebody else's device bears this one: as
    of a profile that was copied before anybody signed in.
    """

    def __init__(
        self,
        http: Http,
        device: str,
        device_name: str,
        zone: str = "",
        another: Callable[[], str] | None = None,
    ) -> None:
        self._http = http
        self._device = device
        self._device_name = device_name
        self._zone = zone
        self._another = another

    def issuer(self) -> str:
        """Whom answers have to come from; raises NotPaddock if the server is not who it says."""
        found = decode(self._http.call("GET", "/.well-known/oauth-authorization-server"), _Metadata)
        if not found.authorization_endpoint.startswith(f"{found.issuer}/"):
            raise not_paddock(self._http.server)
        return found.issuer

    def by_code(self, code: str, verifier: str, redirect: str) -> Tokens:
        """The tokens for the code that the browser brought."""
        return self._token(
            {
                "grant_type": "authorization_code", "code": code, "code_verifier": verifier,
                "redirect_uri": redirect,
            }
        )  # fmt: skip

    def by_pair(self, code: str) -> Tokens:
        """The tokens for a code that `paddock-server pair` printed."""
        try:
            return self._token({"grant_type": PAIR_GRANT, "pair_code": code})
        except SignInNeeded as error:
            raise SignInNeeded(
                N_("this code is not known, used up or has run out"), N_("ask for another")
            ) from error

    def begin_device(self) -> DeviceCodes:
        """Ask for a code to type in a browser elsewhere."""
        form = {"client_id": CLIENT, "device_name": self._device_name}
        answer = self._http.call("POST", "/oauth/device_authorization", form=form)
        return decode(answer, DeviceCodes)

    def poll_device(self, codes: DeviceCodes) -> Tokens | str:
        """The tokens, or what to do meanwhile: "authorization_pending" or "slow_down"."""
        try:
            return self._token({"grant_type": DEVICE_GRANT, "device_code": codes.device_code})
        except Refused as error:
            if error.problem in ("authorization_pending", "slow_down"):
                return error.problem
            words = {
                "access_denied": N_("the sign-in was declined"),
                "expired_token": N_("the code was not typed in time"),
            }.get(error.problem)
            if words is None:
                raise
            raise SignInNeeded(words, N_("begin it again")) from error

    def refresh(self, token: str) -> Tokens:
        """The next tokens; raises SignInNeeded for `invalid_grant` alone."""
        return self._token({"grant_type": "refresh_token", "refresh_token": token})

    def revoke(self, token: str) -> None:
        """Sign this session out on the server."""
        self._http.call("POST", "/oauth/revoke", form={"client_id": CLIENT, "token": token})

    def _token(self, fields: Mapping[str, str]) -> Tokens:
        try:
            return self._asked_for(fields)
        except Refused as error:
            if error.problem != "device_taken" or self._another is None:
                raise
            self._device = self._another()
            return self._asked_for(fields)

    def _asked_for(self, fields: Mapping[str, str]) -> Tokens:
        form = {
            "client_id": CLIENT, "device": self._device, "device_name": self._device_name,
            "zone": self._zone, **fields
        }  # fmt: skip
        try:
            return decode(self._http.call("POST", "/oauth/token", form=form), Tokens)
        except Refused as error:
            if error.problem == "temporarily_unavailable":
                raise ServerAway(
                    N_("the sign-in is being renewed already"), N_("try again in a moment"), 1.0
                ) from error
            if error.problem == "invalid_grant":
                raise SignInNeeded(
                    N_("you were signed out"),
                    N_("sign in again; what is here stays, and is sent then"),
                ) from error
            raise


class Pkce:
    """One sign-in in the browser: its state, and the proof that the code is ours (S256)."""

    def __init__(self, http: Http, issuer: str, redirect: str) -> None:
        self.state = secrets.token_urlsafe(24)
        self.verifier = secrets.token_urlsafe(48)
        self.redirect = redirect
        self._issuer = issuer
        digest = hashlib.sha256(self.verifier.encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        query = {
            "response_type": "code", "client_id": CLIENT, "redirect_uri": redirect,
            "state": self.state, "code_challenge": challenge, "code_challenge_method": "S256",
        }  # fmt: skip
        self.url = f"{http.server}/oauth/authorize?{urlencode(query)}"

    def code_of(self, answer: Mapping[str, str]) -> str:
        """The code in what came back; raises SignInNeeded, or NotPaddock for a forged answer."""
        if not secrets.compare_digest(answer.get("state", "").encode(), self.state.encode()):
            raise NotPaddock(N_("the answer is not to this sign-in"), N_("begin it again"))
        if answer.get("iss") != self._issuer:
            raise NotPaddock(
                N_("the answer comes from another server than was asked"), N_("begin it again")
            )
        if "code" not in answer:
            raise SignInNeeded(N_("the sign-in was declined"), N_("begin it again"))
        return answer["code"]
