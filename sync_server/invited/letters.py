"""How many letters go out on behalf of one person: counted, and bounded."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from sync_server.invited.tables import TOKEN
from sync_server.kit import clock, secret
from sync_server.kit.rows import put

MOST_LETTERS = 500
"""On behalf of one person in a day."""

_COUNTED = ("page", "reply")


class TooManyLetters(Exception):
    """The rest is told another day."""


def demand_letter(connection: Connection, person: str, now: int) -> None:
    """Raises TooManyLetters where the day's are used up."""
    today = (TOKEN.c.organizer == person) & (TOKEN.c.created > now - clock.DAY)
    sent = select(func.count()).select_from(TOKEN).where(today, TOKEN.c.way.in_(_COUNTED))
    if connection.execute(sent).scalar_one() >= MOST_LETTERS:
        raise TooManyLetters


def count_letter(
    connection: Connection, space: str, uid: str, address: str, person: str, now: int
) -> None:
    """Count a letter that has no link of its own; raises TooManyLetters."""
    demand_letter(connection, person, now)
    keep(connection, secret.new_token(), "reply", space, uid, address, person, now)


def keep(
    connection: Connection, token: str, way: str, space: str, uid: str, address: str, person: str,
    now: int,
) -> None:  # fmt: skip
    """Keep the hash of a letter's secret, and what it is of."""
    put(connection, TOKEN, {
        "token": secret.hash_of(token), "way": way, "space": space, "uid": uid,
        "address": address, "organizer": person, "created": now,
    })  # fmt: skip
