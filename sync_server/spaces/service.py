"""What other rooms ask of spaces: heads to lock, who has part in what, and homes."""

from __future__ import annotations

from sync_server.spaces.heads import Head, heads_and_digests, heads_of, lock_heads, set_head, signed
from sync_server.spaces.making import WHEN_FORGOTTEN, WHEN_GOING, WHEN_GONE, make_home
from sync_server.spaces.membership import fates, forget_person
from sync_server.spaces.parts import (
    Part,
    demand,
    lock_as_member,
    members_of,
    parts_of,
    require,
    role_in,
    roles_of,
    roles_of_each,
)

__all__ = [
    "WHEN_FORGOTTEN",
    "WHEN_GOING",
    "WHEN_GONE",
    "Head",
    "Part",
    "demand",
    "fates",
    "forget_person",
    "heads_and_digests",
    "heads_of",
    "lock_as_member",
    "lock_heads",
    "make_home",
    "members_of",
    "parts_of",
    "require",
    "role_in",
    "roles_of",
    "roles_of_each",
    "set_head",
    "signed",
]
