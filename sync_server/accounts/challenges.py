"""Codes on their way by mail: typed into the page that waits, they confirm an address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection, delete, insert, update

from sync_server.accounts.tables import CHALLENGE as T
from sync_server.kit import clock
from sync_server.kit.secret import hash_of, new_digits, new_token, same, typed

LIFETIME = 30 * clock.MINUTE
MOST_TRIES = 6
"""Of a hundred million codes."""

Purpose = Literal["sign_up", "reset"]


@dataclass(frozen=True)
class Begun:
    """`secret` is for the page that waits, `code` for the mail: both are needed."""

    secret: str
    code: str


@dataclass(frozen=True)
class Passed:
    """What was asked for, by somebody who reads that address' mail."""

    email: str
    name: str
    password: str
    """The hash that was chosen with a sign-up."""


def begin(
    connection: Connection,
    purpose: Purpose,
    email: str,
    now: int,
    name: str = "",
    password: str | None = None,
) -> Begun:
    """A challenge; it is made whether or not the address is known, so that nobody can tell."""
    connection.execute(delete(T).where(T.c.expires <= now))
    begun = Begun(new_token(), new_digits())
    row = {
        "hash": hash_of(begun.secret),
        "purpose": purpose,
        "email": email,
        "name": name,
        "password": password,
        "code": hash_of(begun.code),
        "expires": now + LIFETIME,
    }
    connection.execute(insert(T).values(row))
    return begun


def take(
    connection: Connection, purpose: Purpose, secret: str, code: str, now: int
) -> Passed | None:
    """What the challenge was about, and it is over; None if the code does not fit.

    To be committed either way: each try counts.
    """
    open_ = (
        T.c.hash == hash_of(secret),
        T.c.purpose == purpose,
        T.c.expires > now,
        T.c.tries < MOST_TRIES,
    )
    tried = update(T).where(*open_).values(tries=T.c.tries + 1).returning(T)
    row = connection.execute(tried).mappings().first()
    if row is None or not same(row["code"], hash_of(typed(code))):
        return None
    connection.execute(delete(T).where(T.c.hash == row["hash"]))
    return Passed(row["email"], row["name"], row["password"] or "")
