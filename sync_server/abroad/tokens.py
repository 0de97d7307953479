"""OAuth with the other side: the way there, the code for tokens, new tokens for old ones."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from sync_server.abroad.asking import Answered, Asking
from sync_server.abroad.foreign import Abroad, Later, NotAllowed
from sync_server.abroad.providers import Provider

_LONGEST = 8_192
_SHORTEST_LIFE, _LONGEST_LIFE = 60, 86_400


@dataclass(frozen=True)
class Tokens:
    """What they gave; never printed. No `refresh`: the one there is stays good."""

    access: str
    refresh: str
    seconds: int

    def __repr__(self) -> str:
        return "Tokens(…)"


def way_there(provider: Provider, redirect: str, state: str, verifier: str) -> str:
    """Where the person's browser is sent: code, with PKCE (RFC 7636) and a state of ours."""
    digest = hashlib.sha256(verifier.encode()).digest()
    asked = {
        "response_type": "code",
        "client_id": provider.client,
        "redirect_uri": redirect,
        "scope": provider.scope,
        "state": state,
        "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
        "code_challenge_method": "S256",
        **provider.asked,
    }
    return f"{provider.authorize}?{urlencode(asked)}"


def exchanged(
    asking: Asking, provider: Provider, redirect: str, code: str, verifier: str
) -> Tokens:
    """The tokens for a code; raises NotAllowed, Later."""
    asked = {
        "grant_type": "authorization_code", "code": code, "redirect_uri": redirect,
        "code_verifier": verifier,
    }  # fmt: skip
    tokens = _asked(asking, provider, asked)
    if not tokens.refresh:
        raise NotAllowed("they gave no access that lasts")
    return tokens


def refreshed(asking: Asking, provider: Provider, refresh: str) -> Tokens:
    """New tokens; raises NotAllowed where the person has to connect again, Later for all else."""
    asked = {"grant_type": "refresh_token", "refresh_token": refresh}
    return _asked(asking, provider, asked)


def revoked(asking: Asking, provider: Provider, refresh: str) -> bool:
    """Give the tokens back, where there is an address for it; whether that was done."""
    if not provider.revoke:
        return False
    try:
        return asking.form(provider.revoke, {"token": refresh}).status == 200
    except Abroad:
        return False


def _asked(asking: Asking, provider: Provider, asked: dict[str, str]) -> Tokens:
    own = {"client_id": provider.client, "client_secret": provider.secret}
    answer = asking.form(provider.token, {**asked, **own})
    if answer.status == 200:
        return _tokens(answer)
    # Only these say that the access is over: an outage must not cost anybody their connection.
    if answer.status in (400, 401) and _error(answer) in ("invalid_grant", "interaction_required"):
        raise NotAllowed("the access was taken back, or is over")
    raise Later("they gave no access just now", answer.pause)


def _tokens(answer: Answered) -> Tokens:
    said = answer.json
    access, refresh = said.get("access_token"), said.get("refresh_token") or ""
    if not isinstance(access, str) or not access or not isinstance(refresh, str):
        raise Later("half of an answer came")
    if max(len(access), len(refresh)) > _LONGEST:
        raise Later("the answer is none that was expected")
    seconds: Any = said.get("expires_in")
    life = int(seconds) if str(seconds).isdigit() else _SHORTEST_LIFE
    return Tokens(access, refresh, min(max(life, _SHORTEST_LIFE), _LONGEST_LIFE))


def _error(answer: Answered) -> str:
    try:
        return str(answer.json.get("error") or "")
    except Abroad:
        return ""
