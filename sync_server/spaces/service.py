"""What a space is to the other rooms: its head, its digest, and what each person may in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, func, insert, select, update

from garage.permissions import Role
from garage.sync.wire import SpaceInfo
from sync_server.accounts.tables import PERSON
from sync_server.kit.problem import Conflict
from sync_server.kit.rows import add_new, among
from sync_server.spaces.tables import MEMBER, SPACE


@dataclass(frozen=True, slots=True)
class Head:
    """Where a space stands; `digest` is the sum of its records' parts, signed, 64 bits."""

    id: str
    kind: str
    head: int
    digest: int


@dataclass(frozen=True, slots=True)
class Part:
    """A space as one of its members has part in it."""

    info: SpaceInfo
    role: Role
    digest: int
    changed: int
    """The `seq` at which its name or its members were last changed."""


Gone = Callable[[Connection, str], None]

WHEN_GONE: list[Gone] = []
"""What else keeps something of a space: each room adds here how it is taken away."""


def lock_heads(connection: Connection, spaces: Iterable[str]) -> dict[str, Head]:
    """Lock the heads of these spaces in sorted order, and tell those that there are.

    Whoever writes in a space does this first, and reads afterwards. On SQLite the transaction is
    the lock.
    """
    rows = connection.execute(
        select(SPACE.c.id, SPACE.c.kind, SPACE.c.head, SPACE.c.digest)
        .where(among(connection, SPACE.c.id, sorted(set(spaces))))
        .order_by(SPACE.c.id)
        .with_for_update()
    )
    return {row.id: Head(row.id, row.kind, row.head, row.digest) for row in rows}


def set_head(connection: Connection, space: str, head: int, digest: int | None = None) -> None:
    """Move a head that is locked on, and say what the digest is now."""
    values = {"head": head} if digest is None else {"head": head, "digest": signed(digest)}
    connection.execute(update(SPACE).where(SPACE.c.id == space).values(**values))


def touch(connection: Connection, space: str) -> int:
    """Mark that the name or the members of a locked space changed; its new head."""
    connection.execute(
        update(SPACE)
        .where(SPACE.c.id == space)
        .values(head=SPACE.c.head + 1, changed=SPACE.c.head + 1)
    )
    return int(connection.execute(select(SPACE.c.head).where(SPACE.c.id == space)).scalar_one())


def signed(number: int) -> int:
    """A number modulo 2⁶⁴ as the databases keep it."""
    number &= 2**64 - 1
    return number - 2**64 if number >= 2**63 else number


def roles_of(connection: Connection, person: str) -> dict[str, Role]:
    """Space → role, of all the spaces a person is in."""
    rows = connection.execute(
        select(MEMBER.c.space, MEMBER.c.role).where(MEMBER.c.person == person)
    )
    return {row.space: Role(row.role) for row in rows}


def role_in(connection: Connection, person: str, space: str) -> Role | None:
    """The role of a person in a space; None for no part in it, or no such space."""
    role = connection.execute(
        select(MEMBER.c.role).where(MEMBER.c.space == space, MEMBER.c.person == person)
    ).scalar()
    return None if role is None else Role(role)


def parts_of(connection: Connection, person: str) -> dict[str, Part]:
    """Space → the person's part in it, in one query."""
    others = MEMBER.alias()
    count = (
        select(func.count()).select_from(others).where(others.c.space == SPACE.c.id)
    ).scalar_subquery()
    rows = connection.execute(
        select(SPACE, MEMBER.c.role, count.label("members"))
        .join(MEMBER, MEMBER.c.space == SPACE.c.id)
        .where(MEMBER.c.person == person)
        .order_by(SPACE.c.created, SPACE.c.id)
    )
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
    rows = connection.execute(
        select(MEMBER.c.person, MEMBER.c.role)
        .where(MEMBER.c.space == space)
        .order_by(MEMBER.c.since, MEMBER.c.person)
    )
    return {row.person: Role(row.role) for row in rows}


def make(
    connection: Connection,
    space: str,
    name: str,
    kind: str,
    owner: str,
    now: int,
    *,
    parent: str = "",
) -> bool:
    """Make a space with its owner in it; False if there is one of that id already."""
    made = add_new(
        connection,
        SPACE,
        {"id": space, "name": name, "kind": kind, "parent": parent, "created": now,
         "head": 1, "changed": 1},
    )  # fmt: skip
    if made:
        connection.execute(
            insert(MEMBER).values(space=space, person=owner, role=Role.OWNER, since=now)
        )
    return made


def make_home(connection: Connection, person: str, space: str, name: str, now: int) -> str:
    """The person's own garage: the one there is, else a new one of this id.

    Raises Conflict if a space of that id is somebody else's.
    """
    home = connection.execute(
        select(PERSON.c.home).where(PERSON.c.id == person).with_for_update()
    ).scalar()
    if home:
        return str(home)
    if not make(connection, space, name, "garage", person, now):
        raise Conflict("there is a garage of that id already", "make it under a new id")
    connection.execute(update(PERSON).where(PERSON.c.id == person).values(home=space))
    return space


def names_of(connection: Connection, persons: Iterable[str]) -> Mapping[str, str]:
    """Person → name."""
    rows = connection.execute(
        select(PERSON.c.id, PERSON.c.name).where(among(connection, PERSON.c.id, persons))
    )
    return {row.id: row.name for row in rows}
