"""Browsers that are signed in to the server's pages."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from sync_server.accounts.people import Person, by_id
from sync_server.accounts.tables import BROWSER as T
from sync_server.kit import clock
from sync_server.kit.secret import hash_of, new_token

LIFETIME = 7 * clock.DAY


@dataclass(frozen=True)
class Visit:
    """Who is signed in with this browser, and since when (seconds since 1970)."""

    person: Person
    auth_time: int


def begin(connection: Connection, person: str, now: int) -> str:
    """Sign a browser in; the token for its cookie."""
    connection.execute(delete(T).where(T.c.expires <= now))
    token = new_token()
    row = {
        "hash": hash_of(token),
        "person": person,
        "auth_time": now // clock.SECOND,
        "expires": now + LIFETIME,
    }
    connection.execute(insert(T).values(row))
    return token


def visit_of(connection: Connection, token: str, now: int) -> Visit | None:
    """Who the cookie stands for."""
    query = select(T.c.person, T.c.auth_time).where(T.c.hash == hash_of(token), T.c.expires > now)
    row = connection.execute(query).first() if token else None
    person = by_id(connection, row[0]) if row else None
    return Visit(person, row[1]) if row and person else None


def end(connection: Connection, token: str) -> None:
    """Sign this browser out."""
    connection.execute(delete(T).where(T.c.hash == hash_of(token)))


def end_all(connection: Connection, person: str, but: str = "") -> None:
    """Sign out all browsers of the person, but for the one with this token."""
    connection.execute(delete(T).where(T.c.person == person, T.c.hash != hash_of(but)))
