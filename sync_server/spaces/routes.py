"""Spaces, members and invitations over HTTP."""

from __future__ import annotations

from typing import Annotated

import msgspec
from fastapi import APIRouter, Request
from starlette.responses import Response

from garage.permissions import Role
from garage.sync.wire import SpaceInfo
from sync_server.accounts import service as accounts
from sync_server.kit import tries
from sync_server.kit.bodies import packed, sent
from sync_server.kit.clock import now
from sync_server.kit.database import Reading, Writing
from sync_server.kit.documented import answers, takes
from sync_server.kit.principal import Syncing
from sync_server.kit.problem import BadRequest, Conflict, Forbidden, NotFound, TooMany
from sync_server.kit.rates import take
from sync_server.spaces import invitations, making, membership
from sync_server.spaces.neighbours import Post
from sync_server.spaces.parts import parts_of
from sync_server.spaces.wire import (
    Code,
    Invitations,
    Invited,
    Look,
    Members,
    NewEnclosed,
    NewInvitation,
    NewName,
    NewOwner,
    NewRole,
    NewSpace,
    Spaces,
)

router = APIRouter(tags=["spaces"])
_SEEN = (NotFound, Forbidden)
_LETTERS, _LETTERS_TO_ONE = "200/day", "10/day"
"""Of one person, and to one address, whoever asks."""
_MAKINGS = "100/hour"
"""Of one person: each tells whether an id was used before."""


def _info(connection: Writing, person: str, space: str) -> Response:
    return packed(parts_of(connection, person)[space].info, "")


def _done() -> Response:
    return Response(status_code=204)


@router.get("/spaces", responses=answers(Spaces))
def spaces(caller: Syncing, connection: Reading) -> Response:
    """The caller's spaces."""
    parts = parts_of(connection, caller.person)
    return packed(Spaces([part.info for part in parts.values()]), "")


@router.post(
    "/spaces",
    responses=answers(SpaceInfo, BadRequest, Conflict, TooMany),
    openapi_extra=takes(NewSpace),
)
def found(
    request: Request,
    asked: Annotated[NewSpace, sent(NewSpace)],
    caller: Syncing,
    connection: Writing,
) -> Response:
    """Make an organization."""
    take(request, _MAKINGS, "spaces", caller.person)
    space = making.found(connection, caller.person, asked.id, asked.name, asked.kind, now())
    return _info(connection, caller.person, space)


@router.patch(
    "/spaces/{space}",
    responses=answers(SpaceInfo, BadRequest, *_SEEN),
    openapi_extra=takes(NewName),
)
def rename(
    space: str, asked: Annotated[NewName, sent(NewName)], caller: Syncing, connection: Writing
) -> Response:
    """Give a space another name."""
    making.rename(connection, caller.person, space, asked.name)
    return _info(connection, caller.person, space)


@router.delete(
    "/spaces/{space}", status_code=204, responses=answers(None, *_SEEN, Conflict, status=204)
)
def delete_space(space: str, caller: Syncing, connection: Writing) -> Response:
    """Delete a space with all that is in it."""
    making.delete_space(connection, caller.person, space, now())
    return _done()


@router.post(
    "/spaces/{space}/take-back",
    status_code=204,
    responses=answers(None, *_SEEN, Conflict, status=204),
)
def take_back(space: str, caller: Syncing, connection: Writing) -> Response:
    """Delete a space that was just made; 409 if anything has happened in it since.

    A route of its own: a server that does not know it deletes nothing.
    """
    making.take_back(connection, caller.person, space, now())
    return _done()


@router.get("/spaces/{space}/members", responses=answers(Members, *_SEEN))
def members(space: str, caller: Syncing, connection: Reading) -> Response:
    """Who is in a space."""
    return packed(Members(membership.members(connection, caller.person, space)), "")


@router.patch(
    "/spaces/{space}/members/{person}",
    status_code=204,
    responses=answers(None, BadRequest, *_SEEN, status=204),
    openapi_extra=takes(NewRole),
)
def change_role(
    space: str,
    person: str,
    asked: Annotated[NewRole, sent(NewRole)],
    caller: Syncing,
    connection: Writing,
) -> Response:
    """Make a member something else."""
    membership.change_role(connection, caller.person, space, person, Role(asked.role))
    return _done()


@router.put(
    "/spaces/{space}/members/{person}",
    status_code=204,
    responses=answers(None, BadRequest, *_SEEN, Conflict, status=204),
    openapi_extra=takes(NewRole),
)
def let_in(
    space: str,
    person: str,
    asked: Annotated[NewRole, sent(NewRole)],
    caller: Syncing,
    connection: Writing,
) -> Response:
    """Let somebody of the garage around it into an enclosed space."""
    membership.let_in(connection, caller.person, space, person, Role(asked.role), now())
    return _done()


