"""Records that left a space, erased or moved: told within the transaction to who listens."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from sync_server.records.kept import Kept
from sync_server.records.reading import Seen, seen_of


@dataclass(frozen=True, slots=True)
class Left:
    """What one person took out of a space; `to` is the space that it is in now, "" if in none."""

    space: str
    person: str
    records: Mapping[str, Kept]
    now: int
    to: str = ""

    def of(self, kind: str) -> list[Seen]:
        """The records of a kind, as they were."""
        return [seen_of(each) for each in self.records.values() if each.kind == kind]


Heard = Callable[[Connection, Left], None]

WHEN_LEFT: list[Heard] = []
"""Who keeps something about records of others, and has to know that they are gone."""


def tell_left(connection: Connection, left: Left) -> None:
    """Tell them, after the spaces are written."""
    for heard in WHEN_LEFT if left.records else ():
        heard(connection, left)
