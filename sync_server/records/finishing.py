"""The end of a writing: what changed in each space is written, marked, and told to who listens."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec
from sqlalchemy import Connection

from garage.permissions import Role
from sync_server.kit.bus import Poke, announce
from sync_server.records import marks
from sync_server.records.kept import Writing
from sync_server.spaces import service as spaces

Heard = Callable[[Connection, Writing], None]

WHEN_PUSHED: list[Heard] = []
"""Who hears, within the transaction, of what devices changed; not of what the server writes."""

WHEN_WRITTEN: list[Heard] = []
"""Who hears, within the transaction, of whatever was written, by a device or by the server."""

MOST_POKED = 50
"""Records that go along with a poke."""
MOST_POKED_BYTES = 64 * 1024


def finish(connection: Connection, writings: Iterable[Writing], *, by_server: bool = False) -> None:
    """Write what changed in each space, and poke those who are there."""
    for writing in writings:
        writing.finish()
        for heard in () if by_server or not writing.count else WHEN_PUSHED:
            heard(connection, writing)
        for heard in WHEN_WRITTEN if writing.count else ():
            heard(connection, writing)
        if writing.head != writing.began:
            marks.mark(connection, writing.space, writing.head)
            announce(connection, _poke(connection, writing))


def _poke(connection: Connection, writing: Writing) -> Poke:
    """What is told of it: to whom the records themselves, is asked here, where it is exact."""
    envelopes = _poked(writing)
    if not envelopes:
        return Poke(writing.space, writing.began, writing.head)
    # A guest does not get every kind: they pull what they may read.
    readers = frozenset(
        person
        for person, role in spaces.members_of(connection, writing.space).items()
        if role is not Role.GUEST
    )
    return Poke(writing.space, writing.began, writing.head, envelopes, readers)


def _poked(writing: Writing) -> bytes:
    """What goes along with a poke: all that happened between the two heads, or nothing."""
    if not 0 < writing.count == writing.head - writing.began <= MOST_POKED:
        return b""
    encoded = msgspec.json.encode([kept.envelope() for kept in writing.changed()])
    return encoded if len(encoded) <= MOST_POKED_BYTES else b""