@router.delete(
    "/spaces/{space}/members/{person}",
    status_code=204,
    responses=answers(None, *_SEEN, status=204),
)
def remove(space: str, person: str, caller: Syncing, connection: Writing) -> Response:
    """Remove a member."""
    membership.remove(connection, caller.person, space, person, now())
    return _done()


@router.post("/spaces/{space}/leave", status_code=204, responses=answers(None, *_SEEN, status=204))
def leave(space: str, caller: Syncing, connection: Writing) -> Response:
    """Leave a space."""
    membership.leave(connection, caller.person, space, now())
    return _done()


@router.post(
    "/spaces/{space}/owner",
    status_code=204,
    responses=answers(None, BadRequest, *_SEEN, Conflict, status=204),
    openapi_extra=takes(NewOwner),
)
def hand_over(
    space: str, asked: Annotated[NewOwner, sent(NewOwner)], caller: Syncing, connection: Writing
) -> Response:
    """Make somebody else the owner."""
    membership.hand_over(connection, caller.person, space, asked.person)
    return _done()


@router.post(
    "/spaces/{space}/enclosed",
    responses=answers(SpaceInfo, BadRequest, *_SEEN, Conflict, TooMany),
    openapi_extra=takes(NewEnclosed),
)
def enclose(
    request: Request,
    space: str,
    asked: Annotated[NewEnclosed, sent(NewEnclosed)],
    caller: Syncing,
    connection: Writing,
) -> Response:
    """Make a space within this one, for fewer people."""
    take(request, _MAKINGS, "spaces", caller.person)
    joining = [making.Joining(each.person, Role(each.role)) for each in asked.members]
    made = making.enclose(connection, caller.person, space, asked.id, asked.name, joining, now())
    return _info(connection, caller.person, made)


@router.get("/spaces/{space}/invitations", responses=answers(Invitations, *_SEEN))
def open_invitations(space: str, caller: Syncing, connection: Reading) -> Response:
    """The invitations that are open."""
    found = invitations.invitations(connection, caller.person, space, now())
    return packed(Invitations(found), "")


@router.post(
    "/spaces/{space}/invitations",
    responses=answers(Invited, BadRequest, *_SEEN, Conflict, TooMany),
    openapi_extra=takes(NewInvitation),
)
def invite(
    request: Request,
    space: str,
    asked: Annotated[NewInvitation, sent(NewInvitation)],
    caller: Syncing,
    connection: Writing,
) -> Response:
    """Invite somebody: the answer tells the code, once."""
    email = invitations.checked_email(asked.email)
    wanted = invitations.Wanted(Role(asked.role), email, asked.days)
    made, code = invitations.invite(connection, caller.person, space, wanted, now())
    link = f"{request.app.state.settings.issuer}/join/{code}"
    if email:
        # The words of the letter are the caller's: it goes neither to all the world nor again
        # and again to one, whatever was taken back in between.
        tries.count(connection, _LETTERS, now(), "invitation-letters", caller.person)
        tries.count(connection, _LETTERS_TO_ONE, now(), "invitation-letters-to", email.casefold())
        post: Post = request.app.state.post
        look = invitations.look(connection, code, now())
        post(
            connection, email, "invitation",
            {"space": look.name, "by": look.by, "code": code, "link": link},
            _language(connection, request, email, caller.person),
        )  # fmt: skip
    return packed(Invited(**msgspec.structs.asdict(made), code=code, link=link), "")


def _language(connection: Writing, request: Request, email: str, person: str) -> str:
    """What who is invited is known to read, else who invites them, else the server."""
    for known in (accounts.by_email(connection, email), accounts.by_id(connection, person)):
        if known is not None and known.language:
            return known.language
    language: str = request.app.state.settings.language
    return language


@router.delete(
    "/spaces/{space}/invitations/{invitation}",
    status_code=204,
    responses=answers(None, *_SEEN, status=204),
)
def revoke(space: str, invitation: str, caller: Syncing, connection: Writing) -> Response:
    """Take an invitation back."""
    invitations.revoke(connection, caller.person, space, invitation, now())
    return _done()


@router.post(
    "/invitations/look",
    responses=answers(Look, BadRequest, NotFound),
    openapi_extra=takes(Code),
)
def look(asked: Annotated[Code, sent(Code)], _: Syncing, connection: Reading) -> Response:
    """What an invitation would join."""
    return packed(invitations.look(connection, asked.code, now()), "")


@router.post(
    "/invitations/accept",
    responses=answers(SpaceInfo, BadRequest, NotFound, Conflict),
    openapi_extra=takes(Code),
)
def accept(asked: Annotated[Code, sent(Code)], caller: Syncing, connection: Writing) -> Response:
    """Join."""
    space = invitations.accept(connection, caller.person, asked.code, now())
    return _info(connection, caller.person, space)
