"""Authorization codes: good once, within a minute, with the verifier of their challenge."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update

from sync_server.accounts import service as accounts
from sync_server.accounts.service import Granted
from sync_server.kit import clock
from sync_server.kit.secret import hash_of, new_token, same
from sync_server.oauth.errors import Refused, invalid_grant
from sync_server.oauth.tables import AUTHORIZATION_CODE as T

LIFETIME = 1 * clock.MINUTE
KEPT = 1 * clock.DAY
CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}")
VERIFIER = re.compile(r"[A-Za-z0-9._~-]{43,128}")


@dataclass(frozen=True)
class Asked:
    """What a code is bound to."""

    granted: Granted
    redirect_uri: str
    challenge: str


def new_code(connection: Connection, asked: Asked, now: int) -> str:
    """A code for the redirect."""
    connection.execute(delete(T).where(T.c.expires < now - KEPT))
    code = new_token()
    row = {
        **vars(asked.granted),
        "hash": hash_of(code),
        "redirect_uri": asked.redirect_uri,
        "challenge": asked.challenge,
        "expires": now + LIFETIME,
    }
    connection.execute(insert(T).values(row))
    return code


def redeem(
    connection: Connection, code: str, client: str, redirect_uri: str, verifier: str, now: int
) -> Granted | Refused:
    """What the code grants. Any use spends it; a second one signs out what the first made."""
    spent = update(T).where(T.c.hash == hash_of(code), T.c.used.is_(None)).values(used=now)
    row = connection.execute(spent.returning(T)).mappings().first()
    if row is None:
        _used_twice(connection, code, now)
        return invalid_grant("this code is not known, or used")
    if row["expires"] <= now:
        return invalid_grant("this code is older than a minute")
    if row["client"] != client or row["redirect_uri"] != redirect_uri:
        return invalid_grant("this code was made for another client or redirect")
    if not VERIFIER.fullmatch(verifier) or not same(s256(verifier), row["challenge"]):
        return invalid_grant("the code verifier does not fit")
    return Granted(row["person"], row["client"], row["scope"], row["auth_time"])


def bind(connection: Connection, code: str, session: str) -> None:
    """Remember what the code made."""
    connection.execute(update(T).where(T.c.hash == hash_of(code)).values(session=session))


def end_all(connection: Connection, person: str) -> None:
    """What was granted to an app of the person's and not yet fetched is worth nothing."""
    connection.execute(delete(T).where(T.c.person == person, T.c.used.is_(None)))


def s256(verifier: str) -> str:
    """The challenge of a verifier (RFC 7636, 4.2)."""
    digest = hashlib.sha256(verifier.encode("ascii")).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def _used_twice(connection: Connection, code: str, now: int) -> None:
    query = select(T.c.session).where(T.c.hash == hash_of(code))
    session = connection.execute(query).scalar()
    if session:
        accounts.end(connection, session, now)


accounts.WHEN_ALL_END.append(end_all)
