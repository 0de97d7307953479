"""The spaces of some records, locked for a person who has part in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from garage.permissions import Role
from sync_server.kit.problem import Unavailable
from sync_server.records.elsewhere import Elsewhere, Key, Owned, find
from sync_server.spaces import service as spaces
from sync_server.spaces.service import Head

_MOST_TRIES = 5


@dataclass(frozen=True)
class Locked:
    """What is locked, and what may be read under the lock."""

    roles: Mapping[str, Role]
    """Of the person, in all their spaces."""
    heads: Mapping[str, Head]
    away: Elsewhere
    keys: frozenset[Key]
    """The records that were asked for, as far as they are or may be in spaces of the person."""


def lock(
    connection: Connection, person: str, keys: Iterable[Key], owned: Owned = tuple
) -> Locked:  # fmt: skip
    """Lock the spaces of these records, and those that they were moved to, all in sorted order.

    Who asks is looked at first: a space in which they have no part is neither locked nor read,
    whatever of it they name. A role that changes, or a record that is moved, until the lock is
    there has all of it looked at again, under no lock.
    """
    keys = set(keys)
    if connection.dialect.name == "sqlite":
        # The transaction is the lock: nobody moves anything meanwhile.
        roles = spaces.roles_of(connection, person)
        mine = _within(roles, keys)
        away = find(connection, mine, owned, roles)
        return _locked(roles, spaces.lock_heads(connection, _named(roles, mine, away)), away, mine)
    away = Elsewhere()
    for _ in range(_MOST_TRIES):
        roles = spaces.roles_of(connection, person)
        mine = _within(roles, keys)
        wanted = _named(roles, mine, away)
        savepoint = connection.begin_nested()
        heads = spaces.lock_heads(connection, wanted)
        away = find(connection, mine, owned, roles)
        if wanted >= _named(roles, mine, away) and spaces.roles_of(connection, person) == roles:
            savepoint.commit()
            return _locked(roles, heads, away, mine)
        savepoint.rollback()
    raise Unavailable("records are being moved")


def _within(roles: Mapping[str, Role], keys: Iterable[Key]) -> set[Key]:
    return {key for key in keys if key[0] in roles}


def _named(roles: Mapping[str, Role], mine: Iterable[Key], away: Elsewhere) -> set[str]:
    """The spaces of the records, and those of the person's that they were moved to."""
    return {space for space, _ in mine} | (set(away.moved.values()) & roles.keys())


def _locked(
    roles: Mapping[str, Role], heads: Mapping[str, Head], away: Elsewhere, mine: set[Key]
) -> Locked:
    return Locked(roles, heads, away, frozenset(mine | _within(roles, away.places())))
