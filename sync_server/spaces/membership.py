"""Who comes into a space, becomes something else in it, and goes."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update

from garage.ids import is_id
from garage.permissions import Deed, Role, may_act_on, may_deed, may_give
from garage.sync.wire import Member
from sync_server.accounts.service import names_of
from sync_server.kit import journal
from sync_server.kit.bus import Membership, announce
from sync_server.kit.problem import BadRequest, Conflict, NotFound
from sync_server.spaces.heads import touch
from sync_server.spaces.making import (
    MOST_MEMBERS,
    WHEN_FORGOTTEN,
    enclosed_in,
    lock_families,
    remove_space,
    take_away,
)
from sync_server.spaces.parts import (
    demand,
    lock_as_member,
    members_of,
    not_allowed,
    require,
    role_in,
)
from sync_server.spaces.tables import MEMBER, SPACE

_RANK = (Role.MANAGER, Role.MEMBER, Role.VIEWER, Role.GUEST)


def members(connection: Connection, person: str, space: str) -> list[Member]:
    """Everybody in a space, for one who may see them."""
    demand(connection, person, space, Deed.SEE_MEMBERS)
    rows = connection.execute(
        select(MEMBER.c.person, MEMBER.c.role, MEMBER.c.since)
        .where(MEMBER.c.space == space)
        .order_by(MEMBER.c.since, MEMBER.c.person)
    ).all()
    names = names_of(connection, [row.person for row in rows])
    return [Member(row.person, names.get(row.person, ""), row.role, row.since) for row in rows]


def check_role(kind: str, role: Role) -> None:
    """Raises BadRequest for a role that there is not in such a space."""
    if role is Role.GUEST and kind != "conversation":
        raise BadRequest("guests are for conversations", "make them a viewer")


def join(connection: Connection, space: str, person: str, role: Role, now: int) -> None:
    """Let a person into a locked space, unless they are in it."""
    if role_in(connection, person, space) is not None:
        return
    if len(members_of(connection, space)) >= MOST_MEMBERS:
        raise Conflict("this garage is full", "ask its owner")
    parent = connection.execute(select(SPACE.c.parent).where(SPACE.c.id == space)).scalar()
    outside = bool(parent) and role_in(connection, person, str(parent)) is None
    connection.execute(
        insert(MEMBER).values(
            space=space, person=person, role=role, since=now, outside=int(outside)
        )
    )
    _changed(connection, space, person, role)


def let_in(
    connection: Connection, person: str, space: str, other: str, role: Role, now: int
) -> None:
    """Let somebody of the garage around it into an enclosed space; who is in it stays as they are.

    Raises BadRequest for a space that is not enclosed: into those one invites.
    """
    heads = lock_as_member(connection, person, [space])
    mine = demand(connection, person, space, Deed.INVITE)
    if heads[space].kind != "enclosed":
        raise BadRequest("this garage is not within another", "invite them")
    check_role(heads[space].kind, role)
    if not may_give(mine, role):
        raise not_allowed(Deed.HAND_OVER if role is Role.OWNER else Deed.CHANGE_ROLE)
    parent = connection.execute(select(SPACE.c.parent).where(SPACE.c.id == space)).scalar()
    if not is_id(other) or role_in(connection, other, str(parent)) is None:
        raise NotFound
    join(connection, space, other, role, now)


def change_role(connection: Connection, person: str, space: str, other: str, role: Role) -> None:
    """Make a member something else."""
    heads = lock_as_member(connection, person, [space])
    mine, theirs = _both(connection, person, space, other, Deed.CHANGE_ROLE)
    if not may_act_on(mine, theirs) or not may_give(mine, role):
        raise not_allowed(Deed.HAND_OVER if role is Role.OWNER else Deed.CHANGE_ROLE)
    check_role(heads[space].kind, role)
    if role is not theirs:
        _set_role(connection, space, other, role)


def remove(connection: Connection, person: str, space: str, other: str, now: int) -> None:
    """Remove a member, from what the space encloses too."""
    require(connection, person, space)
    lock_families(connection, [space])
    mine, theirs = _both(connection, person, space, other, Deed.REMOVE)
    if not may_act_on(mine, theirs):
        raise not_allowed(Deed.REMOVE)
    _take_out(connection, space, other, now)


def leave(connection: Connection, person: str, space: str, now: int) -> None:
    """Go, from what the space encloses too."""
    require(connection, person, space)
    lock_families(connection, [space])
    if not may_deed(require(connection, person, space), Deed.LEAVE):
        raise not_allowed(Deed.LEAVE)
    _take_out(connection, space, person, now)


def hand_over(connection: Connection, person: str, space: str, other: str) -> None:
    """Make somebody else the owner, and oneself a manager."""
    heads = lock_as_member(connection, person, [space])
    _both(connection, person, space, other, Deed.HAND_OVER)
    if heads[space].kind == "garage":
        raise Conflict("this is your own garage", "move what is to be theirs into another")
    if other != person:
        _set_role(connection, space, person, Role.MANAGER)
        _set_role(connection, space, other, Role.OWNER)


def forget_person(connection: Connection, person: str, now: int) -> None:
    """Take a person out of everything: what was theirs alone goes, else another owns it."""
    mine = sorted(_spaces_of(connection, person))
    lock_families(connection, mine)
    for space in mine:
        role = role_in(connection, person, space)
        if role is None:
            continue
        if role is Role.OWNER:
            heir = _heir(connection, space, person)
            if heir is None:
                remove_space(connection, space, now)
                continue
            _set_role(connection, space, person, Role.MANAGER)
            _set_role(connection, space, heir, Role.OWNER)
        _take_out(connection, space, person, now)
    for forget in WHEN_FORGOTTEN:
        forget(connection, person)


@dataclass(frozen=True)
class Fate:
    """What becomes of a garage when one of its people goes for good; `heir` is the next owner."""

    name: str
    goes: bool
    heir: str = ""


def fates(connection: Connection, person: str) -> list[Fate]:
    """What `forget_person` would do, garage by garage; what one encloses goes the same way."""
    query = select(SPACE.c.id, SPACE.c.name, MEMBER.c.role).join(
        MEMBER, MEMBER.c.space == SPACE.c.id
    ).where(MEMBER.c.person == person, SPACE.c.parent == "").order_by(SPACE.c.name)  # fmt: skip
    found: list[Fate] = []
    for space in connection.execute(query).all():
        if space.role != Role.OWNER:
            found.append(Fate(space.name, goes=False))
            continue
        heir = _heir(connection, space.id, person)
        name = names_of(connection, [heir]).get(heir, "") if heir is not None else ""
        found.append(Fate(space.name, heir is None, name))
    return found


def _both(
    connection: Connection, person: str, space: str, other: str, deed: Deed
) -> tuple[Role, Role]:
    """The roles of who does it and of whom it is done to."""
    mine = demand(connection, person, space, deed)
    theirs = role_in(connection, other, space) if is_id(other) else None
    if theirs is None:
        raise NotFound
    return mine, theirs


def _take_out(connection: Connection, space: str, person: str, now: int) -> None:
    """Take a person out of a locked space and of what it encloses."""
    for each in enclosed_in(connection, space):
        row = connection.execute(
            select(MEMBER.c.role, MEMBER.c.outside).where(
                MEMBER.c.space == each, MEMBER.c.person == person
            )
        ).first()
        if row is None or row.outside:
            continue
        if row.role == Role.OWNER:
            _leave_to_heir(connection, space, each, person, now)
        else:
            _delete(connection, each, person, now)
    _delete(connection, space, person, now)


def _leave_to_heir(connection: Connection, parent: str, space: str, person: str, now: int) -> None:
    """What its owner may not see any more goes to somebody in it, else to the parent's owner."""
    heir = _heir(connection, space, person)
    if heir is None:
        owners = [p for p, role in members_of(connection, parent).items() if role is Role.OWNER]
        heir = next((owner for owner in owners if owner != person), None)
        if heir is None:
            remove_space(connection, space, now)
            return
        join(connection, space, heir, Role.OWNER, now)
    _set_role(connection, space, heir, Role.OWNER)
    _delete(connection, space, person, now)


