"""Who may do what in a space: one table, obeyed by the client and enforced by the server."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from garage.words import N_


class Role(StrEnum):
    """What a member is in a space; `guest` only in conversations."""

    OWNER = "owner"
    MANAGER = "manager"
    MEMBER = "member"
    VIEWER = "viewer"
    GUEST = "guest"


class Verb(StrEnum):
    """What can be done with a record. The `own` verbs count for what one made oneself."""

    READ = "read"
    ADD = "add"
    EDIT = "edit"
    EDIT_OWN = "edit_own"
    DELETE = "delete"
    DELETE_OWN = "delete_own"
    MOVE = "move"
    ERASE = "erase"


class Deed(StrEnum):
    """What can be done with a space itself."""

    SEE_MEMBERS = "see_members"
    LEAVE = "leave"
    RENAME = "rename"
    INVITE = "invite"
    CHANGE_ROLE = "change_role"
    REMOVE = "remove"
    ENCLOSE = "enclose"
    HAND_OVER = "hand_over"
    DELETE_SPACE = "delete_space"


_ALL = frozenset(Verb)
_READ = frozenset({Verb.READ})
_WORK = frozenset({Verb.READ, Verb.ADD, Verb.EDIT, Verb.EDIT_OWN, Verb.DELETE_OWN})
_OWN = frozenset({Verb.READ, Verb.ADD, Verb.EDIT_OWN, Verb.DELETE_OWN})

# What every kind has, unless a row of its own below says otherwise.
_RECORDS: Mapping[Role, frozenset[Verb]] = {
    Role.OWNER: _ALL,
    Role.MANAGER: _ALL,
    Role.MEMBER: _WORK,
    Role.VIEWER: _READ,
    Role.GUEST: frozenset(),
}

_KINDS: Mapping[str, Mapping[Role, frozenset[Verb]]] = {
    # What everybody's forms look like, and how the garage is grouped, is for those who run it.
    "custom_field": {Role.MEMBER: _READ},
    "vehicle_group": {Role.MEMBER: _READ},
    # A note says who wrote it: nobody else puts words there.
    "note": {Role.MEMBER: _OWN},
    # The server writes these.
    "overtaken": dict.fromkeys((Role.OWNER, Role.MANAGER, Role.MEMBER), _READ),
}

_DEEDS: Mapping[Deed, frozenset[Role]] = {
    Deed.SEE_MEMBERS: frozenset(Role) - {Role.GUEST},
    Deed.LEAVE: frozenset(Role) - {Role.OWNER},
    Deed.RENAME: frozenset({Role.OWNER, Role.MANAGER}),
    Deed.INVITE: frozenset({Role.OWNER, Role.MANAGER}),
    Deed.CHANGE_ROLE: frozenset({Role.OWNER, Role.MANAGER}),
    Deed.REMOVE: frozenset({Role.OWNER, Role.MANAGER}),
    # It takes things from the others' sight, as a move out of the garage does.
    Deed.ENCLOSE: frozenset({Role.OWNER, Role.MANAGER}),
    Deed.HAND_OVER: frozenset({Role.OWNER}),
    Deed.DELETE_SPACE: frozenset({Role.OWNER}),
}

_RANK = {Role.GUEST: 0, Role.VIEWER: 1, Role.MEMBER: 2, Role.MANAGER: 3, Role.OWNER: 4}


def verbs(role: Role, kind: str) -> frozenset[Verb]:
    """What `role` may do with records of `kind`, one that nobody here knows included."""
    return _KINDS.get(kind, {}).get(role, _RECORDS[role])


def may(role: Role, verb: Verb, kind: str, *, own: bool = False) -> bool:
    """Whether `role` may do `verb` with a record of `kind`; `own`: one that the person made."""
    granted = verbs(role, kind)
    if verb in granted:
        return True
    return own and (
        (verb is Verb.EDIT and Verb.EDIT_OWN in granted)
        or (verb is Verb.DELETE and Verb.DELETE_OWN in granted)
    )


def may_deed(role: Role, deed: Deed) -> bool:
    """Whether `role` may do `deed` with the space."""
    return role in _DEEDS[deed]


def may_give(role: Role, given: Role) -> bool:
    """Whether `role` may make somebody `given`: never more than oneself, never a second owner."""
    return (
        may_deed(role, Deed.CHANGE_ROLE) and given is not Role.OWNER and _RANK[given] <= _RANK[role]
    )


def may_act_on(role: Role, other: Role) -> bool:
    """Whether `role` may change or remove a member who is `other`: nobody touches the owner."""
    return may_deed(role, Deed.REMOVE) and other is not Role.OWNER


_WHO: Mapping[Verb | Deed, str] = {
    Verb.ADD: N_("Members and above can add here"),
    Verb.EDIT: N_("Members and above can change this"),
    Verb.EDIT_OWN: N_("Members and above can change this"),
    Verb.DELETE: N_("Who made it can delete this, and so can managers"),
    Verb.DELETE_OWN: N_("Who made it can delete this, and so can managers"),
    Verb.MOVE: N_("Managers and the owner can move this"),
    Verb.ERASE: N_("Managers and the owner can erase this"),
    Deed.RENAME: N_("Managers and the owner can rename this garage"),
    Deed.INVITE: N_("Managers and the owner can invite people"),
    Deed.CHANGE_ROLE: N_("Managers and the owner can change roles"),
    Deed.REMOVE: N_("Managers and the owner can remove people"),
    Deed.ENCLOSE: N_("Managers and the owner can choose who sees this"),
    Deed.HAND_OVER: N_("Only the owner can hand this garage over"),
    Deed.DELETE_SPACE: N_("Only the owner can delete this garage"),
    Deed.LEAVE: N_("The owner hands the garage over before leaving"),
}


def why_not(what: Verb | Deed, kind: str = "") -> str:
    """Who may, in words, for where something is greyed out or refused (a text to translate)."""
    if what in (Verb.ADD, Verb.EDIT, Verb.DELETE) and kind in ("custom_field", "vehicle_group"):
        return N_("Managers and the owner can change this")
    if what is Verb.EDIT and kind == "note":
        return N_("Only who wrote a note can change it")
    return _WHO.get(what, N_("Your role in this garage does not allow this"))
