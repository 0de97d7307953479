"""Invitations: by link, code or e-mail; each runs out, and can be taken back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, func, insert, or_, select, update

from garage.ids import is_id, new_id
from garage.permissions import Deed, Role, may_deed, may_give
from sync_server.accounts.service import names_of
from sync_server.kit.clock import DAY
from sync_server.kit.problem import BadRequest, Conflict, NotFound
from sync_server.kit.secret import hash_of, in_groups, new_letters, typed
from sync_server.spaces.heads import lock_heads
from sync_server.spaces.membership import check_role, join
from sync_server.spaces.parts import demand, lock_as_member, not_allowed, role_in
from sync_server.spaces.tables import INVITATION, SPACE
from sync_server.spaces.wire import Invitation, Look

LETTERS = 24
"""Of a code: some 117 bits."""
MOST_DAYS = 90
USES = 50
MOST_OPEN = 200
"""Invitations of one space that are open at once."""


@dataclass(frozen=True)
class Wanted:
    """Whom to invite, as what, for how long."""

    role: Role
    email: str
    days: int


def invite(
    connection: Connection, person: str, space: str, wanted: Wanted, now: int
) -> tuple[Invitation, str]:
    """The invitation and its code, which is told this once."""
    heads = lock_as_member(connection, person, [space])
    mine = demand(connection, person, space, Deed.INVITE)
    if not may_give(mine, wanted.role):
        raise not_allowed(Deed.HAND_OVER)
    check_role(heads[space].kind, wanted.role)
    dead = or_(INVITATION.c.expires < now - MOST_DAYS * DAY, INVITATION.c.uses <= 0)
    connection.execute(delete(INVITATION).where(INVITATION.c.space == space, dead))
    open_ = select(func.count()).where(INVITATION.c.space == space, _open(now))
    if connection.execute(open_).scalar_one() >= MOST_OPEN:
        raise Conflict("too many invitations are open", "take some back first")
    code = in_groups(new_letters(LETTERS))
    made = Invitation(
        id=new_id(now), role=wanted.role.value, email=wanted.email, created=now,
        expires=now + wanted.days * DAY, uses=1 if wanted.email else USES,
    )  # fmt: skip
    connection.execute(
        insert(INVITATION).values(
            id=made.id, space=space, token=hash_of(typed(code)), role=wanted.role,
            email=wanted.email, made_by=person, created=now, expires=made.expires, uses=made.uses,
        )
    )  # fmt: skip
    return made, code


_EMAIL = re.compile(r"[^@\s\x00-\x1f,;<>]{1,64}@[^@\s\x00-\x1f,;<>]{1,190}")


def checked_email(text: str) -> str:
    """An address that mail can go to, or nothing; raises BadRequest."""
    text = text.strip()
    if text and not _EMAIL.fullmatch(text):
        raise BadRequest("this is no e-mail address", "write it as name@example.org")
    return text


def invitations(connection: Connection, person: str, space: str, now: int) -> list[Invitation]:
    """Those that are open."""
    demand(connection, person, space, Deed.INVITE)
    rows = connection.execute(
        select(INVITATION)
        .where(INVITATION.c.space == space, _open(now))
        .order_by(INVITATION.c.created, INVITATION.c.id)
    )
    return [
        Invitation(
            id=row.id, role=row.role, email=row.email, created=row.created, expires=row.expires,
            uses=row.uses,
        )
        for row in rows
    ]  # fmt: skip


def revoke(connection: Connection, person: str, space: str, invitation: str, now: int) -> None:
    """Take an invitation back."""
    lock_as_member(connection, person, [space])
    demand(connection, person, space, Deed.INVITE)
    if not is_id(invitation):
        raise NotFound
    done = connection.execute(
        update(INVITATION)
        .where(INVITATION.c.space == space, INVITATION.c.id == invitation, _open(now))
        .values(revoked=now)
    )
    if done.rowcount == 0:
        raise NotFound


def look(connection: Connection, code: str, now: int) -> Look:
    """What an invitation would join; raises NotFound for one that is none, or none any more."""
    row = _found(connection, code, now)
    names = names_of(connection, [row.made_by])
    return Look(
        space=row.space, name=row.name, kind=row.kind, role=row.role,
        by=names.get(row.made_by, ""), expires=row.expires,
    )  # fmt: skip


def accept(connection: Connection, person: str, code: str, now: int) -> str:
    """Join; the space. Whoever is in it already stays what they are, and uses nothing up."""
    space = str(_found(connection, code, now).space)
    lock_heads(connection, [space])
    row = _found(connection, code, now)
    if role_in(connection, person, space) is None:
        connection.execute(
            update(INVITATION)
            .where(INVITATION.c.id == row.id)
            .values(uses=INVITATION.c.uses - 1)
        )  # fmt: skip
        join(connection, space, person, Role(row.role), now)
    return space


def _found(connection: Connection, code: str, now: int) -> Any:
    token = hash_of(typed(code.rsplit("/", 1)[-1]))
    row = connection.execute(
        select(INVITATION, SPACE.c.name, SPACE.c.kind)
        .join(SPACE, SPACE.c.id == INVITATION.c.space)
        .where(INVITATION.c.token == token, _open(now))
    ).first()
    if row is None:
        raise NotFound
    # Whoever may not invite any more has invited nobody.
    maker = role_in(connection, row.made_by, row.space)
    if maker is None or not may_deed(maker, Deed.INVITE) or not may_give(maker, Role(row.role)):
        raise NotFound
    return row


def _open(now: int) -> Any:
    return INVITATION.c.revoked.is_(None) & (INVITATION.c.expires >= now) & (INVITATION.c.uses > 0)
