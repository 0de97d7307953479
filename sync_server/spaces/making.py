"""Spaces made, renamed and deleted."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from garage.errors import ValueRefused
from garage.ids import is_id, new_id
from garage.permissions import Deed, Role, may_deed
from garage.records.fields import TextField
from sync_server.accounts import service as accounts
from sync_server.kit import journal
from sync_server.kit.bus import Membership, announce
from sync_server.kit.problem import BadRequest, Conflict, NotFound
from sync_server.kit.rows import add_new
from sync_server.spaces.heads import AT_FIRST, heads_of, lock_heads, touch
from sync_server.spaces.parts import demand, lock_as_member, members_of, require
from sync_server.spaces.tables import INVITATION, MEMBER, SPACE, TAKEN

MOST_SPACES = 500
"""Spaces of one person."""
MOST_MEMBERS = 2_000

Gone = Callable[[Connection, str], None]

WHEN_GONE: list[Gone] = []
"""What else keeps something of a space: each room adds here how it is taken away."""

WHEN_GOING: list[Callable[[Connection, str, int], None]] = []
"""Who has something to do for others before a space is taken away, while all of it is there."""

WHEN_FORGOTTEN: list[Gone] = []
"""What else keeps something of a person's devices."""


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
    """Make a space with its owner in it; False if there is or was one of that id already."""
    values = {
        "id": space, "name": name, "kind": kind, "parent": parent, "created": now,
        "head": AT_FIRST, "changed": AT_FIRST,
    }  # fmt: skip
    # A server of before that ran on through the upgrade may have made one, and remembered no id.
    made = add_new(connection, TAKEN, {"id": space}) and add_new(connection, SPACE, values)
    if made:
        connection.execute(
            insert(MEMBER).values(space=space, person=owner, role=Role.OWNER, since=now)
        )
        # The owner's other devices listen already, for the spaces that there were.
        announce(connection, Membership(space, owner, Role.OWNER))
    return made


def make_home(connection: Connection, person: str, space: str, name: str, now: int) -> None:
    """A person's own garage under this id; does nothing if it is there already.

    Raises Conflict if a space of that id is or was somebody else's.
    """
    if not make(connection, space, name, "garage", person, now):
        _demand_mine(connection, person, space, "garage")


def found(connection: Connection, person: str, space: str, name: str, kind: str, now: int) -> str:
    """Make an organization whose owner is the person; its id.

    The same again, by the same person, is the one there is: an answer may have been lost.
    """
    space = _new_space_id(space, now)
    if make(connection, space, named(name), kind, person, now):
        _demand_room(connection, person)
    else:
        _demand_mine(connection, person, space, kind)
    return space


def _new_space_id(space: str, now: int) -> str:
    if space and not is_id(space):
        raise BadRequest("the id is none", "leave it out, or make a UUID")
    return space or new_id(now)


def _demand_room(connection: Connection, person: str) -> None:
    """Raises Conflict, which undoes it, where the one just made is one too many.

    Asked afterwards: the last that there was room for is answered again like any other.
    """
    held = connection.execute(
        select(MEMBER.c.space).where(MEMBER.c.person == person).limit(MOST_SPACES + 1)
    ).all()
    if len(held) > MOST_SPACES:
        raise Conflict("you are in too many garages", "leave some first")


def _demand_mine(
    connection: Connection, person: str, space: str, kind: str, parent: str = ""
) -> None:
    """Raises Conflict: the same, after the same work, for an id in use and for one of the past."""
    asked = {"of": person, "within": space, "kind": kind, "parent": parent, "role": Role.OWNER}
    if connection.execute(_MINE, asked).first() is None:
        raise Conflict("this id was used for a garage before", "make it under a new id")


_MINE = (
    select(SPACE.c.id)
    .join(MEMBER, MEMBER.c.space == SPACE.c.id)
    .where(
        SPACE.c.id == bindparam("within"),
        SPACE.c.kind == bindparam("kind"),
        SPACE.c.parent == bindparam("parent"),
        MEMBER.c.person == bindparam("of"),
        MEMBER.c.role == bindparam("role"),
    )
)


def named(name: str) -> str:
    """A space's name, cleaned; raises BadRequest."""
    try:
        checked = TextField(limit=100).check(name)
    except ValueRefused as error:
        raise BadRequest(error.message, error.hint) from error
    if not checked:
        raise BadRequest("a garage needs a name", "write one")
    return checked


def rename(connection: Connection, person: str, space: str, name: str) -> None:
    """Give a space another name."""
    lock_as_member(connection, person, [space])
    demand(connection, person, space, Deed.RENAME)
    connection.execute(update(SPACE).where(SPACE.c.id == space).values(name=named(name)))
    touch(connection, space)
    announce(connection, Membership(space, "", ""))


