"""App passwords: for programs that know no other way in, each for one of them, revoked alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, or_, select, update

from garage.ids import new_id
from garage.words import N_
from sync_server.accounts.people import checked_name, email_key
from sync_server.accounts.tables import APP_PASSWORD as T
from sync_server.accounts.tables import PERSON
from sync_server.kit.problem import BadRequest, Conflict, NotFound
from sync_server.kit.secret import hash_of, new_token, same

MOST = 50
"""Of one person."""
LONGEST = 256
"""Letters of a password that is worth looking at."""


@dataclass(frozen=True)
class AppPassword:
    """A password without itself; moments in milliseconds, `last` is None before its first use."""

    id: str
    name: str
    created: int
    last: int | None


@dataclass(frozen=True)
class LetIn:
    """Whom an app password let in."""

    person: str
    password: str
    """The id of the app password."""


def add(connection: Connection, person: str, name: str, now: int) -> str:
    """Make one, and tell it this once; raises BadRequest without a name, Conflict above MOST."""
    name = checked_name(name)
    if not name:
        raise BadRequest(N_("a name is missing"), N_("call it as the program or the device"))
    count = select(func.count()).select_from(T).where(T.c.person == person)
    if connection.execute(count).scalar_one() >= MOST:
        raise Conflict(N_("there are 50 app passwords already"), N_("revoke one first"))
    secret = new_token()
    row = {
        "id": new_id(now), "person": person, "name": name, "hash": hash_of(secret), "created": now,
    }  # fmt: skip
    connection.execute(insert(T).values(row))
    return secret


def all_of(connection: Connection, person: str) -> list[AppPassword]:
    """The person's, the newest first."""
    query = select(T.c.id, T.c.name, T.c.created, T.c.last).where(T.c.person == person)
    rows = connection.execute(query.order_by(T.c.created.desc(), T.c.id.desc()))
    return [AppPassword(*row) for row in rows]


def revoke(connection: Connection, person: str, id_: str) -> None:
    """Let one in no more; raises NotFound for anybody else's."""
    if not connection.execute(delete(T).where(T.c.id == id_, T.c.person == person)).rowcount:
        raise NotFound()


def revoke_all(connection: Connection, person: str) -> None:
    """Let none of the person's in any more."""
    connection.execute(delete(T).where(T.c.person == person))


def let_in(connection: Connection, email: str, secret: str) -> LetIn | None:
    """Whom the two let in; None for all that is wrong, told and timed alike.

    The secret alone is looked for, so that nothing depends on whether the address is known.
    """
    query = select(T.c.id, T.c.person, PERSON.c.email_key).join(PERSON, PERSON.c.id == T.c.person)
    row = connection.execute(query.where(T.c.hash == hash_of(secret[:LONGEST]))).first()
    key = email_key(email[:LONGEST])
    fits = same(key, row.email_key if row is not None else "")
    return LetIn(row.person, row.id) if row is not None and fits else None


def used(connection: Connection, moments: Mapping[str, int]) -> None:
    """Write down when passwords were last used."""
    for id_, moment in sorted(moments.items()):
        earlier = or_(T.c.last.is_(None), T.c.last < moment)
        connection.execute(update(T).where(T.c.id == id_, earlier).values(last=moment))
