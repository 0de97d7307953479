"""Refresh tokens: opaque, used once, each followed by the next of its family, the session."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, delete, insert, select, update

from sync_server.accounts import service as accounts
from sync_server.accounts.service import Session
from sync_server.kit import clock
from sync_server.kit.secret import hash_of, new_token
from sync_server.oauth.errors import Refused, invalid_grant
from sync_server.oauth.tables import REFRESH_TOKEN as T

LIFETIME = 400 * clock.DAY
"""A device that was offline for a year still syncs."""
AT_ONCE = 1 * clock.SECOND
"""So soon after another one, a refresh is no second attempt but a rival of the first."""
LOST_ANSWER = 30 * clock.SECOND
KEPT_USED = 7 * clock.DAY


_RIVAL = Refused("temporarily_unavailable", "this token is being refreshed already", 1)


@dataclass(frozen=True)
class Rotated:
    """A session with its new refresh token."""

    session: Session
    token: str


def first_token(connection: Connection, session: str, now: int) -> str:
    """The first refresh token of a session."""
    return _issue(connection, session, new_token(), now)


def rotate(
    connection: Connection, token: str, client: str, device: str, arrived: int, now: int
) -> Rotated | Refused:
    """The next token for this one. `arrived`: when the request came in, before any waiting.

    A refusal has to be committed like a success: reuse signs the family out.
    """
    hashed, following = hash_of(token), new_token()
    # One statement decides who rotates; of several at once all but one find it used.
    live = accounts.is_live(T.c.session, client)
    used = connection.execute(
        update(T)
        .where(T.c.hash == hashed, T.c.used.is_(None), T.c.expires > now, live)
        .values(used=now, successor=hash_of(following))
        .returning(T.c.session)
    ).scalar()
    if used is None:
        return _used_before(connection, hashed, client, device, arrived, now)
    _issue(connection, used, following, now)
    _tidy(connection, used, now)
    return _rotated(connection, used, following)


def _used_before(
    connection: Connection, hashed: str, client: str, device: str, arrived: int, now: int
) -> Rotated | Refused:
    # Locked, so that of two that ask for a lost answer the second sees what the first was given.
    query = select(T).where(T.c.hash == hashed).with_for_update()
    row = connection.execute(query).mappings().first()
    session = accounts.session_of(connection, row["session"]) if row else None
    if row is None or session is None or session.client != client:
        return invalid_grant()
    if not session.live or row["expires"] <= now or row["used"] is None:
        return invalid_grant("the session is over")
    if device == session.device:
        if arrived <= row["used"] + AT_ONCE:
            return _RIVAL
        if arrived <= row["used"] + LOST_ANSWER:
            again = _answer_lost(connection, row, arrived, now)
            if again is not None:
                return again
    accounts.end(connection, session.id, now)
    return invalid_grant("this token was used before: the session is over")


def _answer_lost(
    connection: Connection, row: RowMapping, arrived: int, now: int
) -> Rotated | Refused | None:
    """Another successor in place of one that nobody has used; None if it arrived and was used."""
    query = select(T).where(T.c.hash == row["successor"], T.c.used.is_(None))
    successor = connection.execute(query).mappings().first()
    if successor is None:
        return None
    if arrived <= successor["issued"] + AT_ONCE:
        return _RIVAL
    following = new_token()
    ours = update(T).where(T.c.hash == row["hash"]).values(successor=hash_of(following))
    connection.execute(ours)
    unused = update(T).where(T.c.hash == successor["hash"], T.c.used.is_(None))
    if not connection.execute(unused.values(used=now)).rowcount:
        return None
    _issue(connection, row["session"], following, now)
    return _rotated(connection, row["session"], following)


def _issue(connection: Connection, session: str, token: str, now: int) -> str:
    row = {"hash": hash_of(token), "session": session, "issued": now, "expires": now + LIFETIME}
    connection.execute(insert(T).values(row))
    return token


def _rotated(connection: Connection, session: str, token: str) -> Rotated:
    found = accounts.session_of(connection, session)
    assert found is not None, "a token's session is there as long as the token"
    return Rotated(found, token)


def _tidy(connection: Connection, session: str, now: int) -> None:
    """Forget the long used ones of the family, which would else grow by one each ten minutes."""
    old = (T.c.session == session, T.c.used < now - KEPT_USED)
    connection.execute(delete(T).where(*old))


def session_of_token(connection: Connection, token: str) -> Session | None:
    """The session that a refresh token belongs to, whether or not it is of use any more."""
    query = select(T.c.session).where(T.c.hash == hash_of(token))
    session = connection.execute(query).scalar()
    return accounts.session_of(connection, session) if session else None


def is_of_use(connection: Connection, token: str, now: int) -> bool:
    """Whether a refresh with this token would work."""
    query = select(T.c.hash).where(
        T.c.hash == hash_of(token), T.c.used.is_(None), T.c.expires > now
    )
    return connection.execute(query).first() is not None
