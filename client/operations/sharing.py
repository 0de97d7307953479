"""Sharing garages with people: what only the server can do, each deed followed by a sync."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from client.errors import BadRequest, ClientError, NotFound, Refused, SignInNeeded
from client.operations.spaces import Garage, garage_of
from client.remote.spaces import Invitation, Look, Spaces
from client.store import Changes, Query, Reader, Store
from client.store.account import account_of
from client.sync.engine import Engine
from client.sync.signing import connect
from garage.ids import new_id
from garage.permissions import Deed, Role
from garage.records import kinds
from garage.sync.wire import Member
from garage.words import N_

_PATIENCE = 20.0
"""Seconds that a deed waits for a sync that is under way already."""


@dataclass(frozen=True)
class People:
    """Who is in a garage, and who is invited."""

    garage: Garage
    me: str
    """The id of the person who asks."""
    members: tuple[Member, ...]
    invitations: tuple[Invitation, ...] = ()
    around: tuple[Member, ...] = ()
    """Of an enclosed garage: who is in the one around it, as far as one sees them."""
    parent: Garage | None = None
    """The one around it."""


@contextlib.contextmanager
def server_of(store: Store) -> Iterator[Spaces]:
    """The server of the profile's account; raises SignInNeeded, ServerAway."""
    remote = connect(store)
    try:
        yield Spaces(remote)
    finally:
        remote.close()


def sync_after(store: Store) -> Changes:
    """Bring home what a deed changed; what the views are told."""
    remote = connect(store)
    try:
        report = Engine(store, remote, patience=_PATIENCE).sync()
    finally:
        remote.close()
    return report.changes


def people(store: Store, space: str) -> People:
    """Ask who is in a garage; raises BadRequest for one that is only here."""
    garage, parent = store.read(lambda reader: _with_parent(reader, space))
    account = store.read(lambda reader: account_of(reader.connection))
    if account is None or account.signed_out:
        raise SignInNeeded(
            N_("this garage is only on this computer"), N_("sign in to share one with others")
        )
    if garage is None or not garage.shared:
        raise BadRequest(
            N_("the server does not have this garage yet"), N_("wait until it has been synced")
        )
    with server_of(store) as server:
        members = tuple(server.members(space))
        invited = tuple(server.invitations(space)) if garage.may(Deed.INVITE) else ()
        around = tuple(server.members(garage.parent)) if garage.parent else ()
    return People(garage, account.person, members, invited, around, parent)


def _with_parent(reader: Reader, space: str) -> tuple[Garage | None, Garage | None]:
    garage = garage_of(reader, space)
    return garage, garage_of(reader, garage.parent) if garage and garage.parent else None


# ------------------------------------------------------------------ garages


def new_garage(store: Store, name: str, kind: str) -> tuple[str, Changes]:
    """Make a family, club or workshop; its id."""
    name = _named(name)
    with server_of(store) as server:
        made = server.found(new_id(store.now()), name, kind)
    return made.id, sync_after(store)


def rename_garage(store: Store, space: str, name: str) -> Changes:
    """Give a garage another name, for everybody in it."""
    name = _named(name)
    with server_of(store) as server:
        server.rename(space, name)
    return sync_after(store)


def take_back_garage(store: Store, space: str) -> Changes:
    """Delete a garage that one has just made; raises BadRequest once there is anything in it."""
    sync_after(store)
    if store.read(_holds_anything, space):
        raise BadRequest(
            N_("there is something in this garage by now"), N_("delete it by its menu")
        )
    return delete_garage(store, space)


def _holds_anything(reader: Reader) -> bool:
    """Whether there is any record in the garage that is read, the trash included."""
    states = (Query(deleted=deleted) for deleted in (False, True))
    return any(reader.count(kind, state) for state in states for kind in kinds())


def delete_garage(store: Store, space: str) -> Changes:
    """Delete a garage with all that is in it, for everybody."""
    with server_of(store) as server:
        server.delete(space)
    return sync_after(store)