@dataclass(frozen=True)
class Joining:
    """Somebody who is to be in an enclosed space from the start."""

    person: str
    role: Role


def enclose(
    connection: Connection,
    person: str,
    parent: str,
    space: str,
    name: str,
    joining: Iterable[Joining],
    now: int,
) -> str:
    """Make a space within `parent` for fewer people; the person is its owner."""
    locked = lock_as_member(connection, person, [parent])
    demand(connection, person, parent, Deed.ENCLOSE)
    if locked[parent].kind == "enclosed":
        raise Conflict("this is enclosed already", "enclose it in the garage itself")
    space = _new_space_id(space, now)
    if not make(connection, space, named(name), "enclosed", person, now, parent=parent):
        _demand_mine(connection, person, space, "enclosed", parent)
        return space
    _demand_room(connection, person)
    inside = members_of(connection, parent)
    for each in joining:
        if each.person == person:
            continue
        if not is_id(each.person):
            raise NotFound
        if each.person not in inside and not _knows(connection, person, each.person):
            raise NotFound
        if each.role is Role.GUEST:
            raise BadRequest("guests are for conversations", "make them a viewer")
        add_new(
            connection,
            MEMBER,
            {"space": space, "person": each.person, "role": each.role, "since": now,
             "outside": int(each.person not in inside)},
        )  # fmt: skip
        announce(connection, Membership(space, each.person, each.role))
    return space


def _knows(connection: Connection, person: str, other: str) -> bool:
    """Whether the two are in some space together, where the person sees who is in it."""
    theirs = MEMBER.alias()
    rows = connection.execute(
        select(MEMBER.c.role)
        .join(theirs, theirs.c.space == MEMBER.c.space)
        .where(MEMBER.c.person == person, theirs.c.person == other)
    )
    return any(may_deed(Role(row.role), Deed.SEE_MEMBERS) for row in rows)


def delete_space(connection: Connection, person: str, space: str, now: int) -> None:
    """Delete a space with all that is in it and all that it encloses, for ever."""
    _lock_to_delete(connection, person, space)
    remove_space(connection, space, now)


def take_back(connection: Connection, person: str, space: str, now: int) -> None:
    """Delete a space as long as it is as it was made; raises Conflict from then on."""
    _lock_to_delete(connection, person, space)
    head = heads_of(connection, [space])[space]
    if head != AT_FIRST or enclosed_in(connection, space):
        raise Conflict("there is something in this garage by now", "delete it by its menu")
    remove_space(connection, space, now)


def _lock_to_delete(connection: Connection, person: str, space: str) -> None:
    """From here on nothing comes into it; raises NotFound, Forbidden, Conflict."""
    require(connection, person, space)
    lock_families(connection, [space])
    demand(connection, person, space, Deed.DELETE_SPACE)
    kind = connection.execute(select(SPACE.c.kind).where(SPACE.c.id == space)).scalar()
    if kind == "garage":
        raise Conflict("this is your own garage", "it goes with your account")


def remove_space(connection: Connection, space: str, now: int) -> None:
    """Take a locked space away, whoever wants it."""
    for each in (*enclosed_in(connection, space), space):
        journal.write(connection, {"what": "deleted", "space": each, "at": now})
        for going in WHEN_GOING:
            going(connection, each, now)
        take_away(connection, each)


def take_away(connection: Connection, space: str) -> None:
    """Take away everything that is kept of a space but its id."""
    for member in members_of(connection, space):
        announce(connection, Membership(space, member, ""))
    for gone in WHEN_GONE:
        gone(connection, space)
    for table in (MEMBER, INVITATION):
        connection.execute(delete(table).where(table.c.space == space))
    connection.execute(delete(SPACE).where(SPACE.c.id == space))
    # A database that was restored from before the space was made knows nothing of it.
    add_new(connection, TAKEN, {"id": space})
    accounts.homeless(connection, space)


def enclosed_in(connection: Connection, space: str) -> list[str]:
    """The spaces within a space."""
    return list(connection.execute(_ENCLOSED, {"within": space}).scalars()) if space else []


_ENCLOSED = select(SPACE.c.id).where(SPACE.c.parent == bindparam("within")).order_by(SPACE.c.id)


def lock_families(connection: Connection, spaces: Iterable[str]) -> None:
    """Lock spaces and those within them, all in sorted order and at once.

    Who has no part in them is sent away before, as by `lock_as_member`.
    """
    wanted = sorted({space for space in spaces if is_id(space)})
    while True:
        within = [inner for space in wanted for inner in enclosed_in(connection, space)]
        savepoint = connection.begin_nested()
        lock_heads(connection, [*wanted, *within])
        # Making an enclosed space locks its parent, so from here on there are no more.
        if within == [inner for space in wanted for inner in enclosed_in(connection, space)]:
            savepoint.commit()
            return
        savepoint.rollback()