def _heir(connection: Connection, space: str, person: str) -> str | None:
    """Who is next: of those with the highest role the one who came first."""
    others = {p: role for p, role in members_of(connection, space).items() if p != person}
    for role in _RANK:
        for each, theirs in others.items():
            if theirs is role:
                return each
    return None


def _spaces_of(connection: Connection, person: str) -> list[str]:
    query = select(MEMBER.c.space).where(MEMBER.c.person == person)
    return list(connection.execute(query).scalars())


def _set_role(connection: Connection, space: str, person: str, role: Role) -> None:
    connection.execute(
        update(MEMBER).where(MEMBER.c.space == space, MEMBER.c.person == person).values(role=role)
    )
    _changed(connection, space, person, role)


def _delete(connection: Connection, space: str, person: str, now: int) -> None:
    line = {"what": "removed", "space": space, "person": person, "at": now}
    journal.write(connection, line)
    _take_in_removed(connection, line)


def _take_in_removed(connection: Connection, line: journal.Line) -> None:
    """Whoever came again after the line was written stays."""
    space, person = line["space"], line["person"]
    connection.execute(
        delete(MEMBER).where(
            MEMBER.c.space == space, MEMBER.c.person == person, MEMBER.c.since <= line["at"]
        )
    )
    _changed(connection, space, person, "")


def _take_in_deleted(connection: Connection, line: journal.Line) -> None:
    take_away(connection, line["space"])


journal.TAKEN_IN["removed"] = _take_in_removed
journal.TAKEN_IN["deleted"] = _take_in_deleted


def _changed(connection: Connection, space: str, person: str, role: str) -> None:
    touch(connection, space)
    announce(connection, Membership(space, person, role))
