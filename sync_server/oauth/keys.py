"""The keys that sign access tokens, and the tokens (RFC 9068): made here, read here."""

from __future__ import annotations

import hashlib
import json
import threading
import time
from collections import OrderedDict
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, KeySet
from sqlalchemy import Connection, insert, select

from sync_server.accounts.service import Session
from sync_server.kit import clock
from sync_server.kit.database import Database
from sync_server.kit.problem import Unauthorized
from sync_server.kit.secret import new_token
from sync_server.oauth.tables import SIGNING_KEY

ALGORITHM = "ES256"
TYPE = "at+jwt"
LIFETIME_SECONDS = 600
_LOOK_AGAIN_SECONDS = 5.0
_LONGEST = 4_096
_MOST_REMEMBERED = 10_000
_MOST_KEYS = 16


class Keys:
    """The signing keys of the database; the oldest signs, all are believed.

    What a token says is remembered by its hash while the keys stay the same, since an app asks
    with one token all day. Whether its session still lives is not for the keys to say.
    """

    def __init__(self, database: Database, issuer: str) -> None:
        self._database = database
        self.issuer = issuer
        self._keys: list[ECKey] = []
        self._looked = 0.0
        self._lock = threading.Lock()
        self._verified: OrderedDict[bytes, dict[str, Any]] = OrderedDict()

    def access_token(self, session: Session, now: int) -> str:
        """A token for a session; `now` in milliseconds."""
        key = self._signing()
        seconds = now // clock.SECOND
        claims = {
            "iss": self.issuer,
            "aud": self.issuer,
            "sub": session.person,
            "sid": session.id,
            "device": session.device,
            "client_id": session.client,
            "scope": session.scope,
            "auth_time": session.auth_time,
            "iat": seconds,
            "exp": seconds + LIFETIME_SECONDS,
            "jti": new_token()[:22],
        }
        header = {"alg": ALGORITHM, "typ": TYPE, "kid": key.kid}
        return jwt.encode(header, claims, key, algorithms=[ALGORITHM])

    def claims_of(self, token: str) -> dict[str, Any]:
        """What a token of ours says; raises Unauthorized if it is none, or over."""
        if len(token) > _LONGEST:
            raise _invalid()
        remembered = self.remembered(token)
        if remembered is not None:
            return dict(remembered)
        known = self._keys
        decoded = _decoded(token, known)
        if decoded is None:
            self._look_again()
            # Another thread may have looked while this one was at it, too.
            if self._keys is not known:
                decoded = _decoded(token, self._keys)
        if decoded is None or str(decoded.header.get("typ")).lower() != TYPE:
            raise _invalid()
        claims = dict(decoded.claims)
        for_us = claims.get("iss") == self.issuer and claims.get("aud") == self.issuer
        expires = claims.get("exp")
        if not for_us or not isinstance(expires, int) or expires <= time.time():
            raise _invalid()
        self._remember(token, claims)
        return dict(claims)

    def remembered(self, token: str) -> Mapping[str, Any] | None:
        """What a token says that was read before and is not over; asks no database."""
        hash_ = _hash(token)
        with self._lock:
            claims = self._verified.get(hash_)
            if claims is None or claims["exp"] > time.time():
                return claims
            del self._verified[hash_]
        return None

    def _remember(self, token: str, claims: dict[str, Any]) -> None:
        with self._lock:
            self._verified[_hash(token)] = claims
            while len(self._verified) > _MOST_REMEMBERED:
                self._verified.popitem(last=False)

    def public(self) -> dict[str, Any]:
        """The public halves, as a JWK set."""
        self._signing()
        return {"keys": [key.as_dict(private=False) for key in self._keys]}

    def _signing(self) -> ECKey:
        if not self._keys:
            self._load()
        return self._keys[0]

    def _look_again(self) -> None:
        """Read the keys once more, since another process may have made one; not all the time."""
        with self._lock:
            if self._keys and time.monotonic() < self._looked + _LOOK_AGAIN_SECONDS:
                return
        self._load()

    def _load(self) -> None:
        with self._lock:
            with self._database.read() as connection:
                found = _read(connection)
            if {key.kid for key in found} != {key.kid for key in self._keys}:
                # A key may be gone, and what it signed with it.
                self._verified.clear()
            self._keys = found
            self._looked = time.monotonic()


def make_key(connection: Connection) -> None:
    """Make the first key, if there is none; two processes at once make two, which is no harm."""
    if _read(connection):
        return
    kid = new_token()[:16]
    parameters = {"kid": kid, "use": "sig", "alg": ALGORITHM}
    key = ECKey.generate_key("P-256", parameters, private=True)  # type: ignore[arg-type]  # a wider dict
    row = {"kid": kid, "jwk": json.dumps(key.as_dict(private=True)), "created": clock.now()}
    connection.execute(insert(SIGNING_KEY).values(row))


def _decoded(token: str, keys: list[ECKey]) -> jwt.Token | None:
    if not keys:
        return None
    try:
        return jwt.decode(token, KeySet(list(keys)), algorithms=[ALGORITHM])
    # Headers and claims of a stranger may be of any type.
    except (JoseError, ValueError, TypeError, AttributeError):
        return None


def _read(connection: Connection) -> list[ECKey]:
    return [_key(jwk) for jwk in connection.execute(_KEYS).scalars()]


_KEYS = select(SIGNING_KEY.c.jwk).order_by(SIGNING_KEY.c.created, SIGNING_KEY.c.kid)


@lru_cache(_MOST_KEYS)
def _key(jwk: str) -> ECKey:
    """A key of the database: read at the start, and again whenever a token bears an unknown one."""
    return ECKey.import_key(json.loads(jwk))


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()


def _invalid() -> Unauthorized:
    return Unauthorized("the access token is not valid", "refresh it")
