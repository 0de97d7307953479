"""The messages about spaces, their members and invitations (docs/protocol.md)."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from garage.sync.wire import Member, SpaceInfo

Name = Annotated[str, msgspec.Meta(max_length=200)]
Id = Annotated[str, msgspec.Meta(max_length=36)]
Given = Literal["manager", "member", "viewer", "guest"]


class NewSpace(msgspec.Struct, frozen=True):
    """An organization to make."""

    name: Name
    kind: Literal["family", "club", "workshop"]
    id: Id = ""


class NewName(msgspec.Struct, frozen=True):
    """What to be called from now on."""

    name: Name


class NewRole(msgspec.Struct, frozen=True):
    """What a member is to be."""

    role: Given


class NewOwner(msgspec.Struct, frozen=True):
    """Whose it is to be."""

    person: Id


class NewMember(msgspec.Struct, frozen=True):
    """Who is to be in an enclosed space."""

    person: Id
    role: Given


class NewEnclosed(msgspec.Struct, frozen=True):
    """A space within another, for fewer people."""

    name: Name
    members: Annotated[list[NewMember], msgspec.Meta(max_length=500)] = []
    id: Id = ""


class NewInvitation(msgspec.Struct, frozen=True):
    """Whom to invite: whoever has the code, or one person by e-mail."""

    role: Given
    email: Annotated[str, msgspec.Meta(max_length=254)] = ""
    days: Annotated[int, msgspec.Meta(ge=1, le=90)] = 7


class Code(msgspec.Struct, frozen=True):
    """The code of an invitation, or its link."""

    code: Annotated[str, msgspec.Meta(max_length=500)]


class Invitation(msgspec.Struct, frozen=True, kw_only=True):
    """An invitation without its code; `uses`: how often it still lets somebody in."""

    id: str
    role: str
    email: str
    created: int
    expires: int
    uses: int


class Invited(Invitation, frozen=True, kw_only=True):
    """A new invitation; code and link are told this once."""

    code: str
    link: str


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """What an invitation would join, as what, and who invites."""

    space: str
    name: str
    kind: str
    role: str
    by: str
    expires: int


class Spaces(msgspec.Struct, frozen=True):
    """A person's spaces."""

    spaces: list[SpaceInfo]


class Members(msgspec.Struct, frozen=True):
    """Who is in a space."""

    members: list[Member]


class Invitations(msgspec.Struct, frozen=True):
    """Invitations that are open."""

    invitations: list[Invitation]
