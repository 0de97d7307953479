"""Who has part in which space, and as what."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, select

from garage.ids import is_id
from garage.permissions import Deed, Role, may_deed, why_not
from garage.sync.wire import SpaceInfo
from sync_server.kit.problem import Forbidden, NotFound
from sync_server.kit.rows import among
from sync_server.spaces.heads import Head, lock_heads
from sync_server.spaces.tables import MEMBER, SPACE


@dataclass(frozen=True, slots=True)
class Part:
    """A space as one of its members has part in it."""

    info: SpaceInfo
    role: Role
    digest: int
    changed: int
    """The `seq` at which its name or its members were last changed."""


def roles_of(connection: Connection, person: str) -> dict[str, Role]:
    """Space → role, of all the spaces a person is in."""
    rows = connection.execute(_ROLES, {"of": person})
    return {row.space: Role(row.role) for row in rows}


def roles_of_each(connection: Connection, persons: Collection[str]) -> dict[str, dict[str, Role]]:
    """Person → space → role, of many persons, also of those who are in none."""
    query = select(MEMBER.c.person, MEMBER.c.space, MEMBER.c.role)
    found: dict[str, dict[str, Role]] = {person: {} for person in persons}
    for row in connection.execute(query.where(among(connection, MEMBER.c.person, persons))):
        found[row.person][row.space] = Role(row.role)
    return found


def role_in(connection: Connection, person: str, space: str) -> Role | None:
    """The role of a person in a space; None for no part in it, or no such space."""
    role = connection.execute(_ROLE, {"of": person, "within": space}).scalar()
    return None if role is None else Role(role)


# Made once, here and below: every request asks one of these, and making it takes longer than
# answering it.
_ROLE = select(MEMBER.c.role).where(
    MEMBER.c.space == bindparam("within"), MEMBER.c.person == bindparam("of")
)
_ROLES = select(MEMBER.c.space, MEMBER.c.role).where(MEMBER.c.person == bindparam("of"))


def _parts() -> Select[Any]:
    others = MEMBER.alias()
    count = select(func.count()).select_from(others).where(others.c.space == SPACE.c.id)
    return (
        select(SPACE, MEMBER.c.role, count.scalar_subquery().label("members"))
        .join(MEMBER, MEMBER.c.space == SPACE.c.id)
        .where(MEMBER.c.person == bindparam("of"))
        .order_by(SPACE.c.created, SPACE.c.id)
    )


_PARTS = _parts()


def parts_of(connection: Connection, person: str) -> dict[str, Part]:
    """Space → the person's part in it, in one query."""
    rows = connection.execute(_PARTS, {"of": person})
    return {
        row.id: Part(
            SpaceInfo(
                row.id, row.name, row.kind, row.role, row.parent, row.head, row.members
            ),
            Role(row.role),
            row.digest,
            row.changed,
        )
        for row in rows
    }  # fmt: skip


def members_of(connection: Connection, space: str) -> dict[str, Role]:
    """Person → role, in the order in which they came."""
    rows = connection.execute(_MEMBERS, {"within": space})
    return {row.person: Role(row.role) for row in rows}


_MEMBERS = (
    select(MEMBER.c.person, MEMBER.c.role)
    .where(MEMBER.c.space == bindparam("within"))
    .order_by(MEMBER.c.since, MEMBER.c.person)
)


def require(connection: Connection, person: str, space: str) -> Role:
    """The person's role; raises NotFound where they have no part, or there is no such space."""
    # Asked for any text alike, so that an id that is none takes no other time than one that is.
    role = role_in(connection, person, space if is_id(space) else "")
    if role is None:
        raise NotFound
    return role


def lock_as_member(
    connection: Connection, person: str, wanted: Collection[str]
) -> dict[str, Head]:  # fmt: skip
    """Lock the heads of spaces that the person is in; raises NotFound for any other.

    Who has no part in a space cannot hold up those who have, or wait where there is one. The role
    may change until the lock is there: it is asked for again after it.
    """
    for space in wanted:
        require(connection, person, space)
    return lock_heads(connection, wanted)


def demand(connection: Connection, person: str, space: str, deed: Deed) -> Role:
    """The person's role, which allows the deed; raises NotFound, Forbidden."""
    role = require(connection, person, space)
    if not may_deed(role, deed):
        raise not_allowed(deed)
    return role


def not_allowed(deed: Deed) -> Forbidden:
    """That the role does not allow it, and who may."""
    return Forbidden("your role in this garage does not allow this", why_not(deed))
