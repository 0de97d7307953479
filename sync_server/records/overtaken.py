"""Values that lost a concurrent edit: each becomes a record of the same space."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection

from garage.ids import natural_id
from garage.sync import Clock, Stamp, stamp_device
from garage.sync.merge import Json
from garage.sync.wire import OVERTAKEN
from sync_server.records import elsewhere
from sync_server.records import kept as keeping
from sync_server.records.kept import Kept, Writing
from sync_server.records.numbering import persons_behind


@dataclass(frozen=True, slots=True)
class Loser:
    """A value that lost: of which record and field, its stamp, and the stamp that won."""

    kept: Kept
    field: str
    value: Json
    stamp: Stamp
    by: Stamp
    author: str
    """Empty where it is to be found out."""

    @property
    def id(self) -> str:
        """The same, whoever finds it and however often."""
        return natural_id(self.kept.space, (self.kept.id, self.field, self.stamp))


@dataclass
class Overtaken:
    """What lost in one push."""

    losers: dict[str, Loser] = field(default_factory=dict)

    def add(self, loser: Loser) -> None:
        """Keep a loser, once."""
        self.losers.setdefault(loser.id, loser)

    def write(
        self, connection: Connection, writings: Mapping[str, Writing], device: str, now: int
    ) -> None:
        """Make a record of each that is none yet, with the server's own stamp."""
        if not self.losers:
            return
        keys = {(loser.kept.space, id_) for id_, loser in self.losers.items()}
        away = elsewhere.find(connection, keys)
        there: set[str] = set()
        for space in {space for space, _ in keys}:
            ids = [id_ for within, id_ in keys if within == space]
            there |= keeping.read_short(connection, space, ids).keys()
        authors = persons_behind(
            connection, {stamp_device(each.stamp) for each in self.losers.values()}
        )
        stamp = Clock(device, now).stamp
        for id_, loser in self.losers.items():
            space = loser.kept.space
            if id_ in there or (space, id_) in away.erased or (space, id_) in away.moved:
                continue
            author = loser.author or authors.get(stamp_device(loser.stamp), "")
            writings[space].change(_record(id_, loser, author, stamp))


def _record(id_: str, loser: Loser, author: str, stamp: Stamp) -> Kept:
    fields: dict[str, Json] = {
        "record": loser.kept.id,
        "of": loser.kept.kind,
        "field": loser.field,
        "value": loser.value,
        "stamp": loser.stamp,
        "by": loser.by,
        "author": author,
    }
    return Kept(
        loser.kept.space, id_, OVERTAKEN, author, keeping.as_text(fields),
        keeping.short_text(dict.fromkeys(fields, stamp)), owner=loser.kept.id,
    )  # fmt: skip
