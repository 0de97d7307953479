"""When people are busy who share a garage with one, as the server tells it."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

import msgspec

from client.remote.server import HttpRemote


class BusyPerson(msgspec.Struct, frozen=True):
    """Periods in milliseconds since 1970; `known`: outside of them they are free."""

    address: str
    known: bool
    busy: list[tuple[int, int]] = []


class _People(msgspec.Struct, frozen=True):
    people: list[BusyPerson]


def busy_people(
    remote: HttpRemote, addresses: Sequence[str], since: int, before: int
) -> list[BusyPerson]:
    """An answer for each address; raises ServerAway, SignInNeeded, Refused."""
    said = [("person", each) for each in addresses]
    query = urlencode([*said, ("since", since), ("before", before)])
    return remote.ask("GET", f"/calendars/busy?{query}", None, _People).people
