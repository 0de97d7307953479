"""Garages, their people and invitations, as a server keeps them, for one signed-in person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import msgspec

from client.remote.server import HttpRemote, Nothing
from garage.sync.wire import Member, SpaceInfo


class Invitation(msgspec.Struct, frozen=True, kw_only=True):
    """One that is open; code and link are told once, to who made it. Times in milliseconds."""

    id: str
    role: str
    email: str = ""
    created: int = 0
    expires: int = 0
    uses: int = 0
    """How often it still lets somebody in."""
    code: str = ""
    link: str = ""


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """What an invitation would join, as what, and who invites."""

    space: str
    name: str
    kind: str
    role: str
    by: str
    expires: int = 0


class _Invitations(msgspec.Struct, frozen=True):
    invitations: list[Invitation]


class _Moved(msgspec.Struct, frozen=True):
    moved: int


T = TypeVar("T")


class Spaces:
    """Calls raise ServerAway, SignInNeeded, and Refused with the server's own words."""

    def __init__(self, remote: HttpRemote) -> None:
        self._remote = remote

    # ------------------------------------------------------------------ garages

    def found(self, id_: str, name: str, kind: str) -> SpaceInfo:
        """Make a family, club or workshop; an id that one owns already gives the one there is."""
        return self._post("/spaces", {"id": id_, "name": name, "kind": kind}, SpaceInfo)

    def rename(self, space: str, name: str) -> SpaceInfo:
        """Give a garage another name."""
        return self._remote.ask("PATCH", f"/spaces/{space}", {"name": name}, SpaceInfo)

    def delete(self, space: str) -> None:
        """Delete a garage with all that is in it."""
        self._remote.ask("DELETE", f"/spaces/{space}", None, Nothing)

    def enclose(
        self, space: str, id_: str, name: str, members: Sequence[tuple[str, str]]
    ) -> SpaceInfo:
        """Make a space within a garage for some of its people: (person, role)."""
        people = [{"person": person, "role": role} for person, role in members]
        asked = {"id": id_, "name": name, "members": people}
        return self._post(f"/spaces/{space}/enclosed", asked, SpaceInfo)

    def take_back(self, space: str) -> None:
        """Delete a space in which nothing has happened since it was made, as the server sees it.

        Raises Refused where something has, and by a server that knows no such question.
        """
        self._remote.ask("POST", f"/spaces/{space}/take-back", {}, Nothing)

    def move(self, space: str, to: str, ids: Sequence[str]) -> int:
        """Move records, with all that hangs on them; how many went."""
        asked = {"space": space, "to": to, "ids": list(ids)}
        return self._post("/records/move", asked, _Moved).moved

    # ------------------------------------------------------------------ people

    def members(self, space: str) -> list[Member]:
        """Who is in a garage."""
        return self._remote.members(space)

    def change_role(self, space: str, person: str, role: str) -> None:
        """Make a member something else."""
        path = f"/spaces/{space}/members/{person}"
        self._remote.ask("PATCH", path, {"role": role}, Nothing)

    def let_in(self, space: str, person: str, role: str) -> None:
        """Let somebody of the garage around it into an enclosed space."""
        path = f"/spaces/{space}/members/{person}"
        self._remote.ask("PUT", path, {"role": role}, Nothing)

    def remove(self, space: str, person: str) -> None:
        """Remove a member."""
        self._remote.ask("DELETE", f"/spaces/{space}/members/{person}", None, Nothing)

    def leave(self, space: str) -> None:
        """Leave a garage."""
        self._post(f"/spaces/{space}/leave", {}, Nothing)

    def hand_over(self, space: str, person: str) -> None:
        """Make somebody else the owner."""
        self._post(f"/spaces/{space}/owner", {"person": person}, Nothing)

    # ------------------------------------------------------------------ invitations

    def invitations(self, space: str) -> list[Invitation]:
        """Those that are open."""
        path = f"/spaces/{space}/invitations"
        return self._remote.ask("GET", path, None, _Invitations).invitations

    def invite(self, space: str, role: str, email: str, days: int) -> Invitation:
        """Invite whoever has the code, or one person by e-mail; tells code and link, once."""
        asked = {"role": role, "email": email, "days": days}
        return self._post(f"/spaces/{space}/invitations", asked, Invitation)

    def revoke(self, space: str, invitation: str) -> None:
        """Take an invitation back."""
        self._remote.ask("DELETE", f"/spaces/{space}/invitations/{invitation}", None, Nothing)

    def look(self, code: str) -> Look:
        """What a code, or a link, would join."""
        return self._post("/invitations/look", {"code": code}, Look)

    def accept(self, code: str) -> SpaceInfo:
        """Join."""
        return self._post("/invitations/accept", {"code": code}, SpaceInfo)

    def _post(self, path: str, message: object, type_: type[T]) -> T:
        return self._remote.ask("POST", path, message, type_)
