"""Pair codes: who runs the server hands one over, and it signs one device in."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert

from sync_server.accounts.service import Granted
from sync_server.kit import clock
from sync_server.kit.secret import hash_of, in_groups, new_letters, typed
from sync_server.oauth.errors import Refused, invalid_grant
from sync_server.oauth.tables import PAIR_CODE as T

LIFETIME = 10 * clock.MINUTE
LETTERS = 12
"""59 bits: in ten minutes nobody guesses them, and they are typed in one go."""


def pair_code(connection: Connection, person: str, now: int) -> str:
    """A new code for this person, in groups; good once, for ten minutes."""
    connection.execute(delete(T).where(T.c.expires <= now))
    code = new_letters(LETTERS)
    row = {"hash": hash_of(code), "person": person, "expires": now + LIFETIME}
    connection.execute(insert(T).values(row))
    return in_groups(code)


def redeem(
    connection: Connection, code: str, client: str, scope: str, now: int
) -> Granted | Refused:
    """What the code grants; it is used up by that."""
    known = T.c.hash == hash_of(typed(code)), T.c.expires > now
    person = connection.execute(delete(T).where(*known).returning(T.c.person)).scalar()
    if person is None:
        return invalid_grant("this code is not known, or used, or older than ten minutes")
    return Granted(person, client, scope, now // clock.SECOND)