def leave_garage(store: Store, space: str) -> Changes:
    """Leave a garage: what is in it goes from this computer."""
    with server_of(store) as server:
        server.leave(space)
    return sync_after(store)


def _named(name: str) -> str:
    if not name.strip():
        raise BadRequest(N_("a garage needs a name"), N_("write what everybody will call it"))
    return name.strip()


# ------------------------------------------------------------------ people


def change_role(store: Store, space: str, person: str, role: str) -> Changes:
    """Make a member something else."""
    with server_of(store) as server:
        server.change_role(space, person, role)
    return sync_after(store)


def remove_member(store: Store, space: str, person: str) -> Changes:
    """Remove a member: the garage goes from their devices."""
    with server_of(store) as server:
        server.remove(space, person)
    return sync_after(store)


def hand_over(store: Store, space: str, person: str) -> Changes:
    """Make somebody else the owner."""
    with server_of(store) as server:
        server.hand_over(space, person)
    return sync_after(store)


# ------------------------------------------------------------------ invitations


def invite(store: Store, space: str, role: str, email: str = "", days: int = 7) -> Invitation:
    """Invite by code and link, or one person by e-mail."""
    with server_of(store) as server:
        return server.invite(space, role, email.strip(), days)


def revoke(store: Store, space: str, invitation: str) -> None:
    """Take an invitation back."""
    with server_of(store) as server:
        server.revoke(space, invitation)


def look_at_invitation(store: Store, code: str) -> Look:
    """What a code or link would join."""
    if not code.strip():
        raise BadRequest(N_("there is no code"), N_("paste the code or the link you were sent"))
    with server_of(store) as server:
        return server.look(code.strip())


def join_garage(store: Store, code: str) -> tuple[str, Changes]:
    """Join the garage of an invitation; its id."""
    with server_of(store) as server:
        joined = server.accept(code.strip())
    return joined.id, sync_after(store)


# ------------------------------------------------------------------ vehicles


def move_records(store: Store, space: str, to: str, ids: Sequence[str]) -> tuple[int, Changes]:
    """Move records with all that hangs on them to another garage; how many went.

    What waits here is sent first, so that nothing is left behind.
    """
    sync_after(store)
    with server_of(store) as server:
        moved = server.move(space, to, ids)
    return moved, sync_after(store)


def restrict(
    store: Store, space: str, id_: str, name: str, members: Sequence[tuple[str, str]]
) -> tuple[str, Changes]:
    """Let only some see a record and what hangs on it: (person, role) beside oneself.

    Gives the enclosed garage in which it is now; moved out of that, all see it again.
    """
    sync_after(store)
    with server_of(store) as server:
        made = server.enclose(space, new_id(store.now()), name, members)
        try:
            if not server.move(space, made.id, [id_]):
                raise NotFound(N_("this is not in the garage any more"), N_("look for it again"))
        except (NotFound, Refused):
            # Who repeats a message on its way may have brought it before: then it is there.
            with contextlib.suppress(ClientError):
                server.take_back(made.id)
            raise
    return made.id, sync_after(store)


def show_to(
    store: Store, space: str, members: Sequence[tuple[str, str]]
) -> tuple[list[tuple[str, str]], Changes]:
    """Let just these see what is restricted: (person, role), beside oneself and the owner.

    Whoever is in it keeps their role. Gives who saw it before, to be put back by the same.
    """
    account = store.read(lambda reader: account_of(reader.connection))
    me = account.person if account is not None else ""
    wanted = dict(members)
    with server_of(store) as server:
        there = {each.person: each for each in server.members(space)}
        for person, role in members:
            if person not in there:
                server.let_in(space, person, role)
        for person, member in there.items():
            if person not in wanted and person != me and member.role != Role.OWNER:
                server.remove(space, person)
    return [(person, member.role) for person, member in there.items()], sync_after(store)
